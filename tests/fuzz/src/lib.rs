//! What the targets share: servers that say what a fuzzer wants, and a study to spoil.

use mystery_shopper::model::{Endpoint, Security};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// Ends one thing that a server says; the next waits until the client had its turn.
pub const TURN: u8 = 0xff;

/// Runs a client against a server on loopback that says `script`, turn by turn, and hangs up.
pub fn against<C: Future<Output = ()>>(script: &[u8], client: impl FnOnce(Endpoint) -> C) {
    static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
        Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
    });
    static LISTENER: LazyLock<TcpListener> = LazyLock::new(|| {
        RUNTIME
            .block_on(TcpListener::bind("127.0.0.1:0"))
            .expect("a port")
    });
    LazyLock::force(&LISTENER);
    RUNTIME.block_on(async {
        let endpoint = Endpoint {
            host: "127.0.0.1".to_owned(),
            port: LISTENER.local_addr().expect("its port").port(),
            security: Security::Plain,
            auth: None,
            user: None,
            secret: None,
            tls_ca: None,
        };
        let server = async {
            // One connection after the other: a client may come back.
            loop {
                let Ok((mut socket, _)) = LISTENER.accept().await else {
                    return;
                };
                let _ = socket.set_nodelay(true);
                for turn in script.split(|byte| *byte == TURN) {
                    if socket.write_all(turn).await.is_err() {
                        break;
                    }
                    for _ in 0..3 {
                        tokio::task::yield_now().await;
                    }
                }
                let _ = socket.shutdown().await;
                // What was not read would turn the end into a reset.
                let mut heard = [0; 4096];
                while socket.try_read(&mut heard).is_ok_and(|n| n > 0) {}
            }
        };
        tokio::select! {
            () = server => {}
            () = client(endpoint) => {}
        }
    });
}

/// A study in a folder of its own, whole but for the file that is being fuzzed.
pub struct Spoiled {
    folder: tempfile::TempDir,
}

impl Spoiled {
    /// Writes the template with one small bank. With `SEEDS` set to a folder, the files are put
    /// there too, each with the byte in front by which the target knows it.
    ///
    /// # Panics
    /// When the folder cannot be written.
    pub fn new(files: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path();
        mystery_shopper::plan::template::write(dir, jiff::civil::date(2026, 11, 2))
            .expect("the template");
        for bank in ["questions/banking.toml", "questions/fashion-retail.toml"] {
            let path = dir.join(bank);
            let whole = std::fs::read_to_string(&path).expect("a bank");
            let first = whole
                .match_indices("[[question]]")
                .nth(1)
                .map_or(whole.len(), |m| m.0);
            std::fs::write(&path, &whole[..first]).expect("a shorter bank");
        }
        let references = "company,question,answer\n";
        if files.contains(&"references.csv") {
            std::fs::write(dir.join("references.csv"), references).expect("references");
        }
        if let Some(seeds) = std::env::var_os("SEEDS").map(PathBuf::from) {
            for (number, file) in files.iter().enumerate() {
                let mut seed = vec![u8::try_from(number).expect("few files")];
                seed.extend(std::fs::read(dir.join(file)).expect("a file of the study"));
                std::fs::write(
                    seeds.join(Path::new(file).file_name().expect("a name")),
                    seed,
                )
                .expect("a seed");
            }
        }
        Self { folder }
    }

    /// Loads the study with `data` in place of one of `files`, chosen by its first byte.
    ///
    /// # Panics
    /// When the folder cannot be written.
    pub fn load(&self, files: &[&str], data: &[u8]) {
        let Some((choice, text)) = data.split_first() else {
            return;
        };
        let path = self
            .folder
            .path()
            .join(files[usize::from(*choice) % files.len()]);
        let whole = std::fs::read(&path).expect("the file as it was");
        std::fs::write(&path, text).expect("the file as the fuzzer wants it");
        let loaded = mystery_shopper::plan::load(self.folder.path());
        if let Err(error) = &loaded {
            // Places of mistakes are found in the text when they are shown.
            assert!(!error.to_string().is_empty());
        } else if let Ok(study) = &loaded {
            let _ = mystery_shopper::plan::design_hash(study);
        }
        std::fs::write(&path, whole).expect("the file as it was");
    }
}
