# `make` alone says what there is. Everything runs in .venv, which `make setup` builds from requirements.lock.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

UV_VERSION := 0.13.8
UV := .tools/bin/uv
BIN := .venv/bin
STAMP := .venv/.installed
ARGS ?=
STORE_TESTS ?= $(addprefix tests/,ledger postgres scenarios api operations console recovery)

export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1

.PHONY: help setup demo test browser test-postgres chaos chaos-ci mutants golden live check format lock env-example clean

help: ## Print this list
	awk -F ':.*## ' '/^[a-z-]+[%]?:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	echo
	echo '  ARGS are handed on:  make demo ARGS="--headless --creators 30 --seed 7 --kills 1 --json out.json"'
	echo '  Another Python:      make setup PYTHON=/path/to/python3.12   (3.11 at least)'

setup: $(STAMP) ## Build .venv with the locked packages and the parley command
	echo "ready: .venv/bin/parley ($$($(BIN)/python --version))"

demo: $(STAMP) ## Negotiate with 30 simulated creators, with a crash in the middle
	$(BIN)/parley demo $(ARGS)

test: $(STAMP) ## Run the tests, three at a time: they wait more than they work
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not slow and not live and not browser" $(ARGS)

browser: $(STAMP) ## Work in the console with a real browser (Debian's chromium), in the light, the dark and on a phone
	$(BIN)/python -m pytest -n 2 --dist worksteal -m browser --timeout 300 tests/browser $(ARGS)

test-postgres: $(STAMP) ## Run the tests that open a store again, on a real PostgreSQL, and those that need one
	$(BIN)/python -m pytest --store postgresql -n 3 --dist worksteal -m "not slow and not live" $(STORE_TESTS) $(ARGS)

chaos: $(STAMP) ## Break the service in every way there is, and print one table (a quarter of an hour)
	$(BIN)/python -m tests.recovery.chaos $(ARGS)

chaos-ci: $(STAMP) ## Less of each part of chaos, in minutes
	$(BIN)/python -m tests.recovery.chaos --small --lanes 3 $(ARGS)

# Beside the locked packages and not among them: nothing else needs it. --no-deps: it must not bring a pytest of its own.
MUTMUT := mutmut==3.8.1 libcst==1.9.0 setproctitle==1.3.8 click==8.5.1 coverage==7.17.4 textual==8.2.8

mutants: $(STAMP) $(UV) ## Make small mistakes in what sends and closes, and list those that nothing notices (an hour)
	$(UV) pip install --quiet --python $(BIN)/python --target .tools/mutmut --no-deps $(MUTMUT)
	PYTHONPATH=$(CURDIR)/.tools/mutmut $(BIN)/python -m tests.recovery.mutants $(ARGS)

# One at a time and in their order; stops at the first that fails, because the others would fail for the same reason.
live: $(STAMP) ## Try the real vendors with the settings in .env: sends mails to yourself, and cleans up
	LIVE_TEST_MODE=1 $(BIN)/python -m pytest -m live -x tests/live $(ARGS)

golden: $(STAMP) ## Record this release's golden histories anew (a minute)
	$(BIN)/python -m tests.recovery.golden

check: $(STAMP) ## Lint, types, import law, dependencies, spelling, Dockerfile, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/codespell
	$(BIN)/hadolint Dockerfile
	$(BIN)/zizmor --offline --no-progress --quiet .github

bench-%: $(STAMP) ## Measure one thing: bench-negotiation, bench-reading, bench-speed ...
	$(BIN)/python -m bench $* $(ARGS)

format: $(STAMP) ## Sort imports and lay out the code
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

# --universal: one lock for every Python and system. No header, no index and no links: a lock names no host.
lock: $(UV) ## Write requirements.lock anew from pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --group dev --output-file requirements.lock pyproject.toml $(ARGS)

env-example: $(STAMP) ## Write .env.example anew from steps/settings.py
	$(BIN)/python -c 'import sys; from steps.settings import env_example; sys.stdout.write(env_example())' >.env.example

clean: ## Remove .venv, .tools and every cache
	rm -rf .venv .tools dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The newest Python that really runs: a pyenv shim may stand on PATH for a version that is not switched on.
define find_python
	found=
	for candidate in $(PYTHON) python3.13 python3.12 python3 python3.11; do
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$candidate; break; fi
	done
	[ -n "$$found" ] || { echo "setup: no Python 3.11 or newer found; install one, or name it: make setup PYTHON=/path/to/python3" >&2; exit 1; }
endef

# Debian splits venv and ensurepip off python3; where they are missing, pip alone will do.
$(UV):
	$(find_python)
	echo "setup: installing uv $(UV_VERSION) into .tools with $$found"
	mkdir -p .tools
	quiet="-qq --disable-pip-version-check"
	if "$$found" -m venv .tools >/dev/null 2>&1; then
	  .tools/bin/python -m pip install $$quiet "uv==$(UV_VERSION)"
	else
	  rm -rf .tools && mkdir -p .tools/bin
	  "$$found" -m pip install $$quiet --target .tools/lib "uv==$(UV_VERSION)"
	  ln -s ../lib/bin/uv $(UV)
	fi

$(STAMP): requirements.lock pyproject.toml | $(UV)
	$(find_python)
	if ! $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || [ -n "$(PYTHON)" ]; then
	  $(UV) venv --quiet --clear --python "$$("$$found" -c 'import sys; print(sys.executable)')" .venv
	fi
	echo "setup: installing the locked packages into .venv"
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q negotiation steps workflows api sandbox
	touch $@
