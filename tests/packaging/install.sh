#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs a package over a copy of this machine that is thrown away, looks at what came of it, runs the service's own
# command as its own account, and purges it again. Needs root and overlayfs: 77 without.
# Usage: tests/packaging/install.sh FILE.deb|BUILD_FOLDER
set -euo pipefail
package=$(realpath "$1")
if [ -z "${INSIDE:-}" ]; then
    [ "$(id -u)" -eq 0 ] && grep -qw overlay /proc/filesystems || { echo "needs root and overlayfs"; exit 77; }
    if [ -d "$package" ]; then
        made=$(mktemp -d)
        trap 'rm -rf "$made"' EXIT
        cpack --config "$package/CPackConfig.cmake" -G DEB -B "$made" >"$made/log" 2>&1 || { cat "$made/log"; exit 1; }
        package=$(echo "$made"/courtyard_*.deb)
        if command -v lintian >/dev/null; then
            lintian --fail-on error,warning --suppress-tags-from-file "$(dirname "$0")/../../packaging/lintian.txt" "$package"
        fi
    fi
    INSIDE=1 unshare --mount --pid --fork "$0" "$package"
    exit
fi

room=$(mktemp -d)
mount -t tmpfs none "$room"
mkdir -p "$room"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$room/upper,workdir=$room/work" "$room/root"
mount -t proc proc "$room/root/proc"
mount --rbind /dev "$room/root/dev"
mount -t tmpfs none "$room/root/tmp"
mount -t tmpfs none "$room/root/run"
cp "$package" "$room/root/tmp/courtyard.deb"
cat >"$room/root/tmp/inside" <<'INSIDE'
set -eu
say() { echo "- $*"; }
apt-get install -y -qq /tmp/courtyard.deb >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
say "installed: $(dpkg-query -W -f '${Package} ${Version} ${Status}' courtyard)"
[ "$(stat -c '%U %a' /var/lib/courtyard)" = "courtyard 700" ]
[ "$(stat -c '%U:%G %a' /etc/courtyard/courtyard.toml)" = "root:courtyard 640" ]
grep -q courtyard.toml /var/lib/dpkg/info/courtyard.conffiles
[ -L /etc/systemd/system/multi-user.target.wants/courtyard.service ]
say "its account, its folders, its unit are there"
command=$(sed -n 's/^ExecStart=//p' /lib/systemd/system/courtyard.service)
setpriv --reuid courtyard --regid courtyard --clear-groups --no-new-privs $command >/tmp/out 2>/tmp/err &
server=$!
for _ in $(seq 100); do grep -q http /tmp/out && break; kill -0 $server || { cat /tmp/err; exit 1; }; sleep 0.1; done
url=$(sed -n 's/^Courtyard: \(http[^ ]*\).*/\1/p' /tmp/out)
[ "$(curl -fsS "$url/readyz")" = ready ]
curl -fsS "$url/" | grep -q '<script'
[ "$(curl -s -o /dev/null -w '%{http_code}' "$url/api/progress")" = 401 ]
case $url in http://127.0.0.1:*) ;; *) exit 1 ;; esac
say "it serves $url, to nobody in particular"
kill $server && wait $server
say "it stops with 0"
echo "# mine" >>/etc/courtyard/courtyard.toml
dpkg --force-confold -i /tmp/courtyard.deb >/tmp/log 2>&1
grep -q '# mine' /etc/courtyard/courtyard.toml
say "settings outlive an upgrade"
apt-get remove -y -qq courtyard >/tmp/log 2>&1
[ -f /var/lib/courtyard/courtyard.db ] && [ -f /etc/courtyard/courtyard.toml ] && [ ! -e /usr/bin/courtyard ]
say "removed: data and settings stay"
dpkg --purge courtyard >/tmp/log 2>&1
[ ! -e /var/lib/courtyard ] && [ ! -e /etc/courtyard ] && ! getent passwd courtyard >/dev/null
say "purged: nothing stays"
INSIDE
chroot "$room/root" sh /tmp/inside
