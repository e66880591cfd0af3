//! The words of chats in four languages, as they stand once folded: small letters, no accents, one space.

/// Small letters without accents, straight apostrophes, single spaces.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = true;
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_whitespace() || c == '\u{200b}' {
            if !space {
                folded.push(' ');
            }
            space = true;
            continue;
        }
        space = false;
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            '\u{2018}' | '\u{2019}' => folded.push('\''),
            // What accents are written with when they stand for themselves.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Whether folded text holds one of these, as whole words.
#[must_use]
pub fn says(folded: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| place(folded, phrase).is_some())
}

/// Where folded text holds a phrase, as whole words: the bytes before it, and those up to its end.
pub(super) fn place(folded: &str, phrase: &str) -> Option<(usize, usize)> {
    if phrase.is_empty() {
        return None;
    }
    folded
        .match_indices(phrase)
        .map(|(at, found)| (at, at + found.len()))
        .find(|(from, to)| {
            let before = folded[..*from].chars().next_back();
            let behind = folded[*to..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
        })
}

/// What stands on what opens a chat.
pub const LAUNCH: &[&str] = &[
    "chat", "live chat", "livechat", "chat now", "chat with us", "start chat", "start a chat", "open chat",
    "open live chat", "let's chat", "need help", "ask us", "ask a question", "message us", "send us a message",
    "virtual assistant", "talk to us", "open messenger", "messaging window", "intercom", "messenger", "open widget",
    "hulp nodig", "chat met ons", "chatten", "start een chat", "stel een vraag", "stel je vraag", "stel uw vraag",
    "chat starten", "virtuele assistent", "open de chat", "heb je een vraag", "heeft u een vraag",
    "discuter", "discuter avec nous", "besoin d'aide", "posez votre question", "poser une question", "tchat",
    "tchatter", "clavarder", "ouvrir le chat", "assistant virtuel", "discutons", "chattez avec nous", "une question",
    "fragen", "haben sie fragen", "hilfe benotigt", "brauchen sie hilfe", "jetzt chatten", "chat offnen",
    "mit uns chatten", "virtueller assistent", "live-chat", "frage stellen", "live-beratung",
];

/// What stands on what closes or leaves it.
pub const SHUT: &[&str] = &[
    "close", "minimize", "minimise", "dismiss", "end chat", "close chat", "end conversation", "hide", "no thanks",
    "sluiten", "sluit", "minimaliseren", "chat beeindigen", "verbergen", "nee bedankt",
    "fermer", "reduire", "quitter", "terminer", "masquer", "non merci",
    "schliessen", "minimieren", "beenden", "chat beenden", "ausblenden", "nein danke",
];

/// What asks for the words to be sent.
pub const WRITE: &[&str] = &[
    "type a message", "type your message", "write a message", "write your message", "type here", "write a reply",
    "enter your message", "enter message", "message", "ask a question", "ask me", "ask anything", "your message",
    "send a message", "compose your message", "type your question", "your question", "say something", "new message",
    "chat input", "type something", "reply", "write here", "enter your question",
    "typ je bericht", "typ een bericht", "typ uw bericht", "schrijf een bericht", "stel je vraag", "stel uw vraag",
    "bericht", "je bericht", "uw bericht", "typ hier", "typ je vraag", "typ uw vraag", "je vraag", "uw vraag",
    "schrijf je bericht", "antwoord",
    "ecrivez votre message", "tapez votre message", "votre message", "saisissez votre message",
    "ecrivez un message", "ecrire un message", "posez votre question", "votre question", "ecrivez ici",
    "saisissez votre question", "repondre", "tapez ici",
    "nachricht", "nachricht eingeben", "nachricht schreiben", "ihre nachricht", "schreiben sie", "deine nachricht",
    "schreibe eine nachricht", "ihre frage", "frage eingeben", "deine frage", "stellen sie ihre frage",
    "hier eingeben", "hier schreiben", "antworten",
];

/// What sends it.
pub const SEND: &[&str] = &[
    "send", "send message", "submit", "send now", "verstuur", "versturen", "verzend", "verzenden", "stuur", "envoyer",
    "envoyer le message", "senden", "absenden", "nachricht senden", "abschicken", "verschicken",
];

/// What begins a chat once its first form is filled in.
pub const START: &[&str] = &[
    "start chat", "start chatting", "start the chat", "start", "chat now", "begin chat", "start conversation", "chat",
    "continue", "next", "connect", "submit", "send", "join", "go",
    "start de chat", "chat starten", "start gesprek", "verder", "doorgaan", "volgende", "verstuur", "versturen",
    "demarrer", "demarrer le chat", "commencer", "commencer le chat", "continuer", "suivant", "discuter",
    "lancer le chat", "envoyer", "demarrer la conversation",
    "chat beginnen", "starten", "weiter", "senden", "gesprach starten", "los geht's", "beginnen", "absenden",
];

/// A field for a name.
pub const NAME: &[&str] = &[
    "name", "your name", "full name", "first name", "last name", "surname", "fname", "lname", "given-name",
    "family-name", "naam", "voornaam", "achternaam", "je naam", "uw naam", "nom", "prenom", "votre nom", "vorname",
    "nachname", "ihr name", "firstname", "lastname", "nickname", "family name", "username",
];

/// A field for a first name.
pub const FIRST_NAME: &[&str] = &[
    "first name", "firstname", "fname", "given-name", "given name", "voornaam", "prenom", "vorname",
];

/// A field for a last name.
pub const LAST_NAME: &[&str] = &[
    "last name", "lastname", "lname", "surname", "family-name", "family name", "achternaam", "nom de famille",
    "nachname", "familienname",
];

/// A field for an address.
pub const EMAIL: &[&str] = &[
    "email", "e-mail", "e-mailadres", "emailadres", "mail", "adresse e-mail", "adresse email", "courriel", "e-mail-adresse",
    "mailadresse", "email address", "adresse mail",
];

/// A field for a telephone number.
pub const PHONE: &[&str] = &[
    "phone", "telephone", "tel", "mobile", "telefoon", "telefoonnummer", "mobiel", "telephone number", "numero de telephone",
    "portable", "telefon", "telefonnummer", "handy", "phone number",
];

/// A field that searches.
pub const SEARCH: &[&str] = &[
    "search", "zoek", "zoeken", "rechercher", "recherche", "suche", "suchen", "find", "search articles",
];

/// Where a message is left, because nobody is there.
pub const LEAVE: &[&str] = &[
    "leave a message", "leave us a message", "leave your message", "leave your details", "leave your email",
    "send us an email", "we'll get back to you", "we will get back to you", "we'll email you", "we're offline",
    "we are offline", "contact form",
    "laat een bericht achter", "laat je bericht achter", "laat uw bericht achter", "bericht achterlaten",
    "laat je gegevens achter", "laat uw gegevens achter", "wij zijn offline", "we zijn offline",
    "laissez un message", "laissez-nous un message", "laisser un message", "laissez vos coordonnees",
    "nous sommes hors ligne", "nous vous repondrons par e-mail",
    "hinterlassen sie eine nachricht", "hinterlassen sie uns eine nachricht", "nachricht hinterlassen",
    "hinterlasse eine nachricht", "hinterlasse uns eine nachricht", "wir sind offline", "wir sind derzeit offline",
];

/// That the chat is closed now.
pub const CLOSED: &[&str] = &[
    "we are closed", "we're closed", "chat is closed", "chat is currently closed", "currently closed", "now closed",
    "currently offline", "we are currently offline", "chat is offline", "chat is currently unavailable",
    "chat is unavailable", "chat is not available", "no agents are available", "no agents available",
    "no agent is available", "no one is available", "nobody is available", "outside our opening hours",
    "outside of our opening hours", "outside opening hours", "outside office hours", "outside our office hours",
    "outside business hours", "outside our business hours", "outside of business hours", "we're away right now",
    "our agents are offline", "all agents are offline", "we are not available", "we are away",
    "wij zijn gesloten", "we zijn gesloten", "de chat is gesloten", "chat is gesloten", "momenteel gesloten",
    "momenteel offline", "niet beschikbaar", "buiten onze openingstijden", "buiten openingstijden",
    "buiten kantooruren", "buiten kantoortijden", "geen medewerkers beschikbaar", "niemand beschikbaar",
    "nous sommes fermes", "le chat est ferme", "chat ferme", "actuellement ferme", "actuellement hors ligne",
    "n'est pas disponible", "indisponible", "en dehors de nos horaires", "hors de nos horaires", "aucun conseiller n'est disponible",
    "aucun agent disponible", "aucun agent n'est disponible", "service ferme",
    "wir haben geschlossen", "der chat ist geschlossen", "chat geschlossen", "derzeit geschlossen", "zurzeit geschlossen",
    "derzeit nicht verfugbar", "momentan nicht verfugbar", "nicht verfugbar", "zurzeit nicht verfugbar", "ausserhalb unserer servicezeiten",
    "ausserhalb der servicezeiten", "ausserhalb unserer offnungszeiten", "ausserhalb der geschaftszeiten",
    "kein mitarbeiter verfugbar", "keine mitarbeiter verfugbar", "nicht erreichbar",
];

/// That somebody is waited for, and everybody is busy.
pub const BUSY: &[&str] = &[
    "all agents are busy", "all our agents are busy", "all of our agents are busy", "agents are currently busy",
    "all operators are busy", "currently busy", "all our advisors are busy", "currently assisting other customers",
    "experiencing high volume", "longer wait times than usual", "busier than usual",
    "alle medewerkers zijn bezet", "al onze medewerkers zijn bezet", "al onze medewerkers zijn in gesprek",
    "alle medewerkers zijn in gesprek", "momenteel druk", "drukker dan normaal", "langer dan normaal",
    "tous nos conseillers sont occupes", "tous nos agents sont occupes", "nos conseillers sont occupes",
    "sont actuellement occupes", "sont tous occupes", "sont deja en ligne",
    "alle mitarbeiter sind im gesprach", "alle unsere mitarbeiter sind im gesprach", "alle mitarbeiter sind beschaftigt", "alle berater sind",
    "sind derzeit im gesprach", "sind zurzeit im gesprach", "sind im moment beschaftigt", "sind beschaftigt",
];

/// A place in a queue, or a time to wait.
pub const QUEUE: &[&str] = &[
    "in the queue", "in queue", "in line", "queue position", "position in queue", "place in line", "your position",
    "wait time", "waiting time", "estimated wait", "customers ahead of you", "people ahead of you", "ahead of you", "in the waiting line",
    "in de wachtrij", "wachtrij", "wachttijd", "wachtenden voor u", "wachtenden voor je", "geschatte wachttijd", "voor u in de rij",
    "file d'attente", "temps d'attente", "votre position", "personnes devant vous", "clients devant vous", "delai d'attente",
    "warteschlange", "wartezeit", "ihre position", "vor ihnen", "geschatzte wartezeit", "in der schlange",
];

/// That one is being connected, or should wait a moment.
pub const HOLDING: &[&str] = &[
    "one moment", "just a moment", "a moment please", "moment please", "please wait", "please hold", "bear with me", "hold on",
    "one second", "just a second", "be with you shortly", "be with you soon", "will be with you", "will join you shortly",
    "connecting you", "connect you", "transferring you", "transfer you", "i'll check", "i will check", "let me check", "let me have a look",
    "let me look", "i'm checking", "checking that for you", "looking for an agent", "finding an agent", "looking into it", "thanks for waiting",
    "thank you for your patience", "thanks for your patience", "put you through", "as soon as possible", "hand you over", "we have received your message",
    "een moment", "een ogenblik", "momentje", "even geduld", "moment geduld", "ik verbind u", "ik verbind je", "verbind u door", "verbind je door",
    "doorverbonden", "doorverbinden", "ik kijk het even na", "ik ga het na", "ik zoek het op", "ik zoek het even op", "bedankt voor het wachten",
    "bedankt voor uw geduld", "bedankt voor je geduld", "zo snel mogelijk", "komt zo bij", "u wordt verbonden", "je wordt verbonden",
    "un instant", "un moment", "veuillez patienter", "merci de patienter", "patientez", "je verifie", "je regarde", "laissez-moi verifier",
    "je vous mets en relation", "mise en relation", "mettre en relation", "vous transferer", "je vous transfere", "merci de votre patience", "merci pour votre patience",
    "dans les plus brefs delais", "des que possible", "va vous repondre", "ne quittez pas",
    "einen moment", "einen augenblick", "moment bitte", "bitte warten", "bitte haben sie", "gedulden sie sich", "ich prufe", "ich schaue nach", "ich sehe nach", "ich verbinde sie", "verbinde dich",
    "werden verbunden", "weiterleiten", "leite sie weiter", "danke fur ihre geduld", "vielen dank fur ihre geduld", "so schnell wie moglich", "gleich bei ihnen", "schnellstmoglich",
];

/// That somebody came in. The name stands before or behind it.
pub const JOINED_AFTER_NAME: &[&str] = &[
    "has joined the chat", "joined the chat", "has joined the conversation", "joined the conversation", "has joined", "is now connected", "has entered the chat",
    "entered the chat", "joined", "is now assisting you", "accepted the chat", "has accepted the chat", "is joining the chat", "joins the chat",
    "neemt deel aan de chat", "is toegetreden tot de chat", "neemt deel aan het gesprek", "heeft de chat geopend", "is nu in de chat", "is de chat binnengekomen",
    "a rejoint le chat", "a rejoint la conversation", "a rejoint la discussion", "s'est connecte", "s'est connectee", "est connecte", "est connectee", "a pris en charge votre demande", "rejoint le chat",
    "ist dem chat beigetreten", "hat den chat betreten", "ist beigetreten", "ist dem gesprach beigetreten", "hat das gesprach angenommen", "hat den chat angenommen", "ist jetzt fur sie da",
];

/// The same with the name behind it.
pub const JOINED_BEFORE_NAME: &[&str] = &[
    "you are now chatting with", "you're now chatting with", "you are chatting with", "you are now connected to", "you are connected with", "you are now connected with", "you are now talking to", "you're connected with",
    "u chat nu met", "je chat nu met", "u spreekt met", "je spreekt met", "u bent verbonden met", "je bent verbonden met", "u chat met",
    "vous discutez avec", "vous discutez maintenant avec", "vous etes en relation avec", "vous parlez avec", "vous etes connecte avec", "vous etes connecte a", "vous echangez avec",
    "sie chatten mit", "sie chatten jetzt mit", "sie sind verbunden mit", "sie sind jetzt verbunden mit", "sie sind jetzt mit", "du chattest mit", "sie sprechen mit",
];

/// That the chat is over, or that whoever answered left.
pub const ENDED: &[&str] = &[
    "chat has ended", "chat ended", "chat session has ended", "conversation ended", "conversation has ended", "conversation closed", "conversation was closed", "has ended the chat", "ended the chat", "left the chat",
    "has left the chat", "left the conversation", "has left the conversation", "has left", "chat was closed", "chat is over", "chat closed", "closed the chat", "closed the conversation", "this chat is now closed", "has disconnected", "chat has been closed", "conversation has been closed",
    "chat is beeindigd", "chat beeindigd", "gesprek is beeindigd", "gesprek beeindigd", "heeft de chat verlaten", "heeft het gesprek verlaten", "heeft de chat beeindigd", "gesprek is gesloten",
    "chat est termine", "chat termine", "conversation est terminee", "conversation terminee", "a quitte le chat", "a quitte la conversation", "a mis fin au chat", "discussion terminee", "a quitte la discussion", "a termine la conversation",
    "chat wurde beendet", "chat ist beendet", "chat beendet", "gesprach wurde beendet", "gesprach beendet", "hat den chat verlassen", "hat das gesprach verlassen", "hat den chat beendet", "unterhaltung beendet",
];

/// That what we sent did not arrive.
pub const UNDELIVERED: &[&str] = &[
    "not delivered", "failed to send", "message not sent", "not sent", "could not be sent", "couldn't be sent", "sending failed", "delivery failed", "couldn't send", "click to retry", "tap to retry", "try sending again", "unable to send", "message failed",
    "niet verzonden", "niet verstuurd", "niet afgeleverd", "verzenden mislukt", "versturen mislukt", "kon niet worden verzonden", "niet bezorgd",
    "non envoye", "echec de l'envoi", "non distribue", "n'a pas pu etre envoye", "echec d'envoi", "message non envoye", "n'a pas ete envoye",
    "nicht gesendet", "nicht zugestellt", "senden fehlgeschlagen", "konnte nicht gesendet werden", "fehler beim senden", "nicht versendet",
];

/// What a program says of itself.
pub const BOT_SELF: &[&str] = &[
    "virtual assistant", "virtual agent", "digital assistant", "ai assistant", "i'm a bot", "i am a bot", "i'm a chatbot", "i am a chatbot", "chatbot", "automated assistant", "i'm an ai", "i am an ai", "our bot", "virtual adviser", "virtual advisor", "ai agent", "ai-powered", "i'm the bot", "digital agent", "automated reply", "automatic reply",
    "virtuele assistent", "digitale assistent", "ik ben een bot", "virtuele medewerker", "digitale medewerker", "ai-assistent", "automatisch antwoord", "virtuele hulp",
    "assistant virtuel", "assistante virtuelle", "agent virtuel", "conseiller virtuel", "conseillere virtuelle", "assistant numerique", "je suis un robot", "je suis un bot", "assistant ia", "reponse automatique",
    "virtueller assistent", "virtuelle assistentin", "digitaler assistent", "digitale assistentin", "virtueller agent", "ich bin ein bot", "ich bin ein chatbot", "ki-assistent", "ki-assistentin", "automatische antwort", "virtuelle beraterin", "virtueller berater",
];

/// What a bot asks when it does not know which question is meant.
pub const OPTIONS: &[&str] = &[
    "did you mean", "what do you mean", "choose one of", "please choose", "please select", "select one of", "pick one of", "which of these", "which of the following", "choose an option", "select an option", "pick a topic", "choose a topic", "select a topic", "one of the options below", "one of the following options", "i didn't understand", "i did not understand", "i don't understand", "i didn't get that", "could you rephrase", "please rephrase",
    "bedoel je", "bedoelt u", "bedoelde je", "maak een keuze", "kies een", "kies uit", "kies hieronder", "welke van", "een van de opties", "ik begrijp je vraag niet", "ik begrijp uw vraag niet", "ik begrijp het niet", "ik snap je vraag niet",
    "vouliez-vous dire", "voulez-vous dire", "choisissez", "veuillez choisir", "selectionnez", "veuillez selectionner", "laquelle de ces", "l'une des options", "je n'ai pas compris", "je ne comprends pas", "pouvez-vous reformuler", "reformulez",
    "meinten sie", "meinen sie", "meintest du", "bitte wahlen sie", "wahlen sie eine", "wahlen sie bitte", "bitte auswahlen", "welche der folgenden", "eine der optionen", "ich habe sie nicht verstanden", "ich habe das nicht verstanden", "das habe ich nicht verstanden", "leider nicht verstanden", "anders formulieren",
];

/// With what somebody greets and asks what it is about.
pub const GREETING: &[&str] = &[
    "how can i help", "how may i help", "how can we help", "what can i do for you", "how can i assist", "how may i assist", "welcome to", "what can i help", "how are you today", "thanks for contacting", "thank you for contacting", "welcome",
    "waarmee kan ik", "hoe kan ik je helpen", "hoe kan ik u helpen", "waar kan ik je mee helpen", "waar kan ik u mee helpen", "waarmee kunnen we", "hoe kunnen we", "welkom", "wat kan ik voor", "kan ik je helpen", "kan ik u helpen",
    "comment puis-je vous aider", "en quoi puis-je vous aider", "comment pouvons-nous vous aider", "que puis-je faire pour vous", "bienvenue", "puis-je vous aider", "comment vous aider", "comment puis-je t'aider",
    "wie kann ich ihnen helfen", "wie kann ich helfen", "wie konnen wir ihnen helfen", "womit kann ich", "was kann ich fur sie tun", "willkommen", "wie kann ich dir helfen", "wobei kann ich",
];

/// With what a line that only greets begins.
pub const HELLO: &[&str] = &[
    "hi", "hello", "hey", "good morning", "good afternoon", "good evening", "hallo", "hoi", "goedemorgen", "goedemiddag", "goedenavond", "goedendag", "beste", "dag", "bonjour", "bonsoir", "salut",
    "guten morgen", "guten tag", "guten abend", "servus", "moin", "gruezi",
];

/// What says whether a line was seen, or when it was said.
pub const RECEIPT: &[&str] = &[
    "read", "seen", "sent", "delivered", "just now", "now", "sending", "today", "yesterday", "gelezen", "gezien", "verzonden", "verstuurd", "afgeleverd", "bezorgd", "zojuist", "nu", "vandaag", "gisteren", "lu", "vu", "envoye", "distribue", "a l'instant", "maintenant", "aujourd'hui", "hier",
    "gelesen", "gesehen", "gesendet", "zugestellt", "gerade eben", "jetzt", "heute", "gestern", "you", "jij", "u", "vous", "sie", "du", "me", "ik", "moi", "ich", "not seen yet", "bot", "agent",
];

/// That somebody is writing.
pub const TYPING: &[&str] = &[
    "is typing", "typing", "is writing", "is aan het typen", "typt", "aan het typen", "est en train d'ecrire", "ecrit", "en train d'ecrire", "schreibt", "tippt", "schreibt gerade",
];

/// What turns down cookies that a visitor can do without.
pub const DECLINE: &[&str] = &[
    "reject all", "reject", "decline", "decline all", "refuse", "refuse all", "only necessary", "necessary only", "only essential", "essential only", "use necessary cookies only", "accept only necessary", "deny", "deny all", "continue without accepting", "strictly necessary", "only necessary cookies", "necessary cookies only", "reject cookies", "reject all cookies", "essential cookies only",
    "weigeren", "alles weigeren", "alle weigeren", "weiger", "afwijzen", "alles afwijzen", "alleen noodzakelijk", "alleen noodzakelijke", "alleen noodzakelijke cookies", "alleen functionele cookies", "alleen functioneel", "niet accepteren", "doorgaan zonder accepteren", "alleen strikt noodzakelijk", "cookies weigeren",
    "refuser", "tout refuser", "continuer sans accepter", "je refuse", "rejeter", "tout rejeter", "cookies necessaires uniquement", "uniquement necessaires", "refuser tout", "refuser les cookies", "interdire tous les cookies",
    "ablehnen", "alle ablehnen", "alles ablehnen", "nur notwendige", "nur notwendige cookies", "nur essenzielle", "nur essenzielle cookies", "nur erforderliche", "nur erforderliche cookies", "nur technisch notwendige", "ohne zustimmung fortfahren", "weiter ohne zustimmung", "verweigern",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_compared_without_their_accents() {
        assert_eq!(fold("  Où  êtes-vous\u{a0}? GRÖßE ’s "), "ou etes-vous ? grosse 's");
        assert_eq!(fold("e\u{301}te\u{301}"), "ete");
        assert!(says("let's chat now", &["chat"]));
        assert!(!says("snapchat", &["chat"]));
        assert!(!says("chatham", &["chat"]));
    }

    /// A phrase that is not folded would never be found.
    #[test]
    fn every_phrase_is_folded() {
        for list in [
            LAUNCH, SHUT, WRITE, SEND, START, NAME, FIRST_NAME, LAST_NAME, EMAIL, PHONE, SEARCH, LEAVE, CLOSED, BUSY, QUEUE,
            HOLDING, JOINED_AFTER_NAME, JOINED_BEFORE_NAME, ENDED, UNDELIVERED, BOT_SELF, OPTIONS, GREETING,
            HELLO, RECEIPT, TYPING, DECLINE,
        ] {
            for phrase in list {
                assert_eq!(&fold(phrase), phrase);
            }
        }
    }

    proptest! {
        #[test]
        fn folding_is_done_once(text in "\\PC{0,80}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn any_text_is_looked_through(text in "\\PC{0,80}") {
            for list in [LAUNCH, QUEUE, ENDED] {
                let _ = says(&fold(&text), list);
            }
        }
    }
}
