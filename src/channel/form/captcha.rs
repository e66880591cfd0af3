//! Proofs that a person sends it. They are found and named, so that a person does it; none is ever solved.

use super::cues::{Cue, read};
use super::folding::words;
use super::sight::{Sight, is_button, is_seen, is_typed};
use super::{Control, ControlKind, Form, Page};

/// What stands between a program and a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaptchaKind {
    /// Google's, with a box or pictures.
    Recaptcha,
    /// Google's, that watches.
    RecaptchaV3,
    /// Google's for businesses.
    RecaptchaEnterprise,
    /// hCaptcha.
    Hcaptcha,
    /// Cloudflare's.
    Turnstile,
    /// Friendly Captcha.
    FriendlyCaptcha,
    /// `GeeTest`.
    Geetest,
    /// Arkose Labs', once `FunCaptcha`.
    Arkose,
    /// `MTCaptcha`.
    MtCaptcha,
    /// ALTCHA.
    Altcha,
    /// Amazon's.
    AwsWaf,
    /// A page of Cloudflare's in place of the site's own.
    Cloudflare,
    /// One of `DataDome`'s.
    DataDome,
    /// One of `PerimeterX`'s, now HUMAN.
    PerimeterX,
    /// One of Imperva's.
    Imperva,
    /// Letters in a picture.
    Image,
    /// A sum.
    Sum,
    /// A question that people can answer.
    Question,
    /// Another.
    Unknown,
}

impl CaptchaKind {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recaptcha => "recaptcha",
            Self::RecaptchaV3 => "recaptcha_v3",
            Self::RecaptchaEnterprise => "recaptcha_enterprise",
            Self::Hcaptcha => "hcaptcha",
            Self::Turnstile => "turnstile",
            Self::FriendlyCaptcha => "friendly_captcha",
            Self::Geetest => "geetest",
            Self::Arkose => "arkose",
            Self::MtCaptcha => "mtcaptcha",
            Self::Altcha => "altcha",
            Self::AwsWaf => "aws_waf",
            Self::Cloudflare => "cloudflare",
            Self::DataDome => "datadome",
            Self::PerimeterX => "perimeterx",
            Self::Imperva => "imperva",
            Self::Image => "image",
            Self::Sum => "sum",
            Self::Question => "question",
            Self::Unknown => "unknown",
        }
    }
}

/// A proof that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captcha {
    /// Which.
    pub kind: CaptchaKind,
    /// What gave it away.
    pub evidence: String,
}

/// What the addresses of scripts and frames, and the first bytes of scripts, give away: all parts must be there.
const SOURCES: &[(CaptchaKind, &[&str])] = &[
    (CaptchaKind::RecaptchaEnterprise, &["recaptcha/enterprise"]),
    (CaptchaKind::RecaptchaEnterprise, &["grecaptcha.enterprise"]),
    (CaptchaKind::RecaptchaV3, &["recaptcha/api.js", "render=6"]),
    (CaptchaKind::RecaptchaV3, &["grecaptcha.execute"]),
    (CaptchaKind::Recaptcha, &["/recaptcha/api"]),
    (CaptchaKind::Recaptcha, &["recaptcha.net/"]),
    (CaptchaKind::Recaptcha, &["gstatic.com/recaptcha"]),
    (CaptchaKind::Recaptcha, &["grecaptcha.render"]),
    (CaptchaKind::Recaptcha, &["recaptcha_ajax"]),
    (CaptchaKind::Recaptcha, &["api-secure.recaptcha"]),
    (CaptchaKind::Recaptcha, &["recaptcha/api/challenge"]),
    (CaptchaKind::Hcaptcha, &["hcaptcha.com"]),
    (CaptchaKind::Hcaptcha, &["hcaptcha.render"]),
    (CaptchaKind::Turnstile, &["challenges.cloudflare.com"]),
    (CaptchaKind::Turnstile, &["turnstile.render"]),
    (CaptchaKind::FriendlyCaptcha, &["friendly-challenge"]),
    (CaptchaKind::FriendlyCaptcha, &["friendlycaptcha"]),
    (CaptchaKind::Geetest, &["geetest.com"]),
    (CaptchaKind::Geetest, &["initgeetest"]),
    (CaptchaKind::Arkose, &["arkoselabs"]),
    (CaptchaKind::Arkose, &["funcaptcha"]),
    (CaptchaKind::MtCaptcha, &["mtcaptcha"]),
    (CaptchaKind::Altcha, &["altcha"]),
    (CaptchaKind::AwsWaf, &["awswaf.com"]),
    (CaptchaKind::AwsWaf, &["awswafcaptcha"]),
    (CaptchaKind::AwsWaf, &["awswafintegration"]),
    (CaptchaKind::Unknown, &["captcha.js"]),
    (CaptchaKind::Unknown, &["solvemedia.com"]),
    (CaptchaKind::Unknown, &["captchafox"]),
    (CaptchaKind::Unknown, &["prosopo"]),
    (CaptchaKind::Unknown, &["smartcaptcha"]),
];

/// What gives away a page that stands in place of the site's own.
const INTERSTITIALS: &[(CaptchaKind, &str)] = &[
    (CaptchaKind::Cloudflare, "_cf_chl_opt"),
    (CaptchaKind::Cloudflare, "cf-challenge"),
    (CaptchaKind::DataDome, "captcha-delivery.com"),
    (CaptchaKind::PerimeterX, "captcha.px-cdn"),
    (CaptchaKind::PerimeterX, "px-captcha"),
    (CaptchaKind::PerimeterX, "_pxappid"),
];

/// The names and classes of controls that go with each.
const CALLED: &[(CaptchaKind, &str)] = &[
    (CaptchaKind::Hcaptcha, "h-captcha"),
    (CaptchaKind::Hcaptcha, "hcaptcha"),
    (CaptchaKind::Turnstile, "turnstile"),
    (CaptchaKind::FriendlyCaptcha, "frc-captcha"),
    (CaptchaKind::Geetest, "geetest"),
    (CaptchaKind::Arkose, "fc-token"),
    (CaptchaKind::MtCaptcha, "mtcaptcha"),
    (CaptchaKind::Altcha, "altcha"),
    (CaptchaKind::Recaptcha, "recaptcha"),
    (CaptchaKind::Recaptcha, "g-recaptcha"),
];

/// Whether a control is there to prove that a person sends it.
pub(super) fn is_field(form: &Form, control: &Control, sight: &Sight) -> bool {
    let called = sight.is_called(Cue::Captcha);
    match control.kind {
        ControlKind::TextArea => called,
        ControlKind::Checkbox | ControlKind::Radio | ControlKind::Select => {
            (called || sight.says(Cue::Captcha)) && !sight.says(Cue::Privacy)
        }
        _ if !is_typed(control) => false,
        _ => {
            called
                || sight.is_styled(Cue::Captcha)
                || (sight.says(Cue::Captcha) && !asks_else(sight))
                || (is_sum_field(control) && !asks_else(sight))
                // A field without words of its own, in a form that asks for a sum.
                || (is_seen(form, control)
                    && control.label.is_empty()
                    && control.before.is_empty()
                    && control.placeholder.is_empty()
                    && !asks_else(sight)
                    && sum(&form.text).is_some())
        }
    }
}

/// Whether it asks for something that everybody asks for.
fn asks_else(sight: &Sight) -> bool {
    [
        Cue::Email,
        Cue::FullName,
        Cue::FirstName,
        Cue::LastName,
        Cue::Phone,
        Cue::Message,
        Cue::Subject,
        Cue::Postcode,
        Cue::OrderNumber,
        Cue::Street,
        Cue::City,
        Cue::When,
    ]
    .iter()
    .any(|cue| sight.weight(*cue) >= 2.5)
}

fn is_sum_field(control: &Control) -> bool {
    [
        &control.label,
        &control.before,
        &control.placeholder,
        &control.title,
        &control.described,
    ]
    .iter()
    .any(|t| sum(t).is_some())
}

/// Small numbers in words.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "een", "twee",
    "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "un", "deux", "trois",
    "quatre", "cinq", "sept", "huit", "neuf", "dix", "eins", "zwei", "drei", "funf", "sechs",
    "sieben", "neun", "zehn",
];
/// What may stand between two of them.
const SIGNS: &[&str] = &[
    "plus", "minus", "times", "min", "keer", "moins", "fois", "mal", "maal", "more", "less", "add",
];

/// The sum that a text asks for, as it stands there: "3 + 4", "acht minus twee".
pub(super) fn sum(text: &str) -> Option<String> {
    let text: String = text.chars().take(4000).collect();
    if let Some(found) = sum_in_words(&words(&text)) {
        return Some(found);
    }
    // Digits: a number, a sign, a number, then an equals or question mark; of + none is needed.
    let letters: Vec<char> = text.chars().collect();
    let skip = |mut i: usize| {
        while letters.get(i).is_some_and(|c| c.is_whitespace()) {
            i += 1;
        }
        i
    };
    let number = |i: usize| {
        let digits = letters[i.min(letters.len())..]
            .iter()
            .take(4)
            .take_while(|c| c.is_ascii_digit())
            .count();
        (1..=3).contains(&digits).then_some(i + digits)
    };
    let mut i = 0;
    while i < letters.len() {
        let begins = letters[i].is_ascii_digit()
            && !i.checked_sub(1).is_some_and(|b| {
                letters[b].is_ascii_alphanumeric() || matches!(letters[b], '+' | '.' | ',' | ':')
            });
        if begins
            && let Some(after) = number(i)
            && let Some(sign) = letters.get(skip(after)).copied()
            && matches!(sign, '+' | '-' | '−' | '–' | 'x' | '×' | '*' | '/' | '÷')
        {
            let second = skip(skip(after) + 1);
            let blank_second =
                second < letters.len() && sign == '+' && blank_then_equals(&letters, second);
            if blank_second {
                return Some(
                    letters[i..second]
                        .iter()
                        .collect::<String>()
                        .trim()
                        .to_owned(),
                );
            }
            if let Some(end) = number(second) {
                let next = letters.get(skip(end)).copied();
                let asked = matches!(next, Some('=' | '?'))
                    || (sign == '+'
                        && (next.is_none() || matches!(next, Some(':' | '.' | ')' | '*'))));
                if asked {
                    return Some(letters[i..end].iter().collect());
                }
            }
        }
        i += 1;
    }
    None
}

/// "6 + = 12": what is left out stands where the field does.
fn blank_then_equals(letters: &[char], at: usize) -> bool {
    letters.get(at) == Some(&'=') && letters[at + 1..].iter().take(6).any(char::is_ascii_digit)
}

fn sum_in_words(words: &[String]) -> Option<String> {
    let is_number = |w: &String| {
        NUMBERS.contains(&w.as_str()) || (w.len() <= 2 && w.bytes().all(|b| b.is_ascii_digit()))
    };
    words
        .windows(3)
        .find(|w| is_number(&w[0]) && SIGNS.contains(&w[1].as_str()) && is_number(&w[2]))
        .map(|w| w.join(" "))
}

/// What proof a page asks for before a form is sent, or before there is one; `None` where a program may go on.
#[must_use]
pub fn captcha(page: &Page, form: Option<&Form>) -> Option<Captcha> {
    interstitial(page, form)
        .or_else(|| form.and_then(of_form))
        .or_else(|| of_sources(page, form))
}

/// A page in place of the site's own.
fn interstitial(page: &Page, form: Option<&Form>) -> Option<Captcha> {
    let sources = || {
        page.scripts
            .iter()
            .map(String::as_str)
            .chain(page.frames.iter().map(url::Url::as_str))
    };
    for source in sources() {
        let source = source.to_ascii_lowercase();
        for (kind, sign) in INTERSTITIALS {
            if source.contains(sign) {
                return Some(found(*kind, sign));
            }
        }
    }
    let short = page.text.chars().count() < 1500;
    if !short
        || form.is_some_and(|f| {
            f.controls
                .iter()
                .any(|c| c.kind == ControlKind::TextArea && c.unseen.is_none())
        })
    {
        return None;
    }
    let robot = read(&page.title).has(Cue::RobotPage) || (read(&page.text).has(Cue::RobotPage));
    if sources().any(|s| s.contains("_Incapsula_Resource")) && page.text.chars().count() < 400 {
        return Some(found(CaptchaKind::Imperva, "_Incapsula_Resource"));
    }
    if !robot {
        return None;
    }
    let by = |sign: &str| {
        sources().any(|s| s.to_ascii_lowercase().contains(sign))
            || page.text.to_ascii_lowercase().contains(sign)
    };
    let kind = if by("cloudflare") || by("/cdn-cgi/") {
        CaptchaKind::Cloudflare
    } else if by("datadome") {
        CaptchaKind::DataDome
    } else if by("perimeterx") || by("press & hold") || by("px-cloud") {
        CaptchaKind::PerimeterX
    } else if by("imperva") || by("incapsula") {
        CaptchaKind::Imperva
    } else if by("awswaf") {
        CaptchaKind::AwsWaf
    } else if let Some(other) = of_sources(page, form) {
        return Some(other);
    } else {
        CaptchaKind::Unknown
    };
    let title = if page.title.is_empty() {
        &page.text
    } else {
        &page.title
    };
    Some(found(kind, &title.chars().take(100).collect::<String>()))
}

fn found(kind: CaptchaKind, evidence: &str) -> Captcha {
    Captcha {
        kind,
        evidence: evidence.to_owned(),
    }
}

/// A field of the form itself.
fn of_form(form: &Form) -> Option<Captcha> {
    for (control, sight) in form.controls.iter().zip(Sight::all(form)) {
        let called =
            format!("{} {} {}", control.name, control.id, control.class).to_ascii_lowercase();
        // Of a button only what it is bound to counts: "g-recaptcha" as its class.
        if let Some((kind, sign)) = CALLED.iter().find(|(_, sign)| called.contains(sign)) {
            return Some(found(*kind, sign));
        }
        if is_button(control) {
            continue;
        }
        if control.kind == ControlKind::Hidden {
            // What a program made up for itself needs no person; what is called a captcha's answer does.
            continue;
        }
        let trap = control.unseen.is_some() && is_typed(control);
        if !is_field(form, control, &sight) || trap {
            continue;
        }
        let texts = [
            &control.label,
            &control.before,
            &control.placeholder,
            &control.title,
            &control.described,
        ];
        let said = texts.iter().find(|t| !t.is_empty());
        let asked = texts
            .iter()
            .find_map(|t| sum(t))
            .or_else(|| sum(&form.text));
        if let Some(sum) = asked {
            return Some(found(CaptchaKind::Sum, &sum));
        }
        let said = said.map_or(control.name.as_str(), |t| t.as_str());
        let kind = if said.contains('?')
            || matches!(control.kind, ControlKind::Checkbox | ControlKind::Radio)
        {
            CaptchaKind::Question
        } else if is_typed(control) {
            CaptchaKind::Image
        } else {
            CaptchaKind::Unknown
        };
        return Some(found(kind, &said.chars().take(100).collect::<String>()));
    }
    None
}

/// What the page loads.
fn of_sources(page: &Page, form: Option<&Form>) -> Option<Captcha> {
    let sources: Vec<String> = page
        .scripts
        .iter()
        .map(String::as_str)
        .chain(page.frames.iter().map(url::Url::as_str))
        .chain(form.map(|f| f.class.as_str()))
        .map(str::to_ascii_lowercase)
        .collect();
    SOURCES.iter().find_map(|(kind, signs)| {
        sources
            .iter()
            .find(|s| signs.iter().all(|sign| s.contains(sign)))
            .map(|s| found(*kind, &s.chars().take(120).collect::<String>()))
    })
}

#[cfg(test)]
mod tests {
    use super::sum;
    use proptest::prelude::*;

    #[test]
    fn sums_are_found_and_hours_are_not() {
        for yes in [
            "What is 3+4?",
            "7 + 12",
            "Combien font 3 x 4 ?",
            "Wieviel ist 8 - 2 = ",
            "6 + = 12",
            "three plus four",
            "Hoeveel is acht min twee?",
            "10 × 2 = ?",
        ] {
            assert!(sum(yes).is_some(), "{yes}");
        }
        for no in [
            "Mon-Fri 9 - 17",
            "within 24-48 hours",
            "Call +31 20 123 4567",
            "iPhone 12",
            "01/02/2024",
            "018 + years",
            "size 3x4",
            "",
        ] {
            assert!(sum(no).is_none(), "{no}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_looked_through(text in ".{0,200}") {
            let _ = sum(&text);
        }
    }
}
