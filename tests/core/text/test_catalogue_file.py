"""A catalogue that anybody may have written: what cannot be shown as its message is left out."""

import pytest

from study_edition.core.text.catalogue_file import MARKUP, PLACEHOLDERS, UNREADABLE, read_catalogue

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def read(message, translation):
    written = "".join(
        f'{key} "{text}"\n' for key, text in (("msgid", message), ("msgstr", translation))
    )
    catalogue, faults = read_catalogue((HEAD + written).encode())
    return message in catalogue, [(fault.line, fault.kind) for fault in faults]


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("Cite", "Citi"),
        ("Cite {name}", "Citi {name}"),
        ("Cite {name!r}", "Citi {name}"),
        ("{a} and {b}", "{b} kaj {a}"),
        ("write {#p18}", "skribu {#p18}"),
        ("<b>Not</b> here", "<b>Ne</b> tie"),
        ("<b>Not</b> here", "Ne tie"),
        ("Cite", ""),
    ],
)
def test_translation_like_its_message_is_used(message, translation):
    assert read(message, translation) == (True, [])


@pytest.mark.parametrize(
    ("message", "translation", "kind"),
    [
        ("Cite {name}", "Citi {nomo}", PLACEHOLDERS),
        ("Cite {name}", "Citi", PLACEHOLDERS),
        ("Cite {name}", "Citi {name", PLACEHOLDERS),
        ("Cite {name}", "Citi {name.__class__}", PLACEHOLDERS),
        ("Cite {name}", "Citi {name[0]}", PLACEHOLDERS),
        ("Cite {name}", "Citi {name} {}", PLACEHOLDERS),
        ("Cite", "<script>alert(1)</script>", MARKUP),
        ("Cite", "Citi <img src=x onerror=alert(1)", MARKUP),
        ("<b>Not</b> here", "<b onclick='x'>Ne</b> tie", MARKUP),
    ],
)
def test_translation_unlike_its_message_is_left_out(message, translation, kind):
    assert read(message, translation) == (False, [(5, kind)])


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ((HEAD + 'msgid "Cite"\nmsgstr "Cité"\n').encode("latin-1"), 6),
        ((HEAD + 'msgid "Cite\nmsgstr Citi"\n').encode(), 5),
        (b"\xff\xfea\0", 1),
        (b'msgid "a"\nmsgid "b"\n', 1),
        (b'msgid ""\nmsgstr "Plural-Forms: nplurals=x\\n"\n', 1),
    ],
)
def test_file_that_cannot_be_read_is_empty(data, line):
    catalogue, (fault,) = read_catalogue(data)
    assert len(catalogue) == 0
    assert (fault.line, fault.kind) == (line, UNREADABLE)


def test_file_may_begin_with_a_byte_order_mark_and_have_any_line_ends():
    written = (HEAD + 'msgid "Cite"\nmsgstr "Citi"\n').replace("\n", "\r\n")
    catalogue, faults = read_catalogue(written.encode("utf-8-sig"))
    assert (catalogue["Cite"].string, faults) == ("Citi", [])
