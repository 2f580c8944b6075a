# make        the edition: build/html/index.html and build/pdf/study-guide.pdf
# make test   run every test; works from a fresh clone
# make lint   format, types, imports, dependencies and prose; all are reported
# make TEXT=essay.txt  with your own copy of the essay: build/private/, for yourself alone
# make hooks  search every commit for the essay's text
# make messages  collect the messages of engine and handbook into their catalogues, and check the translations
# make docs   the handbook and the reference, in English and Japanese: build/docs/index.html
# make clean  remove what was built; make distclean also removes .venv
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: all html pdf check messages docs hooks test lint bench lock licences sbom versions wheel browser clean distclean

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

# From now on git searches every commit for the essay's text.
HOOKS = $$(git rev-parse --show-prefix)hooks
hooks: $(VENV)/.ready
	@set=$$(git config --local --get core.hooksPath); [ -z "$$set" ] || [ "$$set" = "$(HOOKS)" ] \
	  || { echo "core.hooksPath は $$set である。hooks/ の中のものをそこに写す。 It is set: copy what is in hooks/ there." >&2; exit 1; }
	@git config --local core.hooksPath "$(HOOKS)"
	@echo "コミットのたびに論考の本文を調べる。外すには： Every commit is checked for the essay; to undo: git config --unset core.hooksPath"

docs: $(VENV)/.ready
	@$(BIN)/python tools/make_docs.py build

# Update the handbook's catalogues, docs/locale, from its sources; then translate what is empty or fuzzy.
messages: $(VENV)/.test-ready
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

test: $(VENV)/.test-ready browser lint
	@$(BIN)/python -m pytest -n auto --dist worksteal

# Every linter runs, whatever the one before it found.
PROSE := --config tools/prose/sgconfig.yml --globs '!tests' --globs '!source'
lint: $(VENV)/.test-ready
	@failed=; run() { echo "lint: $$*"; "$(BIN)/$$@" || failed="$$failed $$1"; }; \
	  run ruff check --quiet --output-format concise .; \
	  run ruff format --quiet --check .; \
	  run mypy; \
	  run lint-imports --no-logo --cache-dir .cache/import-linter; \
	  run deptry _ext; \
	  run ast-grep scan $(PROSE) --report-style short; \
	  if [ "$$failed" ]; then echo "lint: failed:$$failed" >&2; exit 1; fi

# The tests use the system's Chromium and poppler's pdftotext; on Debian, root installs them here.
PACKAGES := chromium fonts-noto-cjk poppler-utils
browser:
	@{ { command -v chromium || command -v chromium-browser || command -v google-chrome; } && command -v pdftotext; } >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq $(PACKAGES); } \
	  || { echo "The tests need: apt-get install $(PACKAGES)" >&2; exit 1; }

# Compare the engine with other tools (takes hours); BENCH="--size 500 …" passes options to bench/run.py.
bench: $(VENV)/.test-ready
	@$(BIN)/python bench/run.py $(BENCH)

# Update both lock files (needs uv). They apply to Python 3.11 and later on Linux, macOS and Windows,
# and give each Python the newest versions that run on it. What is locked stays within its range:
# LOCK="--upgrade" or LOCK="--upgrade-package sphinx" takes newer versions.
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(COMPILE) $(LOCK) pyproject.toml --group build -o requirements.txt
	$(COMPILE) $(LOCK) --group test -c requirements.txt -o requirements-test.txt

# The engine, for other editions: dist/study_edition-VERSION-py3-none-any.whl, without files of earlier builds.
wheel: $(VENV)/.ready
	@rm -rf build/lib build/bdist.*
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

licences: $(VENV)/.test-ready
	@$(BIN)/pip-licenses

# The packages locked for building, as CycloneDX; the same lock gives the same bytes. The tool would
# warn that a lock has no dependency graph.
sbom: $(VENV)/.test-ready
	@mkdir -p build
	@PYTHONWARNINGS=ignore::UserWarning $(BIN)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type library \
	  --spec-version 1.6 --output-reproducible --output-file build/sbom.json
	@echo build/sbom.json

# Test every Python, and the oldest and newest dependencies allowed (needs uv; half an hour). SETS="oldest newest" tests only two sets.
versions: wheel browser
	@$(BIN)/python tools/versions.py "$$(ls -t dist/*.whl | head -n 1)" $(SETS)

clean:
	rm -rf build .cache

distclean: clean
	rm -rf $(VENV)
