/* Hover cards. The cards of a page are in _cards/PAGE.js, written with that page; a link finds its card by its own
   address, so without this script it simply leads there. (WCAG 2.2, 1.4.13: dismissed by Esc, entered by the pointer,
   there until left.) */
(() => {
  "use strict";
  const ROOT = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const LINGER = 220; /* ms in which the pointer may travel from the link to its card */
  const GAP = 6; /* px between the link and its card */
  const KINDS = {
    p: ["本文", "Paragraph"], term: ["用語", "Term"], note: ["注", "Note"], source: ["文献", "Source"], name: ["人名・地名", "Name"],
  };
  const files = new Map();
  const waiting = new Map();
  let link = null; /* the link whose card is shown */
  let timer = 0;
  let quiet = null; /* the link that shall not open its card again until it is left */

  /** Called by the files of cards: the cards of one page by id. */
  window.editionCards = (page, cards) => waiting.get(page)?.(cards);

  /** The cards of a page, loaded once; none if its file is missing. */
  const load = (page) => {
    if (!files.has(page)) {
      files.set(page, new Promise((resolve) => {
        const script = document.createElement("script");
        waiting.set(page, (cards) => { files.set(page, cards); resolve(cards); });
        script.onerror = () => resolve({});
        script.src = new URL(`_cards/${page}.js`, ROOT).href;
        document.head.append(script);
      }));
    }
    return files.get(page);
  };

  /** The page and the ids a link refers to; null if it has no card. */
  const target = (a) => {
    if (!a?.matches("main a.reference.internal") || a.closest("nav")) return null;
    const url = new URL(a.href);
    const found = /^#(?:p(\d+)(?:-(\d+))?|((term|note|source|name)-[a-z0-9-]+))$/.exec(url.hash);
    if (!found || !url.pathname.startsWith(ROOT.pathname)) return null;
    const page = decodeURI(url.pathname.slice(ROOT.pathname.length)).replace(/(\.html|\/)$/, "") || "index";
    if (found[3]) return { page, url, kind: found[4], ids: [found[3]] };
    const [first, last] = [Number(found[1]), Number(found[2] || found[1])];
    return { page, url, kind: "p", ids: Array.from({ length: Math.min(Math.max(last - first + 1, 1), 30) }, (_, i) => `p${first + i}`) };
  };

  /** One card's content as nodes: no ids, and links that lead from here. */
  const content = (html, url) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const part of template.content.querySelectorAll("[id]")) part.removeAttribute("id");
    for (const part of template.content.querySelectorAll(".headerlink")) part.remove();
    for (const a of template.content.querySelectorAll("a[href]")) a.href = new URL(a.getAttribute("href"), url).href;
    for (const image of template.content.querySelectorAll("img[src]")) image.src = new URL(image.getAttribute("src"), url).href;
    return template.content;
  };

  /** The text of a link without the readings over it. */
  const bare = (a) => {
    const copy = a.cloneNode(true);
    for (const reading of copy.querySelectorAll("rt, rp")) reading.remove();
    return copy.textContent;
  };

  /** An element with a class and children. */
  const make = (name, classes, ...children) => {
    const element = document.createElement(name);
    if (classes) element.className = classes;
    element.append(...children);
    return element;
  };

  /** A Japanese text with its English beside it. */
  const both = (japanese, english) => {
    const span = make("span", "", english);
    span.lang = "en";
    return [`${japanese} `, span];
  };

  const card = make("div", "edition-card");
  card.id = "edition-card";
  card.popover = "manual";
  card.tabIndex = -1;
  card.setAttribute("role", "dialog");

  /** Put the card under its link, or over it where there is more room, never on it. */
  const place = () => {
    const box = link.getBoundingClientRect();
    const view = document.documentElement;
    const below = view.clientHeight - box.bottom - 2 * GAP;
    const above = box.top - 2 * GAP;
    card.style.maxHeight = "";
    const most = 0.6 * view.clientHeight; /* the rest stays free for a touch that closes it */
    const under = Math.min(card.offsetHeight, most) <= below || below >= above;
    card.style.maxHeight = `${Math.max(Math.min(under ? below : above, most), 80)}px`;
    const left = Math.max(GAP, Math.min(box.left, view.clientWidth - card.offsetWidth - GAP));
    card.style.left = `${left}px`;
    card.style.top = `${under ? box.bottom + GAP : box.top - GAP - card.offsetHeight}px`;
  };

  /** Show the card of a link. */
  const show = (a, byKey) => {
    const wanted = target(a);
    if (!wanted || a === quiet) return;
    clearTimeout(timer);
    if (a === link) return;
    hide();
    link = a;
    const loaded = load(wanted.page);
    if (loaded instanceof Promise) loaded.then((cards) => link === a && fill(wanted, cards, byKey));
    else fill(wanted, loaded, byKey);
  };

  /** Fill the card and paint it. */
  const fill = (wanted, cards, byKey) => {
    const found = wanted.ids.filter((id) => Object.hasOwn(cards, id));
    if (!found.length) { link = null; return; }
    const close = make("button", "", "×");
    close.type = "button";
    close.setAttribute("aria-label", "閉じる Close");
    close.addEventListener("click", () => (byKey ? back() : hide()));
    const kind = make("p", "edition-card-kind", make("span", "", ...both(...KINDS[wanted.kind])), close);
    const parts = found.map((id) => {
      const part = make(wanted.kind === "term" ? "dl" : "div", `edition-card-${wanted.kind}`, content(cards[id], wanted.url));
      if (wanted.kind === "p") part.prepend(make("p", "edition-card-number", `第${id.slice(1)}段落`));
      return part;
    });
    const open = make("a", "", ...both("この項へ", "Go there"));
    open.href = wanted.url.href;
    const foot = make("p", "edition-card-foot", open);
    if (byKey) foot.append(make("span", "", ...both("↓ カードへ", "into the card"), " · ", ...both("Esc 閉じる", "close")));
    card.replaceChildren(kind, ...parts, foot);
    card.setAttribute("aria-label", `${KINDS[wanted.kind][0]}：${bare(link)}`);
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

  /** Hide the card unless the pointer or the focus comes to it in time. */
  const hideSoon = () => { clearTimeout(timer); timer = setTimeout(hide, LINGER); };

  /** Go back to the link the card belongs to, without opening it again. */
  const back = () => {
    const a = link;
    quiet = a;
    hide();
    a.focus({ preventScroll: true });
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (card.contains(event.target)) clearTimeout(timer);
    else show(event.target.closest?.("a"), false);
  });
  document.addEventListener("pointerout", (event) => {
    const to = event.relatedTarget;
    if (quiet && !quiet.contains(to)) quiet = null;
    if (link && event.pointerType !== "touch" && !link.contains(to) && !card.contains(to) && !card.contains(document.activeElement)) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    if (card.contains(event.target)) clearTimeout(timer);
    else if (event.target.matches?.("a:focus-visible")) show(event.target, true);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === quiet) quiet = null;
    if (link && !card.contains(event.relatedTarget) && event.relatedTarget !== link) hideSoon();
  });
  document.addEventListener("click", (event) => {
    const a = event.target.closest?.("a");
    if (event.pointerType === "touch" && a && a !== link && target(a)) {
      event.preventDefault(); /* the first touch shows, the second leads there */
      show(a, false);
    } else if (!card.contains(event.target) && a !== link) hide();
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
      clearTimeout(timer);
      card.focus();
    } else if (event.key === "Tab" && inside) {
      const stops = [card, ...card.querySelectorAll("button, a[href]")].filter((stop) => stop.checkVisibility());
      const at = stops.indexOf(document.activeElement);
      if (event.shiftKey && at <= 0) { event.preventDefault(); back(); }
      else if (!event.shiftKey && at === stops.length - 1) back(); /* and on from there */
    }
  });
  addEventListener("resize", hide);
  document.addEventListener("scroll", (event) => {
    if (link && card.isConnected && !card.contains(event.target)) {
      const box = link.getBoundingClientRect();
      if (box.bottom < 0 || box.top > innerHeight) hide();
      else place();
    }
  }, { capture: true, passive: true });

  /* Fetch what this page refers to while nothing else is to be done; a page that refers to many others waits. */
  (window.requestIdleCallback ?? setTimeout)(() => {
    if (navigator.connection?.saveData) return;
    const pages = new Set();
    for (const a of document.querySelectorAll("main a.reference.internal")) {
      const wanted = target(a);
      if (wanted) pages.add(wanted.page);
    }
    if (pages.size <= 8) for (const page of pages) load(page);
  });
})();
