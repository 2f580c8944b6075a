"""The findings of a coursework check, as data for programs and as an HTML page."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.coursework import FindingKind
from ..core.text.messages import N_, user_language
from ..support.interface import TemplateWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.coursework import CourseworkEdition, Report

LABELS = {
    FindingKind.NO_SUCH_PARAGRAPH: N_("no such paragraph"),
    FindingKind.RETIRED: N_("retired paragraph"),
    FindingKind.WRONG_PARAGRAPH: N_("wrong paragraph"),
    FindingKind.QUOTATION_ALTERED: N_("quotation altered"),
    FindingKind.QUOTATION_NOT_FOUND: N_("quotation not found"),
    FindingKind.QUOTATION_UNCITED: N_("quotation uncited"),
    FindingKind.QUOTATION_UNCHECKED: N_("quotation unchecked"),
    FindingKind.SOURCE_MISSING: N_("source missing"),
}
"""The name of each kind of finding, in Japanese and English."""


class CheckedFile(NamedTuple):
    """A coursework file and the report on it."""

    path: str
    report: Report


def as_data(checked: Sequence[CheckedFile]) -> dict[str, Any]:
    """Return the findings as plain data, with messages in the user's language."""
    return {
        "files": [
            {
                "path": path,
                "references": report.references,
                "findings": [
                    {
                        "line": finding.line,
                        "kind": finding.kind.value,
                        "locus": finding.locus or None,
                        "excerpt": finding.excerpt,
                        "message": finding.message.text(user_language()),
                    }
                    for finding in report.findings
                ],
            }
            for path, report in checked
        ]
    }


def as_html(checked: Sequence[CheckedFile], edition: CourseworkEdition) -> str:
    """Return a self-contained page; everything taken from a file is escaped."""
    from jinja2 import Environment  # noqa: PLC0415  most runs do not need it

    template = (files(__package__) / "templates" / "coursework-report.html").read_text("utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(TemplateWords(edition.language).functions())
    page = environment.from_string(template)
    return (
        page.render(
            checked=checked,
            labels=LABELS,
            title=edition.titles[0] if edition.titles else "",
            witness=bool(edition.witness),
        )
        + "\n"
    )
