//! What is done where plain HTTP cannot do it.

use crate::channel::Dispatch;
use crate::model::{AttemptResult, Exhibit, Said};
use std::future::Future;

/// What became of one dispatch: an outcome but for its key and its moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// What happened.
    pub result: AttemptResult,
    /// In words.
    pub reply: String,
    /// What the page said.
    pub said: Vec<Said>,
    /// What was seen.
    pub exhibits: Vec<Exhibit>,
}

impl Ended {
    /// An end of which nothing is kept but the words.
    #[must_use]
    pub fn new(result: AttemptResult, reply: impl Into<String>) -> Self {
        Self {
            result,
            reply: reply.into(),
            said: Vec::new(),
            exhibits: Vec::new(),
        }
    }

    /// The company has it: under which number, and what the page says of that and to the question itself. `said`
    /// makes a record of the nth text.
    pub fn taken(
        reference: Option<String>,
        texts: [String; 2],
        said: impl Fn(u32, String) -> Said,
    ) -> Self {
        let reply = reference.map_or_else(
            || "accepted".to_owned(),
            |reference| format!("accepted, reference {reference}"),
        );
        let said = texts
            .into_iter()
            .filter(|text| !text.is_empty())
            .zip(0..)
            .map(|(text, nth)| said(nth, text))
            .collect();
        Self {
            said,
            ..Self::new(AttemptResult::Accepted, reply)
        }
    }

    /// It was not taken: the fields that were found wrong, and why.
    #[must_use]
    pub fn not_taken(fields: &[String], reason: &str) -> Self {
        let fields = if fields.is_empty() {
            String::new()
        } else {
            format!(" (fields: {})", fields.join(", "))
        };
        let reply = format!("not taken: {reason}{fields}");
        Self::new(AttemptResult::HandedOver, reply)
    }

    /// The same with something that was seen.
    #[must_use]
    pub fn with(mut self, exhibits: impl IntoIterator<Item = Exhibit>) -> Self {
        self.exhibits.extend(exhibits);
        self
    }
}

/// Something that puts an enquiry by a form where a page wants scripts: a browser.
pub trait Fallback: Send {
    /// Does it, once, from the very beginning. It is called only while nothing was sent. `reason` says what
    /// plain HTTP lacked, in a sentence without a full stop.
    fn put(&mut self, dispatch: &Dispatch, reason: &str) -> impl Future<Output = Ended> + Send;
}

/// Whatever is there, if anything is.
impl<F: Fallback> Fallback for Option<F> {
    async fn put(&mut self, dispatch: &Dispatch, reason: &str) -> Ended {
        match self {
            Some(fallback) => fallback.put(dispatch, reason).await,
            None => NoBrowser.put(dispatch, reason).await,
        }
    }
}

/// No browser: a person does it.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoBrowser;

impl Fallback for NoBrowser {
    async fn put(&mut self, _: &Dispatch, reason: &str) -> Ended {
        Ended::new(
            AttemptResult::HandedOver,
            format!(
                "{reason}, and there is no browser: install Chromium and its driver (packages chromium and \
                 chromium-driver), or let a person do it"
            ),
        )
    }
}
