//! Three hundred forms made by chance, of all kinds, each with something that becomes of it: none counts as
//! sent that was not, every CAPTCHA goes to a person, and nothing is sent twice.

use super::forms_server::{
    Asked, Does, MESSAGE, Site, dispatch, manner, particulars, put_by, sender,
};
use mystery_shopper::model::{AttemptResult, Language};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

const CASES: usize = 300;

/// What a page says, in English, Dutch, French and German.
struct Words {
    code: &'static str,
    contact: &'static str,
    name: &'static str,
    first: &'static str,
    last: &'static str,
    email: &'static str,
    phone: &'static str,
    subject: &'static str,
    topics: [&'static str; 3],
    message: &'static str,
    consent: &'static str,
    news: &'static str,
    send: &'static str,
    /// What stands on the page whatever happens, and only sounds like an answer.
    always: &'static str,
    taken: [&'static str; 3],
    wrong: &'static str,
    visit: &'static str,
    subscribed: &'static str,
    not_sent: &'static str,
    reference: &'static str,
}

const WORDS: [Words; 4] = [
    Words {
        code: "en",
        contact: "Contact us",
        name: "Your name",
        first: "First name",
        last: "Last name",
        email: "Email address",
        phone: "Phone",
        subject: "Subject",
        topics: ["My order", "Delivery", "Other question"],
        message: "Your message",
        consent: "I agree to the privacy policy",
        news: "Keep me posted about offers by newsletter",
        send: "Send message",
        always: "Once your message has been sent, we reply within two days. Thank you for choosing Acme.",
        taken: [
            "Thank you for your message.",
            "Your message has been sent.",
            "We have received your enquiry and will get back to you.",
        ],
        wrong: "Please correct the marked fields.",
        visit: "Thank you for your visit, Anna!",
        subscribed: "Thank you for subscribing. Your newsletter request has been received.",
        not_sent: "Sorry, something went wrong. Your message was not sent.",
        reference: "Your reference is",
    },
    Words {
        code: "nl",
        contact: "Neem contact op",
        name: "Uw naam",
        first: "Voornaam",
        last: "Achternaam",
        email: "E-mailadres",
        phone: "Telefoonnummer",
        subject: "Onderwerp",
        topics: ["Mijn bestelling", "Levering", "Andere vraag"],
        message: "Uw bericht",
        consent: "Ik ga akkoord met de privacyverklaring",
        news: "Houd mij op de hoogte van aanbiedingen via de nieuwsbrief",
        send: "Verstuur bericht",
        always: "Zodra uw bericht is verzonden, antwoorden wij binnen twee dagen. Bedankt dat u voor Acme kiest.",
        taken: [
            "Bedankt voor uw bericht.",
            "Uw bericht is verzonden.",
            "Wij hebben uw vraag ontvangen.",
        ],
        wrong: "Controleer de gemarkeerde velden.",
        visit: "Bedankt voor uw bezoek, Anna!",
        subscribed: "Bedankt voor uw aanmelding voor de nieuwsbrief. Uw aanvraag is ontvangen voor de nieuwsbrief.",
        not_sent: "Er ging iets mis. Uw bericht is niet verzonden.",
        reference: "Uw referentienummer is",
    },
    Words {
        code: "fr",
        contact: "Contactez-nous",
        name: "Votre nom",
        first: "Pr\u{e9}nom",
        last: "Nom de famille",
        email: "Adresse e-mail",
        phone: "T\u{e9}l\u{e9}phone",
        subject: "Objet",
        topics: ["Ma commande", "Livraison", "Autre question"],
        message: "Votre message",
        consent: "J'accepte la politique de confidentialit\u{e9}",
        news: "Je souhaite recevoir la newsletter et les offres",
        send: "Envoyer le message",
        always: "Une fois votre message envoy\u{e9}, nous r\u{e9}pondons sous deux jours. Merci de votre confiance.",
        taken: [
            "Merci pour votre message.",
            "Votre message a bien \u{e9}t\u{e9} envoy\u{e9}.",
            "Nous avons bien re\u{e7}u votre demande.",
        ],
        wrong: "Veuillez corriger les champs indiqu\u{e9}s.",
        visit: "Merci de votre visite, Anna !",
        subscribed: "Merci pour votre inscription \u{e0} la newsletter. Votre demande d'inscription a bien \u{e9}t\u{e9} re\u{e7}ue.",
        not_sent: "Une erreur est survenue. Votre message n'a pas \u{e9}t\u{e9} envoy\u{e9}.",
        reference: "Votre num\u{e9}ro de dossier est",
    },
    Words {
        code: "de",
        contact: "Kontakt aufnehmen",
        name: "Ihr Name",
        first: "Vorname",
        last: "Nachname",
        email: "E-Mail-Adresse",
        phone: "Telefon",
        subject: "Betreff",
        topics: ["Meine Bestellung", "Lieferung", "Andere Frage"],
        message: "Ihre Nachricht",
        consent: "Ich stimme der Datenschutzerkl\u{e4}rung zu",
        news: "Bitte senden Sie mir den Newsletter mit Angeboten",
        send: "Nachricht senden",
        always: "Sobald Ihre Nachricht eingegangen ist, antworten wir binnen zwei Tagen. Danke f\u{fc}r Ihren Besuch.",
        taken: [
            "Vielen Dank f\u{fc}r Ihre Nachricht.",
            "Ihre Nachricht wurde gesendet.",
            "Wir haben Ihre Anfrage erhalten.",
        ],
        wrong: "Bitte korrigieren Sie die markierten Felder.",
        visit: "Vielen Dank f\u{fc}r Ihren Besuch, Anna!",
        subscribed: "Vielen Dank f\u{fc}r Ihre Anmeldung zum Newsletter. Ihre Anfrage zum Newsletter ist eingegangen.",
        not_sent: "Leider ist etwas schiefgegangen. Ihre Nachricht wurde nicht gesendet.",
        reference: "Ihre Vorgangsnummer lautet",
    },
];

/// What becomes of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    // Taken.
    Said,
    SaidWithReference,
    LedToThanks,
    FlashAboveEmptyForm,
    Json,
    // Not taken, or nobody can know.
    ShownAgain,
    Marked422,
    NotSent,
    SoftError,
    ServerError,
    SamePage,
    LedHome,
    ThanksForVisit,
    Subscribed,
    Broken,
    Expired,
    TooMany,
    // Nothing may be sent.
    Captcha(usize),
    Login,
    Elsewhere,
    Unfillable,
}

const FATES: &[Fate] = &[
    Fate::Said,
    Fate::SaidWithReference,
    Fate::LedToThanks,
    Fate::FlashAboveEmptyForm,
    Fate::Json,
    Fate::ShownAgain,
    Fate::Marked422,
    Fate::NotSent,
    Fate::SoftError,
    Fate::ServerError,
    Fate::SamePage,
    Fate::LedHome,
    Fate::ThanksForVisit,
    Fate::Subscribed,
    Fate::Broken,
    Fate::Expired,
    Fate::TooMany,
    Fate::Captcha(0),
    Fate::Captcha(1),
    Fate::Captcha(2),
    Fate::Captcha(3),
    Fate::Captcha(4),
    Fate::Login,
    Fate::Elsewhere,
    Fate::Unfillable,
];

const CAPTCHAS: [&str; 5] = [
    "<div class=g-recaptcha data-sitekey=k></div><script src=https://www.google.com/recaptcha/api.js async></script>",
    "<div class=h-captcha data-sitekey=k></div><script src=https://js.hcaptcha.com/1/api.js></script>",
    "<div class=cf-turnstile data-sitekey=k></div><script src=https://challenges.cloudflare.com/turnstile/v0/api.js></script>",
    "<div class=frc-captcha data-sitekey=k></div><script src=https://unpkg.com/friendly-challenge/widget.min.js></script>",
    "<p><img src=/captcha.png alt=captcha><label>Code <input name=captcha_code required></label></p>",
];

/// One site of the three hundred.
struct Case {
    fate: Fate,
    words: &'static Words,
    page: String,
    /// What its form holds, empty.
    taken: &'static str,
}

impl Case {
    fn by_chance(random: &mut ChaCha8Rng, number: usize) -> Self {
        let words = WORDS.choose(random).unwrap();
        // Every fate comes up.
        let fate = FATES[number % FATES.len()];
        let form = form(random, words, fate, number);
        let decoys = [
            "<form action=/search><input type=search name=q placeholder=Search><button>Search</button></form>",
            "<form method=post action=/news><input type=email name=news_email placeholder=Newsletter><button>OK</button></form>",
            "<form method=post action=/login><input name=user><input type=password name=pw><button>Log in</button></form>",
        ];
        let mut decoy = || {
            if random.random_bool(0.4) {
                *decoys.choose(random).unwrap()
            } else {
                ""
            }
        };
        let (above, below) = (decoy(), decoy());
        let page = format!(
            "<!doctype html><html lang={}><head><title>{} | Acme</title><style>.hp{{display:none}}</style></head><body>\
             <nav><a href=/>Home</a> <a href=/shop>Shop</a></nav>{above}<h1>{}</h1><p>{}</p>{form}{below}<footer>Acme Ltd</footer></body></html>",
            words.code, words.contact, words.contact, words.always
        );
        let taken = words.taken.choose(random).unwrap();
        Self {
            fate,
            words,
            page,
            taken,
        }
    }

    /// The page with this in place of all forms.
    fn instead(&self, html: &str) -> String {
        format!(
            "<!doctype html><html lang={}><head><title>Acme</title></head><body><nav><a href=/>Home</a> <a href=/shop>Shop</a></nav>\
             {html}<p>{}</p><footer>Acme Ltd</footer></body></html>",
            self.words.code, self.words.always
        )
    }

    fn answer(&self, number: usize, asked: &Asked) -> Does {
        let again = |above: &str, message: &str| {
            self.page
                .replace("</h1>", &format!("</h1>{above}"))
                .replace("</textarea>", &format!("{message}</textarea>"))
        };
        let words = self.words;
        match self.fate {
            Fate::Said => Does::page(self.instead(&format!("<h1>{}</h1>", self.taken))),
            Fate::SaidWithReference => Does::page(self.instead(&format!(
                "<p>{}</p><p>{} <b>R-{number:05}</b>.</p>",
                self.taken, words.reference
            ))),
            Fate::LedToThanks => Does::to(303, format!("/{number}/thank-you")),
            Fate::FlashAboveEmptyForm => Does::page(again(
                &format!("<div class=flash>{}</div>", words.taken[1]),
                "",
            )),
            Fate::Json => Does::page(r#"{"status":"mail_sent","message":"OK"}"#)
                .with("content-type", "application/json"),
            Fate::ShownAgain => Does::page(again(
                "",
                &asked.field("message").unwrap_or_else(|| MESSAGE.to_owned()),
            )),
            Fate::Marked422 => Does::status(
                422,
                again(&format!("<p class=error>{}</p>", words.wrong), "")
                    .replace("type=email", "type=email aria-invalid=true"),
            ),
            Fate::NotSent => Does::page(self.instead(&format!("<p>{}</p>", words.not_sent))),
            Fate::SoftError => {
                Does::page(self.instead(&format!("<p>{}</p><p>Error: ABC-123</p>", words.taken[0])))
            }
            Fate::ServerError => Does::status(
                500 + u16::try_from(number % 4).unwrap(),
                self.instead("<h1>Error</h1>"),
            ),
            Fate::SamePage => Does::page(&self.page),
            Fate::LedHome => Does::to(302, format!("/{number}/home")),
            Fate::ThanksForVisit => Does::page(self.instead(&format!("<h1>{}</h1>", words.visit))),
            Fate::Subscribed => Does::page(self.instead(&format!("<p>{}</p>", words.subscribed))),
            Fate::Broken if number.is_multiple_of(2) => Does::Half,
            Fate::Broken => Does::Cut,
            Fate::Expired => Does::status(419, self.instead("<h1>Page expired</h1>")),
            Fate::TooMany => Does::status(429, "Too many requests"),
            Fate::Captcha(_) | Fate::Login | Fate::Elsewhere | Fate::Unfillable => {
                Does::page(self.instead(words.taken[0]))
            }
        }
    }
}

fn form(random: &mut ChaCha8Rng, words: &Words, fate: Fate, number: usize) -> String {
    if fate == Fate::Login {
        return "<p>You must be logged in to contact us.</p><form method=post action=/login>\
                <label>User <input name=user></label><label>Password <input type=password name=pw></label><button>Log in</button></form>"
            .to_owned();
    }
    let style = random.random_range(0..4);
    let mut next = 0;
    let mut field = |label: &str, control: &str| {
        next += 1;
        let control = control.replacen(' ', &format!(" id=f{next} "), 1);
        match style {
            0 => format!("<p><label>{label} {}</label></p>", close(&control)),
            1 => format!(
                "<div><label for=f{next}>{label}</label>{}</div>",
                close(&control)
            ),
            2 => format!(
                "<table><tr><td>{label}</td><td>{}</td></tr></table>",
                close(&control)
            ),
            _ => format!(
                "<div>{}</div>",
                close(&control.replacen(' ', &format!(" placeholder=\"{label}\" "), 1))
            ),
        }
    };
    let mut fields = Vec::new();
    if random.random_bool(0.5) {
        fields.push(field(words.name, "<input name=naam required>"));
    } else {
        fields.push(field(words.first, "<input name=fn required>"));
        fields.push(field(words.last, "<input name=ln required>"));
    }
    fields.push(field(words.email, "<input type=email name=email required>"));
    if random.random_bool(0.3) {
        fields.push(field(words.phone, "<input type=tel name=tel>"));
    }
    match random.random_range(0..3) {
        0 => fields.push(field(words.subject, "<input name=onderwerp>")),
        1 => {
            let options: String = words
                .topics
                .iter()
                .enumerate()
                .map(|(i, t)| format!("<option value={i}>{t}</option>"))
                .collect::<Vec<_>>()
                .concat();
            fields.push(format!("<p><label>{} <select name=topic required><option value=''>-</option>{options}</select></label></p>", words.subject));
        }
        _ => {}
    }
    fields.push(field(words.message, "<textarea name=message required>"));
    if fate == Fate::Unfillable {
        fields.push(field(
            "Serial number of your appliance",
            "<input name=serial required>",
        ));
    }
    if random.random_bool(0.4) {
        fields.push(format!(
            "<p><label><input type=checkbox name=ok value=1 required> {}</label></p>",
            words.consent
        ));
    }
    if random.random_bool(0.4) {
        fields.push(format!(
            "<p><label><input type=checkbox name=news value=1> {}</label></p>",
            words.news
        ));
    }
    match random.random_range(0..4) {
        0 => fields.push("<div class=hp><input name=website></div>".to_owned()),
        1 => fields
            .push("<input name=url style='position:absolute;left:-5000px' tabindex=-1>".to_owned()),
        2 => fields
            .push("<div aria-hidden=true style='display:none'><input name=fax></div>".to_owned()),
        _ => {}
    }
    if let Fate::Captcha(which) = fate {
        fields.push(CAPTCHAS[which].to_owned());
    }
    let kind = ["", " enctype=multipart/form-data", " accept-charset=utf-8"]
        .choose(random)
        .unwrap();
    let action = match fate {
        Fate::Elsewhere => "https://collector.example/in".to_owned(),
        _ => format!("/{number}/send"),
    };
    format!(
        "<form method=post action={action}{kind}><input type=hidden name=csrf value=c{number}>{}<button type=submit>{}</button></form>",
        fields.concat(),
        words.send
    )
}

fn close(control: &str) -> String {
    if control.starts_with("<textarea") {
        format!("{control}</textarea>")
    } else {
        control.to_owned()
    }
}

fn number(target: &str) -> (usize, &str) {
    let (number, rest) = target[1..].split_once('/').unwrap_or((&target[1..], ""));
    (number.parse().unwrap_or(usize::MAX), rest)
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "every fate beside what must come of it"
)]
async fn three_hundred_forms_of_all_kinds() {
    let mut random = ChaCha8Rng::seed_from_u64(300);
    let cases: Vec<Case> = (0..CASES)
        .map(|n| Case::by_chance(&mut random, n))
        .collect();
    let served: Vec<Case> = {
        let mut random = ChaCha8Rng::seed_from_u64(300);
        (0..CASES)
            .map(|n| Case::by_chance(&mut random, n))
            .collect()
    };
    let site = Site::start(move |asked| {
        let (number, rest) = number(&asked.target);
        let Some(case) = served.get(number) else {
            return Does::status(404, "gone");
        };
        match (asked.method.as_str(), rest) {
            ("GET", "contact") => {
                Does::page(&case.page).with("set-cookie", format!("s=c{number}; Path=/{number}/"))
            }
            ("POST", "send") if asked.header("cookie") != format!("s=c{number}") => {
                Does::status(419, "expired")
            }
            ("POST", "send") => case.answer(number, asked),
            ("GET", "thank-you") => Does::page(case.instead(&format!("<h1>{}</h1>", case.taken))),
            ("GET", "home") => Does::page(case.instead("<h1>Acme</h1><p>Spring is here.</p>")),
            _ => Does::status(404, "gone"),
        }
    })
    .await;
    let mut sender = sender(manner());
    let mut misses: Vec<String> = Vec::new();
    let mut counts: BTreeMap<(Fate, &str), usize> = BTreeMap::new();
    for (n, case) in cases.iter().enumerate() {
        let mut asked = particulars();
        asked.language = Language::parse(case.words.code).unwrap();
        let outcome = put_by(
            &mut sender,
            dispatch(&site.at(&format!("/{n}/contact")), asked),
        )
        .await;
        *counts
            .entry((case.fate, outcome.result.as_str()))
            .or_default() += 1;
        let wanted: &[AttemptResult] = match case.fate {
            Fate::Said
            | Fate::SaidWithReference
            | Fate::LedToThanks
            | Fate::FlashAboveEmptyForm
            | Fate::Json => &[AttemptResult::Accepted],
            Fate::ShownAgain
            | Fate::Marked422
            | Fate::NotSent
            | Fate::Expired
            | Fate::Captcha(_)
            | Fate::Login
            | Fate::Elsewhere
            | Fate::Unfillable => &[AttemptResult::HandedOver],
            Fate::SoftError
            | Fate::ServerError
            | Fate::SamePage
            | Fate::LedHome
            | Fate::ThanksForVisit
            | Fate::Subscribed
            | Fate::Broken => &[AttemptResult::InDoubt],
            Fate::TooMany => &[AttemptResult::Deferred],
        };
        if !wanted.contains(&outcome.result) {
            misses.push(format!(
                "{n} {:?} {}: {} ({})\n{}\n",
                case.fate,
                case.words.code,
                outcome.result.as_str(),
                outcome.reply,
                case.page
            ));
        }
        if case.fate == Fate::SaidWithReference
            && outcome.reply != format!("accepted, reference R-{n:05}")
        {
            misses.push(format!("{n}: {}", outcome.reply));
        }
    }
    assert!(
        misses.is_empty(),
        "{} of {CASES}: {counts:?}\n{}",
        misses.len(),
        misses.concat()
    );
    let mut posts: BTreeMap<usize, usize> = BTreeMap::new();
    for post in site.posts() {
        *posts.entry(number(&post.target).0).or_default() += 1;
        let text = String::from_utf8_lossy(&post.body);
        assert!(!text.contains("news=1"), "marketing was agreed to: {text}");
        for trap in ["website", "url", "fax"] {
            assert_eq!(post.field(trap).unwrap_or_default(), "", "{trap}");
        }
    }
    for (n, case) in cases.iter().enumerate() {
        let unsent = matches!(
            case.fate,
            Fate::Captcha(_) | Fate::Login | Fate::Elsewhere | Fate::Unfillable
        );
        assert_eq!(
            posts.get(&n).copied().unwrap_or(0),
            usize::from(!unsent),
            "{n} {:?}",
            case.fate
        );
    }
}
