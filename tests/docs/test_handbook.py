"""The handbook builds, its examples work as shown, and its reference is complete."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from copy import copy
from unittest import mock
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

import handbook
from project_paths import PROJECT
from study_edition.core.model.problems import Subtype
from study_edition.core.text.messages import translate
from study_edition.version import VERSION
from workshop import FileLock

pytestmark = pytest.mark.filterwarnings(
    "ignore::PendingDeprecationWarning"
)  # Sphinx's warning about its next version

DOCS = PROJECT / "docs"
DOORS = ("student", "instructor", "editor", "developer")
LANGUAGES = ("en", "ja")
LOCALES = {"ja": "ja_JP.UTF-8", "en": "C.UTF-8"}
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


@pytest.fixture(scope="session")
def handbook_site(shared):
    """The folder of the documentation, built as ``make docs`` does."""
    folder = shared / "the-handbook"
    with FileLock(folder):
        if not (folder / "done").exists():
            recipe = (PROJECT / "Makefile").read_text("utf-8").partition("\ndocs: ")[2]
            assert recipe.splitlines()[1] == "\t@$(BIN)/python tools/make_docs.py build"
            command = [sys.executable, PROJECT / "tools/make_docs.py", "build"]
            result = subprocess.run(
                [*command, folder, f"{folder}-doctrees"],
                capture_output=True,
                text=True,
                check=False,
            )
            assert result.returncode == 0, result.stderr
            assert result.stderr == ""
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def pages(handbook_site):
    return {
        path.relative_to(handbook_site).as_posix(): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in handbook_site.rglob("*.html")
        if "_static" not in path.parts
    }


@pytest.fixture(scope="session")
def reference():
    """The module that generates the reference."""
    with mock.patch.object(sys, "path", [str(DOCS / "_ext"), *sys.path]):
        return importlib.import_module("reference")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """An untouched small edition for the examples."""
    folder = tmp_path_factory.mktemp("handbook") / "edition"
    handbook.small_edition(folder)
    return folder


@pytest.fixture
def edition_here(pristine, tmp_path, monkeypatch):
    """A copy of the small edition as the current folder."""
    folder = tmp_path / "edition"
    shutil.copytree(pristine, folder)
    shutil.copy(pristine.parent / "essay.txt", tmp_path)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("page", DOORS)
def test_every_example_of_a_page_works_as_shown(page, edition_here, monkeypatch):
    names, wrong, waiting = {}, [], []
    blocks = handbook.blocks((DOCS / f"{page}.md").read_text("utf-8"))
    assert sum("run" in block.kind for block in blocks) >= 3
    for block in blocks:
        path = edition_here / block.caption
        if "write" in block.kind:
            path.parent.mkdir(exist_ok=True)
            path.write_text(block.body, "utf-8")
        elif "append" in block.kind:
            path.write_text(path.read_text("utf-8") + block.body, "utf-8")
        elif "try" in block.kind:
            waiting.append(handbook.appended(path, block.body))
        else:
            monkeypatch.setenv("LC_ALL", LOCALES["en" if "english" in block.kind else "ja"])
            with ExitStack() as stack:
                for added in waiting:
                    stack.enter_context(added)
                wrong += handbook.try_block(block, names)
            waiting = []
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_every_example_of_a_help_text_works(reference, pristine, tmp_path, monkeypatch):
    """Each in an edition of its own, with the files that it names, and in the state that it is for."""
    wrong = []
    commands = reference.commands("en")
    japanese = {command.name: command for command in reference.commands("ja")}
    assert len(commands) >= 13
    for command in commands:
        examples = {command.example: "en", japanese[command.name].example: "ja"}
        for example, lang in examples.items():  # most are the same in both languages
            folder = tmp_path / command.name.replace(" ", "-") / lang
            shutil.copytree(pristine, folder)
            monkeypatch.chdir(folder)
            monkeypatch.setenv("LC_ALL", LOCALES[lang])
            assert example.startswith(command.name.split()[0]), command.name
            handbook.prepare(folder, example, (pristine.parent / "essay.txt").read_text("utf-8"))
            code, printed = handbook.run(example)
            if code:
                wrong.append(f"$ {example}\n{printed}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reference_is_complete(pages, reference, lang):
    page_of = {
        name: pages[f"{lang}/reference/{name}.html"]
        for name in ("commands", "directives", "settings", "warnings", "layers", "data")
    }
    ids = {name: {tag["id"] for tag in page.select("[id]")} for name, page in page_of.items()}
    assert {f"edition-{s.label.replace('_', '-')}" for s in Subtype} <= ids["warnings"]
    for name, found in reference.directives().items():
        section = page_of["directives"].find(id=f"directive-{name}")
        section = (
            section
            if section.name == "section"
            else section.find_parent("section") or section.find_next("section")
        )
        assert all(f":{option}:" in section.get_text() for option in found.option_spec or {}), name
    assert {f"role-{name}" for name in reference.roles()} <= ids["directives"]
    text = page_of["commands"].get_text(" ")
    for command in reference.commands(lang):
        assert command.name.replace(" ", "-") in ids["commands"]
        assert all(word in text for word in command.usage.split())
        assert command.purpose.split("`")[0] in text
    assert {
        f"setting-{f.name.replace('_', '-')}" for f in reference.fields(reference.EditionConfig)
    } <= ids["settings"]
    for name, schema in (("layers", "layer"), ("data", "edition")):
        assert all(
            f"\n{field}\n" in page_of[name].get_text("\n")
            for field in reference.schema_of(schema)["properties"]
        )


def test_files_of_the_repository_named_by_the_handbook_exist():
    named = {
        path
        for page in (*DOCS.glob("*.md"), *DOCS.glob("publish/*.md"))
        for path in re.findall(
            r"(?<![\w/])(?:docs|tests|tools|bench)/[\w/.-]+\.\w+", page.read_text("utf-8")
        )
    }
    assert len(named) >= 6
    assert [path for path in named if not (PROJECT / path).exists()] == []


def test_readme_names_every_command(reference):
    for name in ("README.md", "README.ja.md"):
        text = (PROJECT / name).read_text("utf-8")
        assert [c.name for c in reference.commands("en") if f"`{c.name}" not in text] == []


def test_reference_is_in_both_languages(reference):
    both = list(zip(reference.commands("ja"), reference.commands("en"), strict=True))
    texts_by_name = [(en.name, ja.purpose, en.purpose) for ja, en in both]
    texts_by_name += [
        (f"{en.name} {a.written}", of_ja.purpose, a.purpose)
        for ja, en in both
        for of_ja, a in zip(ja.arguments, en.arguments, strict=True)
    ]
    messages = [
        *(
            (name, found.purpose)
            for name, found in (*reference.directives().items(), *reference.roles().items())
        ),
        *(
            ((name, key), option.purpose)
            for name, found in reference.directives().items()
            if name != "csv-table"  # docutils' own
            for key, option in (found.option_spec or {}).items()
        ),
        *((f.name, f.metadata["purpose"]) for f in reference.fields(reference.EditionConfig)),
        *((s.label, s.value) for s in Subtype),
        *reference.EXIT_CODES.items(),
        *((kind.value, label) for kind, label in reference.LABELS.items()),
    ]
    texts_by_name += [
        (name, translate(text, "ja"), translate(text, "en")) for name, text in messages
    ]
    assert [
        name
        for name, ja, en in texts_by_name
        if not (_JAPANESE.search(ja) and en and not _JAPANESE.search(en))
    ] == []
    assert all(reference.usage_of(found) for found in reference.directives().values())


def test_every_internal_link_has_a_target(pages, handbook_site):
    ids = {name: {tag["id"] for tag in page.select("[id]")} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for link in page.select("a[href]"):
            address, _, anchor = link["href"].partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = (
                (handbook_site / name).parent.joinpath(unquote(address)).resolve()
                if address
                else handbook_site / name
            )
            place = (
                target.relative_to(handbook_site.resolve()).as_posix()
                if target.is_relative_to(handbook_site.resolve())
                else ""
            )
            if (
                target == handbook_site.parent / "html/index.html"
            ):  # the edition: both are in build/
                continue
            if not target.is_file() or (
                anchor
                and place in ids
                and unquote(anchor) not in ids[place]
                and anchor not in {"", "main-content"}
            ):
                broken.append(f"{name}: {link['href']}")
    assert broken == []
    assert not [
        tag
        for page in pages.values()
        for tag in page.select(
            "script[src^=http], link[rel=stylesheet][href^=http], img[src^=http]"
        )
    ]


def test_each_tree_is_in_its_language(pages):
    """All but code and names, also in the theme's words; Japanese on English pages is marked."""
    names = {"GitHub Pages", "GitLab Pages", "edition.json"}
    for name, shared_page in pages.items():
        page, lang = copy(shared_page), name.partition("/")[0]
        if lang not in LANGUAGES:
            continue
        assert page.html["lang"] == lang, name
        article = page.select_one("article, main")
        if lang == "en":
            for marked in page.select("[lang=ja]"):
                marked.decompose()
            assert not [text for text in page.find_all(string=True) if _JAPANESE.search(text)], name
            continue
        for tag in article.select("pre, code, .headerlink"):
            tag.decompose()
        prose = "h1, th, section > p" if "/reference/" in name else "h1, h2, h3, p, dt, th"
        for tag in article.select(prose):
            text = tag.get_text().strip("、. \n")
            figures = re.fullmatch(r"[\d\s.,%/×—CPU-]*", text)
            assert _JAPANESE.search(text) or text in names or figures, (name, text)


def test_trees_have_the_same_pages_anchors_and_code(pages):
    in_each = [
        {name[3:]: page for name, page in pages.items() if name.startswith(f"{lang}/")}
        for lang in LANGUAGES
    ]
    english, japanese = in_each
    assert english.keys() == japanese.keys()
    for name, page in english.items():
        other = japanese[name]
        assert [t["id"] for t in page.select("[id]")] == [t["id"] for t in other.select("[id]")]
        if not name.startswith("reference/"):  # generated: examples may be of the language
            for code in ("pre", "article code"):
                written = [[t.get_text() for t in tree.select(code)] for tree in (page, other)]
                assert sorted(written[0]) == sorted(written[1]), name


def test_each_page_leads_to_itself_in_the_other_language(pages, handbook_site):
    for name, page in pages.items():
        lang, _, rest = name.partition("/")
        if lang not in LANGUAGES:
            continue
        other = "ja" if lang == "en" else "en"
        link = page.select_one("nav.handbook-languages a")
        assert link["lang"] == link["hreflang"] == other
        target = (
            (handbook_site / name)
            .parent.joinpath(link["href"])
            .resolve()
            .relative_to(handbook_site.resolve())
        )
        assert target.as_posix() == f"{other}/{'index.html' if rest == 'genindex.html' else rest}"
        if rest != "genindex.html":
            found = {tag["hreflang"]: tag["href"] for tag in page.select("link[rel=alternate]")}
            assert found.keys() == set(LANGUAGES)
            assert found[other] == link["href"]


def test_each_page_states_the_version_and_leads_to_the_edition(pages):
    for name, page in pages.items():
        if "/" in name:
            footer = page.select_one(".handbook-footer")
            assert f" {VERSION}" in footer.get_text(), name
            depth = name.count("/")
            assert footer.a["href"] == "../" * depth + "../html/index.html"
    for lang, readme in (("en", "README.md"), ("ja", "README.ja.md")):
        link = pages[f"{lang}/index.html"].select_one("article a.download")
        assert link["href"].endswith(f"/{readme}")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("locale", "first"),
    [("ja-JP", "ja/index.html"), ("en-GB", "en/index.html"), ("de-DE", "index.html")],
)
def test_first_page_leads_to_the_readers_language(browser, handbook_site, locale, first):
    context = browser.new_context(locale=locale)
    page = context.new_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{handbook_site.as_uri()}/index.html")
    page.wait_for_url(f"{handbook_site.as_uri()}/{first}")
    assert not [url for url in requests if not url.startswith(("file:", "data:"))]
    context.close()


def test_first_page_works_without_javascript(pages):
    links = pages["index.html"].select("a")
    assert [(link["hreflang"], link["href"]) for link in links] == [
        (lang, f"{lang}/index.html") for lang in LANGUAGES
    ]
    assert not pages["index.html"].select("script:not([src])")
