//! A market of companies that were asked real questions, two waves of them by four personas.

use hmac::{Hmac, Mac};
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::intake::{Register, Tie};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::Sha256;
use std::collections::HashMap;
use std::sync::OnceLock;

pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u32()).unwrap() % n
    }

    pub fn hours(&mut self, n: usize) -> SignedDuration {
        SignedDuration::from_hours(i64::try_from(self.below(n)).unwrap())
    }

    pub fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    pub fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// One of several things, each with its weight.
    pub fn draw<T: Copy>(&mut self, weights: &[(usize, T)]) -> T {
        let mut n = self.below(weights.iter().map(|(w, _)| w).sum());
        for (weight, thing) in weights {
            if n < *weight {
                return *thing;
            }
            n -= weight;
        }
        unreachable!()
    }

    pub fn word(&mut self, alphabet: &str, length: usize) -> String {
        let letters: Vec<char> = alphabet.chars().collect();
        (0..length).map(|_| *self.pick(&letters)).collect()
    }
}

pub struct Company {
    /// `Norbel17`; its domain is `norbel17.test`.
    pub name: String,
    pub domain: String,
    /// Names its helpdesk on a domain that all companies share.
    pub desk: usize,
    pub next_ticket: usize,
}

pub struct Enquiry {
    pub key: u32,
    pub company: usize,
    pub persona: usize,
    pub token: String,
    pub own_id: String,
    pub provider_id: String,
    pub subject: String,
    pub text: String,
    pub answer: String,
    pub sent_at: Timestamp,
}

pub const PERSONAS: [(&str, &str, &str); 4] = [
    ("Anna Reed", "anna.reed", "shop.test"),
    ("Ben Moss", "ben", "shop.test"),
    ("Mieke van der Berg", "mieke.vanderberg", "post.test"),
    ("Luc Petit", "luc_petit", "post.test"),
];

pub struct Market {
    pub companies: Vec<Company>,
    pub enquiries: Vec<Enquiry>,
    /// The enquiries of each company.
    pub of: HashMap<usize, Vec<usize>>,
}

struct Asked {
    wordings: Vec<(String, String)>,
    answers: Vec<String>,
}

/// The questions of each bank that the program carries.
fn banks() -> &'static [Vec<Asked>] {
    static ONCE: OnceLock<Vec<Vec<Asked>>> = OnceLock::new();
    ONCE.get_or_init(read_banks)
}

fn read_banks() -> Vec<Vec<Asked>> {
    let text = |value: &toml::Value| value.as_str().unwrap_or_default().to_owned();
    mystery_shopper::plan::banks()
        .iter()
        .map(|(_, bank)| {
            let bank: toml::Table = bank.parse().unwrap();
            bank["question"]
                .as_array()
                .unwrap()
                .iter()
                .map(|question| Asked {
                    wordings: question["wording"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .map(|w| (text(&w["subject"]), text(&w["text"])))
                        .collect(),
                    answers: ["accepted", "rejected"]
                        .iter()
                        .flat_map(|list| question[*list].as_array().unwrap().iter().map(text))
                        .collect(),
                })
                .collect()
        })
        .collect()
}

fn token(name: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(b"a key").unwrap();
    mac.update(name.as_bytes());
    let digest = mac.finalize().into_bytes();
    digest[..10]
        .iter()
        .map(|b| char::from(b"abcdefghijklmnopqrstuvwxyz234567"[usize::from(b % 32)]))
        .collect()
}

impl Market {
    /// 100 companies that are asked ten questions in each of two waves, and 20 that are asked one.
    pub fn new(chance: &mut Chance) -> Self {
        let banks = banks();
        let mut market = Self {
            companies: Vec::new(),
            enquiries: Vec::new(),
            of: HashMap::new(),
        };
        let (mut first, opens): (_, Timestamp) = (0, "2026-10-05T07:00:00Z".parse().unwrap());
        for n in 0..120 {
            let name = format!(
                "{}{n}",
                chance.pick(&["Norbel", "Bramwell", "Vanoord", "Lumen"])
            );
            market.companies.push(Company {
                domain: format!("{}.test", name.to_lowercase()),
                name,
                desk: chance.below(3),
                next_ticket: 100 + chance.below(40),
            });
        }
        for wave in 0..2u8 {
            for company in 0..120 {
                let bank = &banks[company % banks.len()];
                let asked = if company < 100 {
                    bank.len()
                } else {
                    1 - usize::from(wave)
                };
                for (q, question) in bank.iter().enumerate().take(asked) {
                    let (subject, text) = chance.pick(&question.wordings);
                    let name = &market.companies[company].name;
                    let key = u32::try_from(first).unwrap();
                    first += 1;
                    let token = token(&format!("{wave}.{company}.{q}"));
                    let persona = chance.below(4);
                    let domain = PERSONAS[persona].2;
                    let after = SignedDuration::from_hours(28 * 24 * i64::from(wave))
                        + chance.hours(24 * 9);
                    market
                        .of
                        .entry(company)
                        .or_default()
                        .push(market.enquiries.len());
                    market.enquiries.push(Enquiry {
                        key,
                        company,
                        persona,
                        own_id: format!("{token}.1@{domain}"),
                        provider_id: format!("0102{}-000000", chance.word("0123456789abcdef", 24)),
                        token,
                        subject: subject.replace("{company}", name),
                        text: text
                            .replace("{company}", name)
                            .replace("{persona}", PERSONAS[persona].0),
                        answer: chance.pick(&question.answers).clone(),
                        sent_at: opens + after,
                    });
                }
            }
        }
        market
    }

    pub fn register(&self) -> Register {
        Register::new(self.enquiries.iter().map(|e| Tie {
            enquiry: e.key,
            token: e.token.clone(),
            own_id: Some(e.own_id.clone()),
            thread_id: Some(format!("{}@{}", e.token, PERSONAS[e.persona].2)),
            provider_id: Some(e.provider_id.clone()),
            contact: Some(format!("help@{}", self.companies[e.company].domain)),
            persona: Some(e.bare()),
            subject: e.subject.clone(),
            text: e.text.clone(),
            sent_at: Some(e.sent_at),
        }))
    }
}

impl Enquiry {
    pub fn bare(&self) -> String {
        let (_, local, domain) = PERSONAS[self.persona];
        format!("{local}@{domain}")
    }

    pub fn address(&self) -> String {
        let (_, local, domain) = PERSONAS[self.persona];
        format!("{local}+{}@{domain}", self.token)
    }
}
