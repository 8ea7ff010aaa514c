#!/bin/bash
# One would guess: OpenSSL, whose defaults in Debian 12 leave TLS 1.1 no signature to use, refuses a TLS 1.1 client with
# protocol_version (RFC 5246 appendix E.1).
# What is so: it sends internal_error. Only with TLS 1.1 disabled by name (-no_tls1_1 -no_tls1) it sends protocol_version.
# Versions: openssl and libssl3 3.0.22-1~deb12u2. Seen: 2026-11-30. Source: the Debian 12 archive.
set -euo pipefail

work=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download openssl=3.0.22-1~deb12u2 libssl3=3.0.22-1~deb12u2
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/$(uname -m)-linux-gnu PATH=$work/root/usr/bin:$PATH OPENSSL_CONF=$work/root/etc/ssl/openssl.cnf
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=localhost 2>/dev/null

alert_of() { # options of the server
    local port=$((20000 + RANDOM % 10000))
    openssl s_server -accept "127.0.0.1:$port" -cert cert.pem -key key.pem -quiet "$@" >server.log 2>&1 &
    server=$!
    until (exec 3<>/dev/tcp/127.0.0.1/"$port") 2>/dev/null; do kill -0 "$server"; sleep 0.1; done
    timeout 10 openssl s_client -connect "127.0.0.1:$port" -tls1_1 -cipher ALL:@SECLEVEL=0 </dev/null >client.log 2>&1 || true
    kill "$server"
    wait "$server" 2>/dev/null || true
    alert=$(sed -n 's/.*SSL alert number \([0-9]*\).*/\1/p' client.log | head -1)
}
alert_of
usual=$alert
alert_of -no_tls1 -no_tls1_1
by_name=$alert
echo "alert to a TLS 1.1 client: by default: $usual, with TLS 1.1 disabled by name: $by_name (70 is protocol_version, 80 internal_error)"
[[ $usual == 80 && $by_name == 70 ]]
