# Everything runs from a bare checkout: tooling/setup.sh first brings what is missing.

BIN := .venv/bin
OUT := build
FORMATS := md,html,pdf,docx,txt,json,apply
MANIFESTS := $(sort $(wildcard examples/*.yaml examples/*/manifest.yaml))
PYTEST := $(BIN)/python -m pytest
PARALLEL := -n auto --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help demo docs test test-all lint format coverage smoke bench lock clean ready-run ready-test

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: ready-run ## Build every example in every format
	@test -n "$(MANIFESTS)" || { echo "There is no manifest in examples/."; exit 1; }
	$(BIN)/clausewright build $(MANIFESTS) --to $(FORMATS) --out $(OUT)
	@echo; echo "The licenses lie in $(OUT)/:"; find $(OUT) -type f ! -name README.md | sort | sed 's/^/  /'

docs: ready-run ## Write the generated pages in docs/ anew
	$(BIN)/python -m clausewright.diagnostic.reference > docs/diagnostics.md
	$(BIN)/python -m clausewright.publish.reference docs/clauses
	$(BIN)/python -m clausewright.publish.citations docs/hostile-questions.md

test: ready-test ## Check the code, then run the tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(PYTEST) $(PARALLEL) $(ARGS)

test-all: ready-test ## The same with the long forms of the tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	CLAUSEWRIGHT_TEST_ALL=1 $(PYTEST) $(PARALLEL) -m "long or not long" $(ARGS)

lint: ready-test ## Check style, layout and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: ready-test ## Mend style and layout where a machine can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

coverage: ready-test ## Run the tests and show which lines none of them reaches
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

smoke: ready-test ## Build the wheel, install it alone, and build an example with it
	@tooling/smoke.sh

bench: ready-test ## Measure speed
	@$(BIN)/python tests/benchmarks/measure.py
	@$(BIN)/python tests/benchmarks/measure_redline.py

lock: ready-test ## Write the lock files anew, with the newest versions that pyproject.toml allows
	@tooling/lock.sh
	@git --no-pager diff --stat -- 'requirements*.lock'

clean: ## Remove what was made, but for the virtual environment
	rm -rf dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*
	find $(OUT) -mindepth 1 ! -name README.md -delete
	find tooling tests -name __pycache__ -type d -prune -exec rm -rf {} +

ready-run:
	@tooling/setup.sh run

ready-test:
	@tooling/setup.sh test
