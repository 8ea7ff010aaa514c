#!/bin/bash
# One would guess: a server that requires a client certificate refuses a TLS 1.2 client without one with handshake_failure
# (RFC 5246 section 7.4.6), as it refuses a TLS 1.3 client with certificate_required (RFC 8446 section 4.4.2.4).
# What is so: GnuTLS 3.7.9 does the second, but under TLS 1.2 it sends decode_error.
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
gnutls-serv -p "$port" --require-client-cert --x509certfile cert.pem --x509keyfile key.pem --echo >server.log 2>&1 &
server=$!
until (exec 3<>/dev/tcp/127.0.0.1/"$port") 2>/dev/null; do kill -0 "$server"; sleep 0.1; done

alert() { # the connection stays open for a second, for TLS 1.3 refuses after the handshake
    (sleep 1 | timeout 10 openssl s_client -connect "127.0.0.1:$port" "$1" 2>&1 || true) |
        sed -n 's/.*SSL alert number \([0-9]*\).*/\1/p' | head -1
}
tls12=$(alert -tls1_2)
tls13=$(alert -tls1_3)
echo "alert to a client without a certificate: TLS 1.2: $tls12, TLS 1.3: $tls13"
echo "(40 is handshake_failure, 50 decode_error, 116 certificate_required)"
[[ $tls12 == 50 && $tls13 == 116 ]]
