#!/usr/bin/env bash
# Clients of the phones' pages on curl, which look for status 200: a script that logs many in and out, one of a web
# application that asks for other clusters' users too, and one phone over IPv6.
set -euo pipefail

declare -A requests=()
# Sends a request of client $1 to the address $2; the page is in `page`.
get() {
  requests[$1]=$((${requests[$1]:-0} + 1))
  page="$(curl --silent --show-error --max-time 30 --globoff --cacert "$EM_CA" --write-out '\n%{http_code}' "$2")"
  if [ "${page##*$'\n'}" != 200 ]; then
    echo "phone_clients.sh: $1: status ${page##*$'\n'}" >&2
    exit 1
  fi
}
# The page must hold a text.
holds() {
  case "$page" in *"$1"*) ;; *) echo "phone_clients.sh: no '$1' in: $page" >&2; exit 1 ;; esac
}

device=SEP0A2101000006
for base in "$EM_HTTP" "$EM_HTTPS"; do
  get phone-script "$base/emapp/EMAppServlet?device=$device&userid=fmensah&seq=$EM_PIN"
  holds '<Text>Login is successful</Text>'
  get phone-script "$base/emapp/EMAppServlet?device=$device&doLogout=true"
  holds '<Text>Logout is successful</Text>'
done
get phone-script "$EM_HTTP/emapp/EMAppServlet?device=$device&userid=fmensah&seq=00000"
holds '(201)'

get phone-script-emcc "$EM_HTTPS/emapp/EMAppServlet?device=$device&EMCC=true&seq=$EM_PIN&userid=fmensah"
holds '<Text>Login is successful</Text>'
get phone-script-emcc "$EM_HTTPS/emapp/EMAppServlet?device=$device&doLogout=true"

if [ -n "${EM_HTTP6:-}" ]; then
  get phone "$EM_HTTP6/emapp/EMAppServlet?device=$device"
  holds "<URL>$EM_HTTP6/emapp/EMAppServlet?device=$device</URL>"
  get phone "$EM_HTTP6/emapp/EMAppServlet?device=$device&userid=fmensah&seq=$EM_PIN"
  holds '<Text>Login is successful</Text>'
  get phone "$EM_HTTP6/emapp/EMAppServlet?device=$device&doLogout=true"
fi
for client in "${!requests[@]}"; do echo "client $client ${requests[$client]}"; done | sort
