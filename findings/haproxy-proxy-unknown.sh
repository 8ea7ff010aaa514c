#!/bin/bash
# HAProxy resets a connection that begins with "PROXY UNKNOWN" and addresses, though its own specification has receivers ignore them.
#
# One would guess: proxy-protocol.txt, section 2.1, says that for UNKNOWN "the receiver must ignore anything presented before the CRLF", and shows
#   the line with addresses as the longest one there is; so HAProxy, whose protocol it is, takes it as it takes the short one.
# What is so: HAProxy accepts "PROXY UNKNOWN\r\n" and resets the connection after "PROXY UNKNOWN <addresses and ports>\r\n".
# Version: HAProxy 2.6.12-1+deb12u4 of Debian 12. Seen on 2026-11-30.
# Source: https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt (section 2.1)
set -euo pipefail
trap '' PIPE # a server may be quicker to close than we to write

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download haproxy=2.6.12-1+deb12u4 liblua5.3-0=5.3.6-2 libopentracing-c-wrapper0=1.1.3-3+b1 libopentracing1=1.6.0-4 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/$(uname -m)-linux-gnu

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((RANDOM % 10000 + 20000))
while accepts "$port"; do port=$((port + 1)); done

cat >haproxy.cfg <<END
global
  maxconn 100
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
frontend announced
  bind 127.0.0.1:$port accept-proxy
  http-request return status 200 content-type text/plain string taken
END
root/usr/sbin/haproxy -db -f haproxy.cfg >log 2>&1 &
server=$!
for _ in {1..100}; do accepts "$port" && break; sleep 0.1; done
accepts "$port" || { cat log; exit 2; }

# The first line of the answer to a request behind this header; empty for none.
answer() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf '%s\r\nGET / HTTP/1.0\r\n\r\n' "$1" >&3 2>/dev/null || true
    timeout 10 head -n 1 <&3 2>/dev/null | tr -d '\r' || true
    exec 3>&-
}

all=ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
short=$(answer 'PROXY UNKNOWN')
long=$(answer "PROXY UNKNOWN $all $all 65535 65535")
known=$(answer 'PROXY TCP4 192.0.2.1 192.0.2.2 56324 443')
echo "PROXY UNKNOWN:                     ${short:-closed without an answer}"
echo "PROXY UNKNOWN ffff:... 65535 65535: ${long:-closed without an answer}"
echo "PROXY TCP4 192.0.2.1 ...:          ${known:-closed without an answer}"
[[ $short == HTTP/1.?\ 200* && $known == HTTP/1.?\ 200* && -z $long ]]
