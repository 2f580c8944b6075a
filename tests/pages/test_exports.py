"""Bibliography and essay as files for other programs, read back with other libraries."""

from __future__ import annotations

import json
import re

import bibtexparser
import jsonschema
import pytest
import rispy
from pybtex.database import parse_string
from pybtex.richtext import Text

from project_paths import DATA, PROJECT
from study_edition.bibliography.source_fields import strip_tex

NAMES = [
    f"{what}.{ending}" for what in ("bibliography", "essay") for ending in ("bib", "json", "ris")
]


@pytest.fixture(scope="module")
def exports(edition):
    return edition / "exports"


@pytest.fixture(scope="module")
def sources(edition):
    return {
        source["id"]: source
        for source in json.loads((edition / "edition.json").read_text("utf-8"))["sources"]
    }


@pytest.fixture(scope="module")
def entries():
    return parse_string((PROJECT / "references.bib").read_text("utf-8"), "bibtex").entries


@pytest.fixture(scope="module")
def csl(exports):
    return {
        item["id"]: item for item in json.loads((exports / "bibliography.json").read_text("utf-8"))
    }


def records(path):
    return rispy.loads(path.read_text("utf-8"))


def test_every_file_has_exactly_the_sources_of_the_edition(exports, sources, csl):
    ids = list(sources)
    assert list(csl) == ids
    assert [record["id"] for record in records(exports / "bibliography.ris")] == ids
    assert (
        list(parse_string((exports / "bibliography.bib").read_text("utf-8"), "bibtex").entries)
        == ids
    )
    library = bibtexparser.parse_file(str(exports / "bibliography.bib"))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == ids


@pytest.mark.parametrize("name", ["bibliography.json", "essay.json"])
def test_csl_items_are_valid(exports, name):
    schema = json.loads((DATA / "schemas/csl-data.json").read_text("utf-8"))
    jsonschema.validate(json.loads((exports / name).read_text("utf-8")), schema)


def test_no_field_of_a_source_is_lost(csl, entries):
    """Every word of every field that the format provides for is in the item."""
    lost = []
    for key, entry in entries.items():
        item = json.dumps(csl[key], ensure_ascii=False)
        for name, value in entry.fields.items():
            if (
                name in {"sortname", "yomi", "titleyomi", "month", "date", "language", "edition"}
                or value == "n.d."
            ):
                continue
            words = re.findall(
                r"\w+", str(Text.from_latex(value)) if name not in {"url", "doi"} else value
            )
            lost += [(key, name, word) for word in words if word not in item]
        lost += [
            (key, role)
            for role, persons in entry.persons.items()
            if len(csl[key][role]) != len(persons)
        ]
    assert lost == []


def test_formats_agree(exports, csl):
    for record in records(exports / "bibliography.ris"):
        item = csl[record["id"]]
        assert record["title"] == item["title"]
        assert record.get("language") == item.get("language")
        assert record.get("urls", [None])[0] == item.get("URL")
        assert record.get("doi") == item.get("DOI")
        assert len(record.get("authors", [])) == len(item.get("author", []))
        issued = item.get("issued", {}).get("date-parts", [[None]])[0]
        assert record.get("year") == (f"{issued[0]:04}" if issued[0] else None)


def test_bibtex_entries_equal_those_of_the_source_file(exports, entries):
    for key, entry in parse_string(
        (exports / "bibliography.bib").read_text("utf-8"), "bibtex"
    ).entries.items():
        own = entries[key]
        assert (entry.type, entry.persons) == (own.type, own.persons)
        assert {
            name: value for name, value in own.fields.items() if name != "language"
        }.items() <= entry.fields.items()
        assert entry.fields.keys() - own.fields.keys() <= {"date", "langid"}


def test_essay_is_exported_with_the_edition(exports):
    (item,) = json.loads((exports / "essay.json").read_text("utf-8"))
    assert (item["type"], item["language"], item["author"]) == (
        "article-newspaper",
        "jpn",
        [{"family": "Brands", "given": "Hal"}],
    )
    (record,) = records(exports / "essay.ris")
    assert (record["type_of_reference"], record["authors"], record["secondary_title"]) == (
        "NEWS",
        ["Brands, Hal"],
        "Bloomberg",
    )
    assert not {"start_page", "end_page", "section"} & record.keys()
    (entry,) = parse_string((exports / "essay.bib").read_text("utf-8"), "bibtex").entries.values()
    assert entry.fields["howpublished"] == "Bloomberg"


def test_remarks_among_editors_are_not_exported(exports):
    for name in NAMES:
        text = (exports / name).read_text("utf-8")
        assert "status:" not in text
        assert "VERIFIED" not in text


# -- a small edition

PRIVATE = "annote = {perhaps a forgery}, comment = {ask the archive}, file = {/home/x.pdf},"


def test_private_fields_are_not_in_the_exports(workshop):
    workshop.change("references.bib", "year = {1990},", f"year = {{1990}}, {PRIVATE}")
    out = workshop.build()
    assert workshop.warned == []
    for name in NAMES:
        text = (out / "exports" / name).read_text("utf-8")
        assert not any(word in text for word in ("forgery", "archive", "x.pdf"))


def test_names_titles_and_years_are_exported(workshop):
    workshop.add(
        "references.bib",
        "\n@book{x2001, author={Smith, Ann and Jones, Bo}, title={{\\'E}tudes \\& 1--2}, year={2001}, publisher={Y}, language={fr}}\n",
    )
    out = workshop.build()
    items = {
        item["id"]: item
        for item in json.loads((out / "exports/bibliography.json").read_text("utf-8"))
    }
    assert items["minato1990"]["author"] == [{"literal": "港太郎"}]
    assert items["gull2010"]["author"] == [{"literal": "Gull Office"}]
    assert items["x2001"]["title"] == "Études & 1–2"
    # citation styles add the letter after the year
    assert items["x2001"]["issued"] == items["smith2001"]["issued"] == {"date-parts": [[2001]]}
    assert "year      = {2001}," in (out / "exports/bibliography.bib").read_text("utf-8")


def test_page_of_the_bibliography_links_to_the_files(workshop):
    out = workshop.build()
    page = workshop.page("bibliography")
    found = [a["href"] for a in page.select(".edition-exports a")]
    assert sorted(found) == [f"exports/{name}" for name in NAMES]
    assert all((out / name).exists() for name in found)
    assert [link["href"] for link in page.select("link[rel=alternate]")] == [
        f"exports/bibliography.{e}" for e in ("ris", "json", "bib")
    ]
    assert not workshop.page("glossary").select(".edition-exports")


def test_links_to_exports_work_with_dirhtml(workshop):
    workshop.build("dirhtml")
    page = workshop.folder / "out/dirhtml/bibliography/index.html"
    assert 'href="../exports/essay.ris"' in page.read_text("utf-8")


def test_empty_exports_are_deleted(workshop):
    out = workshop.build()
    workshop.change("bibliography.md", "```{bibliography}\n:filter: cited\n```\n", "")
    workshop.change("bibliography.md", "```{bibliography}\n:filter: not cited\n```\n", "")
    workshop.change("conf.py", "edition_essay = {", "not_the_essay = {")
    workshop.build()
    assert not any((out / "exports" / name).exists() for name in NAMES)


def test_two_builds_export_the_same(workshop):
    one, other = workshop.build(), workshop.build(output="other", fresh=True)
    assert all(
        (one / "exports" / name).read_bytes() == (other / "exports" / name).read_bytes()
        for name in NAMES
    )


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{\'E}cole", "École"),
        ("a--b ``c'' `d' {{E}}~f", "a–b “c” ‘d’ E f"),
        (r"\emph{Bays} \& \textit{Tides}", "Bays & Tides"),
        ("West {Germany's}", "West Germany's"),
        (r"100\% of M\"uller", "100% of Müller"),
    ],
)
def test_tex_markup_is_removed(tex, text):
    assert strip_tex(tex) == text


def test_tex_removal_agrees_with_pybtex(entries):
    for entry in entries.values():
        for name, value in entry.fields.items():
            if name not in {"url", "doi"}:
                long = str(Text.from_latex(value)).replace("\xa0", " ")
                assert strip_tex(value) == re.sub("`([^`']*)'", r"‘\1’", " ".join(long.split()))
