//! Reading mail in this process: messages a second on one core, and how the time grows with the size
//! of hostile ones. Called by benches/intake.py.
//!
//!     cargo bench --bench intake -- speed FOLDER
//!     cargo bench --bench intake -- shapes

#[path = "shared/processor.rs"]
mod processor;
#[path = "shared/words.rs"]
mod words;

use mystery_shopper::intake::{Register, Tie, read};
use processor::cpu_seconds;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

fn main() {
    let Some(words) = words::words() else { return };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["speed", folder] => speed(Path::new(folder)),
        ["shapes", only @ ..] => {
            shapes(only);
            Ok(())
        }
        _ => Err("speed FOLDER, or shapes [NAME]..".into()),
    };
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

/// The token of an enquiry; the first one's is that of the mails.
fn token(enquiry: u32) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let tail: String = (0..4)
        .map(|at| char::from(LETTERS[enquiry as usize >> (5 * at) & 31]))
        .collect();
    let head = if enquiry == 0 { "k3abcdefga" } else { "wqzxyv" };
    format!("{head}{tail}")[..10].to_owned()
}

/// The register of a wave of 10,000 enquiries.
fn register() -> Register {
    Register::new((0..10_000u32).map(|n| Tie {
        enquiry: n,
        token: token(n),
        own_id: Some(format!("own{n}@shop.test")),
        thread_id: Some(format!("thread{n}@shop.test")),
        provider_id: Some(format!("4ABC{n:06}")),
        contact: Some(format!("care@company{}.example", n / 10)),
        subject: format!("Question number {}", n % 10),
        sent_at: "2026-11-04T09:00:00Z".parse().ok(),
        ..Tie::default()
    }))
}

/// The mails of a folder over and over, each from its raw bytes to its verdict.
fn speed(folder: &Path) -> Result<(), Failure> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    let mails = files
        .iter()
        .map(|f| std::fs::read(f.path()))
        .collect::<Result<Vec<_>, _>>()?;
    let register = register();
    let own_mx = ["mx.shop.test".to_owned()];
    let (mut best, epoch) = (0.0_f64, Instant::now());
    // The first turn warms up.
    for _ in 0..5 {
        let began = cpu_seconds(epoch);
        let mut count = 0_u32;
        let seconds = loop {
            for raw in &mails {
                black_box(read(raw, None, &own_mx, &register));
                count += 1;
            }
            let seconds = cpu_seconds(epoch) - began;
            if seconds > 1.0 {
                break seconds;
            }
        };
        best = best.max(f64::from(count) / seconds);
    }
    println!("{best:.0}");
    Ok(())
}

/// A shape of hostile mail: its name, what it begins with, and what is repeated (`#` counts).
const SHAPES: &[(&str, &str, &str)] = &[
    (
        "many received fields",
        "",
        "Received: from a by mx.shop.test for <a+k3abcdefga@b>; Thu, 5 Nov 2026 11:12:30 +0100\n",
    ),
    ("many fields", "", "X-A#: b <c@d>\n"),
    ("many references", "References:", " <own#@shop.test>"),
    (
        "many addresses",
        "To:",
        " \"Anna\" <anna+k3abcdefga@shop.test>,",
    ),
    ("encoded words", "Subject:", " =?utf-8?q?=C3=A9?="),
    ("one long field", "Subject: ", "a"),
    ("folded for ever", "Subject: a", "\n b"),
    (
        "nested multiparts",
        "",
        "Content-Type: multipart/mixed; boundary=b#\n\n--b#\n",
    ),
    ("nested messages", "", "Content-Type: message/rfc822\n\n"),
    (
        "empty parts",
        "Content-Type: multipart/mixed; boundary=b\n\n",
        "--b\n\nx\n",
    ),
    (
        "almost boundaries",
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n",
        "--bb\n",
    ),
    (
        "base64 noise",
        "Content-Transfer-Encoding: base64\n\n",
        "!?QUJD=\n",
    ),
    (
        "quoted-printable noise",
        "Content-Transfer-Encoding: quoted-printable\n\n",
        "=C3=A9=\n=ZZ=",
    ),
    (
        "deep HTML",
        "Content-Type: text/html\n\n",
        "<div><blockquote>",
    ),
    ("unclosed tags", "Content-Type: text/html\n\n", "<a href='"),
    ("unclosed comments", "Content-Type: text/html\n\n", "<!-- "),
    ("entities", "Content-Type: text/html\n\n", "&amp;&#233;&x"),
    (
        "hidden text",
        "Content-Type: text/html\n\n",
        "<p style='display:none'>a",
    ),
    (
        "many links",
        "Content-Type: text/html\n\n",
        "<a href=\"http://a.test/k3abcdefga\">x</a> ",
    ),
    ("many >", "\n", ">"),
    ("quoted lines", "\n", "> a\n"),
    ("unquoted after quoted", "\n", "> a\nb\n"),
    ("On On On", "\n", "On "),
    ("attributions", "\n", "On 5 Nov 2026 Anna wrote:\n"),
    ("half attributions", "\n", "On 5 Nov 2026 Anna\n"),
    ("From: From:", "\n", "From: From:"),
    (
        "header blocks",
        "\n",
        "From: a\nSent: b\nTo: c\nSubject: d\n",
    ),
    ("rules", "\n", "---------\n"),
    ("signature marks", "\n", "--\n"),
    ("regards", "\n", "Kind regards,\nJo\n\n"),
    ("thanks", "\n", "Thanks,\n"),
    ("blank lines", "\n", "\n"),
    ("blanks", "\n", " "),
    ("one long line", "\n", "a"),
    (
        "one long sentence",
        "\n",
        "we received your message and we have ",
    ),
    (
        "many sentences",
        "\n",
        "We have received your message. Thank you! ",
    ),
    ("phrases with gaps", "\n", "a ticket a ticket "),
    ("tokens", "\n", "k3abcdefga "),
    ("addresses in the text", "\n", "anna+k3abcdefga@shop.test "),
    ("plus signs", "\n", "+"),
    ("dates", "\n", "5 Nov 2026 10:00:00\n\n"),
    ("carriage returns", "\r", "\r"),
    (
        "statuses",
        "From: mailer-daemon@a\nSubject: undeliverable\n\n",
        "5.1.1 5.1. 550 ",
    ),
    (
        "recipients of a report",
        "From: mailer-daemon@a\nContent-Type: message/delivery-status\n\n",
        "\nAction: failed\nStatus: 5.1.1\n",
    ),
];

/// Prints each shape: seconds for the largest size, and the worst exponent between two sizes.
fn shapes(only: &[&str]) {
    let register = register();
    let own_mx = ["mx.shop.test".to_owned()];
    // Below and above the limits of what is kept of a text.
    let sizes = [16, 64, 256, 1024, 4096].map(|kb| kb << 10);
    for (name, start, piece) in SHAPES {
        if !only.is_empty() && !only.contains(name) {
            continue;
        }
        let header = "From: a@b.test\nSubject: x\n";
        let mails = sizes.map(|size| {
            let mut mail = match start.as_bytes() {
                [] => String::new(),
                _ => format!("{header}{start}"),
            };
            let mut number = 0;
            while mail.len() < size {
                mail.push_str(&piece.replace('#', &number.to_string()));
                number += 1;
            }
            mail
        });
        let mut seconds = sizes.map(|_| f64::INFINITY);
        let mut worst = 0.0;
        // Other work on the machine looks like growth, but not each time.
        for _ in 0..6 {
            for (mail, best) in mails.iter().zip(&mut seconds) {
                *best = best.min(best_of(mail.as_bytes(), &own_mx, &register));
            }
            worst = worst_exponent(&seconds);
            if worst <= 1.15 {
                break;
            }
        }
        let millis: Vec<String> = seconds.iter().map(|s| format!("{:.2}", s * 1e3)).collect();
        println!("{name}\t{worst:.2}\t{}", millis.join(" "));
    }
}

/// The worst exponent between two sizes, each four times the one before.
fn worst_exponent(seconds: &[f64]) -> f64 {
    seconds
        .windows(2)
        // Below that the constant part is what is measured, and what interrupts it.
        .filter(|pair| pair[0] > 2e-4)
        .map(|pair| (pair[1] / pair[0]).ln() / 4_f64.ln())
        .fold(0.0, f64::max)
}

/// The shortest of several readings: at least seven, and for a fifth of a second.
fn best_of(raw: &[u8], own_mx: &[String], register: &Register) -> f64 {
    let (epoch, mut best) = (Instant::now(), f64::INFINITY);
    for turn in 0..200 {
        let began = Instant::now();
        black_box(read(raw, None, own_mx, register));
        best = best.min(began.elapsed().as_secs_f64());
        if turn >= 7 && epoch.elapsed().as_secs_f64() > 0.2 {
            break;
        }
    }
    best
}
