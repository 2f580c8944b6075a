@echo off
rem make.bat        the edition, in build\html and build\pdf
rem make.bat test   every test (needs Chromium or Chrome on the PATH)
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
if not exist .venv\ready (
  py -3 -m venv .venv || exit /b 1
  .venv\Scripts\python -m pip --quiet install --require-hashes -r requirements.txt || exit /b 1
  .venv\Scripts\python -m pip --quiet install --no-deps --no-build-isolation --editable . || exit /b 1
  echo ready> .venv\ready
)
if "%1"=="test" (
  .venv\Scripts\python -m pip --quiet install --require-hashes -r requirements-test.txt || exit /b 1
  .venv\Scripts\python -m pytest -n auto
  exit /b
)
.venv\Scripts\edition build
