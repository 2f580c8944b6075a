"""The ledger: written, read back, compared with an edition, changed by releases and retirements."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.model.ledger import (
    KINDS,
    Anchor,
    Changes,
    Ledger,
    PublishedId,
    Retirement,
    changes,
    check_ledger,
    current_successors,
    release,
    retire,
    unretire,
    with_successors,
)
from study_edition.core.model.ledger_format import ABOUT, LedgerError, format_ledger, parse_ledger
from study_edition.core.model.problems import Problem, Subtype

A, B, C, D = (letter * 16 for letter in "abcd")
NAMES = st.sampled_from([f"p{n}" for n in range(1, 8)])
DIGESTS = st.sampled_from([A, B, C, D])
VERSIONS = st.sampled_from(["0.1.0", "0.2", "1", "2.0.0-rc.1", "2.0+x"])
REASONS = st.text(max_size=12).filter(str.strip)
STAMPS = st.sampled_from([("", ""), ("0.2.0", "2026-12-01")])


@st.composite
def retirements(draw, names=NAMES):
    return Retirement(
        draw(REASONS), tuple(draw(st.lists(names, max_size=3, unique=True))), *draw(STAMPS)
    )


@st.composite
def ledgers(draw):
    names = draw(st.lists(NAMES, unique=True))
    entries = (
        PublishedId(
            name,
            draw(st.sampled_from(KINDS)),
            draw(VERSIONS),
            draw(DIGESTS),
            draw(st.none() | retirements()),
        )
        for name in names
    )
    return Ledger({entry.id: entry for entry in entries})


EDITIONS = st.dictionaries(
    NAMES,
    st.builds(Anchor, st.sampled_from(KINDS), DIGESTS, st.just("text/one"), st.integers(1, 99)),
)


def ledger(*entries):
    """Return a ledger as it is read, so that its lines begin after the head."""
    return parse_ledger(format_ledger(Ledger({entry.id: entry for entry in entries})))


def para(number, digest, retired=None):
    return PublishedId(f"p{number}", "para", "0.1.0", digest, retired)


def current_ids(**digests):
    return {
        name: Anchor("para", digest, "text/one", line)
        for line, (name, digest) in enumerate(digests.items(), 1)
    }


def problems_of(ledger, anchors):
    return [(p.subtype, p.docname, p.line, *p.args.values()) for p in check_ledger(ledger, anchors)]


# -- the file


@given(ledgers())
def test_written_ledger_is_read_back(ledger):
    assert parse_ledger(format_ledger(ledger)) == ledger


@given(ledgers(), st.randoms())
def test_order_of_lines_does_not_matter(ledger, random):
    """Lines merged by git are read, and written in order again."""
    head, *lines = format_ledger(ledger).split("\n")
    random.shuffle(lines)
    assert parse_ledger("\n".join([head, *lines])) == ledger


@given(ledgers())
def test_ledger_knows_the_line_of_each_id(ledger):
    text = format_ledger(ledger)
    lines = text.split("\n")
    for name, number in parse_ledger(text).lines.items():
        assert json.loads(lines[number - 1])["id"] == name


def test_ledger_is_written_one_id_a_line():
    entries = [
        PublishedId("term-x", "term", "0.2.0", A),
        para(10, B, Retirement("合わせた", ("p9",), "0.3.0", "2026-12-01")),
        para(9, C, Retirement("“x”")),
    ]
    assert format_ledger(ledger(*entries)) == (
        f'{{"format": 1, "about": "{ABOUT}"}}\n'
        f'{{"id": "p9", "kind": "para", "since": "0.1.0", "digest": "{C}", '
        '"retired": {"version": null, "date": null, "successors": [], "reason": "“x”"}}\n'
        f'{{"id": "p10", "kind": "para", "since": "0.1.0", "digest": "{B}", '
        '"retired": {"version": "0.3.0", "date": "2026-12-01", "successors": ["p9"], "reason": "合わせた"}}\n'
        f'{{"id": "term-x", "kind": "term", "since": "0.2.0", "digest": "{A}"}}\n'
    )


GOOD = {"id": "p1", "kind": "para", "since": "1", "digest": A}
GONE = {"version": "1", "date": "2026-12-01", "successors": [], "reason": "x"}


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("<<<<<<< HEAD", "<<<<<<< HEAD"),
        ("x" * 100, "x" * 40),
        ("[]", "[]"),
        ("[" * 100000, "[" * 40),
        ("{}", '"id": null'),
        *(
            (json.dumps({**GOOD, key: value}), json.dumps({key: value})[1:-1])
            for key, value in (
                *(("id", value) for value in ("P1", "", 1)),
                *(("kind", value) for value in ("paragraph", [], None)),
                *(("since", value) for value in ("", "a b", None)),
                *(("digest", value) for value in ("A" * 16, A[1:], 3)),
                *(("retired", value) for value in (None, "x", [])),
            )
        ),
        *(
            (json.dumps({**GOOD, "retired": {**GONE, key: value}}), json.dumps({key: value})[1:-1])
            for key, value in (
                *(("version", value) for value in (None, "")),
                *(("date", value) for value in (None, "1.12.2026")),
                *(("reason", value) for value in ("", " ", "\ud800", None)),
                *(("successors", value) for value in ("p2", ["P2"], None)),
            )
        ),
    ],
)
def test_bad_line_is_reported_with_its_number(line, detail):
    with pytest.raises(LedgerError) as raised:
        parse_ledger(f'{{"format": 1}}\n\n{line}\n')
    assert raised.value.problem == Problem(Subtype.BAD_LEDGER, "", 3, {"detail": detail})
    assert detail in str(raised.value)


@pytest.mark.parametrize(
    "text", ["", "\n", "{}", '{"format": 2}', "[1]", "null", '\ufeff{"format": 1}', '{"id": "p1"}']
)
def test_ledger_of_another_format_is_refused(text):
    with pytest.raises(LedgerError) as raised:
        parse_ledger(text)
    assert raised.value.problem == Problem(Subtype.BAD_LEDGER, "", 1, {"detail": '"format": 1'})


def test_repeated_id_is_reported():
    with pytest.raises(LedgerError) as raised:
        parse_ledger('{"format": 1}\n' + f"{json.dumps(GOOD)}\n" * 2)
    assert raised.value.problem == Problem(Subtype.LEDGER_ID_TWICE, "", 3, {"id": "p1", "other": 2})


# -- compared with an edition


def test_unreleased_edition_has_no_problem():
    assert problems_of(Ledger(), current_ids(p1=A)) == []


def test_vanished_id_is_reported():
    assert problems_of(ledger(para(1, A), para(2, B)), current_ids(p1=A)) == [
        (Subtype.VANISHED_ID, "", 3, "p2", "0.1.0")
    ]


def test_renamed_id_is_reported():
    assert problems_of(ledger(para(1, A)), current_ids(p7=A)) == [
        (Subtype.RENAMED_ID, "", 2, "p1", "0.1.0", "p7")
    ]


def test_same_content_of_another_kind_is_not_a_renaming():
    anchors = {"note-x": Anchor("note", A, "layers/x", 1)}
    assert problems_of(ledger(para(1, A)), anchors) == [(Subtype.VANISHED_ID, "", 2, "p1", "0.1.0")]


def test_changed_content_is_accepted():
    assert problems_of(ledger(para(1, A)), current_ids(p1=B)) == []


def test_renumbering_after_an_insertion_is_reported():
    """Each later id now has the content of the one before it."""
    before = ledger(para(1, A), para(2, B), para(3, C))
    assert problems_of(before, current_ids(p1=A, p2=D, p3=B, p4=C)) == [
        (Subtype.RENUMBERED_ID, "text/one", 3, "p3", "p2"),
        (Subtype.RENUMBERED_ID, "text/one", 4, "p4", "p3"),
    ]


def test_retired_content_may_return_under_a_new_id():
    assert problems_of(ledger(para(1, A, Retirement("dropped"))), current_ids(p2=A)) == []


def test_renumbering_after_a_deletion_is_reported():
    before = ledger(para(1, A), para(2, B), para(3, C))
    assert problems_of(before, current_ids(p1=B, p2=C)) == [
        (Subtype.VANISHED_ID, "", 4, "p3", "0.1.0"),
        (Subtype.RENUMBERED_ID, "text/one", 1, "p1", "p2"),
        (Subtype.RENUMBERED_ID, "text/one", 2, "p2", "p3"),
    ]


def test_exchanged_ids_are_reported():
    assert [
        each[0] for each in problems_of(ledger(para(1, A), para(2, B)), current_ids(p1=B, p2=A))
    ] == [Subtype.RENUMBERED_ID] * 2


def test_equal_content_before_is_not_a_renumbering():
    assert problems_of(ledger(para(1, A), para(2, A)), current_ids(p1=B, p2=A)) == []
    assert problems_of(ledger(para(1, A), para(2, A)), current_ids(p1=A, p2=B)) == []


def test_successor_may_take_over_the_content():
    before = ledger(para(1, A, Retirement("merged", ("p2",))), para(2, B))
    assert problems_of(before, current_ids(p2=A)) == []


def test_other_id_may_not_take_over_retired_content():
    before = ledger(para(1, A, Retirement("dropped")), para(2, B))
    assert problems_of(before, current_ids(p2=A)) == [
        (Subtype.RENUMBERED_ID, "text/one", 1, "p2", "p1")
    ]


@pytest.mark.parametrize("stamp", [("", ""), ("0.2.0", "2026-12-01")])
def test_reused_retired_id_is_reported(stamp):
    before = ledger(para(1, A, Retirement("dropped", (), *stamp)))
    assert problems_of(before, current_ids(p1=B)) == [
        (Subtype.RETIRED_ID_USED, "text/one", 1, "p1", "dropped")
    ]


def test_changed_kind_of_an_id_is_reported():
    before = ledger(PublishedId("note-x-y", "note", "0.1.0", A))
    anchors = {"note-x-y": Anchor("question", A, "layers/x", 7)}
    assert problems_of(before, anchors) == [
        (Subtype.CHANGED_KIND, "layers/x", 7, "note-x-y", "note", "question")
    ]


def gone(number, *successors):
    return para(number, A, Retirement("x", tuple(f"p{n}" for n in successors)))


@pytest.mark.parametrize(
    ("entries", "problems"),
    [
        ([gone(1)], []),
        ([gone(1, 9)], []),
        ([gone(1, 2), gone(2, 9)], []),
        ([gone(1, 2, 3), gone(2, 9), gone(3, 9)], []),
        ([gone(1, 8)], [(Subtype.BAD_SUCCESSOR, "", 2, "p1", "p8")]),
        ([gone(1, 9, 8)], [(Subtype.BAD_SUCCESSOR, "", 2, "p1", "p8")]),
        ([gone(1, 2), gone(2)], [(Subtype.BAD_SUCCESSOR, "", 2, "p1", "p2")]),
        (
            [gone(1, 2), gone(2, 8)],
            [
                (Subtype.BAD_SUCCESSOR, "", 2, "p1", "p2"),
                (Subtype.BAD_SUCCESSOR, "", 3, "p2", "p8"),
            ],
        ),
        ([gone(1, 1)], [(Subtype.SUCCESSOR_CIRCLE, "", 2, "p1", "p1 → p1")]),
        (
            [gone(1, 2), gone(2, 3), gone(3, 1)],
            [(Subtype.SUCCESSOR_CIRCLE, "", 2, "p1", "p1 → p2 → p3 → p1")],
        ),
        ([gone(1, 9, 2), gone(2, 1)], [(Subtype.SUCCESSOR_CIRCLE, "", 2, "p1", "p1 → p2 → p1")]),
        (
            [gone(1, 2), gone(2, 3), gone(3, 2)],
            [
                (Subtype.BAD_SUCCESSOR, "", 2, "p1", "p2"),
                (Subtype.SUCCESSOR_CIRCLE, "", 3, "p2", "p2 → p3 → p2"),
            ],
        ),
    ],
)
def test_successors_must_lead_to_a_current_id(entries, problems):
    assert problems_of(ledger(*entries), current_ids(p9=D)) == problems


@pytest.mark.parametrize(
    ("entries", "ends"),
    [
        ([], []),
        ([para(1, A)], []),
        ([gone(1, 9)], ["p9"]),
        ([gone(1, 2), gone(2, 9, 8)], ["p9", "p8"]),
        ([gone(1, 8, 2), gone(2, 9, 8)], ["p8", "p9"]),
        ([gone(1, 2, 9), gone(2, 1)], ["p9"]),
        ([gone(1, 7)], []),
    ],
)
def test_current_successors_are_followed(entries, ends):
    assert current_successors(ledger(*entries), "p1", {"p8", "p9"}) == ends


def test_chain_of_successors_may_have_any_length():
    entries = [gone(n, n + 1) for n in range(1, 3000)]
    assert current_successors(ledger(*entries), "p1", {"p3000"}) == ["p3000"]


@pytest.mark.parametrize(
    ("subtype", "args", "name"),
    [
        (Subtype.UNKNOWN_PARAGRAPH, {"number": 1, "known": ""}, "p1"),
        (Subtype.UNKNOWN_TERM, {"id": "x", "hint": ""}, "term-x"),
        (Subtype.UNKNOWN_NOTE, {"id": "a-b", "hint": ""}, "note-a-b"),
        (Subtype.UNKNOWN_NOTE, {"id": "note-a-b", "hint": ""}, "note-a-b"),
    ],
)
def test_reference_to_a_retired_id_is_explained(subtype, args, name):
    problem = Problem(subtype, "index", 3, args)
    entry = PublishedId(name, "para", "0.1.0", A)
    assert with_successors(problem, ledger(entry), {"p9"}) == problem
    retired = entry._replace(retired=Retirement("x", ("p9",)))
    explained = with_successors(problem, ledger(retired), {"p9"})
    assert explained == Problem(
        Subtype.REFERENCE_TO_RETIRED, "index", 3, {"id": name, "reason": "x", "successors": "p9"}
    )
    alone = entry._replace(retired=Retirement("x"))
    assert with_successors(problem, ledger(alone), {"p9"}) == Problem(
        Subtype.REFERENCE_TO_RETIRED_ONLY, "index", 3, {"id": name, "reason": "x"}
    )


def test_other_problems_are_not_changed():
    problem = Problem(Subtype.BAD_LOCUS, "index", 3, {"locus": "1"})
    assert with_successors(problem, ledger(gone(1)), set()) is problem


# -- releases and retirements


@given(ledgers(), EDITIONS, VERSIONS)
def test_release_loses_no_id(before, anchors, version):
    after = release(before, anchors, version, "2026-12-01")
    assert after.entries.keys() == before.entries.keys() | anchors.keys()
    assert all(
        after.entries[name].since == entry.since and after.entries[name].kind == entry.kind
        for name, entry in before.entries.items()
    )
    assert all(
        after.entries[name].retired for name, entry in before.entries.items() if entry.retired
    )


@given(ledgers(), EDITIONS, VERSIONS)
def test_second_release_changes_nothing(before, anchors, version):
    after = release(before, anchors, version, "2026-12-01")
    assert release(after, anchors, "9", "2027-01-01") == after
    assert changes(after, anchors) == Changes((), (), ())


@given(ledgers(), EDITIONS, VERSIONS)
def test_release_of_a_correct_edition_leaves_no_problem(before, anchors, version):
    for problem in check_ledger(before, anchors):
        name = problem.args["id"]
        anchors.pop(name, None)
        before = retire(before, name, "x", ()) if name in before.entries else before
    if not check_ledger(before, anchors):
        assert check_ledger(release(before, anchors, version, "2026-12-01"), anchors) == []


@given(EDITIONS, EDITIONS)
def test_vanished_id_is_reported_until_it_is_retired(first, second):
    before = release(Ledger(), first, "1", "")
    missing = [
        p.args["id"]
        for p in check_ledger(before, second)
        if p.subtype in {Subtype.VANISHED_ID, Subtype.RENAMED_ID}
    ]
    assert sorted(missing) == sorted(first.keys() - second.keys())
    for name in missing:
        before = retire(before, name, "x", ())
    assert not [
        p
        for p in check_ledger(before, second)
        if p.subtype in {Subtype.VANISHED_ID, Subtype.RENAMED_ID}
    ]


@given(ledgers(), EDITIONS, VERSIONS)
def test_ledger_written_by_a_release_is_read_back(before, anchors, version):
    after = release(before, anchors, version, "2026-12-01")
    assert parse_ledger(format_ledger(after)) == after


def test_changes_since_the_last_release_are_listed():
    before = ledger(
        para(1, A), para(2, B), gone(3), para(4, A, Retirement("x", (), "0.2.0", "2026-12-01"))
    )
    assert changes(before, current_ids(p10=D, p1=A, p2=C, p9=D)) == Changes(
        ("p9", "p10"), ("p2",), ("p3",)
    )


def test_release_stamps_its_retirements():
    after = release(ledger(gone(3, 1)), current_ids(p1=A), "0.2.0", "2026-12-01")
    assert after.entries["p3"].retired == Retirement("x", ("p1",), "0.2.0", "2026-12-01")
    assert after.entries["p1"].since == "0.2.0"


def test_retirement_can_be_taken_back():
    before = ledger(para(1, A), para(2, B))
    after = retire(before, "p1", "merged", ("p2",))
    assert after.entries["p1"].retired == Retirement("merged", ("p2",))
    assert unretire(after, "p1") == before
    assert before.entries["p1"].retired is None


def test_published_retirement_keeps_its_version():
    before = ledger(para(1, A, Retirement("x", ("p2",), "0.2.0", "2026-12-01")))
    assert retire(before, "p1", "y", ("p3",)).entries["p1"].retired == Retirement(
        "y", ("p3",), "0.2.0", "2026-12-01"
    )


def test_unpublished_id_cannot_be_retired():
    with pytest.raises(KeyError):
        retire(Ledger(), "p1", "x", ())
