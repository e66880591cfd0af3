//! Serves a small built-in study, for trying the sandbox with a foreign client: writes the study's
//! panel and one wording to a folder, prints the ports, and serves until it is stopped.
//!
//! `cargo run --example sandbox -- FOLDER [SPEED]`

#![expect(clippy::unwrap_used, reason = "an example ends with a panic")]

use mystery_shopper::clock::Clock;
use mystery_shopper::sandbox::{Market, Ports, panel_csv};
use std::path::PathBuf;
use std::sync::Arc;

#[path = "../tests/sandbox_servers/study.rs"]
mod study;

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let speed = arguments.next().map_or(100_000.0, |s| s.parse().unwrap());
    let mut study = study::study(100, 10, 1);
    // The wave is open now.
    let clock = Clock::Wall;
    study.wave.opens = clock.now();
    std::fs::create_dir_all(folder.join("questions")).unwrap();
    std::fs::write(folder.join("companies.csv"), panel_csv(&study.panel)).unwrap();
    let persona = &study.personas[0];
    let toml = format!(
        "[[persona]]\nid = \"{}\"\nname = \"{}\"\nemail = \"{}\"\n",
        persona.id, persona.name, persona.email
    );
    std::fs::write(folder.join("study.toml"), toml).unwrap();
    let wording = &study.questions[0].wordings[0];
    let toml = format!(
        "[[question]]\nid = \"{}\"\n[[question.wording]]\nsubject = \"{}\"\ntext = \"{}\"\n",
        study.questions[0].id, wording.subject, wording.text
    );
    std::fs::write(folder.join("questions/returns.toml"), toml).unwrap();
    let market = Market::new(Arc::new(study), 1, clock, speed);
    let serving = market.serve(Ports::default()).await.unwrap();
    println!("{} {}", serving.smtp.port(), serving.imap.port());
    std::future::pending::<()>().await;
}
