"""Tabs of the browser that tests use one after another: a new tab or context takes longer than its page."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NOT_SHARED = ("add_init_script", "expose_binding", "expose_function")
NOT_SHARED_CONTEXT = (*NOT_SHARED, "grant_permissions", "route", "set_offline")
NO_MEDIA = dict.fromkeys(
    ("media", "color_scheme", "reduced_motion", "forced_colors", "contrast"), "null"
)
FORGET = "localStorage.clear(); sessionStorage.clear(); name = ''"


def _refuse(*_: object, **__: object) -> None:
    pytest.fail("this changes a reader whom many tests share: visit(…, own=True)")


class SharedTabs:
    """A browser context with certain options, and its tabs.

    :param blank: the address of a file of the edition without a script, which an empty tab shows.
    """

    def __init__(self, browser: Browser, blank: str, options: dict) -> None:
        self.context = browser.new_context(**options)
        for name in NOT_SHARED_CONTEXT:
            setattr(self.context, name, _refuse)
        self.blank = blank
        self.free: list[Page] = []
        self.used: list[Page] = []
        self.heard: list[tuple[Page, str, object]] = []

    def take(self) -> Page:
        """Return an empty tab, as new."""
        tab = self.free.pop() if self.free else self._open()
        self.used.append(tab)
        return tab

    def _open(self) -> Page:
        tab = self.context.new_page()
        tab.goto(self.blank)
        for name in NOT_SHARED:
            setattr(tab, name, _refuse)
        listen = tab.on

        def on(event: str, hear: object) -> None:
            self.heard.append((tab, event, hear))
            listen(event, hear)

        tab.on = on
        return tab

    def give_back(self) -> None:
        """Make every tab as new; one that cannot be is closed."""
        if not self.used:
            return
        for page in self.context.pages:
            if page not in self.used and page not in self.free:
                page.close()
        for tab, event, hear in self.heard:
            with suppress(KeyError):
                tab.remove_listener(event, hear)
        self.heard.clear()
        tabs, self.used = self.used, []
        for tab in tabs:
            try:
                self._empty(tab)
            except Error:
                tab.close()
        for tab in (tab for tab in tabs if not tab.is_closed()):
            tab.evaluate(FORGET)  # when no page is left that could write
            self.free.append(tab)

    def _empty(self, tab: Page) -> None:
        tab.unroute_all()
        tab.emulate_media(**NO_MEDIA)
        tab.mouse.move(-9, -9)
        tab.goto(self.blank)
