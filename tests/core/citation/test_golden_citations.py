"""Every style and language against its golden file."""

import pytest

from golden_citations import FOLDER, pages

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_golden(name):
    assert PAGES[name] == (FOLDER / name).read_text("utf-8")


def test_no_golden_file_is_left_over():
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)
