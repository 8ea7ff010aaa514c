#!/bin/bash
# One would guess: a server that speaks TLS 1.3 alone refuses every older client with protocol_version (RFC 8446 appendix D.3).
# What is so: GnuTLS 3.7.9 sends protocol_version to a TLS 1.1 client, but handshake_failure to a TLS 1.2 client.
# Versions: gnutls-bin and libgnutls30 3.7.9-2+deb12u7, openssl and libssl3 3.0.22-1~deb12u2. Seen: 2026-11-30.
# Source: the Debian 12 archive.
set -euo pipefail

work=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download gnutls-bin=3.7.9-2+deb12u7 libgnutls30=3.7.9-2+deb12u7 openssl=3.0.22-1~deb12u2 libssl3=3.0.22-1~deb12u2
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/$(uname -m)-linux-gnu PATH=$work/root/usr/bin:$PATH
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=localhost 2>/dev/null

port=$((20000 + RANDOM % 10000))
gnutls-serv -p "$port" -a --priority NORMAL:-VERS-ALL:+VERS-TLS1.3 --x509certfile cert.pem --x509keyfile key.pem --echo >server.log 2>&1 &
server=$!
until (exec 3<>/dev/tcp/127.0.0.1/"$port") 2>/dev/null; do kill -0 "$server"; sleep 0.1; done

alert() {
    (timeout 10 openssl s_client -connect "127.0.0.1:$port" "$1" -cipher ALL:@SECLEVEL=0 </dev/null 2>&1 || true) |
        sed -n 's/.*SSL alert number \([0-9]*\).*/\1/p' | head -1
}
tls11=$(alert -tls1_1)
tls12=$(alert -tls1_2)
echo "alert of a server of TLS 1.3 alone: to TLS 1.1: $tls11, to TLS 1.2: $tls12 (40 is handshake_failure, 70 protocol_version)"
[[ $tls11 == 70 && $tls12 == 40 ]]
