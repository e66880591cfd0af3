//! `web_form_pins` of `companies.csv`: what is said of a contact form where finding it out fails.

use crate::model::{BrowserUse, FormPins, Meaning};
use crate::sheet::{nearest, quote};

/// Reads pins such as `form=#contact; topic=Returns; browser=always; field.your-mail=email; value.dept=42`.
/// A semicolon within a value is written `\;`.
///
/// # Errors
/// What is wrong, and what would be right.
pub(super) fn read(text: &str) -> Result<FormPins, (String, Option<String>)> {
    let mut pins = FormPins::default();
    for entry in entries(text) {
        let entry = entry.trim();
        if entry.is_empty() {
            continue;
        }
        let Some((key, value)) = entry.split_once('=') else {
            return Err((
                format!("{} is no pin: it has no `=`", quote(entry)),
                Some("such as `form=#contact` or `field.your-mail=email`".to_owned()),
            ));
        };
        let (key, value) = (key.trim(), value.trim());
        if value.is_empty() {
            return Err((format!("`{key}` pins nothing"), None));
        }
        let owned = || Some(value.to_owned());
        let known = match key {
            "form" => pins.form.replace(value.to_owned()).is_some(),
            "topic" => pins.topic.replace(value.to_owned()).is_some(),
            "browser" => {
                let browser = BrowserUse::parse(value)
                    .ok_or_else(|| unknown(value, BrowserUse::ALL.iter().map(|b| b.as_str())))?;
                pins.browser.replace(browser).is_some()
            }
            _ => match key.split_once('.') {
                Some(("field", name)) if !name.is_empty() => {
                    let meaning = Meaning::parse(value)
                        .ok_or_else(|| unknown(value, Meaning::ALL.iter().map(|m| m.as_str())))?;
                    pins.meanings.insert(name.to_owned(), meaning).is_some()
                }
                Some(("value", name)) if !name.is_empty() => pins
                    .values
                    .insert(name.to_owned(), owned().unwrap_or_default())
                    .is_some(),
                _ => {
                    return Err((
                        format!("{} is no pin", quote(key)),
                        Some(
                            "a pin is `form`, `topic`, `browser`, `field.NAME` or `value.NAME`"
                                .to_owned(),
                        ),
                    ));
                }
            },
        };
        if known {
            return Err((format!("`{key}` is pinned twice"), None));
        }
    }
    Ok(pins)
}

fn unknown<'a>(
    word: &str,
    words: impl Iterator<Item = &'a str> + Clone,
) -> (String, Option<String>) {
    let hint = nearest(word, words.clone())
        .unwrap_or_else(|| format!("one of {}", words.collect::<Vec<_>>().join(", ")));
    (format!("{} is not known here", quote(word)), Some(hint))
}

/// What stands between semicolons, each with its `\;` put right.
fn entries(text: &str) -> Vec<String> {
    let mut entries = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let last = entries.len() - 1;
        match c {
            '\\' if rest.peek() == Some(&';') => {
                rest.next();
                entries[last].push(';');
            }
            ';' => entries.push(String::new()),
            c => entries[last].push(c),
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pins_say_what_stands_there() {
        let pins = read(
            "form=#contact; topic=Returns \\; refunds; browser=always; field.your-mail=email; \
             field.a[b]=other_optional; value.dept=4=2;",
        )
        .unwrap();
        assert_eq!(pins.form.as_deref(), Some("#contact"));
        assert_eq!(pins.topic.as_deref(), Some("Returns ; refunds"));
        assert_eq!(pins.browser, Some(BrowserUse::Always));
        assert_eq!(pins.meanings["your-mail"], Meaning::Email);
        assert_eq!(pins.meanings["a[b]"], Meaning::OtherOptional);
        assert_eq!(pins.values["dept"], "4=2");
        assert!(read(" ; ").unwrap().is_empty());
    }

    #[test]
    fn a_pin_that_is_none_is_named_with_the_remedy() {
        for (text, message, remedy) in [
            ("contact", "has no `=`", "form=#contact"),
            ("form=", "pins nothing", ""),
            ("form=a;form=b", "pinned twice", ""),
            ("field.mail=emial", "not known", "`email`"),
            ("browser=sometimes", "not known", "when_needed"),
            ("colour=red", "is no pin", "field.NAME"),
        ] {
            let (said, hint) = read(text).unwrap_err();
            assert!(said.contains(message), "{text}: {said}");
            assert!(hint.unwrap_or_default().contains(remedy), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_pins_or_a_mistake(text in "([a-z.=;\\\\]|form=|field\\.|value\\.|.){0,60}") {
            let _ = read(&text);
        }

        #[test]
        fn a_value_comes_back_as_it_was(name in "[a-z\\[\\]_-]{1,9}", value in "[a-z;= ]{0,9}[a-z;]") {
            let text = format!("value.{name}={}", value.replace(';', "\\;"));
            prop_assert_eq!(&read(&text).unwrap().values[&name], value.trim());
        }
    }
}
