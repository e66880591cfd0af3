//! Asking in public: a person posts or the program does, the trail is found in the account's timeline, and
//! nobody is asked twice, whatever is lost on the way.

use jiff::{SignedDuration, Timestamp};
use mystery_shopper::channel::twitter::Twitter;
use mystery_shopper::clock::Clock;
use mystery_shopper::error::Error;
use mystery_shopper::fieldwork::assist::{Assist, Task, TaskState};
use mystery_shopper::fieldwork::{
    Agenda, Collected, Hand, Lane, Observer, PostLane, Reader, Rhythm, SendPass, Stop, Trail,
    open_wave, reread, run,
};
use mystery_shopper::model::{
    Attempt, AttemptResult, Channel, Consent, Disposition, Network, Post, Prices, SecretSource,
    SocialAccount, SocialAuth, Spending, Study, TransportKind,
};
use mystery_shopper::plan::{self, Plan};
use mystery_shopper::sandbox::x::{self, Faults, World};
use mystery_shopper::sandbox::{self, Market};
use mystery_shopper::score::{self, Row};
use mystery_shopper::store::{Ledger, Store};
use std::collections::{BTreeSet, HashMap};
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;

const SEED: u64 = 5;

const STUDY: &str = r#"
[study]
id = "public"
title = "In public"
kind = "own"
seed = 5
timezone = "Europe/London"

[wave]
id = "2026-11"
opens = 2026-11-02T09:00:00Z
cut_off = "10d"

[design]
twitter = 3
spacing = "2h"
daily_cap_per_company = 2
contacts_per_company = 5

[[persona]]
id = "anna"
name = "Anna Reed"
email = "anna.reed@shopper.example"

[channels.twitter]
handle = "@public_study"
api = "http://127.0.0.1:1"

[channels.twitter.oauth1]
consumer_key.env = "NONE"
consumer_secret.env = "NONE"
token.env = "NONE"
token_secret.env = "NONE"
"#;

/// A wave in public, with its network and its ledger.
struct Wave {
    study: Study,
    plan: Plan,
    clock: Clock,
    market: Arc<Market>,
    world: Arc<World>,
    account: SocialAccount,
    ledger: Ledger,
    _serving: x::Serving,
    _dir: TempDir,
}

impl Wave {
    async fn open(transport: TransportKind) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let panel = sandbox::panel_csv(&sandbox::panel(12, SEED));
        std::fs::write(dir.path().join("study.toml"), STUDY).unwrap();
        std::fs::write(dir.path().join("companies.csv"), panel).unwrap();
        std::fs::create_dir(dir.path().join("questions")).unwrap();
        for (name, text) in plan::banks() {
            std::fs::write(dir.path().join("questions").join(name), text).unwrap();
        }
        let study = plan::load(dir.path()).unwrap();
        let plan = plan::make(&study).unwrap();
        let clock = Clock::simulated(study.wave.opens);
        let market = Market::new(Arc::new(study.clone()), SEED, clock.clone(), 1.0);
        let world = market.on_twitter("public_study");
        let serving = x::serve(world.clone(), SocketAddr::from(([127, 0, 0, 1], 0)))
            .await
            .unwrap();
        let secret = dir.path().join("secret");
        std::fs::write(&secret, sandbox::PASSWORD).unwrap();
        let secret = || SecretSource::File(secret.clone());
        let account = SocialAccount {
            transport,
            api: serving.base(),
            auth: SocialAuth::OAuth1 {
                consumer_key: secret(),
                consumer_secret: secret(),
                token: secret(),
                token_secret: secret(),
            },
            ..study.social[&Network::Twitter].clone()
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
            world,
            account,
            ledger,
            _serving: serving,
            _dir: dir,
        }
    }

    /// Everybody who is asked agreed to it, but those at these places of the panel.
    fn agreed(&mut self, without: &[usize]) {
        let asked = self.study.panel.iter().enumerate();
        self.study.consents = asked
            .filter(|(place, _)| !without.contains(place))
            .filter_map(|(_, company)| company.handles(Network::Twitter).next())
            .map(|handle| Consent {
                network: Network::Twitter,
                handle: handle.to_owned(),
                who: "its head of service".to_owned(),
                when: jiff::civil::date(2026, 10, 1),
                ground: "contract".to_owned(),
            })
            .collect();
    }

    fn client(&self) -> Twitter {
        Twitter::new(&self.account, self.clock.clone()).unwrap()
    }

    async fn lane<'a>(&'a self, hand: Option<Hand<'a>>) -> PostLane<'a, Twitter> {
        let mut agenda = Agenda::read(&self.study, &self.ledger).await.unwrap();
        let reader = Reader::new(&self.study, &self.ledger, &[], self.clock.clone());
        PostLane::new(
            &self.study,
            reader.await.unwrap(),
            &self.account,
            self.client(),
            &mut agenda,
            hand,
        )
        .await
        .unwrap()
    }

    /// A person who posts each text as it is given.
    fn person(&self) -> Hand<'_> {
        Box::new(|task: &Task| {
            self.world
                .post_as(&self.account.handle, &task.text)
                .unwrap();
        })
    }

    async fn run(&self, hand: Option<Hand<'_>>) -> Notes {
        let mut notes = Notes::default();
        let mut lanes = [self.lane(hand).await];
        let rhythm = Rhythm {
            collect_every: SignedDuration::from_hours(12),
            round_every: SignedDuration::from_mins(20),
        };
        run(
            &self.ledger,
            &mut lanes,
            &self.clock,
            rhythm,
            &Stop::new(),
            &mut notes,
        )
        .await
        .unwrap();
        notes
    }

    async fn rows(&self) -> Vec<Row> {
        let background = score::Background::new(&self.study, &[], self.clock.now());
        let mut rows = Vec::new();
        self.ledger
            .cases(|case| {
                rows.push(score::row_with(&background, &case, |_| true));
                Ok(())
            })
            .await
            .unwrap();
        rows
    }

    async fn trail(&self) -> Trail<'_> {
        let agenda = Agenda::read(&self.study, &self.ledger).await.unwrap();
        Trail::new(
            &self.study,
            &self.ledger,
            &self.account,
            self.clock.clone(),
            &agenda,
        )
        .await
        .unwrap()
    }

    async fn tasks(&self) -> Vec<Task> {
        let mut agenda = Agenda::read(&self.study, &self.ledger).await.unwrap();
        Assist::new(&self.study, &self.account, &mut agenda).tasks(self.clock.now())
    }

    /// Waits until something is due, and gives it.
    async fn first_due(&self) -> Task {
        loop {
            let tasks = self.tasks().await;
            if let Some(task) = tasks.iter().find(|t| t.state == TaskState::Due) {
                return task.clone();
            }
            let next = tasks.iter().filter_map(|t| t.moved_to.or(t.due_at)).min();
            self.clock.sleep_until(next.unwrap()).await;
        }
    }

    fn posts(&self) -> usize {
        self.world.posts_of(&self.account.handle).len()
    }
}

/// What a run told on its way.
#[derive(Default)]
struct Notes {
    sent: SendPass,
    posted: u64,
    problems: Vec<String>,
    troubles: Vec<String>,
}

impl Observer for Notes {
    fn round(&mut self, _: Timestamp, sent: SendPass, collected: &Collected, _: Timestamp) {
        self.sent.add(sent);
        self.posted += collected.posted;
        self.problems.extend(collected.problems.iter().cloned());
    }

    fn trouble(&mut self, _: Timestamp, error: &Error) {
        self.troubles.push(error.to_string());
    }
}

fn offered(wave: &Wave) -> usize {
    wave.plan.enquiries.iter().filter(|e| e.offered()).count()
}

fn count(rows: &[Row], wanted: impl Fn(Disposition) -> bool) -> usize {
    rows.iter().filter(|row| wanted(row.disposition)).count()
}

#[tokio::test]
async fn a_person_posts_and_the_trail_is_found_by_itself() {
    let wave = Wave::open(TransportKind::Assisted).await;
    let notes = wave.run(Some(wave.person())).await;
    assert_eq!((wave.market.duplicates(), wave.market.unmatched()), (0, 0));
    assert_eq!(notes.posted, offered(&wave) as u64);
    assert_eq!(wave.posts(), offered(&wave));
    assert!(notes.troubles.is_empty(), "{:?}", notes.troubles);
    let rows = wave.rows().await;
    assert_eq!(count(&rows, Disposition::is_delivered), offered(&wave));
    // Where a duration begins is what the network says.
    let times: HashMap<String, Timestamp> = wave
        .world
        .posts_of("public_study")
        .into_iter()
        .map(|post| (post.text, post.created_at))
        .collect();
    for row in rows.iter().filter(|r| r.enquiry.offered()) {
        let text = row.enquiry.post(&wave.study);
        assert_eq!(row.sent_at, times.get(&text).copied(), "{text}");
    }
    // What is stored came back from somebody.
    for stored in wave.ledger.store().stored(0, 10_000).await.unwrap() {
        let post: Post = serde_json::from_slice(&stored.raw).unwrap();
        assert_ne!(post.author.handle, "public_study");
    }
    assert_eq!(
        wave.world.wasted(),
        0,
        "a call was made that the limit forbade"
    );
}

#[tokio::test]
async fn the_program_posts_to_those_who_agreed_and_to_nobody_else() {
    let mut wave = Wave::open(TransportKind::Auto).await;
    let left_out: Vec<usize> = (0..wave.study.panel.len())
        .filter(|place| place % 3 == 0)
        .collect();
    wave.agreed(&left_out);
    let notes = wave.run(None).await;
    let rows = wave.rows().await;
    let may = |row: &Row| !left_out.contains(&(row.enquiry.company as usize));
    for row in rows.iter().filter(|r| r.enquiry.offered()) {
        assert_eq!(row.sent_at.is_some(), may(row), "{row:?}");
        assert!(
            may(row) || row.disposition == Disposition::NotSent,
            "our own lack of consent is not theirs: {row:?}"
        );
    }
    let asked = rows
        .iter()
        .filter(|r| r.enquiry.offered() && may(r))
        .count();
    assert!(asked > 5 && asked < offered(&wave));
    assert_eq!(wave.posts(), asked);
    assert_eq!(notes.sent.accepted, asked as u64);
    assert_eq!(wave.market.duplicates(), 0);
}

#[tokio::test]
async fn a_post_whose_answer_was_lost_is_looked_up_and_never_made_again() {
    let mut wave = Wave::open(TransportKind::Auto).await;
    wave.agreed(&[]);
    wave.world.set_faults(Faults {
        drop_posts: BTreeSet::from([1, 3, 4]),
        ..Faults::default()
    });
    let notes = wave.run(None).await;
    assert_eq!(notes.sent.in_doubt, 3);
    assert_eq!(wave.market.duplicates(), 0, "somebody was asked twice");
    assert_eq!(wave.posts(), offered(&wave));
    let rows = wave.rows().await;
    assert_eq!(count(&rows, |d| d == Disposition::InDoubt), 0);
    assert_eq!(count(&rows, Disposition::is_delivered), offered(&wave));
}

#[tokio::test]
async fn a_crash_between_intent_and_post_is_found_out_from_the_timeline() {
    let mut wave = Wave::open(TransportKind::Auto).await;
    wave.agreed(&[]);
    let enquiry = *wave.plan.enquiries.iter().find(|e| e.offered()).unwrap();
    let silent = *wave.plan.enquiries.iter().rfind(|e| e.offered()).unwrap();
    let now = wave.clock.now();
    let intents = [enquiry, silent].map(|e| Attempt {
        enquiry: wave.ledger.key(e.seq),
        number: 1,
        intended_at: now,
        transport: TransportKind::Auto,
        own_id: format!("t{}", e.seq),
    });
    wave.ledger.intend(&intents).await.unwrap();
    // One of the two had left before the machine stopped.
    wave.world
        .post_as("public_study", &enquiry.post(&wave.study))
        .unwrap();
    let found = wave.trail().await.look(&mut wave.client()).await.unwrap();
    assert_eq!(found.sent.len(), 1);
    let rows = wave.rows().await;
    let of = |seq: u32| rows.iter().find(|r| r.enquiry.seq == seq).unwrap();
    assert!(of(enquiry.seq).disposition.is_delivered());
    assert_eq!(of(enquiry.seq).attempts, 1);
    assert_eq!(of(silent.seq).disposition, Disposition::InDoubt);
    // The one in doubt is never posted by the program.
    wave.run(None).await;
    assert_eq!(wave.posts(), offered(&wave) - 1);
    assert_eq!(wave.market.duplicates(), 0);
}

#[tokio::test]
async fn what_was_not_posted_is_late_then_moved_then_skipped() {
    let wave = Wave::open(TransportKind::Assisted).await;
    let task = wave.first_due().await;
    let due = task.due_at.unwrap();
    assert_eq!(task.text.chars().next(), Some('@'));
    let state = async |wave: &Wave| {
        let tasks = wave.tasks().await;
        let found = tasks.iter().find(|t| t.enquiry_id == task.enquiry_id);
        found.map(|t| (t.state, t.moved_to.is_some())).unwrap()
    };
    wave.clock
        .sleep_until(due + SignedDuration::from_mins(90))
        .await;
    let late = state(&wave).await;
    assert!(
        matches!(late, (TaskState::Late, false) | (TaskState::Moved, true)),
        "{late:?}"
    );
    // At night nobody is asked.
    let night: Timestamp = "2026-11-03T23:30:00Z".parse().unwrap();
    wave.clock.sleep_until(night.max(due)).await;
    assert_eq!(state(&wave).await, (TaskState::Moved, true));
    wave.clock.sleep_until(wave.ledger.closes).await;
    assert_eq!(state(&wave).await, (TaskState::Skipped, false));
    assert_eq!(wave.posts(), 0);
}

#[tokio::test]
async fn a_person_says_what_is_posted_and_what_is_not_to_be() {
    let wave = Wave::open(TransportKind::Assisted).await;
    let task = wave.first_due().await;
    let mut trail = wave.trail().await;
    let mut client = wave.client();
    // Of its own words nobody would know it.
    let post = wave
        .world
        .post_as(
            "public_study",
            &format!("@{} Quick question, are you open?", task.contact),
        )
        .unwrap();
    let address = format!("https://x.com/public_study/status/{}", post.id);
    assert!(trail.look(&mut client).await.unwrap().sent.is_empty());
    let error = trail
        .take_back(&mut client, &address, None)
        .await
        .unwrap_err();
    assert!(error.hint().unwrap().contains("--for"), "{error}");
    let name = trail
        .take_back(&mut client, &address, Some(&task.enquiry_id))
        .await
        .unwrap();
    assert_eq!(name, task.enquiry_id);
    let again = trail
        .take_back(&mut client, &address, None)
        .await
        .unwrap_err();
    assert!(again.to_string().contains("known already"), "{again}");
    let gone = "https://x.com/public_study/status/1";
    let error = trail.take_back(&mut client, gone, None).await.unwrap_err();
    assert!(error.to_string().contains("no such post"), "{error}");
    let strange = wave
        .world
        .say(&task.contact, wave.clock.now(), x::Saying::plain("Hello"))
        .unwrap();
    let strange = format!("https://twitter.com/x/status/{}", strange.id);
    let error = trail
        .take_back(&mut client, &strange, None)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("not by @public_study"),
        "{error}"
    );

    let other = wave.tasks().await;
    let other = other
        .iter()
        .find(|t| t.state != TaskState::Skipped)
        .unwrap();
    assert_ne!(other.enquiry_id, task.enquiry_id);
    let mut trail = wave.trail().await;
    assert!(
        trail
            .skip(&other.enquiry_id, "their account is closed")
            .await
            .unwrap()
    );
    assert!(!trail.skip(&other.enquiry_id, "again").await.unwrap());
    assert!(
        !trail
            .skip(&task.enquiry_id, "posted already")
            .await
            .unwrap()
    );
    assert!(!trail.skip("no.such.enquiry", "").await.unwrap());
    let listed = wave.tasks().await;
    let listed = listed
        .iter()
        .find(|t| t.enquiry_id == other.enquiry_id)
        .unwrap();
    assert_eq!(listed.state, TaskState::Skipped);
    let rows = wave.rows().await;
    assert_eq!(
        count(&rows, |d| d == Disposition::NotSent),
        offered(&wave) - 1
    );
}

#[tokio::test]
async fn a_post_made_twice_is_told_and_the_first_one_counts() {
    let wave = Wave::open(TransportKind::Assisted).await;
    let task = wave.first_due().await;
    let first = wave.world.post_as("public_study", &task.text).unwrap();
    wave.clock
        .sleep_until(wave.clock.now() + SignedDuration::from_mins(3))
        .await;
    let again = format!("{}!", task.text.trim_end_matches('?'));
    wave.world.post_as("public_study", &again).unwrap();
    let found = wave.trail().await.look(&mut wave.client()).await.unwrap();
    assert_eq!(found.sent.len(), 1);
    assert_eq!(found.sent[0].reply, Some(first.id));
    assert!(
        found.problems.iter().any(|p| p.contains("posted twice")),
        "{:?}",
        found.problems
    );
    // What is known is not found again.
    let found = wave.trail().await.look(&mut wave.client()).await.unwrap();
    assert!(found.sent.is_empty());
}

#[tokio::test]
async fn the_spending_cap_holds() {
    let mut wave = Wave::open(TransportKind::Auto).await;
    wave.agreed(&[]);
    wave.account.spending = Some(Spending {
        currency: "USD".to_owned(),
        // Four posts, whatever else.
        cap: 60_000,
        prices: Prices {
            post: 15_000,
            post_with_link: 200_000,
            read: 0,
            profile: 0,
            message: 0,
        },
    });
    let notes = wave.run(None).await;
    assert_eq!(wave.posts(), 4);
    assert!(
        notes.problems.iter().any(|p| p.contains("raise `cap`")),
        "{:?}",
        notes.problems
    );
    let rows = wave.rows().await;
    assert_eq!(
        count(&rows, |d| d == Disposition::NotSent),
        offered(&wave) - 4
    );
}

#[tokio::test]
async fn what_lies_beyond_the_search_s_reach_is_told() {
    let wave = Wave::open(TransportKind::Assisted).await;
    let mut lane = wave.lane(Some(wave.person())).await;
    let task = wave.first_due().await;
    lane.send(&Stop::new()).await.unwrap();
    lane.collect().await.unwrap();
    assert!(wave.posts() > 0, "{task:?}");
    wave.clock
        .sleep_until(wave.clock.now() + SignedDuration::from_hours(9 * 24))
        .await;
    let collected = lane.collect().await.unwrap();
    assert!(
        collected
            .problems
            .iter()
            .any(|p| p.contains("out of the network's reach")),
        "{:?}",
        collected.problems
    );
    assert_eq!(wave.plan.enquiries[0].channel, Channel::Twitter);
    assert_eq!(
        AttemptResult::parse("skipped"),
        Some(AttemptResult::Skipped)
    );
}

#[tokio::test]
async fn what_came_back_before_a_post_was_known_is_tied_by_reading_again() {
    let wave = Wave::open(TransportKind::Assisted).await;
    let task = wave.first_due().await;
    let words = format!("@{} Quick question about your shop?", task.contact);
    let post = wave.world.post_as("public_study", &words).unwrap();
    let later = wave.clock.now() + SignedDuration::from_mins(40);
    wave.clock.sleep_until(later).await;
    let reply = x::Saying::plain("@public_study We are open from 9 to 5.").replying(&post.id);
    wave.world.say(&task.contact, later, reply).unwrap();
    let collected = wave.lane(None).await.collect().await.unwrap();
    assert_eq!((collected.messages, collected.untied), (1, 1));
    let mut trail = wave.trail().await;
    trail
        .take_back(&mut wave.client(), &post.id, Some(&task.enquiry_id))
        .await
        .unwrap();
    let now = wave.clock.now();
    let again = reread(&wave.study, &wave.ledger, &[], now, false, |_| Ok(()))
        .await
        .unwrap();
    assert_eq!(again.changed, 1);
    let rows = wave.rows().await;
    assert_eq!(count(&rows, |d| d == Disposition::Answered), 1);
}
