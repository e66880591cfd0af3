//! The chat, from the other side of its socket.

use super::{Town, study};
use jiff::SignedDuration;
use mystery_shopper::model::{Channel, Disposition, Enquiry, Study};
use mystery_shopper::sandbox::{Behaviour, Content, Scenario, Truth, web};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use web::{ChatConduct, ChatEnding, ChatProfile, Widget};

/// The client's side of a WebSocket (RFC 6455): text frames of up to 64 kB.
struct Socket(BufReader<TcpStream>);

impl Socket {
    async fn to(host: &str) -> Self {
        let mut stream = TcpStream::connect(host).await.unwrap();
        let head = format!(
            "GET /chat/socket HTTP/1.1\r\nhost: {host}\r\nupgrade: websocket\r\nconnection: upgrade\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut stream = BufReader::new(stream);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        assert!(head.starts_with("http/1.1 101 "), "{head}");
        assert!(
            head.contains("s3pplmbitxaq9kygzzhzrbk+xoo="),
            "RFC 6455, 1.3"
        );
        Self(stream)
    }

    async fn say(&mut self, value: &Value) {
        let text = value.to_string().into_bytes();
        let mut frame = vec![0x81];
        let length = u16::try_from(text.len()).unwrap();
        if length < 126 {
            frame.push(0x80 | u8::try_from(length).unwrap());
        } else {
            frame.push(0x80 | 0x7e);
            frame.extend(length.to_be_bytes());
        }
        // A mask of zeros leaves the bytes as they are.
        frame.extend([0; 4]);
        frame.extend(text);
        self.0.get_mut().write_all(&frame).await.unwrap();
    }

    /// The next line, without saying that it was shown.
    async fn line(&mut self) -> Value {
        assert_eq!(self.0.read_u8().await.unwrap(), 0x81);
        let mut length = u16::from(self.0.read_u8().await.unwrap());
        if length == 126 {
            length = self.0.read_u16().await.unwrap();
        }
        let mut text = vec![0; usize::from(length)];
        self.0.read_exact(&mut text).await.unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    /// The next line, shown.
    async fn shown(&mut self) -> Value {
        let line = self.line().await;
        self.say(&json!({"seen": line["id"]})).await;
        line
    }
}

/// A town in which one company's chat ends in the wanted way.
struct Office {
    town: Town,
    study: Study,
    plan: Vec<Enquiry>,
    company: u32,
}

impl Office {
    fn open(ending: ChatEnding, change: impl FnOnce(&mut ChatProfile)) -> Self {
        let (study, plan) = study(10, 6, &["chat"]);
        let company = plan.iter().find(|e| e.offered()).unwrap().company;
        let behaviour = Behaviour::of_plan(&study, 6, &plan);
        let mut site = behaviour.site(company).unwrap().clone();
        let mut chat = ChatProfile {
            widget: Widget::Plain,
            bot: true,
            asks_first: false,
            editable: false,
            hours: None,
        };
        change(&mut chat);
        site.chat = Some(chat);
        let questions = u32::try_from(study.questions.len()).unwrap();
        let scenario = Scenario {
            sites: vec![(company, site)],
            chat_conducts: (0..questions)
                .map(|q| (company, q, ChatConduct { ending }))
                .collect(),
            ..Scenario::default()
        };
        let town = Town::open(&study, &plan, scenario);
        Self {
            town,
            study,
            plan,
            company,
        }
    }

    fn enquiry(&self) -> &Enquiry {
        self.plan
            .iter()
            .find(|e| e.company == self.company)
            .unwrap()
    }

    async fn socket(&self) -> Socket {
        let client = self.town.client(self.company);
        let mut socket = Socket::to(&client.host).await;
        socket.say(&json!({"start": {}})).await;
        socket
    }

    fn truth(&self) -> Truth {
        self.town.market.truth(&self.plan)[self.enquiry().seq as usize].clone()
    }

    async fn later(&self, seconds: i64) {
        let clock = &self.town.clock;
        clock
            .sleep_until(clock.now() + SignedDuration::from_secs(seconds))
            .await;
    }

    /// Waits until the truth knows it: what was shown is told in a message of its own.
    async fn until(&self, known: impl Fn(&Truth) -> bool) -> Truth {
        for _ in 0..100_000 {
            let truth = self.truth();
            if known(&truth) {
                return truth;
            }
            tokio::task::yield_now().await;
        }
        panic!("it never was: {:?}", self.truth());
    }
}

#[tokio::test]
async fn a_bot_greets_and_answers() {
    let office = Office::open(ChatEnding::BotAnswers(Content::Right(0)), |_| {});
    let mut socket = office.socket().await;
    let greeting = socket.shown().await;
    assert_eq!(greeting["kind"], "bot");
    assert!(greeting["text"].as_str().unwrap().contains("Welcome to"));
    assert_eq!(office.truth().disposition, Disposition::NotSent);
    socket.say(&json!({"text": "Hello there"})).await;
    assert!(
        socket.shown().await["text"]
            .as_str()
            .unwrap()
            .contains("did not understand")
    );
    let question = office.enquiry().render(&office.study).question;
    socket.say(&json!({"text": question})).await;
    office.until(|t| t.disposition == Disposition::Silent).await;
    let asked = office.town.clock.now();
    office.later(30).await;
    let answer = socket.line().await;
    let right = office.enquiry().question(&office.study).reference.clone();
    assert_eq!(answer["text"].as_str(), right.as_deref());
    assert_eq!(
        office.truth().disposition,
        Disposition::Silent,
        "not shown yet"
    );
    socket.say(&json!({"seen": answer["id"]})).await;
    let truth = office.until(|t| t.answered_at.is_some()).await;
    let took = truth.answered_at.unwrap().duration_since(asked).as_secs();
    assert!((1..=4).contains(&took), "{took}");
    assert_eq!(
        (truth.disposition, truth.correct),
        (Disposition::Answered, Some(true))
    );
    assert_eq!(office.town.market.unmatched(), 0);
}

#[tokio::test]
async fn an_agent_joins_after_the_queue_and_answers() {
    let ending = ChatEnding::AgentAnswers {
        content: Content::Wrong(0),
        rank: 0.5,
    };
    let office = Office::open(ending, |_| {});
    let mut socket = office.socket().await;
    socket.shown().await;
    let question = office.enquiry().render(&office.study).question;
    socket.say(&json!({"text": question})).await;
    office.until(|t| t.disposition == Disposition::Silent).await;
    let asked = office.town.clock.now();
    office.later(20 * 60).await;
    let mut kinds = Vec::new();
    let mut lines = Vec::new();
    loop {
        let line = socket.shown().await;
        kinds.push(line["kind"].as_str().unwrap().to_owned());
        let text = line["text"].as_str().unwrap().to_owned();
        let last = text.contains("anything else");
        lines.push(text);
        if last {
            break;
        }
    }
    kinds.dedup();
    assert_eq!(kinds, ["bot", "system", "agent"], "{lines:?}");
    assert!(lines[0].contains("connecting you") && lines[1].contains("in the queue"));
    assert!(
        lines.iter().any(|l| l.contains("has joined the chat")),
        "{lines:?}"
    );
    let truth = office.until(|t| t.answered_at.is_some()).await;
    let took = truth.answered_at.unwrap().duration_since(asked).as_secs();
    assert!((120..=1080).contains(&took), "{took}");
    assert_eq!(
        (truth.correct, truth.stance.as_str()),
        (Some(false), "wrong-1")
    );
    assert!(
        truth
            .acknowledged_at
            .is_some_and(|at| at < truth.answered_at.unwrap())
    );
}

#[tokio::test]
async fn what_nobody_is_there_to_hear_was_not_said() {
    let office = Office::open(ChatEnding::BotAnswers(Content::Right(0)), |_| {});
    let mut socket = office.socket().await;
    socket.shown().await;
    let question = office.enquiry().render(&office.study).question;
    socket.say(&json!({"text": question})).await;
    office.until(|t| t.disposition == Disposition::Silent).await;
    drop(socket);
    office.later(60).await;
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert_eq!(office.truth().disposition, Disposition::Silent);
}

#[tokio::test]
async fn out_of_hours_only_a_message_can_be_left() {
    let office = Office::open(ChatEnding::Queue, |chat| chat.hours = Some((10, 11)));
    let mut socket = office.socket().await;
    let closed = socket.line().await;
    assert_eq!(closed["kind"], "closed");
    let question = office.enquiry().render(&office.study).question;
    socket.say(&json!({"text": question})).await;
    socket
        .say(&json!({"leave": {"name": "Anna", "email": "a@b.example", "message": question}}))
        .await;
    assert!(
        socket.line().await["text"]
            .as_str()
            .unwrap()
            .contains("has been sent")
    );
    assert_eq!(office.truth().disposition, Disposition::NotSent);
    office.later(3600).await;
    let mut socket = office.socket().await;
    assert_eq!(socket.line().await["kind"], "bot");
}

#[tokio::test]
async fn other_endings_are_what_they_are() {
    for (ending, says, disposition) in [
        (
            ChatEnding::Redirected,
            "Please call",
            Disposition::Redirected,
        ),
        (
            ChatEnding::Left,
            "you are chatting with",
            Disposition::Silent,
        ),
        (
            ChatEnding::Queue,
            "number 1 in the queue",
            Disposition::Silent,
        ),
        (ChatEnding::Deflected, "I cannot help", Disposition::Silent),
    ] {
        let office = Office::open(ending, |chat| chat.bot = ending == ChatEnding::Deflected);
        let mut socket = office.socket().await;
        socket.shown().await;
        let question = office.enquiry().render(&office.study).question;
        socket.say(&json!({"text": question})).await;
        office
            .until(|t| t.disposition != Disposition::NotSent)
            .await;
        office.later(3600).await;
        while !socket.shown().await["text"]
            .as_str()
            .unwrap()
            .contains(says)
        {}
        office.until(|t| t.disposition == disposition).await;
    }
}

#[tokio::test]
async fn each_widget_stands_on_the_page_of_the_chat_and_at_home() {
    for (widget, mark) in [
        (Widget::Plain, "openPanel(host)"),
        (Widget::Frame, "make('iframe'"),
        (Widget::Shadow, "attachShadow({mode: 'open'})"),
    ] {
        let office = Office::open(ChatEnding::Queue, |chat| chat.widget = widget);
        let point =
            office
                .town
                .serving
                .contact_point(&office.town.market, Channel::Chat, office.company);
        let mut client = office.town.client(office.company);
        let path = point
            .strip_prefix(&format!("http://{}", client.host))
            .unwrap();
        for path in [path, "/"] {
            let page = client.open(path).await.text();
            assert!(page.contains(mark), "{path}");
            assert!(page.contains("\"launcher\":\"Chat with us\""));
        }
        assert_eq!(client.get("/chat/frame").await.status, 200);
        assert_eq!(client.get("/chat/socket").await.status, 400);
    }
}

#[test]
fn of_forty_that_offer_a_chat_so_many_questions_are_answered_as_the_study_found() {
    for seed in [1, 2, 3] {
        let (study, plan) = study(100, seed, &["chat"]);
        let behaviour = Behaviour::of_plan(&study, seed, &plan);
        let offered: BTreeSet<u32> = plan
            .iter()
            .filter(|e| e.offered())
            .map(|e| e.company)
            .collect();
        assert_eq!(offered.len(), 40);
        let asked = plan.iter().filter(|e| e.offered());
        let endings = asked.map(|e| behaviour.chat_conduct(e.company, e.question).ending);
        let answered = endings.filter(|e| {
            matches!(
                e,
                ChatEnding::BotAnswers(_) | ChatEnding::AgentAnswers { .. }
            )
        });
        assert_eq!(answered.count(), 160, "16 % of all");
        assert_eq!(study.panel.len(), 100);
    }
}
