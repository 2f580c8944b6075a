"""Problems: messages complete in both languages, and the user's language as POSIX defines it."""

import re
from string import Formatter

import pytest

from study_edition.core.assembly.assemble import LEMMA_LIMIT
from study_edition.core.model.problems import Problem, Subtype, did_you_mean
from study_edition.core.text.messages import translate, user_language

JAPANESE = re.compile("[ぁ-ヶ一-龠]")
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def fields(template):
    """Return the names of a message's placeholders."""
    return sorted({name for _, name, _, _ in Formatter().parse(template) if name is not None})


@pytest.fixture
def english(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("subtype", Subtype, ids=lambda subtype: subtype.label)
def test_messages_of_both_languages_have_the_same_values(subtype):
    """Each is in its own language, of whole sentences."""
    japanese, english = translate(subtype.value, "ja"), subtype.value
    assert fields(japanese) == fields(english)
    args = {name: f"<{name}>" for name in fields(english)}
    messages = {"ja": subtype.message(args, "ja"), "en": subtype.message(args, "en")}
    for message in messages.values():
        assert all(value in message for value in args.values())
    assert JAPANESE.search(messages["ja"])
    assert not JAPANESE.search(messages["en"])
    assert messages["ja"].endswith(("。", "<hint>"))
    assert messages["en"].endswith((".", "<hint>"))


def test_labels_are_unique():
    labels = [subtype.label for subtype in Subtype]
    assert len(set(labels)) == len(labels) == len(Subtype.__members__), (
        "two members with the same messages would be one"
    )
    assert all(re.fullmatch("[a-z]+(_[a-z]+)*", label) for label in labels)
    assert Subtype.LEMMA_NOT_FOUND.label == "lemma_not_found"


def test_message_names_the_lemma_limit():
    args = {"lemma": "x", "length": 0}
    assert f"{LEMMA_LIMIT}字" in Subtype.LEMMA_TOO_LONG.message(args, "ja")
    assert re.search(rf"\b{LEMMA_LIMIT}\b", Subtype.LEMMA_TOO_LONG.message(args, "en"))


@pytest.mark.parametrize(
    ("lang", "message"),
    [
        ("ja", "第9段落はこの版にない（¶1–3）。番号を確かめる。"),
        ("en", "there is no paragraph 9 in this edition (¶1–3): check the number."),
    ],
)
def test_message_is_formatted_in_the_language(lang, message):
    assert Subtype.UNKNOWN_PARAGRAPH.message({"number": 9, "known": "¶1–3"}, lang) == message


def test_values_are_quoted_as_the_language_does():
    assert Subtype.BAD_LOCUS.message({"locus": "x{y}"}, "en").startswith(
        "cannot read the locus 'x{y}':"
    )
    assert "「x{y}」" in Subtype.BAD_LOCUS.message({"locus": "x{y}"}, "ja")


def test_language_defaults_to_that_of_the_environment(english, monkeypatch):
    """As it is when the message is formatted."""
    assert Subtype.EMPTY_NOTE.message({}) == Subtype.EMPTY_NOTE.message({}, "en")
    assert did_you_mean("x", []) == did_you_mean("x", [], "en")
    assert user_language() == "en"
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert Subtype.EMPTY_NOTE.message({}) == Subtype.EMPTY_NOTE.message({}, "ja")
    assert did_you_mean("x", []) == did_you_mean("x", [], "ja")
    assert user_language() == "ja"


@pytest.mark.parametrize(
    ("values", "lang"),
    [
        ((None, None, None), "en"),
        ((None, None, "ja_JP.UTF-8"), "ja"),
        ((None, None, "ja"), "ja"),
        ((None, None, "JA_JP"), "ja"),
        ((None, None, "en_US.UTF-8"), "en"),
        ((None, None, "C"), "en"),
        ((None, None, "de_JA"), "en"),
        ((None, "ja_JP", None), "ja"),
        ((None, "ja_JP", "en_US"), "ja"),
        ((None, "en_US", "ja_JP"), "en"),
        (("ja_JP", "en_US", "en_US"), "ja"),
        (("C.UTF-8", "ja_JP", "ja_JP"), "en"),
        (("", "", "ja_JP"), "ja"),
        (("", "ja_JP", "en_US"), "ja"),
    ],
)
def test_user_language_follows_posix_precedence(values, lang):
    assert (
        user_language(
            {key: value for key, value in zip(VARIABLES, values, strict=True) if value is not None}
        )
        == lang
    )


@pytest.mark.parametrize(
    ("word", "known", "english", "japanese"),
    [
        ("markt", ["river", "market"], "Did you mean 'market'?", "「market」のことか。"),
        ("authr", ["title", "author", "lang"], "Did you mean 'author'?", "「author」のことか。"),
        ("zzz", ["river", "market"], "Known: market, river.", "使えるのは market, river。"),
        ("zzz", ["market"], "Known: market.", "使えるのは market。"),
        ("zzz", [], "Check its spelling.", "綴りを確かめる。"),
        (
            "zzz",
            {f"t{n:02}": n for n in range(12)},
            f"Known: {', '.join(f't{n:02}' for n in range(12))}.",
            None,
        ),
        ("zzz", [f"t{n:02}" for n in range(13)], "Check its spelling.", "綴りを確かめる。"),
        ("market1", [f"market{n}" for n in range(2, 40)], "Did you mean 'market", None),
    ],
)
def test_hint_names_similar_or_known_words(word, known, english, japanese):
    assert did_you_mean(word, known, "en").startswith(english)
    assert did_you_mean(word, iter(known), "en") == did_you_mean(word, known, "en")
    if japanese:
        assert did_you_mean(word, known, "ja") == japanese


def test_problems_are_compared_by_value():
    problem = Problem(Subtype.EMPTY_NOTE, "text/one", None, {})
    assert problem == Problem(Subtype.EMPTY_NOTE, "text/one", None, {})
    assert problem != Problem(Subtype.EMPTY_NOTE, "text/two", None, {})
