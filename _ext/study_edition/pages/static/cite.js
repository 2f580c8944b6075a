/* What is to be cited: a paragraph or a range, a note, a term. Loaded by edition-ways.js on first use; loads the dialog, the data of
   the edition and, for a note or a term, what _cite/PAGE.js says of it. */
(() => {
  "use strict";
  const ROOT = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const HERE = document.currentScript.src;
  const PAUSE = 200; /* ms for which a selection rests before its button comes */
  const facts = {};
  let data;
  let held = null; /* the rows selected when a link was pressed: pressing it takes the selection away */
  let timer = 0;

  window.editionCiteData = (given) => { data = given; };
  window.editionCited = (page, uri, items) => { facts[page] = { uri, items }; };

  const script = (href) => new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = href;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  const style = (href) => new Promise((resolve, reject) => {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = href;
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });

  let dialog;
  const ready = () => dialog ??= Promise.all([
    style(new URL("cite.css", HERE).href),
    ...["loci.js", "cite-fill.js", "cite-copy.js", "cite-dialog.js"].map((name) => script(new URL(name, HERE).href)),
    script(new URL("_cite/edition.js", ROOT).href),
  ]).then(() => window.editionCiteDialog(data, ROOT));

  /** The note or term of that id; what is said of it comes with its page. */
  const entry = async (id) => {
    const page = decodeURI(location.pathname.slice(ROOT.pathname.length)).replace(/(\.html|\/)$/, "") || "index";
    if (!facts[page]) await script(new URL(`_cite/${page}.js`, ROOT).href);
    const { uri, items } = facts[page];
    const [locus, title, english, author] = items[id];
    const ranges = locus ? locus.split(",").map((part) => part.split("-").map(Number)).map(([first, last]) => [first, last ?? first]) : [];
    return { words: id.startsWith("note-") ? "note" : "term", id, path: `${uri}#${id}`, ranges, title, english, author };
  };

  const open = async (wanted, link) => {
    hide();
    const isTheirs = Boolean(getSelection().anchorNode?.parentElement?.closest(".edition-witness")) && !getSelection().isCollapsed; /* the essay's own words */
    try {
      const show = await ready();
      show(Array.isArray(wanted) ? { words: "essay", ranges: [wanted], isTheirs } : await entry(wanted));
    } catch {
      if (link) location.assign(link.href); /* something is missing: the page without script has the citations */
    }
  };

  const span = (rows) => (rows.length ? [Number(rows[0].dataset.number), Number(rows.at(-1).dataset.number)] : null);

  /** First and last paragraph of the selection, if it is in the text. */
  const selected = () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    return span([...document.querySelectorAll(".edition-row")].filter((row) => range.intersectsNode(row.querySelector(".edition-text"))));
  };

  const marked = () => span([...document.querySelectorAll(".edition-marked")]);
  const includes = (range, number) => range && range[0] <= number && number <= range[1];

  /** Open what a link is of; a paragraph with the range that is selected or marked round it. */
  const follow = (link) => {
    const [, name] = /([^/]+)\.html$/.exec(link.pathname);
    const number = Number(name);
    if (!number) open(name, link);
    else open([held, selected(), marked()].find((range) => includes(range, number)) ?? [number, number], link);
    held = null;
  };

  /** The link of the note, term or row that has the focus, or over which the pointer is. */
  const near = () => {
    const at = document.activeElement;
    const entry = at.closest(".edition-note, dt, .edition-row") ?? at.closest("dd")?.previousElementSibling ?? document.querySelector(".edition-row:hover");
    return entry?.querySelector(":scope > .edition-cite") ?? entry?.closest(".edition-row")?.querySelector(":scope > .edition-cite");
  };

  /* -- the button at a selection -- */
  const button = document.createElement("button");
  button.type = "button";
  button.className = "edition-cite-selection";
  button.innerHTML = '引用 <span lang="en">Cite</span>';
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("mousedown", (event) => event.preventDefault()); /* else the selection would go */
  button.addEventListener("click", () => open(selected()));
  /* beside it, where there are notes of one's own: a tap elsewhere would take the selection away */
  const mine = document.getElementById("edition-mine");
  const note = button.cloneNode();
  note.className = "edition-mine-selection";
  note.innerHTML = '注 <span lang="en">Note</span>';
  note.addEventListener("pointerdown", (event) => event.preventDefault());
  note.addEventListener("mousedown", (event) => event.preventDefault());
  note.addEventListener("click", () => { hide(); mine.click(); });
  const hide = () => { clearTimeout(timer); button.remove(); note.remove(); };

  /** The box of the end of the selection at which the pointer let it go. */
  const end = () => {
    const { focusNode, focusOffset } = getSelection();
    const range = document.createRange();
    range.setStart(focusNode, Math.max(focusOffset - 1, 0));
    range.setEnd(focusNode, focusOffset);
    return [...range.getClientRects()].at(-1) ?? focusNode.parentElement.getBoundingClientRect();
  };

  const offer = async () => {
    const isReady = await ready().then(() => true, () => false); /* the button needs its style */
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

  /** Called by edition-ways.js with a click, the key C or a change of the selection. */
  window.editionCite = (event) => {
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
