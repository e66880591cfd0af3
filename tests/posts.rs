//! Labelled posts of our own, read as a whole: kind, tie, text and signs of each. The counts are floors: they may
//! rise, and are then raised here.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use jiff::{SignedDuration, Timestamp};
use mystery_shopper::intake::{Asked, Posts, read_post};
use mystery_shopper::model::{Language, Network, Response, TiedBy};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const SENT: &str = "2026-11-04T09:00:00Z";

/// Network, handles, name, domain and question of each enquiry.
const ASKED: [(&str, &str, &str, &str, &str); 16] = [
    (
        "twitter",
        "AcmeHelp @Acme",
        "Acme",
        "acme.test",
        "Do you deliver furniture to Ireland, and what does it cost?",
    ),
    (
        "twitter",
        "bolderhof",
        "Bolderhof",
        "bolderhof.test",
        "Kan ik een jas die ik online heb gekocht in de winkel ruilen?",
    ),
    (
        "twitter",
        "MaisonVerte",
        "Maison Verte",
        "maisonverte.test",
        "Est-ce que vos bougies sont véganes ?",
    ),
    (
        "twitter",
        "nordkauf",
        "Nordkauf AG",
        "nordkauf.test",
        "Haben Ihre Filialen am Sonntag geöffnet?",
    ),
    (
        "twitter",
        "ZWK",
        "ZWK Energy",
        "zwk.test",
        "How do I submit a meter reading online?",
    ),
    (
        "bluesky",
        "acme.test",
        "Acme",
        "acme.test",
        "Do your gift cards expire?",
    ),
    (
        "bluesky",
        "bolderhof.bsky.social",
        "Bolderhof",
        "https://www.bolderhof.test/",
        "Is het mogelijk om achteraf te betalen?",
    ),
    (
        "twitter",
        "TrioTravel",
        "Trio Travel",
        "trio.test",
        "Can I take a bicycle on the night train to Vienna?",
    ),
    (
        "twitter",
        "TrioTravel",
        "Trio Travel",
        "trio.test",
        "Is there a discount for students on your coach trips?",
    ),
    (
        "twitter",
        "FirstBank",
        "First Bank",
        "first.test",
        "What do I need to open an account for my child?",
    ),
    (
        "bluesky",
        "nordkauf.test",
        "Nordkauf AG",
        "nordkauf.test",
        "Kann ich Pfandflaschen in jeder Filiale zurückgeben?",
    ),
    (
        "twitter",
        "CreditLune",
        "Crédit Lune",
        "creditlune.test",
        "Comment faire opposition sur ma carte depuis l'étranger ?",
    ),
    (
        "twitter",
        "LinderbyRecords",
        "Linderby Records",
        "https://www.linderbyrecords.test/",
        "Can I pay for a preorder when it is sent and not before?",
    ),
    (
        "twitter",
        "CalderbeckEnrg",
        "Calderbeck Energy",
        "https://www.calderbeckenergy.test/",
        "How long does it take to get a credit back after moving out?",
    ),
    (
        "twitter",
        "CalderbeckWater @CalderbeckCares",
        "Calderbeck Water",
        "https://www.calderbeckwater.test/",
        "What do I do when the pressure is low in the morning?",
    ),
    (
        "twitter",
        "PaperMoon",
        "Paper Moon",
        "https://www.papermoon.test/",
        "Do you print wedding invitations on recycled stock?",
    ),
];

/// All enquiries; `q7` is our post of the seventh.
fn register() -> Posts {
    let mut posts = Posts::new([
        (Network::Twitter, "@anna_asks"),
        (Network::Bluesky, "anna-asks.bsky.social"),
    ]);
    for (enquiry, (network, handles, company, domain, text)) in (0..).zip(ASKED) {
        posts.insert(&Asked {
            enquiry,
            network: of(network),
            post: Some(format!("q{enquiry}")),
            handles: handles.to_owned(),
            company: company.to_owned(),
            domains: vec![domain.to_owned()],
            text: text.to_owned(),
            asked_at: SENT.parse().unwrap(),
        });
    }
    posts
}

fn of(network: &str) -> Network {
    Network::ALL
        .into_iter()
        .find(|n| n.as_str() == network)
        .unwrap()
}

/// What the companies of the enquiries are called on their networks.
const HANDLES: [&str; 16] = [
    "AcmeHelp",
    "bolderhof",
    "MaisonVerte",
    "nordkauf",
    "ZWK",
    "acme.test",
    "bolderhof.bsky.social",
    "TrioTravel",
    "TrioTravel",
    "FirstBank",
    "nordkauf.test",
    "CreditLune",
    "LinderbyRecords",
    "CalderbeckEnrg",
    "CalderbeckWater",
    "PaperMoon",
];

/// The post of a label, as it is stored.
fn raw(label: &Value) -> Vec<u8> {
    let text = |key: &str| label[key].as_str();
    let sent: Timestamp = SENT.parse().unwrap();
    let late = SignedDuration::from_secs(label["at"].as_i64().unwrap_or(3_600));
    let created = text("created").map_or_else(|| (sent + late).to_string(), str::to_owned);
    // A line of the kinds answers our post on behalf of its company.
    let asked = label["e"].as_u64();
    let root = asked.map(|e| format!("q{e}"));
    let handle = asked.map(|e| HANDLES[usize::try_from(e).unwrap()]);
    let bluesky =
        text("network") == Some("bluesky") || asked.is_some_and(|e| matches!(e, 5 | 6 | 10));
    let or = |key: &str, other: &Value| {
        if label[key].is_null() {
            other.clone()
        } else {
            label[key].clone()
        }
    };
    let handle = text("from").or(handle).unwrap();
    let media: Vec<Value> = label["media"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|m| json!({"url": m[0], "alt": m[1]}))
        .collect();
    let mentions = if bluesky {
        json!([])
    } else {
        json!(["anna_asks"])
    };
    let links = if media.is_empty() {
        or("links", &json!([]))
    } else {
        json!([])
    };
    let post = json!({
        "network": if bluesky { "bluesky" } else { "twitter" },
        "id": text("pid").unwrap_or("p1"),
        "conversation": or("conv", &json!(root)),
        "replied_to": or("re", &json!(root)),
        "quoted": label["quote"],
        "earlier": or("earlier", &json!([])),
        "author": {
            "id": or("aid", &json!(format!("id of {}", handle.to_lowercase()).replace(' ', "-"))),
            "handle": handle,
            "name": or("name", &json!(handle)),
            "verified": label["verified"],
        },
        "text": text("text").unwrap(),
        "created_at": created,
        "mentions": or("mentions", &mentions),
        "links": links,
        "media": media,
        "private": label["private"] == true,
        "source": {"id": 1, "any": ["thing"]},
    });
    serde_json::to_vec(&post).unwrap()
}

fn labels(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// How often each question about the labels was answered rightly.
#[derive(Default)]
struct Counts(BTreeMap<String, (usize, usize)>, Vec<String>);

impl Counts {
    fn check(
        &mut self,
        what: &str,
        label: &Value,
        found: &Value,
        expected: &Value,
        response: &Response,
    ) {
        let count = self.0.entry(what.to_owned()).or_default();
        count.1 += 1;
        if found == expected {
            count.0 += 1;
        } else {
            self.1.push(format!(
                "{what} is {found}, not {expected}: {} {}\n    {} {:?}",
                label["why"].as_str().unwrap_or_default(),
                label["text"],
                response.rule,
                response.evidence
            ));
        }
    }

    fn right(&self, what: &str) -> usize {
        self.0[what].0
    }
}

fn check(counts: &mut Counts, label: &Value, response: &Response) {
    let mut check = |what: &str, key: &str, found: Value| {
        if !label[key].is_null() {
            counts.check(what, label, &found, &label[key], response);
        }
    };
    check("kind", "kind", response.kind.as_str().into());
    check(
        "tied_by",
        "tied",
        response.tied_by.map(TiedBy::as_str).into(),
    );
    check(
        "candidates",
        "candidates",
        response.candidates.clone().into(),
    );
    check("text", "clean", response.text.clone().into());
    check("agent", "agent", response.features.agent_named.into());
    check(
        "greeting",
        "greeting",
        response.features.greeting_by_name.into(),
    );
    check(
        "language",
        "language",
        response.language.map(Language::as_str).into(),
    );
    check("links", "links", response.features.links.clone().into());
    check(
        "answered_at",
        "answered_at",
        response.answered_at.map(|t| t.to_string()).into(),
    );
    let rule = label["rule"].as_str().unwrap_or_default();
    check(
        "rule",
        "rule",
        if response.rule.starts_with(rule) {
            rule
        } else {
            &response.rule
        }
        .into(),
    );
    let words = label["evidence"].as_str().unwrap_or_default();
    let said = response.evidence.iter().any(|line| line.contains(words));
    check(
        "evidence",
        "evidence",
        if said { words } else { "not said" }.into(),
    );
    if label.get("enquiry").is_some() {
        counts.check(
            "enquiry",
            label,
            &response.enquiry.into(),
            &label["enquiry"],
            response,
        );
    }
}

#[test]
fn posts_are_of_the_kind_that_they_are_labelled() {
    floors(&kinds(include_str!("posts/kinds.jsonl")), 122, 74, 30);
}

/// Written when the rules for the first ones stood, which read 47 of these 75 rightly; they were learnt from
/// since.
#[test]
fn further_posts_are_read_nearly_as_well() {
    floors(&kinds(include_str!("posts/held.jsonl")), 72, 45, 20);
}

/// Written last, and only ever counted: no rule was made for any of them, but for `als PN`, which is common.
#[test]
fn posts_that_no_rule_was_made_for_are_counted() {
    floors(&kinds(include_str!("posts/blind.jsonl")), 44, 27, 8);
}

/// What service desks write around their answers, in families of wordings; written before they were read, when
/// 61 of these 71 were right; they were learnt from since.
#[test]
fn what_desks_write_around_their_answers_is_told_from_them() {
    let counts = kinds(include_str!("posts/desks.jsonl"));
    assert!(counts.right("kind") >= 70, "{}", counts.1.join("\n"));
}

fn floors(counts: &Counts, kinds: usize, agents: usize, greetings: usize) {
    for (what, floor) in [("kind", kinds), ("agent", agents), ("greeting", greetings)] {
        assert!(
            counts.right(what) >= floor,
            "{what}: {}",
            counts.1.join("\n")
        );
    }
    for what in ["text", "links", "language"] {
        if let Some((right, all)) = counts.0.get(what) {
            assert_eq!(right, all, "{}", counts.1.join("\n"));
        }
    }
}

fn kinds(text: &str) -> Counts {
    let labels = labels(text);
    let register = register();
    let mut counts = Counts::default();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for label in &labels {
        let response = read_post(&raw(label), &register);
        check(&mut counts, label, &response);
        counts.check(
            "enquiry",
            label,
            &response.enquiry.into(),
            &label["e"],
            &response,
        );
        let kind = kinds
            .entry(label["kind"].as_str().unwrap().to_owned())
            .or_default();
        kind.1 += 1;
        kind.0 += usize::from(label["kind"] == response.kind.as_str());
    }
    println!(
        "{} posts\n{}\n{:?}\n{kinds:?}",
        labels.len(),
        counts.1.join("\n"),
        counts.0
    );
    assert_eq!(counts.right("enquiry"), labels.len());
    counts
}

#[test]
fn posts_are_tied_as_they_are_labelled() {
    let labels = labels(include_str!("posts/ties.jsonl"));
    let mut counts = Counts::default();
    let mut scene = (String::new(), register());
    for label in &labels {
        let name = label["scene"].as_str().unwrap_or_default();
        if name.is_empty() || name != scene.0 {
            scene = (name.to_owned(), register());
        }
        let response = read_post(&raw(label), &scene.1);
        check(&mut counts, label, &response);
        scene.1.learn(response.enquiry, &response.marks);
    }
    println!(
        "{} posts\n{}\n{:?}",
        labels.len(),
        counts.1.join("\n"),
        counts.0
    );
    assert!(counts.1.is_empty(), "{}", counts.1.join("\n"));
}
