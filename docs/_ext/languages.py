"""Each page of the handbook states the engine's version and leads to other languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from babel import Locale
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from words import Words, languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

EDITION = "../html/index.html"
"""The edition's first page, from the folder with all trees: both are in ``build/``."""
_JAPANESE = re.compile(
    r"[「『（]?[ぁ-ゖァ-ー一-龠々〓][ぁ-ゖァ-ー一-龠々〓「」『』（）、。・：]*|「[^」]*」"
)


def name_tree(app: Sphinx, config: Config) -> None:
    """Set the titles of a tree in its language (event ``config-inited``)."""
    words = Words(config.language)
    config.project = words.own("The edition's handbook")
    config.html_title = words.own("Handbook")
    config.author = words.own("The editors")
    config.copyright = words.own("2026 The editors (CC BY 4.0)")


def complete_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the templates the languages and the words of a page (event ``html-page-context``)."""
    words = Words(app.config.language)
    root = "../" * (pagename.count("/") + 1)
    in_each = pagename in app.env.all_docs or pagename == "search"
    context["handbook_languages"] = [
        {
            "tag": language.replace("_", "-"),
            "name": (Locale.parse(language).get_display_name() or language).capitalize(),
            "address": f"{root}{language}/{pagename if in_each else 'index'}.html",
            "is_current": language == app.config.language,
        }
        for language in app.config.handbook_languages
    ]
    context["handbook_words"] = {
        "languages": words.own("This page in another language"),
        "version": words.own("Engine (study-edition) version {}").format(app.config.release),
        "edition": words.own("The edition"),
        "edition_address": root + EDITION,
        "rights": context["copyright"],
    }
    context["metatags"] = context.get("metatags", "") + "".join(
        f'\n<link rel="alternate" hreflang="{item["tag"]}" href="{item["address"]}">'
        for item in context["handbook_languages"]
        if in_each
    )


class MarkJapanese(SphinxPostTransform):
    """Mark Japanese words and examples on pages in another language, for speech and fonts."""

    default_priority = 900
    formats: ClassVar[tuple[str, ...]] = ("html",)

    def run(self, **options: object) -> None:
        """Add the class ``language-ja``, which docutils writes as the attribute ``lang``."""
        if self.config.language == "ja":
            return
        for text in list(self.document.findall(nodes.Text)):
            parent = text.parent
            if not _JAPANESE.search(text):
                continue
            if isinstance(parent, nodes.literal_block | nodes.literal | nodes.caption):
                parent["classes"].append("language-ja")
            elif isinstance(parent, nodes.TextElement):
                parent.replace(text, list(_marked(text)))


def _marked(text: str) -> list[nodes.Node]:
    """Return a text as nodes, with Japanese in inline nodes of its own."""
    found: list[nodes.Node] = []
    end = 0
    for match in _JAPANESE.finditer(text):
        found += [
            nodes.Text(text[end : match.start()]),
            nodes.inline("", match[0], classes=["language-ja"]),
        ]
        end = match.end()
    return [*found, nodes.Text(text[end:])]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the handlers, the transform, and a value whose change rewrites every page."""
    app.add_config_value("handbook_languages", languages(), "html", list)
    app.connect("config-inited", name_tree)
    app.connect("html-page-context", complete_page)
    app.add_post_transform(MarkJapanese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
