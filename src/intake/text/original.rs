//! Marks below which all is quoted: titles, header blocks, `type your reply above this line`.

use super::{same, starts_with};

/// Titles above a quoted or forwarded message.
const TITLES: &[&str] = &[
    "original message",
    "original appointment",
    "reply message",
    "forwarded message",
    "forwarded email",
    "original email",
    "begin forwarded message",
    "quoted message",
    "replied message",
    "oorspronkelijk bericht",
    "origineel bericht",
    "oorspronkelijke bericht",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "oorspronkelijke e-mail",
    "originele bericht",
    "message d'origine",
    "message d’origine",
    "message original",
    "message transféré",
    "e-mail d'origine",
    "message initial",
    "début du message réexpédié",
    "début du message transféré",
    "courriel original",
    "message précédent",
    "ursprüngliche nachricht",
    "urspruengliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "original nachricht",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "ursprüngliche e-mail",
    "ursprüngliche mail",
    "originalmail",
    "ursprünglicher text",
    "mensaje original",
    "mensaje reenviado",
    "messaggio originale",
    "messaggio inoltrato",
    "mensagem original",
    "alkuperäinen viesti",
    "oprindelig meddelelse",
    "opprinnelig melding",
    "ursprungligt meddelande",
    "vidarebefordrat meddelande",
    "videresendt meddelelse",
    "wiadomość oryginalna",
    "wiadomość przekazana dalej",
    "původní zpráva",
    "eredeti üzenet",
    "исходное сообщение",
    "пересланное сообщение",
    "orijinal mesaj",
    "原始邮件",
    "转发邮件",
];

/// How many lines make up a mark below which all is quoted, at the start of these. `own` says whether
/// words of the sender stand above.
pub(super) fn original(lines: &[&str], own: bool) -> Option<usize> {
    let line = lines[0];
    if line.len() > 300 {
        return None;
    }
    let sign = |c: char| {
        matches!(
            c,
            '-' | '_' | '*' | '=' | '#' | ' ' | ':' | '>' | '\t' | '–' | '—'
        )
    };
    let bare = line.trim_matches(sign);
    let framed = line.len() >= bare.len() + 2 || line.ends_with(':');
    if framed && bare.len() < 60 {
        let lower = bare.to_lowercase();
        if TITLES.contains(&lower.as_str()) || lower.starts_with("original message processed") {
            return Some(1 + header_block(&lines[1..]).unwrap_or(0));
        }
        // A title in another language, told by what stands below it.
        if line.starts_with("---")
            && line.ends_with("---")
            && let Some(length) = header_block(&lines[1..])
        {
            return Some(1 + length);
        }
    }
    if is_reply_mark(bare) {
        return Some(1);
    }
    header_block(lines).or_else(|| (own && is_sender_alone(lines)).then_some(1))
}

/// `Type your reply above this line` in its forms.
fn is_reply_mark(bare: &str) -> bool {
    const MARKS: &[&str] = &[
        "above this line",
        "above the line",
        "write above the dotted line",
        "above this text",
        "above this email",
        "above --",
        "all text above this",
        "boven deze lijn",
        "boven deze regel",
        "boven deze streep",
        "boven deze tekst",
        "au-dessus de cette ligne",
        "au dessus de cette ligne",
        "ci-dessus de cette ligne",
        "oberhalb dieser linie",
        "oberhalb dieser zeile",
        "über dieser linie",
        "über dieser zeile",
        "über diese zeile",
        "über diese linie",
        "oberhalb dieses textes",
    ];
    if !(10..140).contains(&bare.len()) {
        return false;
    }
    // Each mark has one of these words; most lines have none.
    let told = bare.as_bytes().split(|b| *b == b' ').any(|word| {
        let is = |known: &[u8]| {
            let start = word.get(..known.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(known))
        };
        match word.first().map_or(0, u8::to_ascii_lowercase) {
            b'a' => is(b"above") || is(b"au") && word.len() == 2,
            b'b' => is(b"boven"),
            b'c' => is(b"ci-dessus"),
            b'o' => is(b"oberhalb"),
            0xc3 => is("über".as_bytes()) || is("Über".as_bytes()),
            _ => false,
        }
    });
    told && MARKS.iter().any(|mark| contains(bare, mark))
}

/// Whether a text holds some words, letter case aside.
fn contains(text: &str, words: &str) -> bool {
    let first = words.as_bytes()[0];
    text.char_indices()
        .filter(|(at, _)| text.as_bytes()[*at].eq_ignore_ascii_case(&first) || first >= 0x80)
        .any(|(at, _)| starts_with(&text[at..], words))
}

/// `From: anna@shop.test` by itself below a blank line, as short header blocks are.
fn is_sender_alone(lines: &[&str]) -> bool {
    let Some((label, value)) = lines[0].split_once(':') else {
        return false;
    };
    let value = value.trim();
    let address = value.rsplit([' ', '\t']).next().unwrap_or_default();
    FROM.iter().any(|l| same(label.trim_matches(['*', ' ']), l))
        && value.split_whitespace().count() <= 5
        && address.trim_matches(['<', '>']).split('@').count() == 2
        && lines.get(1).is_none_or(|l| l.is_empty())
}

/// Labels of the header block that Outlook and others put above what they quote: sender first,
/// then date, receiver, copy, subject.
const FROM: &[&str] = &[
    "from",
    "van",
    "de",
    "von",
    "da",
    "från",
    "fra",
    "expéditeur",
    "afzender",
    "absender",
    "remitente",
    "mittente",
    "od",
    "feladó",
    "от",
    "від",
    "lähettäjä",
    "từ",
    "kimden",
    "gönderen",
    "发件人",
    "寄件者",
    "差出人",
    "από",
    "de la",
    "odesílatel",
    "odosielateľ",
    "envoyé par",
    "saatja",
    "nuo",
    "no",
];
const OTHERS: &[&str] = &[
    "sent",
    "date",
    "to",
    "cc",
    "bcc",
    "subject",
    "reply-to",
    "importance",
    "attachments",
    "sent on",
    "verzonden",
    "datum",
    "aan",
    "onderwerp",
    "bijlagen",
    "antwoord aan",
    "prioriteit",
    "envoyé",
    "envoye",
    "date d'envoi",
    "à",
    "a",
    "pour",
    "objet",
    "sujet",
    "destinataire",
    "copie",
    "répondre à",
    "envoyé le",
    "pièces jointes",
    "gesendet",
    "an",
    "betreff",
    "kopie",
    "antwort an",
    "gesendet am",
    "anlagen",
    "wichtigkeit",
    "enviado",
    "para",
    "asunto",
    "assunto",
    "fecha",
    "data",
    "inviato",
    "oggetto",
    "skickat",
    "till",
    "ämne",
    "sendt",
    "til",
    "emne",
    "dato",
    "kopia",
    "wysłano",
    "do",
    "temat",
    "dw",
    "elküldve",
    "címzett",
    "tárgy",
    "dátum",
    "odesláno",
    "komu",
    "předmět",
    "odoslané",
    "predmet",
    "отправлено",
    "кому",
    "тема",
    "дата",
    "надіслано",
    "lähetetty",
    "vastaanottaja",
    "aihe",
    "päivä",
    "pvm",
    "gửi",
    "đã gửi",
    "tới",
    "đến",
    "chủ đề",
    "ngày",
    "kime",
    "konu",
    "tarih",
    "gönderildi",
    "发送时间",
    "收件人",
    "抄送",
    "主题",
    "日期",
    "寄件日期",
    "收件者",
    "主旨",
    "送信日時",
    "宛先",
    "件名",
    "日付",
    "προς",
    "θέμα",
    "ημερομηνία",
    "trimis",
    "către",
    "subiect",
];

/// How many lines a header block at the start of these takes up.
fn header_block(lines: &[&str]) -> Option<usize> {
    let blank = lines.iter().take(3).take_while(|l| l.is_empty()).count();
    let first = lines.get(blank).and_then(|l| label(l))?;
    if !is_one_of(FROM, first) {
        if !is_one_of(OTHERS, first) {
            return None;
        }
        // Hotmail's begins with the date, others with the subject; the sender must be in it.
        let next = lines.get(blank + 1).and_then(|l| label(l));
        let dated = matches!(first.len(), 4)
            && (same(first, "date") || same(first, "sent"))
            && lines[blank].bytes().filter(u8::is_ascii_digit).count() >= 5;
        let addressed =
            next.is_some_and(|l| is_one_of(FROM, l) || same(l, "to") || same(l, "subject"));
        if dated && addressed {
            return Some(blank + 2);
        }
        let block = lines[blank..].iter().take(6).map_while(|l| label(l));
        let sender = block.clone().position(|l| is_one_of(FROM, l))?;
        let known = block.filter(|l| is_one_of(OTHERS, l)).count();
        return (sender >= 1 && known >= 2).then_some(blank + sender + 1);
    }
    // All on one line, as flattened HTML has it.
    let line = lines[blank];
    if line.contains('@')
        && line.bytes().filter(u8::is_ascii_digit).count() >= 5
        && [
            " Date:",
            " Sent:",
            " Datum:",
            " Verzonden:",
            " Gesendet:",
            " Envoyé :",
        ]
        .iter()
        .any(|l| line.contains(l))
    {
        return Some(blank + 1);
    }
    let (mut length, mut others, mut gap) = (blank + 1, 0, 0);
    for (n, line) in lines.iter().enumerate().skip(blank + 1).take(14) {
        #[cfg(test)]
        super::work::count();
        if label(line).is_some_and(|l| is_one_of(OTHERS, l)) {
            others += 1;
            length = n + 1;
            gap = 0;
        } else {
            // A folded address line, or the blank lines of rendered HTML.
            gap += 1;
            if gap > 2 {
                break;
            }
        }
    }
    (others >= 2).then_some(length)
}

fn is_one_of(labels: &[&str], label: &str) -> bool {
    labels.iter().any(|l| same(label, l))
}

fn label(line: &str) -> Option<&str> {
    let line = line.trim_start_matches([' ', '*', '\t']);
    let end = line.bytes().take(40).position(|b| b == b':').or_else(|| {
        line.char_indices()
            .take(12)
            .find(|(_, c)| *c == '：')
            .map(|(at, _)| at)
    })?;
    let label = line[..end].trim_matches(['*', ' ', '\t', '\u{a0}']);
    (!label.is_empty() && label.chars().count() <= 16).then_some(label)
}
