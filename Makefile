# `make help` lists what there is. make.bat has the same words for Windows (tests/tools/test_make.py).
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Commands start in half the time if Python may keep what it has compiled.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: all html pdf check messages docs hooks test quick coverage lint js bench lock licences sbom versions wheel browser clean distclean help
.DEFAULT_GOAL := all

all: $(VENV)/.ready ## the edition, in build/html and build/pdf; TEXT=essay.txt: with your own copy of the essay, in build/private
ifdef TEXT
	@$(BIN)/edition attach "$(TEXT)"
	@$(BIN)/edition build --private
else
	@$(BIN)/edition build
endif

html: $(VENV)/.ready ## the pages alone
	@$(BIN)/edition build html

pdf: $(VENV)/.ready ## the study guide alone
	@$(BIN)/edition build pdf

check: $(VENV)/.ready ## report every mistake in the sources, with file and line
	@$(BIN)/edition check

hooks: $(VENV)/.ready ## from now on, search every commit for the text of the essay
	@$(BIN)/python tools/install_hooks.py

docs: $(VENV)/.ready ## the handbook and the reference, in English and Japanese, in build/docs
	@$(BIN)/python tools/make_docs.py build

messages: $(VENV)/.test-ready ## collect the messages of engine and handbook into their catalogues, and check the translations
	@$(BIN)/python tools/messages.py
	@$(BIN)/python tools/make_docs.py messages

$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; set PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@echo "Preparing $(VENV) (once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test-ready: $(VENV)/.ready requirements-test.txt
	@$(PIP) install --require-hashes -r requirements-test.txt
	@touch $@

test: $(VENV)/.test-ready browser lint ## lint, and run every test
	@$(BIN)/python -m pytest -n auto --dist worksteal --durations=25

quick: $(VENV)/.test-ready browser ## run one test for each behaviour, in a minute or two and without lint
	@$(BIN)/python -m pytest --quick -n auto --dist worksteal

coverage: $(VENV)/.test-ready browser ## run every test and print the branches reached in each room; all of core must be
	@$(BIN)/python tools/measure_coverage.py

lint: $(VENV)/.test-ready ## format, types, imports, dependencies, prose and workflows; all are reported
	@$(BIN)/python tools/lint.py

js: $(VENV)/.ready ## check the types of the scripts of the pages (needs npm)
	@$(BIN)/python tools/check_scripts.py

# The tests use the system's Chromium and poppler's pdftotext; on Debian, root installs them here.
# With chromium-headless-shell, which is Chromium without windows, they need a third less time for pages.
PACKAGES := chromium chromium-headless-shell fonts-noto-cjk poppler-utils
browser: ## install or find what the tests need besides Python
	@{ { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome; } && command -v pdftotext; } >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq $(PACKAGES); } \
	  || { echo "The tests need: apt-get install $(PACKAGES)" >&2; exit 1; }

bench: $(VENV)/.test-ready ## compare the engine with other tools (hours); BENCH="--size 500": options of bench/run.py
	@$(BIN)/python bench/run.py $(BENCH)

# The lock files apply to Python 3.11 and later on Linux, macOS and Windows,
# and give each Python the newest versions that run on it. What is locked stays within its range:
# LOCK="--upgrade" or LOCK="--upgrade-package sphinx" takes newer versions.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: ## update both lock files (needs uv); LOCK="--upgrade": to the newest versions
	$(COMPILE) $(LOCK) pyproject.toml --group build -o requirements.txt
	$(COMPILE) $(LOCK) --group test -c requirements.txt -o requirements-test.txt

# Without files of earlier builds.
wheel: $(VENV)/.ready ## the engine for other editions, in dist
	@rm -rf build/lib build/bdist.*
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

licences: $(VENV)/.test-ready ## the licence of every dependency; fails if one is not allowed
	@$(BIN)/pip-licenses

# The packages locked for building, as CycloneDX; the same lock gives the same bytes. The tool would
# warn that a lock has no dependency graph.
sbom: $(VENV)/.test-ready ## the locked packages as CycloneDX, in build/sbom.json
	@mkdir -p build
	@PYTHONWARNINGS=ignore::UserWarning $(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type library \
	  --spec-version 1.6 --output-reproducible --output-file build/sbom.json
	@echo build/sbom.json

versions: wheel browser ## test every Python and the ends of the dependencies' ranges (needs uv); SETS="oldest newest": two alone
	@$(BIN)/python tools/versions.py "$$(ls -t dist/*.whl | head -n 1)" $(SETS)

clean: ## remove what was built
	rm -rf build .cache

distclean: clean ## remove .venv as well
	rm -rf $(VENV)

help: ## this list
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/make \1:\2/p' $(MAKEFILE_LIST) | awk -F: '{ word = $$1; sub("[^:]*:", ""); printf "%-15s %s\n", word, $$0 }'
