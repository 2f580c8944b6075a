"""The edition of this repository is complete and consistent."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sphinx.util.inventory import InventoryFile

from project_paths import PROJECT
from study_edition.core.witness.witness_record import read_record
from workshop import run_edition

WITNESS = PROJECT.parent / "shared/witness"


@pytest.fixture(scope="session")
def data(edition):
    return json.loads((edition / "edition.json").read_text("utf-8"))


def pages(edition):
    """Return every page of the site; the theme has templates among its files."""
    return [page for page in edition.rglob("*.html") if "_static" not in page.parts]


@pytest.fixture(scope="session")
def ids(edition):
    """Every id of the site, with its page."""
    found = []
    for page in pages(edition):
        found += [
            (name, page.relative_to(edition))
            for name in re.findall(r'\bid="([^"]+)"', page.read_text("utf-8"))
        ]
    return found


@pytest.mark.quick
def test_edition_has_fifty_paragraphs(ids):
    count = Counter(name for name, _ in ids if re.fullmatch(r"p\d+", name))
    assert count == {f"p{n}": 1 for n in range(1, 51)}


def test_edition_has_sixty_terms(ids):
    terms = {name for name, _ in ids if name.startswith("term-")}
    assert len(terms) == 60
    assert {"term-bretton-woods", "term-masga", "term-nss"} <= terms


def test_no_id_occurs_twice_on_a_page(ids):
    assert [place for place, n in Counter(ids).items() if n > 1] == []


def test_every_paragraph_has_a_precis_in_both_languages_and_a_note_with_a_source(data):
    notes = {note["id"]: note for note in data["notes"]}
    for paragraph in data["paragraphs"]:
        assert set(paragraph["precis"]) == {"ja", "en"}, paragraph["id"]
    commentary = [note for note in notes.values() if note["layer"] == "commentary"]
    assert 90 <= len(commentary) <= 130
    covered = set()
    for note in commentary:
        if note["sources"]:
            for part in note["locus"].split(","):
                first, _, last = part.partition("-")
                covered |= set(range(int(first), int(last or first) + 1))
    assert covered >= set(range(1, 51))


@pytest.mark.quick
def test_json_is_valid_and_has_the_ids_of_the_pages(edition, data, ids):
    schema = json.loads((edition / "edition.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    on_pages = {name for name, _ in ids}
    for kind, prefix in (("paragraphs", "p"), ("notes", "note-"), ("terms", "term-")):
        named = {item["id"] for item in data[kind]}
        assert named == {
            name
            for name in on_pages
            if re.match(rf"{prefix}\d*", name) and (prefix != "p" or re.fullmatch(r"p\d+", name))
        }
    for kind in ("paragraphs", "notes", "terms", "sources"):
        for item in data[kind]:
            page, anchor = item["address"].split("#")
            assert (anchor, Path(page)) in set(ids), item["id"]


def test_inventory_has_the_ids_of_the_data(edition, data):
    inventory = InventoryFile.loads((edition / "objects.inv").read_bytes(), uri="").data
    assert set(inventory["edition:para"]) == {p["id"] for p in data["paragraphs"]}
    assert {f"term-{name}" for name in inventory["edition:term"]} == {
        t["id"] for t in data["terms"]
    }
    assert set(inventory["edition:note"]) == {n["id"] for n in data["notes"]}


def test_every_link_inside_the_edition_has_a_target(edition, ids):
    known = {(str(page), name) for name, page in ids}
    broken = []
    for page in pages(edition):
        for target in re.findall(r'\bhref="([^"]+)"', page.read_text("utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            path = path.partition("?")[0]
            place = (page.parent / path).resolve() if path else page
            if not place.exists() or (
                anchor
                and place.suffix == ".html"
                and (str(place.relative_to(edition.resolve())), anchor) not in known
            ):
                broken.append((page.name, target))
    assert [b for b in broken if b[1] not in {"#", "#main-content"}] == []


class _Requests(HTMLParser):
    """Collects what a page would load from another host, and its inline event handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            loads = name in {"src", "srcset", "poster", "data"} or (
                name == "href" and tag == "link" and dict(attrs).get("rel") != "canonical"
            )
            if (loads and re.match(r"(?:https?:)?//", value or "")) or name.startswith("on"):
                self.found.append((tag, name, value))


def test_no_page_requests_other_hosts_or_has_inline_handlers(edition):
    found = []
    for page in pages(edition):
        parser = _Requests()
        parser.feed(page.read_text("utf-8"))
        found += parser.found
    assert found == []


def test_no_path_of_the_machine_is_in_the_build(edition):
    places = (str(PROJECT), str(Path.home()) + "/", str(edition.parent))
    texts = [
        p
        for p in edition.rglob("*")
        if p.is_file() and p.suffix in {".html", ".json", ".js", ".txt", ".xml", ".css"}
    ]
    assert [p.name for p in texts for place in places if place in p.read_text("utf-8")] == []


def test_witness_record_covers_every_paragraph(data):
    record = read_record(PROJECT / "witness.json")
    assert set(record.fingerprints) == {p["id"] for p in data["paragraphs"]}


def test_failed_check_fails_again_until_corrected(edition, tmp_path):
    folder = tmp_path / "edition"
    shutil.copytree(
        edition.parents[1], folder, ignore=shutil.ignore_patterns("build", ".cache", "_ext")
    )
    layer = folder / "source/layers/commentary.md"
    text = layer.read_text("utf-8")
    layer.write_text(text + "\n:::{note} 51\n:id: too-far\n\n注。\n:::\n", "utf-8")
    (folder / "_ext").symlink_to(edition.parents[1] / "_ext")
    first, second = (run_edition(folder, "check") for _ in range(2))
    layer.write_text(text, "utf-8")
    assert (first.returncode, second.returncode) == (1, 1)
    line = text.count("\n") + 2
    for result in (first, second):
        assert (
            f"source/layers/commentary.md:{line}: WARNING: there is no paragraph 51 in this edition (¶1–50)"
            in result.stderr
        )
        assert "Traceback" not in result.stderr
    assert run_edition(folder, "check").returncode == 0


# -- compared with the witness (see also test_gate.py)


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_precis_is_shorter_than_its_paragraph(data):
    """At most 62 % of its characters."""
    for paragraph in data["paragraphs"]:
        assert (
            len(squeeze(paragraph["precis"]["ja"])) <= 0.62 * paragraph["fingerprint"]["length"]
        ), paragraph["id"]


def test_witness_record_matches_the_witness(edition):
    folder = edition.parents[1]
    path = next(WITNESS.glob("*.txt"), None)
    if path is None:
        pytest.skip(f"the witness is not available ({WITNESS.name}/*.txt next to the project)")
    before = (folder / "witness.json").read_text("utf-8")
    result = run_edition(folder, "fingerprint", str(path), "--lines", "7-111")
    assert result.returncode == 0, result.stderr
    assert (folder / "witness.json").read_text("utf-8") == before
