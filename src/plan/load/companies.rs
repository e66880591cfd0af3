//! `companies.csv`: the panel.

use super::social::{Key, handle_trouble, key};
use super::{countries, pins, service, words};
use crate::model::{Channel, Company, FormPins, Language, Network};
use crate::sheet::{Notes, near, nearest, quote};
use crate::sheet::{Row, Table};
use std::collections::{BTreeMap, HashMap, HashSet};

const COLUMNS: [&str; 17] = [
    "id",
    "name",
    "sector",
    "country",
    "language",
    "timezone",
    "email",
    "twitter",
    "web_form",
    "web_search",
    "chat",
    "bluesky",
    "site",
    "web_form_pins",
    "hours",
    "holidays",
    "promise",
];

/// Most companies of a panel, as an enquiry counts them in 32 bits and no country has more.
const MOST: usize = 5_000_000;

/// What the other files say, against which the panel is held. `None` where they do not say it for
/// certain.
pub(super) struct Context<'a> {
    pub(super) languages: Option<&'a [Language]>,
    /// The channels that [design] asks.
    pub(super) asked: &'a [Channel],
    /// Sectors that have questions; `None` also when some bank asks every sector.
    pub(super) sectors: Option<&'a HashSet<&'a str>>,
}

/// The panel as it was read, with the positions of all ids, also of companies with mistakes.
#[derive(Default)]
pub(super) struct Panel {
    pub(super) companies: Vec<Company>,
    pub(super) by_id: HashMap<String, u32>,
    /// All handles, as they are compared.
    pub(super) handles: HashSet<Key>,
    /// A row had too few or too many fields, so that what stands in it is not known.
    pub(super) ragged: bool,
}

/// Reads the panel.
pub(super) fn read(text: &str, notes: &Notes, context: &Context<'_>) -> Panel {
    let mut panel = Panel::default();
    let Some(mut table) = Table::new(text, notes, &COLUMNS, &["id", "name", "sector"]) else {
        return panel;
    };
    for channel in context.asked {
        if !table.has(channel.column()) {
            notes.missing(
                None,
                format!(
                    "[design] asks by {channel}, but there is no column `{}`",
                    channel.column()
                ),
                Some(
                    "add it; an empty field means that the company does not offer the channel"
                        .to_owned(),
                ),
            );
        }
    }
    let mut reader = Reader {
        notes,
        context,
        zones: HashMap::new(),
        barren: HashSet::new(),
        first: HashMap::new(),
    };
    let mut any = false;
    while let Some(row) = table.next_row() {
        any = true;
        reader.row(&row, &mut panel);
        if panel.companies.len() > MOST {
            notes.at(
                row.at,
                format!("a panel has at most {MOST} companies"),
                None,
            );
            break;
        }
    }
    if !any && !notes.has_syntax() {
        notes.missing(
            None,
            "there is no company",
            Some("add a line for each company".to_owned()),
        );
    }
    panel
}

struct Reader<'a> {
    notes: &'a Notes,
    context: &'a Context<'a>,
    /// Names of zones as they were met, with their IANA spelling.
    zones: HashMap<String, Option<String>>,
    /// Sectors without questions that were named already.
    barren: HashSet<String>,
    /// Whose first handle each is, as the id stands in the file.
    first: HashMap<Key, String>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row<'_, '_>, panel: &mut Panel) {
        let id = row.need("id", self.notes).and_then(|(id, at)| {
            if let Some(trouble) = words::id_trouble(id) {
                self.notes.at(at, trouble, words::id_proposal(id));
                return None;
            }
            Some((id, at))
        });
        // What stands in a row that is too short or too long may stand under the wrong name.
        panel.ragged |= !row.whole;
        let company = if row.whole {
            self.handles(row, panel);
            self.company(row)
        } else {
            None
        };
        let Some((id, at)) = id else { return };
        if panel.by_id.contains_key(id) {
            self.notes.at(
                at,
                format!("there are two companies {}", quote(id)),
                Some("each company has an id of its own".to_owned()),
            );
            return;
        }
        let Ok(position) = u32::try_from(panel.companies.len()) else {
            return;
        };
        panel.by_id.insert(id.to_owned(), position);
        // A company with mistakes keeps its position, so that references can be held against it;
        // the study as a whole is refused anyway.
        panel.companies.push(Company {
            id: id.to_owned(),
            ..company.unwrap_or_else(blank)
        });
    }

    /// Gathers the handles of a row. Two companies that are asked at the same account are one that is
    /// asked twice.
    fn handles(&mut self, row: &Row<'_, '_>, panel: &mut Panel) {
        for network in Network::ALL {
            let Some((point, at)) = row.get(network.channel().column()) else {
                continue;
            };
            for (position, handle) in point.split_whitespace().enumerate() {
                let key = key(network, handle);
                panel.handles.insert(key.clone());
                if position > 0 || !self.context.asked.contains(&network.channel()) {
                    continue;
                }
                let id = row.get("id").map_or("", |(id, _)| id);
                match self.first.get(&key) {
                    None => {
                        self.first.insert(key, id.to_owned());
                    }
                    // A company that stands there twice is named at its id.
                    Some(other) if other == id => {}
                    Some(other) => self.notes.at(
                        at,
                        format!(
                            "{} is already asked at {} on {network}: it would be asked twice",
                            quote(other),
                            quote(handle)
                        ),
                        Some(
                            "put the handle at which it is to be asked first, or leave the field empty"
                                .to_owned(),
                        ),
                    ),
                }
            }
        }
    }

    fn company(&mut self, row: &Row<'_, '_>) -> Option<Company> {
        let name = row
            .need("name", self.notes)
            .and_then(|(name, at)| self.name("name", name, at, 200));
        let sector = row
            .need("sector", self.notes)
            .and_then(|(s, at)| self.sector(s, at));
        let country = match row.get("country") {
            None => Some(String::new()),
            Some((code, at)) => self.country(code, at),
        };
        let language = match row.get("language") {
            None => Some(
                self.context
                    .languages
                    .and_then(|l| l.first().copied())
                    .unwrap_or_default(),
            ),
            Some((code, at)) => self.language(code, at),
        };
        let timezone = match row.get("timezone") {
            None => Some(None),
            Some((name, at)) => self.zone(name, at).map(Some),
        };
        let mut contact_points = BTreeMap::new();
        for channel in Channel::ALL {
            if let Some((point, at)) = row.get(channel.column()) {
                if let Some(trouble) = contact_trouble(channel, point) {
                    self.notes.at(
                        at,
                        format!(
                            "{} is no contact point for {channel}: {trouble}",
                            quote(point)
                        ),
                        Some(remedy(channel).to_owned()),
                    );
                }
                contact_points.insert(channel, point.to_owned());
            }
        }
        let site = row.get("site");
        if let Some((url, at)) = site
            && let Some(trouble) = words::url_trouble(url)
        {
            self.notes.at(
                at,
                format!("{} is no web address: {trouble}", quote(url)),
                None,
            );
        }
        let mut form_pins = FormPins::default();
        if let Some((text, at)) = row.get("web_form_pins") {
            match pins::read(text) {
                Ok(read) => form_pins = read,
                Err((message, hint)) => {
                    self.notes
                        .at(at, format!("`web_form_pins`: {message}"), hint);
                }
            }
        }
        let service = service::read(row, self.notes);
        Some(Company {
            id: String::new(),
            name: name?,
            sector: sector?,
            country: country?,
            language: language?,
            timezone: timezone?,
            contact_points,
            site: site.map(|(url, _)| url.to_owned()),
            form_pins,
            service,
        })
    }

    fn name(&self, column: &str, name: &str, at: usize, most: usize) -> Option<String> {
        if name.chars().count() > most {
            self.notes.at(
                at,
                format!("`{column}` has at most {most} characters"),
                None,
            );
        } else if let Some(c) = name.chars().find(|c| c.is_control()) {
            let message = format!("`{column}` holds the control character U+{:04X}", c as u32);
            self.notes.at(at, message, None);
        } else {
            return Some(name.to_owned());
        }
        None
    }

    fn sector(&mut self, sector: &str, at: usize) -> Option<String> {
        let sector = self.name("sector", sector, at, 100)?;
        if let Some(known) = self.context.sectors
            && !known.contains(sector.as_str())
            && self.barren.insert(sector.clone())
        {
            self.notes.at(
                at,
                format!("no question is for the sector {}", quote(&sector)),
                near(&sector, known.iter().copied()).map_or_else(
                    || {
                        Some(
                            "add a question bank whose [bank] names it, or one that names none"
                                .to_owned(),
                        )
                    },
                    |s| Some(format!("did you mean `{s}`?")),
                ),
            );
        }
        Some(sector)
    }

    fn country(&self, code: &str, at: usize) -> Option<String> {
        if countries::is_code(code) {
            return Some(code.to_owned());
        }
        let hint = countries::proposal(code);
        self.notes
            .at(at, format!("unknown country {}", quote(code)), Some(hint));
        None
    }

    fn language(&self, code: &str, at: usize) -> Option<Language> {
        let Some(language) = Language::parse(code) else {
            let words: Vec<&str> = Language::ALL.iter().map(|l| l.as_str()).collect();
            let hint = nearest(code, words.iter().copied());
            self.notes.at(
                at,
                format!(
                    "unknown language {}, not one of {}",
                    quote(code),
                    words.join(", ")
                ),
                hint,
            );
            return None;
        };
        if let Some(spoken) = self.context.languages
            && !spoken.contains(&language)
        {
            self.notes.at(
                at,
                format!("the company is asked in `{language}`, which is no language of the study"),
                Some("add it to `languages` in [study]".to_owned()),
            );
        }
        Some(language)
    }

    fn zone(&mut self, name: &str, at: usize) -> Option<String> {
        if let Some(known) = self.zones.get(name) {
            if known.is_none() {
                self.notes
                    .at(at, format!("unknown time zone {}", quote(name)), None);
            }
            return known.clone();
        }
        let found = match words::zone(name) {
            Ok((_, iana)) => Some(iana),
            Err(hint) => {
                self.notes
                    .at(at, format!("unknown time zone {}", quote(name)), hint);
                None
            }
        };
        self.zones.insert(name.to_owned(), found.clone());
        found
    }
}

/// What is wrong with a contact point, if anything.
#[must_use]
pub fn contact_trouble(channel: Channel, point: &str) -> Option<&'static str> {
    match channel {
        Channel::Email => words::address_trouble(point),
        // The one that is asked comes first, others that are known behind it.
        Channel::WebForm | Channel::WebSearch | Channel::Chat => words::url_trouble(point),
        Channel::Twitter => handles_trouble(Network::Twitter, point),
        Channel::Bluesky => handles_trouble(Network::Bluesky, point),
    }
}

/// What is wrong with one of the handles of a company, if anything.
fn handles_trouble(network: Network, point: &str) -> Option<&'static str> {
    let mut seen = HashSet::new();
    point.split_whitespace().find_map(|handle| {
        handle_trouble(network, handle)
            .or_else(|| (!seen.insert(key(network, handle))).then_some("a handle is there twice"))
    })
}

/// What to do about a contact point that is none.
fn remedy(channel: Channel) -> &'static str {
    if Network::of(channel).is_some() {
        "leave the field empty if the company does not offer the channel; between two handles stands a space"
    } else {
        "leave the field empty if the company does not offer the channel"
    }
}

fn blank() -> Company {
    Company {
        id: String::new(),
        name: String::new(),
        sector: String::new(),
        country: String::new(),
        language: Language::default(),
        timezone: None,
        contact_points: BTreeMap::new(),
        site: None,
        form_pins: FormPins::default(),
        service: crate::model::Service::default(),
    }
}
