"""Limit the markup of source files: directives and roles of layers, and MyST's own settings.

A layer may use only listed directives, since anyone may be its author. In front matter, MyST takes
settings that can enable HTML or run templates as code, so they are ignored in every source.
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
from .safety import FILE_READING_DIRECTIVES, RefusedDirective, placeholder
from .source_front_matter import front_matter

if TYPE_CHECKING:
    from types import ModuleType

    from markdown_it.rules_inline import StateInline
    from markdown_it.tree import SyntaxTreeNode
    from myst_parser.config.main import MdParserConfig
    from myst_parser.warnings_ import MystWarnings
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LAYER_DIRECTIVES = frozenset(
    {
        *("since-then", "lang"),
        *("attention", "caution", "danger", "error", "hint", "important", "tip", "warning"),
        *("admonition", "seealso"),
        *("epigraph", "highlights", "pull-quote", "parsed-literal", "code", "code-block", "math"),
        *("figure", "image", "table", "list-table", "csv-table"),
    }
)
"""The directives that a layer may use in addition to the domain's: text, tables and pictures."""


def allowed_directives(env: BuildEnvironment) -> frozenset[str]:
    """Return all directives that a layer may use, with those of the edition's entries."""
    return LAYER_DIRECTIVES | env.get_domain("edition").directives.keys()


MAX_LAYER_SIZE = 4 * 2**20
"""Bytes of a layer file; a year's notes of a class are a tenth of that."""

MAX_NESTING = 12
"""Directives within directives; Python's recursion limit is reached at a few hundred."""

_FOOTNOTE_REFERENCE = re.compile(r"\[\^[^\] \n]{1,200}\]")
"""A reference to a footnote, its label limited to 200 characters.

The plugin's own rule searches the whole rest of the text for the end of the label.
"""

_DIRECTIVE = re.compile(r"\{[A-Za-z][\w:.+-]*\}")
"""How what follows the colons of a directive begins."""

_MAX_OPTIONS = 20
"""Options named in one message."""

_REFUSED_EVERYWHERE = frozenset({"raw", *FILE_READING_DIRECTIVES})
"""Directives refused in every source, with messages of their own."""

_REFUSED_ROLES = frozenset({"download", "raw", "any"})
_SUGGESTED_ROLES = (
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
"""The roles suggested instead of an unknown one."""


class _DirectiveNotForLayers(RefusedDirective):
    """Replaces a directive that a layer may not use."""

    def run(self) -> list[nodes.Node]:
        """Report the directive."""
        warn(
            Subtype.DIRECTIVE_REFUSED,
            self.get_location(),
            name=self.name,
            hint=did_you_mean(self.name, allowed_directives(self.env)),
        )
        return [placeholder()]


class _LayerDispatcher(CustomReSTDispatcher):
    """Finds directives and roles for the file of a layer."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__()
        self._env = env

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[Any, list[Any]]:
        """Return the class of a directive, or one that reports the directive as refused."""
        name = directive_name.lower().removeprefix("edition:")
        if name not in allowed_directives(self._env) | _REFUSED_EVERYWHERE:
            return _DirectiveNotForLayers, []
        return super().directive(directive_name, language_module, document)

    def role(
        self,
        role_name: str,
        language_module: ModuleType,
        lineno: int,
        reporter: Any,  # noqa: ANN401  docutils' signature
    ) -> tuple[Any, list[Any]]:
        """Return the function of a role, or one that reports the role and keeps its text."""
        if role_name.lower() not in _REFUSED_ROLES:
            role, messages = super().role(role_name, language_module, lineno, reporter)
            if role is not None:
                return role, messages
        return self._refuse_role, []

    def _refuse_role(
        self, name: str, rawtext: str, text: str, lineno: int, *_: object
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        location = (self._env.current_document.docname, lineno)
        warn(
            Subtype.DIRECTIVE_REFUSED,
            location,
            name=name,
            hint=did_you_mean(name, _SUGGESTED_ROLES),
        )
        return [nodes.Text(text)], []


_UNKNOWN_OPTION = re.compile(
    r"'(?P<name>.+?)': Unknown option key: '(?P<option>.*)' \(allowed: \[(?P<known>.*)\]\)"
)
"""MyST's warning about an unknown option of a directive."""


class _LimitedRenderer(SphinxRenderer):
    """MyST's renderer, with a limit on nesting and two warnings in the user's language."""

    depth = 0

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        **options: Any,  # noqa: ANN401  MyST's signature
    ) -> nodes.system_message | None:
        """Warn as MyST does, but name the known options when warning about an unknown one."""
        unknown = _UNKNOWN_OPTION.fullmatch(message)
        if unknown is None:
            return super().create_warning(message, subtype, **options)
        name, option = unknown["name"], unknown["option"]
        known = re.findall("'(.*?)'", unknown["known"])
        location = (self.sphinx_env.current_document.docname, options.get("line"))
        hint = did_you_mean(option, known, most=_MAX_OPTIONS)
        warn(Subtype.UNKNOWN_OPTION, location, name=name, option=option, hint=hint)
        return None

    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Render a colon fence, and report one that is no directive.

        Without name and attributes it was meant to end another.
        """
        location = (self.sphinx_env.current_document.docname, token_line(token))
        info = token.info.strip()
        if not info and not token.attrs:
            warn(Subtype.STRAY_COLONS, location)
        elif info and not _DIRECTIVE.match(info):
            warn(Subtype.NO_DIRECTIVE, location, info=info)
        super().render_colon_fence(token)

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        *arguments: Any,  # noqa: ANN401  MyST's signature
        **options: Any,  # noqa: ANN401
    ) -> list[nodes.Element]:
        """Run a directive, or report that it is nested too deeply."""
        if self.depth >= MAX_NESTING:
            warn(
                Subtype.TOO_DEEP,
                (self.sphinx_env.current_document.docname, position),
                deepest=MAX_NESTING,
            )
            return [placeholder()]
        self.depth += 1
        try:
            return super().run_directive(name, first_line, content, position, *arguments, **options)
        finally:
            self.depth -= 1


class GuardedParser(MystParser):
    """Parses MyST without settings from the file, and limits the markup of layers."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse the text of a source file into *document*."""
        env = document.settings.env
        declared = front_matter(env)
        if not declared.is_layer:
            _render(inputstring, document, env.myst_config)
            return
        # a substitution is a Jinja template, which can run any Python code
        config = env.myst_config.copy()
        config.enable_extensions = config.enable_extensions - {"substitution"}
        with _LayerDispatcher(env):
            _render(
                without_front_matter(inputstring) if declared.problems else inputstring,
                document,
                config,
            )


def _render(text: str, document: nodes.document, config: MdParserConfig) -> None:
    """Parse a text with the settings of ``conf.py`` only."""
    parser = create_md_parser(config, _LimitedRenderer)
    parser.inline.ruler.at("footnote_ref", _parse_footnote_reference)
    parser.options["document"] = document
    # a refused URL is reported by SourceGuard, and not shown as text
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  markdown-it's hook
    parser.render(text)


def _parse_footnote_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's
    """Parse a footnote reference if there is one at the current position (a markdown-it rule)."""
    return _FOOTNOTE_REFERENCE.match(
        state.src, state.pos, state.posMax
    ) is not None and footnote_ref(state, silent, always_match=True)


def setup(app: Sphinx) -> None:
    """Replace MyST's parser."""
    app.add_source_parser(GuardedParser, override=True)
