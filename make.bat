@echo off
rem The words of the Makefile, for Windows: `make.bat help` lists them. ASCII only, and with CRLF:
rem cmd reads the code page of the system, and finds labels only in files with CRLF.
setlocal EnableExtensions DisableDelayedExpansion
set PYTHONUTF8=1
set "PYTHONDONTWRITEBYTECODE="
set "WORDS="

rem Words, and NAME=VALUE: cmd passes that as two arguments, PowerShell as one if VALUE has a blank.
:next
if "%~1"=="" goto run
set "WORD=%~1"
set "VALUE="
for /f "tokens=1,* delims==" %%A in ("%~1") do set "WORD=%%A" & set "VALUE=%%B"
for %%N in (TEXT BENCH SETS LOCK PYTHON) do if "%WORD%"=="%%N" goto setting
for %%N in (all html pdf check hooks docs messages test quick coverage lint js browser bench lock wheel licences sbom versions clean distclean help) do if "%WORD%"=="%%N" goto word
echo make.bat: no rule for "%WORD%"; there are: 1>&2
call :help 1>&2
exit /b 2
:word
set "WORDS=%WORDS% %WORD%"
shift /1
goto next
:setting
if defined VALUE goto assign
set "VALUE=%~2"
shift /1
:assign
set "%WORD%=%VALUE%"
shift /1
goto next

:run
if not defined WORDS set "WORDS=all"
rem A relative path is relative to where the user is.
if defined TEXT for %%F in ("%TEXT%") do set "TEXT=%%~fF"
cd /d "%~dp0" || exit /b 1
for %%W in (%WORDS%) do (call :%%W || exit /b 1)
exit /b 0

:all
call :ready || exit /b 1
if not defined TEXT goto public
.venv\Scripts\edition attach "%TEXT%" || exit /b 1
.venv\Scripts\edition build --private || exit /b 1
exit /b 0
:public
.venv\Scripts\edition build || exit /b 1
exit /b 0

:html
call :ready || exit /b 1
.venv\Scripts\edition build html || exit /b 1
exit /b 0

:pdf
call :ready || exit /b 1
.venv\Scripts\edition build pdf || exit /b 1
exit /b 0

:check
call :ready || exit /b 1
.venv\Scripts\edition check || exit /b 1
exit /b 0

:hooks
call :ready || exit /b 1
.venv\Scripts\python tools\install_hooks.py || exit /b 1
exit /b 0

:docs
call :ready || exit /b 1
.venv\Scripts\python tools\make_docs.py build || exit /b 1
exit /b 0

:messages
call :testready || exit /b 1
.venv\Scripts\python tools\messages.py || exit /b 1
.venv\Scripts\python tools\make_docs.py messages || exit /b 1
exit /b 0

:test
call :browser || exit /b 1
call :lint || exit /b 1
.venv\Scripts\python -m pytest -n auto --dist worksteal --durations=25 || exit /b 1
exit /b 0

:quick
call :testready || exit /b 1
call :browser || exit /b 1
.venv\Scripts\python -m pytest --quick -n auto --dist worksteal || exit /b 1
exit /b 0

:coverage
call :testready || exit /b 1
call :browser || exit /b 1
.venv\Scripts\python tools\measure_coverage.py || exit /b 1
exit /b 0

:lint
call :testready || exit /b 1
.venv\Scripts\python tools\lint.py || exit /b 1
exit /b 0

:js
call :ready || exit /b 1
.venv\Scripts\python tools\check_scripts.py || exit /b 1
exit /b 0

rem The tests look for a browser of one of these names, and for poppler's pdftotext.
:browser
where chromium >nul 2>nul || where chromium-browser >nul 2>nul || where google-chrome >nul 2>nul || goto missing
where pdftotext >nul 2>nul || goto missing
exit /b 0
:missing
echo make.bat: the tests need chromium (or google-chrome) and pdftotext on the PATH. 1>&2
exit /b 1

:bench
call :testready || exit /b 1
.venv\Scripts\python bench\run.py %BENCH% || exit /b 1
exit /b 0

:lock
set "COMPILE=uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header"
%COMPILE% %LOCK% pyproject.toml --group build -o requirements.txt || exit /b 1
%COMPILE% %LOCK% --group test -c requirements.txt -o requirements-test.txt || exit /b 1
exit /b 0

:wheel
call :ready || exit /b 1
if exist build\lib rmdir /s /q build\lib
for /d %%D in (build\bdist.*) do rmdir /s /q "%%D"
.venv\Scripts\python -m pip --quiet wheel --no-deps --no-build-isolation --wheel-dir dist . || exit /b 1
exit /b 0

:licences
call :testready || exit /b 1
.venv\Scripts\pip-licenses || exit /b 1
exit /b 0

:sbom
call :testready || exit /b 1
if not exist build mkdir build
setlocal
set PYTHONWARNINGS=ignore::UserWarning
.venv\Scripts\cyclonedx-py requirements requirements.txt --pyproject pyproject.toml --mc-type library --spec-version 1.6 --output-reproducible --output-file build\sbom.json || exit /b 1
echo build\sbom.json
exit /b 0

:versions
call :wheel || exit /b 1
call :browser || exit /b 1
set "NEWEST="
for /f "delims=" %%F in ('dir /b /o-d dist\*.whl') do if not defined NEWEST set "NEWEST=%%F"
.venv\Scripts\python tools\versions.py "dist\%NEWEST%" %SETS% || exit /b 1
exit /b 0

:clean
if exist build rmdir /s /q build
if exist .cache rmdir /s /q .cache
exit /b 0

:distclean
call :clean || exit /b 1
if exist .venv rmdir /s /q .venv
exit /b 0

:help
echo make all        the edition, in build/html and build/pdf; TEXT=essay.txt: with your own copy of the essay, in build/private
echo make html       the pages alone
echo make pdf        the study guide alone
echo make check      report every mistake in the sources, with file and line
echo make hooks      from now on, search every commit for the text of the essay
echo make docs       the handbook and the reference, in English and Japanese, in build/docs
echo make messages   collect the messages of engine and handbook into their catalogues, and check the translations
echo make test       lint, and run every test
echo make quick      run one test for each behaviour, in a minute or two and without lint
echo make coverage   run every test and print the branches reached in each room; all of core must be
echo make lint       format, types, imports, dependencies, prose and workflows; all are reported
echo make js         check the types of the scripts of the pages (needs npm)
echo make browser    install or find what the tests need besides Python
echo make bench      compare the engine with other tools (hours); BENCH="--size 500": options of bench/run.py
echo make lock       update both lock files (needs uv); LOCK="--upgrade": to the newest versions
echo make wheel      the engine for other editions, in dist
echo make licences   the licence of every dependency; fails if one is not allowed
echo make sbom       the locked packages as CycloneDX, in build/sbom.json
echo make versions   test every Python and the ends of the dependencies' ranges (needs uv); SETS="oldest newest": two alone
echo make clean      remove what was built
echo make distclean  remove .venv as well
echo make help       this list
exit /b 0

rem Install what is required, again whenever that has changed: what was installed is kept next to it.
:ready
fc /b requirements.txt .venv\requirements.txt >nul 2>nul || goto install
fc /b pyproject.toml .venv\pyproject.toml >nul 2>nul || goto install
exit /b 0
:install
where py >nul 2>nul && set "LAUNCHER=py" || set "LAUNCHER=python"
if not defined PYTHON set "PYTHON=%LAUNCHER%"
call "%PYTHON%" -c "import sys; sys.exit('Python 3.11 or later is needed; set PYTHON=...' if sys.version_info < (3, 11) else 0)" || exit /b 1
echo Preparing .venv (once) ...
call "%PYTHON%" -m venv .venv || exit /b 1
.venv\Scripts\python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements.txt || exit /b 1
.venv\Scripts\python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable . || exit /b 1
if exist .venv\requirements-test.txt del .venv\requirements-test.txt
copy /y requirements.txt .venv >nul || exit /b 1
copy /y pyproject.toml .venv >nul || exit /b 1
exit /b 0

:testready
call :ready || exit /b 1
fc /b requirements-test.txt .venv\requirements-test.txt >nul 2>nul && exit /b 0
.venv\Scripts\python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements-test.txt || exit /b 1
copy /y requirements-test.txt .venv >nul || exit /b 1
exit /b 0
