#!/usr/bin/env bash
# What one would guess: getaddrinfo(3) for both families treats them alike. A name server that answers for one of them and never for the other
#   gives that one's addresses, sooner or later.
# What is so: with AAAA unanswered the IPv4 address comes after 15 s; with A unanswered the answered IPv6 address is dropped, and the
#   call fails with EAI_AGAIN after the same 15 s. Each family asked for alone is answered at once.
# Version: glibc 2.36 of Debian 12, seen 2026-11-30.
# Source: RFC 8305 section 3; https://sourceware.org/git/glibc.git, resolv/nss_dns/dns-host.c, _nss_dns_gethostbyname4_r.
# Needs: root (a network of its own), iproute2, perl-base and libc-bin, which every Debian 12 has.
set -euo pipefail

if [[ ${1-} != inside ]]; then
    exec unshare --net --mount "$0" inside
fi

folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
ip link set lo up
echo "nameserver 127.0.0.1" >"$folder/resolv.conf"
echo "hosts: dns" >"$folder/nsswitch.conf"
mount --bind "$folder/resolv.conf" /etc/resolv.conf
mount --bind "$folder/nsswitch.conf" /etc/nsswitch.conf

# A name server: of "no-a" A stays unanswered, of "no-aaaa" AAAA.
perl -MSocket -e '
    socket(my $s, AF_INET, SOCK_DGRAM, 0) or die;
    bind($s, sockaddr_in(53, INADDR_LOOPBACK)) or die;
    $| = 1; print "ready\n";
    while (my $from = recv($s, my $query, 512, 0)) {
        my ($at, $name) = (12, "");
        while (my $length = ord substr($query, $at, 1)) { $name ||= substr($query, $at + 1, $length); $at += 1 + $length }
        my $type = unpack("n", substr($query, $at + 1, 2));
        next if $name eq ($type == 1 ? "no-a" : "no-aaaa");
        my $address = $type == 1 ? inet_aton("192.0.2.1") : "\x20\x01\x0d\xb8" . "\0" x 11 . "\1";
        my $answer = pack("nnnNn", 0xC00C, $type, 1, 60, length $address) . $address;
        send($s, substr($query, 0, 2) . pack("n5", 0x8580, 1, 1, 0, 0) . substr($query, 12, $at - 7) . $answer, 0, $from);
    }' >"$folder/log" &
server=$!
until grep -q ready "$folder/log"; do sleep 0.1; done

ask() { # FAMILY NAME
    local start=$SECONDS
    answer=$(perl -MSocket=:addrinfo,AF_UNSPEC,AF_INET6,SOCK_STREAM,NI_NUMERICHOST -e '
        my ($fault, @found) = getaddrinfo($ARGV[1], "", { family => eval $ARGV[0], socktype => SOCK_STREAM });
        print $fault ? ($fault == EAI_AGAIN ? "EAI_AGAIN" : $fault) : (getnameinfo($found[0]{addr}, NI_NUMERICHOST))[1]' "$1" "$2")
    took=$((SECONDS - start))
    printf '%-9s %-16s %-12s after %d s\n' "$1" "$2" "$answer" "$took"
}

getent --version | head -1
ask AF_UNSPEC no-aaaa.example
[[ $answer == 192.0.2.1 && $took -ge 9 ]]
ask AF_UNSPEC no-a.example
[[ $answer == EAI_AGAIN && $took -ge 9 ]]
ask AF_INET6 no-a.example
[[ $answer == 2001:db8::1 && $took -le 2 ]]
