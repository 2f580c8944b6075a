"""An edition is recognised in a reader's text, and no text gets the number of another paragraph."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project_paths import PROJECT
from recognition_corpus import OTHER, PARAGRAPHS, RECORD, RECORD_WITH_LEMMAS, TWINS, cases
from study_edition.core.witness import altered_paragraphs, occurrences
from study_edition.core.witness.occurrences import find_occurrences
from study_edition.core.witness.recognition import LeftoverZone, ParagraphState, recognise
from study_edition.core.witness.text_fingerprint import fingerprint, normalise
from study_edition.core.witness.witness_record import WitnessRecord, read_record
from study_edition.documents.read_document import parse_document

WITNESS = PROJECT.parent / "shared/witness"
KINDS = list(dict.fromkeys(case.kind for case in cases()))


def case_text(case):
    """Return the text of a case, decoded if it has an encoding."""
    if not case.encoding:
        return case.text
    return "\n".join(
        line.text for line in parse_document(case.text.encode(case.encoding), "copy.txt").lines
    )


def faults(case, record):
    """Return the wrong results for a case: (paragraph, ``wrong`` or ``lost``)."""
    result = recognise(case_text(case), record)
    for key, state in result.states.items():
        texts = case.holds.get(key)
        if (
            state is ParagraphState.EXACT
            and fingerprint(result.found[key].text) != record.fingerprints[key]
        ):
            yield "wrong", key
        if state is ParagraphState.ALTERED and not any(
            normalise(text) in normalise(result.found[key].text) for text in texts or []
        ):
            unread = re.sub(r"[\[《(（][ぁ-ヿ]+[\]》)）]", "", result.found[key].text)
            if case.sure or normalise(unread) != normalise(PARAGRAPHS[key]):
                yield "wrong", key
        if (
            case.sure
            and texts == []
            and state is not ParagraphState.EXACT
            and not _twin_instead(key, result, case)
        ):
            yield "lost", key


def _twin_instead(key, result, case):
    """Return whether the other of two equal paragraphs was found instead."""
    states = {result.states[twin] for twin in TWINS}
    return (
        key in TWINS
        and normalise(case.text).count(normalise(PARAGRAPHS[key])) < len(TWINS)
        and states != {ParagraphState.MISSING}
    )


def test_the_corpus_is_large():
    assert len(cases()) >= 500
    assert len(PARAGRAPHS) == 33
    assert len(TWINS) == 2


@pytest.mark.parametrize("record", [RECORD, RECORD_WITH_LEMMAS], ids=["", "lemmas"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_paragraph_is_wrong_or_lost(kind, record):
    found = [
        (n, *fault)
        for n, case in enumerate(cases())
        if case.kind == kind
        for fault in faults(case, record)
    ]
    assert found == []


# -- single paragraphs

ESSAY = {
    "p1": "朝の市場には魚と野菜が並び、鐘が鳴ると人が集まる。",
    "p2": "昼になると人が増え、呼び声は港のほうまで届くようになる。",
    "p3": "雨の日には屋根のある側だけが開き、売り手は肩を寄せあう。傘を貸す店もある。",
    "p4": "夕方（ゆうがた）には店を閉める。",
    "p5": "翌朝また鐘が鳴り、最初の客は決まって向かいの床屋である。",
}


def make_record(essay=ESSAY, headings=(), **lemmas):
    return WitnessRecord(
        "w", {key: fingerprint(text) for key, text in essay.items()}, lemmas, headings
    )


def states(text, record=None):
    return "".join(
        state.value[0] for state in recognise(text, record or make_record()).states.values()
    )


def changed(key, old, new, join="\n"):
    assert old in ESSAY[key]
    return join.join({**ESSAY, key: ESSAY[key].replace(old, new)}.values())


def test_unchanged_essay_is_recognised():
    result = recognise("\n\n".join(ESSAY.values()), make_record())
    assert {key: found.text for key, found in result.found.items()} == ESSAY
    assert [found.line for found in result.found.values()] == [1, 3, 5, 7, 9]
    assert result.leftover == ()


def test_text_is_returned_in_the_readers_own_characters():
    text = "　朝の市場\u200bには魚と野菜が\n並び、鐘（かね）が鳴ると人が集まる。 \u00a0\n"
    found = recognise(text, make_record()).found["p1"]
    assert found.text == text.strip()
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("join", ["", " ", "\n", "\r\n", "広告", "\n広告\n"])
def test_boundaries_and_order_of_paragraphs_do_not_matter(join):
    assert states(join.join(ESSAY.values())) == "eeeee"
    assert states(join.join(reversed(ESSAY.values()))) == "eeeee"
    assert states("広告を見る" + "".join(ESSAY.values()) + join + "続きを読む") == "eeeee"


def test_altered_paragraph_is_recognised_by_its_neighbours():
    result = recognise(changed("p2", "港", "湊"), make_record())
    assert [state.value for state in result.states.values()] == [
        "exact",
        "altered",
        "exact",
        "exact",
        "exact",
    ]
    assert result.found["p2"].text == ESSAY["p2"].replace("港", "湊")
    assert result.leftover == ()


@pytest.mark.parametrize(("key", "old", "new"), [("p1", "鐘", "鈴"), ("p5", "床屋", "酒屋")])
def test_altered_first_or_last_paragraph_needs_a_lemma(key, old, new):
    assert recognise(changed(key, old, new), make_record()).states[key] is ParagraphState.MISSING
    assert (
        recognise(changed(key, old, new), make_record(p1=("市場",), p5=("翌朝",))).states[key]
        is ParagraphState.ALTERED
    )
    assert (
        recognise(
            changed(key, old, new), make_record(p1=("市場", "鐘"), p5=("翌朝", "床屋"))
        ).states[key]
        is ParagraphState.ALTERED
    )
    assert (
        recognise(changed(key, old, new), make_record(p1=("鐘",), p5=("床屋",))).states[key]
        is ParagraphState.MISSING
    )


def test_text_of_another_length_needs_a_lemma():
    assert states(changed("p2", "港のほうまで", "")) == "emeee"
    assert states(changed("p2", "港のほうまで", ""), make_record(p2=("呼び声",))) == "eaeee"


def test_one_of_several_lemmas_is_enough():
    assert states(changed("p2", "港", "湊"), make_record(p2=("港", "喚声"))) == "emeee"
    assert states(changed("p2", "港", "湊"), make_record(p2=("港", "呼び声"))) == "eaeee"
    assert states(changed("p2", "港", "湊"), make_record(p2=("港",))) == "eaeee"


def test_altered_paragraph_next_to_other_text_is_ambiguous():
    """A further line may be an advertisement instead of a paragraph."""
    text = changed("p2", "港", "湊").replace(ESSAY["p3"], "広告を見る\n" + ESSAY["p3"])
    result = recognise(text, make_record())
    assert result.states["p2"] is ParagraphState.AMBIGUOUS
    assert [(left.line, left.where) for left in result.leftover] == [
        (2, LeftoverZone.BETWEEN),
        (3, LeftoverZone.BETWEEN),
    ]
    result = recognise(text, make_record(p2=("呼び声",)))
    assert result.found["p2"].text == ESSAY["p2"].replace("港", "湊")
    assert [left.line for left in result.leftover] == [3]


def test_other_text_between_paragraphs_makes_an_altered_one_ambiguous():
    text = changed("p2", "港", "湊").replace(ESSAY["p5"], "広告を見る\n" + ESSAY["p5"])
    assert recognise(text, make_record()).states["p2"] is ParagraphState.AMBIGUOUS


def test_two_altered_paragraphs_of_one_length_are_ambiguous():
    """They may have changed places."""
    essay = {
        "p1": ESSAY["p1"],
        "p2": "一二三四五六七八九十",
        "p3": ESSAY["p3"],
        "p4": "一二三四五六七八九百",
        "p5": ESSAY["p5"],
    }
    text = "\n".join({**essay, "p2": "一二三四五六七八九千", "p4": "一二三四五六七八九万"}.values())
    result = recognise(text, make_record(essay))
    assert result.states["p2"] is result.states["p4"] is ParagraphState.AMBIGUOUS
    assert set(result.found) == {"p1", "p3", "p5"}


def test_altered_copy_of_a_found_paragraph_is_not_another_paragraph():
    text = "\n".join(
        [
            ESSAY["p1"],
            ESSAY["p3"].replace("傘", "笠")[: len(ESSAY["p2"])],
            ESSAY["p3"],
            ESSAY["p4"],
            ESSAY["p5"],
        ]
    )
    assert recognise(text, make_record()).states["p2"] in {
        ParagraphState.AMBIGUOUS,
        ParagraphState.MISSING,
    }
    assert recognise(text, make_record(p2=("雨",))).states["p2"] is ParagraphState.AMBIGUOUS


def test_altered_paragraph_may_span_several_lines():
    text = "\n".join(f"{part[:9]}\n{part[9:]}" for part in changed("p2", "港", "湊").split("\n"))
    result = recognise(text, make_record())
    assert normalise(result.found["p2"].text) == normalise(ESSAY["p2"].replace("港", "湊"))


def test_altered_paragraph_in_too_large_a_gap_is_not_sought(monkeypatch):
    text = changed("p2", "港", "湊")
    assert recognise(text, make_record()).states["p2"] is ParagraphState.ALTERED
    monkeypatch.setattr(altered_paragraphs, "MAX_TRIALS", 0)
    assert recognise(text, make_record()).states["p2"] is ParagraphState.MISSING


def test_long_text_is_searched_only_where_nothing_has_been_found(monkeypatch):
    text = normalise("".join([OTHER[0], *PARAGRAPHS.values(), OTHER[1]]))
    text = re.sub(f"[{re.escape(occurrences.SENTENCE_END)}]", "", text)
    last = len(text) - 40
    sought = Counter(fingerprint(text[at : at + 40]) for at in (0, 100, last))
    sought[fingerprint("")] += 1
    everywhere = find_occurrences(text, (40, last), sought)
    assert sorted(found.start for found in everywhere) == [0, 100, last]
    monkeypatch.setattr(occurrences, "MAX_WINDOWS", 0)
    assert find_occurrences(text, (40, last), sought) == everywhere
    assert sorted(find_occurrences(text, (40,), sought)) == sorted(everywhere)


def test_line_of_a_wrapped_paragraph_is_not_a_paragraph():
    """It has a lemma and nearly the length, but the next line belongs to it."""
    lines = [f"{part[:22]}\n{part[22:]}" for part in changed("p2", "港", "湊").split("\n")]
    text = "\n".join([*lines[:2], "広告を見ると続きを読むことができる", *lines[2:]])
    assert recognise(text, make_record(p2=("呼び声",))).states["p2"] is ParagraphState.MISSING


def test_two_candidates_for_a_paragraph_are_ambiguous():
    versions = [ESSAY["p2"].replace("港", "湊"), ESSAY["p2"].replace("昼", "午")]
    text = "\n".join([ESSAY["p1"], *versions, ESSAY["p3"]])
    result = recognise(text, make_record(p2=("呼び声",)))
    assert result.states["p2"] is ParagraphState.AMBIGUOUS
    assert [left.line for left in result.leftover] == [2, 3]


def test_other_text_of_the_same_length_is_refused():
    """Its weight differs."""
    weight, length = fingerprint(ESSAY["p2"]).weight, len(ESSAY["p2"])
    other = next(
        text[:length]
        for text in OTHER
        if abs(fingerprint(text[:length]).weight - weight) > 5 * 1400
    )
    text = "\n".join({**ESSAY, "p2": other}.values())
    assert recognise(text, make_record()).states["p2"] is ParagraphState.MISSING


def test_headings_are_not_leftover():
    text = "\n\n".join([ESSAY["p1"], "　昼 の 部", ESSAY["p2"], "夜の部" + ESSAY["p3"]])
    assert [left.line for left in recognise(text, make_record(headings=("昼の部",))).leftover] == [
        7
    ]
    assert recognise(text, make_record(headings=("昼の部", "夜の部"))).leftover == ()


def test_leftover_is_counted_in_lines_and_visible_characters():
    text = f"題 名\r\n\r\n著者\r{ESSAY['p1']}広 告{ESSAY['p2']}\n続きが\nある"
    result = recognise(text, make_record())
    assert result.leftover == (
        (1, 2, LeftoverZone.BEFORE),
        (3, 2, LeftoverZone.BEFORE),
        (4, 2, LeftoverZone.BETWEEN),
        (5, 3, LeftoverZone.AFTER),
        (6, 2, LeftoverZone.AFTER),
    )


def test_reading_at_the_start_of_a_paragraph_is_kept():
    """After a line that ends with a kanji it looks like a reading of that."""
    essay = {**ESSAY, "p2": "（よびごえ）は港のほうまで届くようになる。"}
    for heading in ("昼の部", "昼の部は"):
        text = "\n".join([essay["p1"], heading, *list(essay.values())[1:]])
        assert states(text, make_record(essay)) == "eeeee"
        assert recognise(text, make_record(essay)).found["p2"].text == essay["p2"]


def test_reading_at_the_end_of_a_paragraph_is_returned():
    essay = {**ESSAY, "p2": "港のほうまで届く呼び声（ごえ）"}
    assert recognise("\n".join(essay.values()), make_record(essay)).found["p2"].text == essay["p2"]


def test_longer_of_two_nested_paragraphs_is_recognised():
    """The shorter is recognised only where it occurs by itself."""
    essay = {**ESSAY, "p3": "傘を貸す店もある。", "p4": ESSAY["p3"]}
    assert states("\n".join(essay.values()), make_record(essay)) == "eeeee"
    assert (
        states("\n".join(text for key, text in essay.items() if key != "p3"), make_record(essay))
        == "eemee"
    )


def test_last_copy_of_a_paragraph_before_the_text_is_recognised():
    text = "\n".join([ESSAY["p1"], "続きを読む", *ESSAY.values()])
    result = recognise(text, make_record())
    assert result.found["p1"].line == 3


TWINS_ESSAY = {**ESSAY, "p4": ESSAY["p2"]}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("12345", "eeeee"),
        ("1235", "eeeme"),
        ("1345", "emeee"),
        ("125", "eamae"),
        ("145", "eamae"),
        ("2", "mamam"),
        ("24", "memem"),
        ("52", "mamae"),
        ("15", "emmme"),
    ],
)
def test_equal_paragraphs_are_told_apart_by_a_neighbour_or_ambiguous(order, expected):
    text = "\n".join(TWINS_ESSAY[f"p{number}"] for number in order)
    assert states(text, make_record(TWINS_ESSAY)) == expected


@given(
    st.permutations(list(ESSAY)),
    st.sets(st.sampled_from(list(ESSAY))),
    st.lists(st.sampled_from(["", "\n", "広告", "\n広告\n"]), min_size=6, max_size=6),
)
def test_exactly_the_paragraphs_in_the_text_are_exact(order, gone, between):
    there = [key for key in order if key not in gone]
    text = "".join(
        mark + part
        for mark, part in zip(between, [*(ESSAY[key] for key in there), ""], strict=False)
    )
    result = recognise(text, make_record())
    assert {key for key, state in result.states.items() if state is ParagraphState.EXACT} == set(
        there
    )
    assert all(result.found[key].text == ESSAY[key] for key in there)


@given(st.text("朝の市場昼には魚と。、\n （）ゆうがた", max_size=200))
def test_lines_of_any_other_text_are_leftover(text):
    result = recognise(text, make_record())
    assert set(result.states) == set(ESSAY)
    assert result.found == {}
    lines = re.split(r"\r\n|\r|\n", text)
    assert [(left.line, left.characters) for left in result.leftover] == [
        (n, len(re.sub(r"\s", "", line))) for n, line in enumerate(lines, 1) if normalise(line)
    ]


def test_nothing_is_recognised_in_an_empty_text():
    assert recognise("", make_record()).leftover == ()
    assert states("", make_record()) == "mmmmm"
    assert recognise("朝", WitnessRecord()) == ({}, {}, ((1, 1, LeftoverZone.BEFORE),))


def test_progress_increases_to_1():
    reported = []
    recognise("".join(OTHER), RECORD, reported.append)
    assert reported == sorted(reported)
    assert reported[-1] == 1


def test_other_texts_have_no_paragraph():
    for case in cases():
        if case.kind == "other texts":
            assert set(recognise(case.text, RECORD).states.values()) == {ParagraphState.MISSING}


# -- the edition's own witness


@pytest.fixture(scope="module")
def witness():
    paths = sorted(WITNESS.glob("*.txt"))
    if not paths:
        pytest.skip(f"the witness is not available ({WITNESS.name}/*.txt next to the project)")
    return paths[0].read_text("utf-8")


def test_witness_is_recognised_completely(witness):
    result = recognise(witness, read_record(PROJECT / "witness.json"))
    assert Counter(result.states.values()) == {ParagraphState.EXACT: 50}
    assert [(left.line, left.where.value) for left in result.leftover] == [
        *((line, "before") for line in (1, 3, 5)),
        *((line, "after") for line in (113, 114, 115, 117, 119, 121, 123)),
    ]


@pytest.mark.parametrize("join", ["", "\n"])
def test_witness_is_recognised_in_a_noisy_page(witness, join):
    lines = [line.strip() for line in witness.splitlines()]
    page = join.join(
        part for n, line in enumerate(lines) for part in (f"メニュー{n}", line, "広告。詳しく見る")
    )
    assert recognise(page, read_record(PROJECT / "witness.json")).count(ParagraphState.EXACT) == 50


def test_changed_paragraph_of_the_witness_is_recognised(witness):
    """Nearly always, with the lemmas of the record."""
    lines = witness.splitlines()
    for line in range(10, 88, 12):
        text = "\n".join(
            [*lines[:line], lines[line][:20] + "〓" + lines[line][21:], *lines[line + 1 :]]
        )
        counts = Counter(recognise(text, read_record(PROJECT / "witness.json")).states.values())
        assert counts == {ParagraphState.EXACT: 49, ParagraphState.ALTERED: 1}
