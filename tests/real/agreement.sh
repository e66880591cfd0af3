#!/bin/sh
# Compares our kappa and alpha with those of scikit-learn and PyPI's krippendorff, which are installed into an
# environment of their own.
#
#   tests/real/agreement.sh [PROGRAM]    PROGRAM is the bench target `agreement`; it is built when none is given
#
# AGREEMENT_VENV names the environment, so that a second run need not install it again.
set -eu
cd "$(dirname "$0")/../.."

venv=${AGREEMENT_VENV:-${TMPDIR:-/tmp}/shopper-agreement}
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import krippendorff, sklearn' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'scikit-learn==1.*' 'krippendorff==0.8.*'
fi

if [ $# -gt 0 ]; then
    "$venv/bin/python" -B tests/real/agreement.py "$1"
else
    "$venv/bin/python" -B tests/real/agreement.py cargo bench --locked --quiet --profile dev --bench agreement
fi
