//! All files of a study together, each read whatever became of the others.

use super::bank::{self, Bank, Placed};
use super::study_file::{self, StudyFile};
use super::tree;
use super::{companies, consents, coverage, files, gate, outside, references, score};
use crate::error::{Error, Mistake, Result};
use crate::model::{Channel, Network, OutsideScore, Question, Study, TransportKind};
use crate::plan::posts::{self, Asked};
use crate::sheet::{MOST_CSV, Notes, near, quote};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Most bank files of a study, and most questions in them.
const MOST_BANKS: usize = 1_000;
const MOST_QUESTIONS: usize = 10_000;

/// One file with its text and its mistakes.
struct Sheet {
    text: String,
    notes: Notes,
}

impl Sheet {
    fn read(path: &Path, most: u64, hint: &str) -> Self {
        let notes = Notes::new(shown(path));
        let text = crate::sheet::read(path, most, &notes, hint).unwrap_or_default();
        Self { text, notes }
    }

    fn mistakes(self) -> Vec<Mistake> {
        self.notes.into_mistakes(&self.text)
    }
}

/// A path as it is named in messages, without the `./` of a study in the current folder.
fn shown(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

/// The questions of all banks.
struct Questions {
    list: Vec<Question>,
    /// Bank and byte offset of each.
    places: Vec<(usize, usize)>,
    /// Byte offsets of the texts of each one's wordings.
    texts: Vec<Vec<usize>>,
    by_id: HashMap<String, u32>,
    /// Whether every bank could be read, so that what is not there may be called unknown.
    complete: bool,
    sectors_known: bool,
}

/// Reads a study: `study.toml`, `companies.csv`, `references.csv` and `outside.csv` where they are, and the banks
/// that `questions` in [study] names.
///
/// `dir` is the study's folder, or its `study.toml`.
///
/// # Errors
/// [`Error::Study`] with all mistakes of all files, by file (`study.toml`, the banks, companies,
/// references, outside scores) and place.
pub fn load(dir: &Path) -> Result<Study> {
    let (dir, file) = place(dir);
    let head = Sheet::read(
        &file,
        files::MOST_TOML,
        "`shopper init` writes a study to begin with",
    );
    if !file.exists() {
        return Err(Error::Study(head.mistakes()));
    }
    let study = tree::parse(&head.text, &head.notes, |root| study_file::read(root, &dir));

    let mut banks = bank_sheets(&study, &dir, &head.notes);
    let questions = questions(&mut banks);
    let banks_whole = questions.complete && !head.notes.has_syntax();
    if banks_whole {
        unknown_questions(&study, &questions, &head.notes);
    }

    let asked: Vec<Channel> = study.design.questions.keys().copied().collect();
    let panel_sheet = Sheet::read(
        &dir.join("companies.csv"),
        MOST_CSV,
        "it names the panel: one line a company, with id, name, sector and email",
    );
    let sectors = questions.list.iter().flat_map(|q| &q.sectors);
    let sectors: HashSet<&str> = sectors.map(String::as_str).collect();
    let for_all = questions.list.iter().any(|q| q.sectors.is_empty());
    let context = companies::Context {
        languages: study.languages.as_deref(),
        asked: &asked,
        sectors: (banks_whole && questions.sectors_known && !for_all && !questions.list.is_empty())
            .then_some(&sectors),
    };
    let panel_whole = !panel_sheet.notes.has_syntax();
    let panel = if panel_whole {
        companies::read(&panel_sheet.text, &panel_sheet.notes, &context)
    } else {
        companies::Panel::default()
    };

    let references_path = dir.join("references.csv");
    let mut found_references = Vec::new();
    let references_sheet = references_path.exists().then(|| {
        let sheet = Sheet::read(&references_path, MOST_CSV, "remove it if there are none");
        if !sheet.notes.has_syntax() {
            let context = references::Context {
                panel: &panel.companies,
                companies: panel_whole.then_some(&panel.by_id),
                questions: banks_whole.then_some(&questions.by_id),
                asked: &questions.list,
            };
            found_references = references::read(&sheet.text, &sheet.notes, &context);
        }
        sheet
    });

    let known = (panel_whole && !panel.ragged).then_some(&panel.by_id);
    let (found_outside, outside_sheet) = outside_scores(&dir, known);

    for gap in coverage::gaps(&study.design, &questions.list, &panel.companies) {
        let (bank, at) = questions.places[gap.question];
        banks[bank].notes.at(at, gap.message, Some(gap.hint));
    }

    if known.is_some() {
        score::strangers(&study.score, &panel.companies, &head.notes);
        if let Some(read) = &study.gate {
            gate::strangers(read, &panel.companies, &head.notes);
        }
    }
    in_public(&study, &questions, &panel, panel_whole, &head.notes, &banks);

    let tables = [Some(panel_sheet), references_sheet, outside_sheet];
    let mut mistakes = head.mistakes();
    let sheets = banks.into_iter().chain(tables.into_iter().flatten());
    mistakes.extend(sheets.flat_map(Sheet::mistakes));
    if !mistakes.is_empty() {
        return Err(Error::Study(mistakes));
    }
    Ok(Study {
        id: study.id,
        title: study.title,
        kind: study.kind,
        seed: study.seed,
        languages: study.languages.unwrap_or_default(),
        timezone: study.timezone,
        wave: study.wave,
        design: study.design,
        personas: study.personas,
        email: study.email,
        social: study
            .social
            .into_iter()
            .map(|(network, account)| (network, account.value))
            .collect(),
        consents: study.consents.into_iter().map(|c| c.value).collect(),
        web: study.web,
        llm: study.llm,
        gate: study.gate.map(|read| read.gate),
        clock: study.clock,
        scoring: study.score.scoring,
        reporting: study.reporting,
        panel: panel.companies,
        questions: questions.list,
        references: found_references,
        outside: found_outside,
    })
}

/// What others say of the companies, where there is such a file; `companies` are the known ids, where they are.
fn outside_scores(
    dir: &Path,
    companies: Option<&HashMap<String, u32>>,
) -> (Vec<OutsideScore>, Option<Sheet>) {
    let path = dir.join("outside.csv");
    if !path.exists() {
        return (Vec::new(), None);
    }
    let sheet = Sheet::read(&path, MOST_CSV, "remove it if there are none");
    let found = if sheet.notes.has_syntax() {
        Vec::new()
    } else {
        outside::read(&sheet.text, &sheet.notes, companies)
    };
    (found, Some(sheet))
}

/// What is wrong with asking in public: consents of nobody and of too few, and wordings that make no post.
fn in_public(
    study: &StudyFile,
    questions: &Questions,
    panel: &companies::Panel,
    panel_whole: bool,
    notes: &Notes,
    banks: &[Sheet],
) {
    if panel_whole && !panel.ragged {
        consents::strangers(&study.consents, &panel.handles, notes);
    }
    let asked: Vec<Network> = Network::ALL
        .into_iter()
        .filter(|n| study.design.questions.contains_key(&n.channel()))
        .collect();
    if !notes.has_syntax() {
        let companies = &panel.companies;
        consents::unasked(&study.social, &asked, &study.consents, companies, notes);
    }
    let asked = Asked {
        design: &study.design,
        questions: &questions.list,
        panel: &panel.companies,
        personas: &study.personas,
    };
    for trouble in posts::troubles(&asked) {
        let account = study.social.get(&trouble.network);
        let auto = account.is_some_and(|a| a.value.transport == TransportKind::Auto);
        if auto || trouble.what.always() {
            let (bank, _) = questions.places[trouble.question];
            let at = questions.texts[trouble.question][trouble.wording];
            let (message, hint) = trouble.told(&asked);
            banks[bank].notes.at(at, message, Some(hint));
        }
    }
}

/// The folder of a study and its `study.toml`, either of which may be given.
fn place(given: &Path) -> (PathBuf, PathBuf) {
    if given.extension().is_some_and(|e| e == "toml") && !given.is_dir() {
        let folder = given.parent().unwrap_or(Path::new(""));
        (folder.to_owned(), given.to_owned())
    } else {
        (given.to_owned(), given.join("study.toml"))
    }
}

/// The folder of a study, of which `given` is the folder or the `study.toml`: where its lock, its
/// ledger and everything else of it lie.
#[must_use]
pub fn folder(given: &Path) -> PathBuf {
    place(given).0
}

/// The banks, in the order in which they are named; each once.
fn bank_sheets(study: &StudyFile, dir: &Path, notes: &Notes) -> Vec<Sheet> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for (pattern, at) in &study.banks {
        let found = files::matching(dir, pattern);
        if found.is_empty() {
            let message = format!("no question bank is found at {}", quote(pattern));
            let hint = Some(
                "the path is relative to the study's folder; `*` stands for anything in a name"
                    .to_owned(),
            );
            match at {
                Some(at) => notes.at(*at, message, hint),
                None => notes.missing(None, message, hint),
            }
        }
        for path in found {
            if !paths.contains(&path) && paths.len() < MOST_BANKS {
                paths.push(path);
            }
        }
    }
    paths
        .iter()
        .map(|path| Sheet::read(path, files::MOST_TOML, "check the path and its permissions"))
        .collect()
}

fn questions(banks: &mut [Sheet]) -> Questions {
    let mut all = Questions {
        list: Vec::new(),
        places: Vec::new(),
        texts: Vec::new(),
        by_id: HashMap::new(),
        complete: !banks.is_empty(),
        sectors_known: true,
    };
    for (i, sheet) in banks.iter().enumerate() {
        let unread = sheet.notes.has_syntax();
        let Bank {
            questions,
            sectors_known,
        } = if unread {
            Bank {
                questions: Vec::new(),
                sectors_known: false,
            }
        } else {
            tree::parse(&sheet.text, &sheet.notes, bank::read)
        };
        // A bank without questions is a mistake, behind which questions may hide.
        all.complete &= !sheet.notes.has_syntax() && !questions.is_empty();
        all.sectors_known &= sectors_known;
        for Placed {
            question,
            at,
            texts,
        } in questions
        {
            let Ok(position) = u32::try_from(all.list.len()) else {
                break;
            };
            if all.list.len() >= MOST_QUESTIONS {
                sheet.notes.at(
                    at,
                    format!("a study has at most {MOST_QUESTIONS} questions"),
                    None,
                );
                break;
            }
            if all.by_id.contains_key(&question.id) {
                sheet.notes.at(
                    at,
                    format!("there are two questions {}", quote(&question.id)),
                    Some("each question has an id of its own, over all banks".to_owned()),
                );
                continue;
            }
            all.by_id.insert(question.id.clone(), position);
            all.list.push(question);
            all.places.push((i, at));
            all.texts.push(texts);
        }
    }
    all
}

/// The questions that [design] names and no bank has.
fn unknown_questions(study: &StudyFile, questions: &Questions, notes: &Notes) {
    for named in &study.named_questions {
        if notes.is_full() {
            break;
        }
        if !questions.by_id.contains_key(&named.value) {
            notes.at(
                named.at,
                format!("no question bank has the question {}", quote(&named.value)),
                near(&named.value, questions.list.iter().map(|q| q.id.as_str()))
                    .map(|n| format!("did you mean `{n}`?")),
            );
        }
    }
}
