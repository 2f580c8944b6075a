"""The table of kinds: a further kind is one file and one row, and is shown wherever kinds are."""

import json
import re
import shutil

import pypdf
import pytest
from jsonschema import Draft202012Validator
from sphinx.util.inventory import InventoryFile

from project_paths import DATA, PROJECT
from study_edition.core.model.records import KINDS as RECORDS
from study_edition.markup.kinds import KINDS
from workshop import make_project, run_edition

SOURCE = """
# 文書

:::{archive} toll-roll
:title: 通行税の巻
:reading: つうこうぜいのまき
:paragraphs: 2

港市場の税を記した巻物{cite:p}`minato1990`。
:::

{archive}`toll-roll`を見よ。
"""

WORDS = """
msgid "Document"
msgstr "文書"

msgid "Document: "
msgstr "文書："
"""


def engine_with_archives(folder):
    """Return a copy of the engine with one more file and one more row in the table."""
    shutil.copytree(
        PROJECT / "_ext/study_edition",
        folder / "study_edition",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    markup = folder / "study_edition/markup"
    shutil.copy2(DATA / "kinds/archives.py", markup)
    table = (markup / "kinds.py").read_text("utf-8")
    row = table.replace("names.KIND)", "names.KIND, archives.KIND)")
    row = row.replace("from . import events", "from . import archives, events")
    assert row.count("archives") == 2
    (markup / "kinds.py").write_text(row, "utf-8")
    catalogue = folder / "study_edition/locale/ja/LC_MESSAGES/study_edition.po"
    catalogue.write_text(catalogue.read_text("utf-8") + WORDS, "utf-8")
    return folder


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """The folder of a small edition with an archive document, and the engine that built it."""
    engine = engine_with_archives(tmp_path_factory.mktemp("engine"))
    root = make_project(tmp_path_factory.mktemp("archives"))
    glossary = root / "source/glossary.md"
    glossary.write_text(glossary.read_text("utf-8") + SOURCE, "utf-8")
    run_edition(root, "build", "--quiet", check=True, PYTHONPATH=str(engine))
    return root, engine


def test_further_kind_is_on_its_page_and_linked(archives):
    page = (archives[0] / "build/html/glossary.html").read_text("utf-8")
    assert 'id="archive-toll-roll"' in page
    assert re.search(r'<a [^>]*href="#archive-toll-roll"[^>]*><span>通行税の巻</span></a>', page)
    entry = page[page.index('id="archive-toll-roll"') :]
    assert "#term-harbour-market" in entry, "terms are linked in it"
    assert "text/one.html#p2" in entry, "its paragraph is listed"


def test_further_kind_is_listed_next_to_its_paragraph(archives):
    page = (archives[0] / "build/html/text/one.html").read_text("utf-8")
    assert re.search(r"文書：<a [^>]*glossary\.html#archive-toll-roll", page)


def test_further_kind_is_in_data_and_schema(archives):
    out = archives[0] / "build/html"
    data = json.loads((out / "edition.json").read_text("utf-8"))
    schema = json.loads((out / "edition.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(data)
    (archive,) = data["archives"]
    assert archive["id"] == "archive-toll-roll"
    assert (archive["paragraphs"], archive["terms"]) == (["p2"], ["term-harbour-market"])
    assert data["paragraphs"][1]["archives"] == ["archive-toll-roll"]
    assert "archives" in schema["required"]


def test_further_kind_is_in_inventory_index_and_search(archives):
    out = archives[0] / "build/html"
    inventory = InventoryFile.loads((out / "objects.inv").read_bytes(), uri="")
    assert list(inventory.data["edition:archive"]) == ["toll-roll"]
    assert "通行税の巻" in (out / "genindex.html").read_text("utf-8")
    index = (out / "search-index.js").read_text("utf-8")
    assert '["archives","archive","archive-",7,false' in index
    assert '["toll-roll","通行税の巻","港市場の税を記した巻物' in index
    assert '"archive":["文書","Document"]' in (out / "_static/edition-early.js").read_text("utf-8")


def test_further_kind_is_in_the_study_guide(archives):
    guide = pypdf.PdfReader(archives[0] / "build/pdf/study-guide.pdf")
    assert "archive-toll-roll" in guide.named_destinations
    assert any("巻物" in page.extract_text() for page in guide.pages)


@pytest.mark.slow
def test_unknown_entry_of_a_further_kind_is_reported(archives):
    root, engine = archives
    glossary = root / "source/glossary.md"
    text = glossary.read_text("utf-8")
    try:
        glossary.write_text(text.replace("{archive}`toll-roll`", "{archive}`toll-rol`"), "utf-8")
        result = run_edition(root, "build", "html", "--quiet", PYTHONPATH=str(engine))
    finally:
        glossary.write_text(text, "utf-8")
    assert result.returncode == 1
    (line,) = [line for line in result.stderr.splitlines() if "toll-rol'" in line]
    assert "glossary.md:" in line
    assert "there is no archive 'toll-rol'" in line


def test_every_record_has_a_kind():
    assert tuple(kind.entry for kind in KINDS) == RECORDS
