"""A small edition with published ids, some of which it retires."""

from study_edition.core.model.ledger import release, retire
from study_edition.domain.edition_domain import domain_of
from study_edition.domain.ledger_file import load_ledger, save_ledger

P5 = "{#p5}\n市は別の湾に移る。\n"
RECORDS = ":::{note} 2-3\n:id: records\n\n記録は{para}`3`が言うとおり少ない。\n:::\n"
NBC = "::::{term} nbc\n:headword: NBC\n:english: North Bay Company\n:link: manual\n\n湾の商社。\n::::\n"


class Published:
    """A small edition, all ids of which are published as version 1.0."""

    def __init__(self, workshop) -> None:
        self.workshop = workshop
        self.path = workshop.source / "anchors.lock"
        workshop.build()
        self.release()

    def release(self, version="1.0", date="2026-12-01"):
        """Publish the edition as last built."""
        anchors = domain_of(self.workshop.app.env).anchors
        save_ledger(self.path, release(load_ledger(self.path), anchors, version, date))

    def retire(self, name, reason="x", *successors):
        """Record a retirement."""
        save_ledger(self.path, retire(load_ledger(self.path), name, reason, successors))

    def warnings(self):
        """Build; return the warnings as (subtype, file, line)."""
        self.workshop.build()
        where = [
            (w.path.removeprefix(str(self.workshop.source) + "/"), w.line)
            for w in self.workshop.warned
        ]
        return [
            (w.subtype.removeprefix("edition."), *place)
            for w, place in zip(self.workshop.warned, where, strict=True)
        ]

    def line(self, name):
        """Return the line of the ledger that has an id."""
        return load_ledger(self.path).lines[name]

    def remove_p5(self):
        """Delete the last paragraph and all references to it."""
        self.workshop.change("text/two.md", P5, "")
        self.workshop.change("layers/comment.md", "{note} 3,5", "{note} 3")
        self.workshop.change("layers/precis-en.md", "see {para}`5`", "see {para}`4`")
        self.workshop.change("index.md", "2,4-5", "2,4")


def retire_three(published):
    """Retire a paragraph, a note and a term, each with other successors."""
    published.remove_p5()
    published.workshop.change("layers/comment.md", RECORDS, "")
    published.workshop.change("glossary.md", NBC, "")
    published.retire("p5", "合わせた <b>&", "p4", "term-salt-tax", "note-comment-toll")
    published.retire("note-comment-records", "誤り")
    published.retire("term-nbc", "x", "p5")
