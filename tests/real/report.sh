#!/usr/bin/env bash
# A report as its readers have it: every figure derived again from the tables, the pages in Chromium under axe-core, and
# a study that tries to break it.
#
#   tests/real/report.sh DIR [--rare]     DIR is a report; with --rare one of rare sections, of which no copy is broken
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=/usr/bin/python3

if [ "${2:-}" = --rare ]; then
    "$python" -B "$here/traceable.py" "$1"
    "$python" -B "$here/pages.py" "$1"
    exit
fi
"$python" -B "$here/traceable.py" "$1" --prove
"$python" -B "$here/pages.py" "$1" --prove
"$python" -B "$here/hostile.py"
