"""The handbook builds, its examples work as shown, and its reference is complete."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack
from unittest import mock
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

import handbook
from project_paths import PROJECT
from study_edition.core.model.problems import Subtype
from workshop import FileLock

pytestmark = pytest.mark.filterwarnings(
    "ignore::PendingDeprecationWarning"
)  # Sphinx's warning about its next version

DOCS = PROJECT / "docs"
DOORS = ("student", "instructor", "editor", "developer")
LOCALES = {"ja": "ja_JP.UTF-8", "en": "C.UTF-8"}
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """A folder for all test processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def built(shared):
    """The folder of the documentation, built as ``make docs`` does."""
    folder = shared / "the-handbook"
    with FileLock(folder):
        if not (folder / "done").exists():
            line = next(
                line
                for line in (PROJECT / "Makefile").read_text("utf-8").splitlines()
                if "docs build/docs" in line
            )
            words = shlex.split(
                line.strip().lstrip("@").replace("$(BIN)/python", shlex.quote(sys.executable))
            )
            words = [
                {
                    "docs": str(DOCS),
                    "build/docs": str(folder),
                    ".cache/docs": f"{folder}-doctrees",
                }.get(word, word)
                for word in words
            ]
            result = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True, check=False)
            assert result.returncode == 0, result.stderr
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def pages(built):
    return {
        path.relative_to(built).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in built.rglob("*.html")
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


def test_every_example_of_a_help_text_works(reference, pristine, tmp_path, monkeypatch):
    """Each in an edition of its own, with the files that it names, and in the state that it is for."""
    wrong = []
    commands = reference.commands()
    assert len(commands) >= 13
    for command in commands:
        for example, lang in {
            command.example_ja: "ja",
            command.example_en: "en",
        }.items():  # most are the same in both languages
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


def test_reference_is_complete(pages, reference):
    ids = {name: {tag["id"] for tag in page.select("[id]")} for name, page in pages.items()}
    texts = {name: page.get_text(" ") for name, page in pages.items()}
    assert {f"edition-{s.label.replace('_', '-')}" for s in Subtype} <= ids[
        "reference/warnings.html"
    ]
    for name, found in reference.directives().items():
        section = pages["reference/directives.html"].find(id=f"directive-{name}")
        section = (
            section
            if section.name == "section"
            else section.find_parent("section") or section.find_next("section")
        )
        assert all(f":{option}:" in section.get_text() for option in found.option_spec or {}), name
    assert {f"role-{name}" for name in reference.roles()} <= ids["reference/directives.html"]
    for command in reference.commands():
        assert command.name.replace(" ", "-") in ids["reference/commands.html"]
        assert all(word in texts["reference/commands.html"] for word in command.usage.split())
    assert {
        f"setting-{f.name.replace('_', '-')}" for f in reference.fields(reference.EditionConfig)
    } <= ids["reference/settings.html"]
    for page, schema in (("layers", "layer"), ("data", "edition")):
        assert all(
            f"\n{name}\n" in pages[f"reference/{page}.html"].get_text("\n")
            for name in reference.schema_of(schema)["properties"]
        )


def test_reference_is_in_both_languages(reference):
    texts_by_name = [(command.name, command.ja, command.en) for command in reference.commands()]
    texts_by_name += [
        (f"{c.name} {a.written}", a.ja, a.en) for c in reference.commands() for a in c.arguments
    ]
    texts_by_name += [
        (name, *found.purpose)
        for name, found in (*reference.directives().items(), *reference.roles().items())
    ]
    options = {
        (name, key): option
        for name, found in reference.directives().items()
        for key, option in (found.option_spec or {}).items()
    }
    texts_by_name += [
        (key, option.ja, option.en) for key, option in options.items() if key[0] != "csv-table"
    ]  # docutils' own
    texts_by_name += [
        (f.name, f.metadata["ja"], f.metadata["en"])
        for f in reference.fields(reference.EditionConfig)
    ]
    texts_by_name += [(s.label, *s.value) for s in Subtype]
    texts_by_name += [(code, *meaning) for code, meaning in reference.EXIT_CODES.items()]
    texts_by_name += [(kind.value, *label) for kind, label in reference.LABELS.items()]
    assert [
        name
        for name, ja, en in texts_by_name
        if not (_JAPANESE.search(ja) and en and not _JAPANESE.search(en))
    ] == []
    assert all(reference.usage_of(found) for found in reference.directives().values())


def test_every_internal_link_has_a_target(pages, built):
    ids = {name: {tag["id"] for tag in page.select("[id]")} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for link in page.select("a[href]"):
            address, _, anchor = link["href"].partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = (
                (built / name).parent.joinpath(unquote(address)).resolve()
                if address
                else built / name
            )
            place = (
                target.relative_to(built.resolve()).as_posix()
                if target.is_relative_to(built.resolve())
                else ""
            )
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


@pytest.mark.parametrize("page", ["index", *DOORS])
def test_every_section_is_in_both_languages(page):
    """Under each heading, Japanese and English prose in turn."""
    text = re.sub(
        r"^(`{3,}).*?^\1$",
        "",
        (DOCS / f"{page}.md").read_text("utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    for section in re.split(r"^(?=#)", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = section.partition("\n")
        english = re.findall(
            r"^:::\{lang\} en\n(.*?)^:::$", rest, re.MULTILINE | re.DOTALL
        ) + re.findall(r"\[([^\]]+)\]\{\.language-en\}", rest)
        japanese = re.sub(
            r"^:::\{.*?^:::$|\[[^\]]+\]\{\.language-en\}|^\(.*\)=$",
            "",
            rest,
            flags=re.MULTILINE | re.DOTALL,
        )
        if not english and not japanese.strip():
            continue
        assert english, heading
        assert _JAPANESE.search(japanese), heading
        assert re.search(r"[ぁ-んァ-ヶ一-龠].* [A-Z]", heading) or page == "index", heading
