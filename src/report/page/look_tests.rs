use super::*;
use crate::model::{Channel, Colour, Logo};
use crate::report::page::{Page, html};
use crate::report::words::{Text, Words};
use crate::score::sample::study;
use std::fs;

fn shown(study: &Study) -> Result<String> {
    let page = Page {
        title: Text::plain("Title"),
        lead: Vec::new(),
        sections: &[],
    };
    html(
        &page,
        &Words::new(study.report_language()).dressed(Look::of(study)?),
    )
}

fn told(result: Result<String>) -> String {
    match result {
        Err(Error::Refused { message, .. }) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_theme_stands_in_the_page_and_the_page_loads_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let (logo, font) = (dir.path().join("logo.svg"), dir.path().join("house.woff2"));
    fs::write(&logo, "<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
    fs::write(&font, b"wOF2 and so on").unwrap();
    let mut study = study(1, 1, 1, &[Channel::Email]);
    let theme = &mut study.reporting.theme;
    theme.accent = Some(Colour([0x70, 0, 0x40]));
    theme.logo = Some(Logo {
        path: logo,
        alt: "Fox & \"Sons\"".to_owned(),
    });
    theme.font = Some(font);
    let page = shown(&study).unwrap();
    assert!(page.contains(":root { --accent: #700040; }"), "{page}");
    assert!(
        page.contains("<img class=\"logo\" src=\"data:image/svg+xml;base64,PHN2"),
        "{page}"
    );
    assert!(
        page.contains("alt=\"Fox &amp; &quot;Sons&quot;\""),
        "{page}"
    );
    assert!(
        page.contains("src: url(data:font/woff2;base64,d09GMiBh"),
        "{page}"
    );
    assert!(page.contains("font-src data:;"), "{page}");
    // The hash is that of what stands between the tags.
    let (_, rest) = page.split_once("<style>").unwrap();
    let style = rest.split_once("</style>").unwrap().0;
    let escaped = hash(style).replace('/', "&#x2f;");
    assert!(page.contains(&escaped), "{page}");

    let plain = html(
        &Page {
            title: Text::plain("Title"),
            lead: Vec::new(),
            sections: &[],
        },
        &Words::new(study.report_language()),
    )
    .unwrap();
    assert!(
        !plain.contains("font-src") && !plain.contains("<img"),
        "{plain}"
    );
}

#[test]
fn a_template_of_ones_own_replaces_the_built_in_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut study = study(1, 1, 1, &[Channel::Email]);
    study.reporting.templates = Some(dir.path().to_owned());
    fs::write(
        dir.path().join("page.html"),
        "{{ language }}: {{ title }} <b>",
    )
    .unwrap();
    assert_eq!(shown(&study).unwrap(), "en: Title <b>");
    // What shopper shows to begin with is what it uses.
    let begin = dir.path().join("begin");
    let paths = show_templates(&begin).unwrap();
    assert_eq!(paths.len(), 3);
    study.reporting.templates = None;
    let built_in = shown(&study).unwrap();
    study.reporting.templates = Some(begin.clone());
    assert_eq!(shown(&study).unwrap(), built_in);
    let again = show_templates(&begin).unwrap_err();
    assert!(
        matches!(&again, Error::File { path, .. } if path.ends_with("page.html")),
        "{again}"
    );
}

#[test]
fn a_mistake_names_file_and_line_and_nothing_hangs() {
    let dir = tempfile::tempdir().unwrap();
    let mut study = study(1, 1, 1, &[Channel::Email]);
    study.reporting.templates = Some(dir.path().to_owned());
    let path = dir.path().join("page.html");
    let endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
    for (text, line, says) in [
        ("one\n{{ title", 2, "syntax error"),
        ("\n\n{{ title|nosuch }}", 3, "filter"),
        ("\n{{ title.a.b }}", 2, "undefined"),
        (endless, 1, "it takes too long"),
        ("{% include 'page.html' %}", 1, "recursion"),
        ("{% include 'other.html' %}", 1, "other.html"),
    ] {
        fs::write(&path, text).unwrap();
        let told = told(shown(&study));
        assert!(
            told.starts_with(&format!("{}:{line}: ", path.display())),
            "{text}: {told}"
        );
        assert!(told.contains(says), "{text}: {told}");
    }
    fs::remove_file(&path).unwrap();
    fs::write(
        dir.path().join("style.css"),
        "p { color: red }</STYLE><script>",
    )
    .unwrap();
    assert!(told(shown(&study)).contains("ends the style"));
}
