"""The addresses that a page may link to."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from study_edition.core.text.url_schemes import ALLOWED_SCHEMES, is_external, refused_scheme

MAY = [
    "",
    "#p18",
    "p/18.html",
    "../x.html",
    "https://example.org/a?b#c",
    "HTTP://example.org",
    "mailto:a@example.org",
    "//example.org",
    "図:1",
    "?a:b",
]
MAY_NOT = {
    "javascript:alert(1)": "javascript",
    "JaVaScRiPt:alert(1)": "javascript",
    " javascript:alert(1)": "javascript",
    "java\tscript:alert(1)": "javascript",
    "java\nscript\r:alert(1)": "javascript",
    "\x01javascript:alert(1)": "javascript",
    "javascript\x00:alert(1)": "javascript",
    "javascript://%0aalert(1)": "javascript",
    "data:text/html,x": "data",
    "vbscript:x": "vbscript",
    "blob:https://example.org/x": "blob",
    "file:///etc/passwd": "file",
}


@pytest.mark.parametrize("address", MAY)
def test_safe_address_is_allowed(address):
    assert refused_scheme(address) is None


@pytest.mark.parametrize(("address", "scheme"), MAY_NOT.items())
def test_unsafe_scheme_is_refused(address, scheme):
    assert refused_scheme(address) == scheme


@given(st.text("javscriptdh:/ \t\n\x00#?", max_size=24))
def test_every_scheme_that_a_parser_finds_is_checked(address):
    found = urlsplit(
        address.strip("\x00 \t\n")
    ).scheme  # urlsplit drops tabs and newlines, as browsers do
    assert not found or found in ALLOWED_SCHEMES or refused_scheme(address) is not None


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("x.png", False),
        ("/img/x.png", False),
        ("../x.png", False),
        ("https://example.org/x.png", True),
        ("//example.org/x.png", True),
        ("\\\\example.org/x.png", True),
        (" //example.org/x.png", True),
        ("data:image/png;base64,x", True),
    ],
)
def test_external_address_is_recognised(address, elsewhere):
    assert is_external(address) is elsewhere
