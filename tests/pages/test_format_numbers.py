"""Published formats are numbered, and a number keeps what it promises (CONTRIBUTING.md)."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from project_paths import DATA, PROJECT
from schema_changes import losses
from study_edition.core.model import front_matter, ledger_format
from study_edition.pages import edition_json

LAYER = json.loads((files("study_edition.core.model") / front_matter.SCHEMA).read_text("utf-8"))
EDITION = edition_json.edition_schema()
PUBLISHED = {
    name: json.loads((DATA / f"schemas/published/{name}.json").read_text("utf-8"))
    for name in ("edition.json-1", "layer-1")
}
"""The schemas as first published under each number, without descriptions."""


@pytest.mark.parametrize("schema", [EDITION, LAYER], ids=["edition.json", "layer"])
def test_schema_has_an_id_with_its_number(schema):
    Draft202012Validator.check_schema(schema)
    project, name, number = schema["$id"].removeprefix("urn:").split(":")
    assert (project, number.isdecimal()) == ("x-study-edition", True)
    published = PUBLISHED[f"{name}-{number}"]
    assert published["$id"] == schema["$id"]
    assert losses(published, schema) == []


def test_numbers_in_data_are_those_of_their_schemas(workshop):
    data = json.loads((workshop.build() / "edition.json").read_text("utf-8"))
    number = EDITION["properties"]["format"]["const"]
    assert data["format"] == edition_json.FORMAT == number == int(EDITION["$id"].rpartition(":")[2])
    assert list(data)[:2] == ["$schema", "format"]
    ledger = (PROJECT / "anchors.lock").read_text("utf-8").partition("\n")[0]
    assert json.loads(ledger)["format"] == ledger_format.FORMAT


def rename(schema):
    schema["properties"]["heading"] = schema["properties"].pop("title")


def make_optional(schema):
    schema["required"].remove("moment")


def retype(schema):
    schema["properties"]["version"]["type"] = "number"


def drop_value(schema):
    schema["properties"]["audience"]["enum"] = ["student"]


def drop_deep(schema):
    del schema["properties"]["notes"]["items"]["properties"]["lemma"]


@pytest.mark.parametrize("change", [rename, make_optional, retype, drop_value, drop_deep])
def test_change_that_breaks_readers_is_found(change):
    changed = deepcopy(EDITION)
    change(changed)
    assert len(losses(EDITION, changed)) == 1


def test_addition_breaks_nobody():
    changed = deepcopy(EDITION)
    changed["properties"]["maps"] = {"type": "array"}
    changed["required"].append("maps")
    changed["properties"]["audience"]["enum"].append("examiner")
    assert losses(EDITION, changed) == []
