#!/bin/sh
# Everything: SQLite, PostgreSQL, crashes, the browser. Stops at the first part that fails.
set -eu
cd "$(dirname "$0")/.."
py=.venv/bin/python
"$py" -c "from forebygg.site import messages; messages.compile_all()"
echo "— SQLite"
"$py" -m pytest tests -m "not browser and not crash" -n 2
echo "— PostgreSQL"
FOREBYGG_TEST_DATABASE=postgresql "$py" -m pytest tests -m "not browser and not crash" -n 2 --ignore tests/house --ignore tests/ui --ignore tests/kit
echo "— crashes"
"$py" -m pytest tests -m crash -n 2 --dist loadfile
echo "— browser"
"$py" -m pytest tests -m browser -n 2 --dist loadfile
