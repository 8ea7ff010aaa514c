#!/bin/bash
# Apache as a forward proxy answers CONNECT with 503 and the same page, whether the target refuses or is silent.
#
# One would guess: a target that does not answer in time is 504 Gateway Timeout (RFC 9110 section 15.6.5), so that a client can tell it from one
#   that refuses.
# What is so: mod_proxy_connect has 503 Service Unavailable for both, the timeout of ProxyTimeout included, and no field that says more.
# Version: Apache 2.4.71-1~deb12u1 of Debian 12. Seen on 2026-11-30.
# Source: https://www.rfc-editor.org/rfc/rfc9110#section-15.6.5, https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxytimeout
set -euo pipefail

work=$(mktemp -d)
server=
silent=
trap 'for process in $server $silent; do kill "$process" 2>/dev/null || true; done; rm -rf "$work"' EXIT
cd "$work"
apt-get -qq download apache2-bin=2.4.71-1~deb12u1 libapr1=1.7.2-3+deb12u1 libaprutil1=1.6.3-1+deb12u1 2>/dev/null
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH=$work/root/usr/lib/$(uname -m)-linux-gnu

accepts() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=$((RANDOM % 10000 + 20000))
while accepts "$port"; do port=$((port + 1)); done

modules=$work/root/usr/lib/apache2/modules
cat >apache.conf <<END
ServerRoot $work
ServerName proxy.example
DefaultRuntimeDir $work
PidFile $work/pid
ErrorLog $work/log
Mutex file:$work default
LoadModule mpm_event_module $modules/mod_mpm_event.so
LoadModule authz_core_module $modules/mod_authz_core.so
LoadModule proxy_module $modules/mod_proxy.so
LoadModule proxy_connect_module $modules/mod_proxy_connect.so
Listen 127.0.0.1:$port
ProxyRequests On
AllowCONNECT 1-65535
ProxyTimeout 2
END
chmod -R go+rX "$work"
root/usr/sbin/apache2 -d "$work" -f apache.conf -X >out 2>&1 &
server=$!
for _ in {1..100}; do accepts "$port" && break; sleep 0.1; done
accepts "$port" || { cat out log; exit 2; }

# A port that drops every SYN, for its queue is full; and one that is bound and refuses.
env -u LD_LIBRARY_PATH perl -MSocket -e '
    sub bound { socket(my $s, PF_INET, SOCK_STREAM, 0) or die; bind($s, pack_sockaddr_in(0, INADDR_LOOPBACK)) or die; $s }
    my ($full, $refuses) = (bound(), bound());
    listen($full, 0) or die;
    socket(my $occupant, PF_INET, SOCK_STREAM, 0) or die;
    connect($occupant, getsockname($full)) or die;
    $| = 1;
    print join(" ", map { (unpack_sockaddr_in(getsockname($_)))[0] } $full, $refuses), "\n";
    sleep 80' >ports &
silent=$!
for _ in {1..100}; do [[ -s ports ]] && break; sleep 0.1; done
read -r full refuses <ports

# The answer to CONNECT, without its date and the target's port.
answer() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'CONNECT 127.0.0.1:%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" "$1" >&3
    timeout 20 cat <&3 | tr -d '\r' | sed "/^Date:/d; s/$1/PORT/g"
    exec 3>&-
}

refused=$(answer "$refuses")
start=$SECONDS
timed_out=$(answer "$full")
took=$((SECONDS - start))
echo "a port that refuses:   $(head -n 1 <<<"$refused")"
echo "a port that is silent: $(head -n 1 <<<"$timed_out"), after ${took} s"
[[ $refused == "$timed_out" ]] && echo "the whole answers are the same but for date and port"
[[ $refused == "HTTP/1.1 503 Service Unavailable"* && $refused == "$timed_out" && $took -ge 1 ]]
