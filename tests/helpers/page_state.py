"""Waiting until a page in the browser has come to rest."""

from __future__ import annotations

SETTLED = """
async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await Promise.allSettled(document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < 5000).map((a) => a.finished));
  await frame();
}
"""


def settle(page) -> None:
    """Wait for two frames, and for what fades or moves between them."""
    page.evaluate(SETTLED)


def fits(page, sizes) -> bool:
    """Return whether a page is as wide as the window at each of the *sizes*; it keeps the last."""
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            return False
    return True
