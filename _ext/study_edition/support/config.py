"""The settings of an edition: the one declaration of each, with its default and description."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from ..core.citation.citation_records import Person, RecordError, Title, read_essay, read_setting
from ..core.model.problems import Subtype
from ..core.text.messages import N_
from .reporting import warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


RECORD = "witness.json"
PAPERS = ("a4", "b5", "letter")
SIZES = ("normal", "large")
AUDIENCES = ("student", "instructor")
PARAGRAPHS = ("precis", "text")
DATES = ("moment", "released")
RECORDS: dict[str, Callable[[Any], object]] = {
    "essay": read_essay,
    "title": lambda value: read_setting(Title, value, ""),
    "editors": lambda value: read_setting(Person, value, ""),
}
"""The settings that are records, with the reader of each."""


def _option(default: object, purpose: str, rebuild: str = "env") -> Any:  # noqa: ANN401
    metadata = {"purpose": purpose, "rebuild": rebuild}
    if isinstance(default, (list, dict)):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class EditionConfig:
    """Every ``edition_*`` value of ``conf.py``, without the prefix."""

    moment: str = _option(
        "",
        N_("Date of the essay (ISO 8601). Events in `since-then` must be later."),
    )
    paragraphs: str = _option(
        "precis",
        N_("Text of the numbered paragraphs: precis, by the editors, or text, the work's own."),
    )
    witness_record: str = _option(
        RECORD,
        N_("The tracked record of the witness, relative to conf.py."),
    )
    ledger: str = _option(
        "anchors.lock",
        N_("The ledger of published ids, relative to conf.py; empty for none."),
        rebuild="",
    )
    essay: dict[str, Any] = _option(
        {},
        N_(
            "The work with the numbered paragraphs "
            "(core.citation.citation_records.Essay); without it there are no citations."
        ),
    )
    title: dict[str, str] = _option(
        {},
        N_(
            "The edition's title as cited: own, romanised, english, short "
            "(core.citation.citation_records.Title)."
        ),
    )
    editors: dict[str, str] = _option(
        {},
        N_(
            "The editors as cited: family (English), native "
            "(core.citation.citation_records.Person)."
        ),
    )
    license: str = _option(
        "",
        N_("The licence of what the editors wrote, as its SPDX identifier."),
    )
    layers: list[str] = _option(
        [],
        N_("Folders or files of layers outside source/, relative to conf.py."),
    )
    audience: str = _option(
        "student",
        N_(
            "Audience of the build: student, or instructor, which includes rubrics, "
            "answers and the layers for instructors."
        ),
    )
    private: bool = _option(
        default=False,
        purpose=N_(
            "Whether the build includes the attached text; only `edition build --private` sets it."
        ),
    )
    legend: bool = _option(
        default=True,
        purpose=N_("Whether a text page opens with its range and its layers."),
    )
    readings: str = _option(
        "readings.txt",
        N_("List of words with their readings, for furigana, relative to conf.py."),
        rebuild="",
    )
    released: str = _option(
        "",
        N_("Date of this version (ISO 8601), printed in the study guide."),
        rebuild="",
    )
    downloads: list[str] = _option(
        [],
        N_("Files in source/ that links may offer for download, as patterns."),
    )
    pdf_documents: list[str] = _option(
        [],
        N_("Documents of the study guide, as patterns; empty for all but lists of notes."),
        rebuild="",
    )
    pdf_paper: str = _option(
        "a4",
        N_("Paper of the study guide: a4, b5 or letter."),
        rebuild="",
    )
    pdf_size: str = _option(
        "normal",
        N_("Size of its type: normal or large."),
        rebuild="",
    )
    pdf_languages: list[str] = _option(
        ["en"],
        N_("Languages printed besides the edition's own."),
        rebuild="",
    )
    pdf_fonts: dict[str, str] = _option(
        {},
        N_("Families of the system for mincho, gothic, bold, latin; empty for those pip brings."),
        rebuild="",
    )
    pdf_template: str = _option(
        "",
        N_("A Typst template to use instead of the engine's, relative to conf.py."),
        rebuild="",
    )

    @classmethod
    def of(cls, config: Config) -> EditionConfig:
        """Return the settings of a Sphinx configuration."""
        return cls(**{f.name: getattr(config, f"edition_{f.name}") for f in fields(cls)})


def _type_name(default: object) -> str:
    """Return the type of a setting, as Python writes it."""
    return "list[str]" if isinstance(default, list) else type(default).__name__


def is_date(text: str) -> bool:
    """Return whether *text* is an existing year, month or day (ISO 8601)."""
    try:
        dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return re.fullmatch("[0-9]{4}(?:-[0-9]{2}){0,2}", text) is not None


def check_settings(app: Sphinx, config: Config) -> None:
    """Report unusable values, and replace each by a default (event ``config-inited``)."""
    for f, default in ((f, getattr(EditionConfig(), f.name)) for f in fields(EditionConfig)):
        value = getattr(config, f"edition_{f.name}")
        if type(value) is not type(default) or (
            isinstance(value, list) and not all(isinstance(each, str) for each in value)
        ):
            _replace_setting(config, f.name, default, _type_name(default))
    for name in DATES:
        value = getattr(config, f"edition_{name}")
        if value and not is_date(value):
            _replace_setting(config, name, "", "YYYY-MM-DD")
    for name, choices in (
        ("pdf_paper", PAPERS),
        ("pdf_size", SIZES),
        ("audience", AUDIENCES),
        ("paragraphs", PARAGRAPHS),
    ):
        if getattr(config, f"edition_{name}") not in choices:
            _replace_setting(config, name, choices[0], ", ".join(choices))
    for name, reader in RECORDS.items():
        value = getattr(config, f"edition_{name}")
        try:
            if value:
                reader(value)
        except RecordError as error:
            warn(Subtype.BAD_RECORD, None, key=f"edition_{name}", detail=str(error))
            setattr(config, f"edition_{name}", {})


def _replace_setting(config: Config, name: str, default: object, choices: str) -> None:
    """Report the value of a setting as unusable, and replace it by *default*."""
    key = f"edition_{name}"
    warn(Subtype.BAD_SETTING, None, key=key, value=getattr(config, key), choices=choices)
    setattr(config, key, default)


def setup(app: Sphinx) -> None:
    """Declare the settings."""
    defaults = EditionConfig()
    for f in fields(EditionConfig):
        default = getattr(defaults, f.name)
        types = frozenset({type(default)})
        app.add_config_value(
            f"edition_{f.name}",
            default,
            f.metadata["rebuild"],
            types=types,
            description=f.metadata["purpose"],
        )
    app.connect("config-inited", check_settings)
