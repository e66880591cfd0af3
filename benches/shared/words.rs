//! The arguments of a bench.

/// What is asked of it; nothing when `cargo test --all-targets` calls it, which gives no `--bench`.
pub fn words() -> Option<Vec<String>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<String> = args.iter().filter(|a| *a != "--bench").cloned().collect();
    (words.len() < args.len()).then_some(words)
}
