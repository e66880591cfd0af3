//! How companies are asked on their sites: by contact form, by looking the answer up, and by chat.

use super::response::words;
use super::{Language, TransportKind};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// When a page is opened in a browser rather than by plain HTTP.
    BrowserUse {
        /// Where plain HTTP cannot do it.
        WhenNeeded = "when_needed",
        /// From the start.
        Always = "always",
        /// Not even then: a person does it.
        Never = "never",
    }
}

words! {
    /// What a field of a form asks for.
    Meaning {
        /// First and last name in one.
        FullName = "full_name",
        /// First name.
        FirstName = "first_name",
        /// Last name.
        LastName = "last_name",
        /// Email address.
        Email = "email",
        /// The same again.
        EmailConfirm = "email_confirm",
        /// Telephone number.
        Phone = "phone",
        /// Company that the customer writes for.
        Company = "company",
        /// Subject line.
        Subject = "subject",
        /// What the message is about, of a list.
        TopicSelect = "topic_select",
        /// Number of an order or of a customer.
        OrderNumber = "order_number",
        /// Street and number.
        Street = "street",
        /// Postcode.
        Postcode = "postcode",
        /// Town.
        City = "city",
        /// Country.
        Country = "country",
        /// Mr, Ms and the like.
        Salutation = "salutation",
        /// The message itself.
        Message = "message",
        /// Consent without which the form is not taken.
        ConsentRequired = "consent_required",
        /// Consent to advertising.
        MarketingOptional = "marketing_optional",
        /// A trap for programs, which a person does not see.
        Honeypot = "honeypot",
        /// A secret of the page that goes back with the form.
        Csrf = "csrf",
        /// A proof that a person sends it.
        Captcha = "captcha",
        /// A file.
        File = "file",
        /// A button.
        Button = "button",
        /// Another hidden value of the page's own.
        Hidden = "hidden",
        /// What a search looks for.
        Query = "query",
        /// A password.
        Password = "password",
        /// Anything else that must be filled in.
        OtherRequired = "other_required",
        /// Anything else.
        OtherOptional = "other_optional",
    }
}

/// What the operator says of a company's contact form where finding it out fails. Empty fields are found
/// out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FormPins {
    /// A CSS selector of the form.
    pub form: Option<String>,
    /// What fields ask for, by their names.
    pub meanings: BTreeMap<String, Meaning>,
    /// What fields are filled with, by their names.
    pub values: BTreeMap<String, String>,
    /// The option to choose in the list of topics, as it is shown or as it is sent.
    pub topic: Option<String>,
    /// Whether the page is opened in a browser.
    pub browser: Option<BrowserUse>,
}

impl FormPins {
    /// Whether nothing is pinned.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a web form, a search or a chat needs to know to put one enquiry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The language in which is asked.
    pub language: Language,
    /// The persona's first and last name.
    pub full_name: String,
    /// The persona's address with the enquiry's token.
    pub email: String,
    /// The persona's telephone number; empty for none. So with what follows.
    pub phone: String,
    /// Street and number.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// ISO 3166-1 alpha-2 of the company asked, in which the persona lives; empty when not known.
    pub country: String,
    /// The subject line.
    pub subject: String,
    /// The whole message: greeting, question, closing and name.
    pub message: String,
    /// The question alone.
    pub question: String,
    /// What it is about, in a few words.
    pub topic: String,
    /// The enquiry's token.
    pub token: String,
    /// The company's name.
    pub company: String,
    /// What the operator pinned.
    pub pins: FormPins,
}

/// How contact forms are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebForms {
    /// Whether the program sends them, or a person.
    pub transport: TransportKind,
    /// When a browser is used.
    pub browser: BrowserUse,
}

/// How sites are searched for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebSearches {
    /// What passes between two questions to the same host.
    pub pause: SignedDuration,
    /// No more pages are opened for one question.
    pub most_pages: u32,
    /// No more bytes are read for one question.
    pub most_bytes: u64,
}

/// How chats are held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chats {
    /// So long an answer, or a free agent, is waited for.
    pub patience: SignedDuration,
}

/// How the web is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Web {
    /// Who asks, in words that a site's operator reads in its log: a name, an address. Empty for none.
    pub operator: String,
    /// Contact forms.
    pub forms: WebForms,
    /// Self-service.
    pub searches: WebSearches,
    /// Chats.
    pub chats: Chats,
}

impl Default for Web {
    fn default() -> Self {
        Self {
            operator: String::new(),
            forms: WebForms {
                transport: TransportKind::Auto,
                browser: BrowserUse::WhenNeeded,
            },
            searches: WebSearches {
                pause: SignedDuration::from_secs(2),
                most_pages: 20,
                most_bytes: 12_000_000,
            },
            chats: Chats {
                patience: SignedDuration::from_mins(10),
            },
        }
    }
}

impl Particulars {
    /// First and last name: the first word, and what is behind it.
    #[must_use]
    pub fn names(&self) -> (&str, &str) {
        let name = self.full_name.trim();
        name.split_once(char::is_whitespace)
            .map_or((name, ""), |(first, last)| (first, last.trim()))
    }
}
