//! What one line of a chat is, by its words alone.

use super::words::{self as w, fold, place, says};

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nature {
    /// A greeting, or what somebody asks to begin with.
    Greeting,
    /// Something else: what may be an answer.
    Content,
    /// One is to wait a moment.
    Holding,
    /// A choice is offered, or the question was not understood.
    Options,
    /// Somebody came in; with the name, where one is said.
    Joined(String),
    /// It is over, or whoever answered left.
    Ended,
    /// A place in the queue, where one is said, or a time to wait.
    Queue(Option<u32>),
    /// Everybody is busy.
    Busy,
    /// Nobody is there now.
    Closed,
    /// A message may be left.
    Leave,
    /// What we sent did not arrive.
    Undelivered,
    /// Somebody is writing.
    Typing,
    /// A time, a receipt, a label.
    Mark,
}

impl Nature {
    /// Whether the chat's own software says such things, rather than somebody in it.
    #[must_use]
    pub fn is_of_the_software(&self) -> bool {
        matches!(
            self,
            Self::Joined(_) | Self::Ended | Self::Queue(_) | Self::Undelivered
        )
    }

    /// Whether more is to come behind such a line.
    #[must_use]
    pub fn promises_more(&self) -> bool {
        matches!(
            self,
            Self::Holding
                | Self::Joined(_)
                | Self::Queue(_)
                | Self::Busy
                | Self::Options
                | Self::Greeting
        )
    }
}

/// A line that is longer says more than that one has to wait.
const SHORT: usize = 160;
/// So long a line that tells the software's news may be.
const NEWS: usize = 240;

/// What a line is. Long lines are content whatever words they hold: an answer may well say "welcome" or
/// "waiting time".
#[must_use]
pub fn nature(text: &str) -> Nature {
    let folded = fold(text);
    let length = folded.chars().count();
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() || w::RECEIPT.contains(&bare) || is_moment(bare) {
        return Nature::Mark;
    }
    if length <= 60 && says(&folded, w::TYPING) {
        return Nature::Typing;
    }
    if length <= 120 && says(&folded, w::UNDELIVERED) {
        return Nature::Undelivered;
    }
    if length <= 120 && !folded.ends_with('?') {
        if let Some(name) = joined(text, &folded) {
            return Nature::Joined(name);
        }
        if says(&folded, w::ENDED) {
            return Nature::Ended;
        }
    }
    if length <= NEWS {
        if says(&folded, w::LEAVE) && !folded.contains("http") {
            return Nature::Leave;
        }
        if says(&folded, w::CLOSED) && speaks_of_the_chat(&folded) {
            return Nature::Closed;
        }
        if says(&folded, w::QUEUE) {
            return Nature::Queue(number(&folded));
        }
        if says(&folded, w::BUSY) {
            return Nature::Busy;
        }
        if says(&folded, w::OPTIONS) {
            return Nature::Options;
        }
    }
    if length <= SHORT && says(&folded, w::HOLDING) {
        return Nature::Holding;
    }
    let greets = says(&folded, w::GREETING) || (length <= 60 && begins(&folded, w::HELLO));
    let introduces = says(&folded, w::BOT_SELF) && begins(&folded, w::HELLO);
    if length <= NEWS && (greets || introduces) {
        return Nature::Greeting;
    }
    Nature::Content
}

/// Whether whoever says this says that it is a program.
#[must_use]
pub fn is_bot_of_itself(text: &str) -> bool {
    says(&fold(text), w::BOT_SELF)
}

/// Whether a name or a class word is a program's.
#[must_use]
pub fn is_bots_name(name: &str) -> bool {
    // "AcmeBot" is one; an Abbot is not.
    let named = name
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.ends_with("Bot"));
    named
        || fold(name)
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| {
                matches!(
                    word,
                    "bot"
                        | "chatbot"
                        | "assistant"
                        | "assistent"
                        | "assistentin"
                        | "virtual"
                        | "virtuele"
                        | "virtuel"
                        | "ai"
                        | "ki"
                        | "robot"
                        | "automated"
                )
            })
}

/// That something of a product is not available is an answer; that the chat or its people are not is none.
fn speaks_of_the_chat(folded: &str) -> bool {
    const GENERAL: &[&str] = &[
        "niet beschikbaar",
        "n'est pas disponible",
        "indisponible",
        "nicht verfugbar",
        "nicht erreichbar",
        "currently closed",
        "now closed",
        "momenteel gesloten",
        "actuellement ferme",
        "derzeit geschlossen",
        "zurzeit geschlossen",
        "derzeit nicht verfugbar",
        "momentan nicht verfugbar",
        "zurzeit nicht verfugbar",
    ];
    const CHAT: &[&str] = &[
        "chat",
        "live chat",
        "agent",
        "agents",
        "we",
        "our team",
        "team",
        "medewerkers",
        "medewerker",
        "collega's",
        "wij",
        "conseiller",
        "conseillers",
        "nous",
        "equipe",
        "mitarbeiter",
        "berater",
        "wir",
        "live-chat",
        "livechat",
        "tchat",
    ];
    !says(folded, GENERAL) || says(folded, CHAT)
}

fn begins(folded: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|p| {
        folded
            .strip_prefix(p)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// A time of day, a date, "2 min ago": digits, and no more than a few letters around them.
fn is_moment(bare: &str) -> bool {
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    let rest = bare.chars().count() - digits - letters;
    let is_time = bare.contains(':') && digits >= 3 && letters <= 12;
    let is_span = digits <= 2
        && letters <= 14
        && rest <= 3
        && [
            "ago", "min", "mins", "m", "h", "s", "sec", "geleden", "il y a", "vor",
        ]
        .iter()
        .any(|word| place(bare, word).is_some());
    digits > 0 && bare.len() <= 30 && (is_time || is_span)
}

/// The first number of up to three digits that is no time of day.
fn number(folded: &str) -> Option<u32> {
    folded
        .split(|c: char| !c.is_ascii_digit())
        .find(|word| (1..=3).contains(&word.len()))
        .and_then(|word| word.parse().ok())
}

/// The name of who came in, empty where none is said; `None` where nobody did.
fn joined(text: &str, folded: &str) -> Option<String> {
    let mut phrases: Vec<&&str> = w::JOINED_BEFORE_NAME.iter().collect();
    // The longest that fits leaves nothing of itself in the name.
    phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
    for phrase in phrases {
        if let Some((_, to)) = place(folded, phrase) {
            return Some(name_in(text, &folded[to..]));
        }
    }
    let mut phrases: Vec<&&str> = w::JOINED_AFTER_NAME.iter().collect();
    phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
    for phrase in phrases {
        if let Some((from, _)) = place(folded, phrase) {
            // "You joined" is said of us, and what stands far behind other words is no name's.
            let before = folded[..from].trim();
            let ours = ["you", "u", "je", "vous", "sie", "jij"].contains(&before);
            if ours || before.chars().count() > 50 {
                return None;
            }
            return Some(name_in(text, before));
        }
    }
    None
}

/// As it is written in the text: the words of a folded stretch, up to three of them, without signs.
fn name_in(text: &str, folded: &str) -> String {
    let wanted: Vec<&str> = folded
        .split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\'' || c == '.'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .take(4)
        .collect();
    let mut found = Vec::new();
    let mut written = text
        .split(|c: char| !(c.is_alphanumeric() || "-'’.".contains(c)))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty());
    for want in wanted {
        const NO_NAME: &[&str] = &[
            "agent", "the", "an", "a", "from", "van", "de", "von", "our", "advisor",
        ];
        if found.is_empty() && NO_NAME.contains(&want) {
            continue;
        }
        match written.find(|word| fold(word) == want) {
            // A name begins with a capital; what does not is behind it.
            Some(word) if word.chars().next().is_some_and(char::is_uppercase) => found.push(word),
            _ => break,
        }
    }
    found.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(expected: &Nature, lines: &[&str]) {
        for line in lines {
            assert_eq!(&nature(line), expected, "{line}");
        }
    }

    #[test]
    fn greetings() {
        all(
            &Nature::Greeting,
            &[
                "Hi there! 👋",
                "Hello, how can I help you today?",
                "Welkom bij Acme! Waar kan ik je mee helpen?",
                "Bonjour, comment puis-je vous aider ?",
                "Guten Tag, wie kann ich Ihnen helfen?",
                "Hi, I'm Robo, the virtual assistant of Acme.",
            ],
        );
    }

    #[test]
    fn answers() {
        all(
            &Nature::Content,
            &[
                "You can return it within 30 days, free of charge.",
                "Our shop is open Monday to Friday from 9 to 17.",
                "U kunt het product binnen 14 dagen terugsturen.",
                "La livraison coûte 4,90 €.",
                "Der Artikel ist derzeit nicht verfügbar, kommt aber am Montag wieder herein.",
                "Yes.",
                "€ 4.95",
                "30 days",
            ],
        );
        let long = format!(
            "Welcome! One moment please. {}",
            "We deliver on Mondays. ".repeat(12)
        );
        assert_eq!(nature(&long), Nature::Content);
    }

    #[test]
    fn who_comes_in() {
        for (line, name) in [
            ("Jessica joined the chat", "Jessica"),
            ("Jessica de Vries has joined the conversation.", "Jessica"),
            ("Agent Tom has joined", "Tom"),
            ("You are now chatting with Anna-Maria", "Anna-Maria"),
            ("U chat nu met Piet van Acme", "Piet"),
            ("Zoé a rejoint la conversation", "Zoé"),
            ("Herr Müller ist dem Chat beigetreten", "Herr Müller"),
            ("An agent joined the chat", ""),
        ] {
            assert_eq!(nature(line), Nature::Joined(name.to_owned()), "{line}");
        }
        assert_ne!(
            nature("You joined the chat"),
            Nature::Joined("You".to_owned())
        );
    }

    #[test]
    fn waiting() {
        for (line, place) in [
            ("You are number 3 in the queue", Some(3)),
            ("U bent nummer 2 in de wachtrij.", Some(2)),
            ("Il y a 4 personnes devant vous", Some(4)),
            ("Geschätzte Wartezeit: 5 Minuten", Some(5)),
            ("You are in the queue, please wait.", None),
        ] {
            assert_eq!(nature(line), Nature::Queue(place), "{line}");
        }
        all(
            &Nature::Busy,
            &[
                "All agents are busy right now.",
                "Al onze medewerkers zijn in gesprek.",
                "Tous nos conseillers sont occupés.",
                "Alle Mitarbeiter sind im Gespräch.",
            ],
        );
        all(
            &Nature::Holding,
            &[
                "One moment please, let me check that for you.",
                "Ik verbind u door met een collega.",
                "Un instant, je vérifie.",
                "Einen Moment bitte, ich prüfe das.",
            ],
        );
    }

    #[test]
    fn nobody_there() {
        all(
            &Nature::Closed,
            &[
                "We are closed. Our opening hours are Mon-Fri 9-17.",
                "De chat is gesloten.",
                "Le chat est fermé.",
                "Der Chat ist derzeit geschlossen.",
                "No agents are available at the moment.",
            ],
        );
        all(
            &Nature::Leave,
            &[
                "We're offline. Leave us a message",
                "Laat een bericht achter",
                "Laissez-nous un message",
                "Hinterlassen Sie eine Nachricht",
            ],
        );
    }

    #[test]
    fn the_rest() {
        all(
            &Nature::Mark,
            &[
                "12:04",
                "Just now",
                "Read",
                "5 min ago",
                "Gelezen",
                "✓✓",
                "10:15 AM",
            ],
        );
        all(&Nature::Typing, &["Jessica is typing…", "Tom schreibt"]);
        all(
            &Nature::Ended,
            &[
                "The chat has ended.",
                "Jessica left the chat",
                "Chat beendet",
            ],
        );
        all(
            &Nature::Undelivered,
            &["Not delivered. Click to retry", "Niet verzonden"],
        );
        all(
            &Nature::Options,
            &[
                "Did you mean one of these?",
                "Meinten Sie:",
                "Kies een onderwerp",
                "Je n'ai pas compris.",
            ],
        );
    }

    #[test]
    fn programs_are_known_by_their_names() {
        for name in ["AcmeBot", "Virtual Assistant", "Billie (AI)", "Chatbot"] {
            assert!(is_bots_name(name), "{name}");
        }
        for name in ["Jessica", "Abbot", "Talbot", "Aimee", ""] {
            assert!(!is_bots_name(name), "{name}");
        }
        assert!(is_bot_of_itself("Ich bin Ihr virtueller Assistent"));
    }

    proptest! {
        #[test]
        fn any_line_is_something(text in "\\PC{0,300}") {
            let _ = nature(&text);
        }

        #[test]
        fn any_line_about_a_phrase_is_something(a in "\\PC{0,20}", b in "\\PC{0,20}") {
            for phrase in ["has joined", "you are now chatting with", "in the queue"] {
                let _ = nature(&format!("{a}{phrase}{b}"));
            }
        }
    }
}
