#!/bin/sh
# Debian's python3 lacks ensurepip: installed as root, named otherwise.
set -eu
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed." >&2; exit 1; }
python3 -c 'import ensurepip, venv' 2>/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
else
  echo "Missing: python3-venv (apt-get install python3-venv)" >&2; exit 1
fi
