"""What a layer may use: a list of directives, for its author may be anyone; and no settings of its own.

MyST's front matter can switch HTML on again and run templates as code, so its settings are left out of every source.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from mdit_py_plugins.footnote.index import footnote_ref
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.util.docutils import CustomReSTDispatcher

from ..core.model.front_matter import without_front_matter
from ..core.model.problems import Subtype, did_you_mean
from ..support.reporting import warn
from .safety import READERS, Refused, refused
from .source_front_matter import front_matter

if TYPE_CHECKING:
    from types import ModuleType

    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.config.main import MdParserConfig
    from myst_parser.warnings_ import MystWarnings
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

DIRECTIVES = frozenset(
    {
        *("since-then", "lang"),
        *(
            "attention",
            "caution",
            "danger",
            "error",
            "hint",
            "important",
            "tip",
            "warning",
            "admonition",
            "seealso",
        ),
        *("epigraph", "highlights", "pull-quote", "parsed-literal", "code", "code-block", "math"),
        *("figure", "image", "table", "list-table", "csv-table"),
    }
)
"""What a layer may use besides the directives of the domain: text, tables and pictures."""


def allowed_directives(env: BuildEnvironment) -> frozenset[str]:
    """Return the directives that a layer may use: those above, and those of the edition's entries."""
    return DIRECTIVES | env.get_domain("edition").directives.keys()


DEEPEST = 12
"""Directives within directives; Python itself gives up at some hundred."""

_FOOTNOTE = re.compile(r"\[\^[^\] \n]{1,200}\]")
"""A reference to a footnote: its label has 200 characters at most. The plugin's own rule looks for its end in all that follows."""

_MOST_OPTIONS = 20
"""Options that one line can name."""

_TOLD_BY_NAME = frozenset({"raw", *READERS})
"""Refused everywhere, with messages of their own."""

_ROLES_REFUSED = frozenset({"download", "raw", "any"})
_ROLES = (
    "para",
    "term",
    "note",
    "question",
    "event",
    "name",
    "cite:p",
    "cite:t",
    "ruby",
    "plain",
    "math",
    "sub",
    "sup",
)
"""What is offered for a role that there is not."""


class _RefusedDirective(Refused):
    """Stands in for a directive that a layer may not use."""

    def run(self) -> list[nodes.Node]:
        """Refuse."""
        warn(
            Subtype.DIRECTIVE_REFUSED,
            self.get_location(),
            name=self.name,
            hint=did_you_mean(self.name, allowed_directives(self.env)),
        )
        return refused()


class _Admitting(CustomReSTDispatcher):
    """Finds the directives and roles of a layer's file among those that it may use."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__()
        self._env = env

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[Any, list[Any]]:
        """A directive, or one that tells that it is refused."""
        name = directive_name.lower().removeprefix("edition:")
        if name not in allowed_directives(self._env) | _TOLD_BY_NAME:
            return _RefusedDirective, []
        return super().directive(directive_name, language_module, document)

    def role(
        self, role_name: str, language_module: ModuleType, lineno: int, reporter: Any
    ) -> tuple[Any, list[Any]]:  # noqa: ANN401  docutils'
        """A role, or one that tells that it is refused and shows its text."""
        if role_name.lower() not in _ROLES_REFUSED:
            found, messages = super().role(role_name, language_module, lineno, reporter)
            if found is not None:
                return found, messages
        return self._refuse, []

    def _refuse(
        self, name: str, rawtext: str, text: str, lineno: int, *_: object
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        place = (self._env.current_document.docname, lineno)
        warn(Subtype.DIRECTIVE_REFUSED, place, name=name, hint=did_you_mean(name, _ROLES))
        return [nodes.Text(text)], []


_UNKNOWN_OPTION = re.compile(
    r"'(?P<name>.+?)': Unknown option key: '(?P<option>.*)' \(allowed: \[(?P<known>.*)\]\)"
)
"""What MyST says of an option that a directive has not."""


class _Renderer(SphinxRenderer):
    """MyST's, which goes no deeper into directives within directives than anyone writes, and tells two slips in the user's language."""

    depth = 0

    def create_warning(
        self, message: str, subtype: MystWarnings | str, **more: Any
    ) -> nodes.system_message | None:  # noqa: ANN401
        """Warn as MyST does, but of an unknown option with the options that there are."""
        told = _UNKNOWN_OPTION.fullmatch(message)
        if told is None:
            return super().create_warning(message, subtype, **more)
        hint = did_you_mean(
            told["option"], re.findall("'(.*?)'", told["known"]), most=_MOST_OPTIONS
        )
        place = (self.sphinx_env.current_document.docname, more.get("line"))
        warn(Subtype.UNKNOWN_OPTION, place, name=told["name"], option=told["option"], hint=hint)
        return None

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Render a fence of colons; one that has neither name nor attributes was meant to end another."""
        if not token.info.strip() and not token.attrs:
            warn(
                Subtype.STRAY_COLONS, (self.sphinx_env.current_document.docname, token_line(token))
            )
        super().render_colon_fence(token)

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *rest: Any, **more: Any
    ) -> list[nodes.Element]:  # noqa: ANN401
        """Run a directive, or tell that it is too deep."""
        if self.depth >= DEEPEST:
            warn(
                Subtype.TOO_DEEP,
                (self.sphinx_env.current_document.docname, position),
                deepest=DEEPEST,
            )
            return refused()
        self.depth += 1
        try:
            return super().run_directive(name, first_line, content, position, *rest, **more)
        finally:
            self.depth -= 1


class GuardedParser(MystParser):
    """Reads a MyST file without settings of its own; a layer, with what a layer may use."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a source text into *document*."""
        env = document.settings.env
        declared = front_matter(env)
        if not declared.is_layer:
            _render(inputstring, document, env.myst_config)
            return
        # a substitution is a template of Jinja, which can do whatever Python can
        config = env.myst_config.copy()
        config.enable_extensions = config.enable_extensions - {"substitution"}
        with _Admitting(env):
            _render(
                without_front_matter(inputstring) if declared.problems else inputstring,
                document,
                config,
            )


def _render(text: str, document: nodes.document, config: MdParserConfig) -> None:
    """Parse a text with the settings of ``conf.py`` and no others."""
    parser = create_md_parser(config, _Renderer)
    parser.inline.ruler.at("footnote_ref", _footnote_ref)
    parser.options["document"] = document
    parser.validateLink = lambda _url: (
        True
    )  # an address that may not stand is told by name (safety.Guard), not shown as text
    parser.render(text)


def _footnote_ref(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's
    """Read a reference to a footnote (a rule of markdown-it), if there is one."""
    return _FOOTNOTE.match(state.src, state.pos, state.posMax) is not None and footnote_ref(
        state, silent, always_match=True
    )


def setup(app: Sphinx) -> None:
    """Put the parser in place of MyST's."""
    app.add_source_parser(GuardedParser, override=True)
