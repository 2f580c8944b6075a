"""Questions, events and names in the assembled edition."""

from study_edition.core.assembly.assemble import assemble
from study_edition.core.model.event_date import parse_event_date
from study_edition.core.model.ledger import anchors_of
from study_edition.core.model.locus import parse_locus
from study_edition.core.model.problems import Subtype
from study_edition.core.model.records import (
    DocRecords,
    Event,
    Links,
    Name,
    Paragraph,
    Question,
    Term,
    pending_reference,
)
from study_edition.core.witness.witness_record import WitnessRecord

PARAGRAPHS = tuple(
    Paragraph(f"p{n}", n, "text", n, "市の話" if n != 2 else "山田の話", Links()) for n in (1, 2, 3)
)


def question(name="q1", locus="1-2", text="問う。", rubric="", line=1, docname="questions"):
    return Question(
        id=f"question-{name}",
        docname=docname,
        line=line,
        links=Links((text,)),
        locus=parse_locus(locus),
        level="reading",
        text=text,
        rubric=rubric,
    )


def event(name, date, locus="", title="題", text="塩税の話", line=1):
    return Event(
        id=f"event-{name}",
        docname="timeline",
        line=line,
        links=Links((text,)),
        locus=parse_locus(locus) if locus else None,
        date=parse_event_date(date),
        title=title,
        english="",
        relation="context",
        text=text,
    )


def name(ident="yamada", headword="山田", text="商人。", locus=None):
    return Name(
        id=ident,
        docname="names",
        line=1,
        links=Links((text,)),
        locus=locus and parse_locus(locus),
        headword=headword,
        reading="やまだ",
        english="Yamada",
        aliases=(),
        category="person",
        text=text,
    )


SALT_TAX = Term(
    id="salt-tax",
    docname="glossary",
    line=1,
    links=Links(("税。",)),
    headword="塩税",
    reading="えんぜい",
    english="salt tax",
    aliases=(),
    dates="",
    related=(),
    manual=False,
    text="税。",
)


def assembled(*entries):
    docs = {"text": DocRecords(paragraphs=PARAGRAPHS)}
    for entry in (SALT_TAX, *entries):
        of_kind = docs.setdefault(entry.docname, DocRecords(entries={})).entries
        of_kind[entry.kind] = (*of_kind.get(entry.kind, ()), entry)
    return assemble(docs, WitnessRecord(), lambda docname: f"{docname}.md")


def test_entries_are_listed_at_their_paragraphs_by_kind_and_date():
    edition = assembled(
        name(locus="3"),
        event("late", "2020", "2-3"),
        event("early", "1540", "2"),
        question(locus="2"),
    )
    assert [entry.id for entry in edition.entries_at["p2"]] == [
        "question-q1",
        "event-early",
        "event-late",
        "yamada",
    ]
    assert [entry.id for entry in edition.entries_at["p3"]] == ["event-late", "yamada"]
    assert "p1" not in edition.entries_at
    assert edition.paragraphs_of(edition.events["event-late"]) == ["p2", "p3"]


def test_name_without_a_text_is_only_in_the_index():
    edition = assembled(name(text=""))
    assert edition.entries_at == {}
    assert edition.paragraphs_with == {"name-yamada": ["p2"]}


def test_unknown_locus_is_reported_once_and_the_entry_is_kept():
    edition = assembled(question(locus="3,51", line=7), event("e", "1999", "1-999999999", line=9))
    problems = [(p.subtype, p.docname, p.line, p.args["number"]) for p in edition.problems]
    assert problems == [
        (Subtype.UNKNOWN_PARAGRAPH, "questions", 7, 51),
        (Subtype.UNKNOWN_PARAGRAPH, "timeline", 9, 4),
    ]
    assert edition.entries_at == {}
    assert edition.paragraphs_of(edition.questions["question-q1"]) == []


def test_duplicate_id_is_reported():
    edition = assembled(
        question(line=3),
        question(line=8, docname="zz"),
        event("e", "1999"),
        event("e", "2000", line=5),
    )
    problems = [(p.subtype, p.docname, p.line, p.args) for p in edition.problems]
    assert problems == [
        (Subtype.DUPLICATE_ID, "zz", 8, {"id": "question-q1", "other": "questions.md:3"}),
        (Subtype.DUPLICATE_ID, "timeline", 5, {"id": "event-e", "other": "timeline.md:1"}),
    ]


def test_terms_are_linked_in_entries():
    edition = assembled(
        question(text="塩税とは。"), event("e", "1999"), name(text="塩税に反対した。")
    )
    assert {key for key, hits in edition.hits.items() if hits[0].term == "salt-tax"} == {
        "question-q1",
        "event-e",
        "name-yamada",
    }
    assert edition.notes_with == {}


def test_references_to_entries_are_worded_in_both_languages():
    edition = assembled(question(), question("tanaka-1"), event("e", "1999", title="再開"), name())
    assert [
        edition.wording("question", target, "ja")
        for target in ("q1", "question-q1", "tanaka-1", "q2")
    ] == [
        "問い1",
        "問い1",
        "問いtanaka-1",
        "q2",
    ]
    assert edition.wording("question", "q1", "en") == "Question 1"
    assert [edition.wording("event", "e", lang) for lang in ("ja", "en")] == ["再開", "再開"]
    assert [edition.wording("name", "yamada", lang) for lang in ("ja", "en", "fr")] == [
        "山田",
        "Yamada",
        "山田",
    ]
    assert edition.terms["salt-tax"].wording("en") == "salt tax"


def test_references_in_texts_of_entries_are_replaced():
    mark = pending_reference("question", "q2", "ja")
    edition = assembled(
        question(text=f"{mark}と比べよ。", rubric=f"{mark}より深く。"),
        question("q2"),
        event("e", "1999", text=f"{mark}を見よ。"),
        name(text=mark),
    )
    assert edition.questions["question-q1"].text == "問い2と比べよ。"
    assert edition.questions["question-q1"].rubric == "問い2より深く。"
    assert edition.events["event-e"].text == "問い2を見よ。"
    assert edition.names["yamada"].text == "問い2"


def test_ledger_has_questions_and_is_the_same_for_every_audience():
    students, instructors = (
        anchors_of(assembled(question(rubric=rubric), event("e", "1999"), name()))
        for rubric in ("", "点")
    )
    assert students == instructors
    assert students["question-q1"].kind == "question"
    assert not [key for key in students if key.startswith(("event-", "name-"))]
    assert (
        anchors_of(assembled(question(text="別の問い。")))["question-q1"].digest
        != students["question-q1"].digest
    )
    assert (
        anchors_of(assembled(question(locus="2")))["question-q1"].digest
        != students["question-q1"].digest
    )
