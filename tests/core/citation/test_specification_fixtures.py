"""The specification's fixtures, code point for code point.

The name of each has its style, language, target and part.
"""

import json
import unicodedata

import pytest

from citation_samples import ACCESSED, EDITION, FIXTURES
from project_paths import DATA
from study_edition.core.citation import cite
from study_edition.core.citation.locators import locator, vertical_locator
from study_edition.core.model.locus import parse_locus

EXPECTED = json.loads((DATA / "citation_fixtures.json").read_text("utf-8"))
LOCI = {"p18": parse_locus("18"), "range": parse_locus("18-20"), "set": parse_locus("18,24")}

STYLES = {
    # prefix: style, language, part; the rest of the id is the target
    "APA-EN-": ("apa", "en", 0),
    "APA-EN-ref-": ("apa", "en", 1),
    "APA-JA-": ("apa", "ja", 0),
    "APA-JA-ref-": ("apa", "ja", 1),
    "MLA-EN-": ("mla", "en", 0),
    "MLA-EN-wc-": ("mla", "en", 1),
    "MLA-JA-": ("mla", "ja", 0),
    "MLA-JA-wc-": ("mla", "ja", 1),
    "CHI-N-": ("chicago", "en", 0),
    "CHI-N-ed-": ("chicago", "en", 0),
    "CHI18-N-": ("chicago", "en", 0),
    "CHI-B-": ("chicago", "en", 1),
    "CHI-AD-": ("chicago-author-date", "en", 0),
    "CHI-AD-JA-": ("chicago-author-date", "ja", 0),
    "CHI-AD-ref-": ("chicago-author-date", "en", 1),
    "NENPO-": ("chicago-author-date", "ja", 0),
    "NENPO-ref-": ("chicago-author-date", "ja", 1),
    "SIST-": ("sist02", "ja", 1),
    "SIST-ed-": ("sist02", "ja", 1),
    "SIST-intext-": ("sist02", "ja", 0),
    "KOKUAN-": ("ja-note", "ja", 0),
    "ISO-AD-": ("iso690", "en", 0),
    "ISO-AD-ref-": ("iso690", "en", 1),
    "ISO-JA-": ("iso690", "ja", 0),
    "BIB-cite-": ("biblatex", "en", 0),
}
RULES = {
    "LOC-EN-": "en",
    "LOC-MLA-": "mla",
    "LOC-JA-": "ja",
    "LOC-SIST-": "sist",
    "CSL-locator-": "csl",
}


def _split(name, prefixes):
    prefix = max((prefix for prefix in prefixes if name.startswith(prefix)), key=len, default=None)
    return prefix, name.removeprefix(prefix or "")


@pytest.mark.parametrize("name", [name for name in EXPECTED if _split(name, STYLES)[0]])
def test_citation_equals_the_fixture(name):
    prefix, what = _split(name, STYLES)
    style, lang, part = STYLES[prefix]
    citation = cite(style, lang, FIXTURES["p18" if what == "ed" else what], EDITION, ACCESSED)
    text = citation[part].replace("\ue010", "*").replace("\ue011", "*")
    assert text == EXPECTED[name]
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", [name for name in EXPECTED if not _split(name, STYLES)[0]])
def test_locator_equals_the_fixture(name):
    prefix, what = _split(name, [*RULES, "LOC-KANJI-"])
    assert EXPECTED[name] == (
        vertical_locator(LOCI[what])
        if prefix == "LOC-KANJI-"
        else locator(LOCI[what], RULES[prefix])
    )
