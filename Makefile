# serve: from nothing to a running service.  test: everything that is checked.  bench: ratios to other engines.
# bench-matching: how good the ranking of test beds is, beside baselines (KEEP=--keep keeps it in benchmarks/results),
# and how long a match takes.
# fuzz: whether the service does what its description says, by many requests (REQUESTS=50000).
PORT ?= 8000
REQUESTS ?= 50000
HOST ?= 127.0.0.1
PYTHON ?= python3
VERKOSTO_DATA ?= data
BIN = .venv/bin
LIBRARIES = ontology graph ingest api viz tests benchmarks

export VERKOSTO_DATA

.PHONY: serve build test check-text check-behaviour bench bench-matching fuzz clean

serve: build
	$(BIN)/verkosto serve --host $(HOST) --port $(PORT)

build: .venv/.installed
	@$(BIN)/verkosto build --if-changed

test: .venv/.installed-test
	@$(MAKE) --no-print-directory --jobs=2 check-text check-behaviour

check-text:
	$(BIN)/ruff format --check $(LIBRARIES)
	$(BIN)/ruff check $(LIBRARIES)
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports

check-behaviour:
	$(BIN)/pytest

bench: .venv/.installed-bench
	$(BIN)/python -m benchmarks

bench-matching: .venv/.installed-bench
	$(BIN)/python -m benchmarks.matching $(KEEP)
	$(BIN)/python -m benchmarks.matching.speed

fuzz: .venv/.installed-test
	$(BIN)/python -m benchmarks.fuzzing --requests $(REQUESTS)

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.installed-test: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@touch $@ .venv/.installed

.venv/.installed-bench: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@ .venv/.installed
