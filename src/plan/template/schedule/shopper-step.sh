#!/bin/sh
# One step of a scheduled wave, for any scheduler: sends what is due, collects, reports, and lets the gate judge.
# Written by `shopper init --schedule`; yours to change.
#
# It may be run as often as you like: what was sent stands in the ledger (shopper.db) and is not sent again, and a
# second one at the same time is refused. Sending needs a lock (`shopper lock`): a new wave begins when a person
# has given it an id, looked at `shopper plan` and locked it, never by itself.
#
# Ends with 8 while the wave still collects; after the cut-off with 0 when the gate passed and with 99 when it did not.
# Anything else wants a person: 1 failed, 3 study files, 4 a login was refused.
#
# Arguments go to `shopper report`, such as --junit results.xml. SHOPPER names another program.
set -eu
cd "$(dirname "$0")"
shopper=${SHOPPER:-shopper}

code=0
"$shopper" --quiet status --exit-code >/dev/null || code=$?
case $code in
0) ;; # Over: nothing is sent any more.
8) "$shopper" --quiet send --yes ;;
*) exit "$code" ;;
esac
"$shopper" --quiet collect
exec "$shopper" --quiet report --fail-on error "$@"
