#!/bin/sh
# Three foreign clients have the same conversation with a network that speaks X's interface, and must
# tell the same story of it as the network itself.
#
#     x_clients.sh BASE_URL KEYS_JSON TRUTH_JSON
#
# KEYS_JSON holds, for each of the clients tweepy, xdk_py and xdk_js, an account of its own: {handle,
# consumer_key, consumer_secret, token, token_secret, bearer}; and client_id, client_secret and own, the
# handle that logs in by OAuth 2. TRUTH_JSON is what each must print, with SHOPPER in place of its
# handle. The network must have the accounts that the clients look for, a company that answers at once,
# and two calls left of users/:id.
#
# Needs python3 with venv, and node (20 or later) with npm: python3-venv, nodejs and npm of Debian. The
# clients are installed into a temporary folder; X_CLIENTS names one that is kept instead, so that a
# second run need not install them again.
set -eu

if [ $# -ne 3 ]; then
    echo "usage: $0 BASE_URL KEYS_JSON TRUTH_JSON" >&2
    exit 2
fi
base=$1
keys=$(realpath "$2")
truth=$(realpath "$3")
here=$(cd "$(dirname "$0")" && pwd)

fail() {
    echo "x_clients.sh: $1" >&2
    exit 1
}

for program in python3 node npm; do
    command -v "$program" >/dev/null || fail "$program is missing: install python3-venv, nodejs and npm"
done
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "node is older than 20"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
clients=${X_CLIENTS:-$work/clients}
mkdir -p "$clients"
if [ ! -x "$clients/venv/bin/python" ]; then
    python3 -m venv "$clients/venv" || fail "no virtual environment: install python3-venv"
fi
"$clients/venv/bin/pip" install --quiet --disable-pip-version-check 'tweepy==4.*' 'xdk==0.10.*'
if [ ! -d "$clients/node_modules/@xdevplatform/xdk" ]; then
    npm install --silent --no-audit --no-fund --prefix "$clients" '@xdevplatform/xdk@0.6.*'
fi

# run NAME COMMAND..: what one client says, in one form.
run() {
    name=$1
    shift
    (cd "$clients" && PYTHONDONTWRITEBYTECODE=1 "$@" "$base" "$keys") >"$work/$name.raw" || fail "$name failed"
    python3 - "$name" "$keys" "$work/$name.raw" >"$work/$name.json" <<'PYTHON'
import json, sys

name, keys, said = sys.argv[1], json.load(open(sys.argv[2])), open(sys.argv[3]).read()
said = said.replace(keys[name]["handle"], "SHOPPER")
print(json.dumps(json.loads(said), sort_keys=True, indent=1))
PYTHON
    printf '%s: %s\n' "$name" "$(wc -l <"$work/$name.json") lines of truth"
}

run tweepy "$clients/venv/bin/python" "$here/x_tweepy.py"
run xdk_py "$clients/venv/bin/python" "$here/x_xdk.py"
run xdk_js node "$here/x_xdk.mjs"

python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1])), sort_keys=True, indent=1))' \
    "$truth" >"$work/truth.json"
for name in tweepy xdk_py xdk_js; do
    diff -u "$work/truth.json" "$work/$name.json" >&2 || fail "$name and the network differ"
done
echo "three clients and the network tell the same"
