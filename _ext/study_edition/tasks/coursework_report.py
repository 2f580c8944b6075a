"""What a check of coursework found, for programs and as a page of its own."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from ..core.coursework import Kind
from ..support.cli_text import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..core.coursework import CourseworkEdition, Report

LABELS = {
    Kind.NO_SUCH_PARAGRAPH: ("ない段落", "no such paragraph"),
    Kind.RETIRED: ("引退した段落", "retired paragraph"),
    Kind.WRONG_PARAGRAPH: ("段落違い", "wrong paragraph"),
    Kind.QUOTATION_ALTERED: ("引用の改変", "quotation altered"),
    Kind.QUOTATION_NOT_FOUND: ("引用元にない", "quotation not found"),
    Kind.QUOTATION_UNCITED: ("出所なし", "quotation uncited"),
    Kind.QUOTATION_UNCHECKED: ("未照合", "quotation unchecked"),
    Kind.SOURCE_MISSING: ("文献漏れ", "source missing"),
}
"""What each kind is called, in Japanese and English."""


class Checked(NamedTuple):
    """A file that was checked."""

    path: str
    report: Report


def as_data(checked: Sequence[Checked]) -> dict[str, Any]:
    """The findings as plain data; messages in the user's language."""
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


def as_html(checked: Sequence[Checked], edition: CourseworkEdition) -> str:
    """A page that needs nothing but itself; everything from a file is escaped."""
    from jinja2 import Environment  # noqa: PLC0415  half of the command's uses never need it

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
