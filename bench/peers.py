"""How long the peers take for the same content: ``python bench/peers.py --mkdocs PYTHON --myst MYST``.

An editor who does not use this engine would use one of these. Both are given the same paragraphs, a note after each, and 500 terms:

=================  ===================================================  ============================================
content            mkdocs-material with mkdocs-ezglossary-plugin        mystmd (the build of its content)
=================  ===================================================  ============================================
paragraph          paragraph with an id (attr_list)                     paragraph with a target
note               ``!!! note`` after its paragraph                     ``{admonition}`` after its paragraph
term in a text     ``<terms:ID>``, by hand; ours are found              ``{term}``, by hand; ours are found
glossary           definition lists of the plugin                       ``{glossary}``
citation           link to the list of works                            ``{cite:p}`` and the same .bib file
search             the plugin ``search``, which splits at spaces        none: made by its web server
=================  ===================================================  ============================================

Neither links back from terms, places notes of other files, or gives permanent addresses. Ours, plain Sphinx and the peers take turns in
one run; each build is a process of its own, measured as in :mod:`run`. The peers must be installed apart; what is not named is left out.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from run import ROOT, build, clear, measure_process, progress
from synthetic import PAGE, make_content, write_ours, write_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from run import Use
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


def write_mkdocs(folder: Path, content: Content) -> None:
    """Write the content for mkdocs-material; addresses of works are anchors of one page."""
    ids = {t.headword: t.name for t in content.terms}
    docs = {"index.md": "# 試しの版\n", "bibliography.md": "# 文献\n\n" + "\n".join(_works(content))}
    entries = (f"terms:{t.name}\n:   {t.headword}（{t.reading}）{t.english}。{_plain_citations(t.definition)}\n" for t in content.terms)
    docs["glossary.md"] = "# 用語集\n\n" + "\n".join(entries)
    for i, part in enumerate(_pages(content), 1):
        rows = (
            f'\n{_linked(p.text, ids, "<terms:{}>")}\n{{: #p{p.number} }}\n\n!!! note "{p.lemma}"\n    {_plain_citations(p.note, "../")}\n'
            for p in part
        )
        docs[f"text/part-{i:03}.md"] = f"# 第{i}部\n" + "".join(rows)
    _write(folder, {"mkdocs.yml": _MKDOCS, **{f"docs/{name}": text for name, text in docs.items()}})


def write_myst(folder: Path, content: Content) -> None:
    """Write the content for mystmd."""
    ids = {t.headword: t.headword for t in content.terms}
    files = {"myst.yml": _MYST, "none/template.yml": _TEMPLATE, "references.bib": content.bibliography, "index.md": "# 試しの版\n"}
    entries = (f"{t.headword}\n: {t.reading}　{t.english}。{t.definition}\n" for t in content.terms)
    files["glossary.md"] = "# 用語集\n\n:::{glossary}\n" + "\n".join(entries) + ":::\n"
    for i, part in enumerate(_pages(content), 1):
        rows = (f"\n(p{p.number})=\n{_linked(p.text, ids, '{{term}}`{}`')}\n\n:::{{admonition}} {p.lemma}\n{p.note}\n:::\n" for p in part)
        files[f"text/part-{i:03}.md"] = f"# 第{i}部\n" + "".join(rows)
    _write(folder, files)


def _pages(content: Content) -> list[list]:
    return [content.paragraphs[i : i + PAGE] for i in range(0, len(content.paragraphs), PAGE)]


def _works(content: Content) -> list[str]:
    return [f"[]{{#{key}}}{key}\n" for key in re.findall(r"^@\w+\{(\w+),", content.bibliography, re.MULTILINE)]


def _plain_citations(text: str, to_root: str = "") -> str:
    return re.sub(r"\{cite:p\}`(\w+)`", rf"（[\1]({to_root}bibliography.md)）", text)


def _linked(text: str, ids: dict[str, str], form: str) -> str:
    """The terms of a text marked by hand, as each peer wants it."""
    return re.sub("|".join(map(re.escape, sorted(ids, key=len, reverse=True))), lambda m: form.format(ids[m[0]]), text)


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, action="append", metavar="N", help="paragraphs; may be repeated (default: 500 and 5000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N")
    parser.add_argument("--mkdocs", metavar="PYTHON", help="a Python that has mkdocs-material and mkdocs-ezglossary-plugin")
    parser.add_argument("--myst", metavar="MYST", help="the command myst")
    options = parser.parse_args()
    for size in options.size or [500, 5000]:
        with tempfile.TemporaryDirectory(prefix="edition-bench-") as name:
            print_table(size, options.runs, compare(Path(name) / "editions", size, options))


def compare(work: Path, size: int, options: argparse.Namespace) -> dict[str, list[Use]]:
    """Build the same content with everything that is there, in turns."""
    content = make_content(size)
    write_ours(work / "ours", content, ROOT / "_ext")
    write_plain(work / "plain", content)
    builds: dict[str, Callable[[], Use]] = {
        "ours": lambda: _sphinx(work / "ours"),
        "plain Sphinx": lambda: _sphinx(work / "plain"),
    }
    if options.mkdocs:
        write_mkdocs(work / "mkdocs", content)
        builds["mkdocs-material"] = lambda: _other(work / "mkdocs", "site", [options.mkdocs, "-m", "mkdocs", "build", "-q"])
    if options.myst:
        write_myst(work / "myst", content)
        builds["mystmd"] = lambda: _other(work / "myst", "_build", [options.myst, "build", "--site"])
    uses: dict[str, list[Use]] = {name: [] for name in builds}
    for i in range(options.runs):
        for name, run in builds.items():
            progress(f"{size} paragraphs, run {i + 1} of {options.runs}: {name}")
            uses[name].append(run())
    return uses


def _sphinx(folder: Path) -> Use:
    clear(folder)
    return build(folder, 1)


def _other(folder: Path, output: str, command: list[str]) -> Use:
    shutil.rmtree(folder / output, ignore_errors=True)
    use, _ = measure_process(command, folder)
    if not any((folder / output).rglob("*part-*")):
        message = f"{command[0]}: nothing was built"
        raise SystemExit(message)
    return use


def print_table(size: int, runs: int, uses: dict[str, list[Use]]) -> None:
    """Print medians, and each time as a ratio of ours to it."""
    print(f"{size} paragraphs, medians of {runs}, -j 1")
    ours = median(use.wall for use in uses["ours"])
    for name, found in uses.items():
        wall, cpu, memory = (median(getattr(use, field) for use in found) for field in ("wall", "cpu", "memory"))
        print(f"  {name:16}{wall:8.2f} s  {cpu:8.2f} s cpu  {memory:6.0f} MiB   ours / it {ours / wall:5.2f}")


if __name__ == "__main__":
    main()
