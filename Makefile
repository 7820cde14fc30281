# Conflict Atlas: set-up, run, test. `make help` lists what there is; CONTRIBUTING.md says more.

PORT ?= 8000
DATABASE ?= .atlas/atlas.sqlite
PYTEST ?= -n 2

BIN := .venv/bin
PACKAGES := .venv/packages.stamp
PROJECT := .venv/project.stamp
MODULES := node_modules/.package-lock.json
VENDOR := static/vendor/atlas-map.js
BASEMAP := static/basemap/labels.json
GAZETTEER := gazetteer/data/names.automaton
SAMPLE := $(dir $(DATABASE))sample.stamp

GAZETTEER_SOURCES := tools/build_gazetteer.py $(wildcard gazetteer/importers/*.py gazetteer/data/*.csv \
	gazetteer/data/*.txt gazetteer/data/overlay/*) $(addprefix gazetteer/,$(addsuffix .py,\
	builder edits feature_classes matcher models normalise schema scripts sources spelling stop_names writer)) \
	gazetteer/data/spelling.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup run test browser check bench accuracy lock assets gazetteer screenshots clean

help:  ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 18

setup: $(PROJECT) assets gazetteer  ## Install everything into .venv and node_modules, build assets and gazetteer

run: setup $(SAMPLE)  ## Set up, load the sample corpus, serve on 127.0.0.1 (PORT=8000, DATABASE=.atlas/atlas.sqlite)
	@exec $(BIN)/conflict-atlas serve --database "$(DATABASE)" --port "$$($(BIN)/python tools/free_port.py $(PORT))"

test: setup browser check  ## Run every check and every test, real Chromium included (PYTEST="-n 2 -k dates" narrows)
	$(BIN)/python -m pytest $(PYTEST)

browser: $(PROJECT)
	@tools/setup_chromium.sh

check: $(PROJECT)  ## Lint, format, types, layers, and what the repository may hold
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tools
	$(BIN)/lint-imports
	$(BIN)/python tools/check_repository.py

bench: setup  ## Print times and memory of the main paths; never fails on a figure
	$(BIN)/python tools/bench.py

accuracy: setup  ## Score places and events on ../shared/data and write docs/accuracy.md
	$(BIN)/python tools/scorecard.py

lock: $(PACKAGES)  ## Resolve requirements.txt and package-lock.json anew
	$(BIN)/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet \
		--extra dev --extra server --custom-compile-command "make lock" pyproject.toml --output-file requirements.txt
	tools/with_node.sh npm install --package-lock-only --ignore-scripts

assets: $(VENDOR) $(BASEMAP)  ## Build what the browser loads: static/vendor, static/basemap

gazetteer: $(GAZETTEER)  ## Build the gazetteer from its sources and our overlay

screenshots: setup browser  ## Take docs/images/map.png, and every page into build/screenshots to look at
	$(BIN)/python tools/make_screenshots.py --picture docs/images/map.png --output build/screenshots

clean:  ## Remove what the other targets made, but for the store in .atlas
	rm -rf .venv node_modules static/vendor static/basemap build dist .mypy_cache .ruff_cache .pytest_cache
	rm -rf .import_linter_cache .hypothesis gazetteer/data/gazetteer.sqlite* $(GAZETTEER)
	find gazetteer geo webapp tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(PACKAGES): requirements.txt tools/setup_python.sh
	@tools/setup_python.sh
	@touch $@

# Its build backend comes with requirements.txt, so nothing is fetched here.
$(PROJECT): pyproject.toml hatch_build.py $(PACKAGES)
	@$(BIN)/python -m pip install --no-input --disable-pip-version-check --quiet \
		--no-deps --no-build-isolation --editable .
	@touch $@

$(MODULES): package-lock.json package.json | $(PACKAGES)
	@echo "Installing the browser's packages into node_modules ..."
	@tools/with_node.sh npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
	@touch $@

$(VENDOR): $(MODULES) tools/build_assets.mjs static/css/map.css $(wildcard static/js/map/*.js)
	@tools/with_node.sh node tools/build_assets.mjs

$(BASEMAP): $(MODULES) tools/build_basemap.py geo/data/countries.csv | $(PROJECT)
	@$(BIN)/python tools/build_basemap.py

$(GAZETTEER): $(MODULES) $(PACKAGES) $(GAZETTEER_SOURCES)
	@echo "Building the gazetteer (about a minute) ..."
	@$(BIN)/python tools/build_gazetteer.py
	@touch $@

# Whoever deletes a sample document does not want it back: the corpus is loaded once, and again when it changes.
$(SAMPLE): $(wildcard geo/data/sample/*) | $(PROJECT) $(GAZETTEER)
	@mkdir -p $(@D)
	@$(BIN)/conflict-atlas ingest --sample --database "$(DATABASE)"
	@touch $@
