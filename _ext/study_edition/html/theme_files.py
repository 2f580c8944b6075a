"""The theme's style sheets and scripts: what pages of an edition use of them, in one file each.

The theme's style sheet serves every part of Bootstrap, Font Awesome's icons and a dozen extensions;
a page of an edition uses a third of it. A rule is kept if the classes and ids that it needs are
words of the theme's templates and scripts, of docutils' and Sphinx's writers, or of the engine, or
are classes that the edition's documents use. If the editor adds extensions, whose classes are not
known, every rule is kept.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tinycss2
from docutils import nodes

from ..support.files import write_if_changed
from ..support.page_facts import EVENT, EVERY_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..support.page_facts import Facts

STYLE_SHEETS = ("styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css")
SCRIPTS = (
    "scripts/bootstrap.js",
    "scripts/pydata-sphinx-theme.js",
    "scripts/sphinx-book-theme.js",
)
STYLES, SCRIPT = "styles/edition-theme.css", "scripts/edition-theme.js"
"""The joined files; in the folders of the theme's own, to which addresses in them are relative."""
MADE_OF = "edition-theme.digest"
OTHERS = ("styles/theme.css",)
"""What else the theme loads: this only imports ``basic.css``."""
META = "edition-classes"
"""The key under which the environment keeps the classes of a document."""
_WRITERS = (
    "docutils.parsers.rst.directives.admonitions",
    "docutils.parsers.rst.directives.body",
    "docutils.writers._html_base",
    "sphinx.directives.other",
    "sphinx.writers.html5",
)
_PACKAGES = ("pydata_sphinx_theme", "sphinx_book_theme")
_ROOMS = ("domain", "html", "markup", "pages", "print")
_SET_BY_BOOTSTRAP = (
    "active bs-tooltip-auto bs-tooltip-bottom bs-tooltip-end bs-tooltip-start bs-tooltip-top "
    "collapse collapsed collapsing disabled dropdown dropdown-item dropdown-menu dropdown-toggle "
    "dropend dropstart dropup fade show tooltip tooltip-arrow tooltip-inner"
)
_ALIGNED = "align-bottom align-center align-default align-left align-middle align-right align-top"
_FONT = {"fa", "fa-brands", "fa-classic", "fa-regular", "fa-solid", "fab", "far", "fas"}
"""Classes of icons as letters of a font, which :mod:`.icons` does not use."""
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NESTED = frozenset({"container", "layer", "media", "supports"})


def has_theme(app: Sphinx) -> bool:
    """Return whether pages have the theme whose files are joined here."""
    theme = getattr(app.builder, "theme", None)
    return theme is not None and _find(app, STYLE_SHEETS[0]) is not None


def _find(app: Sphinx, name: str) -> Path | None:
    folders: list[Any] = app.builder.theme.get_theme_dirs()  # type: ignore[attr-defined]
    paths = (Path(folder) / "static" / name for folder in folders)
    return next((path for path in paths if path.is_file()), None)


def add_files(app: Sphinx) -> None:
    """Load the joined files on every page (event ``builder-inited``)."""
    if has_theme(app):
        app.add_css_file("basic.css", priority=100)
        app.add_css_file(STYLES, priority=110)
        app.add_js_file(SCRIPT, loading_method="defer", priority=900)


def remove_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Remove the theme's files, which joined ones replace (event ``html-page-context``)."""
    if not has_theme(app):
        return
    replaced = {f"_static/{name}" for name in (*STYLE_SHEETS, *SCRIPTS, *OTHERS)}
    for kind in ("css_files", "script_files"):
        context[kind] = [
            file
            for file in context.get(kind, ())
            if str(getattr(file, "filename", file)) not in replaced
        ]


def keep_classes(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the classes of a document's nodes (event ``doctree-read``)."""
    elements: Iterable[nodes.Element] = doctree.findall(nodes.Element)
    used: set[str] = {name for element in elements for name in element["classes"]}
    app.env.metadata[app.env.current_document.docname][META] = sorted(used)


def page_facts(app: Sphinx, env: BuildEnvironment) -> Facts:
    """Yield the classes of all documents that the theme has rules for.

    The name of the style sheet that pages load includes a digest of it.
    """
    if has_theme(app):
        yield EVERY_PAGE, sorted(_used_by_documents(app) & _styled(_texts(app, STYLE_SHEETS)))


def write_files(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the joined files (event ``env-updated``, before pages name them)."""
    if has_theme(app):
        folder = Path(app.outdir) / "_static"
        _write(folder / SCRIPT, _joined_scripts(_texts(app, SCRIPTS)))
        styles = _texts(app, STYLE_SHEETS)
        if {name for name in app.config.extensions if name != "study_edition"}:
            _write(folder / STYLES, "\n".join(styles))
        else:
            documents = sorted(_used_by_documents(app) & _styled(styles))
            known = Path(app.doctreedir) / MADE_OF
            _write_used(folder / STYLES, known, styles, (*_source_texts(app), *documents))
    return []


def _write_used(path: Path, known: Path, styles: tuple[str, ...], texts: tuple[str, ...]) -> None:
    """Write the rules that the words of *texts* use, unless the file was made of the same.

    :param known: the file with digests of the inputs and of the style sheet. The style sheet itself
        has none: the same words in another version of a package make the same style sheet.
    """
    digest = _digest("\0".join((*styles, *texts)))
    current = f"{digest} {_digest(path.read_text('utf-8'))}" if path.exists() else ""
    if not known.exists() or known.read_text("utf-8") != current:
        words = set(_WORD.findall(" ".join((*texts, _SET_BY_BOOTSTRAP, _ALIGNED)))) - _FONT
        text = "".join(used_rules(text, words) + "\n" for text in styles)
        _write(path, text)
        known.write_text(f"{digest} {_digest(text)}", "utf-8")


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_if_changed(path, text)


def _texts(app: Sphinx, names: Iterable[str]) -> tuple[str, ...]:
    paths = (_find(app, name) for name in names)
    return tuple(path.read_text("utf-8") for path in paths if path)


def _joined_scripts(texts: Iterable[str]) -> str:
    return "\n".join(re.sub(r"//# sourceMappingURL=.*", "", text).strip() for text in texts) + "\n"


def _used_by_documents(app: Sphinx) -> set[str]:
    return {name for metadata in app.env.metadata.values() for name in metadata.get(META, ())}


@lru_cache(maxsize=1)
def _styled(styles: tuple[str, ...]) -> frozenset[str]:
    """Return whatever may be a class in style sheets."""
    return frozenset(re.findall(r"\.([A-Za-z_][\w-]*)", "".join(styles)))


def _source_texts(app: Sphinx) -> tuple[str, ...]:
    """Return the texts whose words may be classes or ids of a page."""
    theme: list[Any] = app.builder.theme.get_theme_dirs()  # type: ignore[attr-defined]
    templates = [
        path
        for folder in (*theme, *(Path(app.confdir) / name for name in app.config.templates_path))
        for path in sorted(Path(folder).rglob("*.html"))
    ]
    modules = [
        path
        for name in _PACKAGES
        for file in _module_files(name)
        for path in sorted(file.parent.rglob("*.py"))
    ]
    writers = [file for name in _WRITERS for file in _module_files(name)]
    own = [
        path
        for room in _ROOMS
        for path in sorted((Path(__file__).parents[1] / room).rglob("*"))
        if path.suffix in {".html", ".js", ".py"}
    ]
    scripts = [path for name in SCRIPTS[1:] if (path := _find(app, name))]
    styles = [path for name in ("basic.css.jinja", "basic.css_t") if (path := _find(app, name))]
    paths = [*templates, *modules, *writers, *own, *scripts, *styles]
    return tuple(path.read_text("utf-8") for path in paths)


def _module_files(name: str) -> Iterator[Path]:
    """Yield the file of a module, if it is installed."""
    spec = find_spec(name)
    if spec and spec.origin:
        yield Path(spec.origin)


def used_rules(css: str, words: set[str]) -> str:
    """Return the rules of a style sheet that elements with classes and ids in *words* can match.

    Comments are dropped but those marked as licences.
    """
    return "".join(_used(tinycss2.parse_stylesheet(css, skip_whitespace=True), words))


def _used(rules: Iterable[Any], words: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            kept = [part for part in _selectors(rule.prelude) if _names(part) <= words]
            if kept:
                selectors = ",".join(map(tinycss2.serialize, kept))
                yield f"{selectors}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTED and rule.content:
            inner = "".join(_used(_rules_in(rule), words))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        elif rule.type == "at-rule" or (rule.type == "comment" and rule.value.startswith("!")):
            yield rule.serialize()


def _rules_in(rule: Any) -> list[Any]:  # noqa: ANN401  tinycss2 has no types
    rules: list[Any] = tinycss2.parse_rule_list(
        rule.content, skip_comments=True, skip_whitespace=True
    )
    return rules


def _selectors(tokens: list[Any]) -> Iterator[list[Any]]:
    """Yield the selectors of a list."""
    start = 0
    for at, each in enumerate(tokens):
        if each == ",":
            yield tokens[start:at]
            start = at + 1
    yield tokens[start:]


def _names(selector: list[Any]) -> set[str]:
    """Return classes and ids that a selector needs; those in ``:is()`` or ``:not()`` it may not."""
    classes = {
        name.value
        for dot, name in pairwise(selector)
        if dot.type == "literal" and dot.value == "." and name.type == "ident"
    }
    return classes | {token.value for token in selector if token.type == "hash"}


def setup(app: Sphinx) -> None:
    """Connect the events."""
    app.connect("builder-inited", add_files)
    app.connect("doctree-read", keep_classes)
    app.connect(EVENT, page_facts)
    app.connect("env-updated", write_files)
    app.connect("html-page-context", remove_files, priority=900)  # after the theme's own
