"""Other Sphinx and MyST projects link to paragraphs, terms and notes through ``objects.inv``."""

from __future__ import annotations

import pytest

from workshop import Workshop

ADDRESS = "https://example.org/harbour/"


@pytest.fixture
def elsewhere(workshop, tmp_path):
    """Another project next to a built edition."""
    inventory = workshop.build() / "objects.inv"
    other = Workshop(tmp_path / "elsewhere", "test-elsewhere")
    other.add(
        "conf.py", f"intersphinx_mapping = {{'harbour': ({ADDRESS!r}, {str(inventory)!r})}}\n"
    )
    return other


def links(page):
    return {a.get_text(): a["href"] for a in page.select("a.external")}


def test_myst_project_without_the_engine_links_to_the_edition(elsewhere):
    (elsewhere.source / "plain.rst").unlink()
    elsewhere.change("index.md", "```{toctree}\nplain\n```\n", "")
    elsewhere.build()
    assert elsewhere.warned == []
    assert links(elsewhere.page("index")) == {
        "the third paragraph": f"{ADDRESS}text/one.html#p3",
        "塩税": f"{ADDRESS}glossary.html#term-salt-tax",
        "市場税": f"{ADDRESS}text/one.html#note-comment-toll",
        "記録": f"{ADDRESS}text/one.html#note-comment-gaps",
    }


def test_sphinx_project_with_the_engine_links_to_the_edition(elsewhere):
    elsewhere.change("conf.py", '"myst_parser", ', '"study_edition", ')
    elsewhere.add("conf.py", "bibtex_bibfiles = []\n")
    elsewhere.build()
    assert elsewhere.warned == []
    assert links(elsewhere.page("plain")) == {
        "the second": f"{ADDRESS}text/one.html#p2",
        "塩税": f"{ADDRESS}glossary.html#term-salt-tax",
        "市場税": f"{ADDRESS}text/one.html#note-comment-toll",
    }


def test_unknown_target_is_reported(elsewhere):
    elsewhere.change("index.md", "#p3", "#p33")
    elsewhere.build()
    assert [w.text for w in elsewhere.warned if "p33" in w.text]
