# What a person or CI runs. `make help` lists it; nothing here needs a setting of yours.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
OUT := out
# The tests take this many processes; browser tests share one of them.
WORKERS ?= 2
# The facts as known on this day fill docs/reference/facts.md.
EDITION_DAY := 2026-11-21
FULLY_COVERED := */options/physics/*,*/options/costs/*,*/decision/*,*/facts/*
# The first interpreter that is new enough and can make an environment. The constraints are drawn up on 3.11.
find_python = for python in $(PYTHON) python3.11 python3.12 python3.13 python3; do \
	if "$$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$python"; exit 0; fi; done; \
	echo 'Python 3.11 or newer with venv was not found. Install it (Debian: apt-get install python3-venv).' >&2; exit 1
pip := -m pip install -qq --disable-pip-version-check --no-input

.PHONY: help decide test test-fast check bench docs clean \
	system format lint types imports facts facts-page tests coverage core-install constraints

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

# ---- for readers -----------------------------------------------------------------------------

decide: $(VENV)/.installed-run  ## weigh the Guangxi dossier and say where the report is
	@$(BIN)/steelyard decide examples/guangxi-2024/dossier.yaml --out $(OUT)/guangxi-2024
	@echo "Open in a browser:" $(CURDIR)/$(OUT)/guangxi-2024/*.html

# ---- for developers and CI -------------------------------------------------------------------

test: system $(VENV)/.installed-dev  ## set everything up, then run every check
	@$(MAKE) --no-print-directory core-install check

check: format lint types imports facts docs tests  ## every check, without installing anything

test-fast:  ## the tests that take under a second or two each
	@$(BIN)/python -m pytest -q -m "not slow and not browser"

format:
	@$(BIN)/ruff format --check .

lint:
	@$(BIN)/ruff check --output-format concise .

types:
	@$(BIN)/mypy

imports:
	@$(BIN)/lint-imports --no-cache

facts:
	@$(BIN)/steelyard facts check

facts-page:  ## rewrite docs/reference/facts.md after a change of the fact files
	@$(BIN)/python -c 'from datetime import date; from pathlib import Path; \
	from steelyard.facts import load_facts; from steelyard.facts.reference import render_reference; \
	page = render_reference(load_facts(as_of=date.fromisoformat("$(EDITION_DAY)"))); \
	Path("docs/reference/facts.md").write_text(page, encoding="utf-8")'

tests:
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --tb short --durations 10

coverage:  ## measure the coverage: all of kernels, facts and decision; printed for the rest
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup -m "not browser" --cov --cov-report=
	@$(BIN)/coverage report --skip-covered --omit '$(FULLY_COVERED)'
	@$(BIN)/coverage report --skip-covered --show-missing --include '$(FULLY_COVERED)' --fail-under 100

bench:  ## time the engine against the named peers; prints ratios, asserts nothing
	@for benchmark in benchmarks/bench_*.py; do echo "== $$benchmark"; $(BIN)/python "$$benchmark"; done

docs:  ## build the documentation into build/site
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --clean --site-dir build/site
	@if grep -rnoE '<(script|link|img|iframe)[^>]+(src|href)="(https?:)?//[^"]*' build/site --include='*.html'; \
	then echo 'The documentation loads the above from another machine.' >&2; exit 1; fi

clean:  ## remove what these targets made, the environment included
	rm -rf $(VENV) build $(OUT) .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- environments ----------------------------------------------------------------------------

$(VENV)/bin/python:
	@python=$$($(find_python)); echo "Making $(VENV) with $$python"; "$$python" -m venv $(VENV)

$(VENV)/.installed-run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Steelyard with its report into $(VENV)"
	@$(BIN)/python $(pip) -c constraints.txt -e '.[report]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Steelyard and the tools of its tests into $(VENV)"
	@$(BIN)/python $(pip) -c constraints.txt -e '.[report,dev,crosscheck]'
	@touch $(VENV)/.installed-run $@

system:
	@.ci/system-packages

# The core alone: wheels only, so no compiler; none of the extras; our own wheel, so that a data file left out shows.
build/core/.installed: pyproject.toml constraints.txt
	@rm -rf build/core; python=$$($(find_python)); "$$python" -m venv build/core
	@echo "Installing the core alone into build/core, from wheels only"
	@CC=false CXX=false build/core/bin/python $(pip) --only-binary :all: -c constraints.txt .
	@touch $@

build/core/.current: build/core/.installed $(shell find src -type f -not -name '*.pyc')
	@build/core/bin/python $(pip) --no-deps --force-reinstall .
	@touch $@

core-install: build/core/.current  ## check that the core works without any extra and without a compiler
	@build/core/bin/steelyard --help > build/core/help.txt
	@build/core/bin/steelyard schema > build/core/schema.json
	@build/core/bin/python -m json.tool build/core/schema.json /dev/null
	@echo "The core alone answers 'steelyard --help' and 'steelyard schema'."

constraints:  ## draw up constraints.txt again from what the extras ask for today
	@rm -rf build/lock; python=$$($(find_python)); "$$python" -m venv build/lock
	@build/lock/bin/python $(pip) '.[report,dev,crosscheck]'
	@{ echo '# Every installed version, for the core and the extras report, dev and crosscheck.'; \
	   echo '# Drawn up by `make constraints` on Python 3.11; names and versions only.'; \
	   build/lock/bin/python -m pip freeze --exclude steelyard; } > build/constraints.txt
	@if grep -nE '://|@' build/constraints.txt; then echo 'These lines hold an address.' >&2; exit 1; fi
	@mv build/constraints.txt constraints.txt; echo "constraints.txt: $$(grep -c == constraints.txt) packages"
