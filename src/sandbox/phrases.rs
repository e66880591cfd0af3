//! The words of the companies' clerks and machines, by language. `{first}` is the shopper's first
//! name, `{company}` the company, `{ref}` a case number.

use crate::model::Language;

/// The phrases of a language.
pub(super) struct Phrases {
    pub greetings: &'static [&'static str],
    pub openings: &'static [&'static str],
    pub fillers: &'static [&'static str],
    pub additions: &'static [&'static str],
    /// Beside an answer: the rest of it is still to come.
    pub parts: &'static [&'static str],
    pub survey_subjects: &'static [&'static str],
    pub surveys: &'static [&'static str],
    pub closings: &'static [&'static str],
    /// Where neither a right nor a wrong answer is known, so that something of substance is said.
    pub generic: &'static [&'static str],
    pub receipt_subjects: &'static [&'static str],
    pub receipts: &'static [&'static str],
    pub holdings: &'static [&'static str],
    pub away_subjects: &'static [&'static str],
    pub aways: &'static [&'static str],
    pub rewritten_subjects: &'static [&'static str],
    pub disclaimers: &'static [&'static str],
    pub teams: &'static [&'static str],
    /// `{date}` and `{from}` wrote:
    pub attribution: &'static str,
    /// From, Sent, To, Subject of a quoted header block.
    pub header_words: [&'static str; 4],
}

/// The phrases of a language.
pub(super) const fn phrases(language: Language) -> &'static Phrases {
    match language {
        Language::En => &EN,
        Language::Nl => &NL,
        Language::Fr => &FR,
        Language::De => &DE,
    }
}

/// Names of clerks, of whom none is real.
pub(super) const CLERKS: [&str; 16] = [
    "Amelia Hart",
    "Ben Okafor",
    "Chloé Marsden",
    "Daniel Pryce",
    "Ewa Nowicka",
    "Farah Siddiq",
    "Gareth Lunn",
    "Hannah Doyle",
    "Imran Sheikh",
    "Jörg Albers",
    "Kirsty Vane",
    "Liam Foxley",
    "Maya Renshaw",
    "Neil Thackray",
    "Orla Byrne",
    "Priya Kapoor",
];

static EN: Phrases = Phrases {
    greetings: &[
        "Hi {first},",
        "Hello {first},",
        "Dear {first},",
        "Good morning {first},",
        "Hello,",
    ],
    openings: &[
        "Thank you for getting in touch with {company}.",
        "Thanks for your email.",
        "Thank you for contacting us.",
        "I hope you are well.",
        "Many thanks for your enquiry – I’d be happy to help.",
    ],
    fillers: &[
        "If there is anything else you would like to know, just reply to this email.",
        "I hope this helps.",
        "Please don’t hesitate to contact us again if you have any further questions.",
        "You will also find this on the help pages of our website.",
        "Have a lovely day!",
    ],
    additions: &[
        "One more thing that I forgot to mention: the same applies if you contact us by phone.",
        "Just to add to my earlier email: please keep it for your records.",
        "Following on from my last message, I have checked this with a colleague and it still stands.",
    ],
    parts: &[
        "As to the rest of your question, I need to check with my manager and will get back to you tomorrow.",
    ],
    survey_subjects: &["How did we do?"],
    surveys: &[
        "You recently wrote to us. How would you rate the service you received? Please take a moment to complete our short survey.",
    ],
    closings: &[
        "Kind regards,",
        "Best wishes,",
        "Many thanks,",
        "Yours sincerely,",
    ],
    generic: &[
        "Yes, that is possible. You can arrange it in your account under “My details”.",
        "This takes up to five working days and costs £4.50.",
        "That depends on the product; for most of our range it is possible within 28 days.",
    ],
    receipt_subjects: &[
        "We have received your enquiry",
        "Thank you for contacting {company}",
        "[{company}] Your request {ref} has been received",
        "Automatic reply: your message",
    ],
    receipts: &[
        "Thank you for contacting {company}. We have received your message and will get back to you within two working days. Your reference number is {ref}.",
        "Your request ({ref}) has been received and is being reviewed by our support staff. To add additional comments, reply to this email.",
        "This is an automatic confirmation that we have received your email. One of our team will be in touch as soon as possible. Please do not reply to this message. Case reference: {ref}.",
        "Thanks for your email! We are currently receiving a high volume of enquiries and it may take us a little longer than usual to reply. Your ticket number is {ref}.",
    ],
    holdings: &[
        "Thanks for your email. I am looking into this for you and will come back to you as soon as I have heard from my colleagues.",
        "Just a quick note to let you know that we have received your question. I have passed it to the right department and we will be in touch shortly.",
    ],
    away_subjects: &["Automatic reply: {subject}", "Out of office: {subject}"],
    aways: &[
        "Thank you for your message. I am out of the office until Monday with no access to email. I will reply on my return.",
        "I am currently on annual leave and will respond to your email when I am back in the office.",
    ],
    rewritten_subjects: &[
        "Your enquiry (ref {ref})",
        "Response from {company} – case {ref}",
        "Your question to {company}",
    ],
    disclaimers: &[
        "This email and any attachments are confidential and intended solely for the addressee. If you have received it in error, please delete it and let the sender know.",
        "{company} is a trading name of {company} Group Ltd, registered in England and Wales. Please consider the environment before printing this email.",
    ],
    teams: &["Customer Service Team", "Customer Care", "Customer Support"],
    attribution: "On {date}, {from} wrote:",
    header_words: ["From", "Sent", "To", "Subject"],
};

static NL: Phrases = Phrases {
    greetings: &["Beste {first},", "Hallo {first},", "Goedemorgen {first},"],
    openings: &[
        "Bedankt voor je bericht.",
        "Hartelijk dank voor uw e-mail aan {company}.",
    ],
    fillers: &[
        "Heb je nog vragen? Dan horen we het graag.",
        "Ik hoop je hiermee voldoende te hebben geïnformeerd.",
    ],
    additions: &["Nog een aanvulling op mijn vorige bericht: hetzelfde geldt als u ons belt."],
    parts: &[
        "De rest van uw vraag heb ik doorgestuurd naar een collega; wij nemen daarover contact met u op.",
    ],
    survey_subjects: &["Uw mening telt"],
    surveys: &[
        "Hoe tevreden bent u over ons antwoord? Met deze korte vragenlijst helpt u ons verder.",
    ],
    closings: &["Met vriendelijke groet,", "Vriendelijke groeten,"],
    generic: &[
        "Ja, dat is mogelijk. U regelt dit zelf in uw account onder ‘Mijn gegevens’.",
        "Dit duurt maximaal vijf werkdagen en kost € 4,50.",
    ],
    receipt_subjects: &[
        "Wij hebben uw bericht ontvangen",
        "Bedankt voor uw bericht aan {company}",
    ],
    receipts: &[
        "Wij hebben uw bericht ontvangen en nemen binnen twee werkdagen contact met u op. Uw referentienummer is {ref}.",
        "Dit is een automatische ontvangstbevestiging. Uw vraag is in behandeling onder nummer {ref}.",
    ],
    holdings: &[
        "Bedankt voor uw e-mail. Ik zoek dit voor u uit en kom hier zo snel mogelijk op terug.",
    ],
    away_subjects: &["Automatisch antwoord: {subject}", "Afwezig: {subject}"],
    aways: &[
        "Ik ben tot maandag niet op kantoor en lees mijn e-mail niet. Na mijn terugkeer beantwoord ik uw bericht.",
    ],
    rewritten_subjects: &["Uw vraag (kenmerk {ref})", "Reactie van {company} - {ref}"],
    disclaimers: &[
        "Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde. Bent u dat niet, verwijder het dan.",
    ],
    teams: &["Klantenservice"],
    attribution: "Op {date} schreef {from}:",
    header_words: ["Van", "Verzonden", "Aan", "Onderwerp"],
};

static FR: Phrases = Phrases {
    greetings: &["Bonjour {first},", "Bonjour,"],
    openings: &[
        "Nous vous remercions de votre message.",
        "Merci d’avoir contacté {company}.",
    ],
    fillers: &[
        "Nous restons à votre disposition pour toute question.",
        "J’espère avoir répondu à votre demande.",
    ],
    additions: &["Pour compléter mon précédent message : il en va de même si vous nous appelez."],
    parts: &[
        "Pour le reste, je me renseigne auprès d’un collègue et reviens vers vous dès que possible.",
    ],
    survey_subjects: &["Votre avis nous intéresse"],
    surveys: &[
        "Êtes-vous satisfait de notre réponse ? Merci de répondre à notre courte enquête de satisfaction.",
    ],
    closings: &["Cordialement,", "Bien cordialement,"],
    generic: &[
        "Oui, c’est possible. Rendez-vous dans votre espace client, rubrique « Mes données ».",
        "Cela prend cinq jours ouvrés au plus et coûte 4,50 €.",
    ],
    receipt_subjects: &[
        "Nous avons bien reçu votre demande",
        "Votre message à {company}",
    ],
    receipts: &[
        "Nous avons bien reçu votre message et vous répondrons sous deux jours ouvrés. Votre numéro de référence est {ref}.",
        "Ceci est un accusé de réception automatique. Votre demande est enregistrée sous le numéro {ref}.",
    ],
    holdings: &["Merci pour votre message. Je me renseigne et reviens vers vous dès que possible."],
    away_subjects: &[
        "Réponse automatique : {subject}",
        "Absence du bureau : {subject}",
    ],
    aways: &["Je suis absent du bureau jusqu’à lundi et répondrai à votre message à mon retour."],
    rewritten_subjects: &[
        "Votre demande (réf. {ref})",
        "Réponse de {company} - dossier {ref}",
    ],
    disclaimers: &[
        "Ce message est confidentiel et destiné à son seul destinataire. Si vous l’avez reçu par erreur, merci de le supprimer.",
    ],
    teams: &["Le service clients"],
    attribution: "Le {date}, {from} a écrit :",
    header_words: ["De", "Envoyé", "À", "Objet"],
};

static DE: Phrases = Phrases {
    greetings: &["Guten Tag {first},", "Hallo {first},", "Guten Tag,"],
    openings: &[
        "vielen Dank für Ihre Nachricht.",
        "vielen Dank für Ihre Anfrage an {company}.",
    ],
    fillers: &[
        "Bei weiteren Fragen sind wir gerne für Sie da.",
        "Ich hoffe, Ihnen damit weitergeholfen zu haben.",
    ],
    additions: &[
        "Noch eine Ergänzung zu meiner letzten Nachricht: Dasselbe gilt, wenn Sie uns anrufen.",
    ],
    parts: &["Den zweiten Teil Ihrer Frage kläre ich noch und melde mich, sobald ich mehr weiß."],
    survey_subjects: &["Wie zufrieden sind Sie?"],
    surveys: &[
        "Ihre Meinung ist uns wichtig. Bitte nehmen Sie an unserer Umfrage teil, es dauert nur zwei Minuten.",
    ],
    closings: &["Mit freundlichen Grüßen", "Freundliche Grüße"],
    generic: &[
        "Ja, das ist möglich. Sie finden es in Ihrem Kundenkonto unter „Meine Daten“.",
        "Das dauert höchstens fünf Werktage und kostet 4,50 €.",
    ],
    receipt_subjects: &[
        "Wir haben Ihre Anfrage erhalten",
        "Ihre Nachricht an {company}",
    ],
    receipts: &[
        "Wir haben Ihre Nachricht erhalten und melden uns innerhalb von zwei Werktagen bei Ihnen. Ihre Vorgangsnummer lautet {ref}.",
        "Dies ist eine automatische Eingangsbestätigung. Ihr Anliegen wird unter der Nummer {ref} bearbeitet.",
    ],
    holdings: &[
        "Danke für Ihre E-Mail. Ich kläre das für Sie und melde mich, sobald ich mehr weiß.",
    ],
    away_subjects: &[
        "Automatische Antwort: {subject}",
        "Abwesenheitsnotiz: {subject}",
    ],
    aways: &[
        "Ich bin bis Montag nicht im Büro und lese keine E-Mails. Nach meiner Rückkehr antworte ich Ihnen.",
    ],
    rewritten_subjects: &[
        "Ihre Anfrage (Vorgang {ref})",
        "Antwort von {company} - {ref}",
    ],
    disclaimers: &[
        "Diese E-Mail ist vertraulich und nur für den Adressaten bestimmt. Haben Sie sie irrtümlich erhalten, löschen Sie sie bitte.",
    ],
    teams: &["Ihr Kundenservice"],
    attribution: "Am {date} schrieb {from}:",
    header_words: ["Von", "Gesendet", "An", "Betreff"],
};
