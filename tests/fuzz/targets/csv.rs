//! A panel or a table of references, in a study that is whole otherwise.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shopper_fuzz::Spoiled;
use std::sync::LazyLock;

const FILES: &[&str] = &["companies.csv", "references.csv"];
static STUDY: LazyLock<Spoiled> = LazyLock::new(|| Spoiled::new(FILES));

fuzz_target!(
    init: {
        LazyLock::force(&STUDY);
    },
    |data: &[u8]| STUDY.load(FILES, data)
);
