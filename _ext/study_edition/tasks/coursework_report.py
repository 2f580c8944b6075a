"""The findings of a coursework check, as data for programs and as an HTML page."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.coursework import FindingKind
from ..support.cli_text import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.coursework import CourseworkEdition, Report

LABELS = {
    FindingKind.NO_SUCH_PARAGRAPH: ("ない段落", "no such paragraph"),
    FindingKind.RETIRED: ("引退した段落", "retired paragraph"),
    FindingKind.WRONG_PARAGRAPH: ("段落違い", "wrong paragraph"),
    FindingKind.QUOTATION_ALTERED: ("引用の改変", "quotation altered"),
    FindingKind.QUOTATION_NOT_FOUND: ("引用元にない", "quotation not found"),
    FindingKind.QUOTATION_UNCITED: ("出所なし", "quotation uncited"),
    FindingKind.QUOTATION_UNCHECKED: ("未照合", "quotation unchecked"),
    FindingKind.SOURCE_MISSING: ("文献漏れ", "source missing"),
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
                        "message": say(finding.message_ja, finding.message_en),
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
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    return (
        page.render(
            checked=checked,
            labels=LABELS,
            title=edition.titles[0] if edition.titles else "",
            witness=bool(edition.witness),
        )
        + "\n"
    )
