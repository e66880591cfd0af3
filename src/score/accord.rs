//! What the answers of a company to one question say together.

use super::consistency::Agreement;

/// What the answers of a company to one question say together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accord {
    /// Those that speak of the same agree.
    Same,
    /// Two of them contradict each other.
    Contradict,
    /// Nobody has decided of two of them.
    Undecided,
    /// No two of them speak of the same.
    Apart,
    /// Only one channel answered.
    OneChannel,
    /// None did.
    Silent,
}

impl Accord {
    /// Every value, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Same,
        Self::Contradict,
        Self::Undecided,
        Self::Apart,
        Self::OneChannel,
        Self::Silent,
    ];

    /// The word used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Contradict => "contradict",
            Self::Undecided => "undecided",
            Self::Apart => "apart",
            Self::OneChannel => "one_channel",
            Self::Silent => "silent",
        }
    }
}

impl Agreement {
    /// What the answers say together: the first of these that holds, of a contradiction, of what nobody has decided, of
    /// silence, of one answer, of agreement.
    #[must_use]
    pub const fn accord(&self) -> Accord {
        match (
            self.contradict,
            self.unsure,
            self.answered.len(),
            self.agree,
        ) {
            (1.., ..) => Accord::Contradict,
            (_, 1.., ..) => Accord::Undecided,
            (_, _, 0, _) => Accord::Silent,
            (_, _, 1, _) => Accord::OneChannel,
            (_, _, _, 1..) => Accord::Same,
            _ => Accord::Apart,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Channel;

    #[test]
    fn the_first_that_holds_is_said() {
        for (contradict, unsure, answered, agree, said) in [
            (1, 1, 3, 1, Accord::Contradict),
            (0, 1, 3, 2, Accord::Undecided),
            (0, 0, 0, 0, Accord::Silent),
            (0, 0, 1, 0, Accord::OneChannel),
            (0, 0, 3, 1, Accord::Same),
            (0, 0, 2, 0, Accord::Apart),
        ] {
            let row = Agreement {
                company: 0,
                question: 0,
                asked: Channel::ALL.into_iter().take(3).collect(),
                answered: Channel::ALL.into_iter().take(answered).collect(),
                agree,
                contradict,
                unsure,
                different: None,
            };
            assert_eq!(row.accord(), said);
        }
    }
}
