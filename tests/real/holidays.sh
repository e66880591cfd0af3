#!/bin/sh
# Holds the public holidays that the program computes by rule against those of PyPI's holidays, which is installed
# into an environment of its own.
#
#   tests/real/holidays.sh [PROGRAM]    PROGRAM is the bench target `holidays`; it is built when none is given
#
# HOLIDAYS_VENV names the environment, so that a second run need not install it again.
set -eu
cd "$(dirname "$0")/../.."

venv=${HOLIDAYS_VENV:-${TMPDIR:-/tmp}/shopper-holidays}
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import holidays' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'holidays==0.109'
fi

days=$(mktemp)
trap 'rm -f "$days"' EXIT
if [ $# -gt 0 ]; then
    "$1" >"$days"
else
    cargo bench --locked --quiet --profile dev --bench holidays >"$days"
fi
"$venv/bin/python" -B tests/real/public_holidays.py <"$days"
