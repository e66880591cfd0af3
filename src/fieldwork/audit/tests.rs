//! An audit against a network that does as it is told.

use super::{Auditor, Audits, SiteLook, Watch};
use crate::channel::site::Visitor;
use crate::channel::social::{Feed, Permit, Received, Social, Usage};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::fieldwork::Stop;
use crate::model::{
    AccountFound, AccountKind, AttemptResult, Author, Channel, Company, Lookup, Network, Post,
    Prices, Profile, SocialAccount, SocialAuth, Spending, Study, TransportKind,
};
use crate::plan;
use crate::store::Store;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

const NOW: &str = "2026-11-05T12:00:00Z";

/// What a scripted account does when it is looked up.
#[derive(Clone)]
enum Act {
    Is(Lookup, Vec<Post>),
    Fails,
    Refuses,
}

/// A network that knows what it was told; all that was asked of it is written down.
#[derive(Clone, Default)]
struct Script {
    acts: BTreeMap<String, Act>,
    asked: Arc<Mutex<Vec<String>>>,
    usage: Usage,
}

impl Script {
    fn with(mut self, handle: &str, act: Act) -> Self {
        self.acts.insert(handle.to_owned(), act);
        self
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

impl Social for Script {
    fn network(&self) -> Network {
        Network::Twitter
    }

    fn label(&self) -> String {
        "@study at x".to_owned()
    }

    async fn profile(&mut self, handle: &str) -> Result<Lookup> {
        self.asked.lock().unwrap().push(format!("profile {handle}"));
        self.usage.profiles += 1;
        match self.acts.get(handle) {
            None => Ok(Lookup::Missing),
            Some(Act::Is(lookup, _)) => Ok(lookup.clone()),
            Some(Act::Fails) => Err(Error::Server {
                server: "x".to_owned(),
                reason: "503".to_owned(),
                hint: "later".to_owned(),
            }),
            Some(Act::Refuses) => Err(Error::Authentication {
                account: "@study".to_owned(),
                reply: "no".to_owned(),
            }),
        }
    }

    async fn posts_of(&mut self, profile: &Profile, most: usize) -> Result<Vec<Post>> {
        self.asked
            .lock()
            .unwrap()
            .push(format!("posts {} {most}", profile.handle));
        let Some(Act::Is(_, posts)) = self.acts.get(&profile.handle) else {
            panic!("only of what was found");
        };
        let posts = posts[posts.len().saturating_sub(most)..].to_vec();
        self.usage.reads += posts.len() as u64;
        Ok(posts)
    }

    fn usage(&mut self) -> Usage {
        std::mem::take(&mut self.usage)
    }

    async fn own(&mut self) -> Result<Profile> {
        unreachable!("an audit looks at others")
    }
    async fn own_posts(&mut self, _: Option<u64>) -> Result<Feed> {
        unreachable!("an audit looks at others")
    }
    async fn mentions(&mut self, _: Option<u64>) -> Result<Feed> {
        unreachable!("an audit looks at others")
    }
    async fn conversations(&mut self, _: &[String], _: Option<u64>) -> Result<Feed> {
        unreachable!("an audit looks at others")
    }
    async fn messages(&mut self, _: Option<u64>) -> Result<Feed> {
        unreachable!("an audit reads what all may read")
    }
    async fn post(&mut self, _: &str) -> Result<Option<Received>> {
        unreachable!("an audit asks for profiles")
    }
    async fn ready(&mut self) -> Result<()> {
        unreachable!("an audit posts nothing")
    }
    async fn publish(&mut self, _: &Permit) -> Result<(AttemptResult, String, Option<Timestamp>)> {
        unreachable!("an audit posts nothing")
    }
}

#[derive(Default)]
struct Said {
    companies: Vec<String>,
    remarks: Vec<String>,
}

impl Watch for Said {
    fn company(&mut self, done: usize, of: usize, company: &Company) {
        self.companies.push(format!("{done}/{of} {}", company.id));
    }

    fn remark(&mut self, text: &str) {
        self.remarks.push(text.to_owned());
    }
}

fn profile(handle: &str, bio: &str) -> Profile {
    Profile {
        network: Network::Twitter,
        id: "77".to_owned(),
        handle: handle.to_owned(),
        name: "Acme".to_owned(),
        description: bio.to_owned(),
        links: Vec::new(),
        location: String::new(),
        created_at: None,
        protected: false,
        verified: Some("business".to_owned()),
        default_avatar: Some(false),
        pinned: None,
        posts: None,
        followers: None,
    }
}

fn found(handle: &str, bio: &str, posts: Vec<Post>) -> Act {
    Act::Is(Lookup::Found(Box::new(profile(handle, bio))), posts)
}

fn post(id: u32, text: &str) -> Post {
    Post {
        network: Network::Twitter,
        id: id.to_string(),
        conversation: None,
        replied_to: None,
        quoted: None,
        earlier: Vec::new(),
        author: Author::default(),
        text: text.to_owned(),
        created_at: NOW.parse::<Timestamp>().unwrap() - SignedDuration::from_hours(2),
        mentions: Vec::new(),
        links: Vec::new(),
        media: Vec::new(),
        private: false,
    }
}

fn account(cap: Option<u64>) -> SocialAccount {
    SocialAccount {
        network: Network::Twitter,
        transport: TransportKind::Assisted,
        handle: "study".to_owned(),
        api: "http://127.0.0.1:1".to_owned(),
        auth: SocialAuth::AppPassword {
            identifier: String::new(),
            password: crate::model::SecretSource::Env("NONE".to_owned()),
        },
        daily_cap: 1,
        spending: cap.map(|cap| Spending {
            currency: "USD".to_owned(),
            cap,
            prices: Prices {
                post: 1,
                post_with_link: 1,
                read: 5_000,
                profile: 10_000,
                message: 1,
            },
        }),
    }
}

/// The study that `shopper init` writes, with companies that have only these handles.
fn study(handles: &[&str]) -> Study {
    let dir = tempfile::tempdir().unwrap();
    plan::template::write(dir.path(), jiff::civil::date(2026, 11, 2)).unwrap();
    let mut study = plan::load(dir.path()).unwrap();
    study.panel.truncate(handles.len());
    for (n, (company, handles)) in study.panel.iter_mut().zip(handles).enumerate() {
        company.id = format!("c{n:04}");
        company.site = None;
        company.contact_points.clear();
        if !handles.is_empty() {
            company
                .contact_points
                .insert(Channel::Twitter, (*handles).to_owned());
        }
    }
    study
}

struct Run<'a> {
    study: &'a Study,
    dir: &'a Path,
    account: SocialAccount,
    script: &'a Script,
}

impl Run<'_> {
    async fn again(&self, at: Timestamp, again: bool) -> (Result<Audits>, Said) {
        let store = Store::open(&self.dir.join("shopper.db")).await.unwrap();
        let mut said = Said::default();
        let auditor = Auditor::new(self.study, &store, Clock::simulated(at), 40, again)
            .await
            .unwrap();
        let auditor = auditor.with_network(&self.account, self.script.clone());
        (auditor.run(&Stop::new(), &mut said).await, said)
    }
}

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

#[tokio::test]
async fn every_handle_is_looked_at_once_a_day() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(&["@AcmeHelp acme", "", "gone banned closed"]);
    let mut closed = profile("closed", "");
    closed.protected = true;
    let script = Script::default()
        .with(
            "AcmeHelp",
            found(
                "AcmeHelp",
                "We reply within 2 hours, Mon-Fri 8:00-20:00",
                vec![post(1, "x"), post(2, "y")],
            ),
        )
        .with("acme", found("acme", "News of Acme", vec![]))
        .with("banned", Act::Is(Lookup::Suspended, vec![]))
        .with(
            "closed",
            Act::Is(Lookup::Found(Box::new(closed)), vec![post(3, "hidden")]),
        );
    let run = Run {
        study: &study,
        dir: dir.path(),
        account: account(None),
        script: &script,
    };
    let (audits, said) = run.again(now(), false).await;
    let audits = audits.unwrap();
    let seen: Vec<(&str, &str, AccountFound, Option<AccountKind>, u64)> = audits
        .accounts
        .iter()
        .map(|look| {
            let seen = look.seen.as_ref().unwrap();
            (
                look.company.as_str(),
                look.handle.as_str(),
                seen.found,
                seen.kind,
                seen.posts_read,
            )
        })
        .collect();
    let (here, service, corporate) = (
        AccountFound::Found,
        Some(AccountKind::Service),
        Some(AccountKind::Corporate),
    );
    assert_eq!(
        seen,
        [
            ("c0000", "AcmeHelp", here, service, 2),
            ("c0000", "acme", here, corporate, 0),
            ("c0002", "gone", AccountFound::Missing, None, 0),
            ("c0002", "banned", AccountFound::Suspended, None, 0),
            ("c0002", "closed", here, corporate, 0),
        ]
    );
    let help = audits.accounts[0].seen.as_ref().unwrap();
    assert_eq!(
        (help.promise_minutes, help.hours.as_str()),
        (Some(120), "mon-fri 08:00-20:00")
    );
    assert_eq!(
        audits.accounts[4].seen.as_ref().unwrap().active,
        None,
        "what is closed is not known"
    );
    assert_eq!(
        script.asked(),
        [
            "profile AcmeHelp",
            "posts AcmeHelp 40",
            "profile acme",
            "posts acme 40",
            "profile gone",
            "profile banned",
            "profile closed"
        ]
    );
    assert_eq!(said.companies, ["0/3 c0000", "1/3 c0001", "2/3 c0002"]);
    assert_eq!(said.remarks.len(), 1, "{:?}", said.remarks);
    assert!(
        said.remarks[0]
            .starts_with("twitter: 5 accounts to look at, the newest 40 posts of each: at a price")
    );

    // The next day but a minute it is all still there, and nothing is asked; then it is looked at again.
    let hours = |n| now() + SignedDuration::from_hours(n);
    let (later, said) = run
        .again(hours(24) - SignedDuration::from_mins(1), false)
        .await;
    assert_eq!(later.unwrap().accounts, audits.accounts);
    assert_eq!((script.asked(), said.remarks), (vec![], vec![]));
    run.again(hours(1), true).await.0.unwrap();
    assert_eq!(script.asked().len(), 7);
    run.again(hours(26), false).await.0.unwrap();
    assert_eq!(script.asked().len(), 7);
}

#[tokio::test]
async fn the_cap_is_kept_and_what_was_seen_before_stays() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(&["a", "b", "c"]);
    let forty: Vec<Post> = (0..50).map(|n| post(n, "x")).collect();
    let script = ["a", "b", "c"].iter().fold(Script::default(), |s, h| {
        s.with(h, found(h, "", forty.clone()))
    });
    // A look may cost 415,000; these cost 210,000 each. After two, another might be too much.
    let mut run = Run {
        study: &study,
        dir: dir.path(),
        account: account(Some(800_000)),
        script: &script,
    };
    let (audits, said) = run.again(now(), false).await;
    let audits = audits.unwrap();
    let problems: Vec<Option<&str>> = audits
        .accounts
        .iter()
        .map(|l| l.problem.as_deref())
        .collect();
    assert_eq!(
        problems,
        [
            None,
            None,
            Some("not looked at: the spending cap leaves too little")
        ]
    );
    assert!(audits.failure.is_none());
    assert_eq!(
        said.remarks,
        [
            "twitter: 3 accounts to look at, the newest 40 posts of each: about 1.25 USD; 0.80 USD of 0.80 USD are left",
            "@study at x: 0.42 USD of 0.80 USD are spent, and the next look may cost 0.42 USD: nothing more is read \
             there; raise `cap` in [channels.twitter.spending] to go on"
        ]
    );
    assert_eq!(script.asked().len(), 4);
    // With more in the till only the third is asked.
    run.account = account(Some(900_000));
    let (audits, _) = run.again(now() + SignedDuration::from_mins(5), false).await;
    assert!(audits.unwrap().accounts.iter().all(|l| l.seen.is_some()));
    assert_eq!(script.asked(), ["profile c", "posts c 40"]);
}

#[tokio::test]
async fn a_network_that_fails_is_asked_no_more_and_its_accounts_say_so() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(&["a", "b c", "d e", "f"]);
    let script = Script::default()
        .with("a", Act::Fails)
        .with("b", found("b", "", vec![]))
        .with("c", Act::Fails)
        .with("d", Act::Fails)
        .with("e", Act::Fails)
        .with("f", found("f", "", vec![]));
    let run = Run {
        study: &study,
        dir: dir.path(),
        account: account(Some(90_000_000)),
        script: &script,
    };
    let (audits, said) = run.again(now(), false).await;
    let audits = audits.unwrap();
    let seen: Vec<bool> = audits
        .accounts
        .iter()
        .map(|look| look.seen.is_some())
        .collect();
    assert_eq!(seen, [false, true, false, false, false, false]);
    assert_eq!(script.asked().len(), 6, "posts of b, and f not at all");
    assert!(matches!(audits.failure, Some(Error::Server { .. })));
    assert_eq!(audits.accounts[0].problem.as_deref(), Some("x: 503"));
    assert!(
        audits.accounts[5]
            .problem
            .as_deref()
            .unwrap()
            .starts_with("not looked at: ")
    );
    assert!(
        said.remarks
            .last()
            .unwrap()
            .starts_with("twitter is not asked any more: x: 503")
    );
    // What failed cost something all the same.
    let store = Store::open(&dir.path().join("shopper.db")).await.unwrap();
    assert_eq!(
        store
            .spent("@study at x", Timestamp::UNIX_EPOCH)
            .await
            .unwrap()["profile"],
        5
    );

    let refusing = script.clone().with("a", Act::Refuses);
    let run = Run {
        script: &refusing,
        ..run
    };
    let (audits, _) = run.again(now(), false).await;
    assert!(matches!(
        audits.unwrap().failure,
        Some(Error::Authentication { .. })
    ));
    assert_eq!(script.asked(), ["profile a"]);
}

/// Has enough after the first company.
struct Tired(Stop);
impl Watch for Tired {
    fn company(&mut self, done: usize, _: usize, _: &Company) {
        if done == 1 {
            self.0.request();
        }
    }
    fn remark(&mut self, _: &str) {}
}

#[tokio::test]
async fn a_stop_is_heeded_and_what_was_seen_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let study = study(&["a", "b"]);
    let script = Script::default()
        .with("a", found("a", "", vec![]))
        .with("b", found("b", "", vec![]));
    let store = Store::open(&dir.path().join("shopper.db")).await.unwrap();
    let account = account(None);
    let stop = Stop::new();
    let auditor = Auditor::new(&study, &store, Clock::simulated(now()), 40, false)
        .await
        .unwrap();
    let stopped = auditor
        .with_network(&account, script.clone())
        .run(&stop, &mut Tired(stop.clone()))
        .await;
    assert!(matches!(stopped, Err(Error::Interrupted)));
    assert_eq!(script.asked(), ["profile a", "posts a 40"]);
    let run = Run {
        study: &study,
        dir: dir.path(),
        account,
        script: &script,
    };
    run.again(now(), false).await.0.unwrap();
    assert_eq!(script.asked(), ["profile b", "posts b 40"]);
}

#[tokio::test]
async fn a_page_gives_its_promise_and_outlives_its_site() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let page = "<p>We answer every message within 3 hours.</p><a href='https://x.com/other'>X</a>";
    let home = axum::routing::get(move || async move { axum::response::Html(page) });
    let router = axum::Router::new().route("/", home);
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&dir.path().join("shopper.db")).await.unwrap();
    let mut study = study(&["a", "b"]);
    study.panel[0].site = Some(address.clone());
    let script = ["a", "b"]
        .iter()
        .fold(Script::default(), |s, h| s.with(h, found(h, "", vec![])));
    let account = account(None);
    let look = async |at: Timestamp| {
        let clock = Clock::simulated(at);
        let visitor = Visitor::new(clock.clone(), SignedDuration::from_secs(1)).unwrap();
        let auditor = Auditor::new(&study, &store, clock, 40, false)
            .await
            .unwrap();
        let auditor = auditor
            .with_sites(visitor)
            .with_network(&account, script.clone());
        auditor
            .run(&Stop::new(), &mut Said::default())
            .await
            .unwrap()
    };
    let first = look(now()).await;
    let promises: Vec<Option<u32>> = first
        .accounts
        .iter()
        .map(|l| l.seen.as_ref().unwrap().promise_minutes)
        .collect();
    assert_eq!(promises, [Some(180), None]);
    assert_eq!(
        first.sites[1].problem.as_deref(),
        Some("companies.csv names no site")
    );
    server.abort();
    let _ = server.await;
    let second = look(now() + SignedDuration::from_hours(25)).await;
    assert!(
        second.sites[0]
            .problem
            .as_deref()
            .unwrap()
            .contains("refused"),
        "{:?}",
        second.sites[0]
    );
    let kept = store.profiles().await.unwrap();
    let site = kept.iter().find(|k| k.network.is_none()).unwrap();
    let look: SiteLook = serde_json::from_str(&site.json).unwrap();
    assert_eq!(
        look, first.sites[0],
        "what was read then is still what is known"
    );
}
