//! The pages and the questions.

use mystery_shopper::channel::search::passages;
use mystery_shopper::model::{Language, Particulars};
use std::collections::HashMap;
use std::fmt::Write;
use url::Url;

/// What came of a set.
#[derive(Debug, Default, Clone, Copy)]
pub struct Score {
    /// The right passage was found.
    pub right: u32,
    /// Another one was taken.
    pub wrong: u32,
    /// There was one, and none was taken.
    pub missed: u32,
    /// There was none, and one was taken.
    pub invented: u32,
    /// There was none, and none was taken.
    pub left: u32,
}

impl Score {
    pub fn precision(self) -> f64 {
        f64::from(self.right) / f64::from(self.right + self.wrong + self.invented)
    }

    pub fn recall(self) -> f64 {
        f64::from(self.right) / f64::from(self.right + self.wrong + self.missed)
    }
}

struct Question {
    topic: String,
    statements: Vec<String>,
    wordings: HashMap<String, (String, String, String)>,
}

fn questions() -> Vec<(String, Vec<(String, Question)>)> {
    let mut found = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir("questions")
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let bank: toml::Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        let text = |value: &toml::Value, key: &str| {
            value
                .get(key)
                .and_then(|v| v.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let list = |value: &toml::Value, key: &str| -> Vec<String> {
            let list = value.get(key).and_then(|v| v.as_array());
            list.into_iter()
                .flatten()
                .map(|v| v.as_str().unwrap().to_owned())
                .collect()
        };
        let questions = bank["question"].as_array().unwrap().iter().map(|question| {
            let wordings = question["wording"].as_array().unwrap().iter().map(|w| {
                (
                    text(w, "id"),
                    (text(w, "language"), text(w, "subject"), text(w, "text")),
                )
            });
            let mut statements = vec![text(question, "reference")];
            statements.extend(list(question, "accepted"));
            statements.extend(list(question, "rejected"));
            let all = Question {
                topic: text(question, "topic"),
                statements,
                wordings: wordings.collect(),
            };
            (text(question, "id"), all)
        });
        found.push((file.display().to_string(), questions.collect()));
    }
    found
}

fn particulars(question: &Question, wording: &str, company: &str) -> Particulars {
    let (language, subject, text) = &question.wordings[wording];
    Particulars {
        language: Language::parse(language).unwrap(),
        subject: subject.clone(),
        question: text.replace("{company}", company),
        topic: question.topic.clone(),
        company: company.to_owned(),
        ..Particulars::default()
    }
}

/// Puts every question of a set to its site.
pub fn measure(set: &str, show: bool) -> Score {
    let banks = questions();
    let find = |id: &str| {
        banks
            .iter()
            .flat_map(|(_, q)| q)
            .find(|(i, _)| i == id)
            .map(|(_, q)| q)
            .unwrap()
    };
    let mut score = Score::default();
    let mut company = String::new();
    let mut pages: Vec<(Url, String)> = Vec::new();
    for line in set.lines() {
        if let Some(site) = line.strip_prefix("@site ") {
            site.rsplit_once(' ').unwrap().0.clone_into(&mut company);
            pages.clear();
        } else if let Some(path) = line.strip_prefix("@page ") {
            let address = Url::parse("https://company.example")
                .unwrap()
                .join(path)
                .unwrap();
            pages.push((address, String::new()));
        } else if let Some(ask) = line.strip_prefix("@ask ") {
            let (ask, wanted) = ask.split_once(" => ").unwrap();
            let (id, wording) = ask.split_once(' ').unwrap();
            let particulars = particulars(find(id), wording, &company);
            let found = passages(&pages, &particulars);
            let first = found.first().map(|(_, p)| p);
            let is_there = pages.iter().any(|(_, html)| html.contains(wanted));
            assert!(
                wanted == "none" || is_there,
                "{wanted} stands on no page of {company}"
            );
            let right =
                first.is_some_and(|p| format!("{}\n{}", p.heading, p.text).contains(wanted));
            let what = match (wanted, first) {
                ("none", None) => {
                    score.left += 1;
                    ""
                }
                ("none", Some(_)) => {
                    score.invented += 1;
                    "INVENTED"
                }
                (_, None) => {
                    score.missed += 1;
                    "MISSED"
                }
                (_, Some(_)) if right => {
                    score.right += 1;
                    ""
                }
                _ => {
                    score.wrong += 1;
                    "WRONG"
                }
            };
            if show && !what.is_empty() {
                println!(
                    "{what} {company}: {id} {wording}: {}\n    wanted {wanted}",
                    particulars.question
                );
                for (_, p) in found.iter().take(2) {
                    println!(
                        "    {:.3} [{}] {}",
                        p.score,
                        p.heading,
                        &p.text[..p.text.floor_char_boundary(150)]
                    );
                }
            }
        } else if let Some((_, html)) = pages.last_mut() {
            html.push_str(line);
            html.push('\n');
        }
    }
    score
}

/// Puts every English wording of a bank to a page that holds a statement of each of its questions, with one of two
/// kinds of headings, and to the same page without its own.
pub fn banks(show: bool) -> Score {
    let mut score = Score::default();
    for (file, bank) in questions() {
        for style in 0..5 {
            for (at, (id, question)) in bank.iter().enumerate() {
                let page = |without: bool| {
                    let mut html = String::from("<title>Help</title><h1>Help</h1>");
                    for (n, (_, other)) in bank.iter().enumerate() {
                        if without && n == at {
                            continue;
                        }
                        let statement = &other.statements[style];
                        let heading = if (style + n) % 2 == 0 {
                            &other.topic
                        } else {
                            &other.wordings["a"].1
                        };
                        write!(html, "<h2>{heading}</h2><p>{statement}</p>").unwrap();
                    }
                    vec![(Url::parse("https://company.example/help").unwrap(), html)]
                };
                let (there, away) = (page(false), page(true));
                for wording in ["a", "b", "c", "d"] {
                    let particulars = particulars(question, wording, "Acme");
                    let found = passages(&there, &particulars);
                    let what = match found.first() {
                        None => {
                            score.missed += 1;
                            "MISSED"
                        }
                        Some((_, p)) if p.text == question.statements[style] => {
                            score.right += 1;
                            ""
                        }
                        Some(_) => {
                            score.wrong += 1;
                            "WRONG"
                        }
                    };
                    if show && !what.is_empty() {
                        println!(
                            "{what} {file} {id} {wording}: {} -> {}",
                            particulars.question, question.statements[style]
                        );
                        for (_, p) in found.iter().take(2) {
                            println!("    {:.3} [{}] {}", p.score, p.heading, p.text);
                        }
                    }
                    let found = passages(&away, &particulars);
                    if found.is_empty() {
                        score.left += 1;
                    } else {
                        score.invented += 1;
                        if show {
                            println!("INVENTED {file} {id} {wording}: {}", particulars.question);
                            for (_, p) in found.iter().take(1) {
                                println!("    {:.3} [{}] {}", p.score, p.heading, p.text);
                            }
                        }
                    }
                }
            }
        }
    }
    score
}
