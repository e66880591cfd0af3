#!/bin/sh
# Foreign clients against a running sandbox: smtplib and imaplib, curl, mbsync (Debian's isync).
#
#     foreign.sh SMTP_PORT IMAP_PORT PASSWORD STUDY_DIR
#
# Ends with a status other than 0 when anything differs from what must be.
set -eu

if [ $# -ne 4 ]; then
    echo "usage: $0 SMTP_PORT IMAP_PORT PASSWORD STUDY_DIR" >&2
    exit 2
fi
smtp=$1 imap=$2 password=$3 study=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

fail() {
    echo "foreign.sh: $1" >&2
    exit 1
}

python3 "$here/foreign.py" "$smtp" "$imap" "$password" "$study"

# curl: sends a message to ourselves, and gets the very same text back.
me=$(sed -n 's/^ *email *= *"\([^"]*@[^"]*\)".*/\1/p' "$study/study.toml" | head -n 1)
[ -n "$me" ] || fail "no persona's address in study.toml"
mark="curl-$$-$(date +%s)"
printf 'From: <%s>\r\nTo: <%s>\r\nSubject: %s\r\n\r\n.a line with a dot\r\nlast line\r\n' "$me" "$me" "$mark" >"$work/mail"
curl --silent --show-error --max-time 20 --url "smtp://127.0.0.1:$smtp" --user "shopper:$password" \
    --mail-from "$me" --mail-rcpt "$me" --upload-file "$work/mail" || fail "curl cannot send"
curl --silent --max-time 20 --url "smtp://127.0.0.1:$smtp" --user "shopper:wrong$password" \
    --mail-from "$me" --mail-rcpt "$me" --upload-file "$work/mail" && fail "curl sent with a wrong password"
number=$(curl --silent --show-error --max-time 20 --user "shopper:$password" \
    --url "imap://127.0.0.1:$imap/INBOX" --request "UID SEARCH SUBJECT $mark" |
    tr -d '\r' | sed -n 's/^\* SEARCH //p' | head -n 1)
[ -n "$number" ] || fail "curl does not find what it sent"
curl --silent --show-error --max-time 20 --user "shopper:$password" \
    --url "imap://127.0.0.1:$imap/INBOX;UID=$number" >"$work/back" || fail "curl cannot fetch"
tail -c "$(wc -c <"$work/mail")" "$work/back" | cmp -s - "$work/mail" || fail "curl gets another text back than it sent"
curl --silent --show-error --max-time 20 --user "shopper:$password" --url "imap://127.0.0.1:$imap/" |
    grep -q 'LIST.*Junk' || fail "curl does not list Junk"
echo "foreign.sh: curl sends, finds and fetches"

# mbsync: copies both mailboxes, then finds nothing new, then carries a flag back.
mkdir "$work/mail.d"
cat >"$work/mbsyncrc" <<RC
IMAPAccount sandbox
Host 127.0.0.1
Port $imap
User shopper
Pass "$password"
SSLType None
AuthMechs *

IMAPStore far
Account sandbox

MaildirStore near
Path $work/mail.d/
Inbox $work/mail.d/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns INBOX Junk
Create Near
Sync All
SyncState *
CopyArrivalDate yes
RC
total() {
    curl --silent --max-time 20 --user "shopper:$password" --url "imap://127.0.0.1:$imap/" \
        --request "STATUS $1 (MESSAGES)" | tr -d '\r' | sed -n 's/.*MESSAGES \([0-9]*\).*/\1/p'
}
copied() {
    find "$work/mail.d/$1/cur" "$work/mail.d/$1/new" -type f | wc -l
}
sync() {
    mbsync --quiet --config "$work/mbsyncrc" all >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        fail "mbsync"
    }
}
sync
for mailbox in INBOX Junk; do
    [ "$(copied $mailbox)" -eq "$(total $mailbox)" ] ||
        fail "mbsync copies $(copied $mailbox) of $(total $mailbox) messages of $mailbox"
done
before=$(copied INBOX)
[ "$before" -gt 0 ] || fail "INBOX is empty"
sync
[ "$(copied INBOX)" -ge "$before" ] || fail "mbsync loses messages the second time"
one=$(find "$work/mail.d/INBOX/cur" "$work/mail.d/INBOX/new" -type f | head -n 1)
base=$(basename "$one")
mv "$one" "$work/mail.d/INBOX/cur/${base%%:2,*}:2,FS"
sync
curl --silent --max-time 20 --user "shopper:$password" --url "imap://127.0.0.1:$imap/INBOX" \
    --request "SEARCH FLAGGED SEEN" | tr -d '\r' | grep -q '^\* SEARCH [0-9]' || fail "mbsync's flag does not arrive"
echo "foreign.sh: mbsync copies $before messages of INBOX, and carries flags back"
