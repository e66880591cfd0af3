//! Chats: one browser, one page after the other, in simulated time.

use crate::site::Site;
use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::routing::any;
use mystery_shopper::channel::browser::BrowserOptions;
use mystery_shopper::channel::chat::{Chatter, Ended, Record};
use mystery_shopper::channel::{Dispatch, Transport};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{
    AttemptResult, ExhibitKind, Language, Outcome, Particulars, Speaker, Web,
};

const QUESTION: &str = "What does delivery cost?";
const ANSWER: &str = "Delivery within the country costs 4.95 euro, and takes two working days.";

/// A widget: a launcher, and behind it a log, an input and what is said. `ROOT` is where it is put.
const WIDGET: &str = r#"
<style>
  .fab { position: fixed; right: 20px; bottom: 20px; }
  .panel { position: fixed; right: 20px; bottom: 70px; width: 320px; height: 400px; background: #eee; }
  .log { height: 300px; overflow-y: auto; }
</style>
<button class="fab" aria-label="LABEL">&#128172;</button>
<div class="chat-panel panel" hidden>
  <button aria-label="Close chat">x</button>
  <div class="log"></div>
  <form><textarea placeholder="Type a message"></textarea><button type="submit" aria-label="Send">&gt;</button></form>
</div>"#;

const SCRIPT: &str = r#"
const root = ROOT, $ = s => root.querySelector(s), panel = $('.panel');
$('.fab').onclick = () => { panel.hidden = !panel.hidden; if (!panel.hidden && !panel.open) { panel.open = true; greet(); } };
function say(text, cls, name) {
  const item = document.createElement('div');
  item.className = 'message ' + (cls || '');
  if (name) { const n = document.createElement('span'); n.className = 'author-name'; n.style.display = 'block'; n.textContent = name; item.append(n); }
  const bubble = document.createElement('div');
  bubble.textContent = text;
  item.append(bubble);
  const time = document.createElement('time'); time.textContent = '12:04'; item.append(time);
  $('.log').append(item);
  return bubble;
}
let sent = 0;
$('form').onsubmit = e => { e.preventDefault(); const t = $('textarea'); const text = t.value; if (!text) return; t.value = ''; say(text, 'own'); fetch('/sent?' + (++sent), {method: 'POST', body: text}); heard(text); };
$('textarea').onkeydown = e => { if (e.key === 'Enter') { e.preventDefault(); $('form').requestSubmit(); } };
let greet = () => {}, heard = () => {};
"#;

fn page(root: &str, label: &str, more: &str) -> String {
    let widget = WIDGET.replace("LABEL", label);
    format!(
        "<!DOCTYPE html><title>Shop</title><h1>Shop</h1><a href='/other'>Help</a>\
         <form><input name=email type=email><textarea name=m placeholder='Your message'></textarea></form>\
         <div id=live-chat></div><script>const at = document.getElementById('live-chat');\n{}{}\n{more}</script>",
        match root {
            "shadow" =>
                "const host = at.attachShadow({mode: 'open'}); host.innerHTML = `W`;".to_owned(),
            _ => "at.innerHTML = `W`;".to_owned(),
        }
        .replace('W', &widget),
        SCRIPT.replace("ROOT", if root == "shadow" { "host" } else { "at" }),
    )
}

fn answers(path: &str) -> Option<(u16, String)> {
    let later = "const later = (ms, f) => setTimeout(f, ms);";
    let robo = "greet = () => say('Hi! I am Robo, the virtual assistant. How can I help you?', '', 'Robo');";
    let text = match path {
        "/plain" => page(
            "plain",
            "Chat with us",
            &format!("{robo} {later} heard = () => later(50, () => say('{ANSWER}', '', 'Robo'));"),
        ),
        "/shadow" => page(
            "shadow",
            "Fragen?",
            &format!("{later} heard = () => later(50, () => say('{ANSWER}', 'bot'));"),
        ),
        "/frame" => "<h1>Shop</h1><iframe src='/plain' title='Chat' style='width:600px;height:600px'></iframe>".to_owned(),
        "/nested" => "<h1>Shop</h1><iframe src='/frame' title='Chat' style='width:700px;height:700px'></iframe>".to_owned(),
        "/socket" => page(
            "plain",
            "Discuter",
            "const ws = new WebSocket(location.origin.replace('http', 'ws') + '/ws'); \
             ws.onmessage = e => { const m = JSON.parse(e.data); say(m.text, m.class, m.name); }; \
             heard = text => ws.send(text);",
        ),
        "/agent" => page(
            "plain",
            "Need help?",
            &format!(
                "{robo} {later} heard = () => {{ later(20, () => say('I will connect you with a colleague.', '', 'Robo')); \
                 later(150, () => say('You are number 2 in the queue', 'note')); \
                 later(300, () => say('Jessica joined the chat', 'note')); \
                 later(600, () => say('{ANSWER}', '', 'Jessica')); }};"
            ),
        ),
        "/queue" => page(
            "plain",
            "Chat",
            &format!("{later} heard = () => later(20, () => say('All agents are busy. You are number 7 in the queue.', 'note'));"),
        ),
        "/silent" => page("plain", "Chat", ""),
        "/typing" => page(
            "plain",
            "Chat",
            &format!(
                "{later} heard = () => {{ let d; later(20, () => {{ d = say('…', 'typing-indicator'); }}); \
                 later(700, () => {{ d.parentNode.remove(); say('{ANSWER}', 'agent', 'Tom'); }}); }};"
            ),
        ),
        "/closed" => page(
            "plain",
            "Chat",
            "greet = () => say('We are closed. Our opening hours are Monday to Friday, 9 to 17.', 'note');",
        ),
        "/leave" => page("plain", "Chat", &form("We are offline. Leave a message!", "<input name=name placeholder=Name><input type=email name=email placeholder=Email><textarea placeholder=Message></textarea>", "Send")),
        "/prechat" => page(
            "plain",
            "Chat met ons",
            &format!(
                "{} {later} heard = () => later(50, () => say('{ANSWER}', 'agent'));",
                form("Welkom!", "<input name=naam placeholder=Naam required><input type=email name=email placeholder=E-mail required>", "Start chat")
            ),
        ),
        "/prechat-more" => page("plain", "Chat", &form("Welcome!", "<input name=name placeholder=Name required><input name=order placeholder='Order number' required>", "Start chat")),
        "/captcha" => page("plain", "Chat", "greet = () => { $('form').innerHTML = '<div class=g-recaptcha style=\"width:300px;height:70px\">I am not a robot</div>'; };"),
        "/none" => "<h1>Shop</h1><form><input name=email><textarea name=m placeholder='Your message'></textarea><button>Send</button></form>".to_owned(),
        "/failing" => page("plain", "Chat", "heard = () => say('Not delivered. Click to retry', 'status');"),
        "/void" => page("plain", "Chat", "$('form').onsubmit = e => { e.preventDefault(); };"),
        "/banner" => format!(
            "{}<div id=cookie-banner style='position:fixed;inset:0;background:#fff'><p>We use cookies</p>\
             <button onclick=\"fetch('/accepted')\">Accept all</button>\
             <button onclick=\"this.parentNode.remove()\">Reject all</button></div>",
            page("plain", "Chat", &format!("heard = () => say('{ANSWER}', 'bot');"))
        ),
        "/options" => page(
            "plain",
            "Chat",
            "greet = () => say('Hello, I am a chatbot.', 'bot'); \
             heard = () => { const b = say('Did you mean one of these?', 'bot'); const q = document.createElement('button'); \
             q.textContent = 'Returns'; q.onclick = () => fetch('/pressed'); b.append(q); };",
        ),
        _ => return None,
    };
    Some((200, text))
}

/// A form in the place of the chat's own field.
fn form(text: &str, fields: &str, button: &str) -> String {
    format!(
        "const own = $('form'); own.hidden = true; const pre = document.createElement('form'); \
         pre.innerHTML = `<p>{text}</p>{fields}<button type=submit>{button}</button>`; \
         pre.onsubmit = e => {{ e.preventDefault(); fetch('/pre?' + new URLSearchParams(new FormData(pre)), {{method: 'POST'}}); pre.remove(); own.hidden = false; }}; \
         panel.append(pre);"
    )
}

async fn socket(upgrade: WebSocketUpgrade) -> axum::response::Response {
    upgrade.on_upgrade(|mut socket: WebSocket| async move {
        let hello = r#"{"text": "Bonjour, comment puis-je vous aider ?", "class": "bot"}"#;
        let _ = socket.send(Message::Text(hello.into())).await;
        while let Some(Ok(Message::Text(_))) = socket.recv().await {
            let answer = format!(r#"{{"text": "{ANSWER}", "class": "agent", "name": "Zoé"}}"#);
            let _ = socket.send(Message::Text(answer.into())).await;
        }
    })
}

fn dispatch(address: &str) -> Dispatch {
    let now = "2026-11-02T09:00:00Z".parse().unwrap();
    Dispatch {
        enquiry: 7,
        number: 1,
        from_name: "Anna Reed".to_owned(),
        from: "anna.reed+q7@shop.example".to_owned(),
        to: address.to_owned(),
        own_id: "q7.1".to_owned(),
        thread_id: String::new(),
        subject: String::new(),
        body: "Dear company".to_owned(),
        date: now,
        particulars: Some(Box::new(Particulars {
            language: Language::En,
            full_name: "Anna Reed".to_owned(),
            email: "anna.reed+q7@shop.example".to_owned(),
            question: QUESTION.to_owned(),
            token: "q7".to_owned(),
            ..Particulars::default()
        })),
    }
}

/// What a chat came to: the result, how it ended, and who said what, unasked or not.
struct Held {
    outcome: Outcome,
    record: Record,
}

impl Held {
    fn is(&self, result: AttemptResult, ended: Ended) {
        let record = &self.record;
        assert_eq!(
            (self.outcome.result, record.ended),
            (result, ended),
            "{record:#?}"
        );
    }

    fn said(&self) -> Vec<(Speaker, &str, &str, bool)> {
        self.outcome
            .said
            .iter()
            .map(|s| (s.speaker, s.name.as_str(), s.text.as_str(), s.unasked))
            .collect()
    }

    fn answered_by(&self, speaker: Speaker) {
        self.is(AttemptResult::Accepted, Ended::Answered);
        let said = self.said();
        let answer = said.iter().find(|s| s.2 == ANSWER);
        assert_eq!(
            answer.map(|s| (s.0, s.3)),
            Some((speaker, false)),
            "{said:?}"
        );
        let sent: Vec<_> = self
            .record
            .turns
            .iter()
            .filter(|t| t.speaker == Speaker::Shopper)
            .collect();
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert_eq!(sent[0].text, QUESTION);
    }
}

struct Shopper {
    site: Site,
    chatter: Chatter,
    _profiles: tempfile::TempDir,
}

impl Shopper {
    async fn new() -> Self {
        let site = Site::serve(answers, Router::new().route("/ws", any(socket))).await;
        let profiles = tempfile::tempdir().unwrap();
        let clock = Clock::simulated("2026-11-02T09:00:00Z".parse().unwrap());
        let options = BrowserOptions::new(profiles.path());
        Self {
            site,
            chatter: Chatter::new(&Web::default(), clock, options),
            _profiles: profiles,
        }
    }

    async fn hold(&mut self, path: &str) -> Held {
        let address = self.site.at(path);
        self.put(&address).await
    }

    async fn put(&mut self, address: &str) -> Held {
        let mut outcomes = Vec::new();
        self.chatter
            .send(&[dispatch(address)], &mut |outcome| {
                outcomes.push(outcome);
                Ok(())
            })
            .await
            .unwrap();
        let outcome = outcomes.pop().unwrap();
        assert!(outcomes.is_empty());
        let record = outcome
            .exhibits
            .iter()
            .find(|e| e.kind == ExhibitKind::Record);
        let record = serde_json::from_slice(&record.unwrap().body).unwrap();
        Held { outcome, record }
    }
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver"]
async fn chats_are_found_and_their_answers_read() {
    let mut shopper = Shopper::new().await;
    let plain = shopper.hold("/plain").await;
    plain.answered_by(Speaker::Bot);
    assert_eq!(plain.said()[0].1, "Robo");
    assert!(plain.said()[0].3, "the greeting was not asked for");
    assert_eq!(plain.outcome.said.len(), 2);
    for kind in [ExhibitKind::Before, ExhibitKind::After] {
        let picture = plain.outcome.exhibits.iter().find(|e| e.kind == kind);
        assert_eq!(picture.unwrap().body[1..4], *b"PNG");
    }
    assert_eq!(shopper.site.asked("POST /sent?1").len(), 1);

    shopper.hold("/shadow").await.answered_by(Speaker::Bot);
    shopper.hold("/frame").await.answered_by(Speaker::Bot);
    shopper.hold("/nested").await.answered_by(Speaker::Bot);
    let socket = shopper.hold("/socket").await;
    socket.answered_by(Speaker::Agent);
    assert_eq!(socket.said()[0].3, true);
    shopper.hold("/typing").await.answered_by(Speaker::Agent);
    shopper.hold("/banner").await.answered_by(Speaker::Bot);
    assert_eq!(shopper.site.asked("GET /accepted").len(), 0);
    let prechat = shopper.hold("/prechat").await;
    prechat.answered_by(Speaker::Agent);
    let given = shopper
        .site
        .asked("POST /pre?naam=Anna+Reed&email=anna.reed%2Bq7%40shop.example");
    assert_eq!(given.len(), 1);

    let agent = shopper.hold("/agent").await;
    agent.answered_by(Speaker::Agent);
    assert_eq!(agent.record.queue.len(), 1);
    assert_eq!(agent.record.queue[0].1, 2);
    let who: Vec<_> = agent.said().iter().map(|s| (s.0, s.1.to_owned())).collect();
    assert_eq!(
        who,
        [
            (Speaker::Bot, "Robo".to_owned()),
            (Speaker::Bot, "Robo".to_owned()),
            (Speaker::System, String::new()),
            (Speaker::System, String::new()),
            (Speaker::Agent, "Jessica".to_owned()),
        ]
    );
    // Each question was sent once, whatever came back.
    assert_eq!(shopper.site.asked("POST /sent?2").len(), 0);
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver"]
async fn what_is_no_answer_is_told_apart() {
    let mut shopper = Shopper::new().await;
    use AttemptResult::{Accepted, Deferred, HandedOver, InDoubt, NotReached, Refused};
    for (path, result, ended) in [
        ("/queue", Accepted, Ended::Queue),
        ("/silent", Accepted, Ended::NoAnswer),
        ("/options", Accepted, Ended::NoAnswer),
        ("/closed", Deferred, Ended::Closed),
        ("/leave", Deferred, Ended::LeaveMessage),
        ("/prechat-more", HandedOver, Ended::HandedOver),
        ("/captcha", HandedOver, Ended::HandedOver),
        ("/none", Refused, Ended::NoWidget),
        ("/nothing-there", Refused, Ended::NoWidget),
        ("/failing", InDoubt, Ended::Broken),
        ("/void", InDoubt, Ended::Broken),
    ] {
        let held = shopper.hold(path).await;
        eprintln!("{path}: {:?} {}", held.outcome.result, held.outcome.reply);
        held.is(result, ended);
        let put = matches!(result, Accepted | InDoubt);
        assert_eq!(held.record.asked_at.is_some(), put, "{path}");
    }
    assert_eq!(shopper.site.asked("GET /pressed").len(), 0);
    let away = shopper.put("http://127.0.0.1:9/").await;
    away.is(NotReached, Ended::Broken);
}
