//! What waits for a person, and what that person decides.

use crate::study::Study;
use jiff::Timestamp;
use mystery_shopper::clock::Clock;
use serde_json::Value;

/// A moment after the sending and before the cut-off.
fn soon() -> Timestamp {
    let second = Clock::Wall.now().as_second() + 3_600;
    Timestamp::from_second(second).unwrap()
}

/// A letter that a company wrote to nobody in particular.
fn letter(from: &str, subject: &str, text: &str, at: Timestamp) -> String {
    let date = at.strftime("%a, %d %b %Y %H:%M:%S +0000");
    format!(
        "Received: from out.example by mx.shop.example; {date}\nFrom: {from}\nTo: anna.reed@shop.example\n\
         Subject: {subject}\nDate: {date}\n\n{text}\n"
    )
}

/// A study with five enquiries sent, what the market answered, and three letters that cannot be tied.
struct Fielded {
    study: Study,
    /// The enquiry of the company that the first letter is from, and its domain; it has no answer yet.
    first: (String, String),
    /// The same of the second.
    second: (String, String),
}

fn fielded(at: Timestamp) -> Fielded {
    let study = Study::due();
    study.shopper(&["lock"]).exits(0);
    study.shopper(&["send", "--yes"]).exits(0);
    study.shopper(&["collect"]).exits(0);
    let dispositions = study.report("disposition");
    let plan = study.shopper(&["plan", "--json"]).exits(0).out;
    let mut open = plan
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|row| row["channel"] == "email" && row["offered"] == true)
        .map(|row| {
            let (_, domain) = row["contact_point"]
                .as_str()
                .unwrap()
                .split_once('@')
                .unwrap();
            (
                row["enquiry_id"].as_str().unwrap().to_owned(),
                domain.to_owned(),
            )
        })
        .filter(|(id, _)| ["silent", "acknowledged"].contains(&&*dispositions[id]));
    let (first, second) = (open.next().unwrap(), open.next().unwrap());
    study.append(&letter(
        &format!("office@{}", first.1),
        "Your letter",
        "=We do; the shop in Leeds opens at nine on Saturdays and at ten on Sundays.",
        at,
    ));
    study.append(&letter(
        &format!("news@{}", second.1),
        "How did we do?",
        "How satisfied are you with our service? Please take our short survey and rate us.",
        at,
    ));
    study.append(&letter(
        "nobody@elsewhere.example",
        "Cheap watches",
        "Buy now, unsubscribe here, special offer, 50 % off.",
        at,
    ));
    let said = study.shopper(&["collect"]).exits(0).err;
    assert!(
        said.contains("wait for a person; `shopper review` lists them"),
        "{said}"
    );
    Fielded {
        study,
        first,
        second,
    }
}

/// The rows of a CSV as maps of columns.
fn rows(text: &str) -> Vec<std::collections::HashMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

/// Fills in a column of the row that a message is in.
fn fill(study: &Study, file: &str, message: &str, cells: [&str; 3]) {
    let mut reader = csv::Reader::from_path(study.file(file)).unwrap();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    let mut found = false;
    for row in reader.records() {
        let mut row: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
        if row[0] == message {
            found = true;
            let at = row.len() - 3;
            for (cell, text) in row[at..].iter_mut().zip(cells) {
                text.clone_into(cell);
            }
        }
        writer.write_record(&row).unwrap();
    }
    assert!(found, "{message}");
    let bytes = writer.into_inner().unwrap();
    study.write(file, &String::from_utf8(bytes).unwrap());
}

/// The one message from a sender among those that wait.
fn from(study: &Study, sender: &str) -> Value {
    let json = study.shopper(&["review", "--json"]).exits(0).json();
    let messages = json["messages"].as_array().unwrap();
    let mut found = messages.iter().filter(|m| m["from"] == sender);
    let one = found.next().unwrap().clone();
    assert!(found.next().is_none());
    one
}

#[test]
fn what_waits_is_listed_with_its_reason() {
    let Fielded {
        study,
        first: (one_id, one_domain),
        second: (_, other_domain),
    } = fielded(soon());
    let letter = from(&study, &format!("office@{one_domain}"));
    assert_eq!(letter["why"], "candidates");
    assert_eq!(letter["candidates"], serde_json::json!([one_id]));
    let survey = from(&study, &format!("news@{other_domain}"));
    assert_eq!(survey["why"], "company");
    assert_eq!(survey["kind"], "survey");
    let listed = study.shopper(&["review"]).exits(0).out;
    for word in [
        "2 messages waiting for a person, 0 decided",
        &format!("office@{one_domain}"),
        &one_id,
    ] {
        assert!(listed.contains(word), "{listed}");
    }
    assert!(!listed.contains("nobody@elsewhere.example"), "{listed}");
    let status = study.shopper(&["status"]).exits(0).out;
    assert!(
        status.contains("for a person to decide: 2 messages wait; `shopper review` lists them"),
        "{status}"
    );
    let status = study.shopper(&["status", "--json"]).exits(0).json();
    assert_eq!(status["waiting_for_review"], 2);
}

#[test]
fn decisions_go_out_and_in_and_hold() {
    let at = soon();
    let Fielded {
        study,
        first: (one_id, one_domain),
        second: (other_id, other_domain),
    } = fielded(at);
    let letter = from(&study, &format!("office@{one_domain}"));
    let survey = from(&study, &format!("news@{other_domain}"));
    study
        .shopper(&["review", "--export", "review.csv"])
        .exits(0);
    let refused = study
        .shopper(&["review", "--export", "review.csv"])
        .exits(1);
    assert!(refused.err.contains("not overwritten"), "{}", refused.err);
    let exported = rows(&study.read("review.csv"));
    assert_eq!(exported.len(), 2);
    assert!(
        exported[0]["text"].starts_with("'=We do; the shop"),
        "defused"
    );
    let untouched = study
        .shopper(&["review", "--import", "review.csv", "--coder", "AB"])
        .exits(0);
    assert_eq!(
        untouched.out,
        "nothing changed; 2 rows are not filled in\n2 messages still waiting\n"
    );
    let (one, other) = (
        letter["message"].as_str().unwrap(),
        survey["message"].as_str().unwrap(),
    );
    let both = format!("{one_id}; {other_id}");
    fill(&study, "review.csv", one, [&both, "", "=both, by phone"]);
    fill(&study, "review.csv", other, ["none", "", ""]);
    let import = ["review", "--import", "review.csv", "--coder", "AB"];
    let taken = study.shopper(&import).exits(0).out;
    assert_eq!(taken, "2 messages decided\n0 messages still waiting\n");
    let again = study.shopper(&import).exits(0).out;
    assert_eq!(
        again,
        "nothing changed; 2 decided so before\n0 messages still waiting\n"
    );
    for name in [&one_id, &other_id] {
        assert_eq!(study.report("disposition")[name], "answered");
    }
    assert_eq!(study.report("tied_by")[&one_id], "review");
    assert_eq!(study.report("answered_at")[&one_id], at.to_string());

    // What was decided comes out again and goes back in without damage.
    study
        .shopper(&["review", "--all", "--export", "all.csv"])
        .exits(0);
    let all = rows(&study.read("all.csv"));
    let row = all.iter().find(|row| row["message"] == one).unwrap();
    assert_eq!(
        (row["enquiry_id"].as_str(), row["note"].as_str()),
        (&*format!("{one_id};{other_id}"), "'=both, by phone")
    );
    let json = study
        .shopper(&["review", "--import", "all.csv", "--coder", "CD", "--json"])
        .exits(0)
        .json();
    assert_eq!(
        (&json["imported"]["taken"], &json["imported"]["as_before"]),
        (&0.into(), &2.into())
    );
    // A person may think again.
    fill(&study, "all.csv", one, [&one_id, "refusal", ""]);
    let json = study
        .shopper(&["review", "--import", "all.csv", "--coder", "CD", "--json"])
        .exits(0)
        .json();
    assert_eq!(
        (&json["imported"]["taken"], &json["imported"]["as_before"]),
        (&1.into(), &1.into())
    );
    assert_ne!(study.report("tied_by")[&other_id], "review");
}

#[test]
fn every_mistake_in_a_list_is_named_at_once_and_nothing_is_taken() {
    let Fielded {
        study,
        first: (linden, _),
        ..
    } = fielded(soon());
    let json = study.shopper(&["review", "--json"]).exits(0).json();
    let names: Vec<_> = json["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["message"].as_str().unwrap().to_owned())
        .collect();
    let near = linden.replace("wave", "wav");
    let company = linden.split('.').nth(1).unwrap();
    let paper = linden.replace(company, "paper-moon");
    study.write(
        "list.csv",
        &format!(
            "message,enquiry_id,kinds,note\n{0},{linden},answr,\n{1},{linden};{near},,\n",
            names[0], names[1]
        ),
    );
    let import = ["review", "--import", "list.csv", "--coder", "AB"];
    let wrong = study.shopper(&import).exits(3).err;
    assert!(wrong.contains("list.csv:1:"), "{wrong}");
    assert!(wrong.contains("did you mean `kind`?"), "{wrong}");
    let other_store = format!("{}-00000000", names[0].split_once('-').unwrap().0);
    study.write(
        "list.csv",
        &format!(
            "message,enquiry_id,kind,note\n\
             {0},{linden},answr,\n\
             {1},{linden};{near},,\n\
             {1},none,,\n\
             m99-abcdefab,none,,\n\
             {other_store},none,,\n\
             {1},too,many,fields,here\n\
             {0},\"none;{linden}\",,\n",
            names[0], names[1]
        ),
    );
    let wrong = study.shopper(&import).exits(3).err;
    for line in [
        format!(
            "list.csv:2:{}: there is no kind `answr`",
            names[0].len() + linden.len() + 3
        ),
        "did you mean `answer`?".to_owned(),
        format!(
            "list.csv:3:{}: there is no enquiry `{near}`",
            names[1].len() + linden.len() + 3
        ),
        format!("did you mean `{linden}`?"),
        "list.csv:4:1: this message has a row above".to_owned(),
        "list.csv:5:1: there is no message `m99-abcdefab`".to_owned(),
        format!("list.csv:6:1: there is no message `{other_store}`"),
        format!("did you mean `{}`?", names[0]),
        "list.csv:7:1: 5 fields, where the header has 4".to_owned(),
        "list.csv:8:1: this message has a row above".to_owned(),
        "7 mistakes".to_owned(),
    ] {
        assert!(wrong.contains(&line), "{line}\n{wrong}");
    }
    study.write(
        "list.csv",
        &format!(
            "message,enquiry_id,kind\n{0},\"none;{linden}\",\n{1},,answer\n",
            names[0], names[1]
        ),
    );
    let wrong = study.shopper(&import).exits(3).err;
    assert!(wrong.contains("`none` stands alone"), "{wrong}");
    assert!(wrong.contains("but not whose the message is"), "{wrong}");
    study.write(
        "list.csv",
        &format!("message,enquiry_id,kind\n{0},{paper},\n", names[0]),
    );
    let wrong = study.shopper(&import).exits(3).err;
    assert!(wrong.contains(&format!("`{paper}`")), "{wrong}");
    study.write("list.csv", "message,enquiry_id,kind\nm1,\"open");
    study.shopper(&import).exits(3);
    let absent = study
        .shopper(&["review", "--import", "none.csv", "--coder", "AB"])
        .exits(3);
    assert!(
        absent.err.contains("there is no such file"),
        "{}",
        absent.err
    );
    let json = study.shopper(&["review", "--json"]).exits(0).json();
    assert_eq!(
        (&json["decided"], json["messages"].as_array().unwrap().len()),
        (&0.into(), 2)
    );
}
