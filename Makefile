# Every target sets up what it needs: a virtual environment in .venv with the versions of requirements.lock.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Which machine `make bundle` is for, and the relocatable CPython (3.11 or newer) of that machine to put in.
PLATFORM ?=
RUNTIME ?=

.PHONY: demo test lint format types contracts bench mutants golden docs samples pictures bundle lock runtime-locks clean setup

setup: $(READY)

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(READY)

demo: $(READY)
	$(BIN)/nianbao demo -o build/demo --force

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST_ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m tests.benchmarks $(BENCH_ARGS)

mutants: $(READY)
	$(BIN)/python -m tests.mutants $(MUTANTS_ARGS)

golden: $(READY)
	$(BIN)/python -m pytest -q tests/writing/template/test_golden.py tests/test_readme.py --renew-golden

samples: $(READY)
	$(BIN)/python -m samples.rebuild

pictures: $(READY)
	$(BIN)/python -m samples.pictures

docs: $(READY)
	$(BIN)/python -m toolkit.cli.reference
	$(BIN)/python -m toolkit.cli.rule_page

bundle: $(READY)
	$(BIN)/python -m toolkit.bundling "$(PLATFORM)" --runtime "$(RUNTIME)" --force $(BUNDLE_ARGS)

lock: $(READY)
	$(BIN)/python -m pip freeze --exclude-editable > requirements.lock

runtime-locks: $(READY)
	$(BIN)/python -m toolkit.bundling.locking

clean:
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
