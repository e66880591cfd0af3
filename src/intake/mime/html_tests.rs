use super::Rendered;

fn to_text(html: &str) -> String {
    super::to_text(html).text
}

#[test]
fn blocks_become_lines_and_entities_characters() {
    let html = "<html><head><style>p{x}</style><title>t</title></head><body><p>Dear&nbsp;Anna,</p>\n<p>caf&eacute; &amp; 5&nbsp;&euro;<br>next &#x27;a&#39; 1 < 2</p><ul><li>one<li>two</ul><!-- no --></body>";
    assert_eq!(
        to_text(html),
        "Dear Anna,\n\ncafé & 5 €\nnext 'a' 1 < 2\n\n- one\n- two\n"
    );
}

#[test]
fn quotes_signatures_and_hidden_text_are_marked() {
    let html = "<div style=\"display: none\">peek<div>a</div></div><div>Yes.</div><div class=\"gmail_signature\">Jo</div><div class=\"gmail_quote\"><div>On Monday wrote:</div><blockquote>old<div>older</div></blockquote></div><div>inline</div><div id=\"divRplyFwdMsg\">From: x</div>";
    assert_eq!(
        to_text(html),
        "Yes.\n-- \nJo\n> On Monday wrote:\n>\n> old\n> older\n\ninline\n-----Original Message-----\nFrom: x\n"
    );
}

#[test]
fn unclosed_things_end_with_the_text() {
    assert_eq!(to_text("a<script>b"), "a\n");
    assert_eq!(to_text("a<!-- b"), "a\n");
    assert_eq!(to_text("a <b"), "a <b\n");
    let hostile = "<a".repeat(200_000);
    assert_eq!(to_text(&hostile).len(), hostile.len() + 1);
}

#[test]
fn an_answer_between_quotes_is_no_quote() {
    let gmail = "<div>See below.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">On 5 Nov 2026 Anna wrote:<br></div><blockquote class=\"gmail_quote\">Open?<blockquote>older</blockquote>still</blockquote><div>Yes.</div><blockquote class=\"gmail_quote\">Late?</blockquote><div>No.</div></div>";
    assert_eq!(
        to_text(gmail),
        "See below.\n> On 5 Nov 2026 Anna wrote:\n>\n> Open?\n>\n> older\n>\n> still\n\nYes.\n>\n> Late?\n\nNo.\n"
    );
    let forwarded = "<div class=\"gmail_quote\"><div class=\"gmail_attr\">---------- Forwarded message ---------<br>From: x</div><p>Yes.</p></div>";
    assert_eq!(
        to_text(forwarded),
        "---------- Forwarded message ---------\nFrom: x\n\nYes.\n"
    );
}

#[test]
fn a_blockquote_above_the_marked_one_is_the_writers_own() {
    let marked = "<p>Our terms say:</p><blockquote>Free <p>from 50</p></blockquote><p>Jo</p><blockquote type=cite>Is it?</blockquote>";
    assert_eq!(
        to_text(marked),
        "Our terms say:\n\nFree\n\nfrom 50\n\nJo\n>\n> Is it?\n"
    );
    assert_eq!(to_text("a<blockquote>b</blockquote>"), "a\n>\n> b\n");
}

#[test]
fn what_nobody_sees_is_left_out() {
    let html = "<div class=\"preheader\">peek</div><div style=\"max-height: 0px; overflow:hidden\">peek</div><div style=\"max-height:0.5em\">a</div><div style=\"opacity:0.9\">b</div><span style=\"opacity: 0\">peek</span>c";
    assert_eq!(to_text(html), "a\nb\nc\n");
}

#[test]
fn outlooks_line_is_a_mark_and_a_templates_is_not() {
    for style in [
        "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm",
        "border-top: 1pt solid rgb(225, 225, 225); padding: 3pt 0in 0in;",
    ] {
        let html = format!("Yes.<div style='{style}'>From: x</div>");
        assert_eq!(
            to_text(&html),
            "Yes.\n-----Original Message-----\nFrom: x\n"
        );
    }
    assert_eq!(
        to_text("<div style='border-top:solid #e1e1e1 1px;padding:20px'>Yes.</div>"),
        "Yes.\n"
    );
}

#[test]
fn links_are_kept_with_the_line_of_their_words() {
    let Rendered { text, links } = super::to_text(
        "<a href=\"https://shop.test/logo\"><img></a><p>See <A class=x HREF='https://shop.test/?a=1&amp;b=2'>here</a> or <a href=mailto:x@y.test>mail</a></p><p>x</p><a href=https://shop.test/b>b</a>",
    );
    assert_eq!(text, "See here or mail\n\nx\n\nb\n");
    let own = |n, link: &str| (n, link.to_owned());
    assert_eq!(
        links,
        [
            own(0, "https://shop.test/?a=1&b=2"),
            own(4, "https://shop.test/b")
        ]
    );
}

#[test]
fn every_listed_word_is_seen() {
    use super::{HIDDEN, ORIGINAL, QUOTED, SIGNATURE, stems};
    for word in [HIDDEN, ORIGINAL, QUOTED, SIGNATURE].concat() {
        assert!(stems(word.as_bytes()).0, "{word}");
    }
}

#[test]
fn hostile_nesting_costs_no_more_than_its_bytes() {
    for piece in [
        "<blockquote>",
        "<div class=gmail_quote>",
        "<blockquote></blockquote>",
        "<a href=x>",
        "<p>a:<blockquote>b</blockquote>",
    ] {
        let (one, two) = (piece.repeat(10_000), piece.repeat(20_000));
        assert!(
            to_text(&two).len() <= 2 * to_text(&one).len() + 100,
            "{piece}"
        );
    }
}
