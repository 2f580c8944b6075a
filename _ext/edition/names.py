"""Names of people, places and organisations: an index entry for each, with the places where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

from .cards import carded, depart_list_item, first_id, visit_list_item
from .core.frontmatter import is_id
from .core.gojuon import sort_key
from .core.locus import LocusError, parse_locus
from .core.problems import Subtype
from .core.records import Name
from .options import line, words
from .report import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class name_entry(nodes.list_item):
    """An index entry: ``name``, ``values``, ``aliases``, ``kind`` and ``locus`` as attributes."""


class NameDirective(SphinxDirective):
    """``{name} ID`` with headword, reading, English, aliases, kind and the paragraphs of the essay that name it."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict] = {
        "headword": line,
        "reading": line,
        "english": line,
        "aliases": words,
        "kind": lambda text: directives.choice(text, ("person", "place", "organisation")),
        "paragraphs": line,
    }

    def run(self) -> list[nodes.Node]:
        """Make the entry; one without id, headword or reading is a warning."""
        name = self.arguments[0].strip()
        if not is_id(name):
            warn(Subtype.BAD_ID, self.get_location(), id=name)
            return []
        for option in ("headword", "reading"):
            if not self.options.get(option):
                warn(Subtype.MISSING_OPTION, self.get_location(), id=name, option=option)
                return []
        locus = None
        if written := self.options.get("paragraphs"):
            try:
                locus = parse_locus(written)
            except LocusError:
                warn(Subtype.BAD_LOCUS, self.get_location(), locus=written)
        values = {key: self.options.get(key, "") for key in ("headword", "reading", "english")}
        head = nodes.paragraph("", "", nodes.inline("", values["headword"], classes=["edition-headword"]))
        head += [nodes.Text("　"), nodes.inline("", values["reading"], classes=["edition-reading"])]
        if values["english"]:
            head += [nodes.Text("　"), nodes.inline("", values["english"], classes=["edition-english"], lang="en")]
        entry = name_entry("", head, ids=[f"name-{name}"], name=name, values=values)
        entry["aliases"], entry["kind"] = self.options.get("aliases", ()), self.options.get("kind", "person")
        entry["locus"] = str(locus) if locus else ""
        self.set_source_info(entry)
        return [entry]


def name_record(entry: name_entry, docname: str) -> Name:
    """The record of an entry node."""
    locus = parse_locus(entry["locus"]) if entry["locus"] else None
    return Name(
        entry["name"], **entry["values"], aliases=entry["aliases"], kind=entry["kind"], locus=locus, docname=docname, line=entry.line
    )


class GatherNames(SphinxTransform):
    """Makes a list, in dictionary order, of the entries that stand side by side."""

    default_priority = 750
    """Before the domains read the document (850)."""

    def apply(self) -> None:
        """Sort every group of entries that share a parent."""
        for parent in {id(entry.parent): entry.parent for entry in self.document.findall(name_entry)}.values():
            entries = [child for child in parent.children if isinstance(child, name_entry)]
            place = parent.index(entries[0])
            for entry in entries:
                parent.remove(entry)
            entries.sort(key=lambda entry: sort_key(entry["values"]["reading"]))
            parent.insert(place, nodes.bullet_list("", *entries, classes=["edition-names"]))


def setup(app: Sphinx) -> None:
    """Register directive, node and transform."""
    app.add_node(name_entry, html=carded(visit_list_item, depart_list_item, first_id))
    app.add_directive("name", NameDirective)
    app.add_transform(GatherNames)
