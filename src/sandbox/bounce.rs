//! The report of a mail server that could not deliver our message (RFC 3464).

use super::chance::Chance;
use super::compose::{Posted, Scene};
use super::conduct::BounceCause;
use super::mime::{Body, Mail, date_header, mailbox};

impl Scene<'_> {
    /// Composes the report; it comes from the null path, so that nobody answers it.
    pub(super) fn bounce(&self, cause: BounceCause, chance: &mut Chance) -> Posted {
        let (status, text) = match cause {
            BounceCause::NoSuchMailbox => (
                "5.1.1",
                "550 5.1.1 Recipient address rejected: User unknown in virtual mailbox table",
            ),
            BounceCause::MailboxFull => ("5.2.2", "552 5.2.2 Mailbox is full / over quota"),
        };
        let asked = self.asked;
        let (host, to, rcpt) = (&self.desk.host, &asked.return_path, &asked.sent_to);
        let explanation = format!(
            "This is the mail system at host {host}.\n\nI'm sorry to have to inform you that your message \
             could not\nbe delivered to one or more recipients. It's attached below.\n\n\
             <{rcpt}>: host mx.{domain} said: {text}",
            domain = self.domain,
        );
        let arrived = date_header(asked.at, 0);
        let report = format!(
            "Reporting-MTA: dns; {host}\nX-Postfix-Sender: rfc822; {to}\nArrival-Date: {arrived}\n\n\
             Final-Recipient: rfc822; {rcpt}\nOriginal-Recipient: rfc822;{rcpt}\nAction: failed\n\
             Status: {status}\nRemote-MTA: dns; mx.{domain}\nDiagnostic-Code: smtp; {text}",
            domain = self.domain,
        );
        let headers = format!(
            "Return-Path: <{to}>\nFrom: <{}>\nTo: <{rcpt}>\nSubject: {}\nMessage-ID: <{}>",
            asked.reply_to,
            if asked.subject.is_ascii() {
                asked.subject.as_str()
            } else {
                "(not shown)"
            },
            asked.message_id,
        );
        let boundary = format!(
            "{}.{}/{host}",
            chance.hex(10).to_uppercase(),
            self.at.as_second()
        );
        let daemon = format!("MAILER-DAEMON@{host}");
        let mail = Mail {
            headers: vec![
                ("From", mailbox("Mail Delivery System", &daemon)),
                ("To", to.clone()),
                ("Subject", "Undelivered Mail Returned to Sender".to_owned()),
                ("Date", self.date()),
                ("Message-ID", format!("<{}@{host}>", chance.hex(20))),
                ("Auto-Submitted", "auto-replied".to_owned()),
            ],
            body: Body::Report {
                explanation,
                status: report,
                headers,
                boundary,
            },
        };
        self.post("", to, mail, chance)
    }
}
