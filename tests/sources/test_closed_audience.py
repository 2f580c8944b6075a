"""What is not known to be for students is in no file of their edition, and is reported with its line."""

import random

import pytest

from built_files import files_containing
from workshop import Workshop

SECRET = "黒曜石の合図"  # noqa: S105  a word to look for
FENCES = ["---", "--- # key", "----", " ---", "\n---", "\ufeff\n---", "+++", "---yaml", "———"]
FENCES += ["ーーー", "--", "% c\n---", "```yaml", "***", "---\u3000", "\u200b---", "= = ="]
KEYS = ["layr: exam", "Layer: exam", "layer：exam", "layer: ", "layer:exam", "- layer: exam"]
KEYS += ["layers: exam", "", "layer: [exam]", "{layer: exam}", 'layer: "exam', "laуer: exam"]
KEYS += [
    "layer: exam\nlayer: exam",
    "layer: exam\n----",
    "layer: 試験",
    "layer: exam\nx: &a {k: *a}",
]
AUDIENCES = ["audience: instructors", "Audience: instructor", "audience：instructor"]
AUDIENCES += ["audiance: instructor", "audience: [instructor]", "audience: |\n  instructor"]
AUDIENCES += ["audience:instructor", "audience: 教員", "audience: student\naudience: instructor"]
AUDIENCES += ["# audience: instructor", "audience: ~", "<<: {audience: instructor}"]
OPENINGS = [":::", "::::", "：：：", "::", "```", "~~~", "> :::", "- :::", ":::\u200b"]
NAMES = [
    "rubric",
    " rubric",
    "{ rubric }",
    "{rubric",
    "rubric}",
    "[answer]",
    "(answer)",
    "<rubric>",
]
NAMES += ["{rubrik}", "{answers}", "{anwser}", "｛rubric｝", "{.rubric}", "{#answer}", "Answer"]
NAMES += ["{{rubric}}", "{class=rubric}", "{ edition:rubric }", "{div} rubric", "rubric {.x}"]


def layer(fence="---", key="layer: exam", audience="audience: instructor"):
    """Return a layer file for instructors, with something wrong in its front matter."""
    closing = "```" if fence.startswith("```") else fence.split("\n")[-1].strip("\ufeff ")
    return (
        f"{fence}\n{key}\ntitle: T\nkind: comment\nauthor: A\nlang: ja\nlicense: CC0-1.0\n"
        f"{audience}\n{closing}\n# {SECRET}\n\n:::{{note}} 1\n:id: exam\n\n{SECRET}\n:::\n"
    )


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A fresh copy of the small edition with parts for instructors."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Workshop(tmp_path, "test-records")


def check_nothing_passes(workshop, files):
    """Build for students; nothing of the files is in the output or beside it, and each is reported."""
    for name, text in files.items():
        workshop.write(name, text)
    workshop.build()
    assert files_containing(workshop.folder / "out", (SECRET,)) == {}
    reported = {warned.path for warned in workshop.warned if warned.line}
    assert set(files) - reported == set()


def test_layer_with_odd_front_matter_is_left_out(workshop):
    wrong = [
        *(layer(fence=fence) for fence in FENCES[1:]),
        *(layer(key=key) for key in KEYS),
        *(layer(audience=audience) for audience in AUDIENCES),
        f"# {SECRET}\n\n{SECRET}\n",
        f"% {SECRET}\n",
    ]
    check_nothing_passes(workshop, {f"layers/x{n}.md": text for n, text in enumerate(wrong)})


def test_page_with_lost_front_matter_is_left_out(workshop):
    wrong = [*(layer(fence=fence) for fence in FENCES[1:]), layer(key="layr: exam"), layer(key="")]
    check_nothing_passes(workshop, {f"x{n}.md": text for n, text in enumerate(wrong)})


@pytest.mark.slow
def test_random_mixtures_of_faults_are_left_out(workshop):
    choose = random.Random(17)
    files = {}
    for n in range(120):
        parts = [choose.choice(FENCES), choose.choice(KEYS), choose.choice(AUDIENCES)]
        files[f"layers/x{n}.md"] = layer(*parts)
    check_nothing_passes(workshop, files)


@pytest.mark.slow
def test_half_written_blocks_for_instructors_are_left_out(workshop):
    choose = random.Random(17)
    written = [f"{opening}{name}" for opening in OPENINGS for name in NAMES]
    files = {}
    for n, block in enumerate(choose.sample(written, 120)):
        closing = block.strip("> -")[:3] if block.strip("> -")[:3] in ("```", "~~~") else ":::"
        inside = f"{block}\n{SECRET}\n{closing}\n"
        files[f"x{n}.md"] = (
            f"# T\n\n:::::{{question}} 1\n:id: x{n}\n:level: reading\n\nQ\n\n{inside}:::::\n"
        )
    check_nothing_passes(workshop, files)


UNREAD = [
    "    :::{rubric}\n    SECRET\n    :::",
    "\t:::{rubric}\n\tSECRET\n\t:::",
    "````\n:::{answer}\nSECRET\n:::\n````",
    "```text\n:::{rubric}\nSECRET\n:::\n```",
    "::::{code-block} text\n:::{rubric}\nSECRET\n:::\n::::",
    "::::{parsed-literal}\n:::{rubric}\nSECRET\n:::\n::::",
    "\\:::{rubric}\nSECRET\n\\:::",
    "Text :::{rubric}\nSECRET\n:::",
    "| a |\n|---|\n| :::{rubric} SECRET ::: |",
    ":::{rubric}\nA\n:::{note} 1\nSECRET\n:::\nSECRET\n:::",
    "- a\n\n      :::{rubric}\n      SECRET\n      :::",
]
READ = [
    ":::{rubric}\nSECRET\n:::",
    "- a\n\n  :::{rubric}\n  SECRET\n  :::",
    "1.  a\n\n    :::{answer}\n    SECRET\n    :::",
    "> :::{rubric}\n> SECRET\n> :::",
    "Text\n:::{rubric}\n\nSECRET\n\n:::",
    "```{rubric}\n:::{note} 1\nSECRET\n:::\n```",
    ":::::{admonition} T\n::::{rubric}\nSECRET\n:::\nSECRET\n::::\n:::::",
]


def asked(inside, n):
    """Return a page with a question that has a block."""
    inside = inside.replace("SECRET", SECRET)
    return f"# T\n\n::::::{{question}} 1\n:id: x{n}\n:level: reading\n\nQ\n\n{inside}\n::::::\n"


@pytest.mark.quick
def test_block_for_instructors_that_is_text_for_myst_is_left_out(workshop):
    check_nothing_passes(workshop, {f"x{n}.md": asked(text, n) for n, text in enumerate(UNREAD)})


def test_block_for_instructors_is_read_wherever_it_is(workshop):
    for n, text in enumerate(READ):
        workshop.write(f"x{n}.md", asked(text, n))
    workshop.build()
    assert files_containing(workshop.folder / "out", (SECRET,)) == {}
    assert {warned.subtype for warned in workshop.warned} == {"toc.not_included"}


def test_colons_without_a_directive_are_reported(workshop):
    workshop.write("x.md", "# T\n\n:::note\nA\n:::\n\n:::{ note } 1\nB\n:::\n\n:::{.x}\nC\n:::\n")
    workshop.build()
    reported = [w.line for w in workshop.warned if w.subtype == "edition.no_directive"]
    assert reported == [3, 7, 11]


def test_footnote_of_a_block_for_instructors_is_for_instructors(workshop):
    workshop.write(
        "extra.md",
        "# T\n\nSeen[^seen].\n\n::::{rubric}\nA[^key] and B[^2].\n::::\n\n"
        f"[^key]: {SECRET}[^more]\n[^2]: {SECRET}\n[^more]: {SECRET}\n[^seen]: For all.\n",
    )
    workshop.build()
    assert files_containing(workshop.folder / "out", (SECRET,)) == {}
    assert "For all." in workshop.page("extra").get_text()
    assert [w.subtype for w in workshop.warned] == ["toc.not_included"]
