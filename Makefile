# make run: everything up to a served demo.  make test: everything, both databases and the browser.
.DEFAULT_GOAL := help
PY := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1

help:
	@grep -E '^# ' Makefile | sed 's/^# //'

run: .venv/.run
	@exec .venv/bin/forebygg demo

.venv/.venv: tools/need_venv.sh
	@sh tools/need_venv.sh
	@python3 -m venv .venv
	@touch $@

.venv/.run: .venv/.venv requirements.txt requirements-build.txt pyproject.toml
	@$(PY) -m pip install -q --require-hashes --only-binary :all: -r requirements.txt -r requirements-build.txt
	@$(PY) -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	@$(PY) -m pip install -q --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@

# make check: format and lint, types, stairs, templates, translations
check: .venv/.dev
	@.venv/bin/ruff format --check -q .
	@.venv/bin/ruff check -q .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/djlint src --lint --quiet
	@$(PY) tools/messages.py --check

test: .venv/.dev
	@sh tools/need_test.sh
	@sh tools/test.sh

# make sources: one line per statement of the five source documents
sources: .venv/.dev
	@$(PY) tools/sources.py

# make bench: ratios with floors measured in the same run
bench: .venv/.dev
	@$(PY) tools/bench.py

# make soak: the long runs
soak: .venv/.dev
	@FOREBYGG_SOAK=1 $(PY) -m pytest tests -m crash -q

# make wheel: a wheel that runs the demo in an empty environment
wheel: .venv/.run
	@$(PY) -c "from forebygg.site import messages; messages.compile_all()"
	@$(PY) -m pip wheel -q --no-deps --no-build-isolation -w dist .

.PHONY: help run check test sources bench soak wheel
