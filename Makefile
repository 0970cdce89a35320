# Every target sets up what it needs: a fresh machine has to bring only make and Python 3.11 or newer.
# PYTHON names the interpreter (make test PYTHON=python3.13), ARGS goes to pytest (make test ARGS="-k quotes"), and
# PROCESSES says how many run the tests side by side.

PYTHON ?= python3
PROCESSES ?= 2
ARGS ?=
EXAMPLES ?= 2000
RUNS ?= 1000
UV := 0.13.9
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test check style types rooms coverage fuzz times faults load polling answers bench quality feeds format lock wheel clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## fill .venv from requirements.lock, where it is not up to date
	@.ci/setup "$(PYTHON)"

demo: setup ## post a sample day's digest to this terminal
	@$(BIN)/newsdesk demo

test: setup ## run the tests
	@$(BIN)/pytest --numprocesses $(PROCESSES) $(ARGS)

check: style types rooms coverage ## run all checks: style, types, rooms and coverage

style: setup ## check layout and style (ruff)
	@$(BIN)/ruff format --check --quiet --output-format concise || { echo "Run make format."; exit 1; }
	@$(BIN)/ruff check --quiet
	@echo "Style: no complaints"

types: setup ## check the types (mypy)
	@$(BIN)/mypy

rooms: setup ## check who imports whom (import-linter)
	@$(BIN)/lint-imports --no-logo

coverage: setup ## run the tests and see that they reach the code (pytest-cov)
	@$(BIN)/pytest --quiet --cov --numprocesses $(PROCESSES) $(ARGS)

fuzz: setup ## run the property tests with more examples (EXAMPLES=2000)
	@EXAMPLES=$(EXAMPLES) $(BIN)/pytest -m hypothesis --hypothesis-profile fuzz $(ARGS)

times: setup ## check when digests are due: each quarter hour of ten years in every time zone
	@$(BIN)/python tests/times/run.py $(ARGS)

faults: setup ## kill the service a thousand times over on a platform that fails (RUNS=1000)
	@$(BIN)/python -m tests.faults --runs $(RUNS) $(ARGS)

load: setup ## deliver to 10,000 channels that are due at one moment
	@$(BIN)/python -m tests.benchmarks.load $(ARGS)

polling: setup ## poll a thousand feeds beside the bound of their hosts' pace (ARGS="--feeds 100")
	@$(BIN)/python -m tests.benchmarks.polling $(ARGS)

answers: setup ## ask 200 things a second while digests are posted (ARGS="--platform discord --guilds 2500")
	@$(BIN)/python -m tests.benchmarks.answers $(ARGS)

bench: setup ## measure speed (pytest-benchmark)
	@$(BIN)/pytest tests/benchmarks --benchmark-only -p no:randomly $(ARGS)

quality: setup ## measure what is found in articles and how fast, beside the baselines, on ../shared/data
	@$(BIN)/python tests/benchmarks/quality.py $(ARGS)

feeds: setup ## read the test feeds of validators and parsers, and measure speed (ARGS=-v names what fails)
	@$(BIN)/python tests/benchmarks/feeds.py $(ARGS)

format: setup ## lay out the code, and mend what can be mended
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

lock: .uv/bin/uv ## rebuild requirements.lock (UPGRADE=1: from the newest releases)
	@.uv/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet \
		$(if $(UPGRADE),--upgrade) --output-file requirements.lock

.uv/bin/uv: Makefile
	@rm -rf .uv && $(PYTHON) -m venv .uv && .uv/bin/pip install --quiet uv==$(UV)
	@touch $@

wheel: setup ## build dist/*.whl
	@$(BIN)/hatchling build --target wheel

clean: ## remove what these targets made
	@rm -rf .venv .uv .setup.log .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks .coverage* dist
