//! Whole messages, from bytes to the sender's own words.

use super::super::mime::Mail;
use super::{Body, body, work};

fn read(ctype: &str, text: &str) -> Body {
    let raw =
        format!("From: Acme <help@acme.test>\nContent-Type: {ctype}; charset=utf-8\n\n{text}");
    body(&Mail::parse(raw.as_bytes()), "help@acme.test")
}

#[test]
fn answers_of_mail_programs_in_html_are_cut_to_their_words() {
    for html in [
        "<div>Oui, c'est gratuit.</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">Le jeu. 5 nov. 2026 à 10:00, Anna &lt;<a href=\"mailto:a@b.test\">a@b.test</a>&gt; a écrit :<br></div><blockquote class=\"gmail_quote\"><a href=\"https://old.test\">Est-ce gratuit ?</a></blockquote></div>",
        "<div class=WordSection1><p>Oui, c'est gratuit.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p><b>De :</b> Anna<br><b>Envoyé :</b> jeudi<br><b>À :</b> nous<br><b>Objet :</b> x</p></div><p>Est-ce gratuit ?</p></div>",
        "<div>Oui, c'est gratuit.</div><div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>De :</b> Anna</div><div>Est-ce gratuit ?</div>",
        "<div>Oui, c'est gratuit.</div><div><br><blockquote type=\"cite\"><div>Le 5 nov. 2026, Anna a écrit :</div><div>Est-ce gratuit ?</div></blockquote></div>",
        "<p>Oui, c'est gratuit.</p><div class=\"moz-cite-prefix\">Le 05/11/2026 à 10:00, Anna a écrit :<br></div><blockquote type=\"cite\">Est-ce gratuit ?</blockquote>",
        "<div>Oui, c'est gratuit.</div><div id=\"yahoo_quoted_1\" class=\"yahoo_quoted\"><div>Le jeudi 5 novembre 2026, Anna a écrit :</div><div>Est-ce gratuit ?</div></div>",
        "<div>Oui, c'est gratuit.</div><div class=\"protonmail_quote\">Le jeudi, Anna a écrit :<br><blockquote class=\"protonmail_quote\" type=\"cite\">Est-ce gratuit ?</blockquote></div>",
        "<div class=\"preheader\">Vite</div><div>Oui, c'est gratuit.</div><div id=\"ms-outlook-mobile-signature\">Télécharger Outlook pour iOS</div><hr><div><b>De :</b> Anna<br><b>Date :</b> 5<br><b>Objet :</b> x</div>Est-ce gratuit ?",
    ] {
        assert_eq!(read("text/html", html).own, "Oui, c'est gratuit.", "{html}");
    }
}

#[test]
fn an_answer_between_the_quotes_of_html_stays() {
    let html = "<div>Siehe unten.</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">Am Do., 5. Nov. 2026 um 10:00 Uhr schrieb Anna &lt;a@b.test&gt;:</div><blockquote class=\"gmail_quote\">Offen?</blockquote><div>Ja.</div><blockquote class=\"gmail_quote\">Sonntags?</blockquote><div>Nein.</div></div>";
    assert_eq!(read("text/html", html).own, "Siehe unten.\n\nJa.\n\nNein.");
}

#[test]
fn helpdesk_mail_is_cut_to_the_agents_words() {
    for text in [
        "##- Please type your reply above this line -##\n\nYour request (1234) has been updated.\n\nEmma (Acme)\nNov 5, 2026, 10:12 GMT\n\nYes, it is free.\n\nKind regards,\nEmma\n\nHow would you rate my help?\nGood Bad\n\n[ABC123-D4E5]",
        "Yes, it is free.\n\nKind regards,\nEmma Stone\nCustomer Care\nAcme Ltd\nT 020 123 4567\n\nFollow us on Facebook\nAcme Ltd, registered in England 123\nThis email and any attachments are confidential.",
        "Yes, it is free.\n\nKind regards,\nEmma\n\nTicket ID: 123\nView this ticket: https://acme.test/t/123\nPowered by Zendesk",
    ] {
        let read = read("text/plain", text);
        assert_eq!(read.own, "Yes, it is free.\n\nKind regards,", "{text}");
        assert!(read.signed, "{text}");
        assert!(read.links.is_empty(), "{text}: {:?}", read.links);
        assert!(read.whole.contains("Kind regards"), "the full body stays");
    }
}

#[test]
fn links_of_the_own_words_are_kept_and_those_around_are_not() {
    let html = "<a href=\"https://acme.test/logo\"><img></a><p>Ja, zie <a href=\"https://acme.test/r?a=1&amp;b=2\">retourneren</a> of https://acme.test/b.</p><p>Met vriendelijke groet,<br>Jan<br><a href=\"https://acme.test\">Acme</a></p><p><a href=\"https://social.test\">Facebook</a></p><blockquote type=cite><a href=\"https://old.test\">oud</a></blockquote>";
    assert_eq!(
        read("text/html", html).links,
        ["https://acme.test/r?a=1&b=2", "https://acme.test/b"]
    );
    let both = "--b\nContent-Type: text/plain\n\nSee our return policy.\n\nRegards,\nEmma\n--b\nContent-Type: text/html\n\n<p>See our <a href=\"https://acme.test/r\">return policy</a>.</p><a href=\"https://social.test\">Like us</a>\n--b--\n";
    assert_eq!(
        read("multipart/alternative; boundary=b", both).links,
        ["https://acme.test/r"]
    );
}

/// Marks that fail at their end, signatures that never come: twice the text is twice the work.
#[test]
fn hostile_text_costs_no_more_than_its_lines() {
    for line in [
        "On 5 Nov 2026 at 10:00 Anna\n",
        "On 5 Nov 2026 10:00\n\n",
        "On 5 Nov 2026 10:00 <\n\n\n@\n",
        "From: a\n",
        "From: a\nDate: 5\nx\n",
        "----- a -----\n",
        "thanks\n",
        "---\n",
        "> a\nb:\n",
        "\n\nprivacy\n",
        "please a. \n",
    ] {
        let cost = |n: usize| work::of(|| drop(read("text/plain", &line.repeat(n))));
        let (one, two) = (cost(1_000), cost(2_000));
        assert!(two <= 2 * one + 50, "{line:?}: {one}, then {two}");
        assert!(one <= 30 * 1_000 * line.lines().count(), "{line:?}: {one}");
    }
}
