"""Errors of a page in the browser, such as what a strict policy refuses."""

from __future__ import annotations


def console_errors(page) -> list[str]:
    """Return a list that receives the errors of a page's console, but for a missing favicon."""
    errors: list[str] = []

    def receive(message) -> None:
        if message.type == "error" and "favicon" not in message.location["url"]:
            errors.append(message.text)

    page.on("console", receive)
    return errors


def page_errors(page) -> list[str]:
    """Return a list that receives the errors of a page's console and scripts."""
    errors = console_errors(page)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors
