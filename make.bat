@echo off
rem make.bat                  the edition, in build\html and build\pdf
rem make.bat TEXT=essay.txt   with your own copy of the essay: build\private, for yourself alone
rem make.bat docs             the handbook and the reference, in English and Japanese: build\docs\index.html
rem make.bat test             every test (needs Chromium or Chrome on the PATH)
rem make.bat lint             format, types, imports, dependencies and prose; all are reported
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
if not exist .venv\ready (
  py -3 -m venv .venv || exit /b 1
  .venv\Scripts\python -m pip --quiet install --require-hashes -r requirements.txt || exit /b 1
  .venv\Scripts\python -m pip --quiet install --no-deps --no-build-isolation --editable . || exit /b 1
  echo ready> .venv\ready
)
if "%~1"=="test" (
  .venv\Scripts\python -m pip --quiet install --require-hashes -r requirements-test.txt || exit /b 1
  .venv\Scripts\python -m pytest -n auto
  exit /b
)
if "%~1"=="lint" goto lint
if "%~1"=="docs" (
  .venv\Scripts\python tools\make_docs.py build
  exit /b
)
rem cmd passes TEXT=essay.txt as two arguments.
if /i "%~1"=="TEXT" set "TEXT=%~2"
if defined TEXT (
  .venv\Scripts\edition attach "%TEXT%" || exit /b 1
  .venv\Scripts\edition build --private
  exit /b
)
.venv\Scripts\edition build
exit /b
:lint
.venv\Scripts\python -m pip --quiet install --require-hashes -r requirements-test.txt || exit /b 1
set failed=0
.venv\Scripts\ruff check --quiet --output-format concise . || set failed=1
.venv\Scripts\ruff format --quiet --check . || set failed=1
.venv\Scripts\mypy || set failed=1
.venv\Scripts\lint-imports --no-logo --cache-dir .cache\import-linter || set failed=1
.venv\Scripts\deptry _ext || set failed=1
.venv\Scripts\ast-grep scan --config tools\prose\sgconfig.yml --globs "!tests" --globs "!source" --report-style short || set failed=1
exit /b %failed%
