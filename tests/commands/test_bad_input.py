"""Bad input of every kind to every command is one readable line with the right exit code."""

from __future__ import annotations

import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfWriter

from study_edition.commands.cli import main
from workshop import make_project

JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
LANGUAGES = ("C.UTF-8", "ja_JP.UTF-8")
HUGE = "9" * 31


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = make_project(tmp_path_factory.mktemp("bad input"))
    (root / "witness.json").write_text(
        '{"witness": "w", "rule": 2, "headings": [], "paragraphs": {}}', "utf-8"
    )
    return root


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    return tmp_path_factory.mktemp("受信 箱")


def files_below(root):
    """Return the contents, link targets and file types in a folder, without what a build makes."""
    found = {}
    for path in root.rglob("*"):
        if path.relative_to(root).parts[0] not in {".cache", "build"}:
            found[path] = (
                path.readlink()
                if path.is_symlink()
                else path.read_bytes()
                if path.is_file()
                else path.lstat().st_mode
            )
    return found


@pytest.fixture(autouse=True)
def _time_limit():
    """Fail a test that waits without end."""

    def late(*_):
        pytest.fail("it waits without end")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def run(project, monkeypatch, capsys):
    """Run a command in this process; return its exit code and stderr lines without the usage."""

    def go(*arguments, lang="C.UTF-8"):
        monkeypatch.chdir(project)
        monkeypatch.setenv("LC_ALL", lang)
        before = files_below(project)
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = end.code
        lines = capsys.readouterr().err.splitlines()
        assert files_below(project) == before
        assert not [line for line in lines if "Traceback" in line]
        if lines and lines[0].startswith("usage: "):
            lines = lines[-1:]
        return code, lines

    return go


def assert_refused(run, *arguments, code=1, expected="", english_only=False):
    """Assert that a command fails with one line in each language."""
    for lang in LANGUAGES:
        result, lines = run(*arguments, lang=lang)
        assert (result, len(lines)) == (code, 1), lines
        assert lines[0].startswith("edition"), lines
        shown = lines[0]
        for argument in map(str, arguments):
            if argument.startswith("/"):
                shown = shown.replace(argument, "").replace(str(Path(argument).parent), "")
        assert not re.search("[\x00-\x1f\x7f]", shown)
        if lang == "C.UTF-8":
            assert expected in shown, shown
        elif not english_only:
            assert JAPANESE.search(shown), shown


# -- other things instead of every file that a command reads


def _make_nothing(path):
    """Make no file."""


KINDS = {
    "missing": ("m", _make_nothing),
    "folder": ("d", Path.mkdir),
    "empty": ("e", Path.touch),
    "white": ("w", lambda path: path.write_bytes(" \n\u3000\t\r\n".encode())),
    "binary": ("b", lambda path: path.write_bytes(random.Random(1).randbytes(3000))),
    "nul": ("n", lambda path: path.write_bytes(b"abc\0def\n")),
    "two encodings": (
        "g",
        lambda path: path.write_bytes(
            "港の市場".encode("euc_jp") + "港の市場".encode("cp932") + b"\xff\xfe"
        ),
    ),
    "half a mark": ("h", lambda path: path.write_bytes(b"\xff\xfe\x00")),
    "huge": ("huge", lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 70 * 2**20)),
    "pipe": ("f", os.mkfifo),
    "dangling link": ("l", lambda path: path.symlink_to("/nonexistent/x")),
    "link in a circle": ("c", lambda path: path.symlink_to(path)),
    "long name": ("x" * 300, _make_nothing),
    "newline in its name": ("a\nb", Path.touch),
    "controls in its name": ("a\x1b[31m\u202eb", Path.touch),
    "name of no encoding": (os.fsdecode(b"\xff\xfe"), Path.touch),
    "Japanese name": ("港 の市場", Path.touch),
    "leading hyphen": ("-x", Path.touch),
}
TAKERS = {
    "verify": ["verify"],
    "verify --text": ["verify", "source/index.md", "--text"],
    "attach": ["attach"],
    "fingerprint": ["fingerprint"],
    "layer check": ["layer", "check"],
    "layer import": ["layer", "import", "--as", "zz"],
}


@pytest.fixture(scope="module")
def kinds(inbox):
    made = {}
    for kind, (name, make) in KINDS.items():
        path = made[kind] = inbox / f"{name}.md"
        make(path)
    return made


@pytest.mark.parametrize("taker", TAKERS)
@pytest.mark.parametrize("kind", KINDS)
def test_unusable_file_is_refused(run, kinds, kind, taker):
    assert_refused(run, *TAKERS[taker], kinds[kind])


@pytest.mark.parametrize("taker", TAKERS)
def test_device_is_refused(run, taker):
    assert_refused(run, *TAKERS[taker], "/dev/zero", expected="not a regular file")


def test_name_that_begins_with_a_hyphen_is_read_after_two_hyphens(run, inbox, monkeypatch, project):
    (project / "-x.md").touch()
    try:
        assert_refused(run, "verify", "--", "-x.md", expected="no text")
        assert run("verify", "-x.md")[0] == 2
    finally:
        (project / "-x.md").unlink()


@pytest.mark.skipif(
    os.getuid() != 0 and not hasattr(os, "chmod"), reason="permissions cannot be set"
)
@pytest.mark.parametrize(
    "taker", ["verify", "attach", "fingerprint", "layer check", "layer import"]
)
def test_unreadable_file_is_refused(run, inbox, monkeypatch, taker):
    """Root may read everything, so opening itself fails as it does for others."""
    path = inbox / "closed.md"
    path.write_text("文。", "utf-8")
    opened = Path.open

    def closed(self, *arguments, **options):
        if self.name == path.name:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", closed)
    assert_refused(run, *TAKERS[taker], path, expected="permission")


# -- broken files of each kind

XML = '<?xml version="1.0"?>'
LAUGHS = (
    XML
    + '<!DOCTYPE a [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + "]><a>&j;</a>"
)
OUTSIDE = XML + '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
RELATIONS = (
    XML
    + '<Relationships xmlns="r"><Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>'
)


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name, text)
    return out.getvalue()


def word(document):
    return zipped(**{"_rels/.rels": RELATIONS, "word/document.xml": document})


def workbook(sheet=""):
    """Return a workbook, with *sheet* as its sheet if given."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0].append(["locus", "text"])
    book.save(out)
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped(**(parts | ({"xl/worksheets/sheet1.xml": sheet} if sheet else {})))


def encrypted(data):
    """Return a zip package whose members are marked as encrypted."""
    made = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := made.find(mark, place + 1)) >= 0:
            made[place + at] |= 1
    return bytes(made)


def pdf(password=""):
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


WORD = word(
    XML
    + "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>abc</w:t></w:r></w:p></w:body></w:document>"
)
FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>'
    '<row r="99999"><c r="XFD99999"><v>1</v></c></row></sheetData></worksheet>'
)
BROKEN = {
    "half.docx": (WORD[: len(WORD) // 2], "broken"),
    "locked.docx": (encrypted(WORD), "password"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
    "nothing.docx": (b"PK\x05\x06" + bytes(18), "ZIP is not supported"),
    "text.docx": (b"hello", "not a .docx file"),
    "bad xml.docx": (word("<w"), "broken"),
    "laughs.docx": (word(LAUGHS), "broken"),
    "outside.docx": (word(OUTSIDE), "broken"),
    "deep.docx": (
        word(XML + "<w:d xmlns:w='w'>" + "<w:p>" * 9999 + "</w:p>" * 9999 + "</w:d>"),
        "nested too deeply",
    ),
    "bomb.docx": (word(XML + "<w:d xmlns:w='w'>" + " " * (17 * 2**20) + "</w:d>"), "too large"),
    "head.pdf": (b"%PDF-1.4\n", "broken"),
    "half.pdf": (pdf()[:200], "broken"),
    "locked.pdf": (pdf("x"), "password"),
    "blank.pdf": (pdf(), "no text"),
    "noise.pdf": (b"%PDF-1.7\n" + random.Random(2).randbytes(4000), "broken"),
    "text.pdf": (b"abc", "not a .pdf file"),
    "deep.html": (b"<div>" * 100_000 + b"x", "nested too deeply"),
    "deep2.html": (b"<b>" * 100_000 + b"x", "nested too deeply"),
    "many.html": (b"<br>" * 200_001 + b"x", "too many elements"),
    "script.html": (b"<html><script>x</script>", "no text"),
    "charset.html": (b'<meta charset="nonsense">\x80\x81\xff', "encoding"),
    "long.txt": (b"x" * (4 * 10**6 + 1), "too large"),
    "x.rtf": (b"{\\rtf1", "RTF is not supported"),
    "x.png": (b"\x89PNG\r\n\x1a\n", "PNG is not supported"),
    "x.gz": (b"\x1f\x8b", "gzip is not supported"),
}
TABLES = {
    "half.xlsx": (workbook()[:900], "workbook"),
    "locked.xlsx": (encrypted(workbook()), "workbook"),
    "sheet.xlsx": (workbook("<x"), "workbook"),
    "laughs.xlsx": (workbook(LAUGHS), "workbook"),
    "outside.xlsx": (workbook(OUTSIDE), "workbook"),
    "bomb.xlsx": (workbook(" " * (65 * 2**20)), "too large"),
    "empty.xlsx": (workbook(), "no notes"),
    "far.xlsx": (workbook(FAR), "no column"),
    "quote.csv": (b'locus,text\n1,"abc', "quotation marks"),
    "cell.csv": (b"locus,text\n1," + b"x" * 200_000, "no table from here on"),
    "columns.csv": (b"," * 9999, "no column"),
    "nul.csv": (b"locus,text\n1,a\0b\n", "encoding"),
    "half.json": (b'{"a":', "not JSON"),
    "deep.json": (b"[" * 100_000, "nesting"),
    "number.json": (b"[" + b"9" * 5000 + b"]", "number"),
    "object.json": (b"{}", "no list"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("verb", ["verify", "attach"])
def test_broken_document_is_refused(run, inbox, verb, name):
    data, expected = BROKEN[name]
    (inbox / name).write_bytes(data)
    assert_refused(run, verb, inbox / name, expected=expected)


@pytest.mark.parametrize("name", TABLES)
def test_broken_table_is_refused(run, inbox, name):
    data, expected = TABLES[name]
    (inbox / name).write_bytes(data)
    assert_refused(run, "layer", "import", inbox / name, "--as", "zz", expected=expected)


def test_each_row_without_a_valid_locus_is_one_line(run, inbox):
    loci = ["0", "-1", HUGE, "¹⁸", "3-1", "x", "99", ""]
    path = inbox / "loci.csv"
    path.write_text("locus,text\n" + "".join(f"{locus},文。\n" for locus in loci) + "1,\n", "utf-8")
    code, lines = run("layer", "import", path, "--as", "zz")
    assert code == 1
    assert [line.split(": ")[1] for line in lines] == [
        *(f"{path}:{row}" for row in range(2, 11)),
        str(path),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("opened", ["[^", "["])
def test_deep_nesting_is_read_in_linear_time(run, inbox, opened):
    """It is read or refused; anything quadratic would exceed the time limit above."""
    path = inbox / "opened.md"
    front = (
        "---\nlayer: opened\ntitle: t\nkind: comment\nauthor: a\nlang: ja\nlicense: x\n---\n# t\n\n"
    )
    path.write_text(f"{front}:::{{note}} 1\nx {opened * 15_000}\n:::\n", "utf-8")
    assert run("layer", "check", path) == (0, [])


# -- arguments

WRONG = {
    "cite": [
        *(
            ["cite", what]
            for what in (
                "0",
                "-1",
                HUGE,
                f"1-{HUGE}",
                "¹⁸",
                "3-1",
                "",
                "x",
                "1 3",
                "p. 3",
                "99",
                "第段落",
                "\udcff",
                "note-\n",
            )
        ),
        *(["cite", what] for what in ("note-", "note-__proto__", "term-", "term-<script>")),
    ],
    "fingerprint": [["fingerprint", "conf.py", "--lines", "9000"], ["fingerprint", "conf.py"]],
    "export": [
        ["export", "annotations", "--layers", "nope"],
        ["export", "annotations", "--layers", ",,"],
        ["export", "annotations", "-o", "source"],
        ["export", "annotations", "-o", "conf.py/x"],
        ["export", "annotations", "-o", "x" * 300],
    ],
    "verify": [
        ["verify", "source/index.md", "--html", "/nonexistent/x.html"],
        ["verify", "source/index.md", "--html", "source"],
        ["verify", "source/index.md", "--html", "source/../source/index.md"],
    ],
    "layer": [
        ["layer", "new", "comment"],
        ["layer", "new", "a" * 300],
        ["layer", "new", "zz", "--to", "conf.py"],
        ["layer", "new", "zz", "--to", "/proc/x"],
        ["layer", "import"],
        ["layer", "import", "conf.py", "--as", "X"],
        ["layer", "import", "日本.csv"],
        ["layer", "import", "--template", "csv", "-o", "conf.py"],
        ["layer", "import", "--template", "csv", "-o", "/proc/x/y"],
    ],
    "retire": [
        ["retire", "p1", "--reason", "x"],
        ["retire", "p0", "--reason", "x"],
        ["retire", f"p{HUGE}", "--reason", "x"],
        ["retire", "p1", "--undo"],
    ],
    "release": [["release", "9.9"]],
    "build": [
        ["build", "--private"],
        ["build", "handout", "-q"],
        ["build", "handout", "--paragraphs", "1", "--private"],
        ["build", "handout", "-q", "--paragraphs", "0"],
        ["build", "handout", "-q", "--paragraphs", "1-999999999"],
        ["build", "handout", "-q", "--paragraphs", "1", "--layers", "nope"],
    ],
    "check": [["--root", "/nonexistent", "check"], ["--root", "/proc", "check"]],
}
USAGE = {
    "cite": [
        ["cite"],
        ["cite", "1", "2"],
        *(["cite", "1", "--style", style] for style in ("", "x", "\n", "APA")),
        ["cite", "1", "--lang", "fr"],
        *(
            ["cite", "1", "--accessed", date]
            for date in ("2026-02-30", "0000-01-01", "２０２６-01-01", "-1", HUGE)
        ),
        ["cite", "note-comment-toll", "--words", "essay"],
    ],
    "fingerprint": [
        *(
            ["fingerprint", "x", "--lines", lines]
            for lines in ("0-1", "3-1", "¹-²", "９", HUGE, "9" * 6000)
        ),
        ["fingerprint"],
    ],
    "release": [
        ["release", "x y"],
        ["release", ""],
        ["release", "1.0", "--date", "2026-02-30"],
        ["release", "1.0", "--date", "２０２６-01-01"],
    ],
    "retire": [
        ["retire", "p1"],
        ["retire", "P1", "--reason", "x"],
        ["retire", "<script>", "--reason", "x"],
        ["retire", "p1", "--reason", " "],
        ["retire", "p1", "--reason", "\udcff"],
        ["retire", "p1", "--undo", "--reason", "x"],
    ],
    "layer": [
        ["layer"],
        ["layer", "check"],
        ["layer", "new", "日本"],
        ["layer", "new", "../x"],
        ["layer", "new", "zz", "--title", "a\nb"],
        ["layer", "new", "zz", "--author", "\udcff"],
        ["layer", "new", "zz", "--lang", "日本語"],
        ["layer", "import", "x.csv", "--title", "a\n---"],
        ["layer", "import", "x.csv", "--lang", "<script>"],
    ],
    "build": [
        ["build", "docx"],
        ["build", "html", "--paragraphs", "1"],
        ["build", "pdf", "--paper", "a3"],
        ["build", "handout", "--paragraphs", HUGE],
        ["build", "handout", "--paragraphs", "3-1"],
        ["build", "handout", "--paragraphs", "1", "--lines", "²"],
        ["build", "--audience", "all"],
    ],
    "others": [["verify"], ["attach"], ["detach", "x"], ["check", "x"], ["export"], ["nope"], []],
}


def listed(table):
    return [
        pytest.param(arguments, id=f"{' '.join(arguments)[:40]!a}")
        for each in table.values()
        for arguments in each
    ]


@pytest.mark.parametrize("arguments", listed(WRONG))
def test_impossible_request_is_refused(run, arguments):
    assert_refused(run, *arguments)


@pytest.mark.parametrize("arguments", listed(USAGE))
def test_wrong_usage_exits_with_2_and_one_line(run, arguments):
    assert_refused(run, *arguments, code=2, english_only=True)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["pdf", "--parts", "text/one,nope"],
            "'nope' (--parts, edition_pdf_documents). Known: bibliography, glossary,",
        ),
        (["pdf", "--parts", "text/oen"], "Did you mean 'text/one'?"),
        (
            ["pdf", "--languages", "en,xx"],
            "'xx' (--languages, edition_pdf_languages). There is: en, ja.",
        ),
        (["handout", "--paragraphs", "1", "--languages", "xx"], "There is: en, ja."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_missing_part_cannot_be_printed(run, arguments, expected):
    assert_refused(run, "build", "-q", *arguments, expected=expected)


# -- broken files of the edition itself


@pytest.fixture
def broken(project):
    """Replace a file of the edition, and restore it afterwards."""
    saved = {}

    def put(name, made):
        path = project / name
        saved[path] = path.read_bytes() if path.is_file() else None
        path.unlink(missing_ok=True)
        if callable(made):
            made(path)
        else:
            path.write_bytes(made if isinstance(made, bytes) else made.encode())

    yield put
    for path, data in saved.items():
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        if data is not None:
            path.write_bytes(data)


CONF = {
    "syntax": ("a = (", "conf.py:1: "),
    "nul": ("a = '\0'", "conf.py:1: "),
    "encoding": ("x = '港'".encode("euc_jp"), "conf.py:1: "),
    "exception": ("\n1 / 0", "conf.py:2: ZeroDivisionError"),
    "exit": ("import sys\nsys.exit(0)", "conf.py:2: SystemExit"),
    "empty": ("", 'conf.py: its extensions lack "study_edition": add it.'),
    "no exception": ("class Odd(BaseException): pass\nraise Odd", "conf.py:2: Odd"),
    "exit in setup": ("def setup(app):\n    raise SystemExit(3)", "conf.py:2: SystemExit: 3"),
    "generator": ("raise GeneratorExit", "conf.py:1: GeneratorExit"),
    "recursion": ("def f(): f()\nf()", "conf.py:1: RecursionError"),
    "module": ("import nope_module", "conf.py:1: ModuleNotFoundError"),
    "lines": ("raise ValueError('a\\nb')", "conf.py:1: ValueError: a b"),
    "setup": ("def setup(app):\n    raise ValueError('x')", "conf.py:2: ValueError"),
    "extension": ("extensions = ['nope_ext']", "nope_ext"),
    "stopped": ("raise KeyboardInterrupt", "stopped."),
}


@pytest.mark.parametrize(
    "verb", [["check"], ["cite", "1"], ["export", "annotations"]], ids=" ".join
)
@pytest.mark.parametrize("name", CONF)
def test_broken_conf_is_refused(run, broken, name, verb):
    text, expected = CONF[name]
    broken("conf.py", text)
    assert_refused(run, *verb, expected=expected, english_only=True)


SETTINGS = [
    *(
        "edition_layers = 'x'",
        "edition_layers = [1]",
        "edition_layers = ['nope']",
        "edition_essay = []",
        "edition_essay = {'author': 5}",
    ),
    *(
        "edition_title = 'x'",
        "edition_moment = 5",
        "edition_moment = '2020-13-01'",
        "edition_released = 'yesterday'",
        "edition_ledger = 5",
    ),
    *(
        "edition_ledger = 'source'",
        "edition_readings = 5",
        "edition_witness_record = None",
        "edition_witness_record = 'source'",
    ),
    *(
        "edition_pdf_documents = 3",
        "edition_pdf_fonts = []",
        "edition_license = ['x']",
        "edition_editors = {'family': [1]}",
    ),
    *(
        "bibtex_bibfiles = 'references.bib'",
        "bibtex_bibfiles = [5]",
        "bibtex_bibfiles = ['source']",
        "bibtex_bibfiles = ['nope.bib']",
    ),
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_invalid_setting_is_one_line(run, broken, project, setting):
    broken("conf.py", (project / "conf.py").read_text("utf-8") + f"\n{setting}\n")
    for lang in LANGUAGES:
        code, lines = run("check", lang=lang)
        assert (code, len(lines)) == (1, 1), lines
        assert (JAPANESE.search(lines[0]) is None) == (lang == "C.UTF-8")


BIBLIOGRAPHY = {
    "open": "@book{a, title={x}",
    "binary": random.Random(4).randbytes(300),
    "encoding": "@book{a, title={港}}".encode("euc_jp"),
    "twice": "@book{a, title={x}}\n@book{a, title={x}}",
    "names": "@book{a, author={a, b, c, d}, title={x}}",
    "deep": "@book{a, title={" + "{" * 20_000 + "}" * 20_000 + "}}",
    "macro": "@book{a, title = a # nope}",
    "key": "@book{, title={x}}",
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "circle": lambda path: path.symlink_to(path),
    "dangling": lambda path: path.symlink_to("/nonexistent/x"),
}


@pytest.mark.parametrize("name", BIBLIOGRAPHY)
def test_broken_bibliography_is_refused(run, broken, name):
    broken("references.bib", BIBLIOGRAPHY[name])
    assert_refused(run, "check", expected="references.bib")


RECORD = '{"witness": "w", "rule": 2, "headings": [], "paragraphs": %s}'
RECORDS = {
    "open": "{",
    "empty": "",
    "deep": "[" * 100_000,
    "number": "9" * 5000,
    "bytes": b"\xff\xfe\0",
    "twice": '{"rule": 2, "rule": 1}',
    "rule": '{"witness": "w", "rule": 99, "paragraphs": {}}',
    "p0": RECORD % '{"p0": {}}',
    "superscript": RECORD % '{"p¹": {}}',
    "infinite": RECORD % '{"p1": {"length": 1e999, "weight": 1, "sha256": "0"}}',
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
}


@pytest.mark.parametrize("name", RECORDS)
def test_broken_witness_record_is_one_line(run, broken, name):
    broken("witness.json", RECORDS[name])
    code, lines = run("check")
    assert (code, len(lines)) == (1, 1), lines
    assert "witness.json" in lines[0]
    if name != "pipe":
        assert_refused(run, "attach", "source/index.md", expected="witness.json")


LEDGERS = {
    "open": "{",
    "empty": "",
    "format": '{"format": 2}',
    "number": '{"format": ' + "9" * 5000 + "}",
    "deep": '{"format": 1}\n' + "[" * 100_000,
    "nul": '{"format": 1}\n\0',
    "bytes": b"\xff",
    "name": '{"format": 1}\n{"id": "__proto__"}',
    "folder": Path.mkdir,
}


@pytest.mark.parametrize("name", LEDGERS)
def test_broken_ledger_is_one_line(run, broken, name):
    broken("anchors.lock", LEDGERS[name])
    for arguments in (["check"], ["release", "1.0"], ["retire", "p99", "--reason", "x"]):
        code, lines = run(*arguments)
        assert (code, len(lines)) == (1, 1), lines
        assert "anchors.lock" in lines[0]
        assert "\0" not in lines[0]


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"]
)
def test_source_that_is_not_a_regular_file_is_refused(run, broken, make):
    broken("source/text/zz.md", make)
    assert_refused(run, "check", expected="not a regular file")


# -- standard streams and signals, in another process


def process(project, *arguments, **options):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", **options.pop("environ", {})}
    return subprocess.run(
        [sys.executable, "-m", "study_edition.commands.cli", *arguments],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def shell(project, line):
    line = line.replace("edition ", f"{sys.executable} -m study_edition.commands.cli ", 1)
    return subprocess.run(
        ["bash", "-c", line],
        cwd=project,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_closed_pipe_and_full_disk_are_handled(project):
    result = shell(project, "edition cite 1 --style all | true; exit ${PIPESTATUS[0]}")
    assert (result.returncode in {0, 1}, result.stderr) == (True, "")
    result = shell(project, "edition cite 1 > /dev/full")
    assert (result.returncode, result.stderr) == (1, "edition: the disk is full\n")


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_standard_streams_are_handled(project, closed):
    result = shell(project, f"edition verify - {closed}")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "cp932", "utf-16"])
def test_output_fits_the_encoding_of_the_terminal(project, encoding):
    for arguments in (["cite", "1", "--lang", "ja"], ["check"], ["cite", "é̃𝕏"]):
        environ = {"PYTHONIOENCODING": encoding, "LC_ALL": "ja_JP.SJIS", "PYTHONUTF8": "0"}
        line = [sys.executable, "-m", "study_edition.commands.cli", *arguments]
        result = subprocess.run(
            line, cwd=project, env={**os.environ, **environ}, capture_output=True, check=False
        )
        assert result.returncode == (1 if arguments[-1] == "é̃𝕏" else 0)
        assert b"Traceback" not in result.stderr


@pytest.mark.slow
def test_interrupt_by_the_user_is_one_line(project):
    conf = (project / "conf.py").read_text("utf-8")
    (project / "conf.py").write_text(
        conf + "\nimport time, sys\nsys.stdout.write('…\\n'); sys.stdout.flush(); time.sleep(60)\n",
        "utf-8",
    )
    try:
        line = [sys.executable, "-m", "study_edition.commands.cli", "build", "html"]
        working = subprocess.Popen(
            line,
            cwd=project,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  a shell ignores it for background processes
        )
        while "…" not in working.stdout.readline().decode():
            time.sleep(0.01)
        working.send_signal(signal.SIGINT)
        _, messages = working.communicate(timeout=20)
    finally:
        (project / "conf.py").write_text(conf, "utf-8")
    assert (working.returncode, messages.decode()) == (1, "edition: stopped.\n")


def test_matrix_has_at_least_350_cases():
    generic = len(KINDS) * len(TAKERS) + 2 * len(BROKEN) + len(TABLES)
    written = sum(map(len, WRONG.values())) + sum(map(len, USAGE.values()))
    own = 3 * len(CONF) + len(SETTINGS) + len(BIBLIOGRAPHY) + 2 * len(RECORDS) + 3 * len(LEDGERS)
    assert generic + written + own >= 350, json.dumps([generic, written, own])
