#!/bin/bash
# MariaDB refuses a PROXY header with the error of a host that has no grant.
#
# One would guess: a server that takes no PROXY header from this address (proxy_protocol_networks is empty by default) reads it as a broken
#   packet, and answers as to any other: a bad handshake (1043) or packets out of order (1156), with SQLSTATE 08S01.
# What is so: it answers 1130, ER_HOST_NOT_PRIVILEGED, SQLSTATE HY000, with another text: "Proxy header is not accepted from 127.0.0.1". Who goes
#   by the number takes it for a missing grant; a client from a host without one gets the same number, before the greeting.
# Version: MariaDB 10.11.19, mariadb-server-core 1:10.11.19-0+deb12u1 of Debian 12. Seen on 2026-11-30.
# Source: https://mariadb.com/kb/en/proxy-protocol-support/, https://mariadb.com/kb/en/mariadb-error-code-reference/
set -euo pipefail

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; wait 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
chmod 755 .
apt-get -qq download mariadb-server-core=1:10.11.19-0+deb12u1 2>/dev/null
dpkg -x mariadb-server-core_*.deb root

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((RANDOM % 10000 + 20000))
while accepts "$port"; do port=$((port + 1)); done

mkdir -m 777 data
root/usr/sbin/mariadbd --no-defaults --user=nobody --datadir="$work/data" --lc-messages-dir="$work/root/usr/share/mysql" \
    --character-sets-dir="$work/root/usr/share/mysql/charsets" --innodb=off --default-storage-engine=MyISAM --skip-grant-tables \
    --skip-networking=0 --bind-address=127.0.0.1 --port="$port" --socket="$work/data/socket" >log 2>&1 &
server=$!
for _ in {1..300}; do accepts "$port" && break; sleep 0.1; done
accepts "$port" || { cat log; exit 2; }

# The greeting, which a length of three bytes and a number go before, and what follows the header.
exec 3<>"/dev/tcp/127.0.0.1/$port"
length=$(head -c 4 <&3 | od -An -tu1 | awk '{ print $1 + 256 * $2 + 65536 * $3 }')
head -c "$length" <&3 >/dev/null
printf 'PROXY TCP4 127.0.0.1 127.0.0.1 4000 %s\r\n' "$port" >&3
timeout 20 head -c 60 <&3 >answer 2>/dev/null || true # it resets what it has not read
code=$(od -An -tu1 -j5 -N2 answer | awk '{ print $1 + 256 * $2 }')
text=$(tail -c +8 answer | tr -cd '[:print:]')
echo "error $code: $text"
[[ $code == 1130 && $text == *"Proxy header is not accepted"* ]]
