//! Pages, as they are read.

use super::{Control, ControlKind, Method, Page, Unseen};
use proptest::prelude::*;
use url::Url;

fn page(html: &str) -> Page {
    let address = Url::parse("https://shop.test/help/contact?x=1").unwrap();
    Page::read(html, &address, "utf-8")
}

/// The names of the controls of each form.
fn names(html: &str) -> Vec<Vec<String>> {
    let page = page(html);
    let names = |c: &Control| c.name.clone();
    page.forms
        .iter()
        .map(|f| f.controls.iter().map(names).collect())
        .collect()
}

/// The only control of that name.
fn control(html: &str, name: &str) -> Control {
    let page = page(html);
    let all = page.forms.iter().flat_map(|f| &f.controls);
    let mut fitting = all.chain(&page.loose).filter(|c| c.name == name);
    let found = fitting.next().unwrap().clone();
    assert!(fitting.next().is_none());
    found
}

#[test]
fn a_control_is_in_the_form_that_the_parser_gives_it_to() {
    for (html, expected) in [
        ("<form><input name=a></form><input name=b>", vec!["a"]),
        // A table closes the form, and yet it owns what stands in the cells.
        (
            "<table><form><tr><td><input name=a></td></tr></form></table>",
            vec!["a"],
        ),
        (
            "<table><tr><form><td><input name=a></td></tr></table><input name=b></form><input name=c>",
            vec!["a b"],
        ),
        // A form in a form is none.
        (
            "<form><form><input name=a></form><input name=b></form>",
            vec!["a"],
        ),
        // Closed too early, within a block that is still open.
        (
            "<form><div></form><input name=a></div><input name=b>",
            vec!["a"],
        ),
        (
            "<form id=f><input name=a form=g></form><form id=g></form><input name=b form=f>",
            vec!["b", "a"],
        ),
        (
            "<form id=f><input name=a form=none><input name=b form></form>",
            vec![""],
        ),
        (
            "<div id=f></div><form id=f></form><input form=f name=a>",
            vec![""],
        ),
        ("<template><form><input name=a></form></template>", vec![]),
        (
            "<noscript><form><input name=a></form></noscript>",
            vec!["a"],
        ),
        (
            "<form><p><b><input name=a></p></form><input name=b>",
            vec!["a"],
        ),
    ] {
        let found: Vec<_> = names(html).iter().map(|n| n.join(" ")).collect();
        assert_eq!(found, expected, "{html}");
    }
    let page = page("<input name=a><form></form><textarea name=b></textarea>");
    let loose: Vec<_> = page.loose.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(loose, ["a", "b"]);
}

#[test]
fn a_control_is_labelled_by_what_a_person_would_take_for_it() {
    for (html, label, before, required) in [
        (
            "<label for=x>Your  <b>name</b>: *</label><input id=x name=a>",
            "Your name",
            "Your name",
            true,
        ),
        (
            "<label>Name (verplicht) <input name=a></label>",
            "Name",
            "Name",
            true,
        ),
        (
            "<label for=zz>Name <input name=a></label>",
            "Name",
            "Name",
            false,
        ),
        ("<input name=a aria-label='E-mail*'>", "E-mail", "", true),
        (
            "<i id=p>Your</i> <i id=q>name</i><input name=a aria-label=no aria-labelledby='p q'>",
            "Your name",
            "Your name",
            false,
        ),
        (
            "<table><tr><td>Name *</td><td><input name=a></td></tr></table>",
            "",
            "Name",
            true,
        ),
        (
            "<table><tr><th>Name</th><th>Mail</th></tr><tr><td></td><td><input name=a></td></tr></table>",
            "",
            "Mail",
            false,
        ),
        ("<dl><dt>Name<dd><input name=a></dl>", "", "Name", false),
        (
            "<p>We answer soon.</p><p>Name:<br><input name=a></p>",
            "",
            "Name",
            false,
        ),
        ("<p>Name <input name=b></p><input name=a>", "", "", false),
        (
            "Name (required)<input type=hidden name=z><input name=a>",
            "",
            "Name",
            true,
        ),
        (
            "<label>Nom (facultatif)<input name=a></label>",
            "Nom",
            "Nom",
            false,
        ),
        (
            "<label>Naam <select name=a><option>Heer</select></label>",
            "Naam",
            "Naam",
            false,
        ),
        (
            "<label>Feld Pflichtfeld<input name=a></label>",
            "Feld",
            "Feld",
            true,
        ),
        ("<input name=a required>", "", "", true),
        ("<input name=a aria-required=true>", "", "", true),
        (
            "<p><input type=checkbox name=a> I agree <a href=x>to all</a></p><p>No",
            "I agree to all",
            "",
            false,
        ),
    ] {
        let found = control(html, "a");
        assert_eq!(
            (found.label.as_str(), found.before.as_str(), found.required),
            (label, before, required),
            "{html}"
        );
    }
}

#[test]
fn what_a_person_does_not_see_is_told() {
    let sheet = "<style>/* x */ .hp{display:none} #off{position:absolute;left:-9999px} @media print{.p{display:none}}
        form .deep input[name=a]{opacity:0} .zero > input{width:0;height:0} .back{display:block!important}
        .clip{position:absolute;clip:rect(1px, 1px, 1px, 1px)} a:hover .p{display:none} @media screen{.s{visibility:hidden}}</style>";
    for (html, expected) in [
        ("<input name=a>", None),
        ("<input name=a type=hidden>", Some(Unseen::NotShown)),
        ("<input name=a hidden>", Some(Unseen::NotShown)),
        ("<div hidden><input name=a></div>", Some(Unseen::NotShown)),
        (
            "<div style='DISPLAY : none'><p><input name=a></div>",
            Some(Unseen::NotShown),
        ),
        (
            "<input name=a style='visibility:hidden'>",
            Some(Unseen::NotShown),
        ),
        (
            "<div style='visibility:hidden'><input name=a style='visibility:visible'></div>",
            None,
        ),
        ("<p class='x hp'><input name=a></p>", Some(Unseen::NotShown)),
        ("<p class='hp back'><input name=a></p>", None),
        ("<p class=hp style='display:block'><input name=a></p>", None),
        ("<p class=p><input name=a></p>", None),
        ("<p class=s><input name=a></p>", Some(Unseen::NotShown)),
        ("<p id=off><input name=a></p>", Some(Unseen::OffPage)),
        ("<p class=clip><input name=a></p>", Some(Unseen::OffPage)),
        ("<p class=zero><input name=a></p>", Some(Unseen::OffPage)),
        ("<p class=zero><b><input name=a></b></p>", None),
        (
            "<form><p class=deep><b><input name=a></b></p></form>",
            Some(Unseen::Transparent),
        ),
        (
            "<p aria-hidden=true><input name=a></p>",
            Some(Unseen::NotForPeople),
        ),
        ("<input name=a tabindex=-1>", Some(Unseen::NotForPeople)),
        ("<input name=a tabindex=0>", None),
        ("<noscript><input name=a></noscript>", None),
        // Dressed up: the label is pressed.
        (
            "<input type=checkbox id=x name=a style='opacity:0'><label for=x>I agree</label>",
            None,
        ),
        (
            "<input type=checkbox id=x name=a style='opacity:0'><label class=hp for=x>I agree</label>",
            Some(Unseen::Transparent),
        ),
        (
            "<label for=x>Leave empty</label><input id=x name=a style='opacity:0'>",
            Some(Unseen::Transparent),
        ),
    ] {
        assert_eq!(
            control(&format!("{sheet}{html}"), "a").unseen,
            expected,
            "{html}"
        );
    }
}

#[test]
fn a_list_says_what_is_chosen_from_the_start() {
    for (html, expected) in [
        ("<option>a<option>b", "a"),
        ("<option disabled>a<option>b", "b"),
        ("<option disabled selected>a<option>b", "a"),
        ("<option>a<option selected>b<option selected>c", "c"),
        (
            "<optgroup disabled label=g><option>a</optgroup><option>b",
            "b",
        ),
        ("<option disabled>a", ""),
    ] {
        let found = control(&format!("<form><select name=a>{html}</select>"), "a");
        let chosen: Vec<_> = found
            .choices
            .iter()
            .filter(|c| c.selected)
            .map(|c| c.value.as_str())
            .collect();
        assert_eq!(chosen.join(" "), expected, "{html}");
    }
    let found = control(
        "<select name=a multiple><option selected>x<option selected value>  y  z ",
        "a",
    );
    assert!(found.choices.iter().all(|c| c.selected));
    assert_eq!(
        (
            found.choices[1].value.as_str(),
            found.choices[1].label.as_str()
        ),
        ("", "y z")
    );
    let found = control("<select name=a size=2><option>x</select>", "a");
    assert!(!found.choices[0].selected);
    let found = control(
        "<select name=a><optgroup label=' G '><option label=L>x</optgroup><option>y</select>",
        "a",
    );
    assert_eq!(
        (
            found.choices[0].group.as_str(),
            found.choices[0].label.as_str(),
            found.choices[1].group.as_str()
        ),
        ("G", "L", "")
    );
}

#[test]
fn a_fieldset_disables_all_but_its_first_legend() {
    let html = "<fieldset disabled><legend><input name=a></legend><legend><input name=b></legend><input name=c>
        <fieldset><legend><input name=d></legend></fieldset></fieldset><fieldset><input name=e></fieldset>";
    let off = |name| control(html, name).disabled;
    assert_eq!(
        ["a", "b", "c", "d", "e"].map(off),
        [false, true, true, true, false]
    );
}

#[test]
fn a_form_says_where_and_how_it_goes() {
    let page = page(
        "<html lang=nl><base href=/en/><title> Contact  us </title><h2>Mail us</h2><meta http-equiv=refresh content='5; URL=\"x\"'>
        <form action=send method=POST enctype=multipart/form-data accept-charset=ISO-8859-1 id='1a' onsubmit=go()>
        <p>Hint<label>Name <input></label><button formaction=b formmethod=get>Go</button></form>
        <form method=put><input type=submit><input type=reset><button type=button>x</button></form>
        <a href='c#d'> More <b>help</b></a><iframe src=f></iframe><script src=s.js></script><script>run()</script>",
    );
    let form = &page.forms[0];
    assert_eq!(
        (form.method, form.action.as_deref(), form.enctype.as_str()),
        (Method::Post, Some("send"), "multipart/form-data")
    );
    assert_eq!(
        (form.charset.as_str(), form.scripted, form.heading.as_str()),
        ("iso-8859-1", true, "Mail us")
    );
    assert_eq!(
        (form.text.as_str(), form.selector.as_str()),
        ("Hint", "#\\31 a")
    );
    assert_eq!(
        form.controls[1].overrides,
        [Some("b".into()), Some("get".into()), None]
    );
    let second = &page.forms[1];
    assert_eq!(
        (second.method, second.controls[0].caption.as_str()),
        (Method::Get, "Submit")
    );
    let kinds: Vec<_> = second.controls.iter().map(|c| c.kind).collect();
    assert_eq!(
        kinds,
        [
            ControlKind::Submit,
            ControlKind::Button,
            ControlKind::Button
        ]
    );
    assert_eq!(
        (page.title.as_str(), page.language.as_str()),
        ("Contact us", "nl")
    );
    assert_eq!(page.links[0].address.as_str(), "https://shop.test/en/c#d");
    assert_eq!(page.links[0].text, "More help");
    assert_eq!(page.frames[0].path(), "/en/f");
    assert_eq!(page.scripts, ["https://shop.test/en/s.js", "run()"]);
    assert_eq!(page.refresh.unwrap().path(), "/en/x");
}

/// All controls of a page with their selectors, found again by another reader of CSS.
fn selectors_find(html: &str) {
    let page = page(html);
    let other = scraper::Html::parse_document(html);
    let all = page
        .forms
        .iter()
        .flat_map(|f| &f.controls)
        .chain(&page.loose);
    for control in all {
        let selector = scraper::Selector::parse(&control.selector).unwrap();
        let found: Vec<_> = other.select(&selector).collect();
        assert_eq!(found.len(), 1, "{} in {html}", control.selector);
        assert_eq!(
            found[0].value().attr("name").unwrap_or_default(),
            control.name
        );
    }
}

#[test]
fn a_selector_finds_its_control_alone() {
    selectors_find(
        "<form><input name=a><input name=a><p><input name='q\"\\x[1]'><input id='a b:c'></p><input id=d><input id=d></form>",
    );
}

#[test]
fn too_much_is_cut() {
    let many = |piece: &str, count: usize| piece.repeat(count);
    let counted = |head: &str, count: usize| {
        (0..count)
            .map(|n| format!("{head}{n}"))
            .collect::<Vec<_>>()
            .concat()
    };
    for (html, says) in [
        (many("<form><input name=a></form>", 100_000), "forms"),
        (
            many("<div>", 100_000) + "<form><input name=a></form>",
            "deep",
        ),
        (
            format!("<form><input {}></form>", counted(" a", 100_000)),
            "",
        ),
        (
            format!("<form><select name=a>{}", many("<option>x", 100_000)),
            "",
        ),
        (
            counted("<b a=", 3_000) + many("<p>x", 20_000).as_str(),
            "deep",
        ),
        (counted("<html a", 50_000), ""),
        (many("<table><td>", 20_000), "deep"),
        (
            many("<style>.a{display:none}", 1) + many("</style><i class=a>", 10).as_str(),
            "",
        ),
        (
            format!(
                "<style>{}</style>{}",
                many(".a .a .a{display:none}", 5_000),
                many("<i class=a>", 20_000)
            ),
            "style",
        ),
        (format!("<style>{}", many("@media{", 100_000)), ""),
        (many("<label>", 20_000) + "<input name=a>", ""),
        (many("<!-- <a ", 100_000), ""),
        (many("<a b=\"<", 100_000), ""),
        (many("x", 9 << 20), "large"),
    ] {
        let found = page(&html).problems.join(" ");
        let head: String = html.chars().take(40).collect();
        assert!(found.contains(says), "{head} {found:?}");
    }
}

proptest! {
    #[test]
    fn any_page_is_read(html in ".{0,300}") {
        let _ = page(&html);
    }

    #[test]
    fn any_tags_are_read_and_selectors_find(
        pieces in proptest::collection::vec(prop_oneof![
            Just("<form>"), Just("</form>"), Just("<table>"), Just("<tr>"), Just("<td>"), Just("</table>"), Just("<input name=a>"),
            Just("<input id=a>"), Just("<select name=b><option>x"), Just("</select>"), Just("<div>"), Just("</div>"), Just("<p>"), Just("<b>"),
            Just("</b>"), Just("<a>"), Just("<label>"), Just("</label>"), Just("text"), Just("<fieldset disabled>"), Just("<legend>"),
            Just("<textarea name=t>"), Just("</textarea>"), Just("<button>"), Just("<svg>"), Just("</svg>"), Just("<i style='left:"), Just("'>"),
            Just("<style>.a{"), Just("</style>"), Just("<!--"), Just("-->"),
        ], 0..40)
    ) {
        let html: String = pieces.concat();
        selectors_find(&html);
    }
}
