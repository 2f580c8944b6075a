"""Works of a bibliography as RIS, CSL-JSON and BibTeX: no field is lost or invented."""

from __future__ import annotations

import json

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.citation.source_works import Source, SourceName, language_tag, read_date
from study_edition.core.citation.sources_bib import BibEntry, for_biblatex, format_bibtex
from study_edition.core.citation.sources_csl import csl_item, format_csl_json
from study_edition.core.citation.sources_ris import format_ris


def source(kind="misc", names=(), **fields):
    return Source("key", kind, fields, dict(names))


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (source("book"), "book"),
        (source("incollection"), "chapter"),
        (source("article"), "article-journal"),
        (source("article", entrysubtype="magazine"), "article-magazine"),
        (source("techreport"), "report"),
        (source("phdthesis"), "thesis"),
        (source("inproceedings"), "paper-conference"),
        (source("jurisdiction"), "legal_case"),
        (source(keywords="news", url="https://example.org/"), "article-newspaper"),
        (source(keywords="primary", url="https://example.org/"), "webpage"),
        (source(keywords="primary"), "document"),
        (source(keywords="news", entrysubtype="webpage"), "webpage"),
        (source(entrysubtype="legal_case"), "legal_case"),
        (source(entrysubtype="no such thing"), "document"),
        (source("no-such-type"), "document"),
    ],
)
def test_entry_has_a_kind_of_work(entry, kind):
    assert entry.kind == kind


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ({"date": "2025-09-04", "year": "2025"}, (2025, 9, 4)),
        ({"year": "2025", "month": "November"}, (2025, 11)),
        ({"year": "2025", "month": "15 September"}, (2025, 9, 15)),
        ({"year": "2025", "month": "September 15"}, (2025, 9, 15)),
        ({"year": "2025", "month": "sep", "day": "3"}, (2025, 9, 3)),
        ({"year": "2025", "month": "9"}, (2025, 9)),
        ({"year": "2025", "month": "Michaelmas"}, (2025,)),
        ({"year": "2025"}, (2025,)),
        ({"date": "2024-01/2024-03"}, (2024, 1)),
        ({"year": "forthcoming"}, "forthcoming"),
        ({"year": "n.d."}, ""),
        ({}, ""),
    ],
)
def test_date_of_a_work_is_read(fields, issued):
    assert source(**fields).issued == issued


def test_text_that_is_not_a_date_has_no_date():
    assert read_date("soon") == ()


@pytest.mark.parametrize(
    ("given", "kept"),
    [("ja", "jpn"), ("ja-JP", "jpn"), ("zh-Hant", "chi"), ("en", "en"), ("de", "de"), ("", "")],
)
def test_language_tag_does_not_invert_names(given, kept):
    assert language_tag(given) == kept


WHOLE = Source(
    "berg1999",
    "incollection",
    {
        "title": "Salt & Tide",
        "subtitle": "A History",
        "booktitle": "Bays",
        "publisher": "Bay Press",
        "address": "Seaham",
        "series": "Shores",
        "volume": "IV",
        "edition": "Second",
        "pages": "55–60",
        "year": "1999",
        "date": "1999-05",
        "isbn": "978-1-4094-3375-0",
        "doi": "https://doi.org/10.1000/x",
        "url": "https://example.org/b?a=1&b=2",
        "urldate": "2020-02-03",
        "language": "ja",
        "note": "Winter",
        "keywords": "primary, salt",
        "shorttitle": "Salt",
    },
    {
        "author": (SourceName("Berg", "Anna", "van der", "Jr."), SourceName(literal="港太郎")),
        "editor": (SourceName("Jones", "Bo"),),
        "translator": (SourceName("Smith", "Ann"),),
    },
)


def test_work_with_every_field_is_written_as_csl():
    assert csl_item(WHOLE) == {
        "id": "berg1999",
        "type": "chapter",
        "title": "Salt & Tide: A History",
        "author": [
            {
                "family": "Berg",
                "given": "Anna",
                "non-dropping-particle": "van der",
                "suffix": "Jr.",
            },
            {"literal": "港太郎"},
        ],
        "editor": [{"family": "Jones", "given": "Bo"}],
        "translator": [{"family": "Smith", "given": "Ann"}],
        "title-short": "Salt",
        "collection-title": "Shores",
        "volume": "IV",
        "ISBN": "978-1-4094-3375-0",
        "URL": "https://example.org/b?a=1&b=2",
        "container-title": "Bays",
        "publisher": "Bay Press",
        "publisher-place": "Seaham",
        "edition": "2",
        "page": "55-60",
        "DOI": "10.1000/x",
        "language": "jpn",
        "note": "Winter",
        "keyword": "primary, salt",
        "issued": {"date-parts": [[1999, 5]]},
        "accessed": {"date-parts": [[2020, 2, 3]]},
    }


def test_work_with_every_field_is_written_as_ris():
    (record,) = rispy.loads(format_ris([WHOLE]))
    assert record["type_of_reference"] == "CHAP"
    assert record["authors"] == ["van der Berg, Anna, Jr.", "港太郎"]
    assert record["secondary_authors"] == ["Jones, Bo"]
    assert record["subsidiary_authors"] == ["Smith, Ann"]
    assert (record["title"], record["secondary_title"], record["tertiary_title"]) == (
        "Salt & Tide: A History",
        "Bays",
        "Shores",
    )
    assert (record["year"], record["date"], record["access_date"]) == (
        "1999",
        "1999/05//",
        "2020/02/03",
    )
    assert (record["start_page"], record["end_page"], record["edition"], record["volume"]) == (
        "55",
        "60",
        "2",
        "IV",
    )
    assert (record["publisher"], record["place_published"], record["issn"]) == (
        "Bay Press",
        "Seaham",
        "978-1-4094-3375-0",
    )
    assert (record["doi"], record["urls"], record["language"]) == (
        "10.1000/x",
        ["https://example.org/b?a=1&b=2"],
        "jpn",
    )
    assert (record["notes"], record["keywords"]) == (["Winter"], ["primary", "salt"])


def test_meaning_of_number_depends_on_the_kind():
    assert csl_item(source("article", number="3"))["issue"] == "3"
    assert csl_item(source("techreport", number="3", type="Working Paper")).items() >= {
        ("number", "3"),
        ("genre", "Working Paper"),
    }
    assert csl_item(source("book", number="3", series="Shores"))["collection-number"] == "3"
    assert "SN  - 3\n" in format_ris([source("techreport", number="3")])
    assert "M1  - 3\n" in format_ris([source("book", number="3", series="Shores")])


def test_howpublished_is_a_newspaper_site_or_publisher():
    assert (
        csl_item(source(keywords="news", howpublished="Harbour Times"))["container-title"]
        == "Harbour Times"
    )
    assert (
        csl_item(source(url="https://example.org/", howpublished="Harbour Office"))[
            "container-title"
        ]
        == "Harbour Office"
    )
    assert csl_item(source(howpublished="Seaham"))["publisher"] == "Seaham"


def test_values_without_a_field_are_in_the_note():
    assert csl_item(source("book", publisher="A", organization="B", note="C"))["note"] == "C; B"


def test_no_field_is_invented():
    assert csl_item(source(title="X")) == {"id": "key", "type": "document", "title": "X"}
    assert format_ris([source(title="X")]) == "TY  - RPRT\nID  - key\nTI  - X\nER  - \n"


@pytest.mark.parametrize(
    "kind",
    [
        "book",
        "article",
        "misc",
        "techreport",
        "online",
        "jurisdiction",
        "unpublished",
        "no-such-type",
    ],
)
def test_no_ris_record_is_generic(kind):
    assert "TY  - GEN" not in format_ris([source(kind, title="X")])


LINE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


@given(LINE, LINE)
def test_any_text_is_read_back_from_a_file(title, note):
    sources = [
        Source("a", "book", {"title": title, "note": note}),
        Source("b", "misc", {"title": title}),
    ]
    records = rispy.loads(format_ris(sources))
    assert [record["title"] for record in records] == [" ".join(title.split())] * 2
    assert [item["title"] for item in json.loads(format_csl_json(sources))] == [title, title]


def test_private_fields_are_not_exported():
    entry = BibEntry(
        "x",
        "book",
        (("author", ("{港 太郎}",)),),
        (("title", "潮"), ("annote", "unsure"), ("comment", "ask"), ("file", "/a")),
    )
    assert format_bibtex([entry]) == "@book{x,\n  author = {{港 太郎}},\n  title  = {潮},\n}\n"


def test_month_and_language_are_written_for_biblatex():
    fields = {"year": "2025", "month": "November", "language": "en"}
    assert for_biblatex(fields, (2025, 11)) == {
        "year": "2025",
        "month": "November",
        "date": "2025-11",
        "langid": "english",
    }
    assert for_biblatex({"language": "eo", "date": "2025"}, (2025,)) == {
        "language": "eo",
        "date": "2025",
    }
