"""The assembled edition: order, positions, checks of loci, ids, lemmas and terms, and links."""

import pickle
from dataclasses import replace
from itertools import permutations

import pytest

from matching_cases import without_checksums
from study_edition.core.assembly.assemble import LEMMA_LIMIT, assemble
from study_edition.core.model.edition import ids_of
from study_edition.core.model.locus import Locus, parse_locus
from study_edition.core.model.problems import Problem, Subtype
from study_edition.core.model.records import (
    DocRecords,
    Entry,
    Layer,
    Links,
    Name,
    Note,
    Paragraph,
    Term,
    pending_reference,
    resolve_references,
)
from study_edition.core.model.vocabulary import colour_of
from study_edition.core.text.matching import Hit
from study_edition.core.witness.witness_record import WitnessRecord, make_record


def links(*runs, forbid=(), force=(), refs=()):
    return Links(runs, frozenset(forbid), frozenset(force), tuple(refs))


def para(number, precis="", docname="text/one", line=1, **steer):
    return Paragraph(f"p{number}", number, docname, line, precis, links(precis, **steer))


def note(name, locus="1", text="", *, lemma="", docname="notes/one", line=1, sources=(), **steer):
    return Note(
        id=name,
        docname=docname,
        line=line,
        links=links(text, **steer),
        sources=tuple(sources),
        locus=parse_locus(locus),
        layer="layer",
        lemma=lemma,
        text=text,
        digest="",
    )


def term(
    name,
    headword,
    *aliases,
    english="",
    reading="",
    definition="",
    related=(),
    manual=False,
    docname="glossary",
    line=1,
    **steer,
):
    return Term(
        id=name,
        docname=docname,
        line=line,
        links=links(definition, **steer),
        headword=headword,
        reading=reading,
        english=english,
        aliases=aliases,
        dates="",
        related=tuple(related),
        manual=manual,
        text=definition,
    )


def name_entry(
    name, headword, *aliases, english="", reading="よみ", locus=None, docname="names", line=1
):
    return Name(
        id=name,
        docname=docname,
        line=line,
        locus=locus and parse_locus(locus),
        headword=headword,
        reading=reading,
        english=english,
        aliases=aliases,
        category="person",
    )


def layer(name, docname):
    return Layer(name, docname, "注", "", "comment", "花子", "ja", "CC-BY-4.0", "student")


def records(*pieces):
    """Return the records that documents with these pieces would have."""
    docs = {}
    for piece in pieces:
        doc = docs.get(piece.docname, DocRecords())
        if isinstance(piece, Layer):
            docs[piece.docname] = doc._replace(layer=piece)
        elif isinstance(piece, Problem):
            docs[piece.docname] = doc._replace(problems=(*doc.problems, piece))
        elif isinstance(piece, Paragraph):
            docs[piece.docname] = doc._replace(paragraphs=(*doc.paragraphs, piece))
        else:
            of_kind = (*doc.entries.get(piece.kind, ()), piece)
            docs[piece.docname] = doc._replace(entries={**doc.entries, piece.kind: of_kind})
    return docs


def assembled(*pieces, witness=None):
    return assemble(records(*pieces), witness or WitnessRecord(), "source/{}.md".format)


def problems_of(edition):
    """Return problems as (label, document, line, values but hints); format every message."""
    found = []
    for problem in edition.problems:
        assert problem.subtype.message(problem.args, "ja") != problem.subtype.message(
            problem.args, "en"
        )
        found.append(
            (
                problem.subtype.label,
                problem.docname,
                problem.line,
                {k: v for k, v in problem.args.items() if k != "hint"},
            )
        )
    return found


def hits_of(edition):
    return {key: without_checksums(hits) for key, hits in edition.hits.items()}


def ids_by_key(places):
    return {key: [record.id for record in found] for key, found in places.items()}


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def test_edition_without_documents_is_empty():
    values = {**vars(assembled()), **assembled().entries}
    assert [name for name, value in values.items() if value] == ["entries", "citation", "language"]
    assert assembled().known_range() == "¶ –"
    assert assembled().paragraph_at(1) is None
    assert assembled().locus("1") is None


def test_records_are_in_reading_order():
    """Paragraphs by number, in any document; the rest by document and position in it."""
    edition = assembled(
        para(10, docname="text/a"),
        para(2, docname="text/b"),
        para(1, docname="text/c"),
        note("z", docname="notes/a"),
        note("b", docname="notes/b"),
        note("a", docname="notes/b"),
        layer("late", "notes/a"),
        layer("early", "notes/b"),
        term("y", "山", docname="glossary/a"),
        term("x", "川", docname="glossary/b"),
    )
    assert list(edition.paragraphs) == ["p1", "p2", "p10"]
    assert list(edition.notes) == ["z", "b", "a"]
    assert list(edition.layers) == ["late", "early"]
    assert list(edition.terms) == ["y", "x"]
    assert problems_of(edition) == []
    assert edition.known_range() == "¶1–10"


def test_titles_of_documents_are_kept():
    docs = {"text/b": DocRecords("夕"), "text/a": DocRecords("朝")}
    assert assemble(docs, WitnessRecord(), str).titles == {"text/a": "朝", "text/b": "夕"}


def test_problems_of_documents_come_first():
    one, two = (Problem(Subtype.EMPTY_NOTE, name, 3, {}) for name in ("notes/a", "notes/b"))
    edition = assembled(two, one, note("n", "9", docname="notes/a"))
    assert edition.problems[:2] == [one, two]
    assert [label for label, *_ in problems_of(edition)] == [
        "empty_note",
        "empty_note",
        "unknown_paragraph",
    ]


PIECES = (
    para(1, "朝の山", "text/b", force=["kawa"]),
    para(2, "昼の川", "text/a"),
    para(2, "夕の川", "text/b", 9),
    note("n", "1", "山と川", docname="notes/a", lemma="朝の海"),
    note("n", "2", "川と山", docname="notes/b"),
    note("m", "1,2", "山", docname="notes/b", sources=["book"]),
    term("yama", "山", docname="glossary/a"),
    term("kawa", "川", "山", docname="glossary/b", manual=True),
    layer("one", "notes/a"),
    layer("one", "notes/b"),
)


def test_order_of_documents_does_not_matter():
    docs = records(*PIECES)
    editions = [
        assemble(dict(order), WitnessRecord(), str)
        for order in list(permutations(docs.items()))[::97]
    ]
    assert len(editions) > 5
    assert all(edition == editions[0] and list(edition.notes) == ["n", "m"] for edition in editions)


def test_records_can_be_pickled():
    """Records outlive the process that read them."""
    docs = records(*PIECES)
    again = pickle.loads(pickle.dumps(docs))  # noqa: S301
    assert again == docs
    edition = assemble(again, WitnessRecord(), "source/{}.md".format)
    assert len(edition.problems) == 5
    assert edition.problems == assembled(*PIECES).problems


# Repeated ids


def test_duplicate_paragraph_is_reported():
    edition = assembled(
        para(1, "夕", "text/b", 7), para(1, "朝", "text/a", 5), para(1, "夜", "text/b", 9)
    )
    assert edition.paragraphs["p1"].precis == "朝"
    assert problems_of(edition) == [
        ("duplicate_id", "text/b", 7, {"id": "p1", "other": "source/text/a.md:5"}),
        ("duplicate_id", "text/b", 9, {"id": "p1", "other": "source/text/a.md:5"}),
    ]


def test_duplicate_paragraph_in_one_document_is_reported():
    """The first line counts, in any order; a paragraph of unknown line precedes the others."""
    edition = assembled(
        para(1, "夕", line=9),
        para(1, "朝", line=5),
        para(2, "昼", line=3),
        para(2, "夜", line=None),
    )
    assert [paragraph.precis for paragraph in edition.paragraphs.values()] == ["朝", "夜"]
    assert [(line, args["other"]) for _, _, line, args in problems_of(edition)] == [
        (9, "source/text/one.md:5"),
        (3, "source/text/one.md:1"),
    ]


def test_duplicate_note_is_reported():
    edition = assembled(
        para(1), note("n", line=4), note("n", line=8), note("n", docname="notes/two", line=2)
    )
    assert edition.notes["n"].line == 4
    assert ids_by_key(edition.notes_at) == {"p1": ["n"]}
    assert problems_of(edition) == [
        ("duplicate_id", "notes/one", 8, {"id": "note-n", "other": "source/notes/one.md:4"}),
        ("duplicate_id", "notes/two", 2, {"id": "note-n", "other": "source/notes/one.md:4"}),
    ]


def test_duplicate_term_is_reported():
    edition = assembled(term("yama", "山", line=None), term("yama", "岳", line=12))
    assert edition.terms["yama"].headword == "山"
    assert problems_of(edition) == [
        ("duplicate_id", "glossary", 12, {"id": "term-yama", "other": "source/glossary.md:1"})
    ]


def test_duplicate_name_is_reported():
    edition = assembled(name_entry("taro", "太郎", line=4), name_entry("taro", "次郎", line=8))
    assert edition.names["taro"].headword == "太郎"
    assert problems_of(edition) == [
        ("duplicate_id", "names", 8, {"id": "name-taro", "other": "source/names.md:4"})
    ]


def test_duplicate_layer_is_reported():
    edition = assembled(layer("one", "notes/b"), layer("one", "notes/a"), layer("two", "notes/c"))
    assert {name: found.docname for name, found in edition.layers.items()} == {
        "one": "notes/a",
        "two": "notes/c",
    }
    assert problems_of(edition) == [
        ("duplicate_id", "notes/b", 1, {"id": "one", "other": "source/notes/a.md"})
    ]


def test_term_and_note_may_share_an_id():
    assert (
        problems_of(
            assembled(para(1), note("yama"), term("yama", "山"), layer("yama", "notes/one"))
        )
        == []
    )


# Positions of notes


def test_note_is_placed_at_its_first_paragraph():
    """And once more at the start of each further range."""
    edition = assembled(
        *(para(n) for n in range(1, 10)),
        note("one", "2"),
        note("range", "2-4"),
        note("set", "2,5"),
        note("ranges", "1-3,5-6,8-9"),
        note("late", "5"),
    )
    assert ids_by_key(edition.notes_at) == {
        "p2": ["one", "range", "set"],
        "p1": ["ranges"],
        "p5": ["late"],
    }
    assert ids_by_key(edition.echoes_at) == {"p5": ["set", "ranges"], "p8": ["ranges"]}
    assert problems_of(edition) == []


@pytest.mark.parametrize(
    ("locus", "missing"),
    [("9", 9), ("3-5", 4), ("1,7,9", 7), ("4", 4), ("1-2,4-9", 4), ("1-999999999", 4)],
)
def test_note_on_an_unknown_paragraph_is_reported(locus, missing):
    edition = assembled(
        para(1), para(2), para(3), para(5), note("n", locus, line=6), note("m", "3")
    )
    assert problems_of(edition) == [
        ("unknown_paragraph", "notes/one", 6, {"number": missing, "known": "¶1–5"})
    ]
    assert ids_by_key(edition.notes_at) == {"p3": ["m"]}
    assert edition.echoes_at == {}
    assert "n" in edition.notes


def test_any_paragraph_is_unknown_in_an_empty_edition():
    assert problems_of(assembled(note("n"))) == [
        ("unknown_paragraph", "notes/one", 1, {"number": 1, "known": "¶ –"})
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1", None),
        ("1-3", None),
        ("1,3", None),
        ("4", (Subtype.UNKNOWN_PARAGRAPH, {"number": 4, "known": "¶1–3"})),
        ("2-5", (Subtype.UNKNOWN_PARAGRAPH, {"number": 4, "known": "¶1–3"})),
        ("3-1", (Subtype.BAD_LOCUS, {"locus": "3-1"})),
        ("", (Subtype.BAD_LOCUS, {"locus": ""})),
        ("p1", (Subtype.BAD_LOCUS, {"locus": "p1"})),
    ],
)
def test_locus_is_parsed_or_its_problem_is_returned(text, problem):
    edition = assembled(para(1), para(2), para(3))
    expected = problem and Problem(problem[0], "text/two", 8, problem[1])
    assert edition.locus_problem(text, "text/two", 8) == expected
    assert edition.locus(text) == (None if problem else parse_locus(text))
    assert problem or isinstance(edition.locus(text), Locus)


def test_records_are_looked_up_by_number_id_and_headword():
    edition = assembled(
        para(1, docname="text/a"),
        para(2, docname="text/b"),
        note("n", "2-3"),
        note("m", "9"),
        term("yama", "山"),
        term("kawa", "yama"),
        term("again", "山"),
    )
    assert edition.paragraph_at(2) == edition.paragraphs["p2"]
    assert edition.paragraph_at(3) is None
    assert edition.page_of(edition.notes["n"]) == "text/b"
    assert edition.page_of(edition.notes["m"]) == "notes/one"
    assert edition.term_for("yama") == edition.terms["yama"], "an id goes before a headword"
    assert edition.term_for("山") == edition.terms["yama"], "the first of two"
    assert edition.term_for("川") is None


def test_edition_and_entries_have_short_forms():
    edition = assembled(
        para(1, "市場の話。"),
        para(2),
        note("note-a", "1-2", lemma="市場"),
        term("term-market", "市場"),
        term("term-tax", "塩税"),
    )
    assert repr(edition) == "<Edition: 2 paragraphs, 3 entries>"
    found = edition.find_key("note-a")
    assert found is edition.notes["note-a"]
    assert edition.find_key("term-nothing") is None
    assert edition.find_key("note-市場") is None
    assert ids_of("term", edition.terms) == ["market", "tax"]
    assert found.listed_as("ja") == "市場"
    assert replace(found, lemma="").listed_as("en") == "¶¶1–2"
    assert found.published(("訳",)) == ("1-2", "市場", "訳")
    assert edition.terms["term-tax"].listed_as("ja") == "塩税"


def test_terms_of_a_text_are_those_matched_and_linked_by_hand():
    by_hand = links(refs=[("term", "塩税"), ("term", "nobody"), ("para", "1")])
    edition = assembled(
        para(1, "市場の話。"), term("term-market", "市場"), term("term-tax", "塩税")
    )
    assert edition.terms_in("p1", by_hand) == ["term-market", "term-tax"]


def test_records_of_a_document_are_found_by_kind():
    notes, terms = (note("note-a"),), (term("term-tax", "塩税"),)
    records = DocRecords(entries={"note": notes, "term": terms})
    assert (records.notes, records.terms) == (notes, terms)
    assert (DocRecords().notes, DocRecords().terms) == ((), ())


def test_entry_of_a_simple_kind_has_its_id_for_a_name():
    class Remark(Entry):
        kind = "remark"

    remark = Remark(id="remark-a", docname="d", line=1, links=links(), sources=())
    assert (remark.texts, remark.with_texts(())) == ((), remark)
    assert (remark.wording("ja"), remark.listed_as("en")) == ("remark-a", "remark-a")


@pytest.mark.parametrize(
    ("own", "kind", "colour"), [("green", "comment", "green"), ("", "x", "red")]
)
def test_colour_of_a_layer_is_its_own_or_that_of_its_kind(own, kind, colour):
    layer = Layer("a", "layers/a", "注", "", kind, "試験", "ja", "", "student", "", own)
    assert colour_of(layer) == colour


def test_notes_are_listed_by_source():
    edition = assembled(
        para(1), note("a", sources=["book", "map"]), note("b", sources=["book"]), note("c")
    )
    assert edition.notes_citing == {"book": ["a", "b"], "map": ["a"]}


# Lemmas

PRECIS = "朝の市場（いちば）に『魚』とＡＢＣが並ぶ——長い列が続いていく道"


@pytest.mark.parametrize(
    "lemma",
    [
        "",
        "朝の市場",
        "市場に",
        "市 場",
        "「魚」",
        "『魚』",
        "ABC",
        "ＡＢＣ",
        "市場（いちば）",
        "並ぶ―",
        "ぶ——長い列が続いていく",
    ],
)
def test_lemma_in_the_precis_is_accepted(lemma):
    """Lemma and précis are compared in the normal form of the fingerprints."""
    assert problems_of(assembled(para(1, PRECIS), note("n", lemma=lemma))) == []


@pytest.mark.parametrize("lemma", ["夕の市場", "市場の", "abc", "魚と"])
def test_lemma_that_does_not_occur_is_reported(lemma):
    edition = assembled(para(1, PRECIS), para(2, lemma), note("n", "1-2", lemma=lemma, line=5))
    assert problems_of(edition) == [
        ("lemma_not_found", "notes/one", 5, {"lemma": lemma, "number": 1})
    ]


@pytest.mark.parametrize(
    ("lemma", "length"), [("ぶ——長い列が続いていく道", LEMMA_LIMIT + 1), ("夕" * 40, 40)]
)
def test_long_lemma_is_reported_once(lemma, length):
    """Whether it occurs or not."""
    for witness in (WitnessRecord(), WitnessRecord(lemmas={"p1": (lemma,)})):
        edition = assembled(para(1, PRECIS), note("n", lemma=lemma, line=5), witness=witness)
        assert problems_of(edition) == [
            ("lemma_too_long", "notes/one", 5, {"lemma": lemma, "length": length})
        ]


def test_lemma_in_the_witness_record_is_accepted():
    """Only for the paragraph under which it is recorded."""
    witness = make_record(
        "市場",
        {"p1": "夜の声がする", "p2": "静かな町"},
        [note("n", "1", lemma="夜の声"), note("m", "2", lemma="町")],
    )
    edition = assembled(
        para(1, PRECIS),
        para(2),
        note("n", "1", lemma="夜の声"),
        note("m", "2", lemma="夜の声"),
        witness=witness,
    )
    assert problems_of(edition) == [
        ("lemma_not_found", "notes/one", 1, {"lemma": "夜の声", "number": 2})
    ]


def test_lemma_on_an_unknown_paragraph_is_not_checked():
    """Where there is no paragraph its lemma is not looked for."""
    assert [
        label for label, *_ in problems_of(assembled(para(1), note("n", "9", lemma="夜の声")))
    ] == ["unknown_paragraph"]
    assert [
        label for label, *_ in problems_of(assembled(para(1), note("n", "9", lemma="夜" * 20)))
    ] == ["unknown_paragraph"]


# Glossary entries


@pytest.mark.parametrize(
    ("reading", "good"),
    [
        ("", True),
        ("やま", True),
        ("ﾔﾏ", True),
        ("やま・みち", True),
        ("山", False),
        ("yama", False),
    ],
)
def test_reading_must_be_kana(reading, good):
    edition = assembled(term("yama", "山", reading=reading, line=3))
    assert problems_of(edition) == (
        [] if good else [("bad_reading", "glossary", 3, {"headword": "山", "reading": reading})]
    )


@pytest.mark.parametrize("way", ["forbid", "force"])
@pytest.mark.parametrize(
    ("make", "docname"),
    [
        (lambda **k: para(3, line=8, **k), "text/one"),
        (lambda **k: note("n", line=8, **k), "notes/one"),
    ],
)
def test_unknown_term_is_reported_with_a_hint(english, way, make, docname):
    edition = assembled(para(1), term("yama", "山"), make(**{way: ["yama", "yamma"]}))
    assert problems_of(edition) == [("unknown_term", docname, 8, {"id": "yamma"})]
    assert edition.problems[0].args["hint"] == "Did you mean 'yama'?"


@pytest.mark.parametrize("way", ["forbid", "force"])
def test_unknown_term_in_an_entry_is_reported_with_a_hint(english, way):
    edition = assembled(term("yama", "山", line=8, **{way: ["kawa", "zzz"]}), term("kawa", "川"))
    assert problems_of(edition) == [("unknown_term", "glossary", 8, {"id": "zzz"})]
    assert edition.problems[0].args["hint"] == "Known: kawa, yama."


def test_unknown_related_term_is_not_reported_here(english):
    """It is reported where its reference is resolved; here it would be reported twice."""
    assert (
        problems_of(assembled(term("yama", "山", related=["kawa", "zzz"]), term("kawa", "川")))
        == []
    )


def test_duplicate_form_is_reported_and_stays_with_the_first_term():
    edition = assembled(
        term("yama", "山", "岳", english="mountain"),
        term("oka", "丘", "岳", english="mountain", line=7),
        term("mine", "岳", line=9),
        para(1, "岳と丘とmountain"),
    )
    assert problems_of(edition) == [
        ("duplicate_form", "glossary", 7, {"form": "mountain", "term": "oka", "other": "yama"}),
        ("duplicate_form", "glossary", 7, {"form": "岳", "term": "oka", "other": "yama"}),
        ("duplicate_form", "glossary", 9, {"form": "岳", "term": "mine", "other": "yama"}),
    ]
    assert without_checksums(edition.hits["p1"]) == (Hit(0, 0, 1, "yama"), Hit(0, 2, 3, "oka"))


def test_repeated_and_empty_forms_of_one_term_are_accepted():
    assert (
        problems_of(
            assembled(
                term("ai", "AI", "AI", english="AI"),
                term("yama", "山"),
                term("kawa", "川", "", english=""),
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("one", "other"), [("ABC", "ＡＢＣ"), ("ガス", "ｶﾞｽ"), ("㍻", "平成"), ("が", "か\u3099")]
)
def test_forms_that_differ_in_width_are_duplicates(one, other):
    """They match the same text, and the first term keeps the form."""
    edition = assembled(term("one", one), term("two", other, line=7), para(1, one), para(2, other))
    assert [(label, line) for label, _, line, _ in problems_of(edition)] == [("duplicate_form", 7)]
    assert edition.paragraphs_with == {"term-one": ["p1", "p2"]}


# Links


def test_headwords_aliases_and_english_names_are_linked():
    """Each term once in a piece."""
    edition = assembled(
        para(1, "山から川へ、川から山へ"),
        para(2, "谷だけ"),
        para(3, "岳のrivers、River"),
        note("n", "1", "川と谷と岳"),
        note("m", "1", "谷"),
        term("yama", "山", "岳", english="mountain"),
        term("kawa", "川", english="river"),
    )
    assert hits_of(edition) == {
        "p1": (Hit(0, 0, 1, "yama"), Hit(0, 3, 4, "kawa")),
        "p3": (Hit(0, 0, 1, "yama"), Hit(0, 9, 14, "kawa")),
        "n": (Hit(0, 0, 1, "kawa"), Hit(0, 4, 5, "yama")),
    }
    assert edition.paragraphs_with == {"term-yama": ["p1", "p3"], "term-kawa": ["p1", "p3"]}
    assert edition.notes_with == {"term-yama": ["n"], "term-kawa": ["n"]}


def test_occurrences_are_in_reading_order():
    edition = assembled(
        para(10, "山", "text/a"),
        para(9, "山", "text/b"),
        note("z", "9", "山"),
        note("a", "9", "山"),
        term("yama", "山"),
    )
    assert edition.paragraphs_with == {"term-yama": ["p9", "p10"]}
    assert edition.notes_with == {"term-yama": ["z", "a"]}


def test_only_linkable_texts_are_searched():
    """Not the précis as such; a term is linked once in all of them."""
    piece = para(1, "谷")._replace(links=links("朝の", "山", "川の山", "川"))
    edition = assembled(piece, term("yama", "山"), term("kawa", "川"), term("tani", "谷"))
    assert hits_of(edition) == {"p1": (Hit(1, 0, 1, "yama"), Hit(2, 0, 1, "kawa"))}
    assert edition.paragraphs_with == {"term-yama": ["p1"], "term-kawa": ["p1"]}


def test_term_is_not_linked_in_its_own_entry():
    """It still covers its text; entries do not count as occurrences."""
    edition = assembled(
        term("yamamichi", "山道", definition="山道とは山の道、山道"),
        term("yama", "山", definition="山とは高い所"),
        term("michi", "道", definition="山道と川の道"),
    )
    assert hits_of(edition) == {
        "term-yamamichi": (Hit(0, 4, 5, "yama"), Hit(0, 6, 7, "michi")),
        "term-michi": (Hit(0, 0, 2, "yamamichi"),),
    }
    assert edition.paragraphs_with == edition.notes_with == {}


TERMS = (term("yama", "山"), term("kawa", "川", manual=True), term("yamamichi", "山道"))


@pytest.mark.parametrize(
    ("steer", "linked", "mentioned"),
    [
        ({}, ["yamamichi", "yama"], ["yama", "yamamichi"]),
        ({"forbid": ["yama"]}, ["yamamichi"], ["yamamichi"]),
        ({"forbid": ["yamamichi"]}, ["yama"], ["yama"]),
        ({"forbid": ["kawa"]}, ["yamamichi", "yama"], ["yama", "yamamichi"]),
        ({"force": ["kawa"]}, ["yamamichi", "kawa", "yama"], ["kawa", "yama", "yamamichi"]),
        ({"force": ["yama"]}, ["yamamichi", "yama"], ["yama", "yamamichi"]),
        ({"forbid": ["yama"], "force": ["yama"]}, ["yamamichi", "yama"], ["yama", "yamamichi"]),
        ({"refs": [("term", "yama")]}, ["yamamichi"], ["yama", "yamamichi"]),
        ({"refs": [("term", "山")]}, ["yamamichi"], ["yama", "yamamichi"]),
        ({"refs": [("term", "kawa")]}, ["yamamichi", "yama"], ["kawa", "yama", "yamamichi"]),
        (
            {"refs": [("term", "kawa"), ("term", "川"), ("term", "kawa")]},
            ["yamamichi", "yama"],
            ["kawa", "yama", "yamamichi"],
        ),
        (
            {"refs": [("term", "kawa")], "force": ["kawa"]},
            ["yamamichi", "yama"],
            ["kawa", "yama", "yamamichi"],
        ),
        ({"refs": [("term", "yama")], "forbid": ["yama"]}, ["yamamichi"], ["yama", "yamamichi"]),
        (
            {"refs": [("term", "zzz"), ("para", "1"), ("note", "yama")]},
            ["yamamichi", "yama"],
            ["yama", "yamamichi"],
        ),
    ],
)
@pytest.mark.parametrize("kind", ["paragraph", "note", "entry"])
def test_terms_are_forbidden_and_forced(kind, steer, linked, mentioned):
    """A term linked by hand is not linked again, but counts as mentioned."""
    text = "山道から川を見て山に登る"
    made = {
        "paragraph": lambda: para(1, text, **steer),
        "note": lambda: note("n", "2", text, **steer),
        "entry": lambda: term("tabi", "旅", definition=text, **steer),
    }[kind]()
    edition = assembled(para(2), *TERMS, made)
    (key,) = edition.hits
    assert key == {"paragraph": "p1", "note": "n", "entry": "term-tabi"}[kind]
    assert [hit.term for hit in edition.hits[key]] == linked
    assert all(
        text[hit.start : hit.end] == edition.terms[hit.term].headword for hit in edition.hits[key]
    )
    found = {f"term-{name}": [key] for name in mentioned}
    assert edition.paragraphs_with == (found if kind == "paragraph" else {})
    assert edition.notes_with == (found if kind == "note" else {})
    assert problems_of(edition) == []


def test_forbidding_and_forcing_apply_to_one_piece():
    edition = assembled(
        *TERMS,
        para(1, "山", forbid=["yama"]),
        para(2, "山と川", force=["kawa"]),
        para(3, "山と川", refs=[("term", "yama")]),
        para(4, "山と川"),
    )
    assert {key: [hit.term for hit in hits] for key, hits in edition.hits.items()} == {
        "p2": ["yama", "kawa"],
        "p4": ["yama"],
    }
    assert edition.paragraphs_with == {"term-yama": ["p2", "p3", "p4"], "term-kawa": ["p2"]}


@pytest.mark.parametrize(
    ("steer", "mentioned"),
    [
        ({}, ["yama", "yamamichi"]),
        ({"forbid": ["yama"]}, ["yamamichi"]),
        ({"refs": [("term", "yama"), ("term", "kawa")]}, ["kawa", "yama", "yamamichi"]),
    ],
)
@pytest.mark.parametrize("text", ["", "山道と谷"])
def test_terms_of_the_lemma_are_mentioned(text, steer, mentioned):
    """They are linked only in the text of the note."""
    edition = assembled(*TERMS, para(1, "谷"), note("n", "1", text, lemma="山道と川と山", **steer))
    assert edition.notes_with == {f"term-{name}": ["n"] for name in mentioned}
    assert hits_of(edition) == ({"n": (Hit(0, 0, 2, "yamamichi"),)} if text else {})


def test_piece_without_linkable_text_mentions_terms_linked_by_hand():
    edition = assembled(*TERMS, para(1, "", refs=[("term", "yama")]))
    assert edition.hits == {}
    assert edition.paragraphs_with == {"term-yama": ["p1"]}


# Names


def test_names_are_found_in_precis_lemmas_and_texts():
    """Linkable or not; they are never linked."""
    edition = assembled(
        para(2, "太郎と花子と太郎"),
        para(1, "山田太郎の市"),
        para(3, "市のTaro")._replace(links=links()),
        note("a", "1", "花子の山", lemma="太郎"),
        note("b", "1", "市"),
        note("c", "1", "", lemma="花子"),
        name_entry("taro", "太郎", "山田太郎", english="Taro"),
        name_entry("hana", "花子"),
        witness=WitnessRecord(lemmas={"p1": ("花子",)}),
    )
    assert edition.paragraphs_with == {"name-taro": ["p1", "p2", "p3"], "name-hana": ["p2"]}
    assert edition.notes_with == {"name-taro": ["a"], "name-hana": ["a", "c"]}
    assert edition.hits == {}
    assert problems_of(edition) == []


def test_name_is_not_found_across_lemma_and_text():
    assert (
        assembled(
            para(1), note("a", "1", "郎の市", lemma="太"), name_entry("taro", "太郎")
        ).notes_with
        == {}
    )


def test_paragraphs_stated_by_a_name_are_listed_once():
    """Where the essay names someone and the précis does not, the entry states it."""
    edition = assembled(
        *(para(n, "花子" if n == 3 else "市") for n in range(1, 6)),
        name_entry("taro", "太郎", locus="1-2,5"),
        name_entry("hana", "花子", locus="3,4"),
    )
    assert edition.paragraphs_with == {"name-taro": ["p1", "p2", "p5"], "name-hana": ["p3", "p4"]}
    assert problems_of(edition) == []


def test_duplicate_form_reading_and_locus_of_names_are_reported():
    edition = assembled(
        para(1, "市"),
        name_entry("taro", "太郎", reading="太郎", line=3),
        name_entry("jiro", "次郎", reading="", line=5),
        name_entry("hana", "花子", locus="1-2", line=7),
        name_entry("hanako", "花子", line=9),
    )
    assert problems_of(edition) == [
        ("duplicate_form", "names", 9, {"form": "花子", "term": "hanako", "other": "hana"}),
        ("bad_reading", "names", 3, {"headword": "太郎", "reading": "太郎"}),
        ("bad_reading", "names", 5, {"headword": "次郎", "reading": ""}),
        ("unknown_paragraph", "names", 7, {"number": 2, "known": "¶1–1"}),
    ]
    assert edition.paragraphs_with == {"name-hana": ["p1"]}


def test_name_and_term_may_share_a_form():
    edition = assembled(para(1, "山"), term("yama", "山"), name_entry("yama", "山"))
    assert problems_of(edition) == []
    assert edition.paragraphs_with == {"term-yama": ["p1"], "name-yama": ["p1"]}


# The wording of references


@pytest.mark.parametrize(
    ("typ", "target", "japanese", "english"),
    [
        ("term", "yama", "山", "mountain"),
        ("term", "山", "山", "mountain"),
        ("term", "kawa", "川", "川"),
        ("term", "zzz", "zzz", "zzz"),
        ("note", "note-one", "第1–2段落注「朝の市」", "note on ¶¶1–2"),
        ("note", "one", "第1–2段落注「朝の市」", "note on ¶¶1–2"),
        ("note", "plain", "第2段落注", "note on ¶2"),
        ("note", "zzz", "zzz", "zzz"),
    ],
)
def test_references_are_worded_when_all_documents_are_known(typ, target, japanese, english):
    """In titles and texts."""

    def text(lang):
        return f"朝{pending_reference(typ, target, lang)}夕"

    pieces = (
        para(1, text("ja")),
        para(2),
        note("note-one", "1-2", text("en"), lemma="朝の市"),
        note("plain", "2"),
        replace(
            term("yama", "山", english="mountain", definition=text("ja")), text_en=text("en-GB")
        ),
        term("kawa", "川"),
    )
    docs = records(*pieces)
    docs["text/one"] = docs["text/one"]._replace(title=text("ja"))
    edition = assemble(docs, WitnessRecord(lemmas={"p1": ("朝の市",)}), str)
    assert (
        edition.titles["text/one"]
        == edition.paragraphs["p1"].precis
        == edition.terms["yama"].text
        == f"朝{japanese}夕"
    )
    assert edition.notes["note-one"].text == edition.terms["yama"].text_en == f"朝{english}夕"
    assert (
        edition.find("note", "one") == edition.find("note", "note-one") == edition.notes["note-one"]
    )
    assert edition.find("note", "zzz") is None
    assert problems_of(edition) == []


def test_citations_are_worded_by_the_caller():
    """From key and role; without a caller's function by their key."""
    docs = records(para(1, f"朝{pending_reference('cite', 'book', 'alone')}夕"))
    assert assemble(docs, WitnessRecord(), str).paragraphs["p1"].precis == "朝book夕"
    assert (
        assemble(docs, WitnessRecord(), str, "{}({})".format).paragraphs["p1"].precis
        == "朝book(alone)夕"
    )


def test_pending_references_are_replaced():
    one, two = pending_reference("term", "山", "ja"), pending_reference("note", "a-b", "en")
    assert (
        resolve_references(f"{one}と{two}{one}", lambda *parts: "|".join(parts))
        == "term|山|jaとnote|a-b|enterm|山|ja"
    )
    assert resolve_references("山 note", "{}{}{}".format) == "山 note"
    assert resolve_references("\ue000", "{}{}{}".format) == "\ue000"


def test_citation_in_brackets_is_removed_from_the_text_but_kept_in_the_marked_text():
    mark = pending_reference("citep", "book", "p ja")
    docs = records(
        para(1, f"朝が来る{mark}。"),
        note("note-one", "1", f"{mark} At dawn {mark}."),
        term("yama", "山", definition=f"峰 {mark}"),
    )
    edition = assemble(docs, WitnessRecord(), str)
    assert edition.paragraphs["p1"].precis == "朝が来る。"
    assert edition.notes["note-one"].text == "At dawn."
    assert edition.terms["yama"].text == "峰"
    shown = [
        resolve_references(text, lambda *_: "(Book)")
        for key in ("p1", "note-one", "term-yama")
        for text in edition.marked[key]
    ]
    assert shown == ["朝が来る(Book)。", "(Book) At dawn (Book).", "峰 (Book)", ""]
