//! How a page looks: its templates, colours, font and logo.

use crate::error::{Error, Result};
use crate::model::Study;
use base64::prelude::{BASE64_STANDARD, Engine};
use minijinja::{AutoEscape, Environment, ErrorKind, Value};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The templates by name, as they come with the program, and the style sheet.
const BUILT_IN: [(&str, &str); 3] = [
    ("page.html", include_str!("templates/page.html")),
    ("block.html", include_str!("templates/block.html")),
    (STYLE, include_str!("templates/style.css")),
];
const STYLE: &str = "style.css";
/// What is rendered apart from a page.
const BLOCKS: &str = "{% for block in blocks %}{% include \"block.html\" %}{% endfor %}";
/// So many steps a template takes at most, some seconds' worth, so that none hangs; a large report takes a hundredth.
const FUEL: u64 = 30_000_000;
/// A page is no larger, bytes.
const MOST_PAGE: usize = 200_000_000;

/// How a page looks.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Templates that replace built-in ones: name, place and text.
    own: Vec<(&'static str, PathBuf, String)>,
    /// The style sheet of the theme, behind that of the page.
    theme: String,
    has_font: bool,
    logo: Option<Picture>,
}

/// The picture at the head of the page.
#[derive(Debug, Clone, Default)]
struct Picture {
    /// It as a `data:` address.
    address: String,
    alt: String,
}

impl Look {
    /// As a study wants it.
    ///
    /// # Errors
    /// When a file that the study names cannot be read, or a template has a mistake; the error names file and line.
    pub fn of(study: &Study) -> Result<Self> {
        let theme = &study.reporting.theme;
        let mut look = Self::default();
        let mut root = String::new();
        for (name, colour) in [("accent", theme.accent), ("ink", theme.ink)] {
            if let Some(colour) = colour {
                let _ = write!(root, " --{name}: {colour};");
            }
        }
        if !root.is_empty() {
            let _ = writeln!(look.theme, ":root {{{root} }}");
        }
        if let Some(path) = &theme.font {
            let bytes = read(path)?;
            let kind = match bytes.get(..4) {
                Some(b"wOF2") => "woff2",
                Some(b"OTTO") => "otf",
                _ => "ttf",
            };
            let font = data(&format!("font/{kind}"), &bytes);
            let _ = writeln!(
                look.theme,
                "@font-face {{ font-family: \"shopper-theme\"; src: url({font}); }}\n\
                 body {{ font-family: \"shopper-theme\", \"Helvetica Neue\", Arial, \"DejaVu Sans\", sans-serif; }}"
            );
            look.has_font = true;
        }
        if let Some(logo) = &theme.logo {
            let bytes = read(&logo.path)?;
            let kind = match bytes.as_slice() {
                [0x89, b'P', ..] => "png",
                [0xff, 0xd8, ..] => "jpeg",
                _ => "svg+xml",
            };
            look.logo = Some(Picture {
                address: data(&format!("image/{kind}"), &bytes),
                alt: logo.alt.clone(),
            });
        }
        if let Some(folder) = &study.reporting.templates {
            for (name, _) in BUILT_IN {
                let path = folder.join(name);
                if path.exists() {
                    look.add(name, &path)?;
                }
            }
        }
        // So that a mistake is told before anything is counted.
        look.environment()?;
        Ok(look)
    }

    fn add(&mut self, name: &'static str, path: &Path) -> Result<()> {
        let text = String::from_utf8(read(path)?).map_err(|_| Error::Refused {
            message: format!("{} is not UTF-8", path.display()),
            hint: "save it as UTF-8".to_owned(),
        })?;
        if name == STYLE && text.to_ascii_lowercase().contains("</style") {
            return Err(Error::Refused {
                message: format!(
                    "{} ends the style of the page: it holds </style",
                    path.display()
                ),
                hint: "write nothing but CSS into it".to_owned(),
            });
        }
        self.own.push((name, path.to_owned(), text));
        Ok(())
    }

    fn text(&self, name: &str) -> &str {
        let own = self.own.iter().find(|(own, ..)| *own == name);
        own.map(|(_, _, text)| text.as_str())
            .or_else(|| BUILT_IN.iter().find(|(n, _)| *n == name).map(|(_, t)| *t))
            .unwrap_or_default()
    }

    /// The one style sheet of the page.
    pub(super) fn style(&self) -> String {
        format!("{}{}", self.text(STYLE), self.theme)
    }

    /// What the page may load: nothing, but what stands in itself.
    pub(super) fn policy(&self) -> String {
        let font = if self.has_font {
            " font-src data:;"
        } else {
            ""
        };
        format!(
            "default-src 'none'; img-src data:;{font} style-src '{}'; base-uri 'none'; form-action 'none'",
            hash(&self.style())
        )
    }

    /// The picture for the templates.
    pub(super) fn logo(&self) -> Value {
        self.logo.as_ref().map_or_else(Value::default, |logo| {
            let address = Value::from_safe_string(logo.address.clone());
            minijinja::context! { address, alt => logo.alt.clone() }
        })
    }

    /// What a template makes of this.
    pub(super) fn render(&self, name: &str, with: Value) -> Result<String> {
        let templates = self.environment()?;
        let mut page = Bounded(Vec::new());
        templates
            .get_template(name)
            .and_then(|template| template.render_captured_to(with, &mut page).map(drop))
            .map_err(|e| self.mistake(&e))?;
        String::from_utf8(page.0).map_err(|e| Error::file("report.html", io::Error::other(e)))
    }

    fn environment(&self) -> Result<Environment<'_>> {
        let mut templates = Environment::new();
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        templates.set_fuel(Some(FUEL));
        templates
            .add_template("blocks.html", BLOCKS)
            .map_err(|e| self.mistake(&e))?;
        for (name, _) in BUILT_IN.into_iter().filter(|(name, _)| *name != STYLE) {
            templates
                .add_template(name, self.text(name))
                .map_err(|e| self.mistake(&e))?;
        }
        Ok(templates)
    }

    /// What is wrong with a template, with its file and line.
    fn mistake(&self, error: &minijinja::Error) -> Error {
        // Of a template that another one includes the inner one has the mistake.
        let mut error = error;
        while let Some(inner) = std::error::Error::source(error)
            .and_then(|inner| inner.downcast_ref::<minijinja::Error>())
        {
            error = inner;
        }
        let name = error.name().unwrap_or("page.html");
        let own = self.own.iter().find(|(own, ..)| *own == name);
        let file = own.map_or_else(
            || name.to_owned(),
            |(_, path, _)| path.display().to_string(),
        );
        let line = error.line().map_or_else(String::new, |l| format!(":{l}"));
        let what = match (error.kind(), error.detail()) {
            (ErrorKind::OutOfFuel, _) => "it takes too long".to_owned(),
            (ErrorKind::WriteFailure, _) => {
                format!("what it makes is larger than {MOST_PAGE} bytes")
            }
            (kind, Some(detail)) => format!("{kind}: {detail}"),
            (kind, None) => kind.to_string(),
        };
        Error::Refused {
            message: format!("{file}{line}: the template has a mistake: {what}"),
            hint: "mend it, or take it away to have the one that comes with shopper".to_owned(),
        }
    }
}

/// Writes the built-in templates into a folder, to begin with. Returns the paths.
///
/// # Errors
/// When one of them is there already, or cannot be written.
pub fn show_templates(folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).map_err(|e| Error::file(folder, e))?;
    let mut paths = Vec::new();
    for (name, text) in BUILT_IN {
        let path = folder.join(name);
        let written =
            std::fs::File::create_new(&path).and_then(|mut f| f.write_all(text.as_bytes()));
        written.map_err(|e| Error::file(&path, e))?;
        paths.push(path);
    }
    Ok(paths)
}

/// Bytes that grow to [`MOST_PAGE`] and no further.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_PAGE {
            return Err(io::Error::other("too large"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| Error::file(path, e))
}

/// Bytes as an address that holds them.
fn data(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", BASE64_STANDARD.encode(bytes))
}

/// A style's hash as a Content-Security-Policy names it.
fn hash(style: &str) -> String {
    format!(
        "sha256-{}",
        BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()))
    )
}

#[cfg(test)]
#[path = "look_tests.rs"]
mod tests;
