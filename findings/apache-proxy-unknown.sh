#!/bin/bash
# Apache closes a connection that begins with "PROXY UNKNOWN", the line that the PROXY protocol has for a sender without addresses.
#
# One would guess: a receiver that supports the PROXY protocol takes "PROXY UNKNOWN\r\n", for proxy-protocol.txt, section 2.1, has senders of
#   health checks and of Unix sockets write just that, and goes by the addresses of the connection.
# What is so: mod_remoteip closes without an answer; the same line with (ignored) addresses is accepted, and so is LOCAL of version 2.
# Version: Apache 2.4.71-1~deb12u1 of Debian 12. Seen on 2026-11-30.
# Source: https://www.haproxy.org/download/2.6/doc/proxy-protocol.txt (section 2.1),
#   https://httpd.apache.org/docs/2.4/mod/mod_remoteip.html#remoteipproxyprotocol
set -euo pipefail
trap '' PIPE # a server may be quicker to close than we to write

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download apache2-bin=2.4.71-1~deb12u1 libapr1=1.7.2-3+deb12u1 libaprutil1=1.6.3-1+deb12u1 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/$(uname -m)-linux-gnu

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((RANDOM % 10000 + 20000))
while accepts "$port"; do port=$((port + 1)); done

mkdir pages
echo taken >pages/index.txt
modules=$work/root/usr/lib/apache2/modules
cat >apache.conf <<END
ServerRoot $work
ServerName server.example
DefaultRuntimeDir $work
PidFile $work/pid
ErrorLog $work/log
Mutex file:$work default
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule remoteip_module $modules/mod_remoteip.so
Listen 127.0.0.1:$port
DocumentRoot $work/pages
RemoteIPProxyProtocol On
END
chmod -R go+rX "$work"
root/usr/sbin/apache2 -d "$work" -f apache.conf -X >out 2>&1 &
server=$!
for _ in {1..100}; do accepts "$port" && break; sleep 0.1; done
accepts "$port" || { cat out log; exit 2; }

# The first line of the answer to a request behind this header; empty for none.
answer() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    { printf "$1"; printf 'GET /index.txt HTTP/1.0\r\n\r\n'; } >&3 2>/dev/null || true
    timeout 10 head -n 1 <&3 2>/dev/null | tr -d '\r' || true
    exec 3>&-
}

short=$(answer 'PROXY UNKNOWN\r\n')
long=$(answer 'PROXY UNKNOWN 192.0.2.1 192.0.2.2 56324 443\r\n')
local=$(answer '\r\n\r\n\0\r\nQUIT\n\x20\0\0\0')
echo "PROXY UNKNOWN:               ${short:-closed without an answer}"
echo "PROXY UNKNOWN 192.0.2.1 ...: ${long:-closed without an answer}"
echo "version 2, LOCAL:            ${local:-closed without an answer}"
[[ -z $short && $long == HTTP/1.?\ 200* && $local == HTTP/1.?\ 200* ]]
