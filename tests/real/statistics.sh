#!/bin/sh
# Compares our statistics with R's survival and survey (Debian packages r-cran-survival and r-cran-survey), and with
# Python's scipy and statsmodels, which are installed into an environment of their own.
#
#   tests/real/statistics.sh [PROGRAM]    PROGRAM is the bench target `statistics`; it is built when none is given
#
# STATISTICS_VENV names the environment, so that a second run need not install it again.
set -eu
cd "$(dirname "$0")/../.."

venv=${STATISTICS_VENV:-${TMPDIR:-/tmp}/shopper-statistics}
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import scipy, statsmodels' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'scipy==1.*' 'statsmodels==0.*'
fi

if [ $# -gt 0 ]; then
    "$venv/bin/python" -B tests/real/statistics.py "$1"
else
    "$venv/bin/python" -B tests/real/statistics.py cargo bench --locked --quiet --profile dev --bench statistics
fi
