//! How large a study file may be, and finding the banks that a pattern names.

use std::path::{Path, PathBuf};

/// Largest TOML file, in bytes.
pub(super) const MOST_TOML: u64 = 4 << 20;
/// The files that a pattern names, relative to `dir`: `*` stands for anything in the last part of the
/// path. By name, so that the order is the same everywhere; empty when there is none.
pub(super) fn matching(dir: &Path, pattern: &str) -> Vec<PathBuf> {
    let path = dir.join(pattern);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str()))
    else {
        return Vec::new();
    };
    if !name.contains('*') {
        return if path.exists() {
            vec![path]
        } else {
            Vec::new()
        };
    }
    let listed = std::fs::read_dir(if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    });
    let mut found: Vec<PathBuf> = listed
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|file| !file.starts_with('.') && wild(name, file))
        .map(|file| folder.join(file))
        .collect();
    found.sort();
    found
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn wild(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(i) => rest = &rest[i + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, name, fits) in [
            ("*.toml", "banking.toml", true),
            ("*.toml", "banking.csv", false),
            ("bank*", "bank", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "ac", false),
            ("ab*ba", "aba", false),
            ("plain", "plain", true),
        ] {
            assert_eq!(wild(pattern, name), fits, "{pattern} {name}");
        }
    }
}
