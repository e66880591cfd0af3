//! Scoring alone: from the ledger of the study in a folder to every number about every company, sector and channel,
//! and with `--league` the league too. Prints the seconds of each step and how many numbers there are, see `benches/scale.py`.

use mimalloc::MiMalloc;
use mystery_shopper::score::consistency::Consistency;
use mystery_shopper::score::league::League;
use mystery_shopper::score::{Background, Effort, Scorer, row_with};
use mystery_shopper::store::Store;
use mystery_shopper::{error, plan};
use serde_json::json;
use std::path::PathBuf;
use std::time::Instant;

/// As in the program.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

#[tokio::main(flavor = "current_thread")]
async fn main() -> error::Result<()> {
    let folder = std::env::args().find(|a| !a.starts_with("--") && PathBuf::from(a).is_dir());
    let Some(folder) = folder.map(PathBuf::from) else {
        println!("benches/scale.py names the folder of a study");
        return Ok(());
    };
    let study = plan::load(&folder)?;
    let begun = Instant::now();
    let store = Store::open_existing(&folder.join("shopper.db")).await?;
    let Some(ledger) = store.wave(&study.wave.id).await? else {
        println!("no such wave");
        return Ok(());
    };
    let as_of = store.collected_until().await?.unwrap_or(study.wave.opens);
    let mut background = Background::new(&study, &[], as_of);
    ledger
        .efforts(|seq, clicks, seconds| {
            let effort = Effort { clicks, seconds };
            background.efforts.note(seq, effort);
        })
        .await?;
    let efforts = begun.elapsed().as_secs_f64();
    let (mut wave, mut consistency) = (Scorer::new(&study), Consistency::default());
    wave.expect(ledger.enquiries);
    let counts = |_: &_| true;
    ledger
        .cases_to_score(|case| {
            let row = row_with(&background, &case, counts);
            wave.add(&row);
            consistency.add(case, &row.codes, counts);
            Ok(())
        })
        .await?;
    let read = begun.elapsed().as_secs_f64();
    let scores = wave.finish(&consistency.finish(counts));
    let panel = begun.elapsed().as_secs_f64();
    let companies = scores.companies().count();
    let all = begun.elapsed().as_secs_f64();
    let mut steps = json!({
        "efforts": efforts, "cases": read - efforts, "panel": panel - read, "companies": all - panel,
    });
    // Its replicates are no estimates, and have a bench of their own.
    if std::env::args().any(|a| a == "--league") {
        let league = League::of(&scores.frame, study.seed);
        steps["league"] = (begun.elapsed().as_secs_f64() - all).into();
        steps["ranked"] = league.scored.into();
    }
    let estimates = scores.estimates.len() + companies;
    println!(
        "{}",
        json!({ "seconds": all, "estimates": estimates, "steps": steps })
    );
    Ok(())
}
