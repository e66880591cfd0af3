//! What a company's site is, and what it says about one question: plain data.

use crate::sandbox::conduct::Content;

/// What a site holds about one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SiteConduct {
    /// The answer, where the site has one.
    pub answer: Option<SiteAnswer>,
    /// What stands there in its place, where it has none.
    pub instead: SiteInstead,
}

impl SiteConduct {
    /// The site says nothing about it.
    pub const NOTHING: Self = Self {
        answer: None,
        instead: SiteInstead::Nothing,
    };
}

/// An answer on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SiteAnswer {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub content: Content,
}

/// Where on a site an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// On the page of frequent questions, which is marked for machines or not: see [`SiteProfile::marked`].
    Faq,
    /// In an article that only the site's search leads to.
    Searched,
    /// In an article to which the help page links, and which the search leads to as well, if there is one.
    Linked,
    /// In an article that the sitemap lists, and nothing else.
    Listed,
}

/// What stands on a site in place of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SiteInstead {
    /// Nothing.
    Nothing,
    /// An article about the matter that says nothing of substance.
    Mentions,
    /// "Questions about ...? Contact us."
    Teaser,
}

/// How a site's pages are made and where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builder {
    /// Short addresses, one style sheet, a list of definitions for questions.
    Plaza,
    /// A help centre with numbered articles behind a home page that redirects.
    Centre,
    /// Old pages in tables, addresses ending in `.html`.
    Ledger,
    /// A blog's software: addresses ending in `/`, the search at `/?s=`.
    Journal,
    /// Sections and accordions, articles known by a code.
    Atlas,
}

impl Builder {
    /// Every builder.
    pub const ALL: [Self; 5] = [
        Self::Plaza,
        Self::Centre,
        Self::Ledger,
        Self::Journal,
        Self::Atlas,
    ];
}

/// A company's site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SiteProfile {
    /// By what its pages are made.
    pub builder: Builder,
    /// The self-service software that it shows, in small letters.
    pub software: Option<&'static str>,
    /// Whether it can be searched.
    pub search: bool,
    /// Whether its robots.txt forbids the search.
    pub search_forbidden: bool,
    /// Whether its page of frequent questions carries a schema.org `FAQPage`.
    pub marked: bool,
    /// Its contact form, where the company offers one.
    pub form: Option<FormProfile>,
    /// Its chat, where the company offers one.
    pub chat: Option<ChatProfile>,
}

/// How a chat is put on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Widget {
    /// Among the page's own elements.
    Plain,
    /// In a frame.
    Frame,
    /// In a shadow root.
    Shadow,
}

/// A chat.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChatProfile {
    /// How it is put on the page.
    pub widget: Widget,
    /// Whether a bot answers first.
    pub bot: bool,
    /// Whether it asks for name and address before it begins.
    pub asks_first: bool,
    /// Whether one writes into an element that can be edited, else into a field.
    pub editable: bool,
    /// From which to which hour somebody is there, Monday to Saturday in the company's time; `None` for
    /// always.
    pub hours: Option<(u8, u8)>,
}

/// What comes of a question in a chat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChatConduct {
    /// How it ends.
    pub ending: ChatEnding,
}

/// How a chat about a question ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ChatEnding {
    /// The bot answers within seconds.
    BotAnswers(Content),
    /// An agent joins after a while in the queue, and answers.
    AgentAnswers {
        /// What.
        content: Content,
        /// When: the rank (0..1) among the usual times.
        rank: f64,
    },
    /// An agent joins, and sends the question to another channel.
    Redirected,
    /// An agent joins, and nothing more is heard.
    Left,
    /// Nobody ever joins.
    Queue,
    /// The bot cannot help, and calls nobody.
    Deflected,
}

/// What is special about a contact form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FormKind {
    /// Nothing.
    Plain,
    /// A secret in a hidden field that must fit a cookie.
    Csrf,
    /// Three steps.
    Wizard,
    /// It is made by a script, and sent by it as JSON.
    ScriptOnly,
    /// A field that a person does not see; what fills it in is thanked and thrown away.
    Honeypot,
    /// It is never taken, which a page with status 200 says.
    SoftError,
    /// A CAPTCHA, without which nothing is taken.
    Captcha,
    /// Whoever comes first is asked to come back after a quarter of an hour (429).
    RateLimited,
    /// Sending it ends in an error of the server (500), and nothing is taken.
    Broken,
    /// It must be sent as `multipart/form-data`, and has a field for a file.
    Multipart,
    /// It wants to know what it is about, of a list.
    Topic,
    /// Its page is in ISO 8859-1, and so is what it takes.
    Latin1,
    /// It is sent by GET with a secret of its own, and leads on to a page that thanks.
    Get,
    /// It answers with JSON.
    Json,
}

impl FormKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Plain,
        Self::Csrf,
        Self::Wizard,
        Self::ScriptOnly,
        Self::Honeypot,
        Self::SoftError,
        Self::Captcha,
        Self::RateLimited,
        Self::Broken,
        Self::Multipart,
        Self::Topic,
        Self::Latin1,
        Self::Get,
        Self::Json,
    ];
}

/// A contact form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a field that the form has or has not"
)]
pub struct FormProfile {
    /// What is special about it.
    pub kind: FormKind,
    /// Whether it asks for the first and the last name apart.
    pub two_names: bool,
    /// Whether it asks for a telephone number, which may stay empty.
    pub phone: bool,
    /// Whether it asks for an order number, which may stay empty.
    pub order_number: bool,
    /// Whether it asks for the email address twice.
    pub confirms_email: bool,
    /// Whether a box must be ticked.
    pub consent: bool,
    /// Whether there is a box for advertising.
    pub marketing: bool,
    /// Whether what is wrong with it is answered with status 422, else with 200.
    pub unprocessable: bool,
    /// Whether it leads on to a page that thanks, else thanks at once.
    pub onward: bool,
    /// Which of several ways of writing it down.
    pub variant: u8,
}
