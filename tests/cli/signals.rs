//! A run that is stopped, and two at once.

use crate::study::{Done, Running, Study};
use std::io::{BufRead, BufReader, Read};
use std::process::{ChildStderr, Command, Stdio};

/// A live run that has made its first round.
struct Run {
    child: Running,
    stderr: BufReader<ChildStderr>,
}

impl Run {
    fn start(study: &Study) -> Self {
        let mut child = study
            .command(&["run", "--yes"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let child = Running(child);
        let mut line = String::new();
        stderr.read_line(&mut line).unwrap();
        assert!(line.contains(" sent, "), "{line}");
        Self { child, stderr }
    }

    fn signal(mut self, signal: &str) -> Done {
        send(signal, self.child.0.id());
        let mut err = String::new();
        self.stderr.read_to_string(&mut err).unwrap();
        Done {
            // No code: killed by the signal itself.
            code: self.child.0.wait().unwrap().code().unwrap_or(-1),
            out: String::new(),
            err,
        }
    }
}

/// Sends a signal, such as `-INT`. By the shell: a bare Debian has no `kill` of its own.
fn send(signal: &str, pid: u32) {
    let line = format!("kill {signal} {pid}");
    let sent = Command::new("sh").args(["-c", &line]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn a_stopped_run_is_whole_and_goes_on() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    for signal in ["-INT", "-TERM"] {
        let stopped = Run::start(&study).signal(signal).exits(130);
        insta::allow_duplicates! {
            insta::assert_snapshot!(stopped.err, @"error: interrupted; everything done so far is stored, the same command goes on from here");
        }
        assert_eq!((study.standing("sent"), study.standing("in_doubt")), (5, 0));
    }
}

#[test]
fn a_second_fieldworker_is_sent_away() {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    let first = Run::start(&study);
    for command in [&["run", "--yes"][..], &["send", "--yes"], &["collect"]] {
        let refused = study.shopper(command).exits(1);
        insta::allow_duplicates! {
            insta::assert_snapshot!(refused.err, @r#"
            error: ./shopper.db: another shopper is doing fieldwork on this study
            hint: let it go on (`shopper status` shows where it stands), or stop it first
            "#);
        }
    }
    // Looking on is free.
    assert_eq!(study.standing("sent"), 5);
    study.shopper(&["report"]).exits(0);
    first.signal("-INT").exits(130);
    study.shopper(&["collect"]).exits(0);
}

#[test]
fn a_stopped_market_writes_down_the_truth() {
    let study = Study::init();
    for signal in ["-INT", "-TERM"] {
        let mut child = study
            .command(&["sandbox", "--smtp-port", "0", "--imap-port", "0"])
            .args(["--truth", "truth.csv"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut child = Running(child);
        stdout.read_line(&mut line).unwrap();
        send(signal, child.0.id());
        assert_eq!(child.0.wait().unwrap().code(), Some(0), "{signal}");
        // Six companies, five questions each; a header.
        assert_eq!(study.read("truth.csv").lines().count(), 31);
        std::fs::remove_file(study.file("truth.csv")).unwrap();
    }
}
