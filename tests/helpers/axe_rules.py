"""Accessibility rules of axe, each run where its outcome can differ.

Pages have the same structure in every colour scheme, and what follows from style is the same for
elements of one kind. Therefore, on a page of one width:

- the rules of style (contrast, links amid text) run in both schemes, on three elements of each kind:
  those of the same colours, size, weight and lines inside elements of the same style (axe does not
  judge what others cover, so only those of a modal dialog if one is open). A kind of which axe has
  passed an element is not judged again on the next page;
- all other rules run once, in the light scheme. Between the narrow and the wide layout, which have
  no controls of their own there, only the rules that depend on measures run.
"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

from page_state import settle

SCHEMES = ("light", "dark")
NARROW, WIDE = 600, 1200
STYLE = ["color-contrast", "link-in-text-block"]
MEASURES = ["scrollable-region-focusable", "css-orientation-lock", "meta-viewport"]
OPTIONS = {"resultTypes": ["violations"], "preload": False, "iframes": False}
"""No page has a frame, or a style sheet or audio that axe would have to load."""

FIND = """
(known) => {
  const seen = ["color", "backgroundColor", "backgroundImage", "fontSize", "fontWeight", "opacity", "textShadow", "visibility",
    "textDecorationLine", "borderBottom", "fontStyle", "fontFamily"];
  const keys = new Map([[null, 7]]);
  const hash = (text, start) => [...text].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(), 0x01000193) >>> 0, start);
  const keyOf = (element) => {
    if (!keys.has(element)) {
      const style = getComputedStyle(element);
      keys.set(element, hash(seen.map((name) => style[name]).join(), keyOf(element.parentElement)));
    }
    return keys.get(element);
  };
  const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const blockOf = (element) => {
    while (getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
    return element;
  };
  const lengthOf = (element) => element.textContent.trim().length;
  const isAmidText = (link) => {
    const block = blockOf(link);
    return lengthOf(block) > [...block.querySelectorAll("a")].reduce((sum, each) => sum + lengthOf(each), 0);
  };
  const kinds = new Map();
  const some = new Map();
  for (const element of (document.querySelector("dialog:modal") ?? document.body).querySelectorAll("*")) {
    const isLink = element.matches("a[href]");
    if (!element.getClientRects().length || !(isLink || speaks(element) || element.matches("input, select, textarea"))) continue;
    const kind = `${element.tagName} ${keyOf(element)} ${isLink && isAmidText(element)}`;
    if (known.includes(kind)) continue;
    const nth = (kinds.get(kind) ?? 0) + 1;
    kinds.set(kind, nth);
    if (nth <= 3) some.set(element, kind);
  }
  const others = [...some.keys()].flatMap((element) => [...element.children]).filter((child) => !some.has(child));
  return [some, some.size ? { include: [...some.keys()], exclude: others } : null];
}
"""

RUN = f"""
async ([options, known]) => {{
  const [kinds, chosen] = known ? ({FIND})(known) : [new Map(), document];
  if (!chosen) return [[], []];
  const {{ violations, passes }} = await axe.run(chosen, known ? {{ ...options, resultTypes: ["violations", "passes"], elementRef: true }} : options);
  const passed = new Map(passes.map(({{ id, nodes }}) => [id, new Set(nodes.map(({{ element }}) => element))]));
  const hasPassed = ([element, kind]) => passed.get("color-contrast")?.has(element)
    && (!kind.endsWith("true") || passed.get("link-in-text-block")?.has(element));
  return [
    violations.map(({{ id, nodes }}) => [id, nodes.slice(0, 3).map(({{ html }}) => html.slice(0, 160))]),
    known ? [...kinds].filter(hasPassed).map(([, kind]) => kind) : [],
  ];
}}
"""

_faultless: dict[str, None] = {}
"""The kinds of elements that axe has passed, when there was no fault on their page."""


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
        found += _run_by_kind(page, {"runOnly": STYLE})
        if scheme == "dark":
            continue
        if NARROW < width < WIDE:
            found += _run(page, {"runOnly": [*MEASURES, *also]})[0]
        else:
            found += _run(
                page, {"rules": {rule: {"enabled": rule in also} for rule in (*STYLE, *also)}}
            )[0]
    _paint(page, own)
    return found


def violations_by_size(page, sizes, *, also: tuple[str, ...] = ()) -> dict:
    """Return what is wrong on a page by its width; the page keeps the last of the *sizes*."""
    found = {}
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        if wrong := violations(page, also=also):
            found[width] = wrong
    return found


def _paint(page, scheme: str) -> None:
    """Show a page in a scheme, and wait until the theme has followed and fading has ended."""
    page.emulate_media(color_scheme=scheme)
    if page.locator("script[src*='edition-theme.js']").count() == 0:
        page.reload()  # a page without the theme's script follows only when it is loaded
    page.wait_for_function(
        "(scheme) => (document.documentElement.dataset.theme ?? scheme) === scheme", arg=scheme
    )
    settle(page)


def _run_by_kind(page, rules: dict) -> list:
    found, kinds = _run(page, rules, known=list(_faultless))
    if not found:
        _faultless.update(dict.fromkeys(kinds))
    return found


def _run(page, rules: dict, *, known: list[str] | None = None) -> list:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, [OPTIONS | rules, known])
