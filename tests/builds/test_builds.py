"""Incremental and clean, parallel and serial builds are equal; unchanged files are kept."""

from __future__ import annotations

import functools
import gc
import shutil

import pytest
from sphinx.errors import ExtensionError
from sphinx.util.parallel import ParallelTasks

from built_files import differing_files, files
from larger_edition import make_larger
from study_edition.bibliography.citation_domain import CitationDomain
from study_edition.builds import parallel as sidebyside
from study_edition.html import assets
from workshop import make_project, run_edition

ADD_TASK = ParallelTasks.add_task

NEW_TERM = "\n:::{term} merchant\n:headword: 商人\n:reading: しょうにん\n:english: merchant\n\n売り買いする人。\n:::\n"
NEW_LAYER = "---\nlayer: class\ntitle: 授業\nkind: question\nauthor: 教師\nlang: ja\nlicense: CC-BY-4.0\n---\n# 授業\n\n:::{note} 4\nなぜ去ったか{cite:p}`gull2010`。\n:::\n"


def change(name, old, new):
    return lambda workshop: workshop.change(name, old, new)


def add(name, text):
    return lambda workshop: workshop.add(name, text)


def write(name, text):
    return lambda workshop: workshop.write(name, text)


def remove(name):
    return lambda workshop: (workshop.source / name).unlink()


def both(*changes):
    return lambda workshop: [each(workshop) for each in changes]


CHANGES = {
    "paragraph added": add("text/two.md", "\n{#p6}\n塩税の話。\n"),
    "paragraph changed": change("text/two.md", "塩税が重く", "市場税が重く"),
    "paragraph moved to another page": both(
        change("text/two.md", "{#p5}\n市は別の湾に移る。\n", ""),
        add("text/one.md", "\n{#p5}\n市は別の湾に移る。\n"),
    ),
    "paragraph that others refer to moved": both(
        change("text/two.md", "{#p4}\n塩税が重くなり、商人は去った。\n", ""),
        add("text/one.md", "\n{#p4}\n塩税が重くなり、商人は去った。\n"),
    ),
    "paragraph deleted": both(
        change("text/two.md", "{#p5}\n市は別の湾に移る。\n", ""),
        change("layers/comment.md", "{note} 3,5", "{note} 3"),
        change("layers/precis-en.md", "see {para}`5`", "see {para}`4`"),
        change("index.md", "2,4-5", "2,4"),
    ),
    "note added": add(
        "layers/comment.md", "\n:::{note} 5\n:id: new\n\n塩税の後{cite:p}`gull2010`。\n:::\n"
    ),
    "note changed": change("layers/comment.md", "夜明けに限られた", "塩税のため夜に限られた"),
    "note deleted": change(
        "layers/comment.md",
        ":::{note} 2-3\n:id: records\n\n記録は{para}`3`が言うとおり少ない。\n:::\n",
        "",
    ),
    "lemma changed": change("layers/comment.md", ":lemma: 市場税", ":lemma: 艀"),
    "note moved to another layer": both(
        change(
            "layers/comment.md",
            ":::{note} 2-3\n:id: records\n\n記録は{para}`3`が言うとおり少ない。\n:::\n",
            "",
        ),
        add("layers/precis-en.md", "\n:::{note} 2-3\nFew records.\n:::\n"),
    ),
    "term added": add("glossary.md", NEW_TERM),
    "term changed": change(
        "glossary.md",
        ":headword: 塩税\n:reading: えんぜい",
        ":headword: 塩の税\n:reading: しおのぜい",
    ),
    "term's id changed": both(
        change("glossary.md", "{term} salt-tax", "{term} salt-levy"),
        change("layers/comment.md", "<salt-tax>", "<salt-levy>"),
    ),
    "term deleted": both(
        change("glossary.md", ":related: market-toll\n", ""),
        change(
            "glossary.md",
            "::::{term} market-toll\n:headword: 市場税\n:reading: いちばぜい\n:english: market toll\n\n市場に入る荷の税。\n::::\n",
            "",
        ),
    ),
    "layer added": both(
        write("layers/class.md", NEW_LAYER),
        change("index.md", "layers/precis-en", "layers/precis-en\nlayers/class"),
    ),
    "layer deleted": both(
        remove("layers/precis-en.md"), change("index.md", "layers/precis-en\n", "")
    ),
    "layer renamed": change("layers/precis-en.md", "en: English précis", "en: Summary"),
    "layer's author changed": change("layers/comment.md", "author: 試験", "author: 改訂者"),
    "source added": both(
        add(
            "references.bib",
            "\n@book{x2001, author={Smith, Ann and Jones, Bo}, title={X}, year={2001}, publisher={Y}, language={en}}\n",
        ),
        change("text/two.md", "商人は去った", "商人は去った{cite:p}`x2001`"),
    ),
    "source changed": change("references.bib", "year = {1990}", "year = {1991}"),
    "source added that changes a letter": add(
        "references.bib",
        "\n@book{x2001, author={Smith, Ann and Jones, Bo}, title={X}, year={2001}, date={2001-01-01}, publisher={Y}, language={en}}\n",
    ),
    "source no longer cited": change("layers/comment.md", "{cite:p}`minato1990{12-15}`", ""),
    "footnote of a note changed": change(
        "layers/comment.md", "[^a]: 税の区別は", "[^a]: 塩税との区別は"
    ),
    "footnote and its text added": both(
        change("layers/comment.md", "限られた{cite:p}", "限られた[^b]{cite:p}"),
        add("layers/comment.md", "\n[^b]: 夏を除く。\n"),
    ),
    "caption changed": change("index.md", "```{toctree}\n", "```{toctree}\n:caption: 頁\n"),
    "bibliography moved": both(
        change("bibliography.md", "```{bibliography}\n:filter: cited\n```\n", ""),
        add("glossary.md", "\n```{bibliography}\n:filter: cited\n```\n"),
    ),
    "reading changed": change("readings.txt", "しょうにん", "あきんど"),
    "reading removed": remove("readings.txt"),
    "term's reading changed": change("glossary.md", ":reading: えんぜい", ":reading: しおぜい"),
    "page's title changed": change("text/one.md", "# 市の始まり", "# 市の起こり"),
}


@pytest.fixture
def restored(small_edition, monkeypatch):
    """The small edition as built, to be changed and built again in its place."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    yield small_edition
    small_edition.restore()


@pytest.mark.parametrize("make_change", CHANGES.values(), ids=CHANGES)
def test_incremental_build_equals_a_clean_build(restored, make_change):
    workshop = restored
    before = files(workshop.out)
    make_change(workshop)
    incremental = workshop.build()
    clean = workshop.build(output="clean", fresh=True)
    assert workshop.warned == []
    assert differing_files(incremental, clean) == []
    assert files(incremental) != before


def test_output_does_not_depend_on_the_location_of_the_engine(workshop, monkeypatch):
    here = workshop.build()
    for room in assets.PACKAGES:
        shutil.copytree(room, workshop.folder / "elsewhere" / room.name)
    monkeypatch.setattr(
        assets, "PACKAGES", [workshop.folder / "elsewhere" / room.name for room in assets.PACKAGES]
    )
    assert differing_files(here, workshop.build(output="other", fresh=True)) == []


@pytest.mark.parametrize("large", [1000, 1], ids=["pages", "pages and other outputs"])
def test_parallel_build_equals_a_serial_build(workshop, monkeypatch, large):
    monkeypatch.setattr(sidebyside, "LARGE", large)
    make_larger(workshop)
    serial = workshop.build(output="serial")
    processes = []
    monkeypatch.setattr(
        ParallelTasks,
        "add_task",
        lambda *args: processes.append(args[1]) or ADD_TASK(*args),
    )
    parallel = workshop.build(output="parallel", jobs=4)
    assert workshop.warned == []
    assert differing_files(serial, parallel) == []
    assert (parallel / "_images/harbour.svg").exists()
    made = [task for task in processes if isinstance(task, functools.partial)]
    assert (len(made) > 4 * sidebyside.SHARES) == (large == 1)


def test_citations_equal_those_of_the_unmodified_extension(workshop, monkeypatch):
    workshop.add(
        "layers/comment.md",
        "\n:::{note} 4\n同じ引用{cite:p}`{12–15頁}minato1990`、別の役割{cite:t}`minato1990,smith2001`。\n:::\n",
    )
    workshop.write(
        "text/below/three.md",
        "# 下の頁\n\n{#p9}\n塩の話{cite:p}`minato1990`{cite:t}`minato1990`。\n",
    )
    workshop.write(
        "own.md",
        "---\norphan:\n---\n# 自分の文献\n\n{cite:p}`minato1990`\n\n:::{bibliography}\n:list: bullet\n:filter: docname in docnames\n:keyprefix: x-\n:::\n",
    )
    workshop.change("index.md", "text/two\n", "text/two\ntext/below/three\n")
    ours = workshop.build(output="ours")
    for name in ("resolve_xref", "get_filtered_entries"):
        monkeypatch.delattr(CitationDomain, name)
    assert differing_files(ours, workshop.build(output="theirs")) == []
    assert workshop.warned == []


@pytest.mark.slow
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_warning_of_a_worker_process_is_reported_once_and_the_build_is_not_cached(
    workshop, builder
):
    make_larger(workshop)
    workshop.add("text/page20.md", "\n塩の話{cite:p}`nobody1900`。\n")
    workshop.build(builder, jobs=4)
    assert [(w.path, w.subtype) for w in workshop.warned] == [
        ("text/page20.md", "edition.unknown_source")
    ]
    assert not list((workshop.folder / "out").rglob("remembered.pickle"))


@pytest.mark.slow
def test_build_fails_if_a_worker_process_cannot_write(workshop, monkeypatch):
    monkeypatch.setattr(sidebyside, "LARGE", 1)
    make_larger(workshop)
    (workshop.folder / "out/html").mkdir(parents=True)
    (workshop.folder / "out/html/p").write_text("in the way", "utf-8")
    with pytest.raises(ExtensionError, match="File exists") as failed:
        workshop.build(jobs=4)
    assert isinstance(
        failed.value.orig_exc, FileExistsError
    )  # as in a serial build, where the command reports the file


def test_build_restores_the_garbage_collector(workshop):
    before = gc.get_threshold(), gc.get_freeze_count()
    workshop.build()
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
    assert workshop.app.env._write_doc_doctree_cache == {}  # noqa: SLF001  memory.py relies on this name


def test_unchanged_edition_is_not_rewritten(workshop):
    out = workshop.build()
    written = [p for p in out.rglob("*.*") if p.suffix in {".html", ".json"}]
    before = {p: p.stat().st_mtime_ns for p in written}
    workshop.build()
    assert {p: p.stat().st_mtime_ns for p in written} == before


def test_deleted_or_altered_output_is_rewritten(workshop):
    out = workshop.build()
    before = files(out)
    for name in ("p/1.html", "edition.json", "genindex.html", "check.html"):
        (out / name).unlink()
    (out / "search-index.js").write_text("", "utf-8")
    workshop.build()
    assert files(out) == before


def test_changed_note_rewrites_only_its_text_page(workshop):
    out = workshop.build()
    before = {p.name: p.stat().st_mtime_ns for p in (out / "text").glob("*.html")}
    workshop.change("layers/comment.md", "夜明けに限られた", "夜に限られた")
    workshop.build()
    after = {p.name: p.stat().st_mtime_ns for p in (out / "text").glob("*.html")}
    assert {name for name in before if before[name] != after[name]} == {"one.html"}


@pytest.mark.parametrize(
    "builder", ["singlehtml", "epub", "latex", "text", "dirhtml", "xml", "man", "texinfo"]
)
def test_other_builders_run_without_warnings(workshop, builder):
    workshop.build(builder)
    ours = [
        w
        for w in workshop.warned
        if not w.subtype.startswith("epub") and "conf value" not in w.text
    ]
    assert ours == []


@pytest.mark.slow
def test_check_between_two_builds_hides_no_change(tmp_path):
    """Each builder keeps its own list of pages still to be written."""
    project = make_project(tmp_path)
    assert run_edition(project, "build", "html", "--quiet").returncode == 0
    layer = project / "source/layers/comment.md"
    layer.write_text(layer.read_text("utf-8").replace("夜明けに限られた", "夜に限られた"), "utf-8")
    assert run_edition(project, "check").returncode == 0
    assert run_edition(project, "build", "html", "--quiet").returncode == 0
    assert "夜に限られた" in (project / "build/html/text/one.html").read_text("utf-8")


def test_page_of_the_editor_in_the_folder_p_is_kept(workshop):
    workshop.write("p/intro.md", "# 序\n")
    workshop.change("index.md", "text/two\n", "text/two\np/intro\n")
    out = workshop.build()
    assert (out / "p/intro.html").exists()


def test_sources_are_not_copied(small_edition):
    out = small_edition.out
    assert not list(out.glob("_sources/*"))
