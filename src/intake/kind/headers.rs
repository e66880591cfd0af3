//! What the header fields say about how a message was made. Helpdesks send an agent's answer with
//! the same fields as their receipts, so these are hints to weigh, no verdict.

use super::super::mime::Headers;

/// The signals in the header fields.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent observation, none a state"
)]
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(in super::super) struct Signals {
    /// A field that only autoresponders set.
    pub hard: Option<String>,
    /// A field of mass or machine mail.
    pub weak: Option<String>,
    /// The subject's beginning is that of an automatic reply.
    pub subject_auto: bool,
    /// The subject says that somebody is away.
    pub subject_away: bool,
    /// The subject asks for a rating.
    pub subject_survey: bool,
    /// The subject confirms receipt.
    pub subject_receipt: bool,
    /// It can be unsubscribed from.
    pub list: bool,
    /// It refers to an earlier message.
    pub threaded: bool,
    /// It is a post of a social network: short, and public.
    pub post: bool,
}

const AUTO: &[&str] = &[
    "automatic reply",
    "automatisch antwoord",
    "automatische beantwoording",
    "réponse automatique",
    "reponse automatique",
    "automatische antwort",
    "auto:",
    "autoreply",
    "auto-reply",
    "auto reply",
    "auto response",
    "autoresponse",
    "auto-response",
    "automatisk svar",
    "automatiskt svar",
    "autosvar",
    "respuesta automática",
    "risposta automatica",
    "risposta automatica",
    "automatic response",
    "[auto-reply]",
    "[auto]",
    "automatische reactie",
    "resposta automática",
    "automated reply",
    "automated response",
];
const AWAY: &[&str] = &[
    "out of office",
    "out of the office",
    "ooo:",
    "on vacation",
    "on holiday",
    "on annual leave",
    "away from the office",
    "afwezig",
    "niet aanwezig",
    "met vakantie",
    "op vakantie",
    "absent du bureau",
    "absence du bureau",
    "message d'absence",
    "absence :",
    "absence:",
    "en congé",
    "en vacances",
    "abwesenheit",
    "abwesend",
    "nicht im büro",
    "im urlaub",
    "fuera de la oficina",
    "fuori sede",
    "ausser haus",
    "außer haus",
];
const SURVEY: &[&str] = &[
    "how did we do",
    "how was your",
    "rate your",
    "rate our",
    "survey",
    "your feedback",
    "your opinion",
    "tell us about",
    "hoe tevreden",
    "uw mening",
    "je mening",
    "beoordeel",
    "tevredenheid",
    "votre avis",
    "enquête",
    "satisfaction",
    "ihre meinung",
    "zufrieden",
    "umfrage",
    "bewerten",
    "bewertung",
    "feedback",
];
const RECEIPT: &[&str] = &[
    "request received",
    "we have received",
    "we've received",
    "we received your",
    "ticket received",
    "ticket created",
    "case created",
    "has been received",
    "confirmation of receipt",
    "acknowledgement",
    "ontvangstbevestiging",
    "we hebben je",
    "we hebben uw",
    "hebben wij ontvangen",
    "accusé de réception",
    "bien reçu",
    "nous avons reçu",
    "eingangsbestätigung",
    "empfangsbestätigung",
    "haben ihre",
    "thank you for contacting",
    "thanks for contacting",
];

impl Signals {
    /// Those of a post, which has no fields.
    pub fn of_post() -> Self {
        Self {
            post: true,
            ..Self::default()
        }
    }

    /// Reads the fields; `subject` is decoded.
    pub fn read(headers: &Headers<'_>, subject: &str) -> Self {
        let lower = subject.trim().to_lowercase();
        let mut start = lower.as_str();
        for prefix in ["re:", "aw:", "antw:", "fw:", "fwd:", "wg:", "tr:"] {
            start = start.strip_prefix(prefix).unwrap_or(start).trim_start();
        }
        let mut signals = Self {
            subject_auto: AUTO.iter().any(|p| start.starts_with(p)),
            subject_away: AWAY.iter().any(|p| start.contains(p)),
            subject_survey: SURVEY.iter().any(|p| lower.contains(p)),
            subject_receipt: RECEIPT.iter().any(|p| lower.contains(p)),
            ..Self::default()
        };
        for (name, value) in headers.iter() {
            signals.field(name, value);
        }
        signals
    }

    fn field(&mut self, name: &[u8], value: &[u8]) {
        // Most fields begin with none of these letters' names; this loop sees every field.
        let is = |n: &str| name.eq_ignore_ascii_case(n.as_bytes());
        let says = |w: &str| contains_ignore_case(value, w.as_bytes());
        let (mut hard, mut weak) = (false, false);
        match name.first().map(u8::to_ascii_lowercase) {
            Some(b'a') if is("auto-submitted") => {
                hard = says("auto-replied") || says("auto-notified");
                weak = says("auto-generated");
            }
            Some(b'x') => {
                hard = is("x-autoreply") && !says("no")
                    || is("x-autorespond")
                    || is("x-autoreply-from")
                    || is("x-mail-autoreply")
                    || is("x-autogenerated") && says("reply")
                    || is("x-ms-exchange-inbox-rules-loop")
                    || is("x-post-messageclass") && says("autoresponder")
                    || is("x-ms-exchange-generated-message-source") && says("mailbox rules agent")
                    || is("x-precedence") && says("auto_reply");
                weak = is("x-auto-response-suppress");
            }
            Some(b'p') if is("precedence") => {
                hard = says("auto_reply") || says("auto-reply");
                weak = says("bulk") || says("junk") || says("list");
            }
            Some(b'l') if name.len() > 5 && name[..5].eq_ignore_ascii_case(b"list-") => {
                weak = true;
                self.list |= is("list-unsubscribe");
            }
            Some(b'f') if is("feedback-id") => weak = true,
            Some(b'i') if is("in-reply-to") => self.threaded = true,
            Some(b'r') if is("references") => self.threaded = true,
            _ => {}
        }
        let shown = || {
            format!(
                "{}: {}",
                String::from_utf8_lossy(name),
                String::from_utf8_lossy(&value[..value.len().min(80)])
            )
        };
        if hard && self.hard.is_none() {
            self.hard = Some(shown());
        } else if weak && self.weak.is_none() {
            self.weak = Some(shown());
        }
    }
}

fn contains_ignore_case(value: &[u8], word: &[u8]) -> bool {
    value
        .windows(word.len())
        .take(400)
        .any(|w| w.eq_ignore_ascii_case(word))
}
