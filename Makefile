# make help lists what there is. Everything lives in .venv, made on first use and again when the pins change.
PYTHON ?= python3
PORT ?= 8866
EXPORT ?=
OPTIONS ?=
# K/N: of the cases of a test every Nth, from the Kth on, at least one
PART ?= 1/1
# K/N: of the tests of the modules the Kth of N parts, and of those in the browser
DRAWN ?= 1/1
SEEN ?= 1/1

BIN := .venv/bin
PINS := pyproject.toml constraints.txt
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PYTEST := $(BIN)/python -m pytest

.PHONY: help dashboard lab front test lint unit words notebooks browser installed test-spark lowest pythons conda slow damage fuzz bench evidence docs pictures architecture house release pins clean
.NOTPARALLEL:
.DEFAULT_GOAL := help

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' \
		| while IFS='|' read -r target words; do printf '  make %-12s %s\n' "$$target" "$$words"; done

dashboard: .venv/.installed .venv/.front  ## the manager's page on the sample; your file: EXPORT=path/to/file.csv, other port: PORT=8867
	$(BIN)/cycle-kit dashboard $(if $(EXPORT),"$(EXPORT)") --port $(PORT) $(OPTIONS)

lab: .venv/.installed  ## JupyterLab on the notebooks; in a language, in build/lab: LOCALE=fa, ar, pl or bg
	$(if $(LOCALE),$(BIN)/cycle-kit lab build/lab --locale $(LOCALE) $(OPTIONS),$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/start.ipynb $(if $(filter 0,$(shell id -u)),--allow-root) $(OPTIONS) notebooks)

front: .venv/.installed  ## the pages' own front end, built by npm; without it they take Voila's, larger and slower
	$(BIN)/python front/build.py

test: lint unit words notebooks browser installed test-spark  ## everything below up to test-spark, set-up included

lint: .venv/.tested  ## style, format, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

# worksteal: neighbours stay on one core, which makes what they share once
unit: .venv/.tested  ## tests of the modules, and the examples in their docstrings
	$(PYTEST) -n 2 --dist worksteal --ignore tests/browser --ignore tests/spark --part $(PART) --drawn $(DRAWN)

words: .venv/.documented  ## the pages of the site without what they compute: warnings are errors, every link followed
	$(BIN)/sphinx-build -q -E -W --keep-going -D compute=0 docs .venv/words

notebooks: .venv/.tested  ## every notebook runs, and its pinned tables hold
	$(PYTEST) -n 2 --dist loadfile -p tests.conftest --nbval-lax --nbval-current-env notebooks

browser: .venv/.tested .venv/.front  ## the pages in a real Chromium or Chrome
	chromium=$$(.ci/browser $(BIN)/python) && CHROMIUM="$$chromium" $(PYTEST) tests/browser --drawn $(SEEN)

installed: .venv/.tested .venv/.front  ## wheel and source archive, in an empty environment and an empty folder each
	$(BIN)/python -m tests.installing

test-spark: .venv/.sparked  ## every metric on a Spark cluster of two workers on this machine; needs Java 17 or newer
	$(PYTEST) tests/spark --timeout 600 --part $(PART)

lowest: .venv/.tested  ## the wheel with the lowest versions that pyproject.toml allows, and some tests
	$(BIN)/python -m tests.installing --lowest

pythons: .venv/.tested  ## the wheel on every Python from 3.11 on that is here, and some tests
	$(BIN)/python -m tests.installing --every

conda: .venv/.tested  ## environment.yml in an empty environment; needs conda, mamba or micromamba
	$(BIN)/python -m tests.installing --conda

slow: .venv/.tested  ## which tests take longest, measured anew: tests/slow.txt; of them CI draws a part
	-$(PYTEST) -n 2 --dist worksteal --ignore tests/browser --ignore tests/spark --junitxml=.venv/slow.xml
	$(BIN)/python -m tests.slow .venv/slow.xml

damage: .venv/.tested  ## every damage that exports carry, put into every sample: an hour or more; a part: OPTIONS="--share 0.02"
	$(BIN)/python -m tests.damage $(OPTIONS)

fuzz: .venv/.tested  ## 20,000 files that nobody would write; guided by coverage where atheris installs (the extra "fuzz")
	-@$(INSTALL) --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz

bench: .venv/.benched .venv/.front  ## loading timed against a bare read, metrics, our pages against Streamlit's, in the same run
	$(BIN)/python bench/loading.py
	$(BIN)/python -m bench.metrics --deals 2000
	chromium=$$(.ci/browser $(BIN)/python) && CHROMIUM="$$chromium" $(BIN)/python bench/first_chart.py \
		--notebook notebooks/manager.ipynb --export data/samples/hubspot_deals.csv
	chromium=$$(.ci/browser $(BIN)/python) && CHROMIUM="$$chromium" $(BIN)/python -m bench.visits \
		--export data/samples/hubspot_deals.csv --charts 6 --again

evidence: .venv/.tested  ## how far the numbers can be trusted, measured anew: docs/evidence.md, some minutes
	$(BIN)/python -m bench.evidence

docs: .venv/.documented  ## the site, every figure of it computed: docs/_build/index.html, some minutes; needs no network
	$(BIN)/sphinx-build -q -E -W --keep-going docs docs/_build

pictures: .venv/.tested  ## the README's picture, taken anew
	chromium=$$(.ci/browser $(BIN)/python) && CHROMIUM="$$chromium" $(BIN)/python bench/pictures.py

architecture: .venv/.tested  ## the picture of the rooms, drawn anew from the import contracts: docs/architecture.svg
	$(BIN)/python -m bench.architecture

house: .venv/.tested  ## how large the package is and what an addition touches, counted anew: docs/house.md
	$(BIN)/python -m tests.house

release: test front  ## what is handed out, after all tests: wheel, source archive, changes and licences in dist; to try it: OPTIONS=--draft
	$(BIN)/python -m bench.release $(OPTIONS)

# soupsieve 3 and newer want Python 3.11.5, and systems still come with 3.11.2
pins:  ## constraints.txt anew, with the latest that pyproject.toml allows
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --editable '.[test,bench,spark,docs]' 'soupsieve<3'
	$(BIN)/python -m pip install --quiet --no-deps lifelines
	{ sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | sed '/^#/d'; } > .venv/pins
	mv .venv/pins constraints.txt

clean:  ## .venv, built files and caches away
	rm -rf .venv build dist docs/_build docs/from cycle_kit/_front .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.installed: $(PINS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'cycle_kit needs Python 3.11 or newer. Name one: make PYTHON=python3.12 ...'; exit 1; }
	@test ! -L .venv || { echo '.venv is a link: setting it up here would empty the folder that it leads to.'; exit 1; }
	@echo 'Setting up .venv: about a minute, once'
	@$(PYTHON) -m venv --clear .venv
	@$(INSTALL) --editable .
	@touch $@

# lifelines says pandas<3 and works with pandas 3: installed last, without its dependencies (pyproject.toml has them).
.venv/.tested: .venv/.installed
	@echo 'Adding what the tests need: about a minute, once'
	@$(INSTALL) --editable '.[test]'
	@$(INSTALL) --no-deps lifelines
	@touch $@

# where there is no npm, or none that gets its packages, pages do without
.venv/.front: .venv/.installed $(wildcard front/* front/licences/*)
	@$(BIN)/python front/build.py >/dev/null 2>&1 || true
	@touch $@

.venv/.sparked: .venv/.tested
	@java -version 2>/dev/null || { echo 'Spark needs Java 17 or newer on the PATH.'; exit 1; }
	@echo 'Adding Spark: some minutes, once'
	@$(INSTALL) --editable '.[spark]'
	@touch $@

.venv/.documented: .venv/.installed
	@$(INSTALL) --editable '.[docs]'
	@touch $@

.venv/.benched: .venv/.tested
	@$(INSTALL) --editable '.[bench]'
	@touch $@
