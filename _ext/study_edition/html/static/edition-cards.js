// @ts-check
/* Hover cards. The cards of a page are in _cards/PAGE.js. The address of a link identifies its card, so without this
   script the link simply leads to that address. (WCAG 2.2, 1.4.13: a card can be dismissed with Esc, the pointer can
   move onto it, and it remains until the pointer leaves it.) */
(() => {
  "use strict";
  const { kinds, make, both, name, paragraphs, pageOf, load } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const LINGER = 220; /* ms for the pointer to move from the link to its card */
  const GAP = 6; /* px between the link and its card */
  const LEAST = 100; /* px: the least height of a readable card */
  /** @typedef {HTMLAnchorElement} Link */
  /** @typedef {Record<string, string>} Cards */
  /** @typedef {{page: string, url: URL, kind: string, ids: string[]}} Target */

  /** @type {Map<string, Promise<Cards>>} */
  const files = new Map(); /* page to the promise of its cards */
  /** @type {Map<string, Cards>} */
  const given = new Map(); /* page to its cards */
  /** @type {Link | null} */
  let link = null; /* the link whose card is shown */
  let timer = 0;
  /** @type {Link | null} */
  let quiet = null; /* the link that must not open its card again until it loses pointer or focus */
  let pointer = ""; /* type of the last pointer: in some browsers a click event has none */

  /** Receive the cards of a page, by id: the function that the files call. */
  window.editionCards = (page, cards) => given.set(page, cards);

  /** Load the cards of a page, once; there are none if its file is missing.
      @type {(page: string) => Promise<Cards>} */
  const cardsOf = (page) => {
    const cards = files.get(page) ?? load(`_cards/${page}.js`).then(() => given.get(page) ?? {}, () => ({}));
    files.set(page, cards);
    return cards;
  };

  /** Return the page, the kind and the ids that a link refers to, or null if it has no card.
      @type {(a: Link | null | undefined) => Target | null} */
  const target = (a) => {
    if (!a?.matches("main a.reference.internal") || a.closest("nav")) return null;
    const href = /** @type {string | SVGAnimatedString} */ (a.href); /* that of a link in an SVG drawing is an object */
    const url = new URL(typeof href === "string" ? href : href.baseVal, location.href);
    const found = /^#(?:p(\d+)(?:-(\d+))?|(([a-z]+)-[a-z0-9-]+))$/.exec(url.hash);
    const page = pageOf(url);
    if (!page || !found || (found[3] && !Object.hasOwn(kinds, found[4]))) return null;
    if (found[3]) return { page, url, kind: found[4], ids: [found[3]] };
    const [first, last] = [Number(found[1]), Number(found[2] || found[1])];
    return { page, url, kind: "p", ids: Array.from({ length: Math.min(Math.max(last - first + 1, 1), 30) }, (_, i) => `p${first + i}`) };
  };

  /** Return a card's content as nodes, without ids and with absolute addresses.
      @type {(html: string, url: URL) => DocumentFragment} */
  const content = (html, url) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const part of template.content.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const part of template.content.querySelectorAll(".headerlink")) part.remove();
    for (const name of ["href", "src"]) {
      for (const part of template.content.querySelectorAll(name === "href" ? "a[href]" : "img[src]")) {
        part.setAttribute(name, new URL(part.getAttribute(name) ?? "", url).href);
      }
    }
    return template.content;
  };

  /** Return the text of a link without its ruby.
      @param {Link} a */
  const bare = (a) => {
    const copy = /** @type {Element} */ (a.cloneNode(true));
    for (const reading of copy.querySelectorAll("rt, rp")) reading.remove();
    return copy.textContent;
  };

  const card = make("div", "edition-card", []);
  card.id = "edition-card";
  card.popover = "manual";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");

  /** Position the card below its link, above it if there is more room, or beside a tall link; never over it. */
  const place = () => {
    if (!link) return;
    const { left, right, top, bottom } = link.getBoundingClientRect();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const { style } = card;
    const below = height - bottom - 2 * GAP;
    const above = top - 2 * GAP;
    const after = width - right - 2 * GAP;
    const before = left - 2 * GAP;
    const isBeside = Math.max(below, above) < LEAST;
    style.maxWidth = isBeside ? `${Math.max(before, after)}px` : "";
    style.maxHeight = "";
    const most = (isBeside ? 1 : 0.6) * height - 2 * GAP; /* leaves room for a touch that closes it */
    const under = Math.min(card.offsetHeight, most) <= below || below >= above;
    style.maxHeight = `${isBeside ? most : Math.min(under ? below : above, most)}px`;
    /** @type {(at: number, size: number, all: number) => string} */
    const within = (at, size, all) => `${Math.max(GAP, Math.min(at, all - size - GAP))}px`;
    style.left = within(!isBeside ? left : after >= before ? right + GAP : left - GAP - card.offsetWidth, card.offsetWidth, width);
    style.top = within(isBeside ? top : under ? bottom + GAP : top - GAP - card.offsetHeight, card.offsetHeight, height);
  };

  /** Show the card of a link.
      @type {(a: Link | null | undefined, byKey: boolean) => void} */
  const show = (a, byKey) => {
    const wanted = target(a);
    if (!a || !wanted || a === quiet) return;
    clearTimeout(timer);
    if (a === link) return;
    hide();
    link = a;
    cardsOf(wanted.page).then((cards) => link === a && fill(wanted, cards, byKey));
  };

  /** Fill the card and show it.
      @type {(wanted: Target, cards: Cards, byKey: boolean) => void} */
  const fill = (wanted, cards, byKey) => {
    const found = wanted.ids.filter((id) => Object.hasOwn(cards, id));
    if (!link) return;
    if (!found.length) { link = null; return; }
    const close = make("button", "", ["×"]);
    close.type = "button";
    close.setAttribute("aria-label", name(message("Close")));
    close.addEventListener("click", () => (byKey ? back() : hide()));
    const kind = make("p", "edition-card-kind", [make("span", "", both(kinds[wanted.kind])), close]);
    const parts = found.map((id) => {
      const part = make(wanted.kind === "term" ? "dl" : "div", `edition-card-${wanted.kind}`, [content(cards[id], wanted.url)]);
      if (wanted.kind === "p") part.prepend(make("p", "edition-card-number", [paragraphs(id.slice(1))[0]]));
      return part;
    });
    const open = make("a", "", both(message("Go there")));
    open.href = wanted.url.href;
    const foot = make("p", "edition-card-foot", [open]);
    if (byKey) foot.append(make("span", "", [...both(message("↓ into the card")), " · ", ...both(message("Esc to close"))]));
    card.replaceChildren(kind, ...parts, foot);
    card.setAttribute("aria-label", `${kinds[wanted.kind][0]}：${bare(link)}`);
    document.body.append(card);
    card.showPopover?.();
    card.scrollTop = 0;
    link.setAttribute("aria-haspopup", "dialog");
    place();
  };

  /** Hide the card. */
  const hide = () => {
    clearTimeout(timer);
    if (card.isConnected) { card.hidePopover?.(); card.remove(); }
    link = null;
  };

  /** Hide the card unless pointer or focus are on it or its link after a moment. */
  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => link?.matches(":hover, :focus-visible") || card.matches(":hover, :focus-within") || hide(), LINGER);
  };

  /** Return the focus to the link of the card, without opening the card again. */
  const back = () => {
    const a = link;
    quiet = a;
    hide();
    a?.focus({ preventScroll: true });
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const at = /** @type {Element} */ (event.target);
    if (!card.contains(at)) show(at.closest?.("a"), false);
  });
  document.addEventListener("pointerout", (event) => {
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (quiet && !quiet.contains(to)) quiet = null;
    if (link && event.pointerType !== "touch") hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const at = /** @type {Link} */ (event.target);
    if (!card.contains(at) && at.matches?.("a:focus-visible")) show(at, true);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === quiet) quiet = null;
    if (link) hideSoon();
  });
  document.addEventListener("pointerdown", (event) => { pointer = event.pointerType; }, true);
  document.addEventListener("click", (event) => {
    const at = /** @type {Element} */ (event.target);
    const a = at.closest?.("a");
    if ((/** @type {PointerEvent} */ (event).pointerType ?? pointer) === "touch" && a && a !== link && target(a)) {
      event.preventDefault(); /* the first touch shows the card, the second follows the link */
      show(a, false);
    } else if (!card.contains(at) && a !== link) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (!link || !card.isConnected) return;
    const inside = card.contains(document.activeElement);
    if (event.key === "Escape") {
      event.preventDefault();
      if (inside) back();
      else { quiet = link; hide(); }
    } else if (event.key === "ArrowDown" && document.activeElement === link) {
      event.preventDefault();
      card.focus();
    } else if (event.key === "Tab" && inside) {
      const stops = [card, ...card.querySelectorAll("button, a[href]")].filter((stop) => stop.checkVisibility());
      const at = stops.findIndex((stop) => stop === document.activeElement);
      if (event.shiftKey && at <= 0) { event.preventDefault(); back(); }
      else if (!event.shiftKey && at === stops.length - 1) back(); /* then the browser moves the focus on */
    }
  });
  addEventListener("resize", hide);
  document.addEventListener("scroll", (event) => {
    if (link && card.isConnected && !card.contains(/** @type {Node} */ (event.target))) {
      const box = link.getBoundingClientRect();
      if (box.bottom < 0 || box.top > innerHeight) hide();
      else place();
    }
  }, { capture: true, passive: true });

  /* The cards of the links in a paragraph, an item or a cell are loaded when the pointer, the focus or a finger comes to it. */
  /** @type {Element | null} */
  let near = null;
  /** @param {Event} event */
  const prepare = (event) => {
    const block = /** @type {Element} */ (event.target).closest?.("main :is(p, li, dt, dd, th, td, svg)");
    if (!block || block === near || navigator.connection?.saveData) return;
    near = block;
    const links = /** @type {Link[]} */ ([...block.querySelectorAll("a.reference.internal")]);
    for (const page of new Set(links.map((a) => target(a)?.page))) if (page) cardsOf(page);
  };
  for (const type of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(type, prepare, { passive: true });
})();
