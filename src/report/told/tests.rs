use super::*;
use crate::model::{Channel, Coder, Coding, Grounds, Kind, Language};
use crate::report::page::{Block, blocks};
use crate::report::writer::publish;
use crate::score::sample::{accepted, at, enquiry, reply, study};

/// What the program itself puts into a drawer.
const OURS: [&str; 12] = [
    "details",
    "summary",
    "h3",
    "div",
    "figure",
    "figcaption",
    "blockquote",
    "p",
    "data",
    "bdi",
    "mark",
    "",
];

fn numbered(
    number: u64,
    of: (u32, Option<u32>),
    criterion: Criterion,
    code: &str,
    spans: [Range<usize>; 2],
) -> Numbered {
    let [one, two] = spans;
    let coding = Coding {
        enquiry: of.0,
        other: of.1,
        inbounds: (i64::from(of.0), of.1.map(i64::from)),
        criterion,
        code: criterion.code(code),
        coder: Coder::Rules,
        confidence: Some(973),
        grounds: Grounds {
            rule: "other_figure".to_owned(),
            spans: vec![one],
            other_spans: vec![two],
            note: String::new(),
        }
        .kept(),
        at: at(9.0),
    };
    Numbered {
        number,
        coding,
        counts: true,
    }
}

/// A case with one reply, which has the enquiry's number as its key.
fn case(seq: u32, company: u32, question: u32, channel: Channel, text: &str) -> Case {
    let mut case = accepted(vec![reply(Kind::Answer, Some(2.0))]);
    case.enquiry = enquiry(seq, company, question, channel, true);
    case.replies[0].inbound = seq.into();
    text.clone_into(&mut case.replies[0].text);
    case
}

/// Names of the elements in some HTML, without the `/` that ends them.
fn elements(html: &str) -> Vec<&str> {
    let names = html.split('<').skip(1).map(|tag| {
        let tag = tag.trim_start_matches('/');
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
        &tag[..end.unwrap_or(tag.len())]
    });
    names.collect()
}

#[test]
fn answers_that_contradict_each_other_stand_side_by_side() {
    let study = study(1, 1, 1, &[Channel::Email, Channel::Twitter]);
    let folder = tempfile::tempdir().unwrap();
    let mut telling = Telling::new(&study, folder.path(), Words::new(Language::En));
    let pair = numbered(
        7,
        (0, Some(1)),
        Criterion::Relation,
        "contradict",
        [9..16, 0..7],
    );
    let one = case(0, 0, 0, Channel::Email, "You have 30 days.");
    telling.add(&one, &[pair]).unwrap();
    telling.sent(&one.enquiry, one.sent_at());
    let two = case(1, 0, 0, Channel::Twitter, "14 days, @you");
    telling.add(&two, &[]).unwrap();
    let (told, files) = telling.finish().unwrap();
    assert!(files.is_empty());
    assert_eq!((told.contradicting, told.contradictions.len()), (1, 1));
    let found = &told.contradictions[0];
    let marked = |quote: &Quote| {
        let pieces = quote.said.iter().filter(|p| p.0).map(|p| p.1.clone());
        pieces.collect::<Vec<_>>()
    };
    assert_eq!(marked(&found.said[0]), ["30 days"]);
    assert_eq!(marked(&found.said[1]), ["14 days"]);
    assert_eq!(found.coded.to_plain(), "rules, other figure, 0.97");
    let words = Words::new(Language::En);
    let html = blocks(&[Block::Beside(found.said.to_vec())], &words).unwrap();
    let quoted = "<blockquote dir=\"auto\" data-from=\"answers?enquiry_id=2026-11.c0000.q00.email&amp;reply=1#text\" \
                  data-as=\"beginning\">You have <mark>30 days</mark>.</blockquote>";
    assert!(html.contains(quoted), "{html}");
    assert!(html.contains("Asked <data value=\"2026-11-02T10:00:00Z\" data-as=\"moment\""));
}

#[test]
fn no_more_pairs_are_kept_than_are_shown() {
    let study = study(300, 1, 1, &[Channel::Email, Channel::Twitter]);
    let folder = tempfile::tempdir().unwrap();
    let mut telling = Telling::new(&study, folder.path(), Words::new(Language::En));
    for company in 0..300 {
        let (a, b) = (2 * company, 2 * company + 1);
        let pair = numbered(
            1,
            (a, Some(b)),
            Criterion::Relation,
            "contradict",
            [0..1, 0..1],
        );
        telling
            .add(&case(a, company, 0, Channel::Email, "yes"), &[pair])
            .unwrap();
        telling
            .add(&case(b, company, 0, Channel::Twitter, "no"), &[])
            .unwrap();
    }
    let (told, _) = telling.finish().unwrap();
    assert_eq!(
        (told.contradicting, told.contradictions.len()),
        (300, MOST_SHOWN)
    );
    assert_eq!(told.contradictions[199].company, 199);
}

#[test]
fn hostile_answers_are_only_words() {
    let hostile = [
        "<script>pwned = 1</script>".to_owned(),
        "</blockquote></details></main><style>* { display: none }</style><h1 onclick=alert(1)>"
            .to_owned(),
        "<a href=\"javascript:alert(1)\">x</a> https://evil.example/ [x](https://evil.example)"
            .to_owned(),
        "<img src=x onerror=alert(1)><svg/onload=alert(1)>\u{0}<!-- <![CDATA[ ]]> -->".to_owned(),
        "{{ 7 * 7 }}{% for x in y %}{ $n } { -brand }&lt;b&gt;&#60;i>".to_owned(),
        "=cmd|' /C calc'!A0\n+1\n-1\n@SUM(1)\t=1\r=1".to_owned(),
        "\u{202e}abc\u{2066}\u{2069}\u{200f}\u{61c}\u{feff}".to_owned(),
        "x".repeat(1 << 20),
        "\n".repeat(10_000),
        "<b>".repeat(400_000),
        "e\u{301}".repeat(500_000),
        "' onmouseover='alert(1)' x='\" style=\"position:fixed".to_owned(),
    ];
    let mut study = study(1, 1, 12, &[Channel::Email]);
    study.panel[0].name = "<script>\u{202e}Ltd".to_owned();
    study.questions[0].topic = "<i>".to_owned();
    let folder = tempfile::tempdir().unwrap();
    let mut telling = Telling::new(&study, folder.path(), Words::new(Language::En));
    for (seq, text) in (0..).zip(&hostile) {
        let mut note = numbered(
            1,
            (seq, None),
            Criterion::Apology,
            "no",
            [0..999, std::ops::Range { start: 5, end: 3 }],
        );
        let grounds = note.coding.grounds.as_mut().unwrap();
        grounds.note.clone_from(text);
        grounds.rule.clone_from(text);
        let long = numbered(2, (seq, None), Criterion::Words, "12", [3..4, 0..0]);
        telling
            .add(&case(seq, 0, seq, Channel::Email, text), &[note, long])
            .unwrap();
    }
    let (told, _) = telling.finish().unwrap();
    let Drawn::Page(html) = told.drawer else {
        panic!("few answers stand in the page");
    };
    for name in elements(&html) {
        assert!(OURS.contains(&name), "{name:?}");
    }
    for barred in [
        "href",
        " style",
        "\u{202e}",
        "\u{2066}",
        "\u{61c}",
        "\u{0}",
        "[code-",
        "[criterion-",
        "[kind-",
    ] {
        let inside = html.split('<').skip(1).filter_map(|t| t.split('>').next());
        let is_ours = barred.starts_with(' ') || barred == "href";
        let found = if is_ours {
            inside.into_iter().any(|tag| tag.contains(barred))
        } else {
            html.contains(barred)
        };
        assert!(!found, "{barred:?}");
    }
    assert!(html.len() < 100_000, "{}", html.len());
    assert_eq!(
        html.matches("<blockquote dir=\"auto\"").count(),
        hostile.len()
    );
    assert!(html.contains("&#39;=cmd|"), "as in the table");
    assert!(html.contains(">Shortened<"));
}

#[test]
fn many_answers_are_paged_into_files_that_lead_to_each_other() {
    let study = study(400, 1, 6, &[Channel::Email]);
    let folder = tempfile::tempdir().unwrap();
    let mut telling = Telling::new(&study, folder.path(), Words::new(Language::De));
    let text = "Sie haben 30 Tage. ".repeat(60);
    for seq in 0..2_400 {
        let case = case(seq, seq / 6, seq % 6, Channel::Email, &text);
        telling.add(&case, &[]).unwrap();
    }
    let (told, files) = telling.finish().unwrap();
    let Drawn::Files(leaves) = told.drawer else {
        panic!("too many for a page");
    };
    publish(files).unwrap();
    assert_eq!(leaves.len(), 5);
    assert_eq!((leaves[0].first, leaves[4].last), (0, 399));
    let mut quotes = 0;
    for leaf in &leaves {
        let html = std::fs::read_to_string(folder.path().join(leaf.address())).unwrap();
        quotes += html.matches("<blockquote").count();
        assert!(html.contains("Content-Security-Policy") && html.contains("lang=\"de\""));
        let leads = |number: usize| html.contains(&format!("href=\"{number:04}.html\""));
        assert_eq!(leads(leaf.number + 1), leaf.number < leaves.len());
        assert_eq!(leads(leaf.number - 1), leaf.number > 1);
        assert!(html.contains("href=\"../report.html#answers\""));
    }
    assert_eq!(quotes, 2_400);
    assert!(leaves.windows(2).all(|w| w[0].last + 1 == w[1].first));
}

#[test]
fn nothing_said_is_an_empty_drawer() {
    let study = study(1, 1, 1, &[Channel::Email]);
    let folder = tempfile::tempdir().unwrap();
    let telling = Telling::new(&study, folder.path(), Words::new(Language::En));
    let (told, files) = telling.finish().unwrap();
    assert_eq!(told.drawer, Drawn::default());
    assert!(files.is_empty() && told.contradictions.is_empty());
}

#[test]
fn what_stands_in_another_language_is_marked() {
    let study = study(1, 1, 1, &[Channel::Email]);
    let folder = tempfile::tempdir().unwrap();
    for (language, kept, is_marked) in [
        (Language::Nl, "yes", true),
        (Language::Nl, "no", false),
        (Language::En, "yes", false),
    ] {
        let mut telling = Telling::new(&study, folder.path(), Words::new(language));
        let coding = numbered(7, (0, None), Criterion::LanguageKept, kept, [0..1, 0..0]);
        let one = case(0, 0, 0, Channel::Email, "You have 30 days.");
        telling.add(&one, &[coding]).unwrap();
        telling.sent(&one.enquiry, one.sent_at());
        let (told, _) = telling.finish().unwrap();
        let Drawn::Page(html) = told.drawer else {
            panic!("files")
        };
        let quote = html.contains("<blockquote dir=\"auto\" lang=\"en\" data-from");
        assert_eq!(quote, is_marked, "{html}");
        let rule = html.contains("<bdi lang=\"en\">other figure</bdi>");
        assert_eq!(rule, language == Language::Nl, "{html}");
        assert_eq!(html.contains("Door regels: "), language == Language::Nl);
    }
}
