//! What was varied between enquiries, and how each of them was asked.

use crate::score::{Frame, Unit};

/// What was varied between enquiries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Factor {
    /// The phrasing of the question.
    Wording,
    /// The shopper.
    Persona,
    /// The day of the week, in the company's time zone, on which it was sent.
    Weekday,
    /// The third of the company's contacts in the order of their sending: early, middle, late.
    Position,
}

impl Factor {
    /// Every factor, in the order of `checks.csv`.
    pub const ALL: [Self; 4] = [Self::Wording, Self::Persona, Self::Weekday, Self::Position];

    /// The word in `checks.csv`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wording => "wording",
            Self::Persona => "persona",
            Self::Weekday => "weekday",
            Self::Position => "position",
        }
    }

    /// How an enquiry was, or was to be, asked; `None` where nobody knows or nothing is to be known.
    pub(super) fn level(self, unit: &Unit, position: Option<u8>) -> Option<u32> {
        match self {
            Self::Wording => Some(unit.wording.into()),
            Self::Persona => Some(unit.persona.into()),
            Self::Weekday => unit.weekday.get().map(u32::from),
            Self::Position => position.map(u32::from),
        }
    }

    /// Within what it is compared: phrasings are phrasings of one question, all else is the same for all.
    pub(super) const fn stratum(self, unit: &Unit) -> u32 {
        match self {
            Self::Wording => unit.question,
            _ => 0,
        }
    }
}

/// The third of its company's contacts in which each enquiry was sent, in the frame's order: 0 is early, 2 is late.
/// `None` for what was not sent, and for companies with fewer than three contacts.
pub(super) fn code(frame: &Frame) -> Vec<Option<u8>> {
    let mut thirds = Vec::with_capacity(frame.units().len());
    for member in frame.members() {
        let mut sent: Vec<(i64, usize)> = member
            .units
            .iter()
            .enumerate()
            .filter_map(|(place, unit)| Some((unit.sent_second.get()?, place)))
            .collect();
        sent.sort_unstable();
        let first = thirds.len();
        thirds.resize(first + member.units.len(), None);
        if sent.len() >= 3 {
            for (rank, (_, place)) in sent.iter().enumerate() {
                thirds[first + place] = u8::try_from(rank * 3 / sent.len()).ok();
            }
        }
    }
    thirds
}
