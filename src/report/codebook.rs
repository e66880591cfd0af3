//! The codebook: every column of every table, once, for the tables' headers and for
//! `datapackage.json` (Data Package v2).

use super::before::{self, Before};
use super::{
    checks, coded, comparison as compared, curves, endings, gate, league, method, outside,
    presence, visits,
};
use crate::model::{
    Channel, Criterion, Denominator, Disposition, Kind, Scale, Study, TiedBy, TimeSource,
};
use crate::score::compare::Comparison;
use crate::score::{Scores, metric};
use jiff::Timestamp;
use serde::Serialize;

/// What a column holds, in the words of Table Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A decimal number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// RFC 3339 in UTC.
    Datetime,
}

impl Type {
    /// As the codebook has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Datetime => "datetime",
        }
    }
}

/// How a spreadsheet shows the numbers of a column; the numbers are the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    /// As they are.
    #[default]
    Plain,
    /// In percents: they are shares.
    Percent,
    /// With one decimal.
    Tenth,
    /// As the metric of the row is read.
    AsMetric,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub holds: Type,
    /// What it means.
    pub description: String,
    /// How a spreadsheet shows its numbers.
    #[serde(skip)]
    pub show: Show,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
    #[serde(rename = "maxLength", skip_serializing_if = "Option::is_none")]
    longest: Option<usize>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    words: Vec<String>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Column {
    pub(super) fn new(
        name: impl Into<String>,
        holds: Type,
        description: impl Into<String>,
    ) -> Self {
        let minimum = matches!(holds, Type::Integer | Type::Number).then_some(0);
        Self {
            name: name.into(),
            holds,
            description: description.into(),
            show: Show::Plain,
            constraints: Constraints {
                minimum,
                ..Constraints::default()
            },
        }
    }

    /// A number that may be negative.
    pub(super) fn signed(mut self) -> Self {
        self.constraints.minimum = None;
        self
    }

    pub(super) fn required(mut self) -> Self {
        self.constraints.required = true;
        self
    }

    pub(super) fn unique(mut self) -> Self {
        self.constraints.unique = true;
        self.required()
    }

    pub(super) fn longest(mut self, characters: usize) -> Self {
        self.constraints.longest = Some(characters);
        self
    }

    pub(super) const fn shown(mut self, show: Show) -> Self {
        self.show = show;
        self
    }

    /// Whether it is never empty.
    pub(super) const fn is_required(&self) -> bool {
        self.constraints.required
    }

    /// The words that it may hold; none where it may hold any.
    pub(super) fn allowed(&self) -> &[String] {
        &self.constraints.words
    }

    pub(super) fn words<'w>(mut self, words: impl IntoIterator<Item = &'w str>) -> Self {
        self.constraints.words = words.into_iter().map(str::to_owned).collect();
        self
    }
}

pub(super) fn text(name: &str, about: impl Into<String>) -> Column {
    Column::new(name, Type::String, about)
}

pub(super) fn moment(name: &str, about: &str) -> Column {
    Column::new(name, Type::Datetime, about)
}

pub(super) fn hours(name: &str, about: &str) -> Column {
    Column::new(name, Type::Number, about).shown(Show::Tenth)
}

/// The days of the week in `enquiries.csv`, Monday first.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

pub(super) fn channels(study: &Study) -> Vec<&'static str> {
    study.design.questions.keys().map(|c| c.as_str()).collect()
}

/// The columns of `enquiries.csv`.
#[must_use]
#[expect(
    clippy::too_many_lines,
    reason = "a list of columns, one after the other"
)]
pub fn enquiries(study: &Study) -> Vec<Column> {
    let mut columns = vec![
        text("wave", "The round of fieldwork.").required(),
        text("enquiry_id", "WAVE.COMPANY.QUESTION.CHANNEL.").unique(),
        text("company_id", "The company asked, as in companies.csv.").required(),
        text("company", "Its name.").required(),
        text("sector", "Its sector, the stratum.").required(),
        text("question_id", "The question asked.").required(),
        text("channel", "The channel on which it was asked.")
            .required()
            .words(channels(study)),
        text("persona", "The shopper that asked.").required(),
        text("wording", "The phrasing used.").required(),
        Column::new(
            "offered",
            Type::Boolean,
            "Whether the company offers the channel.",
        )
        .required(),
        text(
            "disposition",
            "How the enquiry ended, by the best that came up to the cut-off. not_offered: the company \
             does not offer the channel. not_sent, in_doubt: our own failure, in no denominator but \
             that of offered (not_sent also while it is not yet due). undeliverable: a hard bounce, or \
             refused for good, and no word from the company. silent: delivered, nothing came in time \
             but perhaps surveys or advertising. acknowledged: a receipt or automatic reply only. \
             redirected: sent to another channel. refused: the company declined. off_point: a reply \
             that does not answer, a question asked back included. partial: a part was answered. \
             answered: answered in time, whether rightly is not known. too_late: answered after the \
             cut-off.",
        )
        .required()
        .words(
            Disposition::ALL
                .iter()
                .filter(|d| !matches!(d, Disposition::Correct | Disposition::Wrong))
                .map(|d| d.as_str()),
        ),
        moment(
            "sent_at",
            "When the server took the enquiry on; where every duration begins. Empty when it did not \
             leave or nobody knows.",
        ),
        moment(
            "acknowledged_at",
            "The first receipt or automatic reply up to the cut-off.",
        ),
        moment(
            "answered_at",
            "The first answer, too late ones included. Empty as well when no server stamped it.",
        ),
        hours(
            "hours_to_acknowledgement",
            "Hours from sent_at to acknowledged_at; 0 when two servers' clocks put it before the \
             sending.",
        ),
        hours("hours_to_answer", "Hours from sent_at to answered_at, likewise."),
        Column::new(
            "censored",
            Type::Boolean,
            "Whether the enquiry was delivered and not answered in time. Empty when not delivered.",
        ),
        moment(
            "first_reply_at",
            "The first reply of any kind up to the cut-off: a receipt, an automatic reply, or an answer \
             or other reply without either. What median_hours_to_acknowledgement waits for.",
        ),
        hours("hours_to_first_reply", "Hours from sent_at to first_reply_at."),
        hours(
            "hours_observed",
            "Hours for which an answer was awaited: to the answer in time; else, censored, to the \
             cut-off, or to the moment of the report while the wave is open.",
        ),
        text(
            "sent_at_source",
            "accepted: the server's acceptance. intended: none is known, but a reply proves delivery, so \
             the moment the intent was stored.",
        )
        .words(["accepted", "intended"]),
        Column::new("attempts", Type::Integer, "How often it was tried.").required(),
        text(
            "tied_by",
            "What tied the answer, or else the first reply, to the enquiry.",
        )
        .words(TiedBy::ALL.iter().map(|t| t.as_str())),
        text("answered_at_source", "Where answered_at was read.")
            .words(TimeSource::ALL.iter().map(|t| t.as_str())),
        moment("due_at", "When the plan had it sent. Empty when not offered."),
    ];
    columns.extend(coded().map(|criterion| {
        let about = format!(
            "The code of the answer that counts on the criterion {criterion}, as in codings.csv."
        );
        match criterion.scale() {
            Scale::Nominal(codes) => text(criterion.as_str(), about).words(codes.iter().copied()),
            Scale::Interval(..) => Column::new(criterion.as_str(), Type::Number, about),
        }
    }));
    columns.extend([
        hours(
            "business_hours_to_answer",
            "Hours from sent_at to answered_at in which the company was open, by its hours, time zone and holidays.",
        ),
        hours("business_hours_to_first_reply", "hours_to_first_reply, counted likewise."),
        hours("business_hours_observed", "hours_observed, counted likewise."),
        text(
            "weekday",
            "The day, in the company's time zone, on which it was sent. Empty when it was not.",
        )
        .words(WEEKDAYS),
        Column::new(
            "same_day",
            Type::Boolean,
            "Whether it was answered on the day, in the company's time zone, on which it was sent. Empty when not \
             delivered, or when no server stamped the answer.",
        ),
        Column::new(
            "first_reply_same_day",
            Type::Boolean,
            "Whether anything was said on that day. Empty when not delivered, or when no server stamped what was said.",
        ),
        Column::new(
            "in_due_time",
            Type::Boolean,
            "Whether it was answered when it was due: what is asked in the first half of a day of business on that \
             day, what is asked later by the middle of the next. Empty likewise, and where no hours are known.",
        ),
        Column::new(
            "satisfied",
            Type::Number,
            "The share of customers who would still be satisfied with the time to the answer, by the study's curve of \
             expectations; 1 where the company promised that time and kept to it, 0 where none came.",
        )
        .shown(Show::Percent),
        Column::new(
            "promise_kept",
            Type::Boolean,
            "Whether the company kept the response time that it promises. Empty where it promises none, and where the \
             wave ended before the promise ran out.",
        ),
        Column::new(
            "promised_hours",
            Type::Number,
            "Within how many hours of its service the company promises to answer. Empty where it promises none, or a \
             day instead (the same, the next working one), and when not delivered.",
        ),
        Column::new(
            "first_contact",
            Type::Boolean,
            "Whether the first that was said, receipts aside, answered the question wholly and in time. Empty when \
             not delivered.",
        ),
        Column::new("clicks", Type::Number, "Clicks and submits of a visitor on the site. Empty where none was searched."),
        Column::new("seconds", Type::Number, "Seconds that the site's pages took, likewise."),
        Column::new(
            "staff_minutes",
            Type::Integer,
            "Minutes of the company's staff that it cost, as the design estimates them; 0 for a search on the site. Empty \
             when it is not known to have reached the company.",
        ),
        Column::new(
            "noticed",
            Type::Boolean,
            "Whether somebody noted that the company noticed the study by this enquiry.",
        )
        .required(),
    ]);
    columns
}

/// The criteria that have a column of `enquiries.csv`.
pub fn coded() -> impl Iterator<Item = Criterion> {
    Criterion::ALL.iter().copied().filter(|c| !c.is_of_pairs())
}

/// The columns of `answers.csv`.
#[must_use]
pub fn answers() -> Vec<Column> {
    vec![
        text("enquiry_id", "The enquiry, as in enquiries.csv.").required(),
        Column::new(
            "reply",
            Type::Integer,
            "1 for the first reply to the enquiry, and so on in order of arrival.",
        )
        .required(),
        text("kind", "What the reply is.")
            .required()
            .words(Kind::ALL.iter().map(|k| k.as_str())),
        moment("arrived", "When it came. Empty when no server stamped it."),
        text("tied_by", "What tied it to the enquiry.")
            .words(TiedBy::ALL.iter().map(|t| t.as_str())),
        text(
            "text",
            "The sender's own words. An apostrophe stands before =, +, - or @ wherever a spreadsheet could \
             take the rest for a formula: at the start of the text, of a line, and after a semicolon. \
             Control characters are left out.",
        )
        .longest(2 * crate::sheet::LONGEST),
        Column::new(
            "text_cut",
            Type::Boolean,
            format!(
                "Whether the text was longer than {} characters and was cut.",
                crate::sheet::LONGEST
            ),
        )
        .required(),
    ]
}

/// The columns of `companies.csv`.
#[must_use]
pub fn companies(study: &Study) -> Vec<Column> {
    let mut columns = vec![
        text("company_id", "Unique within the panel.").unique(),
        text("company", "Its name.").required(),
        text("sector", "Its sector, the stratum.").required(),
        text("country", "ISO 3166-1 alpha-2. Empty when not given."),
        text(
            "language",
            "ISO 639-1 code of the language in which it is asked.",
        )
        .required(),
        text("timezone", "IANA time zone of its business hours.").required(),
        text("site", "Its home page. Empty when not given."),
    ];
    columns.extend(study.design.questions.keys().map(|channel| {
        Column::new(
            format!("offers_{}", channel.column()),
            Type::Boolean,
            format!("Whether it offers {channel}."),
        )
        .required()
    }));
    columns
}

/// The columns of `estimates.csv`.
#[must_use]
pub fn estimates(study: &Study) -> Vec<Column> {
    let mut metrics: Vec<String> = metric::all()
        .map(|m| format!("{} ({}): {}", m.name, m.scale.as_str(), m.about))
        .collect();
    metrics.dedup();
    let mut names: Vec<&str> = metric::all().map(|m| m.name).collect();
    names.dedup();
    vec![
        text("metric", metrics.join("\n")).required().words(names),
        text("subject_kind", "What the number is about.")
            .required()
            .words(["all", "sector", "company"]),
        text(
            "subject",
            "The sector's name or the company's company_id. Empty when it is about the whole panel.",
        ),
        text("channel", "The channel. Empty for all channels together.").words(channels(study)),
        Column::new(
            "value",
            Type::Number,
            "The number, in the unit that stands behind the metric's name. Empty when it cannot be estimated.",
        )
        .signed()
        .shown(Show::AsMetric),
        Column::new(
            "low",
            Type::Number,
            "Lower end of the 95 % interval. Empty where there is none; never beyond what the number itself can be. About the panel or a sector each company is \
             one draw from many like it, however many questions it was asked; about a company each question is. \
             Shares: Wilson's interval, with several enquiries a company on the effective number of enquiries; means: \
             Student's t on the variance between companies; times with several enquiries a company: log-log with Student's \
             t on the robust variance. Where [score] says of how many companies the panel was drawn (scoring.population \
             in design.json), variances have the finite population correction; where it says so by sector, or weighs \
             sectors, sectors are strata of shares and means about the whole panel.",
        )
        .signed()
        .shown(Show::AsMetric),
        Column::new("high", Type::Number, "Upper end, likewise.")
            .signed()
            .shown(Show::AsMetric),
        Column::new("n", Type::Integer, "The number of enquiries it rests on.").required(),
        Column::new("companies", Type::Integer, "The number of companies they are of.").required(),
        text(
            "denominator",
            "What n counts. all_companies: the enquiries planned, whether or not the company offers the \
             channel. companies_offering_the_channel: those at companies that offer it. \
             enquiries_delivered: those that reached the company. enquiries_answered: those answered in \
             time. With one question to a company the first two count companies; with several they count \
             the enquiries planned at those companies. Our failures are in none of them, save in the \
             counts and in offered. pairs_of_answers: those of a company to one question on two channels. \
             enquiries_with_a_promise: those to companies that promise a response time. answers_coded: the answers \
             that have a code on the criterion. accounts_found: the companies' accounts on social networks that an \
             audit found. companies: the companies themselves.",
        )
        .required()
        .words(Denominator::ALL.iter().map(|d| d.as_str())),
    ]
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Package<'p> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: String,
    title: String,
    description: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<Timestamp>,
    keywords: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Origin>,
    resources: &'p [Resource],
}

/// Where data is from.
#[derive(Serialize)]
struct Origin {
    title: String,
}

/// Where the tables of a wave are from.
fn sources(study: &Study) -> Vec<Origin> {
    let (opens, closes) = (study.wave.opens, study.wave.closes());
    let fieldwork = format!(
        "Fieldwork of the wave {}, {opens} to {closes}",
        study.wave.id
    );
    let outside = study.outside.iter().map(|outside| {
        let source = if outside.source.is_empty() {
            "as given in outside.csv beside the study"
        } else {
            &outside.source
        };
        format!("{}: {source}", outside.name)
    });
    std::iter::once(fieldwork)
        .chain(outside)
        .map(|title| Origin { title })
        .collect()
}

/// A table of `data/` as the codebook has it.
#[derive(Debug, Serialize)]
pub struct Resource {
    /// Its name.
    pub name: &'static str,
    /// Its file, from the codebook's folder.
    pub path: String,
    title: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    schema: Schema,
}

impl Resource {
    /// Its columns.
    pub fn fields(&self) -> &[Column] {
        &self.schema.fields
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Column>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Debug, Serialize)]
struct ForeignKey {
    fields: [&'static str; 1],
    reference: Reference,
}

#[derive(Debug, Serialize)]
struct Reference {
    resource: &'static str,
    fields: [&'static str; 1],
}

/// Whether sites are searched, so that there are visits.
pub fn is_searched(study: &Study) -> bool {
    study.design.questions.contains_key(&Channel::WebSearch)
}

/// `datapackage.json`. Holds no moment but those of the wave, and nothing of this machine; `as_of` shows only while the wave
/// is open.
#[must_use]
pub fn datapackage(
    study: &Study,
    scores: &Scores,
    resources: &[Resource],
    as_of: Timestamp,
) -> String {
    let asked: Vec<&str> = scores.channels().into_iter().map(Channel::as_str).collect();
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: slug(&format!("{}-{}", study.id, study.wave.id)),
        title: format!("{}: wave {}", study.title, study.wave.id),
        description: format!(
            "A mystery-shopper wave from {} to {}, {} companies, asked by {}. Times are RFC 3339 in UTC, \
             hours are decimal numbers, what is missing is empty. design.json says what was asked of whom and by \
             which rules it is scored, for holding another wave against this one.",
            study.wave.opens,
            study.wave.closes(),
            study.panel.len(),
            if asked.is_empty() {
                "no channel".to_owned()
            } else {
                asked.join(", ")
            },
        ),
        version: "1.0.0".to_owned(),
        created: Some(as_of.min(study.wave.closes())),
        keywords: vec!["mystery shopping", "customer service"],
        sources: sources(study),
        resources,
    };
    let mut json = serde_json::to_string_pretty(&package).unwrap_or_default();
    json.push('\n');
    json
}

/// The tables about how it was done.
fn of_method(agreed: bool) -> Vec<Resource> {
    let mut resources = vec![
        resource(
            "method",
            "One row a fact about how the wave was done",
            method::columns(),
            &["item", "of"],
            None,
        ),
        resource(
            "metrics",
            "One row a metric: what it says and how it is computed",
            method::metrics_columns(),
            &["metric", "denominator"],
            None,
        ),
    ];
    if agreed {
        resources.push(resource(
            "agreement",
            "One row a criterion and coders: how far they agree",
            method::agreement_columns(),
            &["criterion", "who"],
            None,
        ));
    }
    resources
}

/// The tables about the waves before this one.
fn of_earlier_waves(before: &Before) -> Vec<Resource> {
    let mut resources = Vec::new();
    if before.comparison().is_some() {
        resources.push(compared_resource(compared::columns()));
    }
    if !before::notes(before).is_empty() {
        resources.push(notes_resource());
    }
    if !before.waves.is_empty() {
        resources.push(resource(
            "waves",
            "One row a wave and number: what became of it over the waves of the study",
            before::waves_columns(),
            &["wave", "metric", "channel", "denominator"],
            None,
        ));
    }
    resources
}

fn compared_resource(columns: Vec<Column>) -> Resource {
    resource(
        "comparison",
        "One row a number that was compared",
        columns,
        &[
            "metric",
            "subject_kind",
            "subject",
            "channel",
            "denominator",
        ],
        None,
    )
}

fn notes_resource() -> Resource {
    resource(
        "comparison_notes",
        "What should be known of the comparison",
        before::notes_columns(),
        &["kind", "number"],
        None,
    )
}

/// The tables of a wave.
#[must_use]
pub fn resources(
    study: &Study,
    scores: &Scores,
    audited: bool,
    gated: bool,
    before: &Before,
    agreed: bool,
) -> Vec<Resource> {
    let mut resources = vec![
        resource(
            "companies",
            "Who was asked",
            companies(study),
            &["company_id"],
            None,
        ),
        resource(
            "enquiries",
            "One row an enquiry",
            enquiries(study),
            &["enquiry_id"],
            Some("company_id"),
        ),
        resource(
            "answers",
            "What came back",
            answers(),
            &["enquiry_id", "reply"],
            Some("enquiry_id"),
        ),
        resource(
            "codings",
            "Every code that was given to an answer or a pair of answers",
            coded::codings(),
            &["coding"],
            Some("enquiry_id"),
        ),
        resource(
            "consistency",
            "One row a company and question: what its channels said",
            coded::consistency_columns(),
            &["company_id", "question_id"],
            Some("company_id"),
        ),
        resource(
            "estimates",
            "One row a metric and subject",
            estimates(study),
            &[
                "metric",
                "subject_kind",
                "subject",
                "channel",
                "denominator",
            ],
            None,
        ),
        resource(
            "league",
            "One row a company: its overall score and its place",
            league::columns(study),
            &["company_id"],
            Some("company_id"),
        ),
        resource(
            "dispositions",
            "One row a channel and disposition: how enquiries ended",
            endings::columns(study),
            &["channel", "disposition"],
            None,
        ),
        resource(
            "curves",
            "One row a time of a curve: how many still wait",
            curves::columns(study),
            &["channel", "awaited", "hours"],
            None,
        ),
    ];
    resources.extend(further(study, scores, audited, gated));
    resources.extend(of_earlier_waves(before));
    resources.extend(of_method(agreed));
    resources
}

/// The tables that not every wave has, and those about the design.
fn further(study: &Study, scores: &Scores, audited: bool, gated: bool) -> Vec<Resource> {
    let mut resources = vec![resource(
        "checks",
        "One row a test of the design: balance and effects of how it was asked",
        checks::columns(study),
        &["check", "factor", "channel"],
        None,
    )];
    if !study.outside.is_empty() {
        resources.push(resource(
            "outside",
            "One row an outside score and a number of the wave: how they go together",
            outside::columns(study),
            &["outside", "metric", "channel"],
            None,
        ));
    }
    if checks::is_noticed(scores) {
        resources.push(resource(
            "sensitivity",
            "One row a metric: the panel with and without the companies that noticed",
            checks::sensitivity_columns(study),
            &["metric", "channel", "denominator"],
            None,
        ));
    }
    if is_searched(study) {
        resources.push(resource(
            "visits",
            "One row a search on a company's site",
            visits::columns(),
            &["enquiry_id"],
            Some("enquiry_id"),
        ));
    }
    if audited {
        resources.push(resource(
            "profiles",
            "One row an account on a social network",
            presence::profiles_columns(),
            &["company_id", "network", "handle"],
            Some("company_id"),
        ));
        resources.push(resource(
            "presence",
            "One row a company and channel: the panel against the home page",
            presence::presence_columns(),
            &["company_id", "channel"],
            Some("company_id"),
        ));
    }
    if gated {
        resources.push(resource(
            "gate",
            "One row a bound of the gate",
            gate::columns(study),
            &["assertion", "bound"],
            None,
        ));
    }
    resources
}

/// The `datapackage.json` beside a `comparison.csv`.
#[must_use]
pub fn comparison(comparison: &Comparison, columns: Vec<Column>) -> String {
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: slug(&format!("{}-against-{}", comparison.head, comparison.base)),
        title: format!("{} against {}", comparison.head, comparison.base),
        description: "Two waves of a mystery-shopper study, compared company by company."
            .to_owned(),
        version: "1.0.0".to_owned(),
        created: None,
        keywords: vec!["mystery shopping", "customer service"],
        sources: Vec::new(),
        resources: &[compared_resource(columns), notes_resource()],
    };
    let mut json = serde_json::to_string_pretty(&package).unwrap_or_default();
    json.push('\n');
    json
}

fn resource(
    name: &'static str,
    title: &'static str,
    fields: Vec<Column>,
    key: &[&'static str],
    refers: Option<&'static str>,
) -> Resource {
    let foreign_key = |field: &'static str| ForeignKey {
        fields: [field],
        reference: Reference {
            resource: if field == "company_id" {
                "companies"
            } else {
                "enquiries"
            },
            fields: [field],
        },
    };
    Resource {
        name,
        path: format!("{name}.csv"),
        title,
        kind: "table",
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: Dialect {
            delimiter: ",",
            line_terminator: "\n",
            quote_char: "\"",
            double_quote: true,
            header: true,
        },
        schema: Schema {
            fields,
            missing_values: [""],
            primary_key: key.to_vec(),
            foreign_keys: refers.map(foreign_key).into_iter().collect(),
        },
    }
}

/// A name as a Data Package may have it: lower case letters, digits, `-`, `_` and `.`.
fn slug(name: &str) -> String {
    name.chars()
        .map(|c| match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') => c,
            _ => '-',
        })
        .collect()
}
