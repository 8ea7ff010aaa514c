#!/bin/bash
# TigerVNC counts every connection that ends before a login as a security failure, and after five refuses the host, with a greeting.
#
# One would guess: "Too many security failures" (BlacklistThreshold, 5) follows wrong passwords; whoever only reads the version that a server sends
#   has failed at nothing; and a server that refuses somebody does not greet him.
# What is so: five connections that read the version and close are enough. The sixth gets "RFB 003.003", which RFC 6143 has a client take for a
#   greeting, and behind it no security type and the reason. So a health check of the port blocks its host, and one that goes by the greeting sees
#   nothing of it. Where a proxy such as noVNC's has the check's address, it is every user who is blocked.
# Version: tigervnc-standalone-server 1.12.0+dfsg-8 of Debian 12. Seen on 2026-11-30.
# Source: https://www.rfc-editor.org/rfc/rfc6143#section-7.1, https://github.com/realies/soulseek-docker/pull/116
set -euo pipefail

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; wait; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download tigervnc-standalone-server=1.12.0+dfsg-8 libxfont2=1:2.0.6-1+deb12u1 libfontenc1=1:1.1.4-1 libpixman-1-0=0.42.2-1 \
    libgl1=1.6.0-1 libglvnd0=1.6.0-1 libglx0=1.6.0-1 libunwind8=1.6.2-3 libxau6=1:1.0.9-1 libxdmcp6=1:1.1.2-3 libjpeg62-turbo=1:2.1.5-2 \
    x11-xkb-utils=7.7+7 libxkbfile1=1:1.1.0-1 libx11-6=2:1.8.4-2+deb12u2 libxcb1=1.15-1 libbsd0=0.11.7-2 libmd0=1.0.4-2 xkb-data=2.35.1-1 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((RANDOM % 10000 + 20000))
while accepts "$port"; do port=$((port + 1)); done

# It runs /usr/bin/xkbcomp, so it gets a /usr of its own with what was unpacked.
printf '8 bytes.' >password
unshare --map-root-user --mount sh -c 'mount -t overlay overlay -o "lowerdir=$1/root/usr:/usr" /usr && shift && exec "$@"' sh "$work" \
    /usr/bin/Xtigervnc ":$port" -rfbport "$port" -localhost -SecurityTypes VncAuth -PasswordFile "$work/password" \
    -geometry 64x64 -nolisten tcp -nolisten unix -nolock >log 2>&1 &
server=$!
for _ in {1..100}; do grep -qs "Listening for VNC" log && break; sleep 0.1; done
grep -qs "Listening for VNC" log || { cat log; exit 2; }

# What comes within half a second, of a client that then closes.
look() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    { timeout 0.5 cat <&3 || true; } | tr '\n\0' ' .'
    exec 3>&-
}

seen=()
for i in {1..6}; do
    seen+=("$(look)")
    echo "connection $i: ${seen[-1]}"
done
[[ ${seen[4]} == "RFB 003.008 " && ${seen[5]} == "RFB 003.003 "*"Too many security failures" ]]
