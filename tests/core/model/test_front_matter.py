"""The front matter of layer files: read, ignored, or refused with a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.citation.citation_records import Person
from study_edition.core.citation.layer_byline import author_of
from study_edition.core.model.front_matter import (
    FrontMatter,
    is_id,
    read_front_matter,
    without_front_matter,
)
from study_edition.core.model.problems import Subtype
from study_edition.core.model.records import Layer

WHOLE = {
    "layer": "weather",
    "title": "天気の注",
    "kind": "context",
    "author": "山田花子",
    "lang": "ja",
    "license": "CC-BY-4.0",
    "audience": "instructor",
}
KINDS = ("comment", "context", "counterpoint", "vocabulary", "question", "precis")
AUDIENCES = ("student", "instructor")
FOREIGN = ("orphan", "tocdepth", "nocomments", "no-search")
REFUSED = ("myst", "html_meta", "substitutions")
WITHOUT = {"title": "", "kind": "comment", "author": "", "lang": "ja", "license": ""}
LAYER = Layer(
    "weather",
    "notes/weather",
    "天気の注",
    "",
    "context",
    "山田花子",
    "ja",
    "CC-BY-4.0",
    "instructor",
)


def source(**changes):
    """Return the text of a layer file; a key set to None is left out."""
    values = {**WHOLE, **changes}
    return (
        "---\n"
        + "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
        + "---\n\n本文。\n"
    )


def read(text):
    return read_front_matter(text, "notes/weather")


def problems(text):
    """Return the problems as (label, line, values but hint and choices)."""
    found = []
    for problem in read(text).problems:
        assert problem.docname == "notes/weather"
        assert problem.subtype.message(problem.args, "en")
        assert problem.subtype.message(problem.args, "ja")
        values = {
            key: value for key, value in problem.args.items() if key not in ("hint", "choices")
        }
        found.append((problem.subtype.label, problem.line, values))
    return found


def test_complete_front_matter_is_read():
    assert read(source()) == FrontMatter(LAYER, ())


def test_audience_is_optional():
    assert read(source(audience=None)) == FrontMatter(LAYER._replace(audience="student"), ())


@pytest.mark.parametrize(
    ("title", "japanese", "english"),
    [
        ("天気の注", "天気の注", ""),
        ('"{注}"', "{注}", ""),
        ("{ja: 天気の注, en: Weather}", "天気の注", "Weather"),
        ("\n  ja: 天気の注\n  en: Weather", "天気の注", "Weather"),
        ("{ja: 天気の注}", "天気の注", ""),
        ("{en: Weather}", "Weather", "Weather"),
        ("1.0", "1.0", ""),
        ("no", "no", ""),
        ("2026-02-20", "2026-02-20", ""),
    ],
)
def test_title_in_one_or_two_languages_is_read(title, japanese, english):
    assert read(source(title=title)) == FrontMatter(
        LAYER._replace(title=japanese, title_en=english), ()
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("kind", kind) for kind in KINDS),
        *(("audience", audience) for audience in AUDIENCES),
        ("lang", "en"),
        ("lang", "no"),
        ("lang", "zh-Hant-TW"),
        ("lang", "fil"),
        ("layer", "a"),
        ("layer", "no"),
        ("layer", "part-2"),
        ("author", "1.0"),
        ("license", "yes"),
        ("colour", "ochre"),
    ],
)
def test_value_is_read_as_written(key, value):
    """YAML's types of numbers and booleans play no part."""
    assert read(source(**{key: value})) == FrontMatter(
        LAYER._replace(**{"id" if key == "layer" else key: value}), ()
    )


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("kind", "remark", 4),
        ("kind", "Context", 4),
        ("kind", "{a: b}", 4),
        ("lang", "japanese", 6),
        ("lang", "JA", 6),
        ("lang", "ja_JP", 6),
        ("audience", "students", 8),
        ("title", "{ja: 注, fr: Note}", 3),
        ("author", "{ja: 田中, en: ''}", 5),
    ],
)
def test_bad_value_is_reported_and_the_layer_is_kept(key, value, line):
    text = source(**{key: value})
    assert [(label, at, values["key"]) for label, at, values in problems(text)] == [
        ("bad_layer_value", line, key)
    ]
    found = read(text).layer
    assert found is not None
    assert "None" not in found


@pytest.mark.parametrize(
    ("author", "japanese", "english"),
    [
        ("{ja: 山田花子, en: 'Yamada, Hanako'}", "山田花子", "Yamada, Hanako"),
        ("{en: 'Yamada, Hanako'}", "Yamada, Hanako", "Yamada, Hanako"),
    ],
)
def test_author_in_two_languages_is_read(author, japanese, english):
    assert read(source(author=author)) == FrontMatter(
        LAYER._replace(author=japanese, author_en=english), ()
    )


@pytest.mark.parametrize(
    ("japanese", "english", "person"),
    [
        ("山田 花子", "Yamada, Hanako", Person("Yamada", "Hanako", "山田花子", "山田")),
        ("山田　花子", "", Person("山田花子", "", "山田花子", "山田")),
        ("田中", "", Person("田中", "", "田中", "田中")),
        ("John Smith", "", Person("John Smith", "", "John Smith", "John Smith")),
        (
            "ハル・ブランズ",
            "Brands, Hal",
            Person("Brands", "Hal", "ハル・ブランズ", "ハル・ブランズ"),
        ),
        ("田中ゼミ", "Tanaka Seminar", Person("Tanaka Seminar", "", "田中ゼミ", "田中ゼミ")),
    ],
)
def test_author_is_cited_as_a_person(japanese, english, person):
    assert author_of(LAYER._replace(author=japanese, author_en=english)) == person


@pytest.mark.parametrize("title", ["{fr: Temps}", "{}", "{ja: '', en: ''}", "{ja: [a]}"])
def test_title_without_a_known_language_is_reported(title):
    text = source(title=title)
    assert [values["key"] for _, _, values in problems(text)] == ["title"]
    assert read(text).layer == LAYER._replace(title="")


@pytest.mark.parametrize("key", WHOLE)
def test_repeated_key_is_reported(key):
    """YAML would silently use the last of two."""
    text = source().replace("---\n\n", f"{key}: {WHOLE[key]}\n---\n\n")
    assert problems(text) == [("repeated_layer_key", 9, {"key": key})]
    assert read(text).layer == LAYER


def test_repeated_key_of_another_program_is_ignored():
    assert read(source(orphan="{a: b}").replace("---\n\n", "orphan: {}\n---\n\n")) == FrontMatter(
        LAYER, ()
    )


@pytest.mark.parametrize("value", ["", "''", "~", "null", "[a, b]"])
@pytest.mark.parametrize("key", WHOLE)
def test_key_without_a_text_is_reported(key, value):
    """One problem, and no text is made of nothing."""
    text = source(**{key: value})
    assert [
        (values["key"], label in ("missing_layer_key", "bad_layer_value"))
        for label, _, values in problems(text)
    ] == [(key, True)]
    found = read(text).layer
    assert (found is None) == (key == "layer")
    assert "None" not in (found or ())


def test_bad_value_is_shown():
    assert problems(source(kind="remark")) == [
        ("bad_layer_value", 4, {"key": "kind", "value": "remark"})
    ]


@pytest.mark.parametrize(
    ("key", "value", "choices"),
    [
        ("layer", "?!", "a-z, 0-9, -"),
        ("kind", "?!", ", ".join(KINDS)),
        ("audience", "?!", ", ".join(AUDIENCES)),
        ("lang", "?!", "ja, en, …"),
        ("license", "{a: b}", "CC-BY-4.0, …"),
    ],
)
def test_choices_are_listed(key, value, choices):
    (problem,) = read(source(**{key: value})).problems
    assert (problem.subtype, problem.args["choices"]) == (Subtype.BAD_LAYER_VALUE, choices)


def test_mapping_as_an_id_is_reported():
    found = read(source(layer="{a: b}"))
    assert found.layer is None
    assert [(problem.subtype, problem.line) for problem in found.problems] == [
        (Subtype.BAD_LAYER_VALUE, 2)
    ]


@pytest.mark.parametrize("name", ["Weather", "2nd", "天気", "-a", "a b", "a_b"])
def test_layer_with_a_bad_id_is_not_a_layer(name):
    text = source(layer=name)
    assert [(label, line, values["key"]) for label, line, values in problems(text)] == [
        ("bad_layer_value", 2, "layer")
    ]
    assert read(text).layer is None


@pytest.mark.parametrize(("key", "default"), WITHOUT.items())
def test_missing_key_is_reported(key, default):
    text = source(**{"layer": None, key: None}).replace(
        "---\n", "---\norphan: true\nlayer: weather\n", 1
    )
    assert problems(text) == [("missing_layer_key", 3, {"key": key})]
    assert read(text).layer == LAYER._replace(**{key: default})


def test_several_problems_are_reported_with_their_lines():
    text = "---\ntitle: 天気\n\n# 注\nlayer: weather\nkind: remark\ncolor: red\n---\n"
    assert sorted(problems(text), key=lambda item: (item[1], item[2]["key"])) == [
        ("missing_layer_key", 5, {"key": "author"}),
        ("missing_layer_key", 5, {"key": "lang"}),
        ("missing_layer_key", 5, {"key": "license"}),
        ("bad_layer_value", 6, {"key": "kind", "value": "remark"}),
        ("unknown_layer_key", 7, {"key": "color"}),
    ]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("autor", "Did you mean 'author'?"),
        ("titel", "Did you mean 'title'?"),
        ("zzz", "Known: audience, author,"),
    ],
)
def test_unknown_key_is_reported_with_a_hint(monkeypatch, key, hint):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    text = source(**{key: "x"})
    assert problems(text) == [("unknown_layer_key", 9, {"key": key})]
    (problem,) = read(text).problems
    assert str(problem.args["hint"]).startswith(hint)
    assert read(text).layer == LAYER


@pytest.mark.parametrize("key", FOREIGN)
@pytest.mark.parametrize("value", ["true", "{a: {b: c}}", "[a, b]", "\n  a: b"])
def test_key_of_another_program_is_ignored(key, value):
    assert read(source(**{key: value})) == FrontMatter(LAYER, ())


@pytest.mark.parametrize("key", REFUSED)
def test_key_that_changes_how_files_are_read_is_refused(key):
    """Or one that writes into a page's head; in any file."""
    assert problems(source(**{key: "{a: b}"})) == [("key_refused", 9, {"key": key})]
    assert read(source(**{key: "{a: b}"})).layer == LAYER
    assert read(source(**{key: "{a: b}"})).is_layer
    found = read(f"---\ntocdepth: 2\n{key}: {{a: b}}\n---\n")
    assert [(problem.subtype, problem.line) for problem in found.problems] == [
        (Subtype.KEY_REFUSED, 3)
    ]
    assert not found.is_layer


def test_removing_front_matter_keeps_line_numbers():
    text = source() + "\n---\nlayer: other\n---\n"
    assert without_front_matter(text).splitlines() == [""] * 9 + text.splitlines()[9:]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本文。\n",
        "# 題\n\n---\nlayer: a\n---\n",
        "---\n---\n",
        "---\n\n---\n",
        "---\n# 注だけ\n---\n",
        "---\norphan: true\n---\n",
        "---\n- layer\n---\n",
        "---\nlayer\n---\n",
        "---\ntocdepth: {layer: a}\n---\n",
        "---\ntitle: a\n---\nlayer: b\n---\n",
    ],
)
def test_file_without_a_layer_is_ignored(text):
    assert read(text) == FrontMatter(None, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n---\nlayer: a\n---\n", 2),
        ("% a comment\n---\naudience: instructor\n---\n", 2),
        ("\ufeff\ufeff---\nlayer: a\n---\n", 1),
        (" ---\nlayer: a\n---\n", 1),
        ("---\nlayer: a\n", 1),
        ("----\nlayer: a\n----\n", 1),
        ("--- a\nlayer: a\n---\n", 1),
        ("---\nlayer: a\n--- b\n", 1),
        ("———\nlayer: a\n———\n", 1),
        ("ーーー\nａｕｄｉｅｎｃｅ： instructor\nーーー\n", 1),
        ("+++\nlayer = a\n+++\n", 1),
        ("```yaml\naudience: instructor\n```\n", 1),
        ("layr: a\naudience: instructor\n\n# T\n", 1),
    ],
)
def test_lost_front_matter_is_reported(text, line):
    (problem,) = read(text).problems
    assert (problem.subtype, problem.line) == (Subtype.LOST_FRONT_MATTER, line)
    assert read(text).is_doubtful
    assert read(text).is_layer  # so that its markup is limited, for instructors too


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nLayer: a\nunknown: b\n---\n", 2),
        ("---\nlayr: a\n---\n", 2),
        ("---\ntitle: a\naudience: instructor\n---\n", 3),
        ('---\n"l\u0430yer": a\n---\n', 2),
        ("---\nkind: comment\n---\n", 2),
    ],
)
def test_front_matter_of_a_layer_without_its_key_is_reported(text, line):
    (problem,) = read(text).problems
    assert (problem.subtype, problem.line) == (Subtype.MISSING_LAYER_KEY, line)
    assert problem.args == {"key": "layer"}


def test_line_that_ends_front_matter_for_myst_alone_is_reported():
    (problem,) = read("---\nlayer: a\n----\naudience: instructor\n---\n").problems
    assert (problem.subtype, problem.line) == (Subtype.BAD_FRONT_MATTER, 3)


def test_audience_in_a_comment_alone_is_reported():
    text = source(audience=None).replace("---\n\n", "# audience: instructor\n---\n\n")
    problems = read(text).problems
    assert [(p.subtype, p.args) for p in problems] == [
        (Subtype.MISSING_LAYER_KEY, {"key": "audience"})
    ]


@pytest.mark.parametrize("text", ["", "本文。\n", "# 題\n", "---\ntitle: a\n---\n"])
def test_every_file_in_the_folder_of_layers_is_a_layer(text):
    for docname in ("layers/a", "layers/b/index"):
        (problem,) = read_front_matter(text, docname).problems
        assert problem.subtype in {Subtype.NOT_A_LAYER, Subtype.MISSING_LAYER_KEY}
        assert problem.line == 1
    assert read_front_matter(text, "layers/index").problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule, then a sentence: with a colon.\n",
        "**Bold**\n\nlayer upon layer: a sentence.\n",
        ":::{note} 5\n:lemma: a\n:::\n",
        "```{toctree}\n:glob:\n\n*\n```\n",
        "The answer: an audience of one.\n",
    ],
)
def test_prose_is_not_taken_for_front_matter(text):
    assert read(text) == FrontMatter(None, ())


@pytest.mark.parametrize(
    "text",
    [
        source().replace("---\n\n", "...\n\n"),
        source().replace("---\n", "---  \n"),
        source().removesuffix("\n\n本文。\n"),
        source() + "---\nlayer: other\n---\n",
    ],
)
def test_fences_may_be_written_in_several_ways(text):
    assert read(text) == FrontMatter(LAYER, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nlayer: [a\n---\n", 3),
        ("---\nlayer: a\ntitle: b: c\n---\n", 3),
        ("---\nlayer: a\n\ttitle: b\n---\n", 3),
        ("---\nlayer: 'a\ntitle: b\n---\n", 4),
        ("---\nlayer: a\ntitle: *b\n---\n", 3),
        ("---\nlayer: a\n  title: b\n---\n", 3),
        ('---\nlayer: a\ntitle: "\\q"\n---\n', 3),
        ("---\nlayer: a\n? [a, b]\n: c\n---\n", 3),
        ("---\nlayer: a\ntitle: !mine b\n---\n", 3),
    ],
)
def test_malformed_yaml_is_reported_with_its_line(text, line):
    """With YAML's own message."""
    found = read(text)
    assert found.layer is None
    assert [(problem.subtype, problem.line) for problem in found.problems] == [
        (Subtype.BAD_FRONT_MATTER, line)
    ]
    assert all(
        problem.args["detail"] and "\n" not in str(problem.args["detail"])
        for problem in found.problems
    )


@pytest.mark.parametrize(
    "value", ["2026-99-99", "!!int x", "!!int ''", "!!float x", "!!bool x", "!!timestamp x"]
)
def test_value_that_yaml_cannot_construct_is_reported(value):
    """Such as an impossible date; the build continues."""
    found = read(source(title=value))
    assert found.layer is None
    assert [problem.subtype for problem in found.problems] == [Subtype.BAD_FRONT_MATTER]
    assert found.problems[0].args["detail"]


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        ("2026-99-99", "month must be in 1..12"),
        ("!mine x", "could not determine a constructor for the tag '!mine'"),
    ],
)
def test_value_that_yaml_cannot_construct_is_explained(value, detail):
    assert str(read(source(title=value)).problems[0].args["detail"]).startswith(detail)


@pytest.mark.slow
def test_too_deep_nesting_is_reported():
    found = read(source(title="[" * 5000))
    assert (found.layer, [problem.subtype for problem in found.problems]) == (
        None,
        [Subtype.BAD_FRONT_MATTER],
    )
    assert found.problems[0].line == 3


def test_value_that_yaml_cannot_construct_has_its_line():
    assert [problem.line for problem in read(source(license="2026-99-99")).problems] == [7]


@pytest.mark.parametrize("char", ["\x07", "\x00", "\x7f", "\ufffe"])
def test_character_that_yaml_refuses_is_reported(char):
    """The build continues."""
    found = read(f"---\nlayer: weather\ntitle: 天{char}気\n---\n")
    assert found.layer is None
    assert [(problem.subtype, problem.line) for problem in found.problems] == [
        (Subtype.BAD_FRONT_MATTER, 3)
    ]
    assert f"U+{ord(char):04X}" in str(found.problems[0].args["detail"])


@given(st.text("layer: ab-[]{}\"'#&*!|>?~<%@\n\t天,", max_size=40))
def test_any_text_between_the_fences_is_read_without_an_error(middle):
    found = read(f"---\n{middle}\n---\n")
    assert found.layer is None or is_id(found.layer.id)
    assert all(problem.line >= 1 for problem in found.problems)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12))
def test_quoted_title_is_read(title):
    quoted = "'" + title.replace("'", "''") + "'"
    assert read(source(title=quoted)) == FrontMatter(LAYER._replace(title=title), ())


@pytest.mark.parametrize("text", ["a", "z9", "a-b-c", "a1-", "weather"])
def test_valid_id_is_accepted(text):
    assert is_id(text)


@pytest.mark.parametrize(
    "text", ["", "A", "aB", "1a", "-a", "a b", "a_b", "é", "aé", "天", "a\n", " a", "a.b"]
)
def test_invalid_id_is_refused(text):
    assert not is_id(text)
