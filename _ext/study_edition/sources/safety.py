"""Prevent source files from putting HTML or scripts on pages, and from publishing other files.

Directives that would do so are refused by name. The parsed document is checked as well
(:class:`SourceGuard`), so that safety does not depend on knowing every spelling.
"""

from __future__ import annotations

from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst.directives.tables import CSVTable
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.matching import patmatch

from ..core.model.problems import Subtype
from ..core.text.messages import N_
from ..core.text.url_schemes import is_external, refused_scheme
from ..support.config import EditionConfig
from ..support.reporting import warn
from .picture_files import refused_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

FILE_READING_DIRECTIVES = ("include", "literalinclude")
"""Directives that only serve to read another file."""

DOWNLOADS = frozenset(
    {
        *(".pdf", ".epub", ".txt", ".csv", ".tsv", ".bib", ".ris", ".zip"),
        *(".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".mp3", ".m4a", ".ogg"),
    }
)
"""The file types allowed for downloads: a browser shows them, or offers to save them."""

_IMAGE_SUFFIXES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".*"})
"""The file types allowed for images; ``.*`` lets Sphinx choose among several."""


class RefusedDirective(SphinxDirective):
    """Replaces a directive that is refused, and accepts all its arguments and content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True


def placeholder() -> nodes.comment:
    """Return an invisible node to replace refused markup."""
    return nodes.comment("", "", refused=True)


class RefusedRaw(RefusedDirective):
    """``{raw}``: refused, since it would put HTML on a page."""

    purpose: ClassVar[str] = N_("refused: write MyST instead")

    def run(self) -> list[nodes.Node]:
        """Report the directive."""
        warn(Subtype.RAW_REFUSED, self.get_location())
        return [placeholder()]


class RefusedReader(RefusedDirective):
    """``{include}``, ``{literalinclude}``: refused, since they read another file."""

    purpose: ClassVar[str] = N_("refused: write the content in its place")

    def run(self) -> list[nodes.Node]:
        """Report the directive."""
        warn(Subtype.FILE_REFUSED, self.get_location(), name=self.name)
        return [placeholder()]


class TableWithoutFile(CSVTable):
    """``{csv-table} TITLE`` of the CSV written in it."""

    purpose: ClassVar[str] = N_("a table of the CSV written in it; it reads no file")

    def run(self) -> list[nodes.Node]:  # type: ignore[override]  # a comment replaces a refused table
        """Return the table, or report that it would read a file or a URL."""
        if not {"file", "url"} & self.options.keys():
            return list(super().run())
        source, line = self.state_machine.get_source_and_line(self.lineno)
        warn(Subtype.FILE_REFUSED, f"{source}:{line}", name=self.name)
        return [placeholder()]


class SourceGuard(SphinxTransform):
    """Removes what would run in a browser, load something external, or publish a foreign file."""

    default_priority = 0
    """Before any other transform."""

    def apply(self, **kwargs: object) -> None:
        """Check every node."""
        for node in list(self.document.findall(nodes.Element)):
            refusal = self._refusal(node)
            if refusal is not None:
                subtype, args = refusal
                warn(subtype, node, **args)
                _remove(node)

    def _refusal(self, node: nodes.Element) -> tuple[Subtype, dict[str, str]] | None:
        """Return why a node is refused, as a warning and its arguments; None if it is allowed."""
        if isinstance(node, nodes.raw):
            return Subtype.RAW_REFUSED, {}
        if isinstance(node, nodes.meta):
            return Subtype.META_REFUSED, {}
        if isinstance(node, addnodes.download_reference):
            return self._refused_download(node["reftarget"])
        if isinstance(node, nodes.image):
            return self._refused_picture(node["uri"])
        for address in _addresses(node):
            scheme = refused_scheme(address)
            if scheme is not None:
                return Subtype.ADDRESS_REFUSED, {"scheme": scheme, "address": _short(address)}
        return None

    def _refused_picture(self, name: str) -> tuple[Subtype, dict[str, str]] | None:
        """Return why an image is refused: elsewhere, outside, or no picture by its content."""
        if is_external(name):
            return Subtype.PICTURE_ELSEWHERE, {"address": _short(name)}
        path = self._path(name)
        if Path(name).suffix.lower() not in _IMAGE_SUFFIXES or not self._is_in_source_folder(path):
            return Subtype.FILE_OUTSIDE, {"path": _short(name)}
        files = path.parent.glob(f"{escape(path.stem)}.*") if path.suffix == ".*" else [path]
        for file in files:
            if file.suffix.lower() in _IMAGE_SUFFIXES and file.is_file():
                part = refused_part(file)
                if part:
                    return Subtype.PICTURE_REFUSED, {"path": _short(name), "part": part}
        return None

    def _refused_download(self, name: str) -> tuple[Subtype, dict[str, str]] | None:
        """Return why a file is not published: outside, of another kind, or not declared."""
        path = self._path(name)
        if not self._is_in_source_folder(path):
            return Subtype.FILE_OUTSIDE, {"path": _short(name)}
        inside = path.resolve().relative_to(Path(self.env.srcdir).resolve()).as_posix()
        declared = any(patmatch(inside, p) for p in EditionConfig.of(self.config).downloads)
        if path.suffix.lower() not in DOWNLOADS or not declared:
            kinds = " ".join(sorted(DOWNLOADS))
            return Subtype.DOWNLOAD_REFUSED, {"path": _short(inside), "kinds": kinds}
        return None

    def _path(self, name: str) -> Path:
        return Path(self.env.relfn2path(name, self.env.current_document.docname)[1])

    def _is_in_source_folder(self, path: Path) -> bool:
        """Return whether a file, with symbolic links resolved, is in the source folder."""
        return path.resolve().is_relative_to(Path(self.env.srcdir).resolve())


class GeneratedLinkGuard(SphinxPostTransform):
    r"""Removes refused links that no source has, such as those of bibliography entries.

    They come from the field ``url`` and the commands ``\url`` and ``\href``.
    """

    default_priority = 6
    """After bibliographies are filled (5)."""

    def run(self, **kwargs: object) -> None:
        """Check every link."""
        for node in list(self.document.findall(nodes.reference)):
            address = node.get("refuri", "")
            scheme = refused_scheme(address)
            if scheme is not None:
                warn(Subtype.ADDRESS_REFUSED, node, scheme=scheme, address=_short(address))
                _remove(node)


def _addresses(node: nodes.Element) -> Iterator[str]:
    if isinstance(node, nodes.reference | nodes.target):
        yield node.get("refuri", "")
    elif isinstance(node, addnodes.pending_xref) and node["reftype"] == "myst":
        yield node["reftarget"]
    elif isinstance(node, addnodes.toctree):
        yield from (address for _, address in node["entries"])


def _remove(node: nodes.Element) -> None:
    """Remove a node; of a link keep the text."""
    if isinstance(node, nodes.reference | addnodes.pending_xref):
        node.parent.replace(node, node.children)
    elif isinstance(node, addnodes.download_reference):
        node.parent.replace(node, nodes.inline("", "", *(nodes.Text(node.astext()),)))
    else:
        node.parent.remove(node)


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:60]}…"


def disable_html(app: Sphinx, config: Config) -> None:
    """Treat HTML in source files as text (event ``config-inited``)."""
    config.myst_disable_syntax = [*config.myst_disable_syntax, "html_block", "html_inline"]


def disable_file_reading(app: Sphinx) -> None:
    """Disable docutils' reading of files for any directive (event ``builder-inited``)."""
    app.env.settings.update(raw_enabled=False, file_insertion_enabled=False)


def setup(app: Sphinx) -> None:
    """Connect the events, the first before MyST reads its settings, and replace directives."""
    app.connect("config-inited", disable_html, priority=100)
    app.connect("builder-inited", disable_file_reading)
    app.add_directive("raw", RefusedRaw, override=True)
    for name in FILE_READING_DIRECTIVES:
        app.add_directive(name, RefusedReader, override=True)
    app.add_directive("csv-table", TableWithoutFile, override=True)
    app.add_transform(SourceGuard)
    app.add_post_transform(GeneratedLinkGuard)
