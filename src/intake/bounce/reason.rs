//! Why mail was not delivered: status, code and the words around them.

/// No more bytes than this are read of what a mail system says.
const SAID: usize = 8_000;
/// A reason is given in so many lines at most.
const LINES: usize = 4;

/// What a mail system itself says, without the copy of our message below it.
pub(super) fn said(text: &str) -> &str {
    let head = &text[..text.floor_char_boundary(SAID)];
    let mut at = 0;
    for line in head.split_inclusive('\n') {
        if at > 0 && begins_copy(line) {
            return &head[..at];
        }
        at += line.len();
    }
    head
}

/// Whether a line says that our own message follows, or is its first.
fn begins_copy(line: &str) -> bool {
    const OPENINGS: [&str; 37] = [
        "a summary of the undelivered message",
        "attachment is a copy",
        "begin message",
        "below is a copy",
        "below the next line is a copy",
        "below this line is a copy",
        "copie du message",
        "en-tete",
        "en-tête",
        "header of the source mail",
        "here is a copy of",
        "included is a copy",
        "kopie der nachricht",
        "mensaje original",
        "message d'origine",
        "message header",
        "message text follows",
        "old message",
        "oorspronkelijk bericht",
        "oorspronkelijke bericht",
        "original message",
        "original-nachricht",
        "originalnachricht",
        "received: from",
        "received: by",
        "return-path:",
        "returned mail",
        "start of returned message",
        "start of the returned message",
        "the header and top",
        "the header of the original message",
        "this is a copy of",
        "unsent message",
        "ursprüngliche nachricht",
        "x-original-to:",
        "your message reads",
        "the following is a copy",
    ];
    let line = line.trim_matches(|c: char| c.is_whitespace() || "-_=*|>".contains(c));
    let head = line[..line.floor_char_boundary(48)].to_lowercase();
    OPENINGS.iter().any(|opening| head.starts_with(opening))
}

/// Whether it may be over tomorrow: full mailboxes, retries that ran out, servers that are away.
/// `words` are in lower case.
pub(super) fn is_soft(status: Option<&str>, code: Option<u16>, words: &str) -> bool {
    const FULL: [&str; 18] = [
        "quota",
        "mailbox full",
        "mailbox is full",
        "mailfolder is full",
        "mail folder is full",
        "inbox is full",
        "inbox full",
        "space not enough",
        "not enough space",
        "too much mail",
        "insufficient storage",
        "insufficient system storage",
        "postfach ist voll",
        "postfach voll",
        "mailbox vol",
        "postvak vol",
        "boite pleine",
        "boîte pleine",
    ];
    const AWAY: [&str; 13] = [
        "connection refused",
        "connection timed out",
        "could not connect",
        "delivery time expired",
        "host not found, try again",
        "maximum delivery attempts",
        "not reachable within",
        "not responding",
        "operation timed out",
        "queue too long",
        "retry timeout",
        "temporarily",
        "temporary",
    ];
    let says = |list: &[&str]| list.iter().any(|w| words.contains(w));
    match status {
        Some(s) if s.starts_with('4') || s == "5.2.2" => true,
        // The address is wrong, whatever else is said.
        Some(s) if s.starts_with("5.1.") && s != "5.1.0" => false,
        Some(_) => says(&FULL),
        None => code.is_some_and(|c| c < 500) || says(&FULL) || code.is_none() && says(&AWAY),
    }
}

/// The first status of RFC 3463 in a field: `5.1.1`, standing by itself.
pub(super) fn status_in(text: &str) -> Option<String> {
    statuses(text).map(|(_, word)| word.to_owned()).next()
}

/// The first status in the words of a mail system; the number of a program's version is none.
pub(super) fn status_in_words(text: &str) -> Option<String> {
    let before = |at: usize| text[..at].trim_end_matches([' ', '\n']);
    let behind_code = |at: usize| {
        let text = before(at).trim_end_matches(['-', '#', '(']).trim_end();
        text.ends_with(|c: char| c.is_ascii_digit()) || text.ends_with("tatus:")
    };
    let named = |at: usize| {
        let text = before(at);
        !text.ends_with(char::is_alphabetic)
            || ["status", "error", "code", "dsn", "smtp"].iter().any(|w| {
                text.len() >= w.len()
                    && text.as_bytes()[text.len() - w.len()..].eq_ignore_ascii_case(w.as_bytes())
            })
    };
    statuses(text)
        .find(|(at, _)| behind_code(*at))
        .or_else(|| statuses(text).find(|(at, _)| named(*at)))
        .map(|(_, word)| word.to_owned())
}

/// All that look like a status, with their places.
fn statuses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
        .filter_map(move |word| {
            let start = at;
            at += word.len();
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            let trimmed = word.trim_start_matches('.');
            let start = start + word.len() - trimmed.len();
            let word = trimmed.trim_end_matches('.');
            let bytes = word.as_bytes();
            if !matches!(bytes, [b'4' | b'5', b'.', b'0'..=b'7', b'.', ..]) {
                return None;
            }
            let detail = &bytes[4..];
            let is_status =
                (1..=3).contains(&detail.len()) && detail.iter().all(u8::is_ascii_digit);
            is_status.then_some((start, word))
        })
}

/// The first SMTP reply code of a failure in a text.
pub(super) fn smtp_code(text: &str) -> Option<u16> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| w.len() == 3)
        .filter_map(|w| w.parse::<u16>().ok())
        .find(|n| matches!(n, 421 | 450..=455 | 500..=505 | 550..=556))
}

/// The words in which a mail system says why: the line with the other server's reply, else one that
/// names a cause, else what stands below the address. One line, no blanks in a row.
pub(super) fn reason(said: &str) -> Option<String> {
    let lines: Vec<&str> = said.lines().collect();
    let with_reply = |line: &&str| smtp_code(line).is_some() || status_in_words(line).is_some();
    let at = lines
        .iter()
        .position(with_reply)
        .or_else(|| lines.iter().position(|line| names_cause(line)))
        .or_else(|| {
            let address = |line: &&str| line.trim().starts_with('<') && line.trim().ends_with(">:");
            let next = lines.iter().position(address)? + 1;
            lines
                .get(next)
                .filter(|l| !l.trim().is_empty())
                .map(|_| next)
        })?;
    let words: Vec<&str> = lines[at..]
        .iter()
        .take(LINES)
        .take_while(|line| !line.trim().is_empty())
        .flat_map(|line| line.split_whitespace())
        .collect();
    Some(words.join(" "))
}

/// Whether a line names a cause, and not only that there was a failure or that a cause follows.
fn names_cause(line: &str) -> bool {
    const CAUSES: [&str; 65] = [
        "access denied",
        "account has been disabled",
        "bestaat niet",
        "blocked",
        "connection refused",
        "connection timed out",
        "could not find",
        "destinataire inconnu",
        "does not exist",
        "does not have",
        "doesn't have",
        "doesn't exist",
        "command died",
        "errmsg=",
        "error-text:",
        "exceeded",
        "exceeding",
        "existe pas",
        "existiert nicht",
        "failed because",
        "has not been collected",
        "host not found",
        "illegal",
        "inconnu",
        "invalid",
        "is full",
        "looping",
        "mailbox full",
        "message size",
        "maximum delivery attempts",
        "n'accepte",
        "name service error",
        "no longer",
        "no mailbox",
        "no matches",
        "no such",
        "no valid",
        "not a valid",
        "not accepting",
        "not been accepted",
        "not enough",
        "not exactly match",
        "not exist",
        "not known",
        "not listed",
        "not reachable",
        "not recognized",
        "not responding",
        "not valid",
        "nicht gefunden",
        "onbekend",
        "over quota",
        "permission denied",
        "pleine",
        "quota",
        "reason:",
        "rejected",
        "relay access",
        "relaying",
        "too large",
        "unbekannt",
        "unknown",
        "unavailable",
        "user not found",
        "wasn't found",
    ];
    let line = line.trim_end().to_lowercase();
    !line.ends_with(':') && CAUSES.iter().any(|cause| line.contains(cause))
}
