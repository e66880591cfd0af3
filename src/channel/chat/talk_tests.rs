//! Talks, step by step.

use super::*;
use proptest::prelude::*;

const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
const QUESTION: &str = "What does delivery cost?";

/// A log as it grows: hints, text.
struct Chat {
    talk: Talk,
    log: Vec<Block>,
    now: Timestamp,
}

impl Chat {
    fn new() -> Self {
        Self {
            talk: Talk::default(),
            log: Vec::new(),
            now: "2026-11-02T09:00:00Z".parse().unwrap(),
        }
    }

    fn pass(&mut self, seconds: i64) -> &mut Self {
        self.now = self
            .now
            .checked_add(SignedDuration::from_secs(seconds))
            .unwrap();
        self
    }

    /// A new entry of the log, and a look at it.
    fn line(&mut self, hints: &str, text: &str) -> &mut Self {
        let item = u32::try_from(self.log.len()).unwrap();
        self.log.push(Block {
            text: text.to_owned(),
            hints: hints.to_owned(),
            item,
            side: Side::Left,
            kind: BlockKind::Text,
        });
        self.look(false)
    }

    fn look(&mut self, typing: bool) -> &mut Self {
        self.talk.see(&self.log, typing, self.now);
        self
    }

    fn ask(&mut self) -> &mut Self {
        self.talk.ask(QUESTION, self.now);
        self.line("bubble", QUESTION)
    }

    fn over(&self) -> Option<Ended> {
        self.talk.over(PATIENCE, self.now)
    }

    fn said(&self) -> Vec<(Speaker, &str, bool)> {
        self.talk
            .turns()
            .map(|t| (t.speaker, t.text.as_str(), t.unasked))
            .collect()
    }
}

#[test]
fn a_greeting_is_no_answer_and_an_answer_followed_by_quiet_is_the_end() {
    let mut chat = Chat::new();
    chat.line("msg bot", "Hi! How can I help?").pass(2).ask();
    assert!(chat.talk.is_shown() && !chat.talk.is_answered());
    chat.pass(3).line("msg bot", "Delivery costs 4.95 euro.");
    assert_eq!(chat.over(), None);
    chat.pass(19).look(false);
    assert_eq!(chat.over(), None);
    chat.pass(1).look(false);
    assert_eq!(chat.over(), Some(Ended::Answered));
    assert_eq!(
        chat.said(),
        [
            (Speaker::Bot, "Hi! How can I help?", true),
            (Speaker::Shopper, QUESTION, false),
            (Speaker::Bot, "Delivery costs 4.95 euro.", false),
        ]
    );
}

#[test]
fn who_comes_in_answers_from_then_on() {
    let mut chat = Chat::new();
    chat.line("m", "Hello, I'm Robo, your virtual assistant.")
        .ask();
    chat.pass(2).line("m", "I'll connect you with a colleague.");
    chat.pass(25).look(false);
    assert_eq!(chat.over(), None, "more was promised");
    chat.line("note", "Jessica joined the chat");
    chat.pass(40).look(false);
    assert_eq!(chat.over(), None, "she has said nothing yet");
    chat.line("m", "It is 4.95 within the country.")
        .pass(20)
        .look(false);
    assert_eq!(chat.over(), Some(Ended::Answered));
    let last = chat.talk.turns().last().unwrap();
    assert_eq!(
        (last.speaker, last.name.as_str()),
        (Speaker::Agent, "Jessica")
    );
    assert_eq!(chat.said()[2].0, Speaker::Bot);
    assert_eq!(chat.said()[3].0, Speaker::System);
}

#[test]
fn whoever_types_prolongs_it_until_patience_is_over() {
    let mut chat = Chat::new();
    chat.ask().pass(30).line("m agent", "It is 4.95.");
    for _ in 0..28 {
        chat.pass(19).look(true);
        assert_eq!(chat.over(), None);
    }
    chat.pass(60).look(true);
    assert_eq!(chat.over(), Some(Ended::Answered));
}

#[test]
fn without_names_and_classes_the_pace_tells_a_program() {
    let text = "Delivery within the country costs 4.95 euro and takes two working days.";
    let mut fast = Chat::new();
    fast.ask().pass(2).line("m", text);
    assert_eq!(fast.said()[1].0, Speaker::Bot);
    let mut slow = Chat::new();
    slow.ask().pass(45).line("m", text);
    assert_eq!(slow.said()[1].0, Speaker::Agent);
    // Thanks that come at once are a program's, and whoever answers later is none for that.
    let mut both = Chat::new();
    both.ask()
        .pass(1)
        .line("m", "Thanks! One moment please.")
        .pass(60)
        .line("m", text);
    assert_eq!(both.said()[1].0, Speaker::Bot);
    assert_eq!(both.said()[2].0, Speaker::Agent);
}

#[test]
fn the_queue_is_noted_and_is_what_remains() {
    let mut chat = Chat::new();
    chat.ask()
        .pass(1)
        .line("m", "You are number 4 in the queue");
    chat.pass(60).line("m", "You are number 3 in the queue");
    assert_eq!(
        chat.talk
            .queue()
            .iter()
            .map(|(_, n)| *n)
            .collect::<Vec<_>>(),
        [4, 3]
    );
    chat.pass(400).look(false);
    assert_eq!(chat.over(), None);
    chat.pass(200).look(false);
    assert_eq!(chat.over(), Some(Ended::Queue));
    assert!(!chat.talk.is_answered());
}

#[test]
fn nobody_answers() {
    let mut chat = Chat::new();
    chat.ask().pass(599).look(false);
    assert_eq!(chat.over(), None);
    chat.pass(1).look(false);
    assert_eq!(chat.over(), Some(Ended::NoAnswer));
}

#[test]
fn options_are_waited_out() {
    let mut chat = Chat::new();
    chat.ask()
        .pass(1)
        .line("m bot", "Did you mean one of these?");
    chat.log.push(Block {
        text: "Returns".to_owned(),
        kind: BlockKind::Button,
        item: 9,
        ..Block::default()
    });
    chat.look(false).pass(60).look(false);
    assert_eq!(chat.over(), None);
    assert_eq!(chat.talk.offered(), ["Returns"]);
    chat.pass(540).look(false);
    assert_eq!(chat.over(), Some(Ended::NoAnswer));
}

#[test]
fn a_chat_that_closes_is_over() {
    let mut chat = Chat::new();
    chat.ask().pass(5).line("m", "The chat has ended.");
    assert_eq!(chat.over(), Some(Ended::Closed));
    let mut chat = Chat::new();
    chat.ask()
        .pass(5)
        .line("m agent", "4.95.")
        .pass(1)
        .line("m", "Jessica left the chat");
    assert_eq!(chat.over(), Some(Ended::Answered));
    let mut chat = Chat::new();
    chat.ask()
        .pass(5)
        .line("m", "We are closed now, see our opening hours.")
        .pass(20)
        .look(false);
    assert_eq!(chat.over(), Some(Ended::Closed));
}

#[test]
fn whether_anybody_is_there_is_told_before_asking() {
    let mut chat = Chat::new();
    chat.line("m", "We are closed. Opening hours: Mon-Fri 9-17.");
    assert_eq!(chat.talk.is_closed().unwrap().0, Ended::Closed);
    let mut chat = Chat::new();
    chat.line("m bot", "Our agents are offline, but I can help you.");
    assert!(chat.talk.is_closed().is_none());
}

#[test]
fn what_was_said_in_an_earlier_chat_is_no_answer() {
    let mut chat = Chat::new();
    chat.ask();
    chat.log.insert(
        0,
        Block {
            text: "Last week's answer".to_owned(),
            item: 90,
            ..Block::default()
        },
    );
    // Our words are shown already: only what is behind them is an answer to them.
    chat.talk = Talk::default();
    chat.talk.ask(QUESTION, chat.now);
    chat.look(false);
    assert!(chat.said()[0].2, "{:?}", chat.said());
    assert!(!chat.talk.is_answered());
}

#[test]
fn an_answer_that_is_written_bit_by_bit_is_one() {
    let mut chat = Chat::new();
    chat.ask().pass(1).line("m bot", "Delivery");
    chat.log[1].text = "Delivery costs 4.95".to_owned();
    chat.pass(1).look(false);
    chat.log[1].text = "Delivery costs 4.95 euro.".to_owned();
    chat.pass(1).look(false);
    assert_eq!(chat.said().len(), 2);
    assert_eq!(chat.said()[1].1, "Delivery costs 4.95 euro.");
    assert_eq!(chat.over(), None);
}

#[test]
fn one_entry_of_several_paragraphs_is_one_line() {
    let mut chat = Chat::new();
    chat.ask();
    for text in ["Delivery costs 4.95 euro.", "Above 50 euro it is free."] {
        chat.log.push(Block {
            text: text.to_owned(),
            hints: "m agent".to_owned(),
            item: 7,
            ..Block::default()
        });
    }
    chat.pass(9).look(false);
    assert_eq!(
        chat.said()[1].1,
        "Delivery costs 4.95 euro.\nAbove 50 euro it is free."
    );
}

#[test]
fn names_come_from_beside_the_line() {
    let mut chat = Chat::new();
    chat.ask();
    for (text, kind) in [
        ("Tom", BlockKind::Name),
        ("4.95 euro.", BlockKind::Text),
        ("12:03", BlockKind::Time),
    ] {
        chat.log.push(Block {
            text: text.to_owned(),
            kind,
            item: 7,
            ..Block::default()
        });
    }
    chat.pass(30).look(false);
    let last = chat.talk.turns().last().unwrap();
    assert_eq!(
        (last.name.as_str(), last.text.as_str()),
        ("Tom", "4.95 euro.")
    );
}

#[test]
fn what_did_not_arrive_is_known() {
    let mut chat = Chat::new();
    chat.ask()
        .pass(4)
        .line("status", "Not delivered. Click to retry");
    assert!(chat.talk.is_undelivered());
}

#[test]
fn words_of_classes() {
    assert_eq!(
        words("msgUser bot-bubble x_y"),
        ["msg", "user", "bot", "bubble", "x", "y"]
    );
    assert!(Hints::of("ai-message-text").bot);
    assert!(!Hints::of("email-container").bot);
}

proptest! {
    #[test]
    fn any_log_is_a_talk(
        looks in proptest::collection::vec(
            proptest::collection::vec(("[a-z ]{0,6}|joined|You are number 3 in the queue", "bot|agent|user|", 0_u32..4), 0..8),
            0..6,
        ),
    ) {
        let mut talk = Talk::default();
        let mut now: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
        for (n, look) in looks.iter().enumerate() {
            let blocks: Vec<Block> = look
                .iter()
                .map(|(text, hints, item)| Block {
                    text: text.clone(),
                    hints: hints.clone(),
                    item: *item,
                    ..Block::default()
                })
                .collect();
            talk.see(&blocks, n % 2 == 0, now);
            if n == 1 {
                talk.ask("ab", now);
            }
            now = now.checked_add(SignedDuration::from_secs(5)).unwrap();
            prop_assert!(talk.over(SignedDuration::from_mins(60), now) != Some(Ended::NoAnswer));
        }
        if talk.asked_at().is_some() {
            let late = now.checked_add(SignedDuration::from_hours(2)).unwrap();
            prop_assert!(talk.over(SignedDuration::from_mins(60), late).is_some());
        }
    }
}
