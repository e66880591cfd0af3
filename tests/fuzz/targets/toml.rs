//! A study file or a question bank, in a study that is whole otherwise.
#![no_main]

use libfuzzer_sys::fuzz_target;
use shopper_fuzz::Spoiled;
use std::sync::LazyLock;

const FILES: &[&str] = &["study.toml", "questions/banking.toml"];
static STUDY: LazyLock<Spoiled> = LazyLock::new(|| Spoiled::new(FILES));

fuzz_target!(
    init: {
        LazyLock::force(&STUDY);
    },
    |data: &[u8]| STUDY.load(FILES, data)
);
