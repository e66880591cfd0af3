//! For whom a report is: nobody reads of it what is not for them, whatever file they look into.

use crate::study::Study;
use calamine::Reader as _;
use mystery_shopper::clock::Clock;
use mystery_shopper::fieldwork::open_wave;
use mystery_shopper::model::Company;
use mystery_shopper::plan;
use mystery_shopper::store::Store;
use std::path::Path;

/// Names below answers, as the sandbox's companies sign.
const CLERKS: [&str; 4] = ["Amelia Hart", "Chloé Marsden", "Jörg Albers", "Orla Byrne"];

/// A wave on two channels in which every company answered whatever it was asked, and said in it who it is, how it can
/// be reached and who wrote.
fn answered() -> (Study, Vec<Company>) {
    let study = Study::init();
    study.edit("email = 5", "email = 2\nweb-form = 2");
    study.edit("kind = \"own\"", "kind = \"competitor\"");
    study.write(
        "outside.csv",
        "company,score_name,value\nharrow-hill,stars,4.5\nlinden-lane,stars,3\nnorthgate-bank,stars,2\nmercer-trust,stars,1\n",
    );
    let panel = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let design = plan::load(study.path()).unwrap();
        let planned = plan::make(&design).unwrap();
        let store = Store::open(&study.file("shopper.db")).await.unwrap();
        let now = Clock::Wall.now();
        open_wave(&store, &design, &planned, Some([7; 32]), now)
            .await
            .unwrap();
        store.close().await;
        design.panel
    });
    study.sql(
        "INSERT INTO inbound (id, sha256, account, mailbox, uid_validity, uid, collected_at, size, raw) \
         SELECT id + 1, CAST(printf('%032d', id) AS BLOB), 'a', 'INBOX', 1, id, 0, 1, x'00' \
         FROM enquiry WHERE due_at IS NOT NULL",
    );
    for (place, company) in panel.iter().enumerate() {
        let text = format!(
            "Dear Anna,\n\nat {} you have {} days. Call 0800 123 4567, write to help@{}.example or see {}.\n\nKind regards,\n{}",
            company.name,
            10 + place,
            company.id,
            company.site.as_deref().unwrap_or_default(),
            CLERKS[place % CLERKS.len()]
        );
        study.sql(&format!(
            "INSERT INTO response (inbound, enquiry, candidates, tied_by, kind, rule, evidence, answered_at, \
             sender, subject, text, read_at) \
             SELECT id + 1, id, '[]', 'token', 'answer', 'r', '[]', due_at + 60, 's', 's', '{}', 0 \
             FROM enquiry WHERE due_at IS NOT NULL AND company = {place}",
            text.replace('\'', "''")
        ));
    }
    (study, panel)
}

/// All that can be read in the files of a folder, each with its name, in small letters.
fn everything(folder: &Path) -> Vec<(String, String)> {
    let mut read = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read.extend(everything(&path));
            continue;
        }
        let mut text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).to_lowercase();
        if path.extension().is_some_and(|e| e == "xlsx") {
            let mut book = calamine::open_workbook_auto(&path).unwrap();
            for (name, sheet) in book.worksheets() {
                text.push_str(&name.to_lowercase());
                for cell in sheet.rows().flatten() {
                    text.push_str(&cell.to_string().to_lowercase());
                    text.push('\n');
                }
            }
        }
        read.push((path.display().to_string(), text));
    }
    assert!(!read.is_empty());
    read
}

/// The files in which a company can be known.
fn known_in(company: &Company, files: &[(String, String)]) -> Vec<String> {
    let mut traces = vec![
        company.id.clone(),
        company.name.clone(),
        company.name.replace('&', "&amp;"),
    ];
    traces.extend(company.contact_points.values().cloned());
    let site = company.site.as_deref().unwrap_or_default();
    traces.push(
        site.trim_start_matches("https://")
            .trim_end_matches('/')
            .to_owned(),
    );
    let mut found = Vec::new();
    for trace in traces
        .iter()
        .filter(|t| !t.is_empty())
        .map(|t| t.trim_start_matches('@').to_lowercase())
    {
        let files = files.iter().filter(|(_, text)| text.contains(&trace));
        found.extend(files.map(|(name, _)| format!("{trace} in {name}")));
    }
    found
}

fn no_clerks(files: &[(String, String)]) {
    for (name, text) in files {
        for clerk in CLERKS {
            let last = clerk.split(' ').next_back().unwrap().to_lowercase();
            assert!(!text.contains(&format!(" {last}")), "{clerk} in {name}");
        }
    }
}

#[test]
fn what_is_published_names_nobody_and_a_client_reads_of_itself() {
    let (study, panel) = answered();
    let told = study
        .shopper(&["report", "--audience", "public", "--language", "nl"])
        .exits(0);
    assert!(told.err.contains("pseudonym_key"), "{}", told.err);
    let folder = study.file("reports/my-study/wave-1/public");
    assert!(
        told.out.contains("wave-1/public/report.html"),
        "{}",
        told.out
    );
    let files = everything(&folder);
    no_clerks(&files);
    for company in &panel {
        assert_eq!(known_in(company, &files), Vec::<String>::new());
    }
    let page = study.read("reports/my-study/wave-1/public/report.html");
    assert!(page.contains("<html lang=\"nl\">"), "{page}");
    let league = study.read("reports/my-study/wave-1/public/data/league.csv");
    assert!(league.contains(",Bedrijf "), "{league}");
    let answers = study.read("reports/my-study/wave-1/public/data/answers.csv");
    assert!(
        answers.lines().count() > 10 && !answers.contains("Anna"),
        "{answers}"
    );

    let client = &panel[3];
    let audience = format!("client:{}", client.id);
    study.edit(
        "[wave]",
        "[report]\npseudonym_key.command = \"echo key\"\n\n[wave]",
    );
    let told = study.shopper(&["report", "--audience", &audience]).exits(0);
    assert_eq!(told.err, "");
    let name = format!("reports/my-study/wave-1/client-{}", client.id);
    let files = everything(&study.file(&name));
    no_clerks(&files);
    for company in &panel {
        assert_eq!(
            known_in(company, &files).is_empty(),
            company != client,
            "{}",
            company.id
        );
    }
    let answers = study.read(&format!("{name}/data/answers.csv"));
    assert!(
        answers.contains("Kind regards,\n[agent]")
            && answers.contains("at Northgate Bank you have 13 days"),
        "{answers}"
    );
    assert_eq!(
        answers.matches("Dear Anna").count(),
        answers.matches("Northgate Bank").count()
    );

    // A study of competitors names nobody to its own people either, and lets them read what was said.
    study.shopper(&["report"]).exits(0);
    let answers = study.read("reports/my-study/wave-1/data/answers.csv");
    assert!(
        answers.contains(
            "at [company] you have 10 days. Call [phone], write to [address] or see [link]."
        ),
        "{answers}"
    );
    assert!(answers.contains("[agent]"), "{answers}");
    study.edit(
        "pseudonym_key.command",
        "name_companies = true\npseudonym_key.command",
    );
    study.shopper(&["report", "--out", "named"]).exits(0);
    let files = everything(&study.file("named"));
    no_clerks(&files);
    assert!(
        panel
            .iter()
            .all(|company| !known_in(company, &files).is_empty())
    );
}

#[test]
fn the_numbers_of_a_report_are_the_same_for_everybody() {
    let (study, _) = answered();
    study.edit("[wave]", "[report]\nname_companies = true\n\n[wave]");
    study.shopper(&["report", "--out", "team"]).exits(0);
    study
        .shopper(&[
            "report",
            "--out",
            "client",
            "--audience",
            "client:harrow-hill",
        ])
        .exits(0);
    let panel_rows = |folder: &str| -> Vec<String> {
        let text = study.read(&format!("{folder}/data/estimates.csv"));
        text.lines()
            .filter(|line| line.contains(",all,"))
            .map(str::to_owned)
            .collect()
    };
    assert!(panel_rows("team").len() > 10);
    let cut = |rows: Vec<String>| -> Vec<String> {
        // Value and n; intervals draw companies in their order.
        rows.iter()
            .map(|row| {
                let cells: Vec<&str> = row.split(',').collect();
                [cells[0], cells[3], cells[4], cells[7]].join(",")
            })
            .collect()
    };
    assert_eq!(cut(panel_rows("team")), cut(panel_rows("client")));
}

#[test]
fn a_client_that_is_none_and_a_template_with_a_mistake_are_told() {
    let (study, _) = answered();
    let wrong = study
        .shopper(&["report", "--audience", "client:harow-hill"])
        .exits(1);
    assert!(
        wrong.err.contains("did you mean `client:harrow-hill`?"),
        "{}",
        wrong.err
    );
    study.shopper(&["report", "--audience", "press"]).exits(2);
    let shown = study
        .shopper(&["report", "--show-templates", "own"])
        .exits(0);
    assert_eq!(shown.out.lines().count(), 3);
    study.edit("[wave]", "[report]\ntemplates = \"own\"\n\n[wave]");
    study.shopper(&["check"]).exits(0);
    study.write("own/page.html", "<h1>\n{{ title");
    let wrong = study.shopper(&["check"]).exits(1);
    assert!(
        wrong
            .err
            .contains("own/page.html:2: the template has a mistake"),
        "{}",
        wrong.err
    );
}
