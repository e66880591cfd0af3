//! For whom a report is written, and what they may read of what was said.

use crate::channel::secret;
use crate::coding::redact::{Redacted, Redactor};
use crate::error::Result;
use crate::model::{
    Audience, Case, Channel, Coder, Coding, Criterion, Grounds, Language, Reply, Study, Visit,
};
use crate::report::audience::{LINK, Shown};
use crate::report::page::Look;
use crate::report::words::Words;
use secrecy::ExposeSecret;
use std::collections::HashMap;

/// The flags that say for whom a report is.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Reader")]
pub(super) struct ReaderArgs {
    /// Language of report.html: en, nl, fr or de [default: [report] language, else the study's first]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    language: Option<Language>,
    /// For whom: team, public or client:ID [default: team]
    ///
    /// For `public` companies bear numbers, unless the study file says `name_companies = true`, and nobody is quoted; for
    /// `client:ID` that company alone is named and quoted. It is written into a folder of its own below the team's.
    /// Example: shopper report my-study --audience client:acme
    #[arg(long, value_name = "AUDIENCE", value_parser = audience)]
    audience: Option<Audience>,
    /// Write every table as Parquet too, into data/parquet; needs a program built with the feature `parquet`
    #[arg(long)]
    parquet: bool,
}

fn language(word: &str) -> std::result::Result<Language, String> {
    Language::parse(word).ok_or_else(|| "it is en, nl, fr or de".to_owned())
}

fn audience(word: &str) -> std::result::Result<Audience, String> {
    Audience::parse(word).ok_or_else(|| "it is team, public or client:ID".to_owned())
}

impl ReaderArgs {
    /// For whom.
    pub(super) fn audience(&self) -> Audience {
        self.audience.clone().unwrap_or_default()
    }

    /// Whether the numbers of companies can be worked out by whoever knows the study's seed, which the report says.
    pub(super) fn is_guessable(&self, study: &Study) -> bool {
        study.reporting.pseudonym_key.is_none()
            && match self.audience() {
                Audience::Team => false,
                Audience::Public => study.reporting.name_companies != Some(true),
                Audience::Client(_) => true,
            }
    }

    /// What the reader may see of a study, and how.
    pub(super) async fn reader(&self, study: &Study) -> Result<Reader> {
        let language = self.language.unwrap_or_else(|| study.report_language());
        let look = Look::of(study)?;
        let key = match &study.reporting.pseudonym_key {
            None => study.seed.to_le_bytes().to_vec(),
            Some(source) => {
                let key = secret::read(source, "[report] pseudonym_key").await?;
                key.expose_secret().as_bytes().to_vec()
            }
        };
        let shown = Shown::to(study, &self.audience(), &key, &Words::new(language))?;
        Ok(Reader {
            parquet: self.parquet,
            ..Reader::new(study, shown, language, look)
        })
    }
}

/// What a reader may see of a study, and how.
pub(super) struct Reader {
    pub shown: Shown,
    pub language: Language,
    pub look: Look,
    /// Whether the tables are to be had as Parquet too.
    pub parquet: bool,
    redactor: Redactor,
}

impl Reader {
    /// Who may see everything but the names of people.
    pub(super) fn of_everything(study: &Study) -> Result<Self> {
        let look = Look::of(study)?;
        Ok(Self::new(
            study,
            Shown::whole(study),
            study.report_language(),
            look,
        ))
    }

    fn new(study: &Study, shown: Shown, language: Language, look: Look) -> Self {
        let redactor = Redactor::new(study, |company| shown.names(company));
        Self {
            shown,
            language,
            look,
            parquet: false,
            redactor,
        }
    }

    /// A text of a company of the true panel, without what betrays it.
    pub(super) fn text(&self, company: u32, text: &str) -> String {
        self.redactor.redact(company, None, text).text
    }

    /// A visit to a site, without what betrays whose it is.
    pub(super) fn visit(&self, company: u32, visit: &mut Visit) {
        if !self.shown.names(company) {
            if !visit.address.is_empty() {
                LINK.clone_into(&mut visit.address);
            }
            for text in [&mut visit.query, &mut visit.ended] {
                *text = self.text(company, text);
            }
        }
    }

    /// Makes of the cases of a company and question what may be read of them, and puts the company where it is shown.
    /// `study` is the true one.
    pub(super) fn cases(&self, study: &Study, cases: &mut [Case]) {
        let mut texts: HashMap<i64, Redacted> = HashMap::new();
        for case in cases.iter_mut() {
            let company = case.enquiry.company;
            let quotes = self.shown.quotes(company);
            for at in 0..case.replies.len() {
                let reader =
                    signs(case, &case.replies[at]).then(|| &*case.enquiry.persona(study).name);
                let reply = &mut case.replies[at];
                let redacted = if quotes {
                    self.redactor.redact(company, reader, &reply.text)
                } else {
                    Redacted::default()
                };
                reply.text.clone_from(&redacted.text);
                texts.insert(reply.inbound, redacted);
            }
        }
        for case in cases {
            let company = case.enquiry.company;
            let quotes = self.shown.quotes(company);
            for coding in &mut case.codings {
                let inbounds = coding.inbounds;
                let Some(grounds) = &mut coding.grounds else {
                    continue;
                };
                let Grounds {
                    spans,
                    other_spans,
                    note,
                    ..
                } = &mut **grounds;
                for (spans, inbound) in [(spans, Some(inbounds.0)), (other_spans, inbounds.1)] {
                    match inbound.and_then(|key| texts.get(&key)).filter(|_| quotes) {
                        Some(text) => spans.iter_mut().for_each(|s| *s = text.place(s)),
                        None => spans.clear(),
                    }
                }
                *note = if quotes {
                    self.redactor.redact(company, None, note).text
                } else {
                    String::new()
                };
            }
            case.enquiry.company = self.shown.place(company);
        }
    }
}

/// Whether somebody may have signed a reply. Nobody signs what a search finds; and where the rules of this program found
/// no name in just this text, they find none now.
fn signs(case: &Case, reply: &Reply) -> bool {
    let unsigned = |c: &Coding| {
        c.criterion == Criterion::AgentNamed
            && c.inbounds.0 == reply.inbound
            && c.coder == Coder::Rules
            && c.code == "no"
    };
    case.enquiry.channel != Channel::WebSearch && !case.codings.iter().any(unsigned)
}
