#!/bin/sh
# The tests need PostgreSQL's server, Chromium, and libatomic for the driver of Chromium: installed as root, named
# otherwise in one line.
set -eu
missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
[ -x /usr/bin/chromium ] || missing="$missing chromium"
ldconfig -p 2>/dev/null | grep -q libatomic.so.1 || /sbin/ldconfig -p | grep -q libatomic.so.1 || missing="$missing libatomic1"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing fonts-noto-core >/dev/null
else
  echo "Missing:$missing (apt-get install$missing)" >&2; exit 1
fi
