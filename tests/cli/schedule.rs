//! A wave as schedulers run it: the very steps of the files that `shopper init --schedule` writes, over the days of a
//! wave, with nothing simulated but the companies and the date.

use crate::study::{Study, done, shopper};
use jiff::{SignedDuration, Timestamp};
use mystery_shopper::clock::Clock;
use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The program at another moment: what the scripts below run as `shopper`.
#[test]
#[ignore = "not a test: the program by another clock, for those beside it"]
fn shopper_at() {
    let (Ok(words), Ok(at)) = (std::env::var("SHOPPER_WORDS"), std::env::var("SHOPPER_AT")) else {
        return;
    };
    let words = std::iter::once("shopper")
        .chain(words.lines())
        .map(OsString::from);
    let clock = Clock::simulated(at.parse().unwrap());
    std::process::exit(mystery_shopper::cli::main_at(words, &clock) as i32);
}

/// A program that runs at the moment that `SHOPPER_AT` says.
fn program(dir: &Path) -> PathBuf {
    let path = dir.join("shopper-at");
    let exe = std::env::current_exe().unwrap();
    let script = format!(
        "#!/bin/sh\nSHOPPER_WORDS=$(printf '%s\\n' \"$@\") exec '{}' --exact schedule::shopper_at --ignored \
         --nocapture\n",
        exe.display()
    );
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// A shell's line in a folder, at a moment.
fn sh(folder: &Path, line: &str, program: &Path, at: Timestamp) -> (i32, String) {
    let mut command = Command::new("sh");
    command
        .args(["-e", "-c", line])
        .current_dir(folder)
        .env("SHOPPER", program)
        .env("SHOPPER_AT", at.to_string())
        .env("GITHUB_STEP_SUMMARY", folder.join("job-summary.md"));
    let ended = done(&mut command);
    (ended.code, format!("{}{}", ended.out, ended.err))
}

fn git(folder: &Path, words: &[&str]) {
    let mut command = Command::new("git");
    command
        .args([
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@t.example",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(words)
        .current_dir(folder);
    done(&mut command).exits(0);
}

/// How many attempts the ledger of a folder holds.
fn attempts(folder: &Path) -> u64 {
    let status = done(shopper().args(["status", "--json"]).current_dir(folder))
        .exits(0)
        .json();
    status["enquiries"]["sent"].as_u64().unwrap()
}

const LENIENT: &str = "\n[[gate.assert]]\nmetric = \"delivered\"\nmin = 0.01\nonly = \"always\"\n";
const STRICT: &str = "\n[[gate.assert]]\nmetric = \"answered\"\nmin = 1\nonly = \"always\"\n";

#[test]
fn a_step_script_sends_once_collects_and_reports_at_the_cut_off() {
    let study = Study::due();
    let toml = study.read("study.toml");
    study.write("study.toml", &format!("{toml}{LENIENT}"));
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["init", "--schedule", "systemd"]).exits(0);
    study.shopper(&["init", "--schedule", "cron"]).exits(0);
    let tools = tempfile::tempdir().unwrap();
    let program = program(tools.path());
    let today = Clock::Wall.now();
    // What the service and the crontab start.
    let service = study.read("shopper-my-study.service");
    let start = service
        .lines()
        .find_map(|l| l.strip_prefix("ExecStart="))
        .unwrap();
    assert!(service.contains("SuccessExitStatus=8"));
    let crontab = study.read("shopper.crontab");
    let (_, line) = crontab
        .lines()
        .last()
        .unwrap()
        .split_once("* * * * ")
        .unwrap();

    let (code, said) = sh(study.path(), start, &program, today);
    assert_eq!(code, 8, "{said}");
    let sent = attempts(study.path());
    assert!(sent >= 3, "{sent}");
    // cron has nothing to mail.
    let (code, said) = sh(study.path(), line, &program, today);
    assert_eq!((code, said.as_str()), (0, ""));
    assert_eq!(attempts(study.path()), sent);

    // The cut-off is in three days.
    let later = today + SignedDuration::from_hours(4 * 24);
    let (code, said) = sh(study.path(), start, &program, later);
    assert_eq!(code, 0, "{said}");
    assert_eq!(attempts(study.path()), sent);
    assert!(study.file("reports/my-study/wave-1/junit.xml").exists());

    study.write("study.toml", &format!("{toml}{STRICT}"));
    let (code, said) = sh(study.path(), start, &program, later);
    assert_eq!(code, 99, "{said}");
    assert!(
        said.contains("the gate failed: 1 of 1 bound\n  answered (all companies), the panel"),
        "{said}"
    );
    let (_, said) = sh(study.path(), line, &program, later);
    assert!(said.contains("the gate failed"), "{said}");
}

#[test]
#[expect(clippy::too_many_lines, reason = "one wave, step by step")]
fn a_workflow_keeps_the_ledger_between_machines_and_never_sends_without_it() {
    let study = Study::due();
    let toml = study.read("study.toml");
    study.write("study.toml", &format!("{toml}{LENIENT}"));
    study.shopper(&["lock"]).exits(0);
    git(study.path(), &["init", "--quiet"]);
    study.shopper(&["init", "--schedule", "github"]).exits(0);
    let workflow = study.read(".github/workflows/shopper-my-study.yml");
    let steps: Vec<&str> = workflow
        .lines()
        .filter_map(|l| {
            l.trim_start()
                .trim_start_matches("- ")
                .strip_prefix("run: ")
        })
        .filter(|l| !l.contains("cargo install"))
        .collect();
    assert_eq!(steps.len(), 3, "{steps:?}");
    let place = tempfile::tempdir().unwrap();
    let program = program(place.path());
    let origin = place.path().join("origin.git");
    git(place.path(), &["init", "--quiet", "--bare", "origin.git"]);
    git(study.path(), &["add", "--all"]);
    git(study.path(), &["commit", "--quiet", "-m", "study"]);
    git(
        study.path(),
        &["push", "--quiet", origin.to_str().unwrap(), "HEAD:main"],
    );
    git(
        study.path(),
        &["remote", "add", "origin", origin.to_str().unwrap()],
    );
    let today = Clock::Wall.now();
    // A machine that knows nothing but the repository.
    let machine = |name: &str| {
        git(
            place.path(),
            &["clone", "--quiet", "--branch", "main", "origin.git", name],
        );
        place.path().join(name)
    };
    let all = |folder: &Path, at| -> Vec<i32> {
        let mut codes = Vec::new();
        for step in &steps {
            let (code, said) = sh(folder, step, &program, at);
            codes.push(code);
            // Keeping is done in any case once the state was taken.
            if code != 0 && codes.len() == 1 {
                assert!(
                    said.contains("error: ") && said.contains("\nhint: "),
                    "{said}"
                );
                break;
            }
        }
        codes
    };

    // Without the branch nothing is sent.
    let early = machine("early");
    assert_eq!(all(&early, today), [1]);
    assert!(!early.join("shopper.db").exists());
    assert_eq!(
        sh(study.path(), "./shopper-state.sh begin", &program, today).0,
        0
    );
    assert_eq!(
        sh(study.path(), "./shopper-state.sh begin", &program, today).0,
        1
    );

    let first = machine("first");
    assert_eq!(all(&first, today), [0, 0, 0]);
    let sent = attempts(&first);
    assert!(sent >= 3, "{sent}");
    let summary = std::fs::read_to_string(first.join("job-summary.md")).unwrap();
    assert!(summary.contains("Fieldwork is not over"), "{summary}");

    let second = machine("second");
    assert_eq!(all(&second, today), [0, 0, 0]);
    assert_eq!(attempts(&second), sent);

    // A machine that dies at work: nobody goes on until a person has looked.
    let dead = machine("dead");
    assert_eq!(sh(&dead, steps[0], &program, today).0, 0);
    let third = machine("third");
    assert_eq!(all(&third, today), [1]);
    assert!(!third.join("shopper.db").exists());
    assert_eq!(
        sh(&third, "./shopper-state.sh release", &program, today).0,
        0
    );

    let later = today + SignedDuration::from_hours(4 * 24);
    let over = machine("over");
    assert_eq!(all(&over, later), [0, 0, 0]);
    assert_eq!(attempts(&over), sent);
    let summary = std::fs::read_to_string(over.join("job-summary.md")).unwrap();
    assert!(summary.contains("The gate passed"), "{summary}");

    study.write("study.toml", &format!("{toml}{STRICT}"));
    git(study.path(), &["add", "--all"]);
    git(study.path(), &["commit", "--quiet", "-m", "stricter"]);
    git(study.path(), &["push", "--quiet", "origin", "HEAD:main"]);
    let stricter = machine("stricter");
    // The step ends with 99, which `|| [ $? -eq 8 ]` turns into 1; the state is kept all the same.
    assert_eq!(all(&stricter, later), [0, 1, 0]);
    let (code, said) = sh(
        &stricter,
        "./shopper-step.sh --annotations github",
        &program,
        later,
    );
    assert_eq!(code, 99);
    assert!(
        said.contains("\n::error title=my-study%3A wave wave-1%3A answered::answered "),
        "{said}"
    );

    // The branch is gone, and with it the ledger.
    git(
        study.path(),
        &["push", "--quiet", "origin", ":shopper-state-my-study"],
    );
    let lost = machine("lost");
    assert_eq!(all(&lost, later), [1]);
    assert!(!lost.join("shopper.db").exists());
}

#[test]
fn a_wave_whose_ledger_is_lost_is_not_sent_again() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    let before = study.shopper(&["status", "--json", "--exit-code"]).exits(8);
    assert_eq!(before.json()["state"], "not_opened");
    study.shopper(&["send", "--yes"]).exits(0);
    assert!(study.read("study.lock").contains("[opened]\n"));
    // With what a database keeps beside it.
    let moved = |from: &str, to: &str| {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::rename(
                study.file(&format!("{from}{suffix}")),
                study.file(&format!("{to}{suffix}")),
            );
        }
    };
    moved("shopper.db", "kept.db");
    for words in [&["send", "--yes"][..], &["run", "--yes"], &["status"]] {
        let refused = study.shopper(words).exits(1);
        assert!(
            refused
                .err
                .contains("knows nothing of it: whoever was asked would be asked again"),
            "{refused:?}"
        );
        assert!(!study.file("shopper.db").exists());
    }
    // Locking again does not make it forget.
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(1);
    // The ledger of another opening of the same wave.
    let lock = study.read("study.lock");
    let (body, _) = lock.split_once("[opened]").unwrap();
    study.write("study.lock", body);
    study.shopper(&["send", "--yes"]).exits(0);
    study.write("study.lock", &lock);
    let refused = study.shopper(&["send", "--yes"]).exits(1);
    assert!(refused.err.contains("in another ledger"), "{refused:?}");
    moved("shopper.db", "other.db");
    moved("kept.db", "shopper.db");
    study.shopper(&["send", "--yes"]).exits(0);
    // An old lock, from before the wave was opened, and a report of the wave.
    study.shopper(&["report"]).exits(0);
    study.write("study.lock", body);
    moved("shopper.db", "kept.db");
    let refused = study.shopper(&["send", "--yes"]).exits(1);
    assert!(
        refused.err.contains("there is a report of wave wave-1"),
        "{refused:?}"
    );
}

#[test]
fn a_schedule_is_written_beside_what_is_there() {
    let study = Study::init();
    let first = study.shopper(&["init", "--schedule", "cron"]).exits(0);
    assert_eq!(first.out, "./shopper-step.sh\n./shopper.crontab\n");
    assert!(first.err.contains("no [gate]"), "{first:?}");
    // The script is there already, and is the same.
    let second = study.shopper(&["init", "--schedule", "systemd"]).exits(0);
    assert_eq!(
        second.out,
        "./shopper-my-study.service\n./shopper-my-study.timer\n"
    );
    study.write("shopper-step.sh", "#!/bin/sh\n");
    let third = study.shopper(&["init", "--schedule", "github"]).exits(1);
    assert!(
        third.err.contains("./shopper-step.sh is there already"),
        "{third:?}"
    );
    assert!(!study.file("shopper-state.sh").exists());
    // A study below the top of its repository.
    let top = tempfile::tempdir().unwrap();
    git(top.path(), &["init", "--quiet"]);
    done(
        shopper()
            .args(["init", "studies/one"])
            .current_dir(top.path()),
    )
    .exits(0);
    done(
        shopper()
            .args(["init", "--schedule", "github", "studies/one"])
            .current_dir(top.path()),
    )
    .exits(0);
    let workflow =
        std::fs::read_to_string(top.path().join(".github/workflows/shopper-my-study.yml")).unwrap();
    assert!(
        workflow.contains("working-directory: studies/one\n"),
        "{workflow}"
    );
    assert!(!workflow.contains('@'.to_string().repeat(2).as_str()) && !workflow.contains("@ID@"));
}
