//! `study.toml` as a whole, with [study] and [wave].

use super::tree::{Located, Section, Value};
use super::values::{id, languages, span, zone};
use super::words;
use super::{account, clock, consents, design, gate, llm, personas, report, score, social, web};
use crate::model::{
    BusinessClock, Channel, Consent, Design, EmailAccount, Language, LlmCoder, Network, Persona,
    Reporting, SocialAccount, StudyKind, Wave, Web,
};
use crate::sheet::quote;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::path::Path;
use toml::de::DeValue;

/// Tables that later stages of the program will read and this one only lets stand: the whole list
/// is here.
const LATER: [&str; 1] = ["retention"];

/// Where the question banks lie when `questions` does not say.
const DEFAULT_BANKS: &str = "questions/*.toml";

/// `study.toml` as it was read: mistakes are written down, and what has one is `None` or keeps its
/// default.
pub(super) struct StudyFile {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) kind: StudyKind,
    pub(super) seed: u64,
    /// `None` when the list has a mistake, so that nothing is held against it.
    pub(super) languages: Option<Vec<Language>>,
    pub(super) timezone: String,
    /// Banks as they are named, with their place when it is the user who named them.
    pub(super) banks: Vec<(String, Option<usize>)>,
    pub(super) wave: Wave,
    pub(super) design: Design,
    /// The ids that [design] names, with their places.
    pub(super) named_questions: Vec<Located<String>>,
    pub(super) personas: Vec<Persona>,
    pub(super) email: Option<EmailAccount>,
    /// With the place of each one's transport.
    pub(super) social: BTreeMap<Network, Located<SocialAccount>>,
    /// With the place of each one's handle.
    pub(super) consents: Vec<Located<Consent>>,
    pub(super) web: Web,
    pub(super) llm: Option<LlmCoder>,
    /// Held against the panel later.
    pub(super) gate: Option<gate::Read>,
    pub(super) clock: BusinessClock,
    pub(super) score: score::Score,
    pub(super) reporting: Reporting,
}

/// Reads the tree of `study.toml`; `dir` is what its paths are relative to.
pub(super) fn read(root: &Section<'_>, dir: &Path) -> StudyFile {
    let study = root.section("study");
    if study.is_none() {
        let _ = root.need("study", "a table [study] with id, title and kind");
    }
    let text = |key, example| study.as_ref().and_then(|s| s.need(key, example));
    let id = text("id", "`id = \"my-study\"`").and_then(|v| id(&v));
    let title = text("title", "`title = \"...\"`, as it stands over the report")
        .and_then(|v| v.text(200, false));
    let kind = text(
        "kind",
        "`kind = \"own\"`, `\"competitor\"` or `\"regulator\"`",
    )
    .and_then(|v| {
        v.choice(&[
            ("own", StudyKind::Own),
            ("competitor", StudyKind::Competitor),
            ("regulator", StudyKind::Regulator),
        ])
    });
    let seed = text(
        "seed",
        "`seed = 1`, any whole number: all chance in the plan comes from it",
    )
    .and_then(|v| v.integer(0..=i64::MAX.unsigned_abs()));
    let zone = study.as_ref().map_or_else(
        || Some((TimeZone::UTC, "UTC".to_owned())),
        |s| match s.get("timezone") {
            None => Some((TimeZone::UTC, "UTC".to_owned())),
            Some(v) => zone(&v),
        },
    );
    let spoken = match study.as_ref().and_then(|s| s.get("languages")) {
        None => Some(vec![Located {
            value: Language::En,
            at: 0,
        }]),
        Some(v) => languages(&v),
    };
    let banks = study
        .as_ref()
        .and_then(|s| s.get("questions"))
        .map_or_else(|| vec![(DEFAULT_BANKS.to_owned(), None)], |v| banks(&v));
    let operator = study
        .as_ref()
        .and_then(|s| s.get("operator"))
        .and_then(|v| v.text(200, false));
    if let Some(s) = &study {
        s.close(&[]);
    }
    let (zone, timezone) = zone.unwrap_or((TimeZone::UTC, "UTC".to_owned()));
    let wave = wave(root, &zone);
    let (design, named_questions) = design::read(root, &wave);
    let personas = personas::read(root, spoken.as_deref());
    let accounts = accounts(root, dir, &design, operator);
    // What has a mistake keeps its default, which is the epoch.
    let opens =
        (wave.opens != jiff::Timestamp::UNIX_EPOCH).then(|| zone.to_datetime(wave.opens).date());
    let consents = consents::read(root, opens);
    let llm = llm::read(root, dir);
    let gate = gate::read(root, &design);
    let clock = clock::read(root);
    let asked: Vec<Channel> = design.questions.keys().copied().collect();
    let score = score::read(root, &asked);
    let reporting = report::read(root, dir);
    root.close(&LATER);
    StudyFile {
        id: id.unwrap_or_default(),
        title: title.unwrap_or_default(),
        kind: kind.unwrap_or(StudyKind::Own),
        seed: seed.unwrap_or_default(),
        languages: spoken.map(|list| list.into_iter().map(|l| l.value).collect()),
        timezone,
        banks,
        wave,
        design,
        named_questions,
        personas,
        email: accounts.email,
        social: accounts.social,
        consents,
        web: accounts.web,
        llm,
        gate,
        clock,
        score,
        reporting,
    }
}

/// The accounts of [channels].
#[derive(Default)]
struct Accounts {
    email: Option<EmailAccount>,
    social: BTreeMap<Network, Located<SocialAccount>>,
    web: Web,
}

/// Reads [channels], which must hold the account of each channel that is asked and can be served.
fn accounts(root: &Section<'_>, dir: &Path, design: &Design, operator: Option<String>) -> Accounts {
    let asked = |channel: Channel| design.questions.contains_key(&channel);
    let by_mail = [Channel::Email, Channel::WebForm]
        .into_iter()
        .find(|c| asked(*c));
    let Some(channels) = root.section("channels") else {
        let mut needed: Vec<String> = Vec::new();
        needed.extend(by_mail.map(account::needed));
        let networks = Network::ALL.into_iter().filter(|n| asked(n.channel()));
        needed.extend(networks.map(social::needed));
        if !needed.is_empty() {
            let _ = root.need("channels", &needed.join("; "));
        }
        return Accounts {
            web: web::read(None, operator),
            ..Accounts::default()
        };
    };
    let accounts = Accounts {
        email: account::read(&channels, dir, by_mail),
        social: Network::ALL
            .into_iter()
            .filter_map(|n| Some((n, social::read(&channels, n, dir, asked(n.channel()))?)))
            .collect(),
        web: web::read(Some(&channels), operator),
    };
    channels.close(&[]);
    accounts
}

fn banks(value: &Value<'_>) -> Vec<(String, Option<usize>)> {
    match value.raw() {
        DeValue::String(s) => vec![(s.to_string(), Some(value.at))],
        _ => value
            .strings("a list of files such as [\"questions/*.toml\"]")
            .unwrap_or_default()
            .into_iter()
            .map(|s| (s.value.to_owned(), Some(s.at)))
            .collect(),
    }
}

fn wave(root: &Section<'_>, zone: &TimeZone) -> Wave {
    let mut wave = Wave {
        id: "wave".to_owned(),
        opens: jiff::Timestamp::UNIX_EPOCH,
        cut_off: SignedDuration::from_hours(14 * 24),
    };
    let Some(table) = root.section("wave") else {
        let _ = root.need("wave", "a table [wave] with id and opens");
        return wave;
    };
    if let Some(id) = table.need("id", "`id = \"2026-11\"`").and_then(|v| id(&v)) {
        wave.id = id;
    }
    if let Some(value) = table.need("opens", "`opens = \"2026-11-02T09:00\"`") {
        const EXPECTED: &str =
            "a date or a moment such as \"2026-11-02\" or \"2026-11-02T09:00:00Z\"";
        let text = match value.raw() {
            DeValue::Datetime(moment) => Some(moment.to_string()),
            _ => value.string(EXPECTED).map(|s| s.value.to_owned()),
        };
        if let Some(text) = text {
            match words::moment(&text, zone) {
                Some(opens) => wave.opens = opens,
                None => value.wrong(
                    format!("{} must be {EXPECTED}, not {}", value.name(), quote(&text)),
                    None,
                ),
            }
        }
    }
    if let Some(value) = table.get("cut_off")
        && let Some(cut_off) = span(&value)
    {
        if cut_off.is_zero() {
            value.wrong(
                format!("{} must be longer than nothing", value.name()),
                None,
            );
        } else {
            wave.cut_off = cut_off;
        }
    }
    table.close(&[]);
    wave
}
