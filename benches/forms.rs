//! Forms of pages in this process: what each would send as it stands, and how the time grows with the size
//! of hostile pages. Called by benches/forms.py.
//!
//!     cargo bench --bench forms -- entries < LIST
//!     cargo bench --bench forms -- shapes [NAME]..

#[path = "shared/words.rs"]
mod words;

use mystery_shopper::channel::form::{EntryValue, Page, Values, entries};
use serde_json::{Value, json};
use std::hint::black_box;
use std::io::BufRead;
use std::time::Instant;
use url::Url;

type Failure = Box<dyn std::error::Error>;

fn main() {
    let Some(words) = words::words() else { return };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["entries"] => all_entries(),
        ["shapes", only @ ..] => shapes(only),
        _ => Err("entries, or shapes [NAME]..".into()),
    };
    if let Err(error) = done {
        eprintln!("{error}");
        std::process::exit(1);
    }
}

/// A JSON line `{"id", "file"}` in, `{"id", "forms": [[[name, value]..]..], "problems"}` out; the value of a
/// file is `{"file": name}`. Each page is read as UTF-8.
fn all_entries() -> Result<(), Failure> {
    let address = Url::parse("http://page.test/")?;
    for line in std::io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let file = asked["file"].as_str().ok_or("a line without a file")?;
        let page = Page::read(
            &String::from_utf8_lossy(&std::fs::read(file)?),
            &address,
            "utf-8",
        );
        let forms = page
            .forms
            .iter()
            .map(|form| entries(form, &Values::new(), None, "UTF-8"))
            .collect::<Result<Vec<_>, _>>()?;
        let forms: Vec<Vec<Value>> = forms
            .iter()
            .map(|entries| entries.iter().map(entry).collect())
            .collect();
        println!(
            "{}",
            json!({"id": asked["id"], "forms": forms, "problems": page.problems})
        );
    }
    Ok(())
}

fn entry((name, value): &(String, EntryValue)) -> Value {
    match value {
        EntryValue::Text(text) => json!([name, text]),
        EntryValue::File(file) => json!([name, {"file": file.name}]),
    }
}

/// A shape of hostile page: its name, what it begins with, and what is repeated (`#` counts).
const SHAPES: &[(&str, &str, &str)] = &[
    ("many forms", "", "<form><input name=a></form>"),
    (
        "many fields",
        "<form>",
        "<label>Name<input name=a#></label>",
    ),
    (
        "many radio buttons",
        "<form>",
        "<input type=radio name=a checked>",
    ),
    ("many options", "<form><select name=a>", "<option>x"),
    ("many lists", "<form>", "<select name=a#><option>x</select>"),
    ("forms in forms", "", "<form><div></form>"),
    ("deep", "<form>", "<div>"),
    ("deep tables", "", "<table><tr><td>"),
    ("open formatting", "", "<b a=#><p>x"),
    ("misnested formatting", "", "<a><b><p></a></b>"),
    ("fostered", "<table>", "<div>x<input name=a>"),
    ("many attributes", "<form><input", " a#=b"),
    ("many attributes of the root", "", "<html a#>"),
    ("many attributes in a comment", "<!-- <a", " b#"),
    ("unclosed attributes", "", "<a b=\"<"),
    ("unclosed comments", "", "<!-- <a "),
    ("scripts in scripts", "<script>", "<!--<script>"),
    ("end tags in a script", "<script>", "</scrip x='"),
    ("many labels", "", "<label>"),
    ("labels for one", "<input id=a>", "<label for=a>x</label>"),
    (
        "described by all",
        "<i id=x>",
        "<b></b><input aria-describedby='x x x'>",
    ),
    (
        "fieldsets",
        "<form>",
        "<fieldset disabled><legend><input name=a>",
    ),
    (
        "legends",
        "<fieldset disabled>",
        "<legend><input name=a></legend>",
    ),
    ("rows", "<table>", "<tr><td><td><input name=a>"),
    ("blank cells", "<table><tr>", "<td><input name=a></td>"),
    ("words before", "", "word <input name=a> "),
    ("blocks before", "", "<p></p>"),
    ("ids", "", "<input id=a#>"),
    ("the same id", "", "<input id=a>"),
    ("style rules", "<style>", ".a .b .c{display:none}"),
    (
        "styled",
        "<style>.a .b>.c{display:none}</style>",
        "<i class='a b c'>x</i>",
    ),
    ("many media", "<style>", "@media screen{"),
    ("inline style", "", "<i style='left:1px;left:2px'>x</i>"),
    ("links", "", "<a href=x#>y</a>"),
    ("templates", "", "<template><form>"),
    ("svg", "", "<svg><foreignObject>"),
    ("selects", "", "<select><button><selectedcontent>"),
    ("text", "", "a "),
    ("entities", "", "&amp;&#233;&x"),
    ("angle brackets", "", "<"),
];

/// Prints each shape: the worst exponent between two sizes, and milliseconds for each size.
fn shapes(only: &[&str]) -> Result<(), Failure> {
    let address = Url::parse("http://page.test/")?;
    // Below and above the limits of what is kept.
    let sizes = [64, 256, 1024, 4096].map(|kb| kb << 10);
    for (name, start, piece) in SHAPES {
        if !only.is_empty() && !only.contains(name) {
            continue;
        }
        let pages = sizes.map(|size| {
            let (mut page, mut number) = ((*start).to_owned(), 0);
            while page.len() < size {
                page.push_str(&piece.replace('#', &number.to_string()));
                number += 1;
            }
            page
        });
        let mut seconds = sizes.map(|_| f64::INFINITY);
        let mut worst = 0.0;
        // Other work on the machine looks like growth, but not each time.
        for _ in 0..3 {
            for (page, best) in pages.iter().zip(&mut seconds) {
                let began = Instant::now();
                black_box(Page::read(page, &address, "utf-8"));
                *best = best.min(began.elapsed().as_secs_f64());
            }
            worst = seconds
                .windows(2)
                .filter(|pair| pair[0] > 1e-3)
                .map(|pair| (pair[1] / pair[0]).ln() / 4_f64.ln())
                .fold(0.0, f64::max);
            if worst <= 1.15 {
                break;
            }
        }
        let millis: Vec<String> = seconds.iter().map(|s| format!("{:.1}", s * 1e3)).collect();
        println!("{name}\t{worst:.2}\t{}", millis.join(" "));
    }
    Ok(())
}
