"""The edition's settings: each declared, documented and given its default here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def _option(default: object, doc: str, rebuild: str = "env") -> Any:  # noqa: ANN401
    return field(default=default, metadata={"doc": doc, "rebuild": rebuild})


@dataclass(frozen=True)
class EditionConfig:
    """Every ``edition_*`` value of ``conf.py``, without the prefix."""

    moment: str = _option("", "Date the text was written for (ISO 8601). What is told as `since-then` must be later.")
    witness_record: str = _option("witness.json", "The tracked record of the witness, relative to conf.py.")
    legend: bool = _option(default=True, doc="Whether a text page opens with its range and its layers.")

    @classmethod
    def of(cls, config: Config) -> EditionConfig:
        """The settings of a Sphinx configuration."""
        return cls(**{f.name: getattr(config, f"edition_{f.name}") for f in fields(cls)})


def setup(app: Sphinx) -> None:
    """Declare the settings."""
    for f in fields(EditionConfig):
        app.add_config_value(
            f"edition_{f.name}", f.default, f.metadata["rebuild"], types=frozenset({type(f.default)}), description=f.metadata["doc"]
        )
