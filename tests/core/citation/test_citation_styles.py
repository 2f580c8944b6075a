"""The specification's assertions about every style, and the functions that styles consist of."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from citation_samples import (
    ACCESSED,
    EDITION,
    EDITIONS,
    ESSAY,
    FIXTURES,
    TARGETS,
    TWO_YEARS,
    WITHOUT_ADDRESS,
    note,
    paragraphs,
    term,
)
from study_edition.core.citation import (
    FILE_EXTENSIONS,
    LANGUAGES,
    STYLE_NAMES,
    STYLES,
    cite,
    html,
    markdown,
    plain,
)
from study_edition.core.citation import person_names as names
from study_edition.core.citation.citation_dates import (
    day_month_year,
    japanese,
    mla,
    month_day_year,
    ris,
)
from study_edition.core.citation.citation_records import Person, TargetKind, Title
from study_edition.core.citation.italics import italic
from study_edition.core.citation.locators import locator, vertical_locator
from study_edition.core.citation.titles import (
    quote,
    quote_book_ja,
    quote_ja,
    strip_shared_title,
    title_case,
)
from study_edition.core.model.locus import Locus, merge, parse_locus

ALL = {**TARGETS, **{f"fixture {name}": target for name, target in FIXTURES.items()}}
PROSE = [style for style in STYLES if style not in FILE_EXTENSIONS]
EVERY = [
    (style, lang, what, name, part)
    for style, lang, what, name, part in itertools.product(
        STYLES, LANGUAGES, ALL, EDITIONS, ("in_text", "entry")
    )
]


def text_of(style, lang, what, name, part):
    return getattr(cite(style, lang, ALL[what], EDITIONS[name], ACCESSED), part)


@pytest.fixture(scope="module")
def texts():
    """Every citation, by style, language, target, edition and part."""
    return {case: text_of(*case) for case in EVERY}


def prose(texts, *, style=None, lang=None, part=None, name=None):
    for case, text in texts.items():
        expected = zip((style, lang, part, name), (case[0], case[1], case[4], case[3]), strict=True)
        if case[0] in PROSE and all(want in {None, is_} for want, is_ in expected):
            yield case, text


def test_every_style_has_a_name():
    assert list(STYLE_NAMES) == list(STYLES)


def test_paragraph_is_never_called_a_page(texts):
    wrong = re.compile(r"\bpp?\. ?18|\bpages? ?18|18(頁|ページ)", re.IGNORECASE)
    assert not [case for case, text in texts.items() if wrong.search(text)]


def test_english_ranges_have_an_en_dash_and_sist_a_hyphen(texts):
    for case, text in prose(texts):
        if ALL[case[2]].locus != parse_locus("18-20"):
            continue
        sign = (
            "-"
            if case[0] == "sist02" or (case[0] in {"chicago", "ja-note"} and case[1] == "ja")
            else "～"
            if case[1] == "ja"
            else "–"
        )
        found = re.findall(r"(?<![\w/])第?18(.)20(?!\d)", text)
        assert set(found) <= {sign}, case


def test_labels_are_singular_or_plural(texts):
    for case, text in texts.items():
        assert not re.search(r"para?s\.[ ~]\d+(?![\d–,-])", text.replace("18, 24", "18,24")), case
        assert not re.search(r"para?\.[ ~]\d+(–|-|, \d)", text.replace(", 2026", "")), case


def test_comma_before_the_locator_depends_on_the_style(texts):
    assert text_of("mla", "en", "p18", "", "in_text") == "(Brands, par. 18)"
    for style in ("chicago-author-date", "iso690"):
        assert "Brands 2026" in text_of(style, "en", "p18", "", "in_text")


def test_japanese_quotation_marks_balance_and_alternate(texts):
    for case, text in texts.items():
        stack = []
        for sign in text if case[0] in PROSE else ():
            if sign in "「『":
                assert not stack or stack[-1] != sign, case
                stack.append(sign)
            elif sign in "」』":
                assert stack, case
                assert {"「": "」", "『": "』"}[stack.pop()] == sign, case
        assert not stack, case


def test_title_of_the_edition_is_not_altered(texts):
    for case, text in texts.items():
        if case[3] == "" and case[1] == "ja" and case[4] == "entry":
            assert EDITION.title.own in text, case
        assert "『『" not in text, case


def test_apa_sets_translations_in_roman(texts):
    for case, text in prose(texts, style="apa"):
        inside = re.findall("\ue010(.*?)\ue011", text)
        assert not [piece for piece in inside if "[" in piece], case


def test_citation_contains_nothing_unknown_or_empty(texts):
    for case, text in texts.items():
        assert "bloomberg.com" not in text.lower(), case
        assert "original-title" not in text, case
        assert not re.search("translat", text, re.IGNORECASE), case
        assert not re.search(
            r"\bNone\b|\[\]|\(\)|「」|『』|“”|（）|、、|,,|\.\.|。。|: *$|\ue020", text
        ), case
        assert case[0] in FILE_EXTENSIONS or "  " not in text, case


def test_version_is_printed(texts):
    for case, text in texts.items():
        if case[4] == "entry" and not (case[0] == "csl-json" and '"custom"' not in text):
            assert EDITIONS[case[3]].version in text, case


def test_entry_of_the_essay_has_no_paragraph(texts):
    for case, text in texts.items():
        if (
            case[0] in {"apa", "mla", "chicago", "chicago-author-date", "iso690", "ja-note"}
            and case[2] in {"p18", "range", "set"}
            and case[4] == "entry"
        ):
            assert not re.search(r"paras?\. 18|pars?\. 18|第18", text), case


def test_full_stop_after_an_address_depends_on_the_style(texts):
    for case, text in prose(texts, lang="en", part="entry", name=""):
        if case[0] == "apa":
            assert not text.endswith(f"{EDITION.address}.")
            assert not re.search(r"html(#[a-z0-9-]+)?\.", text), case
        else:
            assert text.endswith("."), case


def test_edition_without_an_address_has_no_date_of_access(texts):
    for case, text in texts.items():
        if case[3] == "no-address":
            assert not re.search(
                r"https?:|\.html|[Aa]ccessed|閲覧|参照|Available|入手先|urldate|Y2  -|February",
                text,
            ), case
    assert WITHOUT_ADDRESS.address == ""


def test_both_years_are_printed():
    assert cite("apa", "en", TARGETS["p18"], TWO_YEARS).in_text == "(Brands, 2026/2027, para. 18)"
    citation = cite("chicago-author-date", "en", TARGETS["p18"], TWO_YEARS)
    assert citation.in_text == "(Brands [2026] 2027, para. 18)"
    assert citation.entry.startswith("Brands, Hal. (2026) 2027. “")


def test_essay_and_precis_have_different_entries():
    for style in STYLES:
        for lang in LANGUAGES:
            essay, precis = (
                cite(style, lang, paragraphs("18", words), EDITION).entry
                for words in (TargetKind.ESSAY, TargetKind.PRECIS)
            )
            assert not re.search("Brands, Hal|ブランズ|BRANDS|Hal Brands", precis), (style, lang)
            assert re.search("Brands|ブランズ|BRANDS", essay), (style, lang)
            assert re.search("Précis|précis|要旨", precis), (style, lang)


def test_title_equal_to_its_english_form_is_not_translated():
    same = term("term-nato", Title("NATO", english="NATO"))
    assert "[" not in cite("mla", "en", same, WITHOUT_ADDRESS).entry.replace("[Annotated", "")


def test_keys_are_ascii_and_distinct():
    targets = [TARGETS["p18"], TARGETS["précis"], TARGETS["term"], TARGETS["note, signed"]]
    called = [cite("biblatex", "ja", target, EDITION).in_text for target in targets]
    assert len(set(called)) == len(targets)
    assert all(text.isascii() for text in called)
    unnamed = replace(EDITION, essay=replace(ESSAY, author=Person("山田")))
    assert cite("biblatex", "ja", TARGETS["p18"], unnamed).in_text == "\\autocite[18]{essay2026}"


# -- parts of styles

numbers = st.integers(1, 50)
loci = st.lists(
    st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=4
).map(lambda pairs: Locus(tuple(pairs)))


@given(loci)
def test_adjacent_ranges_are_merged(locus):
    assert locator(locus, "en") == locator(merge(locus.ranges), "en")


def test_consecutive_paragraphs_form_a_range():
    assert locator(parse_locus("18,19"), "en") == "paras. 18–19"
    assert locator(parse_locus("18-20,24"), "ja") == "第18～20、24段落"


@pytest.mark.parametrize(
    ("number", "text"),
    [(10, "第一〇段落"), (18, "第一八段落"), (20, "第二〇段落"), (50, "第五〇段落")],
)
def test_numbers_are_written_in_kanji_for_vertical_text(number, text):
    assert vertical_locator(Locus(((number, number),))) == text


@pytest.mark.parametrize(
    ("date", "texts"),
    [
        (
            "2026-09-05",
            ("September 5, 2026", "5 September 2026", "5 Sept. 2026", "2026年9月5日", "2026/09/05"),
        ),
        ("2026-05", ("May 2026", "May 2026", "May 2026", "2026年5月", "2026/05//")),
        ("2026", ("2026", "2026", "2026", "2026年", "2026///")),
    ],
)
def test_dates_have_the_form_of_each_style(date, texts):
    assert (
        month_day_year(date),
        day_month_year(date),
        mla(date),
        japanese(date),
        ris(date),
    ) == texts


@pytest.mark.parametrize(
    ("person", "form", "text"),
    [
        (ESSAY.author, "ja_initials", "ブランズ, H."),
        (ESSAY.author, "initials", "Brands, H."),
        (Person("O’Neil", "Mary Jean-Anne"), "initials", "O’Neil, M. J.-A."),
        (Person("Smith", "Anna"), "ja_natural", "Anna Smith"),
        (Person("Smith", "Anna", "アンナ・スミス", "アンナ・スミス"), "ja_comma", "アンナ・スミス"),
        (Person("Smith", "Anna", "アンナ・スミス", "スミス"), "ja_comma", "スミス、アンナ"),
        (Person("Yamada", "Hanako", "山田花子", "山田"), "ja_wide", "山田花子"),
        (Person("Yamada", "Hanako", "山田花子", "山田"), "ja_initials", "山田 花子"),
        (Person("the reading group", native="読書会"), "family", "The reading group"),
        (Person("the reading group", native="読書会"), "ja_family", "読書会"),
        (Person("田中", "太郎"), "initials", "田中, 太郎"),
    ],
)
def test_names_have_the_form_of_each_style(person, form, text):
    assert names.FORMS[form](person) == text


def test_group_of_editors_has_a_role():
    assert names.inside_sentence(Person("The edition’s editors")) == "the edition’s editors"
    assert (
        names.editor_role(Person("The edition’s editors")),
        names.editor_role(Person("Harbour Seminar")),
    ) == (
        "eds",
        "ed",
    )
    assert names.editors_ja(Person("x", native="本版編者")) == "本版編者"
    assert names.editors_ja(Person("x", native="港の会")) == "港の会編"


quotations = st.recursive(
    st.text("甲乙、", min_size=1, max_size=3),
    lambda inner: st.builds("「{}」{}".format, inner, inner) | st.builds("『{}』".format, inner),
    max_leaves=6,
)


@given(quotations)
def test_nested_kagi_alternate_in_any_title(text):
    nested = quote_ja(text)
    depth = 0
    for sign in nested:
        depth -= sign in "」』"
        if sign in "「」『』":
            assert sign in "「」『』"[depth % 2 * 2 :][:2]
        depth += sign in "「『"
    assert re.sub("[「」『』]", "", nested) == re.sub("[「」『』]", "", text)


def test_titles_are_quoted_and_shortened():
    assert quote("the “so-called”", ",") == "“the ‘so-called,’”"
    assert quote("Who pays?", ".") == "“Who pays?”"
    assert quote_book_ja("自由世界") == "『自由世界』"
    assert quote_book_ja("『自由世界』注解") == "『自由世界』注解"
    assert strip_shared_title("A: B", "A: C") == "B"
    assert strip_shared_title("A: B", "D: C") == "A: B"
    assert title_case("the iPhone of the year") == "The iPhone of the Year"


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.tags = "", []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))


SIGNS = st.text("ab 1.*_`[]()!<>&;#\\~：-+=^@amp", max_size=30)
MARKED = st.lists(SIGNS | st.text("ab", min_size=1, max_size=3).map(italic), max_size=4).map(
    " ".join
)


@given(MARKED | st.text("a<\ue010\ue011&", max_size=8))
def test_html_has_the_text_and_only_i_tags(text):
    parser = _Text()
    parser.feed(html(text))
    parser.close()
    assert parser.text == plain(text)
    assert all(tag == ("i", []) for tag in parser.tags)


@given(MARKED)
def test_markdown_renders_as_the_text(text):
    line = f"x{text}y"
    parser = _Text()
    parser.feed(MarkdownIt("commonmark").render(markdown(line)))
    parser.close()
    assert parser.text.rstrip("\n") == plain(line)
    assert {tag for tag, _ in parser.tags} <= {"p", "em"}


@pytest.mark.parametrize(
    "text",
    [
        "1984. A term",
        "# head",
        "> quote",
        "+ item",
        "- item",
        "===",
        "~~~",
        "2) x",
        "[x](javascript:y)",
        "[a]: b",
    ],
)
def test_markdown_is_escaped_at_the_start_of_a_line(text):
    rendered = MarkdownIt("commonmark").render(markdown(text))
    parser = _Text()
    parser.feed(rendered)
    assert (parser.text.rstrip("\n"), [tag for tag, _ in parser.tags]) == (text, ["p"])


def test_italics_are_written_in_each_format():
    text = f"a {italic('b & c')} d"
    assert (plain(text), html(text), markdown(text)) == (
        "a b & c d",
        "a <i>b &amp; c</i> d",
        "a *b & c* d",
    )
    assert italic("") == ""


def test_unknown_style_raises_key_error():
    with pytest.raises(KeyError):
        cite("apaa", "en", TARGETS["p18"], EDITION)


def test_note_on_a_range_names_the_range():
    citation = cite("chicago", "en", note("note-x", None, None, locus="18-20"), EDITION)
    assert "note to paras. 18–20" in citation.in_text
