#!/bin/sh
# Writes the three lock files. Needs uv. No addresses end up in them (a house test looks).
set -eu
cd "$(dirname "$0")/.."
opts="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet"
uv pip compile pyproject.toml $opts --no-header -o requirements.txt
uv pip compile $opts --no-header --group dev -c requirements.txt -o requirements-dev.txt
uv pip compile $opts --no-header --group build -o requirements-build.txt
