# On a fresh machine with Python 3.10 or later and make, `make run` and `make test` are all there is to do.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
TYPES  := build/types

.DEFAULT_GOAL := help
.PHONY: help setup run test lint format clean

help:  ## Show these targets.
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## */  make \1\t/'

setup: $(READY)  ## Make the virtual environment and install into it, if that is still to be done.

# Done anew only when what is to be installed has changed.
$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo "chargesheet needs Python 3.10 or later; name one, as with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

run: $(READY)  ## Extract the articles of corpus/ to out/ and print a summary.
	$(BIN)/chargesheet extract corpus --output out --mentions

test: $(READY)  ## Run the tests; `make test ARGS="-k readers"` runs some.
	$(BIN)/python -m pytest $(ARGS)

# The root of the repository is the package, and mypy finds packages by their folder's name.
$(TYPES)/chargesheet:
	mkdir -p $(TYPES)
	ln -sfn ../.. $@

lint: $(READY) $(TYPES)/chargesheet  ## Check style, types and layers.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=$(TYPES) $(BIN)/mypy --strict -p chargesheet.pipeline -p chargesheet.schemas
	$(BIN)/lint-imports --no-cache

format: $(READY)  ## Put the code into the house's format.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## Remove what the other targets made, except the virtual environment.
	rm -rf build out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
