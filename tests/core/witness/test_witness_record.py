"""The record of the witness: written, read back, updated, refused; and paragraphs of the witness."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_paths import DATA
from study_edition.core.model.locus import parse_locus
from study_edition.core.model.records import Note
from study_edition.core.witness.text_fingerprint import RULE, Fingerprint, fingerprint
from study_edition.core.witness.witness_record import (
    WitnessError,
    WitnessRecord,
    format_record,
    make_record,
    read_record,
    split_witness,
)

ESSAY = (DATA / "cases/witness.txt").read_text("utf-8")
HEADINGS = ["市場の一日", "昼の部", "夕べの部"]
PARAGRAPHS = {
    "p1": "朝の市場には魚と野菜が並ぶ。",
    "p2": "昼になると人が増え、声も大きくなる。",
    "p3": "「安いよ」と呼ぶ声がする。",
    "p4": "夕方（ゆうがた）には店を閉める。",
}
MARK = Fingerprint(3, "ab" * 32, 5000)

MARKS = st.builds(
    Fingerprint,
    st.integers(0, 9999),
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.integers(0, 999999),
)
LEMMAS = st.lists(st.text(max_size=6), max_size=4, unique=True).map(sorted).map(tuple)


@st.composite
def records(draw):
    marks = draw(st.dictionaries(st.integers(1, 200).map("p{}".format), MARKS, max_size=8))
    lemmas = {key: draw(LEMMAS) for key in marks if draw(st.booleans())}
    return WitnessRecord(
        draw(st.text(max_size=12)),
        marks,
        lemmas,
        tuple(draw(st.lists(st.text(max_size=6), max_size=3))),
    )


def note(locus, lemma, name="n"):
    return Note(
        id=name,
        docname="notes/weather",
        line=1,
        locus=parse_locus(locus),
        layer="weather",
        lemma=lemma,
        text="",
        digest="",
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("witness")


@given(record=records())
def test_written_record_is_read_back(folder, record):
    path = folder / "record.json"
    path.write_text(format_record(record), "utf-8")
    assert read_record(path) == record


@given(record=records())
def test_record_has_a_line_for_each_paragraph(record):
    """In the order of numbers; JSON without escapes, ending with a newline."""
    text = format_record(record)
    head, *lines, foot, end = text.split("\n")
    if not record.fingerprints:
        lines = [line for line in lines if line]
    assert (foot, end) == ("}}", "")
    assert head.startswith('{"witness": ')
    numbers = [int(line.split('"')[1].removeprefix("p")) for line in lines]
    assert numbers == sorted(int(key[1:]) for key in record.fingerprints)
    assert json.loads(text)["rule"] == RULE


def test_empty_record_is_written():
    assert WitnessRecord() == WitnessRecord("", {}, {}, ())
    assert (
        format_record(WitnessRecord())
        == f'{{"witness": "", "rule": {RULE}, "headings": [], "paragraphs": {{\n\n}}}}\n'
    )


def test_record_is_written_as_text():
    record = WitnessRecord("市場", {"p10": MARK, "p2": MARK}, {"p2": ("花", "山")}, ("朝の部",))
    assert format_record(record) == (
        f'{{"witness": "市場", "rule": {RULE}, "headings": ["朝の部"], "paragraphs": {{\n'
        f'  "p2": {{"length": 3, "weight": 5000, "sha256": "{MARK.sha256}", "lemmas": ["山", "花"]}},\n'
        f'  "p10": {{"length": 3, "weight": 5000, "sha256": "{MARK.sha256}"}}\n'
        "}}\n"
    )


def test_change_of_one_paragraph_changes_one_line():
    before = make_record("市場", PARAGRAPHS, [note("2", "声")])
    after = make_record("市場", {**PARAGRAPHS, "p2": "別の文。"}, [])
    lines = [format_record(record).splitlines() for record in (before, after)]
    assert [i for i, (old, new) in enumerate(zip(*lines, strict=True)) if old != new] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "\ufeff{}",
        "{}",
        "[]",
        "1",
        "null",
        '"rule"',
        '{"witness": "a", "paragraphs": {}}',
        '{"rule": 2, "paragraphs": {}}',
        '{"rule": 2, "witness": "a"}',
        '{"rule": 2, "witness": "a", "paragraphs": {"p1": {}}}',
        '{"rule": 2, "witness": "a", "paragraphs": {"p1": {"length": 3}}}',
        '{"rule": 2, "witness": "a", "paragraphs": {"p1": {"sha256": ""}}}',
        '{"rule": 2, "witness": "a", "paragraphs": {"p1": 3}}',
        '{"rule": 2, "witness": "a", "paragraphs": {"p1": []}}',
        '{"rule": 2, "witness": "a", "paragraphs": {"p1": {"length": 3, "sha256": "", "lemmas": 3}}}',
        *(
            json.dumps(
                {
                    "rule": 2,
                    "witness": "a",
                    "paragraphs": {
                        "p1": {"length": 3, "weight": 5000, "sha256": MARK.sha256, **wrong}
                    },
                }
            )
            for wrong in (
                {"length": "3"},
                {"weight": None},
                {"sha256": MARK.sha256[1:]},
                {"sha256": 3},
                {"lemmas": "abc"},
                {"lemmas": [3]},
                {"lemmas": None},
            )
        ),
        json.dumps({"rule": 2, "witness": 3, "paragraphs": {}}),
        json.dumps({"rule": 2, "witness": "a", "headings": "朝", "paragraphs": {}}),
        json.dumps(
            {
                "rule": 2,
                "witness": "a",
                "paragraphs": {"one": {"length": 3, "weight": 5000, "sha256": MARK.sha256}},
            }
        ),
        "[" * 100000,
    ],
)
def test_broken_record_is_refused(folder, text):
    path = folder / "bad.json"
    path.write_text(text, "utf-8")
    with pytest.raises(WitnessError):
        read_record(path)


@pytest.mark.parametrize("paragraphs", ["[]", "null", "3", '"p1"'])
def test_paragraphs_that_are_not_a_mapping_are_refused(folder, paragraphs):
    path = folder / "bad.json"
    path.write_text(f'{{"rule": {RULE}, "witness": "a", "paragraphs": {paragraphs}}}', "utf-8")
    with pytest.raises(WitnessError):
        read_record(path)


def test_record_of_another_rule_is_refused(folder):
    path = folder / "rule.json"
    path.write_text(
        format_record(WitnessRecord()).replace(f'"rule": {RULE}', f'"rule": {RULE + 1}'), "utf-8"
    )
    with pytest.raises(WitnessError, match="rule"):
        read_record(path)


def test_record_that_is_not_utf8_is_refused(folder):
    path = folder / "latin.json"
    path.write_bytes('{"witness": "été"}'.encode("latin-1"))
    with pytest.raises(WitnessError):
        read_record(path)


def test_missing_record_raises_file_not_found(folder):
    with pytest.raises(FileNotFoundError):
        read_record(folder / "none.json")


def test_record_has_fingerprints_and_lemmas():
    notes = [
        note("1", "魚と野菜"),
        note("1", "市場"),
        note("1", "市場", "again"),
        note("1", "夕方"),
        note("1", ""),
        note("2-3", "声も"),
        note("2-3", "安い"),
        note("3", "『安いよ』"),
        note("4", "夕方には"),
        note("9", "市場"),
    ]
    assert make_record("市場", PARAGRAPHS, notes) == WitnessRecord(
        "市場",
        {key: fingerprint(text) for key, text in PARAGRAPHS.items()},
        {"p1": ("市場", "魚と野菜"), "p2": ("声も",), "p3": ("『安いよ』",), "p4": ("夕方には",)},
    )


@given(
    st.dictionaries(
        st.integers(1, 99).map("p{}".format), st.text("朝の市場。", max_size=8), max_size=6
    )
)
def test_every_paragraph_has_its_fingerprint(paragraphs):
    record = make_record("市場", paragraphs, [])
    assert record.fingerprints == {key: fingerprint(text) for key, text in paragraphs.items()}
    assert record.lemmas == {}


def test_witness_is_split_at_lines():
    assert split_witness(ESSAY, list(PARAGRAPHS), HEADINGS) == PARAGRAPHS


@pytest.mark.parametrize(
    ("ids", "headings", "count"),
    [
        (["p1", "p2", "p3"], HEADINGS, 4),
        (["p1", "p2", "p3", "p4", "p5"], HEADINGS, 4),
        (list(PARAGRAPHS), HEADINGS[:2], 5),
        ([], HEADINGS, 4),
    ],
)
def test_wrong_number_of_paragraphs_is_refused(ids, headings, count):
    with pytest.raises(WitnessError, match=f"^{count} paragraphs, {len(ids)} expected$"):
        split_witness(ESSAY, ids, headings)


def test_witness_without_text_has_no_paragraphs():
    assert split_witness("\n \n　\n", [], []) == {}
    assert split_witness("題\n", [], ["題"]) == {}


def test_heading_within_a_paragraph_is_kept():
    assert split_witness("題\n題のこと\n", ["p1"], ["題"]) == {"p1": "題のこと"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", "\n \n"])
def test_witness_is_split_at_any_line_ends(end):
    assert split_witness(end.join(["朝", "昼 ", "　夕"]), ["p5", "p7", "p6"], []) == {
        "p5": "朝",
        "p7": "昼",
        "p6": "夕",
    }


@pytest.mark.parametrize("blank", ["\u200b", "\ufeff", "\u00ad", "\u2060 "])
def test_line_that_normalises_to_nothing_is_blank(blank):
    """Pages copied from a site have such lines."""
    assert split_witness(f"朝\n{blank}\n夕", ["p1", "p2"], []) == {"p1": "朝", "p2": "夕"}


@given(st.lists(st.text("朝昼夕の。", min_size=1, max_size=8), max_size=6))
def test_split_keeps_all_lines(lines):
    ids = [f"p{n}" for n in range(1, len(lines) + 1)]
    assert split_witness("\n\n".join(lines), ids, ["題"]) == dict(zip(ids, lines, strict=True))


@pytest.mark.parametrize("blank", ["\n", "\n\u200b\n", "\n \n\n"])
def test_paragraphs_of_several_lines_are_separated_by_blank_lines(blank):
    text = blank.join(
        [
            "市場の一日\n",
            "朝の市場には\n魚と野菜が並ぶ。\n",
            "昼になると人が増え、\n声も大きくなる。\n",
        ]
    )
    given = split_witness(text, ["p1", "p2"], HEADINGS)
    assert {key: fingerprint(part) for key, part in given.items()} == {
        key: fingerprint(PARAGRAPHS[key]) for key in ("p1", "p2")
    }


@pytest.mark.parametrize("mark", ["¶{} ", "¶{}", "¶ {}. ", "¶{}\n"])
def test_marks_separate_paragraphs(mark):
    """In any lines; the text before the first mark is left out."""
    text = "前書き\n" + "\n昼の部\n".join(
        mark.format(key[1:]) + part.replace("、", "、\n\n") for key, part in PARAGRAPHS.items()
    )
    given = split_witness(text, list(PARAGRAPHS), HEADINGS)
    assert list(given) == list(PARAGRAPHS)
    assert {key: fingerprint(part) for key, part in given.items()} == {
        key: fingerprint(part) for key, part in PARAGRAPHS.items()
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("¶1 朝\n¶3 夕", "¶2, ¶3 ?"),
        ("¶1 朝\n¶1 夕", "¶1 × 2"),
        ("¶1 朝\n¶2", "¶2 ?"),
        ("¶1 朝", "¶2 ?"),
        ("¶1 朝\n¶2 昼\n¶3 夕", "¶3 ?"),
    ],
)
def test_marks_of_other_paragraphs_are_refused(text, message):
    with pytest.raises(WitnessError) as error:
        split_witness(text, ["p1", "p2"], [])
    assert str(error.value) == message


def test_number_at_the_start_of_a_line_is_not_a_mark():
    assert split_witness("1960年の朝\n2 昼", ["p1", "p2"], []) == {"p1": "1960年の朝", "p2": "2 昼"}


def test_headings_are_recorded_once():
    assert make_record("市場", PARAGRAPHS, [], ["昼の部", "朝の部", "昼の部"]).headings == (
        "昼の部",
        "朝の部",
    )
