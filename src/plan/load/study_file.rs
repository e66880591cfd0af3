//! `study.toml`: [study], [wave], [design] and [[persona]].

use super::account;
use super::notes::{nearest, quote};
use super::tree::{Located, Section, Value};
use super::words;
use crate::model::{Channel, Design, EmailAccount, Language, Persona, Selection, StudyKind, Wave};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, civil::Time};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use toml::de::DeValue;

/// Tables that later stages of the program will read and this one only lets stand: the whole list
/// is here.
const LATER: [&str; 5] = ["clock", "score", "gate", "consent", "retention"];

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
    if let Some(s) = &study {
        s.close(&[]);
    }
    let (zone, timezone) = zone.unwrap_or((TimeZone::UTC, "UTC".to_owned()));
    let wave = wave(root, &zone);
    let (design, named_questions) = design(root, &wave);
    let personas = personas(root, spoken.as_deref());
    let email = account::read(root, dir, design.questions.contains_key(&Channel::Email));
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
        email,
    }
}

/// An id, checked.
pub(super) fn id(value: &Value<'_>) -> Option<String> {
    let id = value.string("a string")?.value;
    if let Some(trouble) = words::id_trouble(id) {
        value.wrong(trouble, words::id_proposal(id));
        return None;
    }
    Some(id.to_owned())
}

/// An IANA time zone with its name.
fn zone(value: &Value<'_>) -> Option<(TimeZone, String)> {
    let name = value.string("a time zone such as \"Europe/London\"")?.value;
    match words::zone(name) {
        Ok(found) => Some(found),
        Err(hint) => {
            value.wrong(format!("unknown time zone {}", quote(name)), hint);
            None
        }
    }
}

/// One language code.
pub(super) fn language(value: &Value<'_>) -> Option<Language> {
    let codes: Vec<(&str, Language)> = Language::ALL.into_iter().map(|l| (l.as_str(), l)).collect();
    value.choice(&codes)
}

/// A list of language codes, each once; `None` if any of them has a mistake.
fn languages(value: &Value<'_>) -> Option<Vec<Located<Language>>> {
    let entries = value.list("a list of languages such as [\"en\", \"nl\"]")?;
    if entries.is_empty() {
        value.wrong(
            format!("{} is empty", value.name()),
            Some("for example `[\"en\"]`".to_owned()),
        );
        return None;
    }
    let found: Vec<_> = entries
        .iter()
        .map(|v| language(v).map(|value| Located { value, at: v.at }))
        .collect();
    let mut unique: Vec<Located<Language>> = Vec::new();
    for (entry, found) in entries.iter().zip(found) {
        let found = found?;
        if unique.iter().any(|l| l.value == found.value) {
            entry.wrong(format!("`{}` is listed twice", found.value), None);
        } else {
            unique.push(found);
        }
    }
    Some(unique)
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

/// A time span.
fn span(value: &Value<'_>) -> Option<SignedDuration> {
    const EXPECTED: &str = "a time span such as \"14d\", \"36h\" or \"90m\"";
    let text = value.string(EXPECTED)?.value;
    let span = words::span(text);
    if span.is_none() {
        value.wrong(
            format!("{} must be {EXPECTED}, not {}", value.name(), quote(text)),
            None,
        );
    }
    span
}

/// [design], with the ids of questions that it names.
fn design(root: &Section<'_>, wave: &Wave) -> (Design, Vec<Located<String>>) {
    let mut design = Design {
        questions: BTreeMap::new(),
        spacing: SignedDuration::from_hours(24),
        daily_cap_per_company: 1,
        contacts_per_company: 12,
        hours_from: Time::constant(9, 0, 0, 0),
        hours_to: Time::constant(17, 0, 0, 0),
        days: [true, true, true, true, true, false, false],
        patience: SignedDuration::from_hours(48).min(wave.cut_off / 4),
        staff_minutes_per_enquiry: 5,
    };
    let mut named = Vec::new();
    let Some(table) = root.section("design") else {
        let _ = root.need("design", "a table [design] with `email = \"all\"`");
        return (design, named);
    };
    for channel in Channel::ALL {
        if let Some(value) = table.get(channel.as_str())
            && let Some(selection) = selection(&value, &mut named)
        {
            design.questions.insert(channel, selection);
        }
    }
    if !Channel::ALL.iter().any(|c| table.get(c.as_str()).is_some()) {
        let _ = table.need(
            "email",
            "`email = \"all\"`, a number or a list of questions: no channel is asked",
        );
    }
    if let Some(spacing) = table.get("spacing").and_then(|v| span(&v)) {
        design.spacing = spacing;
    }
    let count = |key, most, old: u32| {
        table
            .get(key)
            .and_then(|v| v.integer(1..=most))
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(old)
    };
    design.daily_cap_per_company = count("daily_cap_per_company", 1_000, 1);
    design.contacts_per_company = count("contacts_per_company", 10_000, 12);
    design.staff_minutes_per_enquiry = table
        .get("staff_minutes_per_enquiry")
        .and_then(|v| v.integer(0..=1_000))
        .and_then(|n| u32::try_from(n).ok())
        .unwrap_or(5);
    if let Some(value) = table.get("hours")
        && let Some(text) = value.string("hours such as \"09:00-17:00\"")
    {
        match words::hours(text.value) {
            Some((from, to)) => (design.hours_from, design.hours_to) = (from, to),
            None => value.wrong(
                format!(
                    "{} must be two times of one day, the earlier first, not {}",
                    value.name(),
                    quote(text.value)
                ),
                Some("for example \"09:00-17:00\"".to_owned()),
            ),
        }
    }
    if let Some(days) = table.get("days").and_then(|v| days(&v)) {
        design.days = days;
    }
    if let Some(value) = table.get("patience")
        && let Some(patience) = span(&value)
    {
        if patience < wave.cut_off {
            design.patience = patience;
        } else {
            value.wrong(
                "the cut-off comes before the last send: with this patience nothing could be sent before the wave closes",
                Some("make it shorter than `cut_off` in [wave]".to_owned()),
            );
        }
    }
    table.close(&[]);
    (design, named)
}

fn selection(value: &Value<'_>, named: &mut Vec<Located<String>>) -> Option<Selection> {
    const EXPECTED: &str = "\"all\", a number or a list of questions";
    match value.raw() {
        DeValue::Integer(_) => {
            let count = value.integer(1..=10_000)?;
            Some(Selection::Count(u32::try_from(count).ok()?))
        }
        DeValue::Array(_) => {
            let ids = value.strings(EXPECTED)?;
            if ids.is_empty() {
                value.wrong(
                    format!("{} names no question", value.name()),
                    Some("leave the key out if the channel is not asked".to_owned()),
                );
                return None;
            }
            named.extend(ids.iter().map(|id| Located {
                value: id.value.to_owned(),
                at: id.at,
            }));
            let mut unique: Vec<String> = Vec::new();
            for id in ids {
                if !unique.iter().any(|u| u == id.value) {
                    unique.push(id.value.to_owned());
                }
            }
            Some(Selection::Ids(unique))
        }
        DeValue::String(s) if s == "all" => Some(Selection::All),
        DeValue::String(s) => {
            value.wrong(
                format!("{} must be {EXPECTED}, not {}", value.name(), quote(s)),
                nearest(s, ["all"]),
            );
            None
        }
        _ => {
            value.wrong_type(EXPECTED);
            None
        }
    }
}

fn days(value: &Value<'_>) -> Option<[bool; 7]> {
    let entries: Vec<Located<&str>> = match value.raw() {
        DeValue::String(s) => s
            .split(',')
            .map(|word| Located {
                value: word,
                at: value.at,
            })
            .collect(),
        _ => value.strings("days such as \"mon-fri\" or [\"mon\", \"wed\"]")?,
    };
    let mut week = [false; 7];
    for entry in &entries {
        if words::add_days(entry.value.trim(), &mut week).is_none() {
            value.wrong(
                format!(
                    "{} holds {}, which is no day of {}",
                    value.name(),
                    quote(entry.value),
                    words::DAYS.join(", ")
                ),
                nearest(entry.value.trim(), words::DAYS)
                    .or_else(|| Some("for example \"mon-fri\"".to_owned())),
            );
            return None;
        }
    }
    if entries.is_empty() {
        value.wrong(format!("{} names no day", value.name()), None);
        return None;
    }
    Some(week)
}

/// The shoppers. Each language of the study must be spoken by one of them.
fn personas(root: &Section<'_>, spoken: Option<&[Located<Language>]>) -> Vec<Persona> {
    let tables = root.sections("persona");
    if tables.is_empty() && root.get("persona").is_none() {
        let _ = root.need(
            "persona",
            "a table [[persona]] with id, name and email: nobody asks",
        );
        return Vec::new();
    }
    let mut personas: Vec<Persona> = Vec::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut whole = true;
    for table in tables {
        let name = table
            .need("name", "`name = \"Anna Reed\"`")
            .and_then(|v| v.text(100, false));
        let email = table
            .need(
                "email",
                "`email = \"anna.reed@your-domain.example\"`, on a domain of your own",
            )
            .and_then(|v| persona_address(&v));
        let id = table.need("id", "`id = \"anna\"`").and_then(|v| {
            let found = id(&v)?;
            if ids.insert(found.clone(), v.at).is_some() {
                v.wrong(format!("there are two personas {}", quote(&found)), None);
            }
            Some(found)
        });
        let speaks = match table.get("languages") {
            None => Vec::new(),
            Some(v) => languages(&v).map_or_else(
                || {
                    whole = false;
                    Vec::new()
                },
                |list| list.into_iter().map(|l| l.value).collect(),
            ),
        };
        table.close(&[]);
        personas.push(Persona {
            id: id.unwrap_or_default(),
            name: name.unwrap_or_default(),
            email: email.unwrap_or_default(),
            languages: speaks,
        });
    }
    for language in spoken.into_iter().flatten().filter(|_| whole) {
        let speaks = |p: &Persona| p.languages.is_empty() || p.languages.contains(&language.value);
        if !personas.iter().any(speaks) {
            // The default language stands nowhere; then the shoppers are what can be mended.
            let at = match language.at {
                0 => root.get("persona").map_or(0, |v| v.at),
                at => at,
            };
            root.note(
                at,
                format!(
                    "no persona speaks `{}`, a language of the study",
                    language.value
                ),
                Some(
                    "add it to the `languages` of a [[persona]], or take it out of [study]"
                        .to_owned(),
                ),
            );
        }
    }
    personas
}

fn persona_address(value: &Value<'_>) -> Option<String> {
    let address = value.string("an email address")?.value;
    let trouble = words::address_trouble(address).or_else(|| {
        let local = address.split('@').next().unwrap_or_default();
        // The token goes behind a plus, and RFC 5321 gives the local part 64 octets.
        if local.contains('+') {
            Some("it holds a +, behind which each enquiry's token is put")
        } else if local.len() + 1 + crate::plan::TOKEN_LEN > 64 {
            Some("the part before the @ is too long to take a token")
        } else {
            None
        }
    });
    if let Some(trouble) = trouble {
        value.wrong(
            format!(
                "{} is no address to ask from, {}: {trouble}",
                quote(address),
                value.name()
            ),
            Some("write the bare address, such as `anna.reed@shop.example`".to_owned()),
        );
        return None;
    }
    Some(address.to_owned())
}
