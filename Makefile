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

# make check: format and lint, types, stairs, templates, translations, papers
check: .venv/.dev
	@.venv/bin/ruff format --no-cache --check -q .
	@.venv/bin/ruff check --no-cache -q .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/djlint src --lint --quiet
	@$(PY) tools/messages.py --check
	@$(PY) tools/asvs.py --check

test: .venv/.dev
	@sh tools/need_test.sh
	@sh tools/test.sh

# make sources: one line per statement of the five source documents
sources: .venv/.dev
	@$(PY) tools/sources.py

# make bench: ratios with floors measured in the same run
bench: .venv/.dev
	@$(PY) tools/bench.py

# make soak: the long runs, some hours (CONTRIBUTING tells how to replay one)
SOAK := tests/journeys/test_life_of_a_worry.py tests/crash/test_every_statement.py tests/site/test_fuzz_forms.py tests/site/test_fuzz_addresses.py
soak: .venv/.dev
	@sh tools/need_test.sh
	@FOREBYGG_SOAK=1 $(PY) -m pytest $(SOAK) -q -s -n 0
	@FOREBYGG_SOAK=1 FOREBYGG_TEST_DATABASE=postgresql $(PY) -m pytest $(SOAK) -q -s -n 0
	@FOREBYGG_SOAK=1 FOREBYGG_TEST_DATABASE=postgresql $(PY) -m pytest tests/journeys/test_second_lock_alone.py -q -n 0
	@FOREBYGG_SOAK=1 $(PY) -m pytest tests -m crash -q -s
	@FOREBYGG_SOAK=1 $(PY) -m pytest tests/browser/test_opening.py -q

# make sbom: what it is built of, as CycloneDX JSON on standard output
sbom: .venv/.dev
	@$(PY) tools/sbom.py

# make wheel: a wheel that runs the demo in an empty environment
wheel: .venv/.run
	@$(PY) -c "from forebygg.site import messages; messages.compile_all()"
	@$(PY) -m pip wheel -q --no-deps --no-build-isolation -w dist .

.PHONY: help run check test sources bench soak sbom wheel
