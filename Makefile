# `make help` lists what there is. Windows: README.md has the plain commands.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-to-run
DEV_READY := $(VENV)/.ready-to-test
CHROMIUM ?= $(shell for name in chromium chromium-browser google-chrome google-chrome-stable; \
	do command -v $$name && break; done)
# Real flights for the tests, read from this wheel; it is not installed.
SAMPLES := traffic==2.13
CODE := app.py pages skygap scripts benchmarks tests

# Compiling every package would double the time; Python compiles what is imported.
PIP_INSTALL := $(BIN)/python -m pip install -qq --no-input --no-compile --disable-pip-version-check

# Runs a check: silent when it passes, all that it says when it does not.
define checked
said=$$($(1) 2>&1) || { echo "$$said"; echo "Failed: $(1)"; exit 1; }
endef

.PHONY: help run test lint format docs bench clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

run: $(RUN_READY) ## open the app at http://localhost:8501
	@exec $(BIN)/python -m skygap.ui.server --port $(PORT)

test: $(DEV_READY) ## check the code and run all tests, in a real browser too
	@[ -n "$(CHROMIUM)" ] && command -v "$(CHROMIUM)" > /dev/null || { \
		echo "No Chromium found. The browser tests drive the app in a real one."; \
		echo "Install it (Debian, Ubuntu: sudo apt-get install chromium; macOS: brew install chromium)"; \
		echo "or name one: make test CHROMIUM=/path/to/chrome"; \
		exit 1; }
	@$(MAKE) lint || failed=1; \
	CHROMIUM="$(CHROMIUM)" $(BIN)/python -m pytest && [ -z "$$failed" ]

lint: $(DEV_READY) ## check style, types and layers
	@$(call checked,$(BIN)/ruff check $(CODE))
	@$(call checked,$(BIN)/ruff format --check $(CODE))
	@$(call checked,$(BIN)/mypy)
	@$(call checked,$(BIN)/lint-imports)

format: $(DEV_READY) ## put the code into the common format
	@$(BIN)/ruff check --quiet --fix $(CODE); $(BIN)/ruff format --quiet $(CODE)

docs: $(DEV_READY) ## write anew what is generated: settings, data dictionary, README example
	@$(BIN)/python -m scripts.write_docs

bench: $(DEV_READY) ## time Skygap beside its peers and against its budgets
	@for file in benchmarks/[a-z]*.py; do name=$$(basename $$file .py); \
		echo "== $$name"; CHROMIUM="$(CHROMIUM)" $(BIN)/python -m benchmarks.$$name || exit 1; done

clean: ## remove the environment and everything made; your store stays
	@rm -rf $(VENV) static artifacts .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || { \
		echo "Skygap needs Python 3.11 or newer; $(PYTHON) is $$(command -v $(PYTHON) > /dev/null && $(PYTHON) --version 2>&1 || echo not there)."; \
		echo "Install one or name one: make run PYTHON=python3.12"; \
		exit 1; }
	@echo "Making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(RUN_READY): requirements.txt | $(BIN)/python
	@echo "Installing what Skygap runs on (once, about 650 MB)"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(DEV_READY): requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "Installing what the tests need"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@$(BIN)/python -m pip download -qq --no-input --disable-pip-version-check --no-deps \
		--dest $(VENV)/samples $(SAMPLES)
	@touch $(RUN_READY) $@
