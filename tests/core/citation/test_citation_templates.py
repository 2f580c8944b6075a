"""A page that fills the templates writes what ``cite`` writes."""

import gzip
import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import template_filler as filler
from citation_samples import ACCESSED, EDITION, EDITIONS, TARGETS, YAMADA
from project_paths import DATA
from study_edition.core.citation import FILE_EXTENSIONS, LANGUAGES, STYLES, cite
from study_edition.core.citation.citation_records import Person, Target, TargetKind, Title
from study_edition.core.citation.template_slots import CLOSE, OPEN, TEXT_CHANGES
from study_edition.core.citation.templates import make_templates, variant_name
from study_edition.core.model.locus import merge

CASES = json.loads((DATA / "cases/citation-changes.json").read_text("utf-8"))
AUTHORS = {
    "seminar": YAMADA,
    "latin": Person("O’Neil", "Mary Jean-Anne"),
    "group": Person("the reading & writing group", native="読書会"),
    "western": Person("Smith", "Anna", "アンナ・スミス", "スミス"),
    "native": Person("田中", native="田中", native_family="田中"),
    "sly": Person('a "b" \\ {c}', "<i>%_", "山「田」"),
    "editors": EDITION.editors,
}
DATA = {
    name: json.loads(json.dumps(make_templates(edition, AUTHORS)))
    for name, edition in EDITIONS.items()
}

numbers = st.integers(1, 50)
loci = st.lists(
    st.tuples(numbers, numbers).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=4
).map(merge)
WORDS = "a of The and x from MASGA e-mail 「 」 『 』 “ ” ‘ ’ ’s \" ' { } \\ % & _ $ # ^ ~ <b> * [ ] , . ? ! ： — 自由 世界 傘。 é"
words = st.sampled_from([*WORDS.split(), "\n"])
titles = st.lists(words, min_size=1, max_size=8).map(" ".join) | st.lists(
    words, min_size=1, max_size=8
).map("".join)
paths = st.from_regex(r"[a-z]{1,6}/[a-z0-9]{1,6}\.html(#[a-z0-9-]{1,12})?", fullmatch=True)


@st.composite
def targets(draw):
    kind = draw(st.sampled_from(list(TargetKind)))
    title, english = draw(titles), draw(titles | st.just(""))
    path, name = draw(paths), draw(st.from_regex("[a-z][a-z0-9-]{0,12}", fullmatch=True))
    locus = draw(loci)
    if kind in {TargetKind.ESSAY, TargetKind.PRECIS}:
        return Target(kind, locus, path, name), None
    author = draw(st.sampled_from([None, *AUTHORS]))
    shown = (
        None if kind is TargetKind.NOTE and draw(st.booleans()) else Title(title, english=english)
    )
    return Target(
        kind, None if kind is TargetKind.TERM else locus, path, name, shown, AUTHORS.get(author)
    ), author


def _known(target, author):
    """Return what a page knows of a target."""
    return {
        "words": target.kind.value,
        "id": target.id,
        "path": target.path,
        "locus": [list(pair) for pair in target.locus.ranges] if target.locus else None,
        "title": target.title.own if target.title else "",
        "english": target.title.english if target.title else "",
        "author": author,
    }


@example("", (TARGETS["term"], None), ACCESSED)
@given(st.sampled_from(list(EDITIONS)), targets(), st.dates())
def test_filled_template_equals_the_citation(name, cited, accessed):
    target, author = cited
    data = DATA[name]
    for style in STYLES:
        for lang in LANGUAGES:
            filled = filler.fill(data, style, lang, _known(target, author), accessed.isoformat())
            assert filled == tuple(cite(style, lang, target, EDITIONS[name], accessed)), (
                style,
                lang,
            )


@given(targets())
def test_variant_is_the_same_in_page_and_engine(cited):
    target, author = cited
    assert filler.variant(_known(target, author), DATA[""]) == variant_name(target, EDITION)


@pytest.mark.parametrize(("change", "text", "changed"), CASES)
def test_changes_to_a_text_match_their_cases(change, text, changed):
    assert TEXT_CHANGES[change](text) == changed
    assert filler.CHANGES[change](text, DATA[""]) == changed


def test_every_change_has_cases():
    assert {change for change, _, _ in CASES} == set(TEXT_CHANGES)


def test_values_are_not_searched_for_slots():
    sly = f"{OPEN}path{CLOSE}"
    target = {**_known(TARGETS["term"], None), "title": sly, "english": ""}
    assert sly in filler.fill(DATA[""], "apa", "ja", target, "2026-02-01")[1]


def test_data_has_less_than_12_kb():
    data = json.dumps(
        make_templates(EDITION, {"seminar": YAMADA}), ensure_ascii=False, separators=(",", ":")
    )
    assert len(gzip.compress(data.encode())) < 12_000


def test_editors_are_not_among_the_authors():
    assert "editors" not in DATA[""]["authors"]
    assert (
        "editors"
        in json.loads(json.dumps(make_templates(replace(EDITION, editors=YAMADA), AUTHORS)))[
            "authors"
        ]
    )


def test_data_has_names_of_styles_and_file_extensions():
    data = DATA[""]
    assert list(data["names"]) == list(STYLES)
    assert data["files"] == FILE_EXTENSIONS
