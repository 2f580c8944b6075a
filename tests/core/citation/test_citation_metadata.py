"""Metadata of a page: the tags that Zotero reads, and schema.org's data."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.citation import json_ld as jsonld
from study_edition.core.citation.citation_records import EditionRecord, Essay, Person, Title
from study_edition.core.citation.layer_byline import byline
from study_edition.core.citation.meta_tags import (
    MetaTag,
    edition_meta,
    essay_meta,
    meta_html,
    zotero_name,
)
from study_edition.core.model.records import Layer

ESSAY = Essay(
    Person("Brands", "Hal", "ハル・ブランズ", "ブランズ"),
    Title("瀬戸際の「自由世界」", short="瀬戸際"),
    "Bloomberg",
    "2026-01-01",
)
EDITION = EditionRecord(
    ESSAY,
    Title("注釈版"),
    Person("The edition’s editors", native="本版編者"),
    "1.0",
    "2026-02-01",
    license="CC-BY-4.0",
)


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (Person("Brands", "Hal", "ハル・ブランズ", "ブランズ"), "Brands, Hal"),
        (Person("Yamada", "Hanako", "山田花子", "山田"), "山田, 花子"),
        (Person("The edition’s editors", native="本版編者"), "本版編者"),
        (Person("The edition’s editors"), "The edition’s editors,"),
        (Person("UNESCO"), "UNESCO"),
    ],
)
def test_name_is_split_for_zotero(person, name):
    assert zotero_name(person) == name


def test_author_of_the_essay_keeps_the_latin_name():
    assert (
        zotero_name(Person("Yamada", "Hanako", "山田花子", "山田"), native=False)
        == "Yamada, Hanako"
    )


def test_essay_has_each_tag_exactly_once():
    names = [
        "z:itemType",
        "DC.title",
        "DC.creator",
        "DC.date",
        "DC.source",
        "DC.language",
        "z:shortTitle",
    ]
    assert [tag.name for tag in essay_meta(EDITION, "18.html")] == [*names, "bibo:uri"]
    placed = essay_meta(
        replace(EDITION, address="https://example.org/"), "https://example.org/p/18.html"
    )
    assert [tag.name for tag in placed] == [*names, "og:url"]
    assert [tag.is_property for tag in placed] == [False] * 7 + [True]


def test_no_tag_is_empty():
    bare = EditionRecord(
        Essay(Person("A"), Title("B"), "C", "2020"), Title("D"), Person("E"), "", "2020"
    )
    assert all(tag.content for tag in (*edition_meta(bare, "en", "./"), *essay_meta(bare, "./")))


def test_licence_is_an_address_only_if_known():
    assert (
        jsonld.license_node("CC-BY-NC-SA-4.0")
        == "https://creativecommons.org/licenses/by-nc-sa/4.0/"
    )
    assert jsonld.license_node("CC0-1.0") == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert jsonld.license_node("MIT") == {"@type": "CreativeWork", "name": "MIT"}
    assert jsonld.license_node("") == ""


def test_essay_has_an_address_only_if_known():
    assert "url" not in jsonld.essay_node(ESSAY)
    known = Essay(ESSAY.author, ESSAY.title, ESSAY.container, ESSAY.date, "https://example.org/a")
    assert jsonld.essay_node(known)["url"] == "https://example.org/a"


@given(st.text())
def test_no_text_closes_the_json_ld_script(text):
    block = jsonld.json_ld_script({"@type": "Book", "name": f"x{text}</script><!--"})
    inside = re.fullmatch(r'<script type="application/ld\+json">([^<>]*)</script>\n', block)
    assert inside
    assert json.loads(inside[1])["name"] == f"x{text}</script><!--"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append(dict(attrs))


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), min_size=1))
def test_any_text_is_escaped_in_a_tag(text):
    parser = _Tags()
    parser.feed(meta_html([MetaTag("DC.title", text), MetaTag("og:url", text, is_property=True)]))
    assert parser.found == [
        {"name": "DC.title", "content": text},
        {"property": "og:url", "content": text},
    ]


def test_edition_and_its_pages_are_described():
    address = "https://example.org/"
    edition = jsonld.edition_node(EDITION, "ja", address)
    assert edition["name"] == "注釈版"
    assert "alternateName" not in edition
    assert edition["isBasedOn"]["author"]["familyName"] == "Brands"
    translated = replace(EDITION, title=Title("注釈版", "Chūshakuban", "Annotated edition"))
    names = jsonld.edition_node(translated, "ja", address)["alternateName"]
    assert names == ["Chūshakuban", "Annotated edition"]
    whole = jsonld.edition_reference(EDITION, address)
    assert whole == {"@type": "Book", "@id": address, "name": "注釈版", "version": "1.0"}
    page = jsonld.page_node("Chapter", "a.html", "導入", whole)
    assert (page["@type"], page["url"], page["isPartOf"]) == ("Chapter", "a.html", whole)
    paragraph = jsonld.paragraph_node("a.html#p1", "p/1.html", 1, "第1段落")
    assert (paragraph["url"], paragraph["position"]) == ("p/1.html", 1)


def test_contents_of_a_page_are_described():
    author = jsonld.agent_node(Person("UNESCO"), native=False)
    assert author == {"@type": "Organization", "name": "UNESCO"}
    note = jsonld.note_node("a.html#n", "a.html#p1", author, language="en", licensed="MIT")
    assert note["about"] == {"@id": "a.html#p1"}
    assert note["license"] == {"@type": "CreativeWork", "name": "MIT"}
    term = jsonld.term_node("g.html#t", "t", "港市場", ("harbour market", ""))
    assert term["alternateName"] == "harbour market"


@pytest.mark.parametrize(
    ("author", "latin", "licensed", "lang", "shown"),
    [
        ("山田 花子", "Yamada, Hanako", "CC-BY-SA-4.0", "ja-JP", "山田 花子、CC BY-SA 4.0"),
        ("山田 花子", "Yamada, Hanako", "CC-BY-4.0", "en", "Hanako Yamada, CC BY 4.0"),
        ("山田 花子", "", "CC0-1.0", "en", "山田 花子, CC0 1.0"),
        ("試験", "", "", "en", "試験"),
    ],
)
def test_layer_is_credited_with_author_and_licence(author, latin, licensed, lang, shown):
    layer = Layer("a", "layers/a", "注", "", "comment", author, "ja", licensed, "student", latin)
    assert byline(layer, lang) == shown
