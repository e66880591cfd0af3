//! What people look at first of all that machines left unsure: what a model on this machine finds likeliest to contradict.

use crate::coding::cross::{Reader, conflict};
use crate::coding::sheet::Unit;
use crate::error::{Error, Result};
use std::path::Path;

/// So many units that come after each other in the model's order are shown in an order of their own: nobody can tell from the
/// place of one what the model made of it.
pub const BLOCK: usize = 12;

/// Opens the model in a folder: `model.onnx`, or the only file of that kind; `tokenizer.json`; and `config.json`, whose
/// `id2label` says which of the model's numbers is that of a contradiction.
///
/// # Errors
/// [`Error::Refused`] when the program was built without it, or when the files are not there or not what they should be.
#[cfg(feature = "local-model")]
pub fn open(folder: &Path) -> Result<Box<dyn Reader>> {
    let read = |path: &Path| std::fs::read(path).map_err(|e| Error::file(path, e));
    let config = folder.join("config.json");
    let config = config.exists().then(|| read(&config)).transpose()?;
    let model = read(&model_in(folder)?)?;
    let tokenizer = read(&folder.join("tokenizer.json"))?;
    let net = crate::coding::cross::Net::new(model, &tokenizer, config.as_deref());
    let refused = |why: String| {
        Error::Refused {
        message: format!("{}: {why}", folder.display()),
        hint: "give the folder of a cross-encoder of texts in ONNX, as it was published, with model.onnx, tokenizer.json and \
               config.json"
            .to_owned(),
    }
    };
    Ok(Box::new(net.map_err(refused)?))
}

/// Says that this program has no part that reads models.
///
/// # Errors
/// Always.
#[cfg(not(feature = "local-model"))]
pub fn open(_: &Path) -> Result<Box<dyn Reader>> {
    Err(Error::Refused {
        message: "this program was built without local models".to_owned(),
        hint: "build it with `cargo build --release --features local-model`, or leave --model out"
            .to_owned(),
    })
}

/// The model's file in a folder.
#[cfg(feature = "local-model")]
fn model_in(folder: &Path) -> Result<std::path::PathBuf> {
    let usual = folder.join("model.onnx");
    if usual.exists() {
        return Ok(usual);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| Error::file(folder, e))? {
        let path = entry.map_err(|e| Error::file(folder, e))?.path();
        if path.extension().is_some_and(|e| e == "onnx") {
            found.push(path);
        }
    }
    match (found.pop(), found.len()) {
        (Some(only), 0) => Ok(only),
        (last, _) => Err(Error::Refused {
            message: format!(
                "{}: {}",
                folder.display(),
                if last.is_some() {
                    "several models stand there"
                } else {
                    "no model stands there"
                }
            ),
            hint: "call the one that is to be used model.onnx".to_owned(),
        }),
    }
}

/// Puts units into the order in which they likely contradict: of a pair the two answers, of an answer what is known to be
/// right and the answer. What has nothing to be held against comes last; what is as likely stays in its order. `done`
/// hears how many are read.
///
/// # Errors
/// [`Error::Refused`] when the model fails.
pub fn likeliest_first(
    reader: &dyn Reader,
    units: Vec<Unit>,
    mut done: impl FnMut(usize),
) -> Result<Vec<Unit>> {
    let mut ranked = Vec::with_capacity(units.len());
    for (at, unit) in units.into_iter().enumerate() {
        done(at);
        let beside = match &unit.texts {
            (one, Some(two)) => Some((one, two)),
            (one, None) if !unit.reference.is_empty() => Some((&unit.reference, one)),
            _ => None,
        };
        let likely = match beside {
            Some((one, two)) => {
                conflict(reader, &unit.question, one, two).map_err(|why| Error::Refused {
                    message: format!("the model cannot read unit {}: {why}", unit.id),
                    hint: "leave --model out: the order is then the study's own".to_owned(),
                })?
            }
            None => -1.0,
        };
        ranked.push((likely, unit));
    }
    ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    Ok(ranked.into_iter().map(|(_, unit)| unit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::sheet::Key;

    /// Finds what has an `x` on one side alone; fails at `broken`.
    struct Crosses;

    impl Reader for Crosses {
        fn contradict(&self, one: &str, other: &str) -> std::result::Result<f32, String> {
            if other.contains("broken") {
                return Err("no".to_owned());
            }
            Ok(if one.contains("xx") == other.contains("xx") {
                0.2
            } else {
                0.7
            })
        }
    }

    fn unit(id: &str, reference: &str, one: &str, two: Option<&str>) -> Unit {
        Unit {
            key: Key {
                enquiry: 0,
                other: two.map(|_| 1),
                inbounds: (1, two.map(|_| 2)),
            },
            id: id.to_owned(),
            question: "Do you deliver on Sundays?".to_owned(),
            reference: reference.to_owned(),
            texts: (one.to_owned(), two.map(str::to_owned)),
            codings: Vec::new(),
        }
    }

    #[test]
    fn pairs_and_answers_come_by_how_likely_they_contradict() {
        let units = vec![
            unit("nothing", "", "Yes.", None),
            unit("alike", "", "Yes.", Some("Yes, we do.")),
            unit("right", "Yes.", "Yes, on Sundays.", None),
            unit("apart", "", "Yes.", Some("We xx deliver.")),
            unit("wrong", "Yes.", "We xx deliver on Sundays.", None),
        ];
        let mut heard = Vec::new();
        let found = likeliest_first(&Crosses, units, |at| heard.push(at)).unwrap();
        let names: Vec<&str> = found.iter().map(|u| u.id.as_str()).collect();
        assert_eq!(names, ["apart", "wrong", "alike", "right", "nothing"]);
        assert_eq!(heard, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_model_that_fails_says_where() {
        let units = vec![unit("bcd", "", "Yes.", Some("broken"))];
        let error = likeliest_first(&Crosses, units, |_| {}).unwrap_err();
        assert!(error.to_string().contains("unit bcd: no"), "{error}");
        assert!(error.hint().unwrap().contains("--model"));
    }
}
