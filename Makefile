# Mathematics for Machine Learning. `make` alone lists what can be made.
PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python -m bookbuild

export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
# Keep what Python compiled, away from the sources: every build and every kernel starts sooner.
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/pycache
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help book serve test test-all reference bench lint wheels notebooks lock clean

help: ## list the commands
	@$(PYTHON) -c 'import re; [print(f"make {name:10} {what}") for name, what in re.findall("^([a-z-]+):.*?## (.*)", open("Makefile").read(), re.M)]'

book: $(VENV)/.ready ## build the site into _build/html, running every chapter that changed
	@$(RUN) book

serve: $(VENV)/.ready ## build, serve at http://localhost:8000, rebuild and reload on every change
	@$(RUN) serve

test: $(VENV)/.ready ## build the book and check it: package, outputs, figures, pages, browser
	@$(RUN) test

test-all: $(VENV)/.ready ## the same with the long tests: every theme, width, change and way to run
	@$(RUN) test-all

reference: $(VENV)/.ready ## rewrite tests/reference from the chapters; read the diff before you commit it
	@$(RUN) reference

bench: $(VENV)/.ready ## measure speed and weight, as ratios against peers in one run
	@$(RUN) bench

lint: $(VENV)/.ready ## check style with ruff
	@$(VENV)/bin/ruff check code tests && $(VENV)/bin/ruff format --check code tests

wheels: $(VENV)/.ready ## fetch the packages with which readers run the code in the page
	@$(RUN) wheels

notebooks: $(VENV)/.ready ## lay out the notebooks of the site as the branch that Colab and Binder open
	@$(RUN) notebooks

lock: $(VENV)/.ready ## resolve code/requirements.in again into the hashed lock
	@$(RUN) lock

clean: ## remove everything that a build made, the environment included
	rm -rf _build $(VENV) code/frontend/node_modules code/bench/lighthouse/node_modules tests/support/nu/node_modules

$(VENV)/.ready: code/requirements.txt code/requirements-node.txt code/requirements-lite.txt code/pyproject.toml code/frontend/package-lock.json code/bookbuild/commands/environment.sh
	@sh code/bookbuild/commands/environment.sh "$(PYTHON)" "$(VENV)"
	@touch $@
