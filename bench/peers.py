"""The same content built by what an editor would use instead: mkdocs-material and mystmd.

=========  ========================================  ===========================================
content    mkdocs-material with                      mystmd (the build of its content)
           mkdocs-ezglossary-plugin
=========  ========================================  ===========================================
paragraph  paragraph with an id (attr_list)          paragraph with a target
note       ``!!! note`` after its paragraph          ``{admonition}`` after its paragraph
term       ``<terms:…>``, by hand (ours: automatic)  ``{term}``, by hand (ours: automatic)
glossary   definition lists of the plugin            ``{glossary}``
citation   link to the list of works                 ``{cite:p}`` and the same .bib file
search     plugin ``search``, which splits at        none: its web server does it
           spaces
pages      HTML                                      JSON, of which its web server makes HTML
=========  ========================================  ===========================================

Terms are linked in paragraphs, notes and other terms' definitions, as in ours. Neither has back
links, furigana, notes in separate files, pages of citations, or permanent addresses. mystmd works
offline, with an empty template.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from measure import FailedError, Use, put_aside, run, write
from synthetic import PAGE, parts

if TYPE_CHECKING:
    from pathlib import Path

    from synthetic import Content

_MKDOCS = """
site_name: 試しの版
theme: {name: material, language: ja, features: [navigation.indexes]}
plugins: [search: {lang: ja}, ezglossary: {sections: [terms]}]
markdown_extensions: [admonition, attr_list, def_list]
"""
_MYST = (
    "version: 1\nproject:\n  title: 試しの版\n  bibliography: [references.bib]\n"
    "site:\n  title: 試しの版\n  template: none\n"
)
_TEMPLATE = "myst: v1\nkind: site\ntitle: none\nbuild: {install: 'true', start: 'true'}\n"
"""An empty template: otherwise mystmd downloads its own."""
_LINKS = {
    "ours": ("html/text/*.html", 'class="xref edition edition-term"'),
    "mkdocs": ("site/text/*/index.html", r'name="terms:[^"]+"\s+href="[^"]*glossary/#'),
    "myst": (
        "_build/site/content/*part-*.json",
        '"kind":"definitionTerm","template":"[^"]*","resolved":true',
    ),
}
"""The text pages of each kind, and the pattern of a link to a term in them."""


def write_mkdocs(folder: Path, content: Content) -> None:
    """Write the content for mkdocs-material; works are anchors on one page."""
    mark = _TermMarker(content, "<terms:{}>")
    docs = {
        "index.md": "# 試しの版\n",
        "bibliography.md": "# 文献\n\n" + "\n".join(_works(content)),
    }
    entries = (
        f"terms:{t.headword}\n:   {t.reading}　{t.english}。"
        f"{_plain_citations(mark(t.definition, but=t.headword))}\n"
        for t in content.terms
    )
    docs["glossary.md"] = "# 用語集\n\n" + "\n".join(entries)
    for i, part in enumerate(parts(content.paragraphs, PAGE), 1):
        rows = (
            f'\n{mark(p.text)}\n{{: #p{p.number} }}\n\n!!! note "{p.lemma}"\n'
            f"    {_plain_citations(mark(p.note), '../')}\n"
            for p in part
        )
        docs[f"text/part-{i:03}.md"] = f"# 第{i}部\n" + "".join(rows)
    write(folder, {"mkdocs.yml": _MKDOCS, **{f"docs/{name}": text for name, text in docs.items()}})


def write_myst(folder: Path, content: Content) -> None:
    """Write the content for mystmd."""
    mark = _TermMarker(content, "{{term}}`{}`")
    files = {
        "myst.yml": _MYST,
        "none/template.yml": _TEMPLATE,
        "references.bib": content.bibliography,
        "index.md": "# 試しの版\n",
    }
    entries = (
        f"{t.headword}\n: {t.reading}　{t.english}。{mark(t.definition, but=t.headword)}\n"
        for t in content.terms
    )
    files["glossary.md"] = "# 用語集\n\n:::{glossary}\n" + "\n".join(entries) + ":::\n"
    for i, part in enumerate(parts(content.paragraphs, PAGE), 1):
        rows = (
            f"\n(p{p.number})=\n{mark(p.text)}\n\n"
            f":::{{admonition}} {p.lemma}\n{mark(p.note)}\n:::\n"
            for p in part
        )
        files[f"text/part-{i:03}.md"] = f"# 第{i}部\n" + "".join(rows)
    write(folder, files)


class _TermMarker:
    """Marks the terms in a text, as an author would by hand, in the syntax (*form*) of a tool."""

    def __init__(self, content: Content, form: str) -> None:
        words = sorted((t.headword for t in content.terms), key=len, reverse=True)
        self.pattern, self.form = re.compile("|".join(map(re.escape, words))), form

    def __call__(self, text: str, but: str = "") -> str:
        """Return the text with every term except *but* marked."""
        return self.pattern.sub(
            lambda match: match[0] if match[0] == but else self.form.format(match[0]), text
        )


def _works(content: Content) -> list[str]:
    return [
        f"[]{{#{key}}}{key}\n"
        for key in re.findall(r"^@\w+\{(\w+),", content.bibliography, re.MULTILINE)
    ]


def _plain_citations(text: str, to_root: str = "") -> str:
    return re.sub(r"\{cite:p\}`(\w+)`", rf"（[\1]({to_root}bibliography.md)）", text)


def mkdocs(folder: Path, content: Content, python: str) -> Use:
    """Write the content and build it with the mkdocs of *python*."""
    write_mkdocs(folder, content)
    return _build(folder, "site", [python, "-m", "mkdocs", "build", "-q"])


def myst(folder: Path, content: Content, command: str) -> Use:
    """Write the content and build it with mystmd."""
    write_myst(folder, content)
    return _build(folder, "_build", [command, "build", "--site"])


def _build(folder: Path, output: str, command: list[str]) -> Use:
    put_aside(folder, output)
    use = run(command, folder)
    if not any((folder / output).rglob("*part-*")):
        message = f"{command[0]}: nothing was built"
        raise FailedError(message)
    return use


def links(folder: Path) -> int:
    """Count the links to terms on the text pages built in *folder*, named after its kind."""
    text_pages, link = _LINKS[folder.name]
    return sum(len(re.findall(link, path.read_text("utf-8"))) for path in folder.glob(text_pages))
