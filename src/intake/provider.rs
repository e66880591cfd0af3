//! The id under which a provider sent our message on.

/// Reads the id out of the SMTP final reply to a message: Postfix's queue id, the Message-ID that
/// SES puts in place of ours, Gmail's and Exchange's. A reply or a bounce may refer to it. `None`
/// when the reply names none.
#[must_use]
pub fn provider_id(reply: &str) -> Option<String> {
    let reply = &reply[..reply.floor_char_boundary(2_000)];
    // Exchange: `<id@host> [InternalId=..] Queued mail for delivery`
    if let Some((_, rest)) = reply.split_once('<')
        && let Some((id, _)) = rest.split_once('>')
        && id.contains('@')
    {
        return usable(id);
    }
    let words: Vec<&str> = reply
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
        .collect();
    // Postfix `queued as X`, Exim `id=X`, Sendmail `X Message accepted`, OpenSMTPD `X Message accepted`.
    for (n, word) in words.iter().enumerate() {
        let lower = word.to_ascii_lowercase();
        if lower == "as" && n > 0 && words[n - 1].eq_ignore_ascii_case("queued") {
            return words.get(n + 1).and_then(|id| usable(id));
        }
        if let Some(id) = lower.starts_with("id=").then(|| &word[3..]) {
            return usable(id);
        }
    }
    // Gmail ends its reply in `- gsmtp`; the id stands before that.
    let end = match words.as_slice() {
        [.., "-", mark] if mark.eq_ignore_ascii_case("gsmtp") => words.len() - 2,
        _ => words.len(),
    };
    words[..end]
        .iter()
        .rev()
        .find(|w| w.len() >= 10 && w.bytes().any(|b| b.is_ascii_digit()) && !w.contains('='))
        .and_then(|id| usable(id))
}

fn usable(id: &str) -> Option<String> {
    let id = id.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    (id.len() >= 6 && id.len() <= 250 && id.is_ascii()).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::provider_id;

    #[test]
    fn the_ids_of_common_servers_are_found() {
        for (reply, id) in [
            ("250 2.0.0 Ok: queued as 4ABCD12345", Some("4ABCD12345")),
            (
                "250 Ok 010201899f3e1c2d-0aa1b2c3-d4e5-6789-abcd-ef0123456789-000000",
                Some("010201899f3e1c2d-0aa1b2c3-d4e5-6789-abcd-ef0123456789-000000"),
            ),
            (
                "2.0.0 OK  1793610123 5b1f17b1804b1-47a-gsmtp.12si1 - gsmtp",
                Some("5b1f17b1804b1-47a-gsmtp.12si1"),
            ),
            (
                "250 2.6.0 <AM0PR01MB1234@AM0PR01MB1234.eurprd01.prod.outlook.com> [InternalId=1, Hostname=x] 9 bytes in 0.1 Queued mail for delivery",
                Some("AM0PR01MB1234@AM0PR01MB1234.eurprd01.prod.outlook.com"),
            ),
            ("250 OK id=1tABcd-000123-4X", Some("1tABcd-000123-4X")),
            (
                "2.0.0 4AB9s1Qx012345 Message accepted for delivery",
                Some("4AB9s1Qx012345"),
            ),
            ("250 Ok", None),
            ("250 2.0.0 Ok", None),
            ("", None),
        ] {
            assert_eq!(provider_id(reply).as_deref(), id, "{reply}");
        }
    }
}
