# Everything below needs only Python 3.11 (or newer), pip and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: help demo test lint types layers generated bench lock clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/.run: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	touch $@

demo: $(VENV)/.run ## scan the bundled region over real sockets on loopback
	$(BIN)/govcheck demo

test: $(VENV)/.dev ## the whole test suite; skips, by name, what the machine lacks
	$(BIN)/pytest -q -n auto --dist loadfile

lint: $(VENV)/.dev ## style and import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/govcheck pack coverage --check > /dev/null

types: $(VENV)/.dev ## strict types
	$(BIN)/mypy

generated: $(VENV)/.dev ## write again what is generated: schemas, rule pages, lock of revisions, message catalogues
	$(BIN)/python tools/generate.py

bench: $(VENV)/.dev ## ten times the rules, wording against text size, and accuracy of the extractor on saved pages: make bench CORPUS=FOLDER
	$(BIN)/python benchmarks/rules.py
	$(BIN)/python benchmarks/wording.py $(if $(CORPUS),--corpus "$(CORPUS)")
	@test -n "$(CORPUS)" || { echo "accuracy: make bench CORPUS=FOLDER (pages with truth; labels are in benchmarks/labels)"; exit 2; }
	$(BIN)/python benchmarks/accuracy.py --corpus "$(CORPUS)" --write docs/accuracy.md

lock: $(VENV)/.run ## resolve the dependencies anew
	$(PIP) install --quiet pip-tools
	$(BIN)/pip-compile -q $(LOCK) --extra build -o requirements.lock pyproject.toml
	$(BIN)/pip-compile -q $(LOCK) --extra build --extra dev -o requirements-dev.lock pyproject.toml
LOCK := --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

clean: ## remove what was set up
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
