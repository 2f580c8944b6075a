"""The search for the essay in a text: paragraphs by fingerprint, and any run of 18 characters."""

from __future__ import annotations

import html
import json
import time
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognition_corpus import LEMMAS, OTHER, PARAGRAPHS, RECORD, RECORD_WITH_LEMMAS, TEXT
from study_edition.core.witness.leak_search import RUN_LENGTH, LeakSearch
from study_edition.core.witness.markup_stripping import readable_forms, strip_markup, unescape
from study_edition.core.witness.text_fingerprint import fingerprint, normalise
from study_edition.core.witness.witness_record import WitnessRecord

KEYS = sorted({key for key in PARAGRAPHS if list(PARAGRAPHS.values()).count(PARAGRAPHS[key]) == 1})
BY_FINGERPRINT = LeakSearch(RECORD)
BY_LEMMAS_TOO = LeakSearch(RECORD_WITH_LEMMAS)
WITH_TEXT = LeakSearch(RECORD, PARAGRAPHS, ["題名"])
SPACE = st.text("\n\r\t \u3000\u200b\xad", max_size=3)
AROUND = st.text(st.characters(codec="utf-8"), max_size=300)


@st.composite
def planted(draw):
    """Draw a paragraph with white space anywhere inside, surrounded by other text."""
    key = draw(st.sampled_from(KEYS))
    text = PARAGRAPHS[key]
    for at in sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)), reverse=True):
        text = text[:at] + draw(SPACE) + text[at:]
    return key, draw(AROUND), text, draw(AROUND)


def joins(around):
    """Return whether normalisation joins the surrounding text to the paragraph."""
    return normalise("漢あ" + around + "あ") != "漢あ" + normalise(around) + "あ"


@settings(max_examples=60, deadline=None)
@given(planted())
def test_paragraph_is_found_anywhere(case):
    key, before, text, after = case
    if joins(before) or joins(after):
        before = after = ""
    for essay in (BY_FINGERPRINT, BY_LEMMAS_TOO, WITH_TEXT):
        assert (key, True) in {(leak.key, leak.whole) for leak in essay.find(before + text + after)}


def test_all_paragraphs_are_found_once_with_their_lines():
    for essay in (BY_FINGERPRINT, BY_LEMMAS_TOO, WITH_TEXT):
        leaks = essay.find("題名\n" + TEXT)
        assert {leak.key for leak in leaks if leak.whole} >= set(KEYS)
        assert all(leak.whole for leak in leaks)
        lines = ("題名\n" + TEXT).splitlines()
        assert all(
            normalise(PARAGRAPHS[leak.key]) == normalise(lines[leak.line - 1]) for leak in leaks
        )
        assert all(leak.line == leak.last for leak in leaks)


def test_paragraph_that_begins_like_a_reading_is_found():
    text = "（よみ）のように見えるもので始まる段落は、漢字で終わる見出しの次にあっても、読みとはされない。"
    essay = LeakSearch(WitnessRecord("w", {"p1": fingerprint(text)}))
    assert [(leak.key, leak.line) for leak in essay.find(f"題名\n{text}")] == [("p1", 2)]


def test_nothing_is_found_in_other_texts():
    for essay in (BY_FINGERPRINT, BY_LEMMAS_TOO, WITH_TEXT):
        assert essay.find("\n".join(OTHER)) == []
        assert essay.find("\n".join(lemma for lemma in LEMMAS.values())) == []
        assert essay.find("") == []


@given(
    st.sampled_from([key for key in KEYS if len(normalise(PARAGRAPHS[key])) > 40]),
    st.integers(0, 20),
    st.integers(5, 30),
    st.integers(0, 30),
)
def test_runs_of_eighteen_characters_are_found(key, start, number, pad):
    part = normalise(PARAGRAPHS[key])[start : start + number]
    leaks = WITH_TEXT.find("※" * pad + part[:3] + "\n" + part[3:] + "※")
    if number < RUN_LENGTH:
        assert leaks == []
    else:
        assert [(leak.whole, leak.characters) for leak in leaks] == [(False, number)]
    assert BY_FINGERPRINT.find(part) == []


def test_titles_and_names_are_allowed():
    text = "浜辺の学校では Association of Independent Harbour Schools という名が使われ、誰もがそれを長すぎると思っていた。"
    title = "浜辺の学校と、そこで誰もが長すぎると思っていた名前"
    paragraphs = {
        "p1": text,
        "p2": f"私は『{title}』という本を読んだことがあるが、終わりまでではない。",
    }
    essay = LeakSearch(RECORD, paragraphs, [title])
    assert essay.find("Association of Independent Harbour Schools") == []
    assert essay.find(title) == []
    assert [leak.key for leak in essay.find(text[:-2])] == ["p1"]
    assert [leak.characters for leak in LeakSearch(RECORD, paragraphs).find(title)] == [
        len(normalise(title))
    ]


def test_digest_depends_on_what_is_searched_for():
    assert (
        len(
            {
                BY_FINGERPRINT.digest,
                BY_LEMMAS_TOO.digest,
                WITH_TEXT.digest,
                LeakSearch(RECORD, {"p1": TEXT}).digest,
            }
        )
        == 4
    )
    assert LeakSearch(RECORD).digest == BY_FINGERPRINT.digest


DISGUISES = {
    "entities": lambda text: html.escape(
        "".join(f"&#{ord(char)};" for char in text), quote=False
    ).replace("&amp;#", "&#"),
    "tags": lambda text: f"<p>{text[:9]}<a\n href='x'>{text[9:20]}</a>{text[20:]}</p>",
    "a comment in between": lambda text: f"{text[:9]}<!-- note -->{text[9:]}",
    "ruby": lambda text: (
        text[:9] + "<ruby>" + text[9] + "<rp>(</rp><rt>よみ</rt><rp>)</rp></ruby>" + text[10:]
    ),
    "ruby without end tags": lambda text: (
        text[:9] + "<ruby>" + text[9] + "<rt>よみ</ruby>" + text[10:]
    ),
    "json": lambda text: json.dumps({"a": text}),
    "html in json": lambda text: json.dumps(f'<p class="x">{text[:9]}<b id="y">{text[9:]}</b></p>'),
    "an attribute in json": lambda text: json.dumps(f'<img alt="{text}">'),
    "line breaks in json": lambda text: json.dumps(
        text[:9] + "\n\t" + text[9:], ensure_ascii=False
    ),
    "javascript": lambda text: "".join(f"\\u{{{ord(char):x}}}" for char in text),
    "an address": lambda text: f"https://example.org/#:~:text={quote(text)}",
    "escaped html in a feed": lambda text: html.escape(f"<p>{text[:9]}<b>{text[9:]}</b></p>"),
    "cdata": lambda text: f"<![CDATA[{text[:9]}<b>{text[9:]}</b>]]>",
    "roles": lambda text: f"{text[:9]}{{ruby}}`{text[9]}|よみ`{{term}}`{text[10:14]}`{text[14:]}",
    "citations": lambda text: f"{text[:9]}{{cite:p}}`key{{12}}`{text[9:]}[^1]",
    "links": lambda text: f"{text[:9]}[{text[9:20]}](page.md#x)**{text[20:30]}**{text[30:]}",
    "a quotation": lambda text: f"> {text[:9]}\n> {text[9:20]}\n> {text[20:]}",
    "a comment of a program": lambda text: (
        f"    # {text[:9]}\n    # {text[9:20]}\n    # {text[20:]}"
    ),
    "a string over lines": lambda text: (
        f'say("{text[:9]}"\n    f"{text[9:20]}"\n    "{text[20:]}")'
    ),
    "braces": lambda text: f"note = {{{text[:9]}{{{text[9:12]}}}{text[12:]}}}",
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
def test_markup_within_a_paragraph_does_not_hide_it(disguise):
    text = "一行目\n二行目\n" + disguise(PARAGRAPHS["p6"]) + "\n四行目"
    for essay in (BY_FINGERPRINT, WITH_TEXT):
        found = {
            (leak.key, leak.line)
            for form in readable_forms(text)
            for leak in essay.find(form)
            if leak.whole
        }
        assert found == {("p6", 3)}


@given(st.text("a<>&\\\"'`{}[]()*_#n/u0041\n潮"))
def test_removing_markup_keeps_line_numbers(text):
    assert strip_markup(text).count("\n") == text.count("\n")
    assert unescape(text).count("\n") == text.count("\n")


def test_many_empty_lines_are_searched_in_linear_time():
    text = "潮\n" * 3 + "\n" * 300_000 + "<rt>[{'\"(" * 20_000
    started = time.process_time()
    for form in readable_forms(text):
        assert WITH_TEXT.find(form) == []
    assert time.process_time() - started < 5


def test_ascii_text_is_not_searched_for_what_is_not_ascii():
    assert LeakSearch(WitnessRecord(), {}).find("x" * 40) == []
    english = {"p1": "The harbour was busy before dawn, and nobody slept."}
    assert [leak.key for leak in LeakSearch(WitnessRecord(), english).find(english["p1"])] == ["p1"]


def test_surrogates_of_an_escaped_sign_are_joined():
    assert unescape(r"\ud83c\udf0a \ud83c") == "🌊 \ufffd"
