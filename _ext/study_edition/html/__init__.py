"""What every page has: styles, scripts, navigation, hover cards, search, index, timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    assets,
    audience_banner,
    entry_styles,
    genindex,
    hover_cards,
    icons,
    mathml,
    navigation,
    search,
    theme_files,
    timeline_table,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Set up the modules of this package."""
    mathml.setup(app)
    assets.setup(app)
    icons.setup(app)
    theme_files.setup(app)
    navigation.setup(app)
    hover_cards.setup(app)
    genindex.setup(app)
    search.setup(app)
    timeline_table.setup(app)
    entry_styles.setup(app)
    audience_banner.setup(app)
