// @ts-check
/* Determines what to cite: a paragraph or a range, a note, a term. Loaded by edition-ways.js on first use; loads the data of the
   edition and, for notes and terms, _cite/PAGE.js. */
(() => {
  "use strict";
  const { message } = edition.messages(__MESSAGES__);
  const { base, pageOf, load } = edition;
  const PAUSE = 200; /* ms without a change of the selection before its button appears */
  /** @type {Record<string, {uri: string, items: CitedItems}>} */
  const facts = {};
  /** @type {CiteData | undefined} */
  let data;
  /** @type {Pair | null} */
  let held = null; /* the range selected when a link was pressed, since pressing it removes the selection */
  let timer = 0;

  window.editionCiteData = (given) => { data = given; };
  window.editionCited = (page, uri, items) => { facts[page] = { uri, items }; };

  /** @type {Promise<ReturnType<Edition["citeDialog"]>> | undefined} */
  let dialog;
  const ready = () => dialog ??= load("_static/cite.css", "_cite/edition.js").then(
    () => edition.citeDialog(/** @type {CiteData} */ (data), base),
    (error) => { dialog = undefined; throw error; }, /* the next call tries again */
  );

  /** Return the target of a note or term of this page, loading the page's data.
      @type {(id: string) => Promise<CiteTarget>} */
  const entry = async (id) => {
    const page = pageOf(location) ?? "index";
    if (!facts[page]) await load(`_cite/${page}.js`);
    const { uri, items } = facts[page];
    const [locus, title, english, author] = items[id];
    /** @type {Pair[]} */
    const ranges = locus ? locus.split(",").map((part) => part.split("-").map(Number)).map(([first, last]) => [first, last ?? first]) : [];
    return { words: id.startsWith("note-") ? "note" : "term", id, path: `${uri}#${id}`, ranges, title, english, author };
  };

  /** Open the dialog for a range or, by its id, a note or term.
      @type {(wanted: Pair | string, link?: HTMLAnchorElement) => Promise<void>} */
  const open = async (wanted, link) => {
    hide();
    const selection = getSelection();
    const isTheirs = Boolean(selection?.anchorNode?.parentElement?.closest(".edition-witness")) && !selection?.isCollapsed; /* the selection is in the essay's text */
    try {
      const show = await ready();
      show(Array.isArray(wanted) ? { words: "essay", ranges: [wanted], isTheirs } : await entry(wanted));
    } catch {
      if (link) location.assign(link.href); /* a file is missing: go to the page with the citations */
    }
  };

  /** @type {(rows: HTMLElement[]) => Pair | null} */
  const span = (rows) => (rows.length ? [Number(rows[0].dataset.number), Number(rows[rows.length - 1].dataset.number)] : null);

  /** Return the first and last paragraph of the selection, or null if it is not in the text. */
  const selected = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".edition-row")]);
    return span(rows.filter((row) => {
      const text = row.querySelector(".edition-text");
      return text && range.intersectsNode(text);
    }));
  };

  const marked = () => span([.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".edition-marked"))]);
  /** @param {Pair | null} range @param {number} number */
  const includes = (range, number) => range && range[0] <= number && number <= range[1];

  /** Open the dialog for a link; for a paragraph, with the selected or marked range that includes it.
      @param {HTMLAnchorElement} link */
  const follow = (link) => {
    const [, name = ""] = /([^/]+)\.html$/.exec(link.pathname) ?? [];
    const number = Number(name);
    if (!number) open(name, link);
    else open([held, selected(), marked()].find((range) => includes(range, number)) ?? [number, number], link);
    held = null;
  };

  /** Return the link of the note, term or row that has the focus or the pointer.
      @returns {HTMLAnchorElement | null | undefined} */
  const near = () => {
    const at = document.activeElement;
    const entry = at?.closest(".edition-note, dt, .edition-row") ?? at?.closest("dd")?.previousElementSibling ?? document.querySelector(".edition-row:hover");
    return entry?.querySelector(":scope > .edition-cite") ?? entry?.closest(".edition-row")?.querySelector(":scope > .edition-cite");
  };

  /* -- the buttons at a selection -- */
  const button = document.createElement("button");
  button.type = "button";
  button.className = "edition-cite-selection";
  button.append(...edition.both(message("Cite")));
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault()); /* otherwise the selection would be lost */
  button.addEventListener("click", () => {
    const range = selected();
    if (range) open(range);
  });
  /* next to it a button for a note of one's own: a tap elsewhere would remove the selection */
  const mine = document.getElementById("edition-mine");
  const note = /** @type {HTMLButtonElement} */ (button.cloneNode());
  note.className = "edition-mine-selection";
  note.append(...edition.both(message("Note")));
  note.addEventListener("pointerdown", (event) => event.preventDefault());
  note.addEventListener("mousedown", (event) => event.preventDefault());
  note.addEventListener("click", () => { hide(); mine?.click(); });
  const hide = () => { clearTimeout(timer); button.remove(); note.remove(); };

  /** Return the box of the character at an end of the selection.
      @param {Node} node @param {number} offset */
  const boxOf = (node, offset) => {
    const range = document.createRange();
    range.setStart(node, Math.max(offset - 1, 0));
    range.setEnd(node, offset);
    return [...range.getClientRects()].at(-1);
  };

  const offer = async () => {
    const isReady = await ready().then(() => true, () => false); /* the button needs its style sheet */
    const range = selected();
    const { focusNode: node, focusOffset: offset } = getSelection() ?? { focusNode: null, focusOffset: 0 };
    const within = node?.parentElement;
    const main = document.querySelector("main");
    if (!isReady || !range || !node || !within?.closest(".edition-text") || !main || document.querySelector("dialog[open]")) { hide(); return; }
    const box = boxOf(node, offset) ?? within.getBoundingClientRect();
    const view = document.documentElement;
    main.append(button);
    const top = box.bottom + 8 + button.offsetHeight < view.clientHeight ? box.bottom + 8 : box.top - 8 - button.offsetHeight;
    if (mine) main.append(note);
    const width = button.offsetWidth + (mine ? note.offsetWidth + 6 : 0);
    const left = Math.max(8, Math.min(box.right, view.clientWidth - 8) - width);
    button.style.left = `${left}px`;
    note.style.left = `${left + button.offsetWidth + 6}px`;
    button.style.top = note.style.top = `${Math.max(8, Math.min(top, view.clientHeight - 8 - button.offsetHeight))}px`;
  };

  document.addEventListener("pointerdown", (event) => {
    held = /** @type {Element} */ (event.target).closest?.(".edition-cite") ? selected() : null;
  }, true);
  document.addEventListener("scroll", () => { if (button.isConnected) { hide(); timer = setTimeout(offer, PAUSE); } }, { capture: true, passive: true });

  /** Handle a click, the key C or a change of the selection, for edition-ways.js.
      @param {Event} event */
  edition.cite = (event) => {
    if (event.type === "click") {
      /** @type {HTMLAnchorElement | null} */
      const link = /** @type {Element} */ (event.target).closest(".edition-cite");
      if (link) follow(link);
    } else if (event.type === "selectionchange") { clearTimeout(timer); timer = setTimeout(offer, PAUSE); }
    else {
      const link = near();
      const range = selected() ?? (link ? null : marked());
      if (range) open(range);
      else if (link) follow(link);
    }
  };
})();
