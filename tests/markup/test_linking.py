"""Links to terms are applied only to the texts in which the terms were found."""

import pytest
from docutils import nodes

from study_edition.core.text.matching import Matcher, checksum
from study_edition.markup.linking import apply_hits, links_of

SPLITTER = """
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class Split(SphinxPostTransform):
    default_priority = 1

    def run(self, **kwargs):
        for text in list(self.document.findall(nodes.Text)):
            if "港市場は潮" in text:
                before, mark, after = text.partition("市場は")
                text.parent.replace(text, [nodes.Text(before + mark), nodes.Text(after)])


def setup(app):
    app.add_post_transform(Split)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


def test_hit_is_refused_on_a_text_that_another_transform_has_split(workshop, monkeypatch):
    workshop.write("splitter.py", SPLITTER)
    monkeypatch.syspath_prepend(str(workshop.source))
    workshop.change("conf.py", '["study_edition"]', '["study_edition", "splitter"]')
    workshop.build()
    changed = [w for w in workshop.warned if w.subtype == "edition.text_changed"]
    assert [(w.path, w.line) for w in changed] == [
        ("text/one.md", workshop.line("text/one.md", "港市場は潮"))
    ]
    assert "'harbour-market'" in changed[0].text
    paragraph = workshop.page("text/one").select_one("#p1")
    assert "港市場は潮の満ち引きで開いた" in paragraph.get_text()
    assert paragraph.select("a.reference") == [], "no link is better than a wrong one"


def hits_in(paragraph):
    return Matcher({"港市場": "harbour-market"}).find(links_of(paragraph).runs)


def test_hit_is_linked_in_its_text():
    paragraph = nodes.paragraph("", "この港市場は古い。")
    apply_hits(paragraph, hits_in(paragraph), "text/one")
    (link,) = paragraph.findall(nodes.inline)
    assert link.astext() == "港市場"


@pytest.mark.parametrize(
    "other", ["この港市場は古い", "その港市場は古い。", "", "この港市場は古い。また"]
)
def test_hit_is_refused_in_any_other_text(other, caplog):
    hits = hits_in(nodes.paragraph("", "この港市場は古い。"))
    changed = nodes.paragraph("", other)
    apply_hits(changed, hits, "text/one")
    assert changed.astext() == other
    assert not list(changed.findall(nodes.inline))


def test_hit_has_the_checksum_of_its_text():
    text = "塩と港市場"
    (hit,) = Matcher({"港市場": "harbour-market"}).find(["", text])
    assert (hit.run, hit.checksum) == (1, checksum(text))
