# make site   generate the pages and build the site (the main job)
# make test   run every check
# make serve  show the site on this machine, and rebuild it as you edit
# make check  look for faults in pages and seeds
# make clean  delete everything that was built
#
# You need git, make and Python 3.11 or newer.

.PHONY: help site serve check test clean
BIN := .venv/bin

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | sed '/^$$/q'

site: .venv/.site
	@$(BIN)/briefing build

serve: .venv/.site
	@$(BIN)/briefing serve

check: .venv/.site
	@$(BIN)/briefing check --complete

test: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	LLM=$(CURDIR)/.venv/llm/bin/llm $(BIN)/pytest -n auto
	@echo "All checks passed. The tests are in tests/; one file: $(BIN)/pytest tests/pages/test_parse.py"

clean:
	rm -rf site build .cache .venv node_modules

.venv/bin/python: scripts/make-venv scripts/find-python
	@echo "Setting up .venv (once)"
	@scripts/make-venv
	@touch $@

.venv/.site: pyproject.toml requirements/site.txt .venv/bin/python
	@echo "Installing what the site needs (about a minute, once)"
	@scripts/install requirements/site.txt
	@touch $@

.venv/.test: pyproject.toml requirements/test.txt requirements/llm.txt package-lock.json .venv/bin/python
	@echo "Installing what the tests need (a few minutes, once)"
	@scripts/install requirements/test.txt
	@scripts/install-browser
	@scripts/install-node
	@$(BIN)/python -m venv --clear .venv/llm # llm has its own venv: it brings two dozen packages
	@.venv/llm/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --require-hashes --only-binary :all: -r requirements/llm.txt
	@touch $@ .venv/.site
