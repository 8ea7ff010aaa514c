#!/bin/bash
# tinyproxy answers a wrong password for the proxy with 401 Unauthorized, not with 407.
#
# One would guess: a proxy that refuses credentials in Proxy-Authorization answers 407 with Proxy-Authenticate (RFC 9110 section 11.7), as it does
#   when there are none; 401 is the target's word.
# What is so: without credentials 407 with Proxy-Authenticate; with wrong ones 401 with WWW-Authenticate, which a client takes for the target's.
# Version: tinyproxy 1.11.1-2.1+deb12u1 of Debian 12. Seen on 2026-11-30.
# Source: https://www.rfc-editor.org/rfc/rfc9110#section-11.7
set -euo pipefail

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download tinyproxy-bin=1.11.1-2.1+deb12u1 2>/dev/null
dpkg -x tinyproxy-bin_*.deb root

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((RANDOM % 10000 + 20000))
while accepts "$port"; do port=$((port + 1)); done

cat >tinyproxy.conf <<END
Port $port
Listen 127.0.0.1
BasicAuth ann right
END
root/usr/bin/tinyproxy -d -c tinyproxy.conf >log 2>&1 &
server=$!
for _ in {1..100}; do accepts "$port" && break; sleep 0.1; done
accepts "$port" || { cat log; exit 2; }

# Status line and challenge of the answer to CONNECT with these credentials.
answer() {
    local field=
    [[ -z $1 ]] || field="Proxy-Authorization: Basic $(printf %s "$1" | base64)"$'\r\n'
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'CONNECT 127.0.0.1:%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s\r\n' "$port" "$port" "$field" >&3
    timeout 10 sed -n '1p; /-Authenticate:/p; /^\r$/q' <&3 | tr -d '\r' | paste -sd ' '
    exec 3>&-
}

none=$(answer '')
wrong=$(answer ann:wrong)
right=$(answer ann:right)
echo "no credentials:    $none"
echo "wrong credentials: $wrong"
echo "right credentials: $right"
[[ $none == *" 407 "*Proxy-Authenticate:* && $wrong == *" 401 "*WWW-Authenticate:* && $right != *" 40"* ]]
