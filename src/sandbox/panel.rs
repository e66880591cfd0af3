//! A fictitious panel: invented companies on names that nobody can register.

use super::calibration::SECTORS;
use super::chance::Chance;
use super::posts;
use super::web;
use crate::model::{Channel, Company, Language, plain_handle};
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

/// The trades in four letters or fewer, for handles that have no room for the whole word.
const TAGS: [[&str; 3]; 10] = [
    ["Wear", "Kit", "Knit"],
    ["Food", "Wine", "Shop"],
    ["Tech", "Hifi", "Gear"],
    ["Play", "Disc", "Book"],
    ["Bank", "BSoc", "Save"],
    ["Ins", "Mutu", "Sure"],
    ["Tel", "Mob", "Net"],
    ["Enrg", "Aqua", "Watt"],
    ["Hols", "Air", "Rail"],
    ["Lab", "Home", "Dev"],
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
/// that goes round the sectors. Of a hundred, exactly 71 have an email address, exactly 76 a Twitter
/// handle, all a site that can be asked, 71 a contact form and 40 a chat: which, and what all are called, depends on the seed. Handles are made of a name and a trade, both
/// invented.
#[must_use]
pub fn panel(companies: usize, seed: u64) -> Vec<Company> {
    let forms = offering(companies, seed, "web-form", web::FORMS, &web::FORMS_OF_TEN);
    let chats = offering(companies, seed, "chat", web::CHATS, &web::CHATS_OF_TEN);
    let offering = offering(companies, seed, "offering", 71, &SECTORS.map(|s| s.offered));
    let tweeting = offering_twitter(companies, seed);
    let mut handles = HashSet::new();
    let mut taken = HashSet::new();
    let mut stems = STEMS;
    Chance::of(seed, &["panel", "stems"]).shuffle(&mut stems);
    let mut panel: Vec<Company> = (0..companies)
        .map(|i| {
            let (sector, within) = (i % SECTORS.len(), i / SECTORS.len());
            let mut chance =
                Chance::of(seed, &["panel", SECTORS[sector].name, &within.to_string()]);
            let trade = chance.pick(&TRADES[sector]);
            let mut name = format!("{} {trade}", stems[i % stems.len()]);
            let mut slug = slug(&name);
            let mut number_of_name = String::new();
            // Past 180 companies or so the stems run out of fresh trades.
            for number in 2.. {
                if taken.insert(slug.clone()) {
                    break;
                }
                name = format!("{} {trade} {number}", stems[i % stems.len()]);
                number_of_name = number.to_string();
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
            if tweeting[i] {
                let handle = handle(
                    stems[i % stems.len()],
                    trade,
                    TRADES[sector]
                        .iter()
                        .position(|t| *t == trade)
                        .map_or("", |t| TAGS[sector][t]),
                    &number_of_name,
                    &mut handles,
                );
                contact_points.insert(Channel::Twitter, format!("@{handle}"));
            }
            contact_points.insert(Channel::WebSearch, format!("https://www.{domain}/"));
            if forms[i] {
                contact_points.insert(Channel::WebForm, format!("https://www.{domain}/contact"));
            }
            if chats[i] {
                contact_points.insert(Channel::Chat, format!("https://www.{domain}/"));
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
                form_pins: crate::model::FormPins::default(),
                service: crate::model::Service::default(),
            }
        })
        .collect();
    add_service_accounts(&mut panel, seed, handles);
    panel
}

fn offering_twitter(companies: usize, seed: u64) -> Vec<bool> {
    let of_ten = posts::SECTORS.each_ref().map(|s| s.offered);
    offering(companies, seed, "twitter", posts::OFFERED, &of_ten)
}

/// A handle of Twitter for a company: 15 characters at most, and nobody else's in the panel.
fn handle(stem: &str, trade: &str, tag: &str, number: &str, taken: &mut HashSet<String>) -> String {
    let whole = format!("{stem}{}{number}", trade.replace(' ', ""));
    let short = |number: &str| {
        let room = 15 - tag.len() - number.len();
        format!("{}{tag}{number}", &stem[..stem.len().min(room)])
    };
    let mut handle = if whole.len() <= 15 {
        whole
    } else {
        short(number)
    };
    // Two long names may be alike where they are cut.
    for next in 2..100_000 {
        if taken.insert(plain_handle(&handle)) {
            break;
        }
        handle = short(&format!("{number}_{next}"));
    }
    handle
}

/// A tenth of those with a Twitter handle name a service account behind it, which mostly answers in its
/// place. (As many again have one that the panel does not know: that is for the behaviour to say.)
fn add_service_accounts(panel: &mut [Company], seed: u64, mut taken: HashSet<String>) {
    let mut having: Vec<usize> = (0..panel.len())
        .filter(|i| panel[*i].contact_points.contains_key(&Channel::Twitter))
        .collect();
    let few = posts::whole(having.len() as f64 * posts::SECOND);
    Chance::of(seed, &["panel", "twitter", "service accounts"]).shuffle(&mut having);
    let called = posts::Called::of(panel, Channel::Twitter);
    let mut missing = few;
    for which in having {
        let company = &mut panel[which];
        let mut chance = Chance::of(seed, &["panel", "twitter", "service account", &company.id]);
        if missing > 0
            && let Some(handles) = company.contact_points.get_mut(&Channel::Twitter)
            && let least = called.least(u32::try_from(which).unwrap_or(u32::MAX), handles)
            && let Some(second) = posts::service_handle(handles, least, &taken, &mut chance)
        {
            taken.insert(plain_handle(&second));
            let _ = write!(handles, " @{second}");
            missing -= 1;
        }
    }
}

/// Which companies offer a channel, `of_hundred` of a hundred of them and `of_ten` of ten of each sector: a
/// quota in each sector, by largest remainder.
fn offering(
    companies: usize,
    seed: u64,
    what: &str,
    of_hundred: usize,
    of_ten: &[u32; SECTORS.len()],
) -> Vec<bool> {
    let sizes: Vec<usize> = (0..SECTORS.len())
        .map(|s| (companies + SECTORS.len() - 1 - s) / SECTORS.len())
        .collect();
    // In tenths of a company.
    let exact: Vec<usize> = sizes
        .iter()
        .zip(of_ten)
        .map(|(size, offered)| size * *offered as usize)
        .collect();
    let mut quota: Vec<usize> = exact.iter().map(|tenths| tenths / 10).collect();
    let mut missing = (companies * of_hundred + 50) / 100;
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
        Chance::of(seed, &["panel", what, figures.name]).shuffle(&mut members);
        for member in members.into_iter().take(quota[s]) {
            offering[member] = true;
        }
    }
    offering
}

fn slug(name: &str) -> String {
    name.to_ascii_lowercase().replace(' ', "-")
}

/// The panel as `companies.csv`, with the columns
/// `id,name,sector,country,language,email,twitter,web_form,web_search,chat,site`; LF, empty where a company
/// does not offer the channel. Behind the handle that is asked stands that of a service account, after a space.
#[must_use]
pub fn panel_csv(panel: &[Company]) -> String {
    let mut csv =
        "id,name,sector,country,language,email,twitter,web_form,web_search,chat,site\n".to_owned();
    for company in panel {
        let fields = [
            company.id.as_str(),
            &company.name,
            &company.sector,
            &company.country,
            company.language.as_str(),
            company.contact_point(Channel::Email).unwrap_or_default(),
            company.contact_point(Channel::Twitter).unwrap_or_default(),
            company.contact_point(Channel::WebForm).unwrap_or_default(),
            company
                .contact_point(Channel::WebSearch)
                .unwrap_or_default(),
            company.contact_point(Channel::Chat).unwrap_or_default(),
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
    fn handles_are_made_of_invented_names_and_each_is_somebody_s_own() {
        for (size, seed) in [
            (1, 1),
            (10, 2),
            (100, 3),
            (100, 4),
            (300, 5),
            (1000, 6),
            (4000, 7),
        ] {
            let panel = panel(size, seed);
            let points: Vec<&str> = panel
                .iter()
                .filter_map(|c| c.contact_point(Channel::Twitter))
                .collect();
            assert_eq!(points.len(), (size * 76 + 50) / 100);
            let two = points.iter().filter(|p| p.contains(' ')).count();
            assert_eq!(two, posts::whole(points.len() as f64 / 10.0), "{size}");
            let mut seen = HashSet::new();
            for handle in points.iter().flat_map(|p| p.split(' ')) {
                let name = handle.strip_prefix('@').unwrap();
                assert!((5..=15).contains(&name.len()), "{name}");
                assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
                assert!(seen.insert(name.to_lowercase()), "{name} twice");
                // More than a name that may be a place: a trade or a service stands beside it.
                assert!(STEMS.iter().all(|s| *s != name), "{name}");
                let of = STEMS.iter().any(|s| name.contains(&s[..s.len().min(6)]));
                assert!(of, "{name} is made of no invented name");
            }
        }
    }

    #[test]
    fn of_a_hundred_each_sector_has_its_number_of_handles() {
        for seed in 0..20 {
            let panel = panel(100, seed);
            for figures in &posts::SECTORS {
                let members = panel.iter().filter(|c| c.sector == figures.name);
                let having = members.filter(|c| c.contact_points.contains_key(&Channel::Twitter));
                assert_eq!(having.count(), figures.offered as usize, "{}", figures.name);
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
                "id",
                "name",
                "sector",
                "country",
                "language",
                "email",
                "twitter",
                "web_form",
                "web_search",
                "chat",
                "site"
            ]
        );
        assert_eq!(reader.records().flatten().count(), 10);
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
    }
}
