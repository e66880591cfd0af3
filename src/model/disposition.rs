//! How an enquiry ended.

use super::response::words;
use serde::{Deserialize, Serialize};

words! {
    /// How an enquiry ended. One enquiry, one disposition, derived from the ledger, never stored.
    Disposition {
        /// The company does not offer the channel.
        NotOffered = "not_offered",
        /// Ours: it did not leave.
        NotSent = "not_sent",
        /// Ours: it may have left; nobody knows.
        InDoubt = "in_doubt",
        /// It left, and bounced or was refused for good.
        Undeliverable = "undeliverable",
        /// Delivered, and nothing came back.
        Silent = "silent",
        /// A receipt or holding reply only.
        Acknowledged = "acknowledged",
        /// "Please call us".
        Redirected = "redirected",
        /// The company declined.
        Refused = "refused",
        /// The reply does not answer the question.
        OffPoint = "off_point",
        /// A part of the question is answered.
        Partial = "partial",
        /// Answered; whether rightly is not known.
        Answered = "answered",
        /// Answered, and rightly.
        Correct = "correct",
        /// Answered, and wrongly.
        Wrong = "wrong",
        /// Answered past the cut-off.
        TooLate = "too_late",
    }
}

impl Disposition {
    /// Whether the company gave an answer in time.
    #[must_use]
    pub const fn is_answered(self) -> bool {
        matches!(self, Self::Answered | Self::Correct | Self::Wrong)
    }

    /// Whether the enquiry reached the company: the denominator *enquiries delivered*.
    #[must_use]
    pub const fn is_delivered(self) -> bool {
        !matches!(
            self,
            Self::NotOffered | Self::NotSent | Self::InDoubt | Self::Undeliverable
        )
    }

    /// Whether the technical failure is ours, so that the enquiry leaves every denominator.
    #[must_use]
    pub const fn is_our_failure(self) -> bool {
        matches!(self, Self::NotSent | Self::InDoubt)
    }
}
