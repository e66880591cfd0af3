//! A study in a folder of its own, and the simulated market as a process beside it.

use jiff::SignedDuration;
use mystery_shopper::clock::Clock;
use mystery_shopper::sandbox;
use serde_json::Value;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// How a command ended.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Done {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }

    /// Fails unless it ended with this code; then gives it back.
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }
}

/// A process that does not outlive its test.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The folder that `shopper init` filled.
pub struct Study {
    dir: TempDir,
    market: Option<Running>,
}

/// The program, free of what the environment might add.
pub fn shopper() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("shopper"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

pub fn done(command: &mut Command) -> Done {
    let output = command.output().unwrap();
    Done {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Study {
    /// The study to begin with; its wave opens on a fixed Monday.
    pub fn init() -> Self {
        let study = Self {
            dir: tempfile::tempdir().unwrap(),
            market: None,
        };
        study.shopper(&["init"]).exits(0);
        let toml = study.read("study.toml");
        let line = toml.lines().find(|l| l.starts_with("opens")).unwrap();
        study.edit(line, "opens = \"2026-11-02\"");
        study
    }

    /// One question to each of five companies, all of them due by now, in a wave that is open at
    /// every hour; with its market.
    pub fn due() -> Self {
        let mut study = Self::init();
        let opens = Clock::Wall.now() - SignedDuration::from_hours(100 * 24);
        study.edit("2026-11-02", &opens.strftime("%Y-%m-%d").to_string());
        study.edit("cut_off = \"14d\"", "cut_off = \"103d\"");
        study.edit("email = 5", "email = 1");
        study.edit("\"09:00-17:00\"", "\"00:00-24:00\"");
        study.edit("\"mon-fri\"", "\"mon-sun\"");
        study.serve();
        study
    }

    /// Serves the market and puts its ports into study.toml.
    fn serve(&mut self) {
        let mut child = shopper()
            .args(["sandbox", "--smtp-port", "0", "--imap-port", "0"])
            // Whoever answers at all does so at once.
            .args(["--speed", "1e9"])
            .current_dir(self.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        self.market = Some(Running(child));
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let ports: Value = serde_json::from_str(&line).unwrap();
        for (name, old) in [("smtp", "2525"), ("imap", "2143")] {
            let address = ports[name].as_str().unwrap();
            let (_, port) = address.rsplit_once(':').unwrap();
            self.edit(&format!("port = {old}"), &format!("port = {port}"));
        }
    }

    /// Puts a message into INBOX as any mail program would.
    pub fn append(&self, mail: &str) {
        let toml = self.read("study.toml");
        let (_, imap) = toml.split_once("[channels.email.imap]").unwrap();
        let port = imap.lines().find(|l| l.starts_with("port = ")).unwrap();
        let port = port["port = ".len()..].split_whitespace().next().unwrap();
        let stream = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
        let mut lines = BufReader::new(&stream);
        let mail = mail.replace('\n', "\r\n");
        let append = format!("b APPEND INBOX {{{}}}", mail.len());
        let login = format!("a LOGIN {} {}", sandbox::USER, sandbox::PASSWORD);
        for (text, answer) in [
            ("", "* OK"),
            (&login, "a OK"),
            (&append, "+"),
            (&mail, "b OK"),
        ] {
            if !text.is_empty() {
                (&stream)
                    .write_all(format!("{text}\r\n").as_bytes())
                    .unwrap();
            }
            loop {
                let mut line = String::new();
                assert_ne!(lines.read_line(&mut line).unwrap(), 0, "{answer}");
                if line.starts_with(answer) {
                    break;
                }
                assert!(line.starts_with('*'), "{line}");
            }
        }
    }

    /// Changes the ledger behind the program's back.
    pub fn sql(&self, sql: &str) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let options = SqliteConnectOptions::new().filename(self.file("shopper.db"));
            let mut connection = options.connect().await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
                .execute(&mut connection)
                .await
                .unwrap();
            connection.close().await.unwrap();
        });
    }

    /// A column of `enquiries.csv`, as a fresh report has it, by the enquiry's id.
    pub fn report(&self, column: &str) -> BTreeMap<String, String> {
        self.shopper(&["report", "--out", "now"]).exits(0);
        let mut csv = csv::Reader::from_path(self.file("now/data/enquiries.csv")).unwrap();
        let headers = csv.headers().unwrap().clone();
        let at = |name: &str| headers.iter().position(|h| h == name).unwrap();
        let (id, wanted) = (at("enquiry_id"), at(column));
        csv.records()
            .map(|row| {
                let row = row.unwrap();
                (row[id].to_owned(), row[wanted].to_owned())
            })
            .collect()
    }

    /// Ends the market; its ports refuse connections.
    pub fn close_market(&mut self) {
        self.market = None;
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.file(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.file(name), text).unwrap();
    }

    /// Replaces what must be there in study.toml.
    pub fn edit(&self, from: &str, to: &str) {
        let toml = self.read("study.toml");
        assert!(toml.contains(from), "{from}");
        self.write("study.toml", &toml.replace(from, to));
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = shopper();
        command.args(args).current_dir(self.path());
        command
    }

    /// Runs the program in the study's folder.
    pub fn shopper(&self, args: &[&str]) -> Done {
        done(&mut self.command(args))
    }

    /// What `status --json` says of the enquiries.
    pub fn standing(&self, what: &str) -> u64 {
        let status = self.shopper(&["status", "--json"]).exits(0).json();
        status["enquiries"][what].as_u64().unwrap()
    }

    /// Every file under a folder with its bytes, by name.
    pub fn files(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let root = self.file(folder);
        let mut found = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).unwrap().display().to_string();
                    found.push((name, std::fs::read(path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }
}
