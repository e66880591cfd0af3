//! What a sentence can be about.

/// What a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// What was asked.
    Matter,
    /// The customer's message: that it came, and under which number. Answers begin so too.
    Receipt,
    /// What else stands around answers and receipts: hours, other topics, privacy.
    Service,
    /// Where to ask instead.
    Redirect,
    /// That there will be no answer.
    Refusal,
    /// What the customer is to say first.
    Clarify,
    /// The writer's absence.
    Away,
    /// The customer's opinion of the contact.
    Survey,
    /// Offers.
    Marketing,
    /// A part of the answer that is still to come.
    Pending,
    /// That nobody reads this mailbox.
    Unmonitored,
    /// Greetings, wishes and names.
    Closing,
    /// That the question was looked into and its answer stands here.
    Handled,
    /// That the message will be answered: by whom, when, and why not sooner.
    Promise,
    /// Thanks, sympathy, and offers of more help.
    Courtesy,
}

impl Class {
    /// How many there are.
    pub const COUNT: usize = 15;
    /// Each, in the order of the columns of every table.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Matter,
        Self::Receipt,
        Self::Service,
        Self::Redirect,
        Self::Refusal,
        Self::Clarify,
        Self::Away,
        Self::Survey,
        Self::Marketing,
        Self::Pending,
        Self::Unmonitored,
        Self::Closing,
        Self::Handled,
        Self::Promise,
        Self::Courtesy,
    ];

    /// Its word: the name of its list in `examples/`, and the word in evidence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Matter => "matter",
            Self::Receipt => "receipt",
            Self::Service => "service",
            Self::Redirect => "redirect",
            Self::Refusal => "refusal",
            Self::Clarify => "clarify",
            Self::Away => "away",
            Self::Survey => "survey",
            Self::Marketing => "marketing",
            Self::Pending => "pending",
            Self::Unmonitored => "unmonitored",
            Self::Closing => "closing",
            Self::Handled => "handled",
            Self::Promise => "promise",
            Self::Courtesy => "courtesy",
        }
    }
}
