//! `shopper login`

use super::output::Output;
use super::workplace::StudyArg;
use crate::channel::twitter::Authorization;
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::model::{Network, SocialAccount};
use crate::plan;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// A browser that comes by sends less than this before its question is over.
const MOST: usize = 16 * 1024;

/// So long the listener waits for one browser to finish its question.
const PATIENCE: Duration = Duration::from_secs(10);

/// Log the study's account on X in, by a browser
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  shopper login twitter my-study --port 8765\n\nRegister the redirect address that it prints with the app in X's developer portal. When no browser can\nreach this machine, open the address elsewhere, agree, and paste the address to which the browser is\nsent then."
)]
pub(super) struct Args {
    /// The network
    #[arg(value_enum, value_name = "NETWORK")]
    network: Place,
    #[command(flatten)]
    study: StudyArg,
    /// Port on which the browser's return is awaited; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
}

/// The networks that are logged in to by a browser; Bluesky has app passwords.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Place {
    Twitter,
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let Place::Twitter = args.network;
    let study = plan::load(&args.study.dir())?;
    let account = study
        .social
        .get(&Network::Twitter)
        .ok_or_else(|| Error::Refused {
            message: "the study has no account on X".to_owned(),
            hint: "add [channels.twitter] with its handle, client_id and tokens to study.toml"
                .to_owned(),
        })?;
    let (sender, pasted) = mpsc::channel(8);
    // A thread that nobody waits for: reading from a terminal cannot be called off.
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(std::result::Result::ok) {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    let listener = listen(args.port).await?;
    let login = begin(account, &listener)?;
    output.remark(&format!(
        "The app's redirect address, to be registered once in X's developer portal (--port keeps \
         it):\n  {}\nOpen the following in a browser in which @{} is logged in, and agree. When the \
         browser cannot come back to this machine, paste the address it ended at here.",
        login.redirect(),
        account.handle.trim_start_matches('@')
    ));
    Output::text(&format!("{}\n", login.address()))?;
    let code = wait(&login, &listener, pasted, |line| output.remark(line)).await?;
    let (me, problems) = login.finish(&code).await?;
    for problem in problems {
        output.remark(&problem);
    }
    output.remark(&format!("logged in as @{}", me.handle));
    Ok(Exit::Ok)
}

async fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(|error| Error::Refused {
            message: format!("port {port} of this machine cannot be listened on: {error}"),
            hint: "choose another with --port, and register its address with the app".to_owned(),
        })
}

fn begin(account: &SocialAccount, listener: &TcpListener) -> Result<Authorization> {
    let address = listener
        .local_addr()
        .map_err(|e| Error::file("listener", e))?;
    let redirect = format!("http://{address}/callback");
    Authorization::begin(account, redirect, Clock::Wall)
}

/// Whichever comes first: the browser, or what is pasted.
async fn wait(
    login: &Authorization,
    listener: &TcpListener,
    mut pasted: mpsc::Receiver<String>,
    say: impl Fn(&str),
) -> Result<String> {
    let mut may_paste = true;
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted.map_err(|e| Error::file("listener", e))?;
                if let Ok(Some(code)) = tokio::time::timeout(PATIENCE, serve(login, stream)).await {
                    return code;
                }
            }
            line = pasted.recv(), if may_paste => match line {
                None => may_paste = false,
                Some(line) if line.trim().is_empty() => {}
                Some(line) => match login.code(&line)? {
                    Some(code) => return Ok(code),
                    None => say("there is no code in that; paste the whole address"),
                },
            }
        }
    }
}

/// Answers one browser; gives the code, or that the owner did not agree. What has nothing to do with
/// this login (an icon that is asked for, another page's attempt) is sent away, and the wait goes on.
async fn serve(login: &Authorization, mut stream: TcpStream) -> Option<Result<String>> {
    let mut asked = Vec::new();
    while !asked.windows(4).any(|w| w == b"\r\n\r\n") {
        let mut more = [0; 1024];
        let read = stream.read(&mut more).await.ok().filter(|read| *read > 0)?;
        asked.extend_from_slice(&more[..read]);
        if asked.len() > MOST {
            return None;
        }
    }
    let asked = String::from_utf8_lossy(&asked);
    let target = asked
        .strip_prefix("GET ")
        .and_then(|rest| rest.split(' ').next())
        .unwrap_or_default();
    let is_ours = target.split('?').next() == Some("/callback") && login.is_of_this(target);
    let found = if is_ours {
        login.code(target).transpose()
    } else {
        None
    };
    let (status, words) = match &found {
        Some(Ok(_)) => (
            "200 OK",
            "Thank you. You can close this page and go back to the terminal.",
        ),
        Some(Err(_)) => (
            "400 Bad Request",
            "That did not work. The terminal says why.",
        ),
        None => ("404 Not Found", "There is nothing here."),
    };
    let page = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{words}",
        words.len()
    );
    // Whether the browser hears of it or not, the code is good.
    let _ = stream.write_all(page.as_bytes()).await;
    let _ = stream.shutdown().await;
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SocialAuth, TransportKind};

    fn account(dir: &std::path::Path) -> SocialAccount {
        SocialAccount {
            network: Network::Twitter,
            transport: TransportKind::Assisted,
            handle: "shopper".to_owned(),
            api: "https://api.x.com".to_owned(),
            auth: SocialAuth::OAuth2 {
                client_id: "app".to_owned(),
                client_secret: None,
                tokens: dir.join("x.json"),
            },
            daily_cap: 10,
            spending: None,
        }
    }

    fn state(login: &Authorization) -> String {
        let address = login.address();
        assert!(
            address.starts_with("https://x.com/i/oauth2/authorize?"),
            "{address}"
        );
        assert!(address.contains("code_challenge_method=S256"), "{address}");
        let state = address.split("&state=").nth(1).unwrap();
        state.split('&').next().unwrap().to_owned()
    }

    async fn ask(listener: &TcpListener, target: &str) -> String {
        let mut stream = TcpStream::connect(listener.local_addr().unwrap())
            .await
            .unwrap();
        let head = format!("GET {target} HTTP/1.1\r\nHost: x\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).await.unwrap();
        said
    }

    #[tokio::test]
    async fn the_browser_comes_back_after_others_knocked() {
        let dir = tempfile::tempdir().unwrap();
        let listener = listen(0).await.unwrap();
        let login = begin(&account(dir.path()), &listener).unwrap();
        let state = state(&login);
        let (_sender, pasted) = mpsc::channel(1);
        let browser = async {
            let icon = ask(&listener, "/favicon.ico").await;
            let forged = ask(&listener, "/callback?code=evil&state=guess").await;
            let good = ask(&listener, &format!("/callback?state={state}&code=a%2Fb")).await;
            (icon, forged, good)
        };
        let (code, (icon, forged, good)) =
            tokio::join!(wait(&login, &listener, pasted, |_| {}), browser);
        assert_eq!(code.unwrap(), "a/b");
        assert!(icon.starts_with("HTTP/1.1 404"), "{icon}");
        assert!(forged.starts_with("HTTP/1.1 404"), "{forged}");
        assert!(good.starts_with("HTTP/1.1 200"), "{good}");
    }

    #[tokio::test]
    async fn the_address_may_be_pasted_and_must_be_of_this_login() {
        let dir = tempfile::tempdir().unwrap();
        let listener = listen(0).await.unwrap();
        let login = begin(&account(dir.path()), &listener).unwrap();
        let state = state(&login);
        for (pasted, right) in [
            (
                format!("{}?state={state}&code=c1#x", login.redirect()),
                true,
            ),
            (format!("{}?state=other&code=c1", login.redirect()), false),
            (
                format!("{}?state={state}&error=access_denied", login.redirect()),
                false,
            ),
        ] {
            let (sender, lines) = mpsc::channel(4);
            for line in ["", "what now?", &pasted] {
                sender.send(line.to_owned()).await.unwrap();
            }
            let code = wait(&login, &listener, lines, |_| {}).await;
            assert_eq!(code.is_ok_and(|code| code == "c1"), right, "{pasted}");
        }
    }
}
