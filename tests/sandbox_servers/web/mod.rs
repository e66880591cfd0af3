//! The companies' sites, from outside: what they hold, how it is found, and what the truth says of it.

mod chat;
mod client;
mod forms;
mod holds;
mod policies;
mod truth;

use client::Client;
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{Enquiry, Question, Study};
use mystery_shopper::plan;
use mystery_shopper::sandbox::{Market, Scenario, panel, panel_csv, web, wordings_at_length};
use std::fmt::Write as _;
use std::sync::Arc;

/// A study with the product's own questions, asked on the channels given, as anybody's is read from files.
fn study(companies: usize, seed: u64, channels: &[&str]) -> (Study, Vec<Enquiry>) {
    let dir = tempfile::tempdir().unwrap();
    let panel = panel_csv(&panel(companies, seed));
    std::fs::write(dir.path().join("companies.csv"), panel).unwrap();
    std::fs::create_dir(dir.path().join("questions")).unwrap();
    for (name, text) in plan::banks() {
        std::fs::write(dir.path().join("questions").join(name), text).unwrap();
    }
    let mut asked = String::new();
    for channel in channels {
        writeln!(asked, "{channel} = \"all\"").unwrap();
    }
    let toml = format!(
        "[study]\nid = \"sites\"\ntitle = \"Sites\"\nkind = \"own\"\nseed = {seed}\nlanguages = [\"en\"]\n\
         timezone = \"Europe/London\"\n[wave]\nid = \"2026-11\"\nopens = 2026-11-02T09:00:00Z\ncut_off = \"14d\"\n\
         [design]\n{asked}spacing = \"1h\"\ndaily_cap_per_company = 6\ncontacts_per_company = 40\n\
         hours = \"09:00-17:00\"\ndays = \"mon-fri\"\npatience = \"24h\"\n\
         [[persona]]\nid = \"anna\"\nname = \"Anna Reed\"\nemail = \"anna.reed@shopper.example\"\n\
         [[persona]]\nid = \"tom\"\nname = \"Tom Hale\"\nemail = \"tom.hale@shopper.example\"\n"
    );
    let server = |name, port| {
        format!(
            "[channels.email.{name}]\nhost = \"127.0.0.1\"\nport = {port}\nsecurity = \"plain\"\nuser = \"shopper\"\n\
             password.env = \"X\"\n"
        )
    };
    let toml = toml + server("smtp", 2525).as_str() + server("imap", 2143).as_str();
    std::fs::write(dir.path().join("study.toml"), toml).unwrap();
    let study = plan::load(dir.path()).unwrap();
    let plan = plan::make(&study).unwrap();
    (study, plan.enquiries)
}

/// A market with its sites on a free port, under simulated time.
struct Town {
    market: Arc<Market>,
    serving: web::Serving,
    clock: Clock,
}

impl Town {
    fn open(study: &Study, plan: &[Enquiry], scenario: Scenario) -> Self {
        let clock = Clock::simulated(study.wave.opens);
        let scenario = Scenario {
            plan: Some(plan.to_vec()),
            ..scenario
        };
        let study = Arc::new(study.clone());
        let market = Market::with(study.clone(), study.seed, clock.clone(), 1.0, scenario);
        let serving = market.on_web(0).unwrap();
        Self {
            market,
            serving,
            clock,
        }
    }

    fn client(&self, company: u32) -> Client {
        Client::new(&self.serving.home(company))
    }
}

/// Everything that is an answer to a question, right or wrong.
fn answers(question: &Question) -> impl Iterator<Item = &str> {
    let right = question.reference.iter().chain(&question.accepted);
    let of_the_bank = right.chain(&question.rejected).map(String::as_str);
    of_the_bank.chain(wordings_at_length(question))
}
