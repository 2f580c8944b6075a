"""Records for the tests of citations: those of the specification's fixtures, and variations."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from study_edition.core.citation.citation_records import (
    EditionRecord,
    Essay,
    Person,
    Target,
    TargetKind,
    Title,
)
from study_edition.core.model.locus import parse_locus

ACCESSED = dt.date(2026, 2, 1)

ESSAY = Essay(
    author=Person("Brands", "Hal", "ハル・ブランズ", "ブランズ"),
    title=Title(
        own="瀬戸際の「自由世界」、再生と崩壊の分かれ道",
        romanised="Setogiwa no “jiyū sekai,” saisei to hōkai no wakaremichi",
        english="The “free world” on the brink: A crossroads of renewal and collapse",
        short="瀬戸際の「自由世界」",
        short_romanised="Setogiwa no “jiyū sekai”",
    ),
    container="Bloomberg",
    date="2026-01-01",
)
EDITION = EditionRecord(
    essay=ESSAY,
    title=Title(
        own="『瀬戸際の「自由世界」』注解学習版",
        romanised="Setogiwa no “jiyū sekai” chūkai gakushūban",
        english="The “free world” on the brink: Annotated study edition",
    ),
    editors=Person("the edition’s editors", native="本版編者"),
    version="1.0",
    date="2026-03-04",
    address="https://example.org/edition/",
)
WITHOUT_ADDRESS = replace(EDITION, address="")
TWO_YEARS = replace(EDITION, date="2027-03-04", version="2.0")
OTHER_EDITORS = replace(
    EDITION, editors=Person("Suzuki", "Ichirō", "鈴木一郎", "鈴木"), title=Title("自由世界：注釈版")
)
ENGLISH = replace(
    EDITION,
    essay=Essay(
        Person("Smith", "Anna Jane"),
        Title("The “harbour” and its market"),
        "Harbour Review",
        "2025-06",
        language="en",
    ),
    title=Title("Harbour market: A study edition"),
    editors=Person("Harbour Seminar"),
)
EDITIONS = {
    "": EDITION,
    "no-address": WITHOUT_ADDRESS,
    "two-years": TWO_YEARS,
    "other-editors": OTHER_EDITORS,
    "english": ENGLISH,
}

YAMADA = Person("Yamada", "Hanako", "山田花子", "山田")


def paragraphs(text: str, words: TargetKind = TargetKind.ESSAY) -> Target:
    """Return paragraphs, or their précis, as a target."""
    locus = parse_locus(text)
    return Target(words, locus, f"p/{locus.first}.html", f"p{text}".replace(",", "-and-"))


def note(
    name: str, title: Title | None, author: Person | None, number: int = 0, locus: str = "18"
) -> Target:
    """Return a note as a target."""
    return Target(
        TargetKind.NOTE, parse_locus(locus), f"p/18.html#{name}", name, title, author, number=number
    )


def term(name: str, title: Title, author: Person | None = None) -> Target:
    """Return a glossary entry as a target."""
    return Target(TargetKind.TERM, None, f"glossary.html#{name}", name, title, author)


OFFSET = Title("相殺（オフセット協定）", "Sōsai (ofusetto kyōtei)", "Offset (offset agreements)")
UMBRELLA = Title("安全保障の傘", "Anzen hoshō no kasa", "Security umbrella")

TARGETS = {
    "p18": paragraphs("18"),
    "range": paragraphs("18-20"),
    "set": paragraphs("18,24"),
    "précis": paragraphs("18", TargetKind.PRECIS),
    "note, signed": note("note-seminar-offset", Title("相殺"), YAMADA),
    "note, the editors’": note("note-commentary-offset", Title("相殺"), None),
    "note without a lemma": note("note-seminar-18", None, YAMADA, locus="18-20"),
    "term": term("term-security-umbrella", Title("安全保障の傘", english="Security umbrella")),
}
FIXTURES = {
    "p18": TARGETS["p18"],
    "range": TARGETS["range"],
    "set": TARGETS["set"],
    "note": note("note-18-1", OFFSET, YAMADA, 1),
    "gloss": term("anzen-hosho-no-kasa", UMBRELLA, YAMADA),
    "gloss-unsigned": term("anzen-hosho-no-kasa", UMBRELLA),
}
