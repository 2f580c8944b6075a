"""Files that are not published: links that lead out of the edition, and names of generated pages."""

import pytest

from built_files import files_containing

WORDS = "壁の外の覚え書き"


def test_links_to_files_outside_are_not_published(workshop, tmp_path):
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "notes.md").write_text(f"# {WORDS}\n\n{WORDS}\n", "utf-8")
    (workshop.source / "text/zz.md").symlink_to(outside / "notes.md")
    (workshop.source / "text/folder").symlink_to(outside)
    (workshop.source / "text/again.md").symlink_to(workshop.source / "text/zz.md")
    out = workshop.build()
    assert files_containing(out.parent, (WORDS,)) == {}
    assert {(w.path, w.subtype) for w in workshop.warned} == {
        (f"text/{name}.md", "edition.link_outside") for name in ("zz", "folder/notes", "again")
    }


def test_link_within_the_edition_is_a_document(workshop):
    (workshop.source / "text/two-again.md").symlink_to(workshop.source / "overview.md")
    workshop.build()
    assert not [w for w in workshop.warned if w.subtype == "edition.link_outside"]
    assert workshop.page("text/two-again").select_one("h1")


@pytest.mark.parametrize("name", ["search", "genindex", "retired", "p/1", "_cards/index"])
def test_document_with_the_name_of_a_generated_page_is_refused(workshop, name):
    workshop.write(f"{name}.md", f"# {WORDS}\n")
    out = workshop.build()
    (warned,) = workshop.warned
    assert (warned.path, warned.line, warned.subtype) == (f"{name}.md", 1, "edition.reserved_name")
    assert files_containing(out, (WORDS,)) == {}


def test_file_changed_while_it_is_read_is_read_again(workshop):
    """Even if its time is an old one then."""
    one = workshop.source / "text/one.md"
    workshop.add(
        "conf.py",
        "\n\ndef setup(app):\n"
        "    import os, pathlib\n"
        "    def edit(app, env):\n"
        "        once, one = (pathlib.Path(app.srcdir, name) for name in ('once', 'text/one.md'))\n"
        "        if once.exists():\n"
        "            once.unlink()\n"
        f"            one.write_text(one.read_text('utf-8') + '\\n{WORDS}\\n', 'utf-8')\n"
        "            os.utime(one, (1_000_000_000, 1_000_000_000))\n"
        "        return []\n"
        "    app.connect('env-updated', edit, priority=1)\n",
    )
    workshop.write("once", "")
    workshop.build()
    assert WORDS in one.read_text("utf-8")
    assert WORDS not in workshop.page("text/one").get_text()
    workshop.build()
    assert WORDS in workshop.page("text/one").get_text()
