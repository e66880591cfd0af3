#!/usr/bin/env bash
# A report as its readers have it: every figure derived again from the tables, the pages in Chromium under axe-core, and
# a study that tries to break it.
#
#   tests/real/report.sh DIR     DIR is a report
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=/usr/bin/python3

"$python" -B "$here/traceable.py" "$1" --prove
"$python" -B "$here/pages.py" "$1" --prove
"$python" -B "$here/hostile.py"
