//! What a company does about one enquiry: plain data.

/// What a company's mail server does when a message is announced to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reception {
    /// Takes it.
    Accepts,
    /// Defers the first try of each sender for a minute (451), then takes it.
    Greylists,
    /// Refuses it: no such mailbox (550).
    Refuses,
}

/// What a company does about one enquiry that it took.
#[derive(Debug, Clone, PartialEq)]
pub struct Conduct {
    /// The message turns out undeliverable; then nothing else happens.
    pub bounce: Option<Bounce>,
    /// A receipt, automatic or by hand.
    pub receipt: Option<Receipt>,
    /// The answer.
    pub answer: Option<Answer>,
    /// What comes back is taken for junk.
    pub junk: bool,
    /// A part of the answer, with a promise of the rest; by itself no answer.
    pub part: Option<Answer>,
    /// Seconds until the company asks to be rated.
    pub survey: Option<i64>,
    /// The answer closes another question as well, if that has been asked by then.
    pub closes_too: Option<Together>,
}

/// One answer to two questions of the same persona or of two, in one message to both addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Together {
    /// The other question, as an index into the study.
    pub question: u32,
    /// Whether the mailbox gets it once, with nothing in it that says for which address, or once for
    /// each.
    pub delivered_for_each: bool,
}

impl Conduct {
    /// Nothing comes back.
    pub const SILENT: Self = Self {
        bounce: None,
        receipt: None,
        answer: None,
        junk: false,
        part: None,
        survey: None,
        closes_too: None,
    };
}

/// A delivery status notification (RFC 3464) after the message was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounce {
    /// Why it could not be delivered.
    pub cause: BounceCause,
    /// Seconds until the notification leaves.
    pub after: i64,
}

/// Why a message could not be delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BounceCause {
    /// 5.1.1
    NoSuchMailbox,
    /// 5.2.2
    MailboxFull,
}

/// A message that says no more than that the enquiry arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Its kind.
    pub kind: ReceiptKind,
    /// Seconds until it leaves.
    pub after: i64,
}

/// The kinds of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReceiptKind {
    /// The helpdesk's automatic receipt with its headers.
    Automatic,
    /// An automatic receipt without any header that says so.
    Bare,
    /// The clerk is away.
    OutOfOffice,
    /// A person who asks for patience.
    Holding,
}

/// An answer and the way it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// When.
    pub timing: Timing,
    /// What it says.
    pub content: Content,
    /// From which address.
    pub sender: Sender,
    /// How the text is encoded.
    pub form: Form,
    /// What becomes of our subject line.
    pub subject: SubjectForm,
    /// Whether `In-Reply-To` and `References` name our message.
    pub threaded: bool,
    /// How our question is quoted.
    pub quoting: Quoting,
    /// Whether an addition follows within a day.
    pub two_parts: bool,
}

/// When an answer comes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Timing {
    /// Before the cut-off, at this rank (0..1) of the company's usual times.
    Within(f64),
    /// After exactly so many seconds, whatever the cut-off.
    After(i64),
    /// So many seconds past the cut-off.
    Late(i64),
}

/// What an answer says. An index wraps round when the question has fewer phrasings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Content {
    /// The reference or one of the accepted phrasings.
    Right(u16),
    /// One of the rejected answers.
    Wrong(u16),
    /// What the company, or that desk of it, takes for its policy; where no policies are known for the
    /// question, right if it is the first stance and wrong if not.
    Stance {
        /// Which of the stances, from 0: that is the right one.
        stance: u8,
        /// Which of its wordings.
        wording: u16,
    },
}

/// From which address an answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sender {
    /// The one that we wrote to.
    Published,
    /// The agent's own at the same domain.
    Agent,
    /// One at another domain: an outsourced service desk.
    OtherDomain,
}

/// How an answer's text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// `text/plain` alone.
    Plain(Charset, Transfer),
    /// `text/html` alone.
    Html,
    /// `multipart/alternative` of both.
    Alternative,
}

/// The charsets in which companies write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// ISO 8859-1.
    Latin1,
    /// Windows code page 1252.
    Windows1252,
    /// UTF-16, big end first, with a byte order mark.
    Utf16,
}

/// Content transfer encodings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transfer {
    /// As it is.
    EightBit,
    /// Quoted-printable.
    QuotedPrintable,
    /// Base64.
    Base64,
}

/// What becomes of our subject line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectForm {
    /// `Re: ` before it.
    Re,
    /// A ticket number before it.
    Ticket,
    /// Another one altogether, with a case number.
    Rewritten,
}

/// How our question is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// Not at all.
    None,
    /// Below the answer, behind `>` after "On ... wrote:".
    Below,
    /// Below the answer, unmarked after a header block, as Outlook does.
    Outlook,
    /// Above the answer, behind `>`.
    Above,
}
