"""Citations in the text: （船橋 1988、55頁；Zimmermann 2002）."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.style.names import BaseNameStyle
from pybtex.style.template import Node
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from ..support.language import language_of
from .name_forms import family_name, format_pages, is_japanese, short_names

if TYPE_CHECKING:
    from pybtex.database import Person
    from pybtex.richtext import BaseText, Text

_ENGLISH_MARKS = {"（": "(", "）": ")", "；": "; ", "、": ", "}
_JAPANESE_MARK = re.compile("|".join(_ENGLISH_MARKS))
_ET_AL = re.compile(r"ほか(?= ?(?:\d{4}|n\.d\.|$))")


class FamilyNameStyle(BaseNameStyle):  # type: ignore[misc]  # pybtex has no types
    """The name of a person as cited in the text."""

    def format(self, person: Person, abbr: bool = False) -> Text:  # noqa: FBT001, FBT002  pybtex's signature
        """Return the family name."""
        return family_name(person)


@dataclass
class ShortPersonStyle(PersonStyle):
    """The authors of a citation: up to two in full, more as the first and ほか (et al.)."""

    style_plugin: BaseNameStyle = field(init=False)

    def __post_init__(self) -> None:
        """Set the name style."""
        self.style_plugin = FamilyNameStyle()

    def author_or_editor_or_title(self, full: bool) -> Node:  # noqa: FBT001
        """Return a template for the authors, else the editors, else the title."""
        return Node("persons", lambda _children, data: short_names(data["entry"], full=full))

    def names(self, role: str, full: bool) -> Node:  # noqa: FBT001
        """Return a template for the persons of one role."""
        return Node(
            "persons", lambda _children, data: short_names(data["entry"], full=full, roles=(role,))
        )


def _full_width_brackets() -> BracketStyle:
    return BracketStyle(left="（", right="）", sep="；")


@dataclass
class JapaneseAuthorYear(AuthorYearReferenceStyle):
    """（船橋 1988、55頁；Zimmermann 2002）."""

    bracket_parenthetical: BracketStyle = field(default_factory=_full_width_brackets)
    bracket_textual: BracketStyle = field(default_factory=_full_width_brackets)
    bracket_author: BracketStyle = field(default_factory=_full_width_brackets)
    bracket_label: BracketStyle = field(default_factory=_full_width_brackets)
    bracket_year: BracketStyle = field(default_factory=_full_width_brackets)
    person: PersonStyle = field(default_factory=ShortPersonStyle)
    author_year_sep: BaseText | str = " "
    text_reference_sep: BaseText | str = ""
    pre_text_sep: BaseText | str = " "
    post_text_sep: BaseText | str = "、"

    def inner(self, role_name: str) -> Node:
        """Return the template of the base style, with the locator in the work's language."""
        template = super().inner(role_name)

        def format_data(_children: object, data: dict[str, Any]) -> BaseText:
            info = data["reference_info"]
            locator = format_pages(info.post_text, japanese=is_japanese(data["entry"]))
            return template.format_data(
                {**data, "reference_info": info._replace(post_text=locator)}
            )

        return Node("citation", format_data)


class LocaliseCitations(SphinxPostTransform):
    """Puts citations into the form of the surrounding language, and removes their tooltips.

    A tooltip with the whole work cannot be reached by keyboard or touch; its hover card can.
    """

    default_priority = 12
    """After references are resolved (10)."""

    def run(self, **kwargs: object) -> None:
        """Localise every citation of the document."""
        for citation in self.document.findall(nodes.inline):
            if "bibtex-citation" not in citation["classes"]:
                continue
            for link in citation.findall(nodes.reference):
                link.attributes.pop("reftitle", None)
            localise_citation(citation, language_of(citation, self.config.language))


def localise_citation(citation: nodes.inline, lang: str) -> None:
    """Put a citation into the form of a language: brackets, separators, and et al."""
    if lang.startswith("ja"):
        return
    for text in list(citation.findall(nodes.Text)):
        # a link has author and year; apart from ほか, Japanese in it belongs to the work
        in_link = isinstance(text.parent, nodes.reference)
        localised = (
            _ET_AL.sub(" et al.", text)
            if in_link
            else _JAPANESE_MARK.sub(lambda m: _ENGLISH_MARKS[m[0]], text)
        )
        text.parent.replace(text, nodes.Text(localised))
