"""The icons of the theme's buttons as drawings in the page.

The theme names icons of Font Awesome, whose script of 1.5 MB replaces each by a drawing. Here the
page is written with drawings of our own, which need neither script nor font. A page with another
icon, such as a link to a code host that an editor adds in ``html_theme_options``, loads the
theme's script.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

ICONS = {
    "angle-left": "M10.5 2.5 5 8l5.5 5.5",
    "angle-right": "M5.5 2.5 11 8l-5.5 5.5",
    "arrow-up": "M8 14.5v-13M2.5 7 8 1.5 13.5 7",
    "bars": "M1.5 2.75h13M1.5 8h13M1.5 13.25h13",
    "chevron-down": "M2 5l6 6 6-6",
    "circle-half-stroke": "M14.75 8a6.75 6.75 0 1 1-13.5 0 6.75 6.75 0 0 1 13.5 0z",
    "list": "M6 3h9M6 8h9M6 13h9M1 3h2M1 8h2M1 13h2",
    "magnifying-glass": "M10.4 10.4 15 15M11.75 6.5a5.25 5.25 0 1 1-10.5 0 5.25 5.25 0 0 1 10.5 0z",
    "moon": "M13.6 10.4A6.4 6.4 0 1 1 6.9 1.6a5.2 5.2 0 0 0 6.7 8.8z",
    "sun": "M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM8 .5v1.7M8 13.8v1.7M.5 8h1.7M13.8 8h1.7"
    "M2.7 2.7l1.2 1.2M12.1 12.1l1.2 1.2M2.7 13.3l1.2-1.2M12.1 3.9l1.2-1.2",
}
"""Name to the path of its outline, in a square of 16."""
FILLED = {
    "circle-half-stroke": "M8 1.25a6.75 6.75 0 0 0 0 13.5z",
    "moon": ICONS["moon"],
    "sun": "M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
}
"""Name to the path of the part that is filled."""
_STYLE = re.compile(r"\b(?:fa-solid|fa-regular|fa-brands)\b|\bfa[srb]\b")
_ELEMENT = re.compile(r'<(i|span) class="([^"]*\bfa-[^"]*)"([^>]*)>\s*</\1>')
_FOREIGN = re.compile(
    r'<(?:i|span) class="[^"]*(?:\b(?:fa-solid|fa-regular|fa-brands)\b|\bfa[srb] fa-)'
)
_TITLE = re.compile(r'\s(?:title="[^"]*"|aria-hidden="[^"]*")')


class PageTemplates(BuiltinTemplateLoader):
    """Sphinx's templates, with drawings for icons."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return the page with drawings for icons; with the theme's script if it has others."""
        html = draw_icons(super().render(template, context))
        if _FOREIGN.search(html) and "pathto" in context:
            source = context["pathto"]("_static/scripts/fontawesome.js", 1)
            script = f'<script defer data-auto-add-css="false" src="{source}"></script>\n'
            html = html.replace("</head>", f"{script}</head>", 1)
        return html


def draw_icons(html: str) -> str:
    """Return HTML with a drawing for each element that names one of :data:`ICONS`."""
    return _ELEMENT.sub(_drawing, html)


def _drawing(found: re.Match[str]) -> str:
    classes = _STYLE.sub("", found[2]).split()
    name = next((part[3:] for part in classes if part[3:] in ICONS), None)
    if name is None:
        return found[0]
    attributes = _TITLE.sub("", found[3])  # a button has its own name and title
    filled = f'<path fill="currentColor" d="{FILLED[name]}"/>' if name in FILLED else ""
    return (
        f'<svg class="svg-inline--fa {" ".join(classes)}"{attributes} viewBox="0 0 16 16" '
        f'aria-hidden="true">{filled}<path fill="none" stroke="currentColor" stroke-width="2" '
        f'd="{ICONS[name]}"/></svg>'
    )


def use_templates(app: Sphinx, config: Config) -> None:
    """Have pages written by :class:`PageTemplates` (event ``config-inited``)."""
    if not config.template_bridge:
        config.template_bridge = f"{__name__}.{PageTemplates.__name__}"


def setup(app: Sphinx) -> None:
    """Connect the event."""
    app.connect("config-inited", use_templates)
