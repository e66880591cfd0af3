//! Sending contact forms in this process, and the site that both we and the peer send them to. Called by
//! `benches/form_sending.py`.
//!
//!     cargo bench --bench form_sending -- serve          prints its address, serves until it is ended
//!     cargo bench --bench form_sending -- send URL N     prints the seconds that N enquiries took

#[path = "shared/words.rs"]
mod words;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use mystery_shopper::channel::web::{FormSender, Manner};
use mystery_shopper::channel::{Dispatch, Transport};
use mystery_shopper::clock::Clock;
use mystery_shopper::model::{AttemptResult, Particulars, Web};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

fn main() {
    let Some(words) = words::words() else { return };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let done = runtime
        .map_err(Failure::from)
        .and_then(|runtime| match words.as_slice() {
            ["serve"] => runtime.block_on(serve()),
            ["send", url, count] => runtime.block_on(send(url, count)),
            _ => Err("serve, or send URL N".into()),
        });
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

/// A contact page of about the usual size, its form, and how many came.
async fn serve() -> Result<(), Failure> {
    let menu: Vec<String> = (0..40)
        .map(|n| {
            format!(
                "<li class=\"menu-item\"><a href=\"/category/{n}\">Category number {n}</a></li>\n"
            )
        })
        .collect();
    let menu = menu.concat();
    let page = Arc::new(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Contact us | Acme</title></head><body>\
         <nav><ul>{menu}</ul></nav><form action=\"/search\"><input type=\"search\" name=\"q\"><button>Search</button></form>\
         <h1>Contact us</h1><p>Send us a message.</p><form method=\"post\" action=\"/contact\">\
         <p><label>Your name <input name=\"name\" required></label></p><p><label>Email address <input type=\"email\" name=\"email\" required></label></p>\
         <p><label>Subject <input name=\"subject\"></label></p><p><label>Message <textarea name=\"message\" required></textarea></label></p>\
         <button type=\"submit\">Send message</button></form><footer>{menu}</footer></body></html>"
    ));
    let taken = Arc::new(AtomicU64::new(0));
    let (form, count) = (Arc::clone(&page), Arc::clone(&taken));
    let router = Router::new()
        .route(
            "/contact",
            get(move || async move { Html(form.as_str().to_owned()) }).post(move |body: String| async move {
                if !body.contains("message=Hello") {
                    return Html("<p>The message is missing.</p>".to_owned());
                }
                let number = taken.fetch_add(1, Ordering::Relaxed);
                Html(format!(
                    "<!doctype html><html lang=\"en\"><title>Thank you | Acme</title><h1>Thank you for your message</h1>\
                     <p>Your reference is AC-{number:06}.</p>"
                ))
            }),
        )
        .route("/count", get(move || async move { count.load(Ordering::Relaxed).to_string() }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}/contact", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn send(url: &str, count: &str) -> Result<(), Failure> {
    let manner = Manner {
        pause: jiff::SignedDuration::ZERO,
        ..Manner::default()
    };
    let mut sender = FormSender::with_manner(&Web::default(), manner, Clock::Wall)?;
    let particulars = Particulars {
        full_name: "Anna Reed".to_owned(),
        email: "anna.reed+w1abc@shop.test".to_owned(),
        subject: "Delivery".to_owned(),
        message: "Hello,\n\nHow long does delivery take?\n\nAnna Reed".to_owned(),
        question: "How long does delivery take?".to_owned(),
        token: "w1abc".to_owned(),
        ..Particulars::default()
    };
    let count: u32 = count.parse()?;
    let dispatches: Vec<Dispatch> = (0..count)
        .map(|enquiry| Dispatch {
            enquiry,
            number: 1,
            from_name: particulars.full_name.clone(),
            from: particulars.email.clone(),
            to: url.to_owned(),
            own_id: format!("{enquiry}.1@shop.test"),
            thread_id: String::new(),
            subject: particulars.subject.clone(),
            body: particulars.message.clone(),
            date: jiff::Timestamp::UNIX_EPOCH,
            particulars: Some(Box::new(particulars.clone())),
        })
        .collect();
    let began = Instant::now();
    let mut other = None;
    for dispatch in &dispatches {
        let told = &mut |outcome: mystery_shopper::model::Outcome| {
            if outcome.result != AttemptResult::Accepted
                || !outcome.reply.starts_with("accepted, reference AC-")
            {
                other = Some(outcome.reply);
            }
            Ok(())
        };
        sender.send(std::slice::from_ref(dispatch), told).await?;
    }
    if let Some(reply) = other {
        return Err(format!("not every form was taken: {reply}").into());
    }
    println!("{}", began.elapsed().as_secs_f64());
    Ok(())
}
