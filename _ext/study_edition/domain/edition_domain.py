"""The domain ``edition``: paragraphs, notes and entries as records, and references to them."""

from __future__ import annotations

import pickle
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import ExtensionError
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from ..bibliography.name_forms import citation_text
from ..core.model.edition import Edition, assemble
from ..core.model.ledger import Anchor, Entry, Ledger, Retirement, anchors_of, check, explain, place
from ..core.model.ledger_format import LedgerError
from ..core.model.locus import Locus, format_locus, paragraph_number
from ..core.model.problems import Subtype
from ..core.model.records import DocRecords
from ..core.witness.witness_record import WitnessError, WitnessRecord, read_record
from ..markup.audience_blocks import AnswerDirective, RubricDirective
from ..markup.events import EventDirective, event_entry, event_record
from ..markup.linking import plain_text, refs_of
from ..markup.names import name_entry, name_record
from ..markup.notes import NoteDirective, edition_note, footnotes_by_id, front_matter, note_record
from ..markup.overview import overview
from ..markup.paragraphs import paragraph_records, refuse_paragraphs
from ..markup.questions import QuestionDirective, question_record, study_question
from ..markup.sections import section_records
from ..markup.terms import TermDirective, term_entry, term_record
from ..support.cli_text import reason
from ..support.config import EditionConfig
from ..support.language import language_of
from ..support.reporting import report, warn
from ..witness.attached import Attached, AttachedError, current, read
from .layer_credit import is_editors
from .ledger_file import RETIRED_PAGE, ledger_path, load, tell
from .readings import read_readings
from .references import missing, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from ..builds.output_cache import Remembered
    from ..core.model.problems import Problem
    from ..core.text.furigana import Readings


class Reference(XRefRole):
    """``{para}`18-20```: a reference to something of the edition; ``{para}`words <18>``` with words of one's own."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)
        self.what = (ja, en)


class EditionDomain(Domain):
    """Keeps, for each document, the records read from it; everything else is derived from them."""

    name = "edition"
    label = "Edition"
    object_types: ClassVar[dict] = {
        "para": ObjType("paragraph", "para"),
        "term": ObjType("term", "term"),
        "note": ObjType("note", "note"),
        "question": ObjType("question", "question"),
    }
    directives: ClassVar[dict] = {
        "note": NoteDirective,
        "term": TermDirective,
        "question": QuestionDirective,
        "event": EventDirective,
        "rubric": RubricDirective,
        "answer": AnswerDirective,
    }
    roles: ClassVar[dict] = {
        "para": Reference("段落。18、18-20、18,24 のように書く", "paragraphs: 18, 18-20 or 18,24"),
        "term": Reference("用語", "a term, by its id"),
        "note": Reference("注。LAYER-ID と書く", "a note, as LAYER-ID"),
        "question": Reference("問い", "a question, by its id"),
        "event": Reference("年表の項目", "an event of the timeline, by its id"),
        "name": Reference(
            "人、組織、国や地域の紹介", "a person, an organisation or a place, by its id"
        ),
    }
    initial_data: ClassVar[dict] = {"docs": {}, "pages": {}}
    data_version = 4

    confdir: Path
    remembered: Remembered | None = None
    """The memory of this build; none before all has been read."""
    _docs: dict[str, DocRecords] | None = None
    _edition: Edition | None = None
    _witness: WitnessRecord | None = None
    _own_copy: Attached | None = None
    _readings: Readings | None = None
    _ledger: Ledger | None = None
    _anchors: dict[str, Anchor] | None = None

    @property
    def docs(self) -> dict[str, DocRecords]:
        """Document name to its records.

        They are kept pickled, so that the environment is loaded and stored quickly, and a build in which nothing
        has changed never sees them.
        """
        if self._docs is None:
            self._docs = {
                name: pickle.loads(records) for name, records in self.data["docs"].items()
            }  # noqa: S301  our own
        return self._docs

    @property
    def pages(self) -> dict[str, str]:
        """Document name to the digest of what other documents put on its page, as last written."""
        return self.data["pages"]

    @property
    def edition(self) -> Edition:
        """The whole edition, put together from the records on first use."""
        if self._edition is None:
            self._edition = assemble(
                self.docs,
                self.witness,
                self._shown,
                partial(citation_text, self.env),
                partial(is_editors, self.env.config),
            )
        return self._edition

    @property
    def witness(self) -> WitnessRecord:
        """The tracked record of the witness; empty if there is none yet."""
        if self._witness is None:
            self._witness = self._read_witness()
        return self._witness

    def _read_witness(self) -> WitnessRecord:
        name = EditionConfig.of(self.env.config).witness_record
        path = self.confdir / name
        if not name or not path.exists():
            return WitnessRecord()
        try:
            return read_record(path)
        except (OSError, WitnessError) as error:
            warn(
                Subtype.BAD_WITNESS_RECORD,
                None,
                path=path.name,
                detail=reason(error) if isinstance(error, OSError) else str(error),
            )
            return WitnessRecord()

    @property
    def own_copy(self) -> Attached:
        """The reader's own copy of the essay, as attached; empty in every build that is not private.

        :raises ExtensionError: if it cannot be read.
        """
        if self._own_copy is None:
            attached = None
            if EditionConfig.of(self.env.config).private:
                try:
                    attached = read(self.confdir)
                except AttachedError as error:
                    raise ExtensionError(str(error)) from error
            self._own_copy = current(attached, self.witness) if attached else Attached({}, {})
        return self._own_copy

    @property
    def readings(self) -> Readings:
        """Every word with a reading."""
        if self._readings is None:
            self._readings = read_readings(
                self.confdir / EditionConfig.of(self.env.config).readings, self.edition
            )
        return self._readings

    @property
    def ledger(self) -> Ledger:
        """Every published id; empty if nothing has been released yet."""
        if self._ledger is None:
            path = ledger_path(self.confdir, self.env.config)
            try:
                self._ledger = load(path)
            except LedgerError as error:
                tell(error.problem, path)
                self._ledger = Ledger()
        return self._ledger

    @property
    def anchors(self) -> dict[str, Anchor]:
        """Every id that stands in the edition and may be cited."""
        if self._anchors is None:
            self._anchors = anchors_of(self.edition)
        return self._anchors

    @property
    def retired(self) -> list[tuple[Entry, Retirement]]:
        """The retired ids, in the ledger's order; one that is in use again, which is told, is none."""
        entries = sorted(self.ledger.entries.values(), key=place)
        return [
            (entry, entry.retired)
            for entry in entries
            if entry.retired and entry.id not in self.anchors
        ]

    def forget(self) -> None:
        """Have the edition put together anew: the records have changed."""
        self._docs = self._edition = self._witness = self._own_copy = None
        self._readings = self._ledger = self._anchors = None

    def clear_doc(self, docname: str) -> None:
        """Drop the records of a document that is gone or will be read again."""
        self.data["docs"].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over the records read by a parallel process."""
        self.data["docs"].update(
            {name: records for name, records in otherdata["docs"].items() if name in docnames}
        )

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Read the records of a document."""
        declared = front_matter(env)
        if declared.is_layer:
            env.metadata[docname]["orphan"] = (
                ""  # an instructor adds a file, and no toctree need name it
            )
        footnotes = footnotes_by_id(document)
        title = document.next_node(nodes.title)
        entries = _entries(document)
        records = DocRecords(
            title=plain_text(title) if title is not None else docname,
            navigation=_navigation(document),
            paragraphs=()
            if declared.is_layer and refuse_paragraphs(document)
            else tuple(paragraph_records(document, docname)),
            layer=declared.layer,
            notes=tuple(note_record(node, docname, footnotes) for node in entries[edition_note]),
            terms=tuple(term_record(node, docname) for node in entries[term_entry]),
            names=tuple(name_record(node, docname) for node in entries[name_entry]),
            questions=tuple(question_record(node, docname) for node in entries[study_question]),
            events=tuple(event_record(node, docname) for node in entries[event_entry]),
            sections=tuple(section_records(document)),
            refs=refs_of(document),
            overviews=tuple(node["page"] for node in document.findall(overview)),
            problems=declared.problems,
        )
        self.data["docs"][docname] = pickle.dumps(records, pickle.HIGHEST_PROTOCOL)

    def tell_problems(self) -> None:
        """Tell everything that is wrong with the edition.

        Not ``check_consistency``: Sphinx calls that only when a document has been read, and what is wrong stays wrong.
        """
        for problem in self.edition.problems:
            report(explain(problem, self.ledger, self.anchors))
        for problem in check(self.ledger, self.anchors) if self.ledger.entries else ():
            tell(problem, ledger_path(self.confdir, self.env.config))

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Paragraphs, notes, terms and questions for ``objects.inv``; those retired lead to the page that says so."""
        yield from (
            self.remembered.value("objects", lambda: list(self._objects()))
            if self.remembered
            else self._objects()
        )

    def _objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for p in self.edition.paragraphs.values():
            yield p.id, format_locus(Locus(((p.number, p.number),))), "para", p.docname, p.id, 1
        for n in self.edition.notes.values():
            yield (
                n.id,
                n.lemma or format_locus(n.locus),
                "note",
                self.edition.note_docname(n),
                n.id,
                1,
            )
        for t in self.edition.terms.values():
            yield t.id, t.headword, "term", t.docname, f"term-{t.id}", 1
        for q in self.edition.questions.values():
            yield (
                q.id,
                self.edition.wording("question", q.id, self.env.config.language),
                "question",
                q.docname,
                q.id,
                1,
            )
        for entry, _ in self.retired:
            number = paragraph_number(entry.id)
            shown = format_locus(Locus(((number, number),))) if number else entry.id
            yield entry.id.removeprefix("term-"), shown, entry.kind, RETIRED_PAGE, entry.id, 1

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
        return resolve(
            self.edition, typ, target, explicit, lang, partial(make_refnode, builder, fromdocname)
        )

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """For the role ``any``: try each type of object."""
        found = (
            (typ, self.resolve_xref(env, fromdocname, builder, typ, target, node, contnode))
            for typ in self.object_types
        )
        return [(f"edition:{typ}", ref) for typ, ref in found if ref is not None]

    def missing(self, node: pending_xref) -> Problem:
        """Why a reference of this domain leads nowhere."""
        return explain(
            missing(self.edition, node["reftype"], node["reftarget"]), self.ledger, self.anchors
        )

    def _shown(self, docname: str) -> str:
        return str(self.env.doc2path(docname, base=False))


def _entries(document: nodes.document) -> dict[type, list[Any]]:
    """The notes and entries of a document, by their class; one inside another is told, and left out: it would have two homes."""
    names = {
        term_entry: "term",
        name_entry: "name",
        study_question: "question",
        event_entry: "event",
        edition_note: "note",
    }
    found: dict[type, list[Any]] = {kind: [] for kind in names}
    for node in list(document.findall(lambda node: type(node) in names)):
        if any(type(outer) in names for outer in _ancestors(node)):
            warn(Subtype.NESTED, node, what=names[type(node)])
            node.parent.remove(node)
        else:
            found[type(node)].append(node)
    return found


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    while (node := node.parent) is not None:
        yield node


def _navigation(document: nodes.document) -> str:
    """What a document contributes to the side bar of every page, besides its title."""
    shown = ("caption", "entries", "hidden", "maxdepth", "numbered", "titlesonly")
    return repr([[tree.get(key) for key in shown] for tree in document.findall(addnodes.toctree)])


def domain_of(env: BuildEnvironment) -> EditionDomain:
    """The edition domain of an environment."""
    return cast("EditionDomain", env.get_domain("edition"))


def tell_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in the edition's words what a dangling reference lacks (event ``warn-missing-reference``)."""
    if not isinstance(domain, EditionDomain):
        return None
    problem = domain.missing(node)
    warn(problem.subtype, node, **problem.args)
    return True


def set_confdir(app: Sphinx) -> None:
    """Tell the domain where ``conf.py`` is (event ``builder-inited``)."""
    domain_of(app.env).confdir = Path(app.confdir)


def setup(app: Sphinx) -> None:
    """Register the domain."""
    app.add_domain(EditionDomain)
    app.connect("builder-inited", set_confdir)
    app.connect("warn-missing-reference", tell_missing)
