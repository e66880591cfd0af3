//! An enquiry with all that the ledger knows of it: what scoring reads.

use super::{AttemptResult, Coder, Coding, Criterion, Enquiry, Features, Kind, TiedBy, TimeSource};
use jiff::Timestamp;

/// An enquiry with all that the ledger knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The enquiry.
    pub enquiry: Enquiry,
    /// The last attempt, when there was one.
    pub last_attempt: Option<LastAttempt>,
    /// What came back, in order of arrival (`answered_at`, then the inbound's key).
    pub replies: Vec<Reply>,
    /// Every code that was given to its answer, or to the pair of it and a later enquiry's of the same company
    /// and question, in the order in which they were given.
    pub codings: Vec<Coding>,
}

/// The last attempt of an enquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastAttempt {
    /// How many attempts there were.
    pub number: u32,
    /// When the intent was stored.
    pub intended_at: Timestamp,
    /// When and how it ended; `None` is in doubt.
    pub outcome: Option<(Timestamp, AttemptResult)>,
}

/// What scoring needs of one response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The ledger's key of the inbound.
    pub inbound: i64,
    /// What it is.
    pub kind: Kind,
    /// What tied it.
    pub tied_by: Option<TiedBy>,
    /// When it came.
    pub answered_at: Option<Timestamp>,
    /// Where the time was read.
    pub answered_at_source: Option<TimeSource>,
    /// The sender's own words.
    pub text: String,
    /// What else the message shows.
    pub features: Features,
}

impl Case {
    /// When the enquiry was accepted by the server that took it on; the start of every duration.
    #[must_use]
    pub fn sent_at(&self) -> Option<Timestamp> {
        match &self.last_attempt {
            Some(LastAttempt {
                outcome: Some((at, AttemptResult::Accepted)),
                ..
            }) => Some(*at),
            _ => None,
        }
    }

    /// The reply that is coded: the first answer, else the first of what says least little: a part, where to
    /// ask instead, a refusal, a question back, a receipt. `None` when nothing of the kind came.
    #[must_use]
    pub fn coded_reply(&self) -> Option<&Reply> {
        let rank = |kind: Kind| match kind {
            Kind::Answer => Some(0),
            Kind::Partial => Some(1),
            Kind::Redirect => Some(2),
            Kind::Refusal => Some(3),
            Kind::Clarification => Some(4),
            Kind::Acknowledgement | Kind::Autoreply | Kind::OutOfOffice => Some(5),
            _ => None,
        };
        let replies = self.replies.iter();
        let ranked = replies.filter_map(|reply| Some((rank(reply.kind)?, reply)));
        // The first of those that are alike: the list is in order of arrival.
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, reply)| reply)
    }

    /// The code that counts on a criterion, of those given to the reply that is coded now. A language model's
    /// never does here: see [`Case::code_with`].
    #[must_use]
    pub fn code(&self, criterion: Criterion) -> Option<&Coding> {
        self.code_with(criterion, |coding| coding.coder != Coder::Llm)
    }

    /// The same of those codings that may count, such as [`super::Trusted::counts`] says.
    #[must_use]
    pub fn code_with(
        &self,
        criterion: Criterion,
        may_count: impl Fn(&Coding) -> bool,
    ) -> Option<&Coding> {
        let reply = self.coded_reply()?.inbound;
        Coding::counting(self.codings.iter().filter(|c| {
            c.criterion == criterion && c.other.is_none() && c.inbounds.0 == reply && may_count(c)
        }))
    }

    /// How its answer and that of another case of the same company and question, later in the plan, stand to
    /// each other: the code that counts, of those given to what is coded now. A language model's never does
    /// here: see [`Case::relation_with`].
    #[must_use]
    pub fn relation(&self, other: &Self) -> Option<&Coding> {
        self.relation_with(other, |coding| coding.coder != Coder::Llm)
    }

    /// The same of those codings that may count, such as [`super::Trusted::counts`] says.
    #[must_use]
    pub fn relation_with(
        &self,
        other: &Self,
        may_count: impl Fn(&Coding) -> bool,
    ) -> Option<&Coding> {
        let inbounds = (
            self.coded_reply()?.inbound,
            Some(other.coded_reply()?.inbound),
        );
        Coding::counting(self.codings.iter().filter(|c| {
            c.criterion == Criterion::Relation
                && c.other == Some(other.enquiry.seq)
                && c.inbounds == inbounds
                && may_count(c)
        }))
    }
}
