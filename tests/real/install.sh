#!/bin/sh
# Installs Debian packages as root, without a question and without starting their services.
set -eu
export DEBIAN_FRONTEND=noninteractive

# Where a package asks whether its service may start, the answer is no while we install.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap 'rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
fi

quiet='-qq -o DPkg::Lock::Timeout=300'
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
# shellcheck disable=SC2086 # two options
apt-get $quiet update
# shellcheck disable=SC2086
apt-get $quiet install -y --no-install-recommends "$@" >/dev/null

# Nor at the next boot: nobody asked for a server on this machine.
if [ -d /run/systemd/system ]; then
    for package in "$@"; do
        case $package in
        postfix) systemctl disable --quiet --now postfix || true ;;
        dovecot-core) systemctl disable --quiet --now dovecot || true ;;
        postgresql | redis-server) systemctl disable --quiet --now "$package" || true ;;
        esac
    done
fi
