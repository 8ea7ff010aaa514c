#!/bin/bash
# Linux gives the file of a Unix socket the mode that fchmod(2) set on the socket before it was bound.
#
# One would guess: the file that bind(2) makes is 0777 less the umask, whatever was done to the socket before (unix(7) names no other way, and POSIX
#   leaves fchmod on a socket open), so that a tight mode takes a umask of the whole process, or leaves a moment until chmod(2).
# What is so: its mode is that of the socket's own inode, less the umask; fchmod on the unbound socket sets it, for that socket alone.
# Version: Linux 6.18.44; perl-base 5.36.0-7+deb12u4 of Debian 12 makes the calls. Seen on 2026-11-30.
# Source: https://github.com/torvalds/linux/blob/master/net/unix/af_unix.c (unix_bind_bsd)
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download perl-base=5.36.0-7+deb12u4 2>/dev/null
dpkg -x perl-base_*.deb root

# The mode of the file of a socket that was bound under this umask, after fchmod to this mode, if one is given.
mode() {
    root/usr/bin/perl -I"$(echo root/usr/lib/*/perl-base)" -MSocket -e '
        my ($umask, $mode) = map { oct } @ARGV;
        umask $umask;
        socket my $socket, AF_UNIX, SOCK_STREAM, 0 or die $!;
        !defined $mode or chmod($mode, $socket) or die $!;
        bind $socket, sockaddr_un("socket") or die $!;
        printf "%04o\n", (stat "socket")[2] & 07777;
        unlink "socket";' "$@"
}

plain=$(mode 0000)
tight=$(mode 0000 0660)
masked=$(mode 0007 0666)
echo "umask 0000:                    $plain"
echo "umask 0000, fchmod 0660 first: $tight"
echo "umask 0007, fchmod 0666 first: $masked"
[[ $plain == 0777 && $tight == 0660 && $masked == 0660 ]]
