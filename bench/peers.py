"""The same content built by what an editor would use instead: mkdocs-material and mystmd.

=================  ===================================================  ============================================
content            mkdocs-material with mkdocs-ezglossary-plugin        mystmd (the build of its content)
=================  ===================================================  ============================================
paragraph          paragraph with an id (attr_list)                     paragraph with a target
note               ``!!! note`` after its paragraph                     ``{admonition}`` after its paragraph
term               ``<terms:…>``, by hand; ours are found               ``{term}``, by hand; ours are found
glossary           definition lists of the plugin                       ``{glossary}``
citation           link to the list of works                            ``{cite:p}`` and the same .bib file
search             the plugin ``search``, which splits at spaces        none: made by its web server
pages              HTML                                                 JSON; its web server makes HTML of them
=================  ===================================================  ============================================

Terms are linked in paragraphs, notes and other terms' definitions, as in ours. Neither has back links, furigana, notes from files of
their own, pages of citations, or permanent addresses. mystmd works offline, with a template that has nothing in it.
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
_MYST = "version: 1\nproject:\n  title: 試しの版\n  bibliography: [references.bib]\nsite:\n  title: 試しの版\n  template: none\n"
_TEMPLATE = "myst: v1\nkind: site\ntitle: none\nbuild: {install: 'true', start: 'true'}\n"
"""A template of nothing: mystmd would fetch its own from the network."""
_LINKS = {
    "ours": ("html/text/*.html", 'class="xref edition edition-term"'),
    "mkdocs": ("site/text/*/index.html", r'name="terms:[^"]+"\s+href="[^"]*glossary/#'),
    "myst": (
        "_build/site/content/*part-*.json",
        '"kind":"definitionTerm","template":"[^"]*","resolved":true',
    ),
}
"""Where each writes its pages of text, and how a link to a term looks there."""


def write_mkdocs(folder: Path, content: Content) -> None:
    """Write the content for mkdocs-material; addresses of works are anchors of one page."""
    mark = _Marked(content, "<terms:{}>")
    docs = {
        "index.md": "# 試しの版\n",
        "bibliography.md": "# 文献\n\n" + "\n".join(_works(content)),
    }
    entries = (
        f"terms:{t.headword}\n:   {t.reading}　{t.english}。{_plain_citations(mark(t.definition, but=t.headword))}\n"
        for t in content.terms
    )
    docs["glossary.md"] = "# 用語集\n\n" + "\n".join(entries)
    for i, part in enumerate(parts(content.paragraphs, PAGE), 1):
        rows = (
            f'\n{mark(p.text)}\n{{: #p{p.number} }}\n\n!!! note "{p.lemma}"\n    {_plain_citations(mark(p.note), "../")}\n'
            for p in part
        )
        docs[f"text/part-{i:03}.md"] = f"# 第{i}部\n" + "".join(rows)
    write(folder, {"mkdocs.yml": _MKDOCS, **{f"docs/{name}": text for name, text in docs.items()}})


def write_myst(folder: Path, content: Content) -> None:
    """Write the content for mystmd."""
    mark = _Marked(content, "{{term}}`{}`")
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
            f"\n(p{p.number})=\n{mark(p.text)}\n\n:::{{admonition}} {p.lemma}\n{mark(p.note)}\n:::\n"
            for p in part
        )
        files[f"text/part-{i:03}.md"] = f"# 第{i}部\n" + "".join(rows)
    write(folder, files)


class _Marked:
    """Marks the terms of a text by hand, in the *form* that a peer wants, *but* for one."""

    def __init__(self, content: Content, form: str) -> None:
        words = sorted((t.headword for t in content.terms), key=len, reverse=True)
        self.pattern, self.form = re.compile("|".join(map(re.escape, words))), form

    def __call__(self, text: str, but: str = "") -> str:
        return self.pattern.sub(
            lambda found: found[0] if found[0] == but else self.form.format(found[0]), text
        )


def _works(content: Content) -> list[str]:
    return [
        f"[]{{#{key}}}{key}\n"
        for key in re.findall(r"^@\w+\{(\w+),", content.bibliography, re.MULTILINE)
    ]


def _plain_citations(text: str, to_root: str = "") -> str:
    return re.sub(r"\{cite:p\}`(\w+)`", rf"（[\1]({to_root}bibliography.md)）", text)


def mkdocs(folder: Path, content: Content, python: str) -> Use:
    """Write the content and build it with mkdocs, which *python* has."""
    write_mkdocs(folder, content)
    return _built(folder, "site", [python, "-m", "mkdocs", "build", "-q"])


def myst(folder: Path, content: Content, command: str) -> Use:
    """Write the content and build it with mystmd."""
    write_myst(folder, content)
    return _built(folder, "_build", [command, "build", "--site"])


def _built(folder: Path, output: str, command: list[str]) -> Use:
    put_aside(folder, output)
    use = run(command, folder)
    if not any((folder / output).rglob("*part-*")):
        message = f"{command[0]}: nothing was built"
        raise FailedError(message)
    return use


def links(folder: Path) -> int:
    """How many links to terms the pages of text have that were built in *folder*, which has the name of its kind."""
    where, link = _LINKS[folder.name]
    return sum(len(re.findall(link, path.read_text("utf-8"))) for path in folder.glob(where))
