"""Citations in the text: （船橋 1988、55頁；Zimmermann 2002）."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from pybtex.style.names import BaseNameStyle
from pybtex.style.template import Node
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from ..support.language import language_of
from .name_forms import cited, family, is_japanese, pages

if TYPE_CHECKING:
    from pybtex.database import Person
    from pybtex.richtext import BaseText, Text

_ENGLISH = {"（": "(", "）": ")", "；": "; ", "、": ", "}
_OTHERS = re.compile(r"ほか(?= ?(?:\d{4}|n\.d\.|$))")
_ENGLISH_FORM = re.compile("|".join(_ENGLISH))


class FamilyName(BaseNameStyle):
    """The name as cited in the text."""

    def format(self, person: Person, abbr: bool = False) -> Text:  # noqa: FBT001, FBT002  pybtex's signature
        """Give the family name."""
        return family(person)


@dataclass
class Persons(PersonStyle):
    """The authors of a citation: two in full, more as the first and ほか (et al.)."""

    style_plugin: BaseNameStyle = field(init=False)

    def __post_init__(self) -> None:
        """Use family names."""
        self.style_plugin = FamilyName()

    def author_or_editor_or_title(self, full: bool) -> Node:  # noqa: FBT001
        """Authors, else editors, else the title."""
        return Node("persons", lambda _children, data: cited(data["entry"], full=full))

    def names(self, role: str, full: bool) -> Node:  # noqa: FBT001
        """The persons of one role."""
        return Node(
            "persons", lambda _children, data: cited(data["entry"], full=full, roles=(role,))
        )


def _full_width() -> BracketStyle:
    return BracketStyle(left="（", right="）", sep="；")


@dataclass
class JapaneseAuthorYear(AuthorYearReferenceStyle):
    """（船橋 1988、55頁；Zimmermann 2002）."""

    bracket_parenthetical: BracketStyle = field(default_factory=_full_width)
    bracket_textual: BracketStyle = field(default_factory=_full_width)
    bracket_author: BracketStyle = field(default_factory=_full_width)
    bracket_label: BracketStyle = field(default_factory=_full_width)
    bracket_year: BracketStyle = field(default_factory=_full_width)
    person: PersonStyle = field(default_factory=Persons)
    author_year_sep: BaseText | str = " "
    text_reference_sep: BaseText | str = ""
    pre_text_sep: BaseText | str = " "
    post_text_sep: BaseText | str = "、"

    def inner(self, role_name: str) -> Node:
        """As the base style, with the locator in the form of the work's language."""
        template = super().inner(role_name)

        def format_data(_children: object, data: dict) -> BaseText:
            info = data["reference_info"]
            locator = pages(info.post_text, japanese=is_japanese(data["entry"]))
            return template.format_data(
                {**data, "reference_info": info._replace(post_text=locator)}
            )

        return Node("citation", format_data)


class FinishCitations(SphinxPostTransform):
    """Puts the citations in a passage of another language into that language's form, and takes their tooltips away.

    A tooltip with the whole work is closed to keyboard and touch; its hover card is not.
    """

    default_priority = 12
    """After references are resolved (10)."""

    def run(self) -> None:
        """Change brackets, separators and the word for et al."""
        for citation in self.document.findall(nodes.inline):
            if "bibtex-citation" not in citation["classes"]:
                continue
            for link in citation.findall(nodes.reference):
                link.attributes.pop("reftitle", None)
            to_language(citation, language_of(citation, self.config.language))


def to_language(citation: nodes.inline, lang: str) -> None:
    """Put a citation into the form of the language it stands in."""
    if lang.startswith("ja"):
        return
    for text in list(citation.findall(nodes.Text)):
        # inside a link stand author and year; what is Japanese there, but for ほか, belongs to the work
        named = isinstance(text.parent, nodes.reference)
        changed = (
            _OTHERS.sub(" et al.", text)
            if named
            else _ENGLISH_FORM.sub(lambda m: _ENGLISH[m[0]], text)
        )
        text.parent.replace(text, nodes.Text(changed))
