//! What profiles say, by language. `{company}` is the company, `{days}` and `{hours}` when somebody is there,
//! `{span}` a promised time, `{mail}`, `{phone}` and `{site}` how else it is reached, `{help}` its service
//! account, `{names}` who writes.

use super::hours::DeskDays;
use crate::model::Language;

/// The pieces of a bio, and what an account has posted, in a language.
pub(super) struct BioWords {
    pub corporate: &'static [&'static str],
    pub service: &'static [&'static str],
    pub see_help: &'static [&'static str],
    pub hours: &'static [&'static str],
    pub always: &'static [&'static str],
    /// A promise of a response time, with `{span}`.
    pub within: &'static [&'static str],
    pub same_day: &'static [&'static str],
    pub next_day: &'static [&'static str],
    /// No promise, though it sounds like one.
    pub vague: &'static [&'static str],
    pub mail: &'static [&'static str],
    pub phone: &'static [&'static str],
    pub site: &'static [&'static str],
    pub agents: &'static [&'static str],
    /// Posts to everybody; also what is pinned.
    pub broadcasts: &'static [&'static str],
    /// What other customers ask.
    pub asked: &'static [&'static str],
    /// Monday to Friday, Monday to Saturday, every day, Saturday: each in some forms.
    days: [&'static [&'static str]; 4],
}

/// The pieces of a language.
pub(super) const fn bios(language: Language) -> &'static BioWords {
    match language {
        Language::En => &EN,
        Language::Nl => &NL,
        Language::Fr => &FR,
        Language::De => &DE,
    }
}

impl BioWords {
    pub(super) const fn days(&self, days: DeskDays) -> &'static [&'static str] {
        match days {
            DeskDays::MonFri => self.days[0],
            DeskDays::MonSat => self.days[1],
            DeskDays::MonSun => self.days[2],
        }
    }

    pub(super) const fn saturday(&self) -> &'static [&'static str] {
        self.days[3]
    }
}

/// Hours of the day as a bio writes them; `style` is any number.
pub(super) fn hours(language: Language, from: u16, to: u16, style: usize) -> String {
    let style = style % 3;
    let one = |minute: u16| -> String {
        let (h, m) = (minute / 60, minute % 60);
        match (language, style) {
            (Language::En, 0 | 2) => {
                let half = if h < 12 { "am" } else { "pm" };
                let sign = if style == 0 { '.' } else { ':' };
                let h = (h + 11) % 12 + 1;
                if m == 0 {
                    format!("{h}{half}")
                } else {
                    format!("{h}{sign}{m:02}{half}")
                }
            }
            (Language::Fr, _) if m == 0 => format!("{h}h"),
            (Language::Fr, _) => format!("{h}h{m:02}"),
            (Language::Nl | Language::De, 2) if m == 0 => h.to_string(),
            (Language::De, 2) => format!("{h}:{m:02}"),
            (Language::Nl, 0 | 2) => format!("{h}.{m:02}"),
            _ => format!("{h:02}:{m:02}"),
        }
    };
    let (from, to) = (one(from), one(to));
    match (language, style) {
        (Language::En, 2) => format!("{from} to {to}"),
        (Language::Nl, 2) => format!("van {from} tot {to} uur"),
        (Language::Nl, _) => format!("{from}-{to} uur"),
        (Language::Fr, 2) => format!("de {from} à {to}"),
        (Language::De, 2) => format!("von {from} bis {to} Uhr"),
        (Language::De, _) => format!("{from}-{to} Uhr"),
        (Language::En | Language::Fr, _) => format!("{from}-{to}"),
    }
}

/// A promised time as it is written: whole hours from two hours on.
pub(super) fn span(language: Language, minutes: u32) -> String {
    let hours = minutes / 60;
    match (language, minutes) {
        (Language::En, 60) => "1 hour".to_owned(),
        (Language::En | Language::Fr, ..60) => format!("{minutes} minutes"),
        (Language::En, _) => format!("{hours} hours"),
        (Language::Nl, ..60) => format!("{minutes} minuten"),
        (Language::Nl, _) => format!("{hours} uur"),
        (Language::Fr, _) => format!("{hours}h"),
        (Language::De, 60) => "einer Stunde".to_owned(),
        (Language::De, ..60) => format!("{minutes} Minuten"),
        (Language::De, _) => format!("{hours} Stunden"),
    }
}

static EN: BioWords = BioWords {
    corporate: &[
        "The official account of {company}.",
        "{company} on Twitter. News, offers and behind the scenes.",
        "Welcome to {company}!",
        "Official {company} page. Est. 1987.",
        "All the latest from {company}",
        "Proudly independent since 1994.",
    ],
    service: &[
        "Customer service for {company}.",
        "Here to help {company} customers.",
        "{company} Customer Care team.",
        "Need a hand? We're the {company} help team!",
        "Official support account of {company}",
        "Got a question about {company}? Ask us!",
    ],
    see_help: &[
        "For help tweet {help}",
        "Customer service: {help}",
        "Need support? {help}",
    ],
    hours: &[
        "{days}, {hours}",
        "We're here {days} {hours}.",
        "Open {days} {hours}",
        "Tweets answered {days}, {hours}.",
        "Monitored {days} {hours}",
        "Opening hours: {days} {hours}",
        "Here to help {days} {hours}",
        "Our team is online {days}, {hours}.",
    ],
    always: &[
        "24/7",
        "Here for you 24 hours a day, 7 days a week.",
        "Open 24/7.",
        "Round the clock, every day.",
    ],
    within: &[
        "We reply within {span}.",
        "We aim to respond within {span}.",
        "Replies in under {span}",
        "Expect an answer within {span}.",
        "You'll hear back from us in {span} or less.",
        "Response time: {span}",
    ],
    same_day: &[
        "We answer every tweet the same day.",
        "Replies the same day.",
        "Same day response.",
    ],
    next_day: &[
        "We reply by the next working day.",
        "You'll have an answer the next working day.",
        "Response within one working day.",
    ],
    vague: &[
        "We'll reply as soon as possible.",
        "We try to answer everyone quickly!",
        "We'll get back to you ASAP",
        "Replies may take a little longer at busy times.",
        "We aim to reply to all tweets.",
        "Never far away.",
    ],
    mail: &["Email {mail}", "{mail}", "✉️ {mail}"],
    phone: &["Call {phone}", "📞 {phone}", "Tel. {phone}"],
    site: &["{site}", "Help: {site}", "Visit {site}"],
    agents: &[
        "Tweets by {names}",
        "You're talking to {names}",
        "{names} here to help",
    ],
    broadcasts: &[
        "It's here! Our new autumn range is in shops from tomorrow.",
        "What are you up to this weekend? Tell us below 👇",
        "We're hiring! See our careers page for all vacancies.",
        "Thank you to everyone who came along to our open day.",
        "WIN! Retweet and follow for a chance to win a hamper.",
        "Five tips for a greener home, on our blog now.",
        "Happy Friday everyone!",
        "Proud to be shortlisted for this year's customer awards.",
        "Our shops close at 4pm on Sunday for stocktaking.",
        "Throwback to our first ever catalogue.",
        "Only two days left of our sale.",
        "Meet the team: this is how we pack your orders.",
    ],
    asked: &[
        "hi do you ship to Ireland?",
        "my parcel still hasn't arrived, any news?",
        "is your website down?",
        "can I change the address on my order",
        "shoutout to your staff, brilliant service today",
        "how do I reset my password please",
        "are you open on bank holidays?",
        "still waiting for my refund...",
        "do you price match?",
        "been on hold for 30 mins, what's going on",
        "when is this back in stock?",
        "do you do student discount?",
    ],
    days: [
        &["Mon-Fri", "Monday to Friday", "Mon–Fri", "weekdays"],
        &["Mon-Sat", "Monday to Saturday", "Mon–Sat"],
        &["7 days a week", "Mon-Sun", "every day", "daily"],
        &["Sat", "Saturday", "Sats"],
    ],
};

static NL: BioWords = BioWords {
    corporate: &[
        "Officieel account van {company}.",
        "{company} op Twitter: nieuws, acties en meer.",
        "Welkom bij {company}!",
        "Het laatste nieuws van {company}",
        "Sinds 1987.",
        "Wij zijn {company}.",
    ],
    service: &[
        "Webcare van {company}.",
        "Klantenservice {company}.",
        "Vragen over {company}? Wij helpen je graag!",
        "Hét webcareteam van {company}",
        "Hier helpen we klanten van {company}.",
        "{company} helpt.",
    ],
    see_help: &[
        "Vragen? Tweet naar {help}",
        "Webcare: {help}",
        "Hulp nodig? {help}",
    ],
    hours: &[
        "{days} {hours}",
        "Bereikbaar {days} {hours}.",
        "We zijn er {days} {hours}.",
        "Online: {days}, {hours}",
        "Geopend {days} {hours}",
        "Wij beantwoorden je tweets {days} {hours}.",
        "Openingstijden: {days} {hours}",
        "{days} aanwezig, {hours}",
    ],
    always: &[
        "24/7",
        "Dag en nacht bereikbaar, 7 dagen per week.",
        "24 uur per dag, 7 dagen per week",
        "Altijd open (24/7).",
    ],
    within: &[
        "We reageren binnen {span}.",
        "Antwoord binnen {span}!",
        "Binnen {span} heb je antwoord.",
        "Reactietijd: {span}",
        "We streven ernaar binnen {span} te reageren.",
        "Je hoort binnen {span} van ons.",
    ],
    same_day: &[
        "Vandaag gevraagd, vandaag antwoord.",
        "We antwoorden dezelfde dag.",
        "Reactie nog dezelfde dag.",
    ],
    next_day: &[
        "Uiterlijk de volgende werkdag antwoord.",
        "We reageren binnen een werkdag.",
        "Je hebt de volgende werkdag antwoord.",
    ],
    vague: &[
        "We reageren zo snel mogelijk.",
        "We proberen iedereen snel te helpen!",
        "Je hoort snel van ons.",
        "Bij drukte kan het iets langer duren.",
        "We lezen alles.",
        "Altijd dichtbij.",
    ],
    mail: &["Mail {mail}", "{mail}", "✉️ {mail}"],
    phone: &["Bel {phone}", "📞 {phone}", "Tel. {phone}"],
    site: &["{site}", "Meer op {site}", "Kijk op {site}"],
    agents: &[
        "Hier twitteren {names}",
        "Je spreekt met {names}",
        "{names} helpen je verder",
    ],
    broadcasts: &[
        "Nieuw! Vanaf morgen ligt onze herfstcollectie in de winkel.",
        "Wat zijn jouw plannen voor het weekend? 👇",
        "We zoeken collega's! Kijk op onze site voor de vacatures.",
        "Bedankt aan iedereen die op onze open dag was.",
        "WIN! Volg ons en retweet voor kans op een pakket.",
        "Vijf tips voor een groener huis, nu op ons blog.",
        "Fijne vrijdag allemaal!",
        "Trots: we zijn genomineerd!",
        "Zondag sluiten onze winkels om 16 uur.",
        "Zo zag onze eerste catalogus eruit.",
        "Nog maar twee dagen uitverkoop.",
        "Maak kennis met het team dat je bestelling inpakt.",
    ],
    asked: &[
        "leveren jullie ook in België?",
        "mijn pakket is er nog steeds niet, weten jullie meer?",
        "ligt jullie site eruit?",
        "kan ik het adres van mijn bestelling nog wijzigen",
        "top geholpen vandaag, complimenten!",
        "hoe stel ik mijn wachtwoord opnieuw in?",
        "zijn jullie open met pinksteren?",
        "wacht nog op mijn geld...",
        "geldt de laagsteprijsgarantie ook online?",
        "al een half uur in de wacht, wat is er aan de hand",
        "wanneer is dit weer leverbaar?",
        "hebben jullie studentenkorting?",
    ],
    days: [
        &["ma-vr", "ma t/m vr", "maandag t/m vrijdag", "op werkdagen"],
        &["ma-za", "ma t/m za", "maandag t/m zaterdag"],
        &["7 dagen per week", "dagelijks", "ma t/m zo", "elke dag"],
        &["za", "zaterdag", "op zaterdag"],
    ],
};

static FR: BioWords = BioWords {
    corporate: &[
        "Compte officiel de {company}.",
        "{company} sur Twitter : actus et bons plans.",
        "Bienvenue chez {company} !",
        "Toute l'actualité de {company}",
        "Depuis 1987.",
        "Nous sommes {company}.",
    ],
    service: &[
        "Service clients de {company}.",
        "{company} à votre écoute.",
        "Une question sur {company} ? On vous répond !",
        "Compte officiel du SAV de {company}",
        "Ici, on aide les clients de {company}.",
        "L'équipe {company} vous accompagne.",
    ],
    see_help: &[
        "Besoin d'aide ? {help}",
        "Service clients : {help}",
        "Une question ? {help}",
    ],
    hours: &[
        "{days} {hours}",
        "À votre écoute {days}, {hours}.",
        "Nous sommes là {days} {hours}.",
        "Ouvert {days} {hours}",
        "Réponses {days} {hours}",
        "Horaires : {days} {hours}",
        "Disponibles {days}, {hours}",
        "L'équipe vous répond {days} {hours}.",
    ],
    always: &[
        "24h/24 et 7j/7",
        "7j/7, 24h/24",
        "À votre écoute 24h/24, 7j/7.",
        "Jour et nuit, 24h/24 7j/7",
    ],
    within: &[
        "Réponse sous {span}.",
        "Nous répondons en moins de {span}.",
        "Nous nous engageons à répondre sous {span}.",
        "Délai de réponse : {span}",
        "Une réponse en {span} maximum",
        "On vous répond dans les {span}.",
    ],
    same_day: &[
        "Réponse le jour même.",
        "Nous répondons dans la journée.",
        "Une réponse le jour même !",
    ],
    next_day: &[
        "Réponse sous un jour ouvré.",
        "Réponse le jour ouvré suivant.",
        "Nous répondons au plus tard le jour ouvré suivant.",
    ],
    vague: &[
        "Nous répondons dès que possible.",
        "On vous répond au plus vite !",
        "Nous lisons tous vos messages.",
        "Réponse rapide.",
        "Le délai peut être plus long en période d'affluence.",
        "Toujours près de vous.",
    ],
    mail: &["Écrivez à {mail}", "{mail}", "✉️ {mail}"],
    phone: &["Tél. {phone}", "📞 {phone}", "Appelez le {phone}"],
    site: &["{site}", "Aide : {site}", "Plus sur {site}"],
    agents: &[
        "Ici tweetent {names}",
        "{names} vous répondent",
        "Avec {names}",
    ],
    broadcasts: &[
        "Elle est là ! Notre collection d'automne arrive demain en magasin.",
        "Que faites-vous ce week-end ? 👇",
        "Nous recrutons ! Toutes les offres sont sur notre site.",
        "Merci à tous d'être venus à nos portes ouvertes.",
        "CONCOURS ! RT + follow pour tenter de gagner un panier.",
        "Cinq conseils pour une maison plus verte, sur le blog.",
        "Bon vendredi à tous !",
        "Fiers d'être nommés cette année.",
        "Dimanche, nos magasins ferment à 16h.",
        "Souvenir : notre tout premier catalogue.",
        "Plus que deux jours de soldes.",
        "Voici l'équipe qui prépare vos commandes.",
    ],
    asked: &[
        "bonjour livrez-vous en Belgique ?",
        "mon colis n'est toujours pas arrivé, des nouvelles ?",
        "votre site est en panne ?",
        "je peux changer l'adresse de ma commande ?",
        "bravo à votre équipe, super accueil",
        "comment réinitialiser mon mot de passe ?",
        "ouverts le 1er mai ?",
        "j'attends toujours mon remboursement...",
        "vous alignez vos prix ?",
        "30 min d'attente au téléphone, sérieux ?",
        "c'est quand le réassort ?",
        "une réduction pour les étudiants ?",
    ],
    days: [
        &["lun-ven", "du lundi au vendredi", "lun.-ven.", "en semaine"],
        &["lun-sam", "du lundi au samedi", "lun.-sam."],
        &[
            "7j/7",
            "tous les jours",
            "7 jours sur 7",
            "du lundi au dimanche",
        ],
        &["sam", "le samedi", "sam."],
    ],
};

static DE: BioWords = BioWords {
    corporate: &[
        "Offizieller Account von {company}.",
        "{company} auf Twitter: Neues und Angebote.",
        "Willkommen bei {company}!",
        "Alles Neue von {company}",
        "Seit 1987.",
        "Wir sind {company}.",
    ],
    service: &[
        "Kundenservice von {company}.",
        "{company} hilft.",
        "Fragen zu {company}? Wir antworten!",
        "Das Serviceteam von {company}",
        "Hier helfen wir Kundinnen und Kunden von {company}.",
        "Euer Support-Team bei {company}",
    ],
    see_help: &[
        "Hilfe gibt es bei {help}",
        "Kundenservice: {help}",
        "Fragen? {help}",
    ],
    hours: &[
        "{days} {hours}",
        "Für euch da: {days}, {hours}.",
        "Wir antworten {days} {hours}.",
        "Erreichbar {days} {hours}",
        "Servicezeiten: {days} {hours}",
        "{days} sind wir {hours} für Sie da.",
        "Besetzt {days} {hours}",
        "Online {days}, {hours}",
    ],
    always: &[
        "24/7",
        "Rund um die Uhr, 7 Tage die Woche.",
        "24 Stunden am Tag, 7 Tage die Woche",
        "Immer da (24/7).",
    ],
    within: &[
        "Antwort innerhalb von {span}.",
        "Wir antworten binnen {span}.",
        "Antwortzeit: innerhalb von {span}",
        "In spätestens {span} hast du eine Antwort.",
        "Wir melden uns innerhalb von {span}.",
        "Garantiert Antwort in {span}",
    ],
    same_day: &[
        "Antwort am selben Tag.",
        "Wir antworten noch am gleichen Tag.",
        "Antwort noch am selben Tag!",
    ],
    next_day: &[
        "Antwort spätestens am nächsten Werktag.",
        "Wir antworten innerhalb eines Werktags.",
        "Antwort am nächsten Werktag.",
    ],
    vague: &[
        "Wir antworten so schnell wie möglich.",
        "Wir versuchen, allen schnell zu helfen!",
        "Wir melden uns zeitnah.",
        "Wenn viel los ist, dauert es etwas länger.",
        "Wir lesen alles.",
        "Immer in deiner Nähe.",
    ],
    mail: &["Mail: {mail}", "{mail}", "✉️ {mail}"],
    phone: &["Tel. {phone}", "📞 {phone}", "Hotline {phone}"],
    site: &["{site}", "Hilfe: {site}", "Mehr auf {site}"],
    agents: &[
        "Hier twittern {names}",
        "{names} antworten dir",
        "Es schreiben {names}",
    ],
    broadcasts: &[
        "Sie ist da! Ab morgen gibt es unsere Herbstkollektion in den Filialen.",
        "Was macht ihr am Wochenende? 👇",
        "Wir suchen Verstärkung! Alle Stellen auf unserer Seite.",
        "Danke an alle, die beim Tag der offenen Tür waren.",
        "GEWINNSPIEL! Folgen und retweeten, mit Glück gewinnen.",
        "Fünf Tipps für ein grüneres Zuhause, jetzt im Blog.",
        "Schönen Freitag zusammen!",
        "Stolz: Wir sind nominiert!",
        "Am Sonntag schließen unsere Filialen um 16 Uhr.",
        "So sah unser erster Katalog aus.",
        "Nur noch zwei Tage Schlussverkauf.",
        "Das Team, das eure Bestellungen packt.",
    ],
    asked: &[
        "liefert ihr auch nach Österreich?",
        "mein Paket ist immer noch nicht da, gibt es Neuigkeiten?",
        "ist eure Seite down?",
        "kann ich die Adresse meiner Bestellung noch ändern",
        "tolles Personal heute, danke!",
        "wie setze ich mein Passwort zurück?",
        "habt ihr am Feiertag offen?",
        "warte noch auf mein Geld...",
        "gibt es bei euch eine Preisgarantie?",
        "30 Minuten Warteschleife, was ist los",
        "wann ist das wieder lieferbar?",
        "gibt es Studentenrabatt?",
    ],
    days: [
        &["Mo-Fr", "Montag bis Freitag", "Mo–Fr", "werktags Mo-Fr"],
        &["Mo-Sa", "Montag bis Samstag", "Mo–Sa"],
        &["täglich", "7 Tage die Woche", "Mo-So", "jeden Tag"],
        &["Sa", "Samstag", "samstags"],
    ],
};
