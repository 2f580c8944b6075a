"""Accessibility rules of axe, each run where its outcome can differ.

Pages have the same structure in every colour scheme, and the same contrast for elements of one kind.
Therefore, on a page of one width:

- contrast is measured in both schemes, on three elements of each kind: those of the same colours,
  size and weight inside elements of the same colours (axe does not judge what others cover);
- all other rules run once, in the light scheme. Between the narrow and the wide layout, which have
  no controls of their own there, only the rules that depend on measures run.
"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

SCHEMES = ("light", "dark")
NARROW, WIDE = 600, 1200
CONTRAST = ["color-contrast"]
MEASURES = ["scrollable-region-focusable", "css-orientation-lock", "meta-viewport"]
OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}
"""No page has a frame, or a style sheet or audio that axe would have to load."""

RUN = """
async ([options, ofEachKind]) => {
  const keys = new Map();
  const keyOf = (element) => {
    if (!element) return "";
    if (!keys.has(element)) {
      const style = getComputedStyle(element);
      const seen = ["color", "backgroundColor", "backgroundImage", "fontSize", "fontWeight", "opacity", "textShadow", "visibility"];
      keys.set(element, `${keyOf(element.parentElement)}>${seen.map((name) => style[name])}`);
    }
    return keys.get(element);
  };
  const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const kinds = new Map();
  const some = [];
  for (const element of ofEachKind ? document.body.querySelectorAll("*") : []) {
    if (!element.getClientRects().length || !(speaks(element) || element.matches("input, select, textarea"))) continue;
    const nth = (kinds.get(keyOf(element)) ?? 0) + 1;
    kinds.set(keyOf(element), nth);
    if (nth <= ofEachKind) some.push(element);
  }
  const { violations } = await axe.run(ofEachKind ? { include: some } : document, options);
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))]);
}
"""


def violations(page, *, also: tuple[str, ...] = ()) -> list:
    """Return what is wrong on a page in both colour schemes, by rule with three examples.

    The page's own scheme is restored.

    :param also: rules that axe runs only on request.
    """
    width = page.viewport_size["width"]
    own = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'")
    found = []
    for scheme in SCHEMES:
        _paint(page, scheme)
        found += _run(page, {"runOnly": CONTRAST}, of_each_kind=3)
        if scheme == "dark":
            continue
        if NARROW < width < WIDE:
            found += _run(page, {"runOnly": [*MEASURES, *also]})
        else:
            found += _run(
                page, {"rules": {rule: {"enabled": rule in also} for rule in (*CONTRAST, *also)}}
            )
    _paint(page, own)
    return found


def _paint(page, scheme: str) -> None:
    """Show a page in a scheme, and wait until the theme has followed and fading has ended."""
    page.emulate_media(color_scheme=scheme)
    if page.locator("script[src*='edition-theme.js']").count() == 0:
        page.reload()  # a page without the theme's script follows only when it is loaded
    page.wait_for_function(
        "(scheme) => (document.documentElement.dataset.theme ?? scheme) === scheme", arg=scheme
    )
    page.evaluate(
        "Promise.allSettled(document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < 5000).map((a) => a.finished))"
    )


def _run(page, rules: dict, *, of_each_kind: int = 0) -> list:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, [OPTIONS | rules, of_each_kind])
