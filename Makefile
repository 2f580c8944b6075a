# make        the edition: build/html/index.html and build/pdf/study-guide.pdf
# make test   every test, from a fresh clone
# make TEXT=essay.txt  with your own copy of the essay: build/private/, for yourself alone
# make hooks  have every commit looked through for the essay
# make docs   the handbook and the reference: build/docs/index.html
# make clean  remove what was built; make distclean also removes .venv
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: all html pdf check docs hooks test lint bench lock licences sbom versions wheel browser clean distclean

all: $(VENV)/.ready
ifdef TEXT
	@$(BIN)/edition attach "$(TEXT)"
	@$(BIN)/edition build --private
else
	@$(BIN)/edition build
endif

html pdf: $(VENV)/.ready
	@$(BIN)/edition build $@

check: $(VENV)/.ready
	@$(BIN)/edition check

# Every commit is looked through for the essay from now on.
HOOKS = $$(git rev-parse --show-prefix)hooks
hooks: $(VENV)/.ready
	@set=$$(git config --local --get core.hooksPath); [ -z "$$set" ] || [ "$$set" = "$(HOOKS)" ] \
	  || { echo "core.hooksPath は $$set である。hooks/ の中のものをそこに写す。 It is set: copy what is in hooks/ there." >&2; exit 1; }
	@git config --local core.hooksPath "$(HOOKS)"
	@echo "コミットのたびに論考の本文を調べる。外すには： Every commit is checked for the essay; to undo: git config --unset core.hooksPath"

docs: $(VENV)/.ready
	@$(BIN)/python -m sphinx -q -W --keep-going -n -b html -d .cache/docs docs build/docs
	@echo build/docs/index.html

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

test: $(VENV)/.test-ready browser lint
	@$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.test-ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The tests use the system's Chromium and poppler's pdftotext; on Debian they can be installed here, by root.
PACKAGES := chromium fonts-noto-cjk poppler-utils
browser:
	@{ { command -v chromium || command -v chromium-browser || command -v google-chrome; } && command -v pdftotext; } >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq $(PACKAGES); } \
	  || { echo "The tests need: apt-get install $(PACKAGES)" >&2; exit 1; }

# The table of the engine's figures beside those of others, in hours; BENCH="--size 500 --mkdocs …" gives bench/run.py its options.
bench: $(VENV)/.test-ready
	@$(BIN)/python bench/run.py $(BENCH)

# Renew both lock files (needs uv). They hold for Python 3.11 and later on Linux, macOS and Windows.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(LOCK) pyproject.toml --group build -o requirements.txt
	$(LOCK) --group test -c requirements.txt -o requirements-test.txt

# The engine, for other editions: dist/study_edition-VERSION-py3-none-any.whl. What an earlier build left is not taken in.
wheel: $(VENV)/.ready
	@rm -rf build/lib build/bdist.*
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

licences: $(VENV)/.test-ready
	@$(BIN)/python tools/licences.py

sbom: $(VENV)/.ready
	@$(BIN)/python tools/sbom.py build/sbom.json

# Every Python and the oldest and newest dependencies that are allowed (needs uv; half an hour). SETS="oldest newest" tries two alone.
versions: wheel browser
	@$(BIN)/python tools/versions.py "$$(ls -t dist/*.whl | head -n 1)" $(SETS)

clean:
	rm -rf build .cache

distclean: clean
	rm -rf $(VENV)
