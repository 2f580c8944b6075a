"""Every problem that an edition's sources can have, with its message."""

from __future__ import annotations

import difflib
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ..text.messages import N_, Message, user_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Subtype(Enum):
    """The subtypes of warnings of type ``edition``, each with its message."""

    BAD_ID = N_(
        "id {id!r} is not usable: begin with a letter a-z, then letters a-z, digits and hyphens."
    )
    NO_PARAGRAPH = N_(
        "{id!r} is not attached to a paragraph: put it on the line directly before "
        "one plain paragraph, not before a heading, table, list, quotation or note."
    )
    UNKNOWN_OPTION = N_("{{{name}}} has no option :{option}:. {hint}")
    STRAY_COLONS = N_(
        "these colons close nothing and open a block without a name: a block that "
        "contains another begins and ends with more colons than the inner one."
    )
    NO_DIRECTIVE = N_(
        "{info!r} after colons is not a directive: write its name in braces without spaces, as "
        ":::{{note}}."
    )
    TOO_DEEP = N_("directives are nested more than {deepest} levels deep here: reduce the nesting.")
    PARAGRAPH_IN_LAYER = N_(
        "paragraph {number} is in a layer: paragraphs belong in the files of "
        "text/, and a layer contains only notes."
    )
    NESTED = N_("{{{what}}} is inside a note or a term: move it out.")
    RAW_REFUSED = N_("raw is not allowed: write MyST instead.")
    DIRECTIVE_REFUSED = N_("{{{name}}} is not allowed in a layer. {hint}")
    FILE_REFUSED = N_("{{{name}}} is not allowed to read another file: write its content here.")
    FILE_OUTSIDE = N_(
        "{path!r} is not an image in source/: put the file there and give its path "
        "relative to source/."
    )
    PICTURE_REFUSED = N_(
        "the picture {path!r} is not published, because of what is in it: {part}. Save it without."
    )
    DOWNLOAD_REFUSED = N_(
        "the file {path!r} is not published: name it in edition_downloads (conf.py) if it is one "
        "of {kinds}; link other things by their address."
    )
    PICTURE_ELSEWHERE = N_(
        "the image {address!r} is on another site: put the file into source/ and give its name."
    )
    ADDRESS_REFUSED = N_(
        "the link to {address!r} is not allowed ({scheme}:): use http, https or mailto."
    )
    META_REFUSED = N_("meta elements are not allowed in a source: remove them.")
    KEY_REFUSED = N_(
        "the key {key!r} is not allowed in the front matter: configure MyST in conf.py."
    )
    LINK_OUTSIDE = N_(
        "this is a link to a file outside source/, which is not published: put the file itself "
        "here, or name a layer in edition_layers (conf.py)."
    )
    RESERVED_NAME = N_("{name!r} is the name of a page that is made: rename the file.")
    NOT_UNICODE = N_("not UTF-8: save it as UTF-8 in your editor.")
    NUL_CHARACTER = N_("there is a NUL character (U+0000): remove it.")
    BAD_CATALOGUE = N_(
        "the catalogue is not used, since it cannot be read here: mend its form, or save "
        "it as UTF-8."
    )
    BAD_TRANSLATION = N_(
        "the translation is left out: it must have the placeholders of its message, and no "
        "other markup."
    )
    BAD_FORMULA = N_("the formula {formula!r} cannot be typeset on a page: {reason}; rewrite it.")
    BAD_SOURCE_KEY = N_(
        "the source key {id!r} is not usable: begin with a letter a-z, then "
        "letters a-z, digits and hyphens."
    )
    BAD_BIBLIOGRAPHY = N_("{path}: the bibliography file cannot be read: {detail}.")
    DUPLICATE_ID = N_("{id!r} is already used in {other}: change the number or id of one of them.")
    BAD_LOCUS = N_("cannot read the locus {locus!r}: write 18, 18-20 or 18,24, in ascending order.")
    FALLING_LOCUS = N_("{locus} is in descending order: if you mean {turned}, write that.")
    AMBIGUOUS_LOCUS = N_("{locus!r} can be read in two ways: write one of {candidates}.")
    PAGE_LOCUS = N_(
        "{locus!r} is a page number, and this edition has no pages: for a paragraph write ¶18."
    )
    UNKNOWN_PARAGRAPH = N_(
        "there is no paragraph {number} in this edition ({known}): check the number."
    )
    UNKNOWN_TERM = N_("there is no term {id!r} in the glossary. {hint}")
    UNKNOWN_NOTE = N_("there is no note {id!r}. {hint}")
    UNKNOWN_QUESTION = N_("there is no question {id!r}. {hint}")
    UNKNOWN_EVENT = N_("there is no event {id!r} in the timeline. {hint}")
    UNKNOWN_NAME = N_("there is no name {id!r}. {hint}")
    UNKNOWN_ENTRY = N_("there is no {kind} {id!r}. {hint}")
    TEXT_CHANGED = N_(
        "the text was changed after the term {id!r} was found in it, so the term "
        "is not linked: check the transforms of other extensions."
    )
    UNKNOWN_SOURCE = N_("there is no source {id!r} in the bibliography file. {hint}")
    LEMMA_TOO_LONG = N_("the lemma {lemma!r} has {length} characters: shorten it to at most 12.")
    LEMMA_NOT_FOUND = N_(
        "the lemma {lemma!r} is neither in the précis of ¶{number} nor in the "
        "record of the witness: check its spelling, or run `edition fingerprint` "
        "with your copy of the witness."
    )
    NOTE_ID_NEEDED = N_(
        "layer {layer!r} has two notes on ¶{locus} without an id: add an :id: line to one of them."
    )
    BAD_OPTION = N_(":{option}: {value!r} of {id!r} is not usable; choose from: {choices}.")
    EMPTY_ENTRY = N_("{id!r} is empty.")
    EMPTY_NOTE = N_("the note is empty.")
    NOTE_OUTSIDE_LAYER = N_(
        "notes belong in a layer file: begin the file with front matter that has a `layer:` line."
    )
    BAD_FRONT_MATTER = N_("cannot read the front matter: {detail}.")
    LOST_FRONT_MATTER = N_(
        "this looks like front matter, but is none: begin the file with a line of three dashes, "
        "and end the front matter with another. Until then an edition for students leaves the "
        "file out."
    )
    NOT_A_LAYER = N_(
        "a file in layers/ is a layer: begin it with front matter (layer: … between two lines of "
        "three dashes), or move it out. Until then an edition for students leaves it out."
    )
    HALF_WRITTEN = N_(
        "{line!r} is nearly a block for instructors: write :::{{rubric}} or :::{{answer}}, or "
        "other words. Until then an edition for students leaves the file out."
    )
    LAYER_FILE_TWICE = N_("another layer file has the same name ({other}): rename one of them.")
    NO_LAYER_FOLDER = N_(
        "{name!r} in edition_layers (conf.py) does not exist: give its path relative to conf.py."
    )
    UNKNOWN_LAYER_KEY = N_("unknown key {key!r} in the front matter. {hint}")
    MISSING_LAYER_KEY = N_("the front matter has no value for {key!r}.")
    REPEATED_LAYER_KEY = N_("the front matter has {key!r} twice: keep one.")
    BAD_LAYER_VALUE = N_(
        "{key}: {value!r} is not usable in the front matter; choose from: {choices}."
    )
    BAD_SETTING = N_("{key} = {value!r} in conf.py is not usable; choose from: {choices}.")
    BAD_RECORD = N_("{key} in conf.py: {detail!r} is missing, unknown or not usable.")
    BAD_READING = N_("write the reading {reading!r} of {headword!r} in kana.")
    BAD_READING_LINE = N_(
        "{text!r} is not a valid line of the reading list: write a word, a space "
        "and its reading in kana, which must agree with the kana in the word."
    )
    READING_TWICE = N_("{word!r} already has another reading ({other}): keep one.")
    MISSING_OPTION = N_("{id!r} has no :{option}: line.")
    DUPLICATE_FORM = N_(
        "the form {form!r} belongs to two terms, {term!r} and {other!r}: remove it from one."
    )
    BAD_DATE = N_("cannot read the date {date!r}: write 2026-02-20 or 2026-02.")
    BAD_EVENT_DATE = N_(
        "cannot read the date {date!r}: write 1944-07-22, 1947-03, 2027 or 1977-01-21/1981-01-20."
    )
    NOT_LATER = N_("the date {date} is not after the date of the essay ({moment}).")
    BAD_RUBY = N_("write ruby {text!r} as base|reading, the reading in kana.")
    BAD_WITNESS_RECORD = N_("cannot read the record of the witness {path}: {detail}.")
    BAD_LEDGER = N_(
        "cannot read this line of the ledger: {detail}; restore it from version "
        "control, and change it only with `edition release` or `edition retire`."
    )
    LEDGER_ID_TWICE = N_(
        "the id {id!r} is also on line {other} of the ledger: keep the correct line."
    )
    VANISHED_ID = N_(
        "the id {id!r}, published in version {version}, is missing: restore it, or "
        "record its retirement with `edition retire {id} --reason … --successor …`."
    )
    RENAMED_ID = N_(
        "the id {id!r}, published in version {version}, is missing, and its "
        "content is now under {other!r}: restore the old id, or record the change "
        "with `edition retire {id} --reason … --successor {other}`."
    )
    RENUMBERED_ID = N_(
        "{id!r} now has the content that was published as {other!r}, so existing "
        "citations would lead to other content: restore the published ids, and "
        "give new content a new id."
    )
    RETIRED_ID_USED = N_(
        "the id {id!r} is retired ({reason}) and cannot be used again: choose "
        "another id, or, if the retirement has not been released, undo it with "
        "`edition retire {id} --undo`."
    )
    CHANGED_KIND = N_(
        "the id {id!r} was published as a {was} and is now a {now}: give the new entry another id."
    )
    BAD_SUCCESSOR = N_(
        "the successor {successor!r} of {id!r} does not lead to an existing id: "
        "choose another with `edition retire {id} --reason … --successor …`."
    )
    SUCCESSOR_CIRCLE = N_(
        "the successors of {id!r} lead back to it ({circle}): choose others with "
        "`edition retire {id} --reason … --successor …`."
    )
    REFERENCE_TO_RETIRED = N_(
        "{id!r} is retired ({reason}): refer to its successor instead: {successors}."
    )
    REFERENCE_TO_RETIRED_ONLY = N_(
        "{id!r} is retired ({reason}) and has no successor: remove this reference."
    )
    PDF_NO_FONT = N_(
        "no font family {families}: pip install {packages}, or name installed font "
        "families in edition_pdf_fonts in conf.py."
    )
    PDF_NO_ALT = N_("the image {image!r} has no alternative text: write ![description](image).")
    PDF_BAD_FORMULA = N_(
        "the formula {formula!r} cannot be typeset in the PDF: {reason}; rewrite it."
    )
    PDF_WIDE_TABLE = N_(
        "a table of {columns} columns does not fit the page: split it into tables "
        "of at most {most} columns."
    )
    PDF_UNKNOWN_NODE = N_("the PDF cannot show the node {node!r}; only its content is printed.")
    PDF_NO_FOOTNOTE = N_("the text of a footnote is missing.")
    PDF_NO_TARGET = N_("the link target {target!r} is not in the PDF.")
    PDF_WARNING = N_("warning from the typesetter: {reason}.")
    PDF_NO_GLYPH = N_(
        "the font {font} has no glyph for {text!r} ({codes}): use another "
        "character, or name a font that has it in edition_pdf_fonts in conf.py."
    )
    PDF_FAILED = N_("typesetting failed: {reason}.")

    @property
    def label(self) -> str:
        """The subtype as written in warnings and in ``suppress_warnings``."""
        return self.name.lower()

    def message(self, args: Mapping[str, object], lang: str | None = None) -> str:
        """Return the message with *args* filled in, in *lang* or the user's language."""
        return Message(self.value, args).text(lang or user_language())


class Problem(NamedTuple):
    """A problem in the source: what is wrong, where, and the values of its message."""

    subtype: Subtype
    docname: str
    line: int | None
    args: Mapping[str, object]


def did_you_mean(
    word: str, known: Iterable[str], lang: str | None = None, *, most: int = 12
) -> str:
    """Return a sentence that suggests the known word nearest to *word*.

    If none is near, it lists the known words, unless there are more than *most*.
    """
    choices = sorted(known)
    near = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        hint = Message(N_("Did you mean {word!r}?"), {"word": near[0]})
    elif 0 < len(choices) <= most:
        hint = Message(N_("Known: {choices}."), {"choices": ", ".join(choices)})
    else:
        hint = Message(N_("Check its spelling."))
    return hint.text(lang or user_language())
