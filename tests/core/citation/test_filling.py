"""A filled template equals the citation; a browser tests the page's script in the same way."""

from __future__ import annotations

import pytest

from study_edition.core.citation import LANGUAGES, STYLES, cite
from study_edition.core.citation.citation_records import (
    EditionRecord,
    Essay,
    Person,
    Target,
    TargetKind,
    Title,
)
from study_edition.core.citation.template_filling import (
    BLANK_DATES,
    fill_slots,
    slot_values,
    split_slots,
)
from study_edition.core.citation.templates import make_templates, variant_name
from study_edition.core.model.locus import Locus

EDITION = EditionRecord(
    Essay(
        Person("Smith", "Anna", "アンナ・スミス", "スミス"),
        Title("港の「市場」", "Minato no “ichiba”", "The “market”"),
        "Times",
        "2020-01-01",
    ),
    Title("『港』注釈版", "Minato chūshakuban", "The harbour: An edition"),
    Person("The editors", native="編者"),
    "1.0",
    "2020-02-03",
    "https://example.org/",
)
AUTHOR = Person("Yamada", "Hanako", "山田花子", "山田")
LOCUS = Locus(((2, 3), (4, 4), (8, 8)))
TARGETS = [
    Target(TargetKind.ESSAY, LOCUS, "p/2.html", "p2-4-and-8"),
    Target(TargetKind.PRECIS, LOCUS, "p/2.html", "p2-4-and-8"),
    Target(
        TargetKind.NOTE, LOCUS, "a.html#note-a-b", "note-a-b", Title("「税」の‘料’ & {x}"), AUTHOR
    ),
    Target(TargetKind.NOTE, LOCUS, "a.html#note-a-b", "note-a-b"),
    Target(TargetKind.TERM, None, "g.html#term-a_b", "term-a_b", Title("塩税", english="salt tax")),
]


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: variant_name(target, EDITION))
def test_filling_slots_gives_the_citation(target):
    data = make_templates(EDITION)
    days = {f"accessed.{form}": "@" for form in ("iso", "ja", "dmy", "mdy", "ris", "csl")}
    value = slot_values(target, days)
    for style in STYLES:
        for lang in LANGUAGES:
            filled = [
                fill_slots(split_slots(data["texts"][i]), value)
                for i in data["templates"][style][lang][variant_name(target, EDITION)]
            ]
            made = cite(style, lang, target, EDITION, None)
            assert filled[0].replace("@", "") in made[0] or "@" in filled[0]
            if not any("@" in text for text in filled):
                assert filled == list(made), (style, lang)


def test_each_slot_is_requested_once():
    requested = []
    assert (
        fill_slots(
            split_slots("a\ue020x\ue021b\ue020x\ue021"), lambda name: requested.append(name) or "1"
        )
        == "a1b1"
    )
    assert requested == ["x"]


def test_unknown_slot_raises_key_error():
    with pytest.raises(KeyError):
        slot_values(TARGETS[0], BLANK_DATES)("other")
