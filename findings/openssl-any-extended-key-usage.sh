#!/bin/bash
# One would guess: an authority whose extended key usage is anyExtendedKeyUsage may vouch for servers, as the name says and as
# Go takes it. RFC 5280 section 4.2.1.12 leaves it open: applications "MAY reject" it.
# What is so: OpenSSL 3.0 refuses such an intermediate for servers ("unsuitable certificate purpose"), and so does GnuTLS 3.7.9.
# Versions: openssl and libssl3 3.0.22-1~deb12u2, gnutls-bin and libgnutls30 3.7.9-2+deb12u7. Seen: 2026-11-30.
# Source: the Debian 12 archive.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download gnutls-bin=3.7.9-2+deb12u7 libgnutls30=3.7.9-2+deb12u7 openssl=3.0.22-1~deb12u2 libssl3=3.0.22-1~deb12u2
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/$(uname -m)-linux-gnu PATH=$work/root/usr/bin:$PATH

openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -subj /CN=Root \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign 2>/dev/null
sign() { # NAME ISSUER EXTENSIONS
    openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1" 2>/dev/null
    openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -days 9 -extfile <(printf '%b' "$3") -out "$1.pem" 2>/dev/null
}
sign middle root 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nextendedKeyUsage=anyExtendedKeyUsage\n'
sign leaf middle 'subjectAltName=DNS:localhost\nextendedKeyUsage=serverAuth\n'

openssl=refuses
openssl verify -purpose sslserver -CAfile root.pem -untrusted middle.pem leaf.pem >openssl.log 2>&1 && openssl=accepts
gnutls=refuses
cat leaf.pem middle.pem >chain.pem
certtool --verify --load-ca-certificate root.pem --infile chain.pem --verify-purpose 1.3.6.1.5.5.7.3.1 >gnutls.log 2>&1 && gnutls=accepts
echo "an intermediate with anyExtendedKeyUsage: OpenSSL $openssl it, GnuTLS $gnutls it"
sed -n 's/^error .*lookup: /  OpenSSL: /p' openssl.log
[[ $openssl == refuses && $gnutls == refuses ]]
