"""Layers with mistakes and attacks: each is reported with its line, and nothing runs."""

from __future__ import annotations

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from project_paths import DATA
from workshop import make_project, run_edition

FOLDER = DATA / "bad_layers"
BAD = sorted((FOLDER / "bad").glob("*.md"))
MESSAGES = tomllib.loads((FOLDER / "bad.toml").read_text("utf-8"))
"""File name to its messages: ``LINE: beginning of the message``."""
GENEROUS = [
    "attrs_inline",
    "deflist",
    "dollarmath",
    "html_image",
    "html_admonition",
    "substitution",
    "fieldlist",
    "tasklist",
]
"""Extensions of MyST that an editor may have enabled, and a layer would use."""
ACCOUNTS = "root:x:0"


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """All bad layers checked in one run from another folder: the result, and the lines by file."""
    folder = tmp_path_factory.mktemp("bad")
    project = make_project(folder)
    files = [os.path.relpath(path, project) for path in BAD]
    result = run_edition(project, "layer", "check", *files)
    messages = {path.stem: [] for path in BAD}
    for line in result.stderr.splitlines():
        start = next((file for file in files if line.startswith(f"edition: {file}:")), None)
        assert start, line
        messages[Path(start).stem].append(line.removeprefix(f"edition: {start}:"))
    return result, messages


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An edition with all bad layers, built as a user builds it: the result and the HTML folder."""
    project = make_project(tmp_path_factory.mktemp("site"))
    conf = project / "conf.py"
    conf.write_text(conf.read_text("utf-8") + f"myst_enable_extensions += {GENEROUS}\n", "utf-8")
    for path in BAD:
        (project / "source/layers" / path.name).write_bytes(path.read_bytes())
    return run_edition(project, "build", "html", "--quiet"), project / "build/html"


def test_corpus_of_bad_layers_is_complete():
    assert len(BAD) >= 40
    assert {path.stem for path in BAD} == set(MESSAGES)


@pytest.mark.parametrize("name", MESSAGES)
def test_each_fault_is_one_line_with_its_position(checked, name):
    _, messages = checked
    assert [line for line in messages[name] if "Traceback" in line] == []
    assert len(messages[name]) == len(MESSAGES[name]), messages[name]
    for line, expected in zip(messages[name], MESSAGES[name], strict=True):
        assert line.startswith(expected)


def test_check_of_bad_layers_fails_without_a_traceback(checked):
    result, _ = checked
    assert result.returncode == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    "name", ["front-myst", "include", "note-deep", "encoding-utf16", "nothing"]
)
def test_single_bad_layer_is_reported_in_the_same_way(tmp_path, name):
    project = make_project(tmp_path)
    path = project / "source/layers" / f"{name}.md"
    path.write_bytes((FOLDER / "bad" / path.name).read_bytes())
    result = run_edition(project, "layer", "check", f"source/layers/{name}.md")
    assert result.returncode == 1
    lines = [
        line.removeprefix(f"edition: source/layers/{name}.md:")
        for line in result.stderr.splitlines()
    ]
    assert [
        line.startswith(expected) for line, expected in zip(lines, MESSAGES[name], strict=True)
    ] == [True] * len(MESSAGES[name])


def test_too_large_layer_is_reported(tmp_path):
    project = make_project(tmp_path)
    path = project / "source/layers/huge.md"
    path.write_bytes(b"---\nlayer: huge\n---\n" + b"x" * 4 * 1024 * 1024)
    result = run_edition(project, "layer", "check", "source/layers/huge.md")
    assert result.returncode == 1
    assert (
        result.stderr
        == "edition: source/layers/huge.md: it is too large (at most 4 MB): divide it.\n"
    )


def test_image_that_is_a_symbolic_link_is_refused(tmp_path):
    project = make_project(tmp_path)
    (project / "source/layers/p.png").symlink_to("/etc/passwd")
    text = (FOLDER / "bad/image-handler.md").read_text("utf-8").replace("x.png", "p.png")
    (project / "source/layers/linked.md").write_text(text, "utf-8")
    result = run_edition(project, "layer", "check", "source/layers/linked.md")
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "source/layers/linked.md:13: 'p.png' is not an image in source" in result.stderr


@pytest.mark.slow
def test_build_with_bad_layers_fails_and_names_every_file(site):
    result, _ = site
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    unnamed = [path.name for path in BAD if f"/layers/{path.name}:" not in result.stderr]
    assert unnamed == []


@pytest.mark.slow
def test_no_other_file_of_the_machine_is_published(site):
    _, html = site
    assert Path("/etc/passwd").read_text("utf-8").startswith(ACCOUNTS)
    found = subprocess.run(
        ["grep", "-rlE", f"{ACCOUNTS}|edition_moment =", str(html)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""


HARM = """() => {
  const found = [];
  const ours = (address) => !address || new URL(address, location.href).protocol === "file:";
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(`${element.tagName} ${name}`);
      const plain = value.replace(/[\\u0000-\\u0020]/g, "");
      if (/^(href|src|xlink:href|action|formaction|data)$/i.test(name) && /^(javascript|data|vbscript|blob):/i.test(plain)) {
        found.push(`${element.tagName} ${name}=${value}`);
      }
    }
  }
  for (const element of document.querySelectorAll("iframe, object, embed, base, meta[http-equiv], form:not(.search)")) {
    if (element.outerHTML !== '<meta http-equiv="Content-Type">') found.push(element.outerHTML.slice(0, 80));
  }
  for (const element of document.querySelectorAll("script, img, link[rel=stylesheet], audio, video, source")) {
    if (!ours(element.src || element.href)) found.push(element.outerHTML.slice(0, 80));
    if (element.tagName === "SCRIPT" && !element.src && element.type !== "application/ld+json" && /alert/.test(element.textContent)) {
      found.push(element.textContent.slice(0, 80));
    }
  }
  return found;
}"""


def test_nothing_of_bad_layers_runs_in_the_browser(site, browser):
    """On every page they reach: no dialog, no script, no request to another host."""
    _, html = site
    context = browser.new_context()
    page = context.new_page()
    happened: list[str] = []
    page.on(
        "dialog", lambda dialog: (happened.append(f"dialog {dialog.message}"), dialog.dismiss())
    )
    page.on(
        "request",
        lambda request: (
            happened.append(request.url) if not request.url.startswith("file:") else None
        ),
    )
    pages = [
        *sorted((html / "layers").glob("*.html")),
        *sorted((html / "text").glob("*.html")),
        html / "index.html",
    ]
    assert len(pages) > 75
    for path in pages:
        page.goto(path.as_uri(), wait_until="load")
        happened += [f"{path.name}: {found}" for found in page.evaluate(HARM)]
        assert page.url == path.as_uri()
    context.close()
    assert happened == []
