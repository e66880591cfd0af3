#!/bin/sh
# Keeps the state of a wave between runs on machines that are thrown away: the ledger and the reports lie on a branch
# of this repository. Written by `shopper init --schedule github`; yours to change.
#
#     shopper-state.sh begin     once, by hand: makes the branch
#     shopper-state.sh take      before a step: fetches the state, and marks that a run is at work
#     shopper-state.sh keep      after it: puts back what the run left, and takes the mark away
#     shopper-state.sh release   by hand, when a run died between the two
#
# The ledger says who was asked. A run without it, or with an old copy, would ask companies twice, so `take` fails, and
# nothing is sent, when the branch is gone, when its ledger is, when another run is at work, or when one that was did
# not bring the ledger back. Then a person looks: the run's artifact holds the ledger if the machine could still save
# it; put it on the branch, then `release`. Were enquiries sent of which no ledger is left, do not go on with the wave.
#
# The ledger holds what people wrote: the repository must be a private one. Protect the branch from being deleted.
set -eu
cd "$(dirname "$0")"
branch=${STATE_BRANCH:-shopper-state-@ID@}
work=.shopper-state
names="shopper.db shopper.db-wal reports"

refuse() {
    echo "error: $1" >&2
    echo "hint: $2" >&2
    exit 1
}

# A fresh copy of the branch in $work.
fetch() {
    git fetch --quiet origin "+refs/heads/$branch:refs/shopper/state" ||
        refuse "there is no branch $branch at origin: the state is not there, and nothing is sent" \
            "before the first wave: ./shopper-state.sh begin; else restore the branch"
    git worktree remove --force "$work" 2>/dev/null || rm -rf "$work"
    git worktree prune
    git worktree add --quiet --detach "$work" refs/shopper/state
}

# Commits all that stands in $work, and pushes; fails when the branch has moved on meanwhile.
push() {
    git -C "$work" add --all --force .
    git -C "$work" -c user.name=shopper -c user.email=shopper@localhost commit --quiet --allow-empty -m "$1"
    git -C "$work" push --quiet origin "HEAD:refs/heads/$branch" ||
        refuse "the branch $branch has moved on: another run is at work" "wait until it is done"
}

case ${1:-} in
begin)
    if git ls-remote --exit-code --heads origin "$branch" >/dev/null; then
        refuse "there is a branch $branch already" "nothing is to be done; it is made once"
    fi
    tree=$(printf 'The state of a study; see shopper-state.sh.\n' | git hash-object -w --stdin |
        { read -r blob && printf '100644 blob %s\tNO-LEDGER-YET\n' "$blob"; } | git mktree)
    commit=$(git -c user.name=shopper -c user.email=shopper@localhost commit-tree -m "begin" "$tree")
    git push --quiet origin "$commit:refs/heads/$branch"
    ;;
take)
    fetch
    [ ! -e "$work/RUNNING" ] ||
        refuse "a run is at work, or died: $(cat "$work/RUNNING")" \
            "see the top of shopper-state.sh; when its ledger is on the branch: ./shopper-state.sh release"
    [ -e "$work/shopper.db" ] || [ -e "$work/NO-LEDGER-YET" ] ||
        refuse "the branch $branch has lost the ledger, and nothing is sent" "restore shopper.db from its history"
    echo "run ${GITHUB_RUN_ID:-by hand} began $(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$work/RUNNING"
    push "a run begins"
    for name in $names; do
        rm -rf "./$name"
        [ ! -e "$work/$name" ] || cp -R "$work/$name" "./$name"
    done
    ;;
keep)
    [ -e "$work/RUNNING" ] || refuse "nothing was taken here" "./shopper-state.sh take"
    for name in $names; do
        rm -rf "${work:?}/$name"
        [ ! -e "./$name" ] || cp -R "./$name" "$work/$name"
    done
    [ ! -e "$work/shopper.db" ] || rm -f "$work/NO-LEDGER-YET"
    rm -f "$work/RUNNING"
    push "a run ends"
    ;;
release)
    fetch
    rm -f "$work/RUNNING"
    push "released by hand"
    ;;
*)
    echo "usage: shopper-state.sh begin|take|keep|release" >&2
    exit 2
    ;;
esac
