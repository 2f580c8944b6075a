"""Every style and language compared with its golden file."""

import pytest

from golden_citations import FOLDER, pages

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_citations_match_the_golden_file(name):
    assert PAGES[name] == (FOLDER / name).read_text("utf-8")


def test_no_golden_file_is_unused():
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)
