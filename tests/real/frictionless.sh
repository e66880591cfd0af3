#!/bin/sh
# Validates the data package of a report with frictionless-py, a foreign implementation of the
# standard, which is installed into an environment of its own.
#
#   tests/real/frictionless.sh DIR     DIR is a report, or the folder that holds datapackage.json
#
# FRICTIONLESS_VENV names the environment, so that a second run need not install it again.
set -eu

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
folder=$1
[ -f "$folder/datapackage.json" ] || folder=$folder/data
[ -f "$folder/datapackage.json" ] || { echo "$1: no datapackage.json" >&2; exit 2; }

venv=${FRICTIONLESS_VENV:-${TMPDIR:-/tmp}/shopper-frictionless}
if [ ! -x "$venv/bin/frictionless" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check 'frictionless==5.*'
fi

cd "$folder"
"$venv/bin/frictionless" validate datapackage.json
