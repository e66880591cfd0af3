//! A small wave: some ten companies, five questions each from the banks that the program carries.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::channel::Transport;
use mystery_shopper::channel::email::{Smtp, Timeouts};
use mystery_shopper::clock::Clock;
use mystery_shopper::error::{Error, Result};
use mystery_shopper::fieldwork::{
    Agenda, Collected, Collector, MailLane, Observer, Reader, Rhythm, SendPass, Sender, Stop,
    open_wave, run,
};
use mystery_shopper::model::{
    Case, Channel, Disposition, EmailAccount, Endpoint, SecretSource, Security, Study,
};
use mystery_shopper::plan::{self, Plan};
use mystery_shopper::sandbox::{self, Faults, Market, Ports, Scenario, Serving, Truth};
use mystery_shopper::score::{self, Row};
use mystery_shopper::store::{Ledger, Standing, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tempfile::TempDir;

/// Source of all chance in these waves.
const SEED: u64 = 11;

/// How long after the cut-off late answers may come.
const AFTERMATH: SignedDuration = SignedDuration::from_hours(21 * 24);

const STUDY: &str = r#"
[study]
id = "small"
title = "Small"
kind = "own"
seed = 11
timezone = "Europe/London"

[wave]
id = "2026-11"
opens = 2026-11-02T09:00:00Z
cut_off = "14d"

[design]
email = 5
spacing = "2h"
daily_cap_per_company = 2
contacts_per_company = 5

[[persona]]
id = "anna"
name = "Anna Reed"
email = "anna.reed@shopper.example"

[[persona]]
id = "tom"
name = "Tom Hale"
email = "tom.hale@shopper.example"

# Each wave has an account of its own in place of this one.
[channels.email.smtp]
host = "127.0.0.1"
security = "plain"

[channels.email.imap]
host = "127.0.0.1"
security = "plain"
"#;

/// The study, by way of its files.
pub fn study() -> Study {
    static ONCE: OnceLock<Study> = OnceLock::new();
    ONCE.get_or_init(read_study).clone()
}

fn read_study() -> Study {
    let dir = tempfile::tempdir().unwrap();
    let panel = sandbox::panel_csv(&sandbox::panel(14, SEED));
    std::fs::write(dir.path().join("study.toml"), STUDY).unwrap();
    std::fs::write(dir.path().join("companies.csv"), panel).unwrap();
    std::fs::create_dir(dir.path().join("questions")).unwrap();
    for (name, text) in plan::banks() {
        std::fs::write(dir.path().join("questions").join(name), text).unwrap();
    }
    plan::load(dir.path()).unwrap()
}

/// A wave with its market, its account and its ledger.
pub struct Wave {
    pub study: Arc<Study>,
    pub plan: Plan,
    pub clock: Clock,
    pub market: Arc<Market>,
    pub account: EmailAccount,
    pub ledger: Ledger,
    serving: Option<Serving>,
    dir: TempDir,
}

/// What a run told on its way.
#[derive(Default)]
pub struct Notes {
    pub rounds: usize,
    pub sent: SendPass,
    pub collected: Collected,
    pub troubles: Vec<String>,
    /// After this many rounds a stop is requested.
    pub stop_after: Option<(usize, Stop)>,
}

impl Observer for Notes {
    fn round(&mut self, _: Timestamp, sent: SendPass, collected: &Collected, _: Timestamp) {
        self.rounds += 1;
        self.sent.accepted += sent.accepted;
        self.sent.refused += sent.refused;
        self.sent.deferred += sent.deferred;
        self.sent.in_doubt += sent.in_doubt;
        self.collected.messages += collected.messages;
        self.collected.known += collected.known;
        self.collected
            .renumbered
            .extend(collected.renumbered.iter().cloned());
        if let Some((rounds, stop)) = &self.stop_after
            && self.rounds == *rounds
        {
            stop.request();
        }
    }

    fn trouble(&mut self, _: Timestamp, error: &Error) {
        self.troubles.push(error.to_string());
    }
}

impl Wave {
    pub async fn faulty(faults: Faults) -> Self {
        Self::with(
            study(),
            Scenario {
                faults,
                ..Scenario::default()
            },
        )
        .await
    }

    pub async fn with(study: Study, scenario: Scenario) -> Self {
        let study = Arc::new(study);
        let plan = plan::make(&study).unwrap();
        let clock = Clock::simulated(study.wave.opens);
        let market = Market::with(study.clone(), SEED, clock.clone(), 1.0, scenario);
        let serving = market.serve(Ports::default()).await.unwrap();
        let dir = tempfile::tempdir().unwrap();
        let password = dir.path().join("password");
        std::fs::write(&password, sandbox::PASSWORD).unwrap();
        let endpoint = |port| Endpoint {
            host: "127.0.0.1".to_owned(),
            port,
            security: Security::Plain,
            auth: None,
            user: Some(sandbox::USER.to_owned()),
            secret: Some(SecretSource::File(password.clone())),
            tls_ca: None,
        };
        let account = EmailAccount {
            smtp: endpoint(serving.smtp.port()),
            imap: endpoint(serving.imap.port()),
            mailboxes: vec!["INBOX".to_owned(), "Junk".to_owned()],
            own_mx: vec!["mx.shopper.example".to_owned()],
            per_minute: None,
        };
        let store = Store::open(&dir.path().join("shopper.db")).await.unwrap();
        let ledger = open_wave(&store, &study, &plan, Some([7; 32]), clock.now())
            .await
            .unwrap();
        Self {
            study,
            plan,
            clock,
            market,
            account,
            ledger,
            serving: Some(serving),
            dir,
        }
    }

    /// Closes the servers; their ports refuse connections.
    pub async fn close_servers(&mut self) {
        self.serving = None;
        // The listeners go when their tasks notice.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }

    /// Opens them again on the same ports.
    pub async fn open_servers(&mut self) {
        let ports = Ports {
            smtp: self.account.smtp.port,
            imap: self.account.imap.port,
        };
        self.serving = Some(self.market.serve(ports).await.unwrap());
    }

    /// The ledger as another process finds it.
    pub async fn reopen(&mut self) {
        let store = Store::open(&self.dir.path().join("shopper.db"))
            .await
            .unwrap();
        self.ledger = open_wave(&store, &self.study, &self.plan, None, self.clock.now())
            .await
            .unwrap();
    }

    pub fn smtp(&self) -> Smtp {
        let short = Duration::from_secs(5);
        Smtp::new(
            self.account.smtp.clone(),
            self.account.per_minute,
            self.clock.clone(),
        )
        .with_timeouts(Timeouts {
            connect: short,
            command: short,
            transfer: short,
            data_end: short,
        })
    }

    pub async fn sender(&self) -> Sender<'_, Smtp> {
        self.sender_through(self.smtp()).await
    }

    pub async fn sender_through<T: Transport>(&self, transport: T) -> Sender<'_, T> {
        let mut agenda = Agenda::read(&self.study, &self.ledger).await.unwrap();
        Sender::new(
            &self.study,
            &self.ledger,
            self.clock.clone(),
            &mut agenda,
            Channel::Email,
            transport,
        )
    }

    pub async fn collector(&self) -> Collector<'_> {
        let own_mx = &self.account.own_mx;
        let reader = Reader::new(&self.study, &self.ledger, own_mx, self.clock.clone());
        Collector::new(reader.await.unwrap(), &self.account)
    }

    /// Runs to the cut-off, and looks once more when the last late answer has come.
    pub async fn run(&self) -> Notes {
        let mut notes = Notes::default();
        self.run_until_stop(&Stop::new(), &mut notes).await.unwrap();
        self.aftermath().await;
        notes
    }

    /// Runs with a sender and a collector of its own.
    pub async fn run_until_stop(&self, stop: &Stop, notes: &mut Notes) -> Result<Standing> {
        let lane = MailLane::new(self.sender().await, self.collector().await);
        let rhythm = Rhythm {
            collect_every: SignedDuration::from_hours(12),
            round_every: SignedDuration::from_mins(20),
        };
        run(&self.ledger, &mut [lane], &self.clock, rhythm, stop, notes).await
    }

    pub async fn aftermath(&self) {
        self.clock.sleep_until(self.ledger.closes + AFTERMATH).await;
        self.collector().await.pass().await.unwrap();
    }

    /// What each enquiry came to by the ledger.
    pub async fn rows(&self) -> Vec<Row> {
        let as_of = self.clock.now();
        let background = score::Background::new(&self.study, &[], as_of);
        let (mut rows, mut scored) = (Vec::new(), Vec::new());
        let row = |case: &Case| score::row_with(&background, case, |_| true);
        self.ledger
            .cases(|case| {
                rows.push(row(&case));
                Ok(())
            })
            .await
            .unwrap();
        self.ledger
            .cases_to_score(|case| {
                scored.push(row(&case));
                Ok(())
            })
            .await
            .unwrap();
        assert_eq!(
            scored, rows,
            "less of a case is read, and it says something else"
        );
        rows
    }

    pub fn truth(&self) -> Vec<Truth> {
        self.market.truth(&self.plan.enquiries)
    }

    /// Every enquiry came to what it really came to, and nobody was asked twice. Of an enquiry in
    /// doubt the ledger claims nothing, and nothing came back on it. Gives the rows.
    pub async fn assert_true(&self) -> Vec<Row> {
        assert_eq!(self.market.duplicates(), 0, "somebody was asked twice");
        assert_eq!(self.market.unmatched(), 0);
        let rows = self.rows().await;
        let truth = self.truth();
        assert_eq!(rows.len(), truth.len());
        for (row, truth) in rows.iter().zip(&truth) {
            let id = &truth.enquiry_id;
            if row.disposition == Disposition::InDoubt {
                let silent = [Disposition::Silent, Disposition::NotSent];
                assert!(silent.contains(&truth.disposition), "{id}: {truth:?}");
            } else {
                assert_eq!(row.disposition, truth.disposition, "{id}");
            }
            assert_eq!(row.acknowledged_at, truth.acknowledged_at, "{id}");
            assert_eq!(row.answered_at, truth.answered_at, "{id}");
        }
        rows
    }

    /// No company was contacted off its hours, on a closed day, sooner than spacing allows, or more
    /// often a day than the cap; all by its own clock.
    pub fn assert_pace(&self, rows: &[Row]) {
        let design = &self.study.design;
        let mut contacts: BTreeMap<u32, Vec<Timestamp>> = BTreeMap::new();
        for row in rows {
            contacts
                .entry(row.enquiry.company)
                .or_default()
                .extend(row.sent_at);
        }
        for (company, mut moments) in contacts {
            moments.sort_unstable();
            let company = &self.study.panel[company as usize];
            let zone = company.timezone.as_ref().unwrap_or(&self.study.timezone);
            let zone = TimeZone::get(zone).unwrap();
            let mut days = BTreeMap::new();
            for at in &moments {
                let local = at.to_zoned(zone.clone());
                assert!(
                    design.hours_from <= local.time() && local.time() < design.hours_to,
                    "{}: {local}",
                    company.id
                );
                let weekday = local.weekday().to_monday_zero_offset();
                assert!(design.days[usize::try_from(weekday).unwrap()], "{local}");
                *days.entry(local.date()).or_insert(0) += 1;
            }
            assert!(
                days.values().all(|n| *n <= design.daily_cap_per_company),
                "{}: {days:?}",
                company.id
            );
            for pair in moments.windows(2) {
                assert!(
                    pair[1].duration_since(pair[0]) >= design.spacing,
                    "{}: {pair:?}",
                    company.id
                );
            }
        }
    }
}

/// How many rows have a disposition.
pub fn count(rows: &[Row], disposition: Disposition) -> usize {
    rows.iter().filter(|r| r.disposition == disposition).count()
}

/// Counts from 1 as the faults take them.
pub fn nth(numbers: impl IntoIterator<Item = u64>) -> BTreeSet<u64> {
    numbers.into_iter().collect()
}
