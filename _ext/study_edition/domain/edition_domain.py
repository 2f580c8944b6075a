"""The domain ``edition``: the records of each document, and everything derived from them."""

from __future__ import annotations

import pickle
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import ExtensionError
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from ..bibliography.name_forms import citation_text
from ..core.assembly.assemble import assemble
from ..core.model.ledger import (
    Anchor,
    Ledger,
    PublishedId,
    Retirement,
    anchors_of,
    check_ledger,
    ledger_sort_key,
    with_successors,
)
from ..core.model.ledger_format import LedgerError
from ..core.model.locus import Locus, format_locus, paragraph_number
from ..core.model.problems import Subtype
from ..core.model.records import DocRecords
from ..core.text.messages import N_
from ..core.witness.witness_record import WitnessError, WitnessRecord, read_record
from ..markup.audience_blocks import AnswerDirective, RubricDirective
from ..markup.kinds import KINDS, kind_of_node
from ..markup.linking import plain_text, refs_of
from ..markup.overview import overview
from ..markup.paragraphs import paragraph_records, refuse_paragraphs
from ..markup.sections import section_records
from ..sources.source_front_matter import front_matter
from ..support.build_state import BuildState, KeptValues
from ..support.cli_text import reason
from ..support.config import EditionConfig
from ..support.language import language_of
from ..support.reporting import report, warn
from ..witness import attached_text
from .layer_credit import is_editors
from .ledger_file import RETIRED_PAGE, ledger_path, load_ledger, report_ledger_problem
from .readings import read_readings
from .references import missing, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..core.model.edition import Edition
    from ..core.model.problems import Problem
    from ..core.text.furigana import Readings

    FileStamps = dict[str, tuple[tuple[int, int] | None, ...]]
    """Document name to time (ns) and size (bytes) of each of its files when it was read."""

_DERIVED = (
    "docs",
    "edition",
    "witness",
    "own_copy",
    "readings",
    "ledger",
    "anchors",
)
"""Attributes derived from the records and from files next to ``conf.py``."""


class Reference(XRefRole):
    """``{para}`18-20```: a reference to something of the edition, or ``{para}`words <18>```."""

    def __init__(self, purpose: str) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)
        self.purpose = purpose


class EditionDomain(Domain):
    """The records read from each document, and everything derived from them."""

    name = "edition"
    label = "Edition"
    object_types: ClassVar[dict[str, ObjType]] = {
        "para": ObjType("paragraph", "para"),
        **{kind.name: ObjType(kind.name, kind.name) for kind in KINDS if kind.in_inventory},
    }
    directives: ClassVar[dict[str, Any]] = {
        **{kind.name: kind.directive for kind in KINDS},
        "rubric": RubricDirective,
        "answer": AnswerDirective,
    }
    roles: ClassVar[dict[str, Any]] = {
        "para": Reference(N_("paragraphs: 18, 18-20 or 18,24")),
        **{kind.name: Reference(kind.purpose) for kind in KINDS},
    }
    initial_data: ClassVar[dict[str, Any]] = {"docs": {}, "pages": {}, "stamps": {}}
    data_version = 5

    confdir: Path

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.state = BuildState()

    @cached_property
    def docs(self) -> dict[str, DocRecords]:
        """Document name to its records.

        They are stored pickled, so that the environment is loaded and stored quickly, and a build
        in which nothing has changed never unpickles them.
        """
        stored: dict[str, bytes] = self.data["docs"]
        return {name: pickle.loads(data) for name, data in stored.items()}  # noqa: S301  our own

    @property
    def pages(self) -> dict[str, str]:
        """Document name to the digest of the facts on its page, as last written."""
        return cast("dict[str, str]", self.data["pages"])

    @property
    def stamps(self) -> FileStamps:
        """Document name to the stamps of its files, as last read."""
        return cast("FileStamps", self.data["stamps"])

    @cached_property
    def edition(self) -> Edition:
        """The whole edition, assembled from the records."""
        return assemble(
            self.docs,
            self.witness,
            lambda docname: str(self.env.doc2path(docname, base=False)),
            partial(citation_text, self.env),
            partial(is_editors, self.env.config),
            self.env.config.language,
        )

    @cached_property
    def witness(self) -> WitnessRecord:
        """The tracked record of the witness; empty if there is none."""
        name = EditionConfig.of(self.env.config).witness_record
        path = self.confdir / name
        if not name or not path.exists():
            return WitnessRecord()
        try:
            return read_record(path)
        except (OSError, WitnessError) as error:
            detail = reason(error) if isinstance(error, OSError) else str(error)
            warn(Subtype.BAD_WITNESS_RECORD, None, path=path.name, detail=detail)
            return WitnessRecord()

    @cached_property
    def own_copy(self) -> attached_text.AttachedText:
        """The reader's own copy of the essay, as attached; empty unless the build is private.

        :raises ExtensionError: if it cannot be read.
        """
        attached = None
        if EditionConfig.of(self.env.config).private:
            try:
                attached = attached_text.read(self.confdir)
            except attached_text.AttachedTextError as error:
                raise ExtensionError(str(error)) from error
        if attached is None:
            return attached_text.AttachedText({}, {})
        return attached_text.drop_outdated(attached, self.witness)

    @cached_property
    def readings(self) -> Readings:
        """Every word with a reading."""
        path = self.confdir / EditionConfig.of(self.env.config).readings
        return read_readings(path, self.edition)

    @cached_property
    def ledger(self) -> Ledger:
        """Every published id; empty if nothing has been released."""
        path = ledger_path(self.confdir, self.env.config)
        try:
            return load_ledger(path)
        except LedgerError as error:
            report_ledger_problem(error.problem, path)
            return Ledger()

    @cached_property
    def anchors(self) -> dict[str, Anchor]:
        """Every id of the edition that may be cited."""
        return anchors_of(self.edition)

    @property
    def retired(self) -> list[tuple[PublishedId, Retirement]]:
        """Retired ids in ledger order, without those wrongly reused (reported elsewhere)."""
        entries = sorted(self.ledger.entries.values(), key=ledger_sort_key)
        return [
            (entry, entry.retired)
            for entry in entries
            if entry.retired and entry.id not in self.anchors
        ]

    def invalidate(self) -> None:
        """Drop everything derived from the records."""
        for name in _DERIVED:
            self.__dict__.pop(name, None)

    def clear_doc(self, docname: str) -> None:
        """Drop the records of a document that is gone or will be read again."""
        self.data["docs"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the records read by a parallel process."""
        other: dict[str, bytes] = otherdata["docs"]
        self.data["docs"].update({name: data for name, data in other.items() if name in docnames})

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Read the records of a document."""
        declared = front_matter(env)
        if declared.is_layer:
            env.metadata[docname]["orphan"] = ""  # a layer needs no toctree that names it
        title = document.next_node(nodes.title)
        entries = _entries(document)
        has_refused = declared.is_layer and refuse_paragraphs(document)
        records = DocRecords(
            title=plain_text(title) if title is not None else docname,
            navigation=_navigation(document),
            paragraphs=() if has_refused else tuple(paragraph_records(document, docname)),
            layer=declared.layer,
            entries={
                kind.name: tuple(kind.read(node, docname) for node in entries[kind.name])
                for kind in KINDS
                if entries[kind.name]
            },
            sections=tuple(section_records(document, self.env.config.language)),
            refs=refs_of([document]),
            overviews=tuple(node["page"] for node in document.findall(overview)),
            problems=declared.problems,
        )
        self.data["docs"][docname] = pickle.dumps(records, pickle.HIGHEST_PROTOCOL)

    def report_problems(self) -> None:
        """Report everything that is wrong with the edition.

        Not ``check_consistency``: Sphinx calls that only when a document has been read, and ours
        are reported at every build.
        """
        for problem in self.edition.problems:
            report(with_successors(problem, self.ledger, self.anchors))
        for problem in check_ledger(self.ledger, self.anchors) if self.ledger.entries else ():
            report_ledger_problem(problem, ledger_path(self.confdir, self.env.config))

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield paragraphs and entries for ``objects.inv``; a retired id leads to its own page."""
        yield from self.state.of(KeptValues).value("objects", lambda: list(self._objects()))

    def _objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        lang = self.env.config.language
        for p in self.edition.paragraphs.values():
            yield p.id, format_locus(Locus.single(p.number), lang), "para", p.docname, p.id, 1
        for kind in KINDS:
            for entry in self.edition.entries[kind.name].values() if kind.in_inventory else ():
                page = self.edition.page_of(entry)
                yield entry.id, entry.listed_as(lang), kind.name, page, entry.key, 1
        for retired, _ in self.retired:
            number = paragraph_number(retired.id)
            shown = format_locus(Locus.single(number), lang) if number else retired.id
            name = retired.id.removeprefix("term-")
            yield name, shown, retired.kind, RETIRED_PAGE, retired.id, 1

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Resolve a reference; a set of paragraphs becomes one reference to each of its ranges."""
        lang = language_of(node, env.config.language)
        explicit = contnode if node.get("refexplicit") and contnode.astext() else None
        link = partial(make_refnode, builder, fromdocname)
        resolved = resolve(self.edition, typ, target, explicit, lang, link)
        return cast("nodes.reference | None", resolved)  # or an inline that holds several

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve the role ``any``: try each type of object."""
        resolved = (
            (typ, self.resolve_xref(env, fromdocname, builder, typ, target, node, contnode))
            for typ in self.object_types
        )
        return [(f"edition:{typ}", ref) for typ, ref in resolved if ref is not None]

    def missing(self, node: pending_xref) -> Problem:
        """Return the problem of a reference of this domain that leads nowhere."""
        problem = missing(self.edition, node["reftype"], node["reftarget"])
        return with_successors(problem, self.ledger, self.anchors)


def _entries(document: nodes.document) -> dict[str, list[nodes.Element]]:
    """Return the entries of a document by their kind.

    An entry inside another is reported and left out: it would have two homes.
    """
    found: dict[str, list[nodes.Element]] = {kind.name: [] for kind in KINDS}
    for node in list(document.findall(nodes.Element)):
        kind = kind_of_node(node)
        if kind is None:
            continue
        if any(kind_of_node(outer) for outer in _ancestors(node)):
            warn(Subtype.NESTED, node, what=kind.name)
            node.parent.remove(node)
        else:
            found[kind.name].append(node)
    return found


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _navigation(document: nodes.document) -> str:
    """Return a document's contribution to the side bar of every page, without its title."""
    shown = ("caption", "entries", "hidden", "maxdepth", "numbered", "titlesonly")
    return repr([[tree.get(key) for key in shown] for tree in document.findall(addnodes.toctree)])


def domain_of(env: BuildEnvironment) -> EditionDomain:
    """Return the domain ``edition`` of an environment."""
    return cast("EditionDomain", env.get_domain("edition"))


def report_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Report a dangling reference with the edition's own message (``warn-missing-reference``)."""
    if not isinstance(domain, EditionDomain):
        return None
    problem = domain.missing(node)
    warn(problem.subtype, node, **problem.args)
    return True


def set_confdir(app: Sphinx) -> None:
    """Let the domain know where ``conf.py`` is (event ``builder-inited``)."""
    domain_of(app.env).confdir = Path(app.confdir)


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(EditionDomain)
    app.connect("builder-inited", set_confdir)
    app.connect("warn-missing-reference", report_missing)
