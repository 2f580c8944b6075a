"""The published schema of the front matter accepts what the engine accepts."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from study_edition.core.model import front_matter as frontmatter
from study_edition.core.model.problems import Subtype
from study_edition.core.model.vocabulary import KIND_COLOURS, KINDS

SCHEMA = json.loads((files("study_edition.core.model") / frontmatter.SCHEMA).read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
WHOLE = {
    "layer": "a",
    "title": "題",
    "kind": "context",
    "author": "田中",
    "lang": "ja",
    "license": "CC0-1.0",
}

words = st.text("ab-Zé1 日_", max_size=4)
either = st.one_of(words, st.dictionaries(st.sampled_from(["ja", "en", "fr"]), words, max_size=3))
values = {
    "layer": st.one_of(words, st.sampled_from(["a", "part-2", "no", "2nd"])),
    "title": either,
    "kind": st.one_of(words, st.sampled_from([*frontmatter.KINDS, "Context", "remark"])),
    "author": either,
    "lang": st.one_of(
        words, st.sampled_from(["ja", "en", "no", "zh-Hant-TW", "japanese", "ja_JP", "JA"])
    ),
    "license": words,
    "audience": st.one_of(words, st.sampled_from(["student", "instructor", "students"])),
    "colour": st.one_of(words, st.sampled_from([*frontmatter.COLOURS, "pink"])),
    "color": words,
    "tocdepth": words,
}


@st.composite
def front(draw):
    """Draw front matter that is complete except for some keys."""
    changed = draw(st.sets(st.sampled_from(sorted(values)), max_size=3))
    left_out = draw(st.sets(st.sampled_from(sorted(WHOLE)), max_size=1)) - {"layer"}
    return {
        key: value
        for key, value in {**WHOLE, **{key: draw(values[key]) for key in changed}}.items()
        if key not in left_out
    }


@given(front())
@example(WHOLE)
@example({**WHOLE, "title": {"ja": "題", "fr": "x"}})
@example({**WHOLE, "title": {"en": ""}})
@example({**WHOLE, "colour": ""})
def test_schema_and_engine_agree(data):
    text = yaml.safe_dump(data, allow_unicode=True, default_style="'")
    read = frontmatter.read_front_matter(f"---\n{text}---\n", "layers/a")
    errors = [error.message for error in VALIDATOR.iter_errors(data)]
    assert bool(read.problems) == bool(errors), (errors, read.problems)


def test_schema_is_valid_and_described_in_both_languages():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for name, entry in {"": SCHEMA, **SCHEMA["properties"]}.items():
        assert re.search("[ぁ-ヶ一-龠]", entry["description"]), name
        assert re.search("[a-z]{3,}", entry["description"]), name


def test_every_kind_has_a_wording_and_a_colour_of_the_palette():
    assert tuple(KINDS) == tuple(KIND_COLOURS) == frontmatter.KINDS
    assert set(KIND_COLOURS.values()) <= set(frontmatter.COLOURS)


@pytest.mark.parametrize("key", frontmatter.REFUSED_KEYS)
def test_refused_key_is_not_in_the_schema(key):
    assert key not in SCHEMA["properties"]
    (problem,) = frontmatter.read_front_matter(f"---\n{key}: x\n---\n", "a").problems
    assert problem.subtype is Subtype.KEY_REFUSED
