//! Where a secret is read from.

use super::tree::Value;
use crate::model::SecretSource;
use std::path::Path;
use toml::de::DeValue;

/// Makes a source from the study's folder and the text of its key.
type MakeSecret = fn(&Path, String) -> SecretSource;

/// Where the secret under `key` is read from; `dir` is what its file's path is relative to. The secret
/// itself is refused, and never quoted.
pub(super) fn read(value: &Value<'_>, key: &'static str, dir: &Path) -> Option<SecretSource> {
    let ways = format!("say `{key}.command`, `{key}.file` or `{key}.env`");
    let noun = if key == "password" { key } else { "secret" };
    if !matches!(value.raw(), DeValue::Table(_)) {
        value.wrong(
            format!("a {noun} never stands in a study file"),
            Some(format!(
                "{ways}, and change this {noun} if the file was shared"
            )),
        );
        return None;
    }
    let table = value.table(key)?;
    let kinds: [(&'static str, MakeSecret); 3] = [
        ("command", |_, text| SecretSource::Command(text)),
        ("file", |dir, text| SecretSource::File(dir.join(text))),
        ("env", |_, text| SecretSource::Env(text)),
    ];
    let mut given: Vec<(Value<'_>, MakeSecret)> = kinds
        .into_iter()
        .filter_map(|(key, make)| Some((table.get(key)?, make)))
        .collect();
    table.close(&[]);
    given.sort_by_key(|(value, _)| value.at);
    match given.as_slice() {
        [] => {
            value.wrong(format!("the {noun} comes from nowhere"), Some(ways));
            None
        }
        [(one, make)] => one.text(4_000, false).map(|text| make(dir, text)),
        [.., (last, _)] => {
            last.wrong(
                format!("the {noun} is to come from more than one place"),
                Some("keep one of `command`, `file` and `env`".to_owned()),
            );
            None
        }
    }
}
