"""What a source file may not do: put HTML or scripts of its own on a reader's page, or read and publish other files.

Directives that would are refused by name. Whatever way the source found, the parsed document is looked through once
more (:class:`Guard`), so that nothing rests on knowing every spelling.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst.directives.tables import CSVTable
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from ..core.model.problems import Subtype
from ..core.text.url_schemes import is_external, refused_scheme
from ..support.reporting import warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

READERS = ("include", "literalinclude")
"""Directives whose only use is to read another file."""

PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".*"})
"""What an image may be; ``.*`` is Sphinx's for any of a picture's forms."""


class Refused(SphinxDirective):
    """Stands in for a directive that is refused, and takes whatever that would."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True


def refused() -> list[nodes.Node]:
    """What stands where something was refused: nothing that a reader sees."""
    return [nodes.comment("", "", refused=True)]


class RefusedRaw(Refused):
    """``{raw}``: refused, for it would put HTML of its own on a page."""

    purpose: ClassVar[tuple[str, str]] = (
        "使えない。MyST の書き方に改める",
        "refused: write MyST instead",
    )

    def run(self) -> list[nodes.Node]:
        """Refuse."""
        warn(Subtype.RAW_REFUSED, self.get_location())
        return refused()


class RefusedReader(Refused):
    """``{include}``, ``{literalinclude}``: refused, for they read another file."""

    purpose: ClassVar[tuple[str, str]] = (
        "使えない。中身をそこに書く",
        "refused: write the content in its place",
    )

    def run(self) -> list[nodes.Node]:
        """Refuse."""
        warn(Subtype.FILE_REFUSED, self.get_location(), name=self.name)
        return refused()


class TableWithoutFile(CSVTable):
    """``{csv-table} TITLE``, of what is written in it."""

    purpose: ClassVar[tuple[str, str]] = (
        "中に書いた CSV の表。ファイルは読まない",
        "a table of the CSV written in it; it reads no file",
    )

    def run(self) -> list[nodes.Node]:
        """Refuse to read a file or an address."""
        if not {"file", "url"} & self.options.keys():
            return super().run()
        source, line = self.state_machine.get_source_and_line(self.lineno)
        warn(Subtype.FILE_REFUSED, f"{source}:{line}", name=self.name)
        return refused()


class Guard(SphinxTransform):
    """Takes out of a document what would run in a browser, be asked for elsewhere, or publish a file that is none of the edition's."""

    default_priority = 0
    """Before any other transform acts on what was written."""

    def apply(self, **kwargs: object) -> None:
        """Look at every node that can carry such a thing."""
        for node in list(self.document.findall(nodes.Element)):
            told = self._refusal(node)
            if told is not None:
                subtype, args = told
                warn(subtype, node, **args)
                _take_out(node)

    def _refusal(self, node: nodes.Element) -> tuple[Subtype, dict[str, str]] | None:
        """Why a node may not stand."""
        if isinstance(node, nodes.raw):
            return Subtype.RAW_REFUSED, {}
        if isinstance(node, nodes.meta):
            return Subtype.META_REFUSED, {}
        if isinstance(node, nodes.image) and is_external(node["uri"]):
            return Subtype.PICTURE_ELSEWHERE, {"address": _short(node["uri"])}
        if not self._may_be_published(node):
            return Subtype.FILE_OUTSIDE, {"path": _short(node.get("uri") or node["reftarget"])}
        for address in _addresses(node):
            scheme = refused_scheme(address)
            if scheme is not None:
                return Subtype.ADDRESS_REFUSED, {"scheme": scheme, "address": _short(address)}
        return None

    def _may_be_published(self, node: nodes.Element) -> bool:
        """Whether the file that a node names, if any, is one of the edition's; of an image, whether it is a picture too."""
        if isinstance(node, nodes.image):
            return Path(node["uri"]).suffix.lower() in PICTURES and self._within(node["uri"])
        return not isinstance(node, addnodes.download_reference) or self._within(node["reftarget"])

    def _within(self, name: str) -> bool:
        """Whether a file's name, as written, stays in the source folder; also where the file is a link to another."""
        _, path = self.env.relfn2path(name, self.env.current_document.docname)
        return Path(path).resolve().is_relative_to(Path(self.env.srcdir).resolve())


class GuardMade(SphinxPostTransform):
    r"""Takes out links that were made and not written, such as those of a bibliography entry (``url``, ``\url``, ``\href``)."""

    default_priority = 6
    """After bibliographies are filled (5)."""

    def run(self, **kwargs: object) -> None:
        """Look at every link."""
        for node in list(self.document.findall(nodes.reference)):
            address = node.get("refuri", "")
            scheme = refused_scheme(address)
            if scheme is not None:
                warn(Subtype.ADDRESS_REFUSED, node, scheme=scheme, address=_short(address))
                _take_out(node)


def _addresses(node: nodes.Element) -> Iterator[str]:
    if isinstance(node, nodes.reference | nodes.target):
        yield node.get("refuri", "")
    elif isinstance(node, addnodes.pending_xref) and node["reftype"] == "myst":
        yield node["reftarget"]
    elif isinstance(node, addnodes.toctree):
        yield from (address for _, address in node["entries"])


def _take_out(node: nodes.Element) -> None:
    """Leave of a link its text, of anything else nothing."""
    if isinstance(node, nodes.reference | addnodes.pending_xref):
        node.parent.replace(node, node.children)
    elif isinstance(node, addnodes.download_reference):
        node.parent.replace(node, nodes.inline("", "", *(nodes.Text(node.astext()),)))
    else:
        node.parent.remove(node)


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:60]}…"


def disable_html(app: Sphinx, config: Config) -> None:
    """Have HTML in a source file read as text (event ``config-inited``)."""
    config.myst_disable_syntax = [*config.myst_disable_syntax, "html_block", "html_inline"]


def refuse_files(app: Sphinx) -> None:
    """Have docutils read no file for a source, by whatever name a directive is called (event ``builder-inited``)."""
    app.env.settings.update(raw_enabled=False, file_insertion_enabled=False)


def setup(app: Sphinx) -> None:
    """Connect the events, the first before MyST takes its settings, and replace the directives."""
    app.connect("config-inited", disable_html, priority=100)
    app.connect("builder-inited", refuse_files)
    app.add_directive("raw", RefusedRaw, override=True)
    for name in READERS:
        app.add_directive(name, RefusedReader, override=True)
    app.add_directive("csv-table", TableWithoutFile, override=True)
    app.add_transform(Guard)
    app.add_post_transform(GuardMade)
