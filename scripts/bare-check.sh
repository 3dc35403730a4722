#!/bin/sh
# Both commands of the README on a machine that has nothing: a fresh Debian in a folder, this clone, `make run` until
# it answers, `make test` to its end. A machine that already has python3-venv, msgfmt, fonts, Chromium or PostgreSQL
# hides missing steps; this one does not. Needs root, debootstrap, 6 GB of disk and about ten minutes.
#
#   sh scripts/bare-check.sh [--keep] [--run-only] [--suite NAME]
set -eu
cd "$(dirname "$0")/.."
CLONE=$(pwd)
SUITE=bookworm
KEEP=no
RUN_ONLY=no
PORT=8123
BARE_HOME=/srv
while [ $# -gt 0 ]; do
    case "$1" in
        --keep) KEEP=yes ;;
        --run-only) RUN_ONLY=yes ;;
        --suite) shift; SUITE=$1 ;;
        *) sed -n '2,8p' "$0"; exit 2 ;;
    esac
    shift
done

stop() { echo "✋ $1" >&2; exit 1; }
say() { echo "── $1"; }

[ "$(id -u)" = 0 ] || stop "Cần quyền root (debootstrap và chroot)."
if ! command -v debootstrap >/dev/null 2>&1; then
    say "Cài debootstrap"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends debootstrap >/dev/null \
        || stop "Cần debootstrap: apt-get install debootstrap"
fi

# The mirror that this machine's apt uses itself, with its proxy and its keys; nothing is written down here.
MIRROR=$(apt-get indextargets --format '$(SITE) $(RELEASE)' 2>/dev/null | awk -v s="$SUITE" '$2 == s { print $1; exit }')
[ -n "$MIRROR" ] || MIRROR=$(apt-get indextargets --format '$(SITE)' 2>/dev/null | head -n 1)
[ -n "$MIRROR" ] || stop "apt chưa có nguồn gói nào: chạy apt-get update rồi thử lại."
eval "$(apt-config shell APT_PROXY Acquire::http::Proxy APT_PROXY_S Acquire::https::Proxy)"

DIR=$(mktemp -d "${TMPDIR:-/tmp}/hocvuso-bare-XXXXXX")
chmod 755 "$DIR"  # inside it is the root folder, through which other users than root must pass
LOG=$DIR.log
SERVER=""
clean() {
    code=$?
    trap - EXIT INT TERM
    [ -z "$SERVER" ] || kill "$SERVER" 2>/dev/null || true
    # Whatever still runs inside holds the folder: it is found by its root, never by its name.
    for each in /proc/[0-9]*; do
        [ "$(readlink "$each/root" 2>/dev/null)" = "$DIR" ] && kill -9 "${each#/proc/}" 2>/dev/null || true
    done
    if mountpoint -q "$DIR/proc" 2>/dev/null; then umount "$DIR/proc" || umount -l "$DIR/proc" || true; fi
    if [ "$KEEP" = yes ]; then
        echo "Giữ lại: $DIR (nhật ký $LOG)"
    elif mountpoint -q "$DIR/proc" 2>/dev/null; then
        echo "Chưa gỡ được $DIR/proc; hãy umount rồi xoá $DIR." >&2
    else
        rm -rf --one-file-system "$DIR"
        [ "$code" = 0 ] && rm -f "$LOG"
    fi
    exit "$code"
}
trap clean EXIT INT TERM

say "Debian $SUITE trần vào $DIR"
BEGAN=$(date +%s)
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$KEYRING" ] && CHECK="--keyring=$KEYRING" || CHECK=""
# shellcheck disable=SC2086 - an option or nothing
http_proxy=${APT_PROXY:-${http_proxy:-}} https_proxy=${APT_PROXY_S:-${https_proxy:-}} \
    debootstrap $CHECK --variant=minbase --include=python3,python3-venv,make,git,ca-certificates \
    "$SUITE" "$DIR" "$MIRROR" >"$LOG" 2>&1 || { tail -n 20 "$LOG" >&2; stop "debootstrap chưa được, xem $LOG"; }
say "xong sau $(($(date +%s) - BEGAN)) giây"

# What makes this machine reach its package sources: certificates, names, apt's and pip's own configuration.
for path in /etc/ssl/certs /etc/ssl/openssl.cnf /usr/local/share/ca-certificates /etc/resolv.conf /etc/hosts \
    /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/trusted.gpg.d /etc/pip.conf; do
    if [ -e "$path" ]; then
        # Away with what is there first: its links would lead the copy out of the folder, onto this machine's files.
        rm -rf "${DIR:?}$path"
        mkdir -p "$DIR$(dirname "$path")"
        cp -aL "$path" "$DIR$path"
    fi
done
mkdir -p "$DIR$BARE_HOME/.config"
[ -d "$HOME/.config/pip" ] && cp -aL "$HOME/.config/pip" "$DIR$BARE_HOME/.config/pip"
[ -d "$HOME/.pip" ] && cp -aL "$HOME/.pip" "$DIR$BARE_HOME/.pip"
for path in "${SSL_CERT_FILE:-}" "${SSL_CERT_DIR:-}" "${REQUESTS_CA_BUNDLE:-}" "${PIP_CERT:-}"; do
    if [ -n "$path" ] && [ -e "$path" ] && [ ! -e "$DIR$path" ]; then
        mkdir -p "$DIR$(dirname "$path")" && cp -aL "$path" "$DIR$path"
    fi
done
# Packages that bring a service must not start it: it would answer on this machine's ports.
printf '#!/bin/sh\nexit 101\n' >"$DIR/usr/sbin/policy-rc.d"
chmod 755 "$DIR/usr/sbin/policy-rc.d"
mkdir -p "$DIR/dev/shm" && chmod 1777 "$DIR/dev/shm"
mount --bind /proc "$DIR/proc"

git clone -q --no-hardlinks "$CLONE" "$DIR$BARE_HOME/hocvuso" 2>>"$LOG" || stop "git clone chưa được, xem $LOG"
say "Bản sao: $(git -C "$DIR$BARE_HOME/hocvuso" log -1 --format='%h %s')"

# A clean environment: only what pip and apt need to reach their sources is handed on.
inside() {
    # shellcheck disable=SC2046 - one word for each variable
    chroot "$DIR" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=$BARE_HOME LANG=C.UTF-8 \
        $(env | grep -E '^(https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|PIP_[A-Z_]+)=[^ ]*$' || true) \
        sh -c "cd $BARE_HOME/hocvuso && $1" </dev/null
}

say "make run"
BEGAN=$(date +%s)
inside "exec make run PORT=$PORT" >"$DIR/run.log" 2>&1 &
SERVER=$!
ANSWER=""
for _ in $(seq 1 300); do
    ANSWER=$(inside "python3 -c 'import urllib.request as u; print(u.urlopen(\"http://127.0.0.1:$PORT/health\", timeout=2).read().decode())'" 2>/dev/null) && break
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 1
done
sed 's/^/   /' "$DIR/run.log"
[ -n "$ANSWER" ] || stop "make run không trả lời."
say "make run trả lời sau $(($(date +%s) - BEGAN)) giây: $ANSWER"
for page in / /hom-nay /hoi /cb/demo; do
    echo "   $page $(inside "python3 -c 'import urllib.request as u; a = u.urlopen(\"http://127.0.0.1:$PORT$page\"); print(a.status, len(a.read()), a.url)'")"
done
kill -TERM "$SERVER" 2>/dev/null || true
wait "$SERVER" 2>/dev/null || true
SERVER=""
for each in /proc/[0-9]*; do
    [ "$(readlink "$each/root" 2>/dev/null)" = "$DIR" ] && kill -TERM "${each#/proc/}" 2>/dev/null || true
done
sleep 2

if [ "$RUN_ONLY" = no ]; then
    say "make test"
    BEGAN=$(date +%s)
    CODE=0
    inside "REQUIRE_ALL=1 make test" >"$DIR/test.log" 2>&1 || CODE=$?
    sed 's/^/   /' "$DIR/test.log"
    say "make test sau $(($(date +%s) - BEGAN)) giây, mã $CODE"
    [ "$CODE" = 0 ] || stop "make test hỏng trên máy trần."
fi
say "Máy trần: được."
