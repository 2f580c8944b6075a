"""The data formats as read by rispy, pybtex, bibtexparser and the official schema of CSL-JSON."""

import itertools
import json
import re

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from pybtex.database import parse_string
from referencing import Registry, Resource

from citation_samples import ACCESSED, EDITIONS, TARGETS, note
from project_paths import DATA
from study_edition.core.citation import LANGUAGES, cite
from study_edition.core.citation.citation_records import Title

SCHEMAS = {
    path.name: json.loads(path.read_text("utf-8"))
    for path in (DATA / "schemas").glob(
        "csl-*.json"
    )  # Citation Style Language, MIT: see LICENSE.txt there
}
REGISTRY = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)
SLY = note(
    "note-seminar-sly",
    Title('50% of {"a}\\b" & c_d #$^~ \n<i>甲「乙」', english="it’s [“so”]"),
    None,
)
ALL = {**TARGETS, "sly": SLY}
CITED = list(itertools.product(EDITIONS, ALL, LANGUAGES))


def citation_of(style, cited, accessed=ACCESSED):
    edition, target, lang = cited
    return cite(style, lang, ALL[target], EDITIONS[edition], accessed)


def is_of_essay(cited):
    return cited[1] in {"p18", "range", "set"}


@pytest.mark.parametrize("cited", CITED, ids="-".join)
@pytest.mark.parametrize("style", ["bibtex", "biblatex"])
def test_bibtex_is_read_by_pybtex_and_bibtexparser(style, cited):
    call, text = citation_of(style, cited)
    (key, entry), *others = parse_string(text, "bibtex").entries.items()
    assert not others
    assert f"{{{key}}}" in call
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert library.entries[0].key == key
    assert {field.key for field in library.entries[0].fields} == {*entry.fields, *entry.persons}
    assert not re.search(r"\bpages?\b", text)
    assert len(entry.persons) == (
        2 if cited[1].startswith("note, signed") or cited[1] == "note without a lemma" else 1
    )
    assert ("url" in entry.fields) == bool(EDITIONS[cited[0]].address)


@pytest.mark.parametrize("cited", CITED, ids="-".join)
def test_ris_is_read_by_rispy(cited):
    _, text = citation_of("ris", cited)
    lines = text.split("\n")
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert lines[-1] == "ER  - "
    assert not {line[:2] for line in lines} & {"SP", "EP", "SE", "M1", "M2"}
    (record,) = rispy.loads(text)
    assert record["type_of_reference"] == (
        "NEWS" if is_of_essay(cited) else "ENCYC" if cited[1] == "term" else "CHAP"
    )
    assert ("authors" in record) == (cited[1] != "term")  # an unsigned entry begins with its title
    assert "unknown_tag" not in record
    assert EDITIONS[cited[0]].version in " ".join(record["notes"])


@pytest.mark.parametrize("cited", CITED, ids="-".join)
def test_csl_json_is_valid(cited):
    call, text = citation_of("csl-json", cited)
    items = json.loads(text)
    jsonschema.Draft7Validator(SCHEMAS["csl-data.json"], registry=REGISTRY).validate(items)
    (item,) = items
    assert item["language"] == ("en" if cited[0] == "english" else "jpn")
    assert not {"page", "note", "section", "archive", "original-title", "translator"} & set(item)
    citation_item = json.loads(call)
    assert citation_item["id"] == item["id"]
    whole = {
        "schema": SCHEMAS["csl-citation.json"]["properties"]["schema"]["enum"][0],
        "citationID": "c",
        "citationItems": [citation_item],
    }
    jsonschema.Draft7Validator(SCHEMAS["csl-citation.json"], registry=REGISTRY).validate(whole)
    if is_of_essay(cited):
        assert citation_item["label"] == "paragraph"
        assert "–" not in citation_item["locator"]
    else:
        assert set(citation_item) == {"id"}


def test_special_characters_are_read_back_by_other_programs():
    text = citation_of("bibtex", ("", "sly", "en")).entry
    assert text.count("\\textbraceleft{}") == text.count("\\textbraceright{}") == 1
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    # pylatexenc lacks the two braces of LaTeX, and reads \\textasciicircum as another character
    assert (
        library.entries[0]["title"].replace("ˆ", "^").split()
        == re.sub("[{}]", "", SLY.title.own).split()
    )
    assert rispy.loads(citation_of("ris", ("", "sly", "en")).entry)[0][
        "title"
    ] == SLY.title.own.replace("\n", " ")
    assert json.loads(citation_of("csl-json", ("", "sly", "en")).entry)[0]["title"] == SLY.title.own


def test_data_formats_may_have_no_date_of_access():
    for style in ("biblatex", "ris", "csl-json"):
        text = citation_of(style, ("", "p18", "en"), None).entry
        assert "urldate" not in text
        assert "Y2  -" not in text
        assert "accessed" not in text
