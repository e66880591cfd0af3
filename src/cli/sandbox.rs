//! `shopper sandbox`

use super::output::Output;
use super::workplace::StudyArg;
use crate::clock::Clock;
use crate::error::{Error, Exit, Result};
use crate::fieldwork::Stop;
use crate::model::{Channel, Network, Study};
use crate::report;
use crate::sandbox::{self, Market, Ports, x};
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// Serve the simulated market of a study as real servers on loopback
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example, with answers 3,600 times as fast as real companies give them:\n  shopper sandbox my-study --speed 3600 --truth truth.csv"
)]
pub(super) struct Args {
    #[command(flatten)]
    study: StudyArg,
    /// Port of the SMTP server; 0 takes a free one
    #[arg(long, default_value_t = 2525)]
    smtp_port: u16,
    /// Port of the IMAP server; 0 takes a free one
    #[arg(long, default_value_t = 2143)]
    imap_port: u16,
    /// Port of the server that speaks X's interface; 0 takes a free one. It runs when the study has an account there
    #[arg(long, default_value_t = 2180)]
    x_port: u16,
    /// Port of the companies' sites, each of which has an address of its own; 0 takes a free one. They run when the
    /// study asks on the web
    #[arg(long, default_value_t = 2190)]
    web_port: u16,
    /// How many times as fast as in reality the companies answer
    #[arg(long, default_value_t = 1.0, value_parser = speed)]
    speed: f64,
    /// Where to write, when it is stopped, what each company really did
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

fn speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if speed.is_finite() && speed > 0.0 => Ok(speed),
        _ => Err("a number above 0, such as 3600".to_owned()),
    }
}

/// The companies that have a site, by their index and id.
fn reached<'s>(market: &Market, study: &'s Study) -> impl Iterator<Item = (u32, &'s str)> {
    (0..)
        .zip(&study.panel)
        .filter(|(company, _)| market.behaviour().site(*company).is_some())
        .map(|(company, about)| (company, about.id.as_str()))
}

pub(super) async fn run(args: &Args, output: &Output) -> Result<Exit> {
    let place = args.study.open()?;
    let study = Arc::new(place.study);
    let market = Market::new(study.clone(), study.seed, Clock::Wall, args.speed);
    let ports = Ports {
        smtp: args.smtp_port,
        imap: args.imap_port,
    };
    let serving = market.serve(ports).await.map_err(|e| Error::Server {
        server: format!("127.0.0.1:{} or :{}", args.smtp_port, args.imap_port),
        reason: e.to_string(),
        hint: "is another sandbox running? --smtp-port 0 --imap-port 0 takes free ports".to_owned(),
    })?;
    let network = match study.social.get(&Network::Twitter) {
        None => None,
        Some(account) => {
            let world = market.on_twitter(&account.handle);
            let address = SocketAddr::from(([127, 0, 0, 1], args.x_port));
            let serving = x::serve(world, address).await.map_err(|e| Error::Server {
                server: address.to_string(),
                reason: e.to_string(),
                hint: "is another sandbox running? --x-port 0 takes a free port".to_owned(),
            })?;
            Some(serving)
        }
    };
    let asked = |c: &Channel| study.design.questions.contains_key(c);
    let on_web = Channel::WEB.iter().any(asked);
    let sites = on_web
        .then(|| {
            market.on_web(args.web_port).map_err(|e| Error::Server {
                server: format!("port {}", args.web_port),
                reason: e.to_string(),
                hint: "is another sandbox running? --web-port 0 takes a free port".to_owned(),
            })
        })
        .transpose()?;
    let homes = sites.as_ref().map(|serving| {
        let homes = reached(&market, &study).map(|(company, id)| (id, serving.home(company)));
        homes.collect::<BTreeMap<&str, String>>()
    });
    // Before anybody is told that it serves: who reads that may stop it at once.
    let stop = Stop::on_signal();
    Output::json(&json!({
        "smtp": serving.smtp.to_string(), "imap": serving.imap.to_string(),
        "x": network.as_ref().map(x::Serving::base),
        "web": homes,
        "user": sandbox::USER, "password": sandbox::PASSWORD,
    }))?;
    output.remark("serving until Ctrl-C");
    stop.wait().await;
    if let Some(path) = &args.truth {
        let truth = market.truth(&place.plan.enquiries);
        report::write_file(path, &sandbox::truth_csv(&study, &truth))?;
        output.remark(&format!("{}", path.display()));
    }
    Ok(Exit::Ok)
}
