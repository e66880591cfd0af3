//! Planning up to 1,000,000 enquiries, from files to hash: seconds, the exponent of the time in the
//! number of enquiries, and the peak of memory. Linear time has the exponent 1.
//!
//!     cargo bench --bench plan

use mystery_shopper::plan;
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

const QUESTIONS: usize = 10;
const COMPANIES: [usize; 4] = [12_500, 25_000, 50_000, 100_000];

fn main() {
    // `cargo test --all-targets` calls benches without `--bench`: nothing to do then.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let folder = std::env::temp_dir().join(format!("shopper-bench-plan-{}", std::process::id()));
    let result = run(&folder);
    let _ = std::fs::remove_dir_all(&folder);
    if let Err(error) = result {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

fn run(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    plan::template::write(folder, jiff::civil::date(2026, 11, 2))?;
    let file = folder.join("study.toml");
    let study = std::fs::read_to_string(&file)?;
    std::fs::write(&file, study.replace("email = 5", "email = \"all\""))?;
    let mut points: Vec<(f64, f64)> = Vec::new();
    println!(
        "{:>10}  {:>9}  {:>9}  {:>9}",
        "enquiries", "load s", "plan s", "peak MB"
    );
    for companies in COMPANIES {
        let mut panel = String::from("id,name,sector,country,language,timezone,email\n");
        for i in 0..companies {
            let sector = ["banking", "fashion retail"][i % 2];
            let zone = ["", "Europe/Amsterdam", "America/New_York"][i % 3];
            writeln!(
                panel,
                "c{i},Company {i},{sector},GB,en,{zone},info@c{i}.example"
            )?;
        }
        std::fs::write(folder.join("companies.csv"), panel)?;
        let start = Instant::now();
        let study = plan::load(folder)?;
        let loaded = start.elapsed().as_secs_f64();
        let planned = plan::make(&study)?;
        let seconds = start.elapsed().as_secs_f64() - loaded;
        assert_eq!(planned.enquiries.len(), companies * QUESTIONS);
        println!(
            "{:>10}  {loaded:>9.3}  {seconds:>9.3}  {:>9}",
            planned.enquiries.len(),
            peak_mb()
        );
        points.push(((companies as f64).ln(), (loaded + seconds).ln()));
    }
    println!(
        "time grows with the power {:.2} of the number of enquiries",
        slope(&points)
    );
    Ok(())
}

/// The slope of the least-squares line.
fn slope(points: &[(f64, f64)]) -> f64 {
    let n = points.len() as f64;
    let (x, y) = points
        .iter()
        .fold((0.0, 0.0), |(x, y), p| (x + p.0 / n, y + p.1 / n));
    let covariance: f64 = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum();
    let variance: f64 = points.iter().map(|p| (p.0 - x).powi(2)).sum();
    covariance / variance
}

/// The peak of this process's memory in MB, where the system tells.
fn peak_mb() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().strip_suffix("kB")?.trim().parse::<u64>().ok())
        .map_or_else(|| "?".to_owned(), |kb| (kb / 1024).to_string())
}
