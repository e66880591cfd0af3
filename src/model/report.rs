//! For whom a wave's report is and how it looks.

use super::{Language, SecretSource, Study, StudyKind};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;

/// [report] of the study file. No part of the design: it asks no company anything, and may be changed when the wave is
/// over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reporting {
    /// The language of report.html; `None` is the first one of the study.
    pub language: Option<Language>,
    /// Whether companies are named; `None` leaves it to the kind of the study, see [`Study::names_companies`].
    pub name_companies: Option<bool>,
    /// What the numbers of pseudonyms are made from beside the ids of study and company; `None` is the seed alone.
    pub pseudonym_key: Option<SecretSource>,
    /// The folder with templates that replace the built-in ones.
    pub templates: Option<PathBuf>,
    /// Metrics, by their names, that outside scores are held against beside the usual ones, each with a scatter.
    pub outside_metrics: Vec<String>,
    /// Logo, colours, font.
    pub theme: Theme,
}

/// [report.theme]. The files were there, small enough and of their kind when the study was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// The picture at the head of the page.
    pub logo: Option<Logo>,
    /// The colour of links and lines.
    pub accent: Option<Colour>,
    /// The colour of the text.
    pub ink: Option<Colour>,
    /// The font of the text.
    pub font: Option<PathBuf>,
}

/// A picture at the head of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// PNG, SVG or JPEG.
    pub path: PathBuf,
    /// What it says, for who does not see it.
    pub alt: String,
}

/// A colour: red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colour(pub [u8; 3]);

/// The colour of the page.
pub const PAPER: Colour = Colour([255, 255, 255]);
/// WCAG 2.2, success criterion 1.4.3: text stands out from the paper by at least so much.
pub const LEAST_CONTRAST: f64 = 4.5;

impl Colour {
    /// The colour of `#rgb` or `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let values: Option<Vec<u8>> = digits
            .chars()
            .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
            .collect();
        match values?.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            pairs @ [_, _, _, _, _, _] => {
                let byte = |at: usize| pairs[at] * 16 + pairs[at + 1];
                Some(Self([byte(0), byte(2), byte(4)]))
            }
            _ => None,
        }
    }

    /// How much it stands out from another, 1 (not at all) to 21, as WCAG 2.2 defines the contrast ratio.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|value| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.0722f64.mul_add(blue, 0.2126f64.mul_add(red, 0.7152 * green))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// For whom a report is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Audience {
    /// The study's own people: companies are named as the study says, and quoted.
    #[default]
    Team,
    /// Anybody: companies bear numbers unless the study file names them, and nobody is quoted.
    Public,
    /// The company with this id: it alone is named and quoted.
    Client(String),
}

impl Audience {
    /// The audience that a word names: `team`, `public`, `client:ID`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "team" => Some(Self::Team),
            "public" => Some(Self::Public),
            _ => word
                .strip_prefix("client:")
                .filter(|id| !id.is_empty())
                .map(|id| Self::Client(id.to_owned())),
        }
    }

    /// The folder beside the team's files in which the report is; none for the team itself.
    #[must_use]
    pub fn folder(&self) -> Option<String> {
        match self {
            Self::Team => None,
            Self::Public => Some("public".to_owned()),
            Self::Client(id) => Some(format!("client-{id}")),
        }
    }
}

impl Study {
    /// The language of the report where nobody asks for another.
    #[must_use]
    pub fn report_language(&self) -> Language {
        self.reporting
            .language
            .or_else(|| self.languages.first().copied())
            .unwrap_or_default()
    }

    /// Whether the study's own people read the names of the companies: as the study file says, else where they are
    /// the operator's own.
    #[must_use]
    pub fn names_companies(&self) -> bool {
        self.reporting
            .name_companies
            .unwrap_or(self.kind == StudyKind::Own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        assert_eq!(Colour::parse("#05a"), Some(Colour([0, 0x55, 0xaa])));
        assert_eq!(Colour::parse("#005A8e"), Some(Colour([0, 0x5a, 0x8e])));
        for wrong in ["", "#", "005a8e", "#12", "#1234567", "#xyz", "#ééé", "red"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Colour([0, 0x5a, 0x8e]).to_string(), "#005a8e");
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let close = |a: f64, b: f64| (a - b).abs() < 0.005;
        assert!(close(Colour([0, 0, 0]).contrast(PAPER), 21.0));
        assert!(close(PAPER.contrast(PAPER), 1.0));
        // The least grey that passes, and the one above it: both known from WebAIM's checker.
        assert!(close(Colour([0x76; 3]).contrast(PAPER), 4.54));
        assert!(close(Colour([0x77; 3]).contrast(PAPER), 4.48));
    }
}
