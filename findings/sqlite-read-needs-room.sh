#!/bin/sh
# One would guess: a SQLite database in WAL mode whose last user closed it can be opened read-only and read on a full disk; reading needs no
#   room, and nothing waits in the log.
# What is so: it fails with "disk I/O error" (SQLITE_IOERR_SHMSIZE, 4874), not "database or disk is full" (SQLITE_FULL): also a reader creates the
#   shared-memory file -shm and gives it its size. With immutable=1, which says that nobody writes, the same file is read.
# Version: SQLite 3.40.1 (Debian 12, 3.40.1-2+deb12u2), on Linux. Seen 2026-11-30.
# Source: https://www.sqlite.org/wal.html, "Read-Only Databases", has the folder writable or -shm there already as conditions; of room on the disk
#   it does not speak. https://www.sqlite.org/rescode.html#ioerr_shmsize.
# Needs root, to mount a small tmpfs in a mount namespace of its own.
set -eu
[ "${1:-}" = inside ] || exec unshare --mount "$0" inside

work=$(mktemp -d)
trap 'umount "$work/disk" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download sqlite3=3.40.1-2+deb12u2 libsqlite3-0=3.40.1-2+deb12u2 2>/dev/null
for package in ./*.deb; do dpkg -x "$package" root; done
sqlite() { LD_LIBRARY_PATH=$(dirname "$(find "$work/root" -name 'libsqlite3.so.0')") "$work/root/usr/bin/sqlite3" "$@"; }

mkdir disk
mount -t tmpfs -o size=1m finding disk
sqlite disk/a.db 'PRAGMA journal_mode = WAL; CREATE TABLE t (x); INSERT INTO t VALUES (42)' >/dev/null
echo "after the last user closed it: $(ls disk)"
cat /dev/zero >disk/filling 2>/dev/null || true

plain=$(sqlite -readonly disk/a.db 'SELECT x FROM t' 2>&1) || true
rm -f disk/a.db-shm disk/a.db-wal
immutable=$(sqlite "file:disk/a.db?immutable=1" 'SELECT x FROM t' 2>&1) || true
echo "read-only on a full disk: $plain"
echo "with immutable=1:         $immutable"

case $plain in *'disk I/O error'*) ;; *) echo "changed: it is read, or fails otherwise" >&2; exit 1 ;; esac
[ "$immutable" = 42 ] || { echo "changed: immutable=1 does not help" >&2; exit 1; }
