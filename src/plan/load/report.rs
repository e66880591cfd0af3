//! [report]: for whom the report is and how it looks.

use super::secret;
use super::tree::{Section, Value};
use super::values::language;
use crate::model::{Colour, LEAST_CONTRAST, Logo, PAPER, Reporting, Theme};
use crate::score::metric::{all, find};
use crate::sheet::{near, nearest, quote};
use std::io::Read;
use std::path::{Path, PathBuf};
use toml::de::DeValue;

/// The templates that a user may replace.
const TEMPLATES: [&str; 3] = ["page.html", "block.html", "style.css"];
/// They stand in the page, so they are to be small. Bytes.
const MOST_LOGO: u64 = 500_000;
const MOST_FONT: u64 = 2_000_000;
const MOST_TEMPLATE: u64 = 1_000_000;
/// Each has a chart for each outside score.
const MOST_METRICS: usize = 10;

/// Reads [report]; `dir` is what its paths are relative to. What has a mistake keeps its default.
pub(super) fn read(root: &Section<'_>, dir: &Path) -> Reporting {
    let Some(table) = root.section("report") else {
        return Reporting::default();
    };
    let reporting = Reporting {
        language: table.get("language").and_then(|v| language(&v)),
        name_companies: table.get("name_companies").and_then(|v| truth(&v)),
        pseudonym_key: table
            .get("pseudonym_key")
            .and_then(|v| secret::read(&v, "pseudonym_key", dir)),
        templates: table.get("templates").and_then(|v| templates(&v, dir)),
        outside_metrics: table
            .get("outside_metrics")
            .map(|v| metrics(&v))
            .unwrap_or_default(),
        theme: table
            .section("theme")
            .map(|t| theme(&t, dir))
            .unwrap_or_default(),
    };
    table.close(&[]);
    reporting
}

/// Names of metrics, each once.
fn metrics(value: &Value<'_>) -> Vec<String> {
    let expected = "a list of metrics such as [\"median_hours_to_answer\"]";
    let Some(list) = value.strings(expected) else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    for name in &list {
        let trouble = if find(name.value).is_none() {
            let hint = nearest(name.value, all().map(|m| m.name));
            let hint =
                hint.unwrap_or_else(|| "data/metrics.csv of any report lists them".to_owned());
            Some((format!("unknown metric {}", quote(name.value)), hint))
        } else if found.iter().any(|other| other == name.value) {
            let hint = "name each once".to_owned();
            Some((format!("{} stands here twice", quote(name.value)), hint))
        } else {
            found.push(name.value.to_owned());
            None
        };
        if let Some((message, hint)) = trouble {
            value.wrong_at(name.at, message, Some(hint));
        }
    }
    if found.len() > MOST_METRICS {
        value.wrong(
            format!("{} names more than {MOST_METRICS} metrics", value.name()),
            Some(
                "each has a chart for each outside score, and makes it harder for any to be clear"
                    .to_owned(),
            ),
        );
    }
    found
}

fn truth(value: &Value<'_>) -> Option<bool> {
    if let DeValue::Boolean(yes) = value.raw() {
        return Some(*yes);
    }
    value.wrong_type("true or false");
    None
}

fn theme(table: &Section<'_>, dir: &Path) -> Theme {
    let alt = table.get("logo_alt");
    let alt_text = alt.as_ref().and_then(|v| v.text(300, false));
    let logo = table.get("logo").and_then(|v| {
        let path = file(
            &v,
            dir,
            "a picture",
            MOST_LOGO,
            is_picture,
            "PNG, SVG or JPEG",
        );
        if alt.is_none() {
            v.wrong(
                format!("{} has no words for who does not see it", v.name()),
                Some("add `logo_alt = \"...\"`, what the picture says, such as a name".to_owned()),
            );
        }
        Some(Logo {
            path: path?,
            alt: alt_text.clone()?,
        })
    });
    if let Some(alt) = alt.filter(|_| table.get("logo").is_none()) {
        alt.wrong(format!("{} belongs to a `logo`", alt.name()), None);
    }
    let theme = Theme {
        logo,
        accent: table.get("accent").and_then(|v| colour(&v)),
        ink: table.get("ink").and_then(|v| colour(&v)),
        font: table
            .get("font")
            .and_then(|v| file(&v, dir, "a font", MOST_FONT, is_font, "TTF, OTF or WOFF2")),
    };
    table.close(&[]);
    theme
}

/// A colour that can be read on the page.
fn colour(value: &Value<'_>) -> Option<Colour> {
    const EXPECTED: &str = "a colour such as \"#005a8e\"";
    let text = value.string(EXPECTED)?.value;
    let Some(colour) = Colour::parse(text) else {
        value.wrong(
            format!("{} must be {EXPECTED}, not {}", value.name(), quote(text)),
            None,
        );
        return None;
    };
    let contrast = colour.contrast(PAPER);
    if contrast < LEAST_CONTRAST {
        value.wrong(
            format!(
                "{} is too pale to be read on white: its contrast is {:.2} to 1, and {LEAST_CONTRAST} is the least",
                value.name(),
                // Never rounded up to what it must be.
                (contrast * 100.0).floor() / 100.0
            ),
            Some(format!("a darker one, such as {}", darker(colour))),
        );
        return None;
    }
    Some(colour)
}

/// The same colour, as dark as it must be.
fn darker(mut colour: Colour) -> Colour {
    while colour.contrast(PAPER) < LEAST_CONTRAST {
        colour.0 = colour.0.map(|value| value - value.div_ceil(32));
    }
    colour
}

/// A file that will stand in the page.
fn file(
    value: &Value<'_>,
    dir: &Path,
    what: &str,
    most: u64,
    is_it: fn(&[u8]) -> bool,
    kinds: &str,
) -> Option<PathBuf> {
    let path = dir.join(value.text(1_000, false)?);
    let head = std::fs::File::open(&path).and_then(|opened| {
        let length = opened.metadata()?.len();
        let mut head = Vec::new();
        opened.take(4_096).read_to_end(&mut head)?;
        Ok((length, head))
    });
    let trouble = match head {
        Err(e) => format!("{} cannot be read: {e}", quote(&path.display().to_string())),
        Ok((length, _)) if length > most => format!(
            "{} has {length} bytes, and {what} that stands in the page has at most {most}",
            quote(&path.display().to_string())
        ),
        Ok((_, head)) if !is_it(&head) => format!(
            "{} is not {what} that is known here: {kinds}",
            quote(&path.display().to_string())
        ),
        Ok(_) => return Some(path),
    };
    value.wrong(
        trouble,
        Some("the path is relative to the study's folder".to_owned()),
    );
    None
}

fn is_picture(head: &[u8]) -> bool {
    head.starts_with(b"\x89PNG\r\n\x1a\n")
        || head.starts_with(&[0xff, 0xd8, 0xff])
        || head.windows(4).any(|w| w == b"<svg")
}

fn is_font(head: &[u8]) -> bool {
    let kinds: [&[u8]; 4] = [&[0, 1, 0, 0], b"true", b"OTTO", b"wOF2"];
    kinds.iter().any(|kind| head.starts_with(kind))
}

/// A folder in which nothing stands but templates.
fn templates(value: &Value<'_>, dir: &Path) -> Option<PathBuf> {
    let path = dir.join(value.text(1_000, false)?);
    let names = std::fs::read_dir(&path).and_then(|entries| {
        let mut names = Vec::new();
        for entry in entries.take(1_000) {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            names.push((name, std::fs::metadata(entry.path())?));
        }
        names.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(names)
    });
    let names = match names {
        Ok(names) => names,
        Err(e) => {
            value.wrong(
                format!("{} cannot be read: {e}", quote(&path.display().to_string())),
                Some(
                    "`shopper report --show-templates DIR` writes the built-in ones to begin with"
                        .to_owned(),
                ),
            );
            return None;
        }
    };
    let mut right = true;
    // What an editor or a file manager leaves behind begins with a dot.
    for (name, found) in names.iter().filter(|(name, _)| !name.starts_with('.')) {
        if !TEMPLATES.contains(&name.as_str()) {
            let hint = near(name, TEMPLATES).map_or_else(
                || format!("the templates are {}", TEMPLATES.join(", ")),
                |n| format!("did you mean `{n}`?"),
            );
            value.wrong(
                format!(
                    "{} holds {}, which replaces no template",
                    value.name(),
                    quote(name)
                ),
                Some(hint),
            );
            right = false;
        } else if !found.is_file() || found.len() > MOST_TEMPLATE {
            value.wrong(
                format!(
                    "{} in {} is no file of at most {MOST_TEMPLATE} bytes",
                    quote(name),
                    value.name()
                ),
                None,
            );
            right = false;
        }
    }
    right.then_some(path)
}
