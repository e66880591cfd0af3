//! A fictitious panel: invented companies on names that nobody can register.

use super::calibration::SECTORS;
use super::chance::Chance;
use crate::model::{Channel, Company, Language};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

/// Invented stems; the company's trade follows.
const STEMS: [&str; 60] = [
    "Aldermoor",
    "Ashgrave",
    "Barrowmere",
    "Birchwold",
    "Brackendale",
    "Bramwick",
    "Calderbeck",
    "Cawthorn",
    "Copperfold",
    "Corvane",
    "Dallowby",
    "Dunmarrow",
    "Eastholm",
    "Elmsgarth",
    "Fairlock",
    "Fenwright",
    "Foxmere",
    "Gadwell",
    "Garrowhill",
    "Glenhurst",
    "Greyfell",
    "Hallowden",
    "Harkwell",
    "Hazelwick",
    "Hexmoor",
    "Inglebrook",
    "Ivorstone",
    "Jarrowfield",
    "Kestrelby",
    "Kirkmallow",
    "Larchmont",
    "Linderby",
    "Lorrimer",
    "Marlhaven",
    "Merrowby",
    "Millgarth",
    "Norcliffe",
    "Oakhallow",
    "Orrinside",
    "Pellwood",
    "Penmarrow",
    "Quillby",
    "Ravelock",
    "Redmarsh",
    "Rookhope",
    "Sallowfield",
    "Selwick",
    "Silverbeck",
    "Stanmere",
    "Stonehythe",
    "Tarnwick",
    "Thornaby",
    "Tillingford",
    "Umberleigh",
    "Venwick",
    "Wexholm",
    "Whinfell",
    "Wrenbury",
    "Yarrowdale",
    "Zennorby",
];

/// What a company of each sector calls its trade; in the order of [`SECTORS`].
const TRADES: [[&str; 3]; 10] = [
    ["Clothing", "Outfitters", "Knitwear"],
    ["Pantry", "Vintners", "Grocers"],
    ["Digital", "Audio", "Gadgets"],
    ["Games", "Records", "Books"],
    ["Bank", "Building Society", "Savings"],
    ["Insurance", "Mutual", "Assurance"],
    ["Telecom", "Mobile", "Broadband"],
    ["Energy", "Water", "Power"],
    ["Holidays", "Airways", "Rail"],
    ["Instruments", "Appliances", "Devices"],
];

const MAILBOXES: [&str; 6] = [
    "help",
    "info",
    "customerservice",
    "contact",
    "hello",
    "support",
];

/// A panel of fictitious companies, spread evenly over the ten sectors of the study, in an order
/// that goes round the sectors. Of a hundred, exactly 71 have an email address: which, and what all
/// are called, depends on the seed.
#[must_use]
pub fn panel(companies: usize, seed: u64) -> Vec<Company> {
    let offering = offering(companies, seed);
    let mut taken = HashSet::new();
    let mut stems = STEMS;
    Chance::of(seed, &["panel", "stems"]).shuffle(&mut stems);
    (0..companies)
        .map(|i| {
            let (sector, within) = (i % SECTORS.len(), i / SECTORS.len());
            let mut chance =
                Chance::of(seed, &["panel", SECTORS[sector].name, &within.to_string()]);
            let trade = chance.pick(&TRADES[sector]);
            let mut name = format!("{} {trade}", stems[i % stems.len()]);
            let mut slug = slug(&name);
            // Past 180 companies or so the stems run out of fresh trades.
            for number in 2.. {
                if taken.insert(slug.clone()) {
                    break;
                }
                name = format!("{} {trade} {number}", stems[i % stems.len()]);
                slug = self::slug(&name);
            }
            let top = if chance.happens(0.5) {
                "example"
            } else {
                "test"
            };
            let domain = format!("{}.{top}", slug.replace('-', ""));
            let mut contact_points = BTreeMap::new();
            let mailbox = chance.pick(&MAILBOXES);
            if offering[i] {
                contact_points.insert(Channel::Email, format!("{mailbox}@{domain}"));
            }
            Company {
                id: slug,
                name,
                sector: SECTORS[sector].name.to_owned(),
                country: "GB".to_owned(),
                language: Language::En,
                timezone: Some("Europe/London".to_owned()),
                contact_points,
                site: Some(format!("https://www.{domain}/")),
            }
        })
        .collect()
}

/// Which companies publish an email address: a quota in each sector, by largest remainder.
fn offering(companies: usize, seed: u64) -> Vec<bool> {
    let sizes: Vec<usize> = (0..SECTORS.len())
        .map(|s| (companies + SECTORS.len() - 1 - s) / SECTORS.len())
        .collect();
    // In tenths of a company.
    let exact: Vec<usize> = sizes
        .iter()
        .zip(&SECTORS)
        .map(|(size, figures)| size * figures.offered as usize)
        .collect();
    let mut quota: Vec<usize> = exact.iter().map(|tenths| tenths / 10).collect();
    let mut missing = (companies * 71 + 50) / 100;
    missing = missing.saturating_sub(quota.iter().sum());
    let mut order: Vec<usize> = (0..SECTORS.len()).collect();
    order.sort_by_key(|s| std::cmp::Reverse(exact[*s] % 10));
    for s in order.into_iter().cycle().take(SECTORS.len() * 2) {
        if missing > 0 && quota[s] < sizes[s] {
            quota[s] += 1;
            missing -= 1;
        }
    }
    let mut offering = vec![false; companies];
    for (s, figures) in SECTORS.iter().enumerate() {
        let mut members: Vec<usize> = (s..companies).step_by(SECTORS.len()).collect();
        Chance::of(seed, &["panel", "offering", figures.name]).shuffle(&mut members);
        for member in members.into_iter().take(quota[s]) {
            offering[member] = true;
        }
    }
    offering
}

fn slug(name: &str) -> String {
    name.to_ascii_lowercase().replace(' ', "-")
}

/// The panel as `companies.csv`, with the columns `id,name,sector,country,language,email,site`; LF,
/// empty where a company has no email address.
#[must_use]
pub fn panel_csv(panel: &[Company]) -> String {
    let mut csv = "id,name,sector,country,language,email,site\n".to_owned();
    for company in panel {
        let fields = [
            company.id.as_str(),
            &company.name,
            &company.sector,
            &company.country,
            company.language.as_str(),
            company.contact_point(Channel::Email).unwrap_or_default(),
            company.site.as_deref().unwrap_or_default(),
        ];
        let row: Vec<String> = fields.iter().map(|f| quoted(f)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(csv, "{}", row.join(","));
    }
    csv
}

/// A field as RFC 4180 wants it.
pub(super) fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(panel: &[Company]) -> usize {
        panel
            .iter()
            .filter(|c| c.contact_point(Channel::Email).is_some())
            .count()
    }

    #[test]
    fn a_hundred_companies_are_the_study_s_panel_whatever_the_seed() {
        for seed in 0..20 {
            let panel = panel(100, seed);
            assert_eq!(panel.len(), 100);
            assert_eq!(offers(&panel), 71);
            for figures in &SECTORS {
                let members: Vec<Company> = panel
                    .iter()
                    .filter(|c| c.sector == figures.name)
                    .cloned()
                    .collect();
                assert_eq!(members.len(), 10);
                assert_eq!(offers(&members), figures.offered as usize);
            }
        }
        assert_ne!(panel(100, 1), panel(100, 2));
        assert_eq!(panel(100, 1), panel(100, 1));
    }

    #[test]
    fn names_ids_and_addresses_are_unique_and_cannot_exist() {
        for size in [0, 1, 7, 55, 100, 1000] {
            let panel = panel(size, 3);
            assert_eq!(offers(&panel), (size * 71 + 50) / 100, "{size}");
            let ids: HashSet<&str> = panel.iter().map(|c| c.id.as_str()).collect();
            let names: HashSet<&str> = panel.iter().map(|c| c.name.as_str()).collect();
            let mails: HashSet<&str> = panel
                .iter()
                .filter_map(|c| c.contact_point(Channel::Email))
                .collect();
            assert_eq!((ids.len(), names.len()), (size, size));
            assert_eq!(mails.len(), offers(&panel));
            for mail in mails {
                assert!(
                    mail.rsplit_once('.')
                        .is_some_and(|(_, top)| top == "example" || top == "test"),
                    "{mail}"
                );
            }
        }
    }

    #[test]
    fn the_csv_has_a_row_for_each_company() {
        let csv = panel_csv(&panel(10, 1));
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(
            reader.headers().unwrap(),
            vec![
                "id", "name", "sector", "country", "language", "email", "site"
            ]
        );
        assert_eq!(reader.records().flatten().count(), 10);
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
