# The verbs of this repository. Everything installs into .venv beside this file, from wheels, at locked versions.
PYTHON ?= python3
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check install --quiet --require-virtualenv

.DEFAULT_GOAL := help
.PHONY: help demo test check bench assets soak lock clean

help: ## List these verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

demo: $(VENV)/.installed ## Start with an invented airport: accounts are printed, pages on 127.0.0.1
	$(BIN)/najava demo

test: $(VENV)/.installed-test ## Check style, types and imports, then run every test (PostgreSQL, Redis and Chromium where present)
	@scripts/check
	$(BIN)/pytest --numprocesses=$(WORKERS) --dist=loadscope --durations=10 -rfEsX

check: $(VENV)/.installed-test ## Check style, types and imports only
	@scripts/check

bench: $(VENV)/.installed-test ## Measure this machine: every `najava bench` subject in turn
	@scripts/bench

assets: ## Rebuild the scripts and styles the pages ship (needs node; the result is committed)
	scripts/assets

soak: $(VENV)/.installed-test ## Search for new faults for a long time: long property tests, then the crash tests three times
	HYPOTHESIS_PROFILE=long $(BIN)/pytest tests/properties --timeout=3600
	for round in 1 2 3; do $(BIN)/pytest tests/crash || exit 1; done

lock: $(VENV)/.installed ## Resolve the dependencies of pyproject.toml anew
	scripts/lock

clean: ## Remove the virtualenv and caches; data under ./var stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Najava needs Python 3.11 or later: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

# Stamps: a second run installs nothing. pip checks the hash of every wheel before it unpacks it.
$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) --only-binary=:all: --require-hashes -r requirements.lock
	$(PIP) --no-deps -e .
	@touch $@

$(VENV)/.installed-test: requirements-test.lock $(VENV)/.installed
	$(PIP) --only-binary=:all: --require-hashes -r requirements-test.lock
	@touch $@
