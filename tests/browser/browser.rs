//! The browser itself.

use crate::site::Site;
use axum::Router;
use mystery_shopper::channel::browser::{Browser, BrowserOptions, Trouble};
use mystery_shopper::model::Language;

const MARKS: &str = r#"<!DOCTYPE html><title>Marks</title>
<form id=f>
  <input name=plain>
  <input name=gone style="display:none">
  <div style="visibility:hidden"><input name=shy></div>
  <input name=far style="position:absolute;left:-9999px">
  <div style="opacity:0"><input name=glass></div>
  <div style="position:absolute;width:0;height:0;overflow:hidden"><input name=cut></div>
  <input type=checkbox id=drawn name=drawn style="opacity:0"><label for=drawn>I agree</label>
  <button>Send</button>
</form>
<div id=host></div>
<script>
  const root = host.attachShadow({mode: 'closed'});
  root.innerHTML = '<p>Inside &amp; out</p><form id=inner><input name=deep value="a&quot;b"></form>';
  document.title = 'Marked';
</script>"#;

fn answers(path: &str) -> Option<(u16, String)> {
    Some(match path {
        "/marks" => (200, MARKS.to_owned()),
        "/busy" => (503, "<p>later</p>".to_owned()),
        "/popup" => (
            200,
            "<a id=a download=saved.txt>popup</a><script>window.open('/other'); \
             a.href = URL.createObjectURL(new Blob(['x'])); a.click()</script>"
                .to_owned(),
        ),
        _ => return None,
    })
}

fn line<'a>(html: &'a str, name: &str) -> &'a str {
    let at = html.find(&format!("name=\"{name}\"")).unwrap();
    let from = html[..at].rfind('<').unwrap();
    &html[from..from + html[from..].find('>').unwrap()]
}

#[tokio::test]
#[ignore = "needs Chromium and chromedriver"]
async fn a_page_is_seen_as_a_person_sees_it() {
    let site = Site::serve(answers, Router::new()).await;
    let profiles = tempfile::tempdir().unwrap();
    let options = BrowserOptions {
        operator: "Test Institute".to_owned(),
        ..BrowserOptions::new(profiles.path())
    };
    let browser = Browser::start(&options, "anna@shop.example", Language::Nl)
        .await
        .unwrap();
    assert_eq!(browser.open(&site.at("/marks")).await, Ok(Some(200)));
    assert_eq!(browser.address().await.unwrap(), site.at("/marks"));
    let html = browser.html().await.unwrap();
    for (name, why) in [
        ("gone", "not_shown"),
        ("shy", "not_shown"),
        ("far", "off_page"),
        ("glass", "transparent"),
        ("cut", "off_page"),
    ] {
        let mark = format!("data-shopper-unseen=\"{why}\"");
        assert!(line(&html, name).contains(&mark), "{}", line(&html, name));
    }
    for name in ["plain", "drawn", "deep"] {
        assert!(
            !line(&html, name).contains("unseen"),
            "{}",
            line(&html, name)
        );
    }
    assert!(html.contains("<p>Inside &amp; out</p>"), "{html}");
    assert!(line(&html, "deep").contains("value=\"a&quot;b\""), "{html}");
    let number = line(&html, "deep")
        .split("data-shopper-n=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let deep = browser.numbered(number).await.unwrap();
    browser.type_into(&deep, "c\u{1F600}").await.unwrap();
    assert_eq!(deep.prop("value").await.unwrap().unwrap(), "a\"bc\u{1F600}");
    let png = browser.picture().await.unwrap();
    assert_eq!(png[..4], [0x89, b'P', b'N', b'G']);

    let asked = site.asked("GET /marks");
    assert_eq!(asked.len(), 1);
    assert!(
        asked[0]
            .headers
            .contains("\"accept-language\": \"nl,en;q=0.9\""),
        "{asked:?}"
    );
    assert!(asked[0].headers.contains("(Test Institute)"), "{asked:?}");

    assert_eq!(browser.open(&site.at("/busy")).await, Ok(Some(503)));
    assert_eq!(browser.open(&site.at("/popup")).await, Ok(Some(200)));
    browser.breathe(100).await;
    assert_eq!(site.asked("GET /other").len(), 0);
    let profile = std::fs::read_dir(profiles.path()).unwrap().next().unwrap();
    assert!(!profile.unwrap().path().join("saved.txt").exists());
    let refused = browser.open("http://127.0.0.1:1/").await;
    assert!(
        matches!(&refused, Err(Trouble::Unreached(_))),
        "{refused:?}"
    );
    browser.close().await;

    // The profile keeps its cookies.
    let browser = Browser::start(&options, "anna@shop.example", Language::Nl)
        .await
        .unwrap();
    browser.open(&site.at("/marks")).await.unwrap();
    assert!(site.asked("GET /marks")[1].headers.contains("seen=yes"));
    drop(browser);
}
