//! What must hold for all inputs.

use super::{Register, Tie, examine, read};
use crate::model::TiedBy;
use proptest::prelude::*;

fn register() -> Register {
    Register::new((0..4u32).map(|n| Tie {
        enquiry: n,
        token: format!("k3abcdefg{}", n + 2),
        own_id: Some(format!("own{n}@shop.test")),
        provider_id: Some(format!("4ABCD1234{n}")),
        contact: Some(format!("help@company{n}.test")),
        subject: format!("Question number {n}"),
        ..Tie::default()
    }))
}

/// Pieces of mail, to be put together at random.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,30}",
        Just("\n".to_owned()),
        Just("\r".to_owned()),
        Just("\n\n".to_owned()),
        Just("Content-Type: multipart/mixed; boundary=b\n".to_owned()),
        Just("Content-Type: text/html; charset=x\n".to_owned()),
        Just("Content-Type: message/rfc822\n".to_owned()),
        Just("Content-Transfer-Encoding: base64\n".to_owned()),
        Just("Subject: =?utf-8?q?=C3?= =?x\n".to_owned()),
        Just("Received: by x for <a@b>; Mon, 99 Nov 2026 25:00:61 +9999\n".to_owned()),
        Just("--b\n".to_owned()),
        Just("--b--\n".to_owned()),
        Just("> On 5 Nov 2026 Anna wrote:\n".to_owned()),
        Just("From: a\nSent: b\nTo: c\nSubject: d\n".to_owned()),
        Just("<div><blockquote>&eacute;&#x0;&#99999999;".to_owned()),
        Just("thank you for contacting us , é ß İ\n".to_owned()),
        Just("\u{0}\u{feff}\u{a0}".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read(raw in prop::collection::vec(any::<u8>(), 0..600)) {
        let response = read(&raw, None, &[], &register());
        prop_assert!(response.evidence.len() <= 24);
    }

    #[test]
    fn any_mail_is_read_alike_whatever_its_line_ends(pieces in prop::collection::vec(piece(), 0..24)) {
        let lf = pieces.concat().replace('\r', "");
        let reading = examine(lf.as_bytes(), None, &[], None);
        prop_assert_eq!(&reading, &examine(lf.replace('\n', "\r\n").as_bytes(), None, &[], None));
        prop_assert_eq!(&reading, &examine(lf.replace('\n', "\r").as_bytes(), None, &[], None));
    }

    #[test]
    fn a_token_is_found_behind_any_wrapping(
        n in 0u32..4,
        upper in any::<bool>(),
        tag in "[0-9]{4}[a-f]{6}",
        wrap in 0..6,
        field in prop::sample::select(vec!["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"]),
    ) {
        let plain = format!("anna.reed+k3abcdefg{}", n + 2);
        let address = match wrap {
            0 => format!("{plain}@shop.test"),
            1 => format!("prvs={tag}={plain}@shop.test"),
            2 => format!("SRS0=ab12=TT=shop.test={plain}@forward.test"),
            3 => format!("SRS1=ab12=forward.test==cd34=TT=shop.test={plain}@other.test"),
            4 => format!("btv1=={tag}=={plain}@shop.test"),
            _ => format!("bounces+17-{plain}=shop.test@list.test"),
        };
        let address = if upper { address.to_uppercase() } else { address };
        let raw = format!("From: agent@helpdesk.test\n{field}: \"Anna\" <{address}>\n\nYes, we do.\n");
        let response = read(raw.as_bytes(), None, &[], &register());
        prop_assert_eq!(response.enquiry, Some(n));
        prop_assert_eq!(response.tied_by, Some(TiedBy::AddressToken));
    }

    #[test]
    fn a_token_that_is_not_ours_is_never_tied(token in "[a-z2-7]{10}", place in 0..4) {
        prop_assume!(!token.starts_with("k3abcdefg"));
        let raw = match place {
            0 => format!("To: anna+{token}@shop.test\n\nYes.\n"),
            1 => format!("Subject: {token}\n\nYes.\n"),
            2 => format!("In-Reply-To: <{token}@shop.test>\n\nYes.\n"),
            _ => format!("Subject: x\n\nYes.\n> anna+{token}@shop.test\n"),
        };
        let response = read(raw.as_bytes(), None, &[], &register());
        prop_assert_eq!(response.enquiry, None);
    }

    #[test]
    fn a_token_copied_to_another_company_is_not_tied(n in 0u32..4, other in 0u32..4) {
        prop_assume!(n != other);
        let raw = format!("From: x@company{other}.test\nTo: anna+k3abcdefg{}@shop.test\n\nYes.\n", n + 2);
        let response = read(raw.as_bytes(), None, &[], &register());
        prop_assert_eq!(response.enquiry, None);
        prop_assert!(response.candidates.contains(&n));
    }
}
