"""Annotations are exported, read back as the same records, and never placed by guessing."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from study_edition.core.annotations.anchoring import AnchorTargets, anchor, anchor_all
from study_edition.core.annotations.annotation import (
    Annotation,
    AnnotationFileError,
    ForeignAnnotation,
    Reason,
    Rejection,
    clean,
)
from study_edition.core.annotations.annotation_table import read_csv, write_csv
from study_edition.core.annotations.hypothesis_export import read_export
from study_edition.core.annotations.layer_file import (
    LayerHead,
    escape_line,
    most_common,
    unique_names,
    write_layer,
)
from study_edition.core.annotations.web_annotation import (
    annotation_list,
    load_json,
    read_annotations,
    read_license,
    write_collection,
)
from study_edition.core.model.locus import Locus, parse_locus

PRECIS = {
    1: "市は潮の満ち引きで開いた。",
    2: "山田は塩税に反対した。",
    3: "商人は去った。塩税は残った。",
    **{n: f"要旨の{n}。" for n in range(4, 51)},
}
PLACES = AnchorTargets(
    PRECIS,
    {2: ("暁の帳簿",)},
    {"note-comment-tide": (parse_locus("1-2"), "潮の話、月の鍵。")},
    "¶1–50",
)

# The parts of the model in use: sections 3.1 to 4.2 and the vocabulary of collections.
IRI = {"type": "string", "pattern": "^https?://[^\\s]+$"}
QUOTE = {
    "type": "object",
    "required": ["type", "exact"],
    "properties": {
        "type": {"const": "TextQuoteSelector"},
        "exact": {"type": "string", "minLength": 1, "maxLength": 12},
    },
    "additionalProperties": False,
}
FRAGMENT = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "FragmentSelector"},
        "value": {"type": "string", "pattern": "^p[0-9]+(-[0-9]+)?$"},
        "conformsTo": IRI,
        "refinedBy": QUOTE,
    },
    "additionalProperties": False,
}
TARGET = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {"source": IRI, "selector": FRAGMENT},
    "additionalProperties": False,
}
BODY = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string", "minLength": 1},
        "format": {"const": "text/plain"},
        "language": {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
        "purpose": {"const": "commenting"},
    },
    "additionalProperties": False,
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target", "body", "motivation"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"const": "commenting"},
        "creator": {
            "type": "object",
            "required": ["type", "name"],
            "properties": {"type": {"const": "Person"}, "name": {"type": "string", "minLength": 1}},
            "additionalProperties": False,
        },
        "rights": IRI,
        "dc:rights": {"type": "string", "minLength": 1},
        "body": BODY,
        "target": {"anyOf": [TARGET, {"type": "array", "minItems": 2, "items": TARGET}]},
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["@context", "id", "type", "label", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string", "minLength": 1},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "items"],
            "properties": {
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "startIndex": {"const": 0},
                "items": {"type": "array", "minItems": 1, "items": ANNOTATION},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
VALID = Draft202012Validator(SCHEMA)


@st.composite
def loci(draw):
    cuts = draw(st.lists(st.integers(1, 50), min_size=1, max_size=6, unique=True))
    numbers = sorted(cuts)
    ranges = []
    while numbers:
        first = numbers.pop(0)
        last = numbers.pop(0) if numbers and draw(st.booleans()) else first
        ranges.append((first, last))
    return Locus(tuple(ranges))


ALPHABET = st.characters(exclude_categories=["Cs", "Co"])
TEXTS = (
    st.text(ALPHABET | st.sampled_from("\n#*_`:{}[]<>|-+=%&$~\\潮、。"), min_size=1)
    .map(clean)
    .filter(bool)
)
WORDS = st.text(ALPHABET, max_size=20).map(lambda text: " ".join(clean(text).split()))
NAMES = st.just("") | st.from_regex(r"note-[a-z][a-z0-9-]{0,15}", fullmatch=True)


@st.composite
def annotations(draw):
    locus = draw(loci())
    text = PRECIS[locus.first].rstrip("。")
    start = draw(st.integers(0, len(text) - 1))
    lemma = draw(st.just("") | st.just(text[start : start + draw(st.integers(1, 12))]))
    licenses = st.sampled_from(["", "CC-BY-4.0", "CC-BY-NC-SA-4.0", "CC0-1.0", "MIT", "学内限り"])
    return Annotation(
        draw(NAMES),
        locus,
        lemma,
        draw(TEXTS),
        draw(st.sampled_from(["", "ja", "en", "zh-Hant"])),
        draw(WORDS),
        draw(licenses),
    )


def exported(items, base="https://example.org/ed/"):
    return json.loads(
        json.dumps(
            write_collection(items, "試験", base, lambda a: f"text/one.html#{a.name}"),
            ensure_ascii=False,
        )
    )


@given(st.lists(annotations(), min_size=1, max_size=5))
def test_exported_web_annotations_are_valid_and_read_back_as_the_same_notes(items):
    data = exported(items)
    VALID.validate(data)
    assert anchor_all(read_annotations(data), PLACES) == (items, [])


@given(st.lists(annotations(), min_size=1, max_size=5))
def test_web_annotations_with_relative_addresses_are_read_back(items):
    assert anchor_all(read_annotations(exported(items, "")), PLACES) == (items, [])


@given(st.lists(annotations(), min_size=1, max_size=5))
def test_exported_csv_is_read_back_with_adjacent_loci_merged(items):
    placed, refused = anchor_all(read_csv(write_csv(items)), PLACES)
    assert refused == []
    assert [a._replace(locus=None) for a in placed] == [a._replace(locus=None) for a in items]
    assert [list(a.locus.numbers()) for a in placed] == [list(a.locus.numbers()) for a in items]


@pytest.mark.parametrize(
    "change",
    [
        lambda item: item.pop("target"),
        lambda item: item["target"]["selector"].pop("type"),
        lambda item: item["target"]["selector"].update(
            refinedBy={"type": "TextQuoteSelector", "exact": "字" * 13}
        ),
        lambda item: item["body"].pop("value"),
        lambda item: item.update(rights="学内限り"),
    ],
)
def test_schema_refuses_invalid_annotations(change):
    data = exported(
        [Annotation("note-a-b", parse_locus("2"), "塩税", "文", "ja", "田中", "CC-BY-4.0")]
    )
    assert VALID.is_valid(data)
    change(data["first"]["items"][0])
    assert not VALID.is_valid(data)


def test_annotation_quotes_only_its_lemma():
    item = exported(
        [Annotation("note-a-b", parse_locus("2,5-6"), "塩税", "文", "ja", "田中", "学内限り")]
    )["first"]["items"][0]
    assert item == {
        "id": "https://example.org/ed/text/one.html#note-a-b",
        "type": "Annotation",
        "motivation": "commenting",
        "creator": {"type": "Person", "name": "田中"},
        "dc:rights": "学内限り",
        "body": {
            "type": "TextualBody",
            "value": "文",
            "format": "text/plain",
            "purpose": "commenting",
            "language": "ja",
        },
        "target": [
            {
                "source": "https://example.org/ed/p/2.html",
                "selector": {
                    "type": "FragmentSelector",
                    "value": "p2",
                    "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                    "refinedBy": {"type": "TextQuoteSelector", "exact": "塩税"},
                },
            },
            {
                "source": "https://example.org/ed/p/5.html",
                "selector": {"type": "FragmentSelector", "value": "p5-6"},
            },
        ],
    }


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://creativecommons.org/licenses/by-nc-nd/3.0/deed.ja", "CC-BY-NC-ND-3.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("https://spdx.org/licenses/MIT.html", "MIT"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_licence_is_read_from_its_address(address, name):
    assert read_license(address) == name


# -- annotations of other programs


def web(**item):
    return {"type": "Annotation", "body": {"type": "TextualBody", "value": "文"}, **item}


@pytest.mark.parametrize(
    ("target", "locus", "lemma"),
    [
        ("https://example.org/p/18.html", "18", ""),
        ("https://example.org/text/two.html#p3", "3", ""),
        (["https://example.org/p/18.html", "https://example.org/p/20.html"], "18,20", ""),
        (
            {
                "source": "https://example.org/text/two.html",
                "selector": {"type": "FragmentSelector", "value": "p3"},
            },
            "3",
            "",
        ),
        (
            {
                "source": "https://example.org/",
                "selector": [{"type": "TextQuoteSelector", "exact": "潮の満ち引き"}],
            },
            "1",
            "",
        ),
        (
            {
                "source": "https://example.org/p/2.html",
                "selector": {"type": "TextQuoteSelector", "exact": "暁の帳簿"},
            },
            "2",
            "暁の帳簿",
        ),
        (
            {
                "source": "https://example.org/p/2.html",
                "selector": {"type": "TextQuoteSelector", "exact": "別の語句"},
            },
            "2",
            "",
        ),
        ({"source": "https://example.org/text/one.html#note-comment-tide"}, "1-2", ""),
        (
            {
                "source": "https://example.org/",
                "selector": ["p9", {"type": "TextQuoteSelector", "exact": "潮の満ち引き"}],
            },
            "1",
            "",
        ),
        ([3, "https://example.org/p/18.html"], "18", ""),
    ],
)
def test_target_is_placed_by_address_and_quotation(target, locus, lemma):
    placed, refused = anchor_all(read_annotations([web(target=target)]), PLACES)
    assert refused == []
    assert (str(placed[0].locus), placed[0].lemma) == (
        locus,
        lemma if lemma or locus != "1" else "潮の満ち引き",
    )


def hypothesis_row(
    quote="", uri="https://example.org/text/one.html", text="文", prefix="", suffix="", **more
):
    selectors = (
        [
            {"type": "RangeSelector"},
            {"type": "TextQuoteSelector", "exact": quote, "prefix": prefix, "suffix": suffix},
        ]
        if quote
        else []
    )
    return {
        "uri": uri,
        "text": text,
        "user": "acct:hanako@hypothes.is",
        "target": [{"source": uri, "selector": selectors}],
        **more,
    }


@pytest.mark.parametrize(
    ("row", "result"),
    [
        (hypothesis_row("反対した"), ("2", "反対した")),
        (hypothesis_row("山田は塩税に反対した。"), ("2", "山田は塩税に反対した。")),
        (hypothesis_row("市は潮の満ち引きで開いた。"), ("1", "")),
        (hypothesis_row("月の鍵"), ("1-2", "")),
        (hypothesis_row("塩税", prefix="商人は去った。", suffix="は残った"), ("3", "塩税")),
        (hypothesis_row(uri="https://example.org/p/3.html"), ("3", "")),
        (hypothesis_row("塩税"), Reason.QUOTE_IN_SEVERAL),
        (hypothesis_row("どこにもない句"), Reason.QUOTE_NOT_FOUND),
        (hypothesis_row(), Reason.NO_PARAGRAPH),
        (hypothesis_row("。、 ", text="文"), Reason.QUOTE_NOT_FOUND),
        (hypothesis_row("\u200b", text="文"), Reason.NO_PARAGRAPH),
        (hypothesis_row(" \u3000", text="文"), Reason.NO_PARAGRAPH),
        (hypothesis_row(uri="https://example.org/p/99.html"), Reason.UNKNOWN_PARAGRAPH),
        (hypothesis_row("反対した", text=" \n"), Reason.EMPTY),
    ],
)
def test_row_of_hypothesis_is_placed_or_rejected_but_never_guessed(row, result):
    (found,) = read_export({"rows": [row]})
    placed = anchor(found, PLACES)
    if isinstance(result, Reason):
        assert isinstance(placed, Rejection)
        assert placed.reason is result
        assert placed.row == 1
        assert "\n" not in placed.message()
    else:
        assert isinstance(placed, Annotation)
        assert (str(placed.locus), placed.lemma) == result
        assert placed.author == "hanako"


def test_row_of_hypothesis_is_placed_by_the_fragment_of_its_target():
    row = hypothesis_row(uri="https://example.org/text/two.html")
    row["target"][0]["selector"] = [{"type": "FragmentSelector", "value": "p3"}]
    (placed,), refused = anchor_all(read_export({"rows": [row]}), PLACES)
    assert (str(placed.locus), refused) == ("3", [])


def test_reply_is_placed_where_its_parent_is():
    rows = [
        hypothesis_row("反対した", id="a"),
        hypothesis_row(text="答え", references=["a"], id="b"),
    ]
    placed, refused = anchor_all(read_export(rows), PLACES)
    assert refused == []
    assert [str(a.locus) for a in placed] == ["2", "2"]


@pytest.mark.parametrize("data", [{}, [], 1, None, "文", {"rows": []}, {"rows": [1]}, {"items": 3}])
def test_data_without_annotations_are_refused(data):
    if annotation_list(data) in (None, []):
        with pytest.raises(AnnotationFileError):
            list(read_export(data))
    if annotation_list(data) is None:
        with pytest.raises(AnnotationFileError):
            list(read_annotations(data))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "id",
                    "uri",
                    "text",
                    "target",
                    "selector",
                    "source",
                    "body",
                    "value",
                    "refinedBy",
                    "exact",
                    "user",
                    "references",
                    "creator",
                    "rights",
                    "items",
                    "rows",
                    "first",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(JSON)
def test_arbitrary_data_raise_no_other_error(data):
    for read in (read_export, read_annotations):
        with contextlib.suppress(AnnotationFileError):
            placed, refused = anchor_all(read(data), PLACES)
            assert all("\n" not in one.message() for one in refused)
            assert all(one.text for one in placed)


def test_broken_json_is_reported_with_its_line():
    with pytest.raises(AnnotationFileError) as caught:
        load_json('{\n"a": 1,\n]')
    assert caught.value.line == 3
    with pytest.raises(AnnotationFileError):
        load_json("[" * 100_000)
    with pytest.raises(AnnotationFileError, match="number"):
        load_json("9" * 5000)


# -- tables


@pytest.mark.parametrize(
    "table",
    [
        "locus,lemma,text\n2,塩税,文\n",
        "段落;見出し語句;本文\r\n第2段落;塩税;文",
        "\ufeffLocus\tText\tlemma\n\n¶2\t文\t塩税\n",
    ],
)
def test_table_is_read_by_its_column_names(table):
    placed, refused = anchor_all(read_csv(table), PLACES)
    assert refused == []
    assert [(str(a.locus), a.lemma, a.text) for a in placed] == [("2", "塩税", "文")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("99,,文", Reason.UNKNOWN_PARAGRAPH),
        ("去る,,文", Reason.BAD_LOCUS),
        ("2026-03-05 00:00:00,,文", Reason.DATE),
        ("3月5日,,文", Reason.DATE),
        ("2,塩の税,文", Reason.LEMMA_NOT_FOUND),
        ("2,山田は塩税に反対した。山田,文", Reason.LEMMA_TOO_LONG),
        ("2,,", Reason.EMPTY),
        (",,文", Reason.NO_PARAGRAPH),
    ],
)
def test_row_that_cannot_be_placed_is_reported_with_its_line(row, reason):
    placed, refused = anchor_all(read_csv(f'locus,lemma,text\n1,,"二行の\n文"\n{row}\n'), PLACES)
    assert len(placed) == 1
    assert [(one.row, one.reason) for one in refused] == [(4, reason)]


@pytest.mark.parametrize("table", ["", "a,b\n1,2", "locus\n1", "\n\n", "text\n文"])
def test_table_without_the_required_columns_is_refused(table):
    with pytest.raises(AnnotationFileError):
        list(read_csv(table))


# -- the layer file


def test_table_with_an_open_quotation_mark_is_refused_with_its_line():
    with pytest.raises(AnnotationFileError) as caught:
        list(read_csv('locus,text\n1,文\n2,"文'))
    assert caught.value.line == 3


def test_most_common_value_is_found():
    assert most_common(["en", "", "ja", "ja", "", ""], "de") == "ja"
    assert most_common(["", ""], "de") == "de"


def test_names_are_kept_within_a_layer_or_generated():
    names = ["note-tanaka-offset", "note-other-a", "", "note-tanaka-offset", "1x", "note-other-a"]
    assert unique_names(names, "tanaka") == [
        "offset",
        "other-a",
        "n3",
        "offset-2",
        "n5",
        "other-a-2",
    ]


@given(st.lists(NAMES | st.text(max_size=5), max_size=8))
def test_every_note_has_a_unique_name(names):
    made = unique_names(names, "tanaka")
    assert len(set(made)) == len(names)


def test_markup_in_plain_text_is_escaped():
    assert (
        escape_line("# 題 *強* `x`{cite:p}`k` <b>")
        == "\\# 題 \\*強\\* \\`x\\`\\{cite:p\\}\\`k\\` \\<b\\>"
    )
    assert escape_line(":::") == "\\:::"
    assert escape_line("10. 項") == "10\\. 項"
    assert escape_line("潮の話。") == "潮の話。"


def test_written_layer_has_front_matter_and_passages_in_other_languages():
    head = LayerHead("tanaka", "田中: 注", "comment", "田中", "ja", "CC-BY-4.0")
    text = write_layer(
        head,
        [
            Annotation("", parse_locus("2"), '塩"税', "文\n二", "ja"),
            Annotation("", parse_locus("3"), "", "Text", "en"),
        ],
    )
    assert 'title: "田中: 注"' in text
    assert '::::{note} 2\n:id: n1\n:lemma: "塩\\"税"\n\n文\n\n二\n::::\n' in text
    assert "::::{note} 3\n:id: n2\n\n:::{lang} en\nText\n:::\n::::\n" in text


def test_locus_and_lemma_from_the_file_are_kept():
    assert anchor(
        ForeignAnnotation(
            1,
            "文",
            locus_text="第2段落",
            lemma="塩税",
            name="x",
            lang="ja",
            author="a",
            license="b",
        ),
        PLACES,
    ) == Annotation("x", parse_locus("2"), "塩税", "文", "ja", "a", "b")
