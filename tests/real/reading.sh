#!/bin/sh
# Reads a report's tables with the scripts that lie beside them, in R and in Python, and its workbook with openpyxl, which is
# installed with pandas, with Pillow for its pictures and with pyarrow for Parquet files, into an environment of its own.
#
#   tests/real/reading.sh DIR     DIR is a report
#
# READING_VENV names the environment, so that a second run need not install it again.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
venv=${READING_VENV:-${TMPDIR:-/tmp}/shopper-reading}
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import openpyxl, pandas, PIL, pyarrow' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'openpyxl==3.*' 'pandas>=2' pillow pyarrow
fi
exec "$venv/bin/python" -B "$here/reading.py" "$1"
