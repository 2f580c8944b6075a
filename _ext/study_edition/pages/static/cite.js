/* Determines what to cite: a paragraph or a range, a note, a term. Loaded by edition-ways.js on first use; loads the data of the
   edition and, for notes and terms, _cite/PAGE.js. */
(() => {
  "use strict";
  const { message } = edition.messages(__MESSAGES__);
  const { base, load } = edition;
  const PAUSE = 200; /* ms without a change of the selection before its button appears */
  const facts = {};
  let data;
  let held = null; /* the range selected when a link was pressed, since pressing it removes the selection */
  let timer = 0;

  window.editionCiteData = (given) => { data = given; };
  window.editionCited = (page, uri, items) => { facts[page] = { uri, items }; };

  let dialog;
  const ready = () => dialog ??= load("_static/cite.css", "_cite/edition.js").then(() => edition.citeDialog(data, base));

  /** Return the target of a note or term of this page, loading the page's data. */
  const entry = async (id) => {
    const page = decodeURI(location.pathname.slice(base.pathname.length)).replace(/(\.html|\/)$/, "") || "index";
    if (!facts[page]) await load(`_cite/${page}.js`);
    const { uri, items } = facts[page];
    const [locus, title, english, author] = items[id];
    const ranges = locus ? locus.split(",").map((part) => part.split("-").map(Number)).map(([first, last]) => [first, last ?? first]) : [];
    return { words: id.startsWith("note-") ? "note" : "term", id, path: `${uri}#${id}`, ranges, title, english, author };
  };

  const open = async (wanted, link) => {
    hide();
    const isTheirs = Boolean(getSelection().anchorNode?.parentElement?.closest(".edition-witness")) && !getSelection().isCollapsed; /* the selection is in the essay's text */
    try {
      const show = await ready();
      show(Array.isArray(wanted) ? { words: "essay", ranges: [wanted], isTheirs } : await entry(wanted));
    } catch {
      if (link) location.assign(link.href); /* a file is missing: go to the page with the citations */
    }
  };

  const span = (rows) => (rows.length ? [Number(rows[0].dataset.number), Number(rows.at(-1).dataset.number)] : null);

  /** Return the first and last paragraph of the selection, or null if it is not in the text. */
  const selected = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    return span([...document.querySelectorAll(".edition-row")].filter((row) => range.intersectsNode(row.querySelector(".edition-text"))));
  };

  const marked = () => span([...document.querySelectorAll(".edition-marked")]);
  const includes = (range, number) => range && range[0] <= number && number <= range[1];

  /** Open the dialog for a link; for a paragraph, with the selected or marked range that includes it. */
  const follow = (link) => {
    const [, name] = /([^/]+)\.html$/.exec(link.pathname);
    const number = Number(name);
    if (!number) open(name, link);
    else open([held, selected(), marked()].find((range) => includes(range, number)) ?? [number, number], link);
    held = null;
  };

  /** Return the link of the note, term or row that has the focus or the pointer. */
  const near = () => {
    const at = document.activeElement;
    const entry = at.closest(".edition-note, dt, .edition-row") ?? at.closest("dd")?.previousElementSibling ?? document.querySelector(".edition-row:hover");
    return entry?.querySelector(":scope > .edition-cite") ?? entry?.closest(".edition-row")?.querySelector(":scope > .edition-cite");
  };

  /* -- the buttons at a selection -- */
  const button = document.createElement("button");
  button.type = "button";
  button.className = "edition-cite-selection";
  button.append(...edition.both(message("Cite")));
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault()); /* otherwise the selection would be lost */
  button.addEventListener("click", () => open(selected()));
  /* next to it a button for a note of one's own: a tap elsewhere would remove the selection */
  const mine = document.getElementById("edition-mine");
  const note = button.cloneNode();
  note.className = "edition-mine-selection";
  note.append(...edition.both(message("Note")));
  note.addEventListener("pointerdown", (event) => event.preventDefault());
  note.addEventListener("mousedown", (event) => event.preventDefault());
  note.addEventListener("click", () => { hide(); mine.click(); });
  const hide = () => { clearTimeout(timer); button.remove(); note.remove(); };

  /** Return the box of that end of the selection at which the pointer is. */
  const end = () => {
    const { focusNode, focusOffset } = getSelection();
    const range = document.createRange();
    range.setStart(focusNode, Math.max(focusOffset - 1, 0));
    range.setEnd(focusNode, focusOffset);
    return [...range.getClientRects()].at(-1) ?? focusNode.parentElement.getBoundingClientRect();
  };

  const offer = async () => {
    const isReady = await ready().then(() => true, () => false); /* the button needs its style sheet */
    const range = selected();
    if (!isReady || !range || !getSelection().focusNode.parentElement?.closest(".edition-text") || document.querySelector("dialog[open]")) { hide(); return; }
    const box = end();
    const view = document.documentElement;
    document.querySelector("main").append(button);
    const top = box.bottom + 8 + button.offsetHeight < view.clientHeight ? box.bottom + 8 : box.top - 8 - button.offsetHeight;
    if (mine) document.querySelector("main").append(note);
    const width = button.offsetWidth + (mine ? note.offsetWidth + 6 : 0);
    const left = Math.max(8, Math.min(box.right, view.clientWidth - 8) - width);
    button.style.left = `${left}px`;
    note.style.left = `${left + button.offsetWidth + 6}px`;
    button.style.top = note.style.top = `${Math.max(8, Math.min(top, view.clientHeight - 8 - button.offsetHeight))}px`;
  };

  document.addEventListener("pointerdown", (event) => { held = event.target.closest?.(".edition-cite") ? selected() : null; }, true);
  document.addEventListener("scroll", () => { if (button.isConnected) { hide(); timer = setTimeout(offer, PAUSE); } }, { capture: true, passive: true });

  /** Handle a click, the key C or a change of the selection, for edition-ways.js. */
  edition.cite = (event) => {
    if (event.type === "click") follow(event.target.closest(".edition-cite"));
    else if (event.type === "selectionchange") { clearTimeout(timer); timer = setTimeout(offer, PAUSE); }
    else {
      const link = near();
      const range = selected() ?? (link ? null : marked());
      if (range) open(range);
      else if (link) follow(link);
    }
  };
})();
