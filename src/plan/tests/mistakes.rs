//! What the loader says: every mistake, at its place (marked `▶`), whatever became of the others.

use super::spoil::{mistakes, places, put, sound, spoil, told};

const STUDY: &str = r#"
[study]
id = ▶"my study"
title = ▶""
kind = ▶"competitior"
▶sed = 4
seed = ▶"one"
languages = ["en", ▶"dutch"]
timezone = ▶"Europe/Lodnon"

[wave]
id = "2026-11"
opens = ▶"next monday"
cut_off = ▶14

[design]
email = ["opening-hours", ▶"return"]
twitter = ▶"al"
▶daily_cap = 1
spacing = ▶"1 day"
hours = ▶"17:00-09:00"
days = ▶"mon-fry"
daily_cap_per_company = ▶0
patience = ▶"14d"

[[persona]]
id = "anna"
name = "Anna Réed"
email = ▶"anna.reed.shop.example"

[[persona]]
id = ▶"anna"
name = "Tom Hale"
email = ▶"tom+x@shop.example"
languages = [▶"xx"]

▶[[persona]]
id = "kim"
email = "kim@shop.example"

[chanels]
x = 1

[channels.email]
transport = ▶"pigeon"

[channels.email.smtp]
host = "mail.shop.example"
security = ▶"plain"
user = "anna"
password = ▶"hunter2"

[channels.email.imap]
host = ▶"imaps://mail.shop.example"
port = ▶99999
security = ▶"ssl"
auth = ▶"kerberos"
user = "anna"
password.env = "MAIL_PASSWORD"
password.file = ▶"secret.txt"
"#;

const BANK: &str = r#"
[bank]
sector = "banking"

[[question]]
id = "opening-hours"
topic = "opening hours"

[[question.wording]]
id = "a"
language = "en"
subject = "Hours"
text = ▶"When does {compny} open?"

[[question.wording]]
id = ▶"a"
language = "en"
▶chanel = "email"
subject = "Hours"
text = "When are you open?"

[[question]]
id = ▶"opening-hours"
topic = "again"
[[question.wording]]
id = "a"
language = "en"
subject = "Again"
text = "When?"

[[question]]
id = ▶"lost card"
topic = "lost card"
[[question.wording]]
id = "a"
language = "en"
channel = ▶"fax"
subject = "Card"
text = "How?"
"#;

const COMPANIES: &str = "\u{feff}id,name,sector,▶contry,language,timezone,email,twitter\r
acme,Acme,banking,GB,en,,info@acme.example,\r
▶acme,Acme again,banking,GB,en,,info@acme.example,\r
bad id,x,banking,GB,en,,info@bad.example,\r
";

#[test]
fn a_study_with_more_than_thirty_mistakes_gets_as_many_diagnoses() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let mut want = put(dir, "study.toml", &STUDY.replace("[chanels]", "▶[chanels]"));
    // A table's unknown key is named at the key, inside the brackets.
    for place in &mut want {
        if STUDY
            .lines()
            .nth(place.1 - 1)
            .unwrap()
            .starts_with("[chanels]")
        {
            place.2 += 1;
        }
    }
    want.extend(put(dir, "questions/banking.toml", BANK));
    want.extend(put(
        dir,
        "companies.csv",
        &COMPANIES.replace("\nbad", "\n▶bad"),
    ));
    want.extend(put(
        dir,
        "references.csv",
        "company,question,answer\n▶nobody,opening-hours,Nine\nacme,▶opening-hour,Nine\nacme,opening-hours,▶\n",
    ));
    let found = mistakes(dir);
    assert_eq!(places(dir, &found), want, "{}", told(dir, &found));
    assert!(found.len() >= 40, "{}", found.len());
    let text = told(dir, &found);
    assert!(
        !text.contains("hunter2"),
        "the password must not be repeated"
    );
    insta::assert_snapshot!(text);
}

#[test]
fn a_syntax_error_hides_no_other_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    spoil(dir, "study.toml", "kind = \"own\"", "kind = \"ours\"");
    spoil(dir, "study.toml", "email = 5", "email = [\"a\"");
    spoil(dir, "study.toml", "port = 2143", "port = 0");
    spoil(
        dir,
        "questions/banking.toml",
        "language = \"en\"",
        "language = en glish",
    );
    spoil(
        dir,
        "companies.csv",
        "IE,en,Europe/Dublin",
        "EIRE,en,Europe/Dublin",
    );
    let found = mistakes(dir);
    let text = told(dir, &found);
    insta::assert_snapshot!(text);
}

/// Replaces `from` in a sound study's file and expects exactly the marked mistakes, whose first message
/// contains `message`.
#[track_caller]
pub(super) fn one(name: &str, from: &str, to: &str, message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let want = spoil(dir, name, from, to);
    let found = mistakes(dir);
    let text = told(dir, &found);
    assert_eq!(places(dir, &found), want, "{text}");
    assert!(text.contains(message), "{text}");
}

#[test]
fn mistakes_of_the_panel() {
    let companies = "companies.csv";
    one(companies, "GB,en,,service", "▶UK,en,,service", "`GB`");
    one(
        companies,
        "GB,en,,service",
        "▶gb,en,,service",
        "did you mean `GB`?",
    );
    one(
        companies,
        "GB,en,,service",
        "GB,▶xx,,service",
        "unknown language `xx`",
    );
    one(
        companies,
        "GB,en,,service",
        "GB,▶nl,,service",
        "no language of the study",
    );
    one(
        companies,
        "Europe/Dublin",
        "▶Dublin",
        "did you mean `Europe/Dublin`?",
    );
    one(
        companies,
        "service@harrow-hill.example",
        "▶service@harrow-hill",
        "the domain has no dot",
    );
    one(
        companies,
        "service@harrow-hill.example",
        "▶service harrow-hill.example",
        "it has no @",
    );
    one(
        companies,
        "Linden Lane,fashion retail",
        "Linden Lane,▶fashion retial",
        "did you mean `fashion retail`?",
    );
    one(
        companies,
        "linden-lane,Linden Lane",
        "linden-lane,▶",
        "`name` is empty",
    );
    one(
        companies,
        "linden-lane,Linden Lane",
        "▶linden-lane,Linden, Lane",
        "11 fields, where the header has 10",
    );
    one(
        companies,
        "\"Mercer, Vale Trust\"",
        "▶\"Mercer, Vale Trust",
        "never closed",
    );
    one(
        companies,
        "\"Mercer, Vale Trust\"",
        "\"Mercer\"▶ & Vale Trust",
        "follows the closing quote",
    );
    one(
        companies,
        "id,name,sector",
        "id,name,▶sectors",
        "did you mean `sector`?",
    );
    one(companies, "Linden Lane", "▶Linden\u{7} Lane", "U+0007");
    one(
        companies,
        "@papermoon",
        "▶@paper/moon",
        "no contact point for twitter",
    );
    one(
        companies,
        "https://harrow-hill.example/contact",
        "▶harrow-hill.example/contact",
        "https://",
    );
}

#[test]
fn mistakes_of_the_study() {
    let study = "study.toml";
    one(
        study,
        "opens = \"2026-11-02\"",
        "opens = ▶09:00:00",
        "`opens` in [wave]",
    );
    one(
        study,
        "cut_off = \"14d\"",
        "cut_off = ▶\"0d\"",
        "longer than nothing",
    );
    one(
        study,
        "patience = \"2d\"",
        "patience = ▶\"14d\"",
        "cut-off comes before the last send",
    );
    one(study, "seed = 1", "seed = ▶-1", "0 to 9223372036854775807");
    one(study, "kind = \"own\"", "kind = ▶true", "not a boolean");
    one(
        study,
        "[[persona]]\nid = \"tom\"",
        "[[persona]]\nid = ▶\"anna\"",
        "two personas",
    );
    one(
        study,
        "password.file = \"sandbox-password.txt\"   #",
        "password = ▶{} #",
        "comes from nowhere",
    );
    one(
        study,
        "user = \"shopper\"\npassword.file = \"sandbox-password.txt\"   #",
        "user = ▶\"shopper\" #",
        "no password",
    );
    one(study, "days = \"mon-fri\"", "days = ▶[]", "names no day");
    one(study, "own_mx = []", "own_mx = [▶3]", "not an integer");
    one(study, "email = 5", "email = ▶0", "within 1 to 10000");
    one(
        study,
        "[wave]\nid = \"wave-1\"",
        "▶[wave]",
        "`id` is missing in [wave]",
    );
    one(
        study,
        "[[persona]]\nid = \"anna\"",
        "[[▶personas]]\nid = \"anna\"",
        "did you mean `persona`?",
    );
    one(
        study,
        "are web-form, web-search",
        "twitter\n▶web-forms = 3\n# ",
        "did you mean `web-form`?",
    );
}

#[test]
fn a_language_that_nobody_speaks_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    let mail = "email = \"anna.reed@shop.example\"";
    spoil(
        dir,
        "study.toml",
        mail,
        &format!("{mail}\nlanguages = [\"en\"]"),
    );
    let want = spoil(
        dir,
        "study.toml",
        "languages = [\"en\"] ",
        "languages = [\"en\", ▶\"nl\"] ",
    );
    let found = mistakes(dir);
    let text = told(dir, &found);
    assert_eq!(places(dir, &found), want, "{text}");
    assert!(text.contains("no persona speaks `nl`"), "{text}");
}

#[test]
fn mistakes_of_the_banks() {
    let bank = "questions/banking.toml";
    one(
        bank,
        "id = \"bank-account-documents\"",
        "id = ▶\"bank-lost-card\"",
        "two questions",
    );
}

#[test]
fn what_follows_from_one_mistake_is_not_told() {
    let bank = "questions/banking.toml";
    for (right, wrong, says) in [
        ("[[question]]", "[[questions]]", "did you mean `question`?"),
        ("[[question]]", "[question]", "double brackets"),
        (
            "[bank]\n",
            "title = \"Banks\"\n[bank]\n",
            "below the line [bank]",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        sound(dir);
        let text = std::fs::read_to_string(dir.join(bank)).unwrap();
        // Of a question that could not be read nobody says that there is none.
        let own = "company,question,answer\nblue-harbour,bank-lost-card,In a week.\n";
        put(dir, "references.csv", own);
        // The first one only, and all of them.
        for spoilt in [text.replacen(right, wrong, 1), text.replace(right, wrong)] {
            put(dir, bank, &spoilt);
            let found = mistakes(dir);
            let told = told(dir, &found);
            assert!(told.contains(says), "{told}");
            assert!(found.len() <= 10, "{told}");
            assert!(!told.contains("duplicate key"), "{told}");
            assert!(!told.contains("references.csv"), "{told}");
        }
    }
}

#[test]
fn a_question_without_words_for_somebody_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    sound(dir);
    spoil(
        dir,
        "study.toml",
        "email = 5",
        "email = 5\ntwitter = 1\nweb-form = 1",
    );
    spoil(
        dir,
        "study.toml",
        "[channels.email]",
        "[channels.twitter]\nhandle = \"x\"\noauth2.client_id = \"x\"\n[channels.email]",
    );
    spoil(
        dir,
        "study.toml",
        "languages = [\"en\"] ",
        "languages = [\"en\", \"nl\"] ",
    );
    spoil(dir, "companies.csv", "GB,en,,service", "GB,nl,,service");
    put(
        dir,
        "questions/fashion-retail.toml",
        "[bank]\nsector = \"fashion retail\"\n[[question]]\nid = \"q\"\ntopic = \"t\"\n\
         [[question.wording]]\nid = \"a\"\nlanguage = \"nl\"\nsubject = \"s\"\ntext = \"t\"\n\
         [[question.wording]]\nid = \"b\"\nlanguage = \"nl\"\nchannel = \"twitter\"\nsubject = \"s\"\ntext = \"t\"\n",
    );
    let found = mistakes(dir);
    insta::assert_snapshot!(told(dir, &found));
}
