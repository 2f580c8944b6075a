// @ts-check
/* Navigation among paragraphs: #p18-20 marks a range, J and K move on and back. Also loads the scripts for citing and notes on
   first use. */
(() => {
  "use strict";
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".edition-row")]);
  /** @param {HTMLElement} row */
  const numberOf = (row) => Number(row.dataset.number);

  /* A link whose text is a range leads to the range; without this script it leads to the first paragraph. */
  for (const a of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("main a.reference.internal[href*='#p']"))) {
    const [, first, last] = /^\D*(\d+)–(\d+)\D*$/.exec(a.textContent) ?? [];
    if (last && a.hash === `#p${first}`) a.hash = `#p${first}-${last}`;
  }
  /** @param {MouseEvent | KeyboardEvent} event */
  const isHeld = (event) => event.ctrlKey || event.metaKey || event.altKey;
  /** @param {KeyboardEvent} event */
  const isTyping = (event) => isHeld(event) || document.documentElement.dataset.keys === "off"
    || /** @type {Element} */ (event.target).closest("input, select, textarea, dialog, [contenteditable], [popover]");

  /* Citing: a click on a link for citing, the key C or a selection loads the dialog on first use. If that fails, the link leads to a page
     with the citations. */
  const { load } = edition;
  /** @type {Event | undefined} */
  let asked;
  /** @param {Event} event */
  const cite = (event) => {
    const { type } = event;
    const pressed = /** @type {MouseEvent & KeyboardEvent} */ (event);
    /** @type {HTMLAnchorElement | null} */
    const link = type === "click" ? /** @type {Element} */ (event.target).closest(".edition-cite") : null;
    if (link ? isHeld(pressed) || pressed.shiftKey
      : pressed.key ? pressed.key !== "c" || isTyping(pressed) : type === "click" || getSelection()?.isCollapsed) return;
    if (link) event.preventDefault();
    if (edition.cite) edition.cite(event);
    else if (!asked) load("_static/cite.js").then(() => edition.cite?.(asked ?? event), () => link && location.assign(link.href));
    if (!asked || type !== "selectionchange") asked = event; /* selecting makes several; none replaces a click or a key */
  };
  if (document.querySelector(".edition-cite")) for (const type of ["click", "keydown", "selectionchange"]) document.addEventListener(type, cite);

  if (!rows.length) return;

  /* My notes: loaded if this browser has some, or by their button or the key M; the script then handles the button itself. */
  const mine = /** @type {HTMLButtonElement | null} */ (document.getElementById("edition-mine"));
  if (mine) {
    const wake = () => load("_static/notes.js");
    mine.onclick = () => { mine.ariaExpanded = "true"; wake(); };
    if (edition.recall(`edition-notes:${mine.value}`)) wake();
    document.addEventListener("keydown", (event) => { if (event.key === "m" && !isTyping(event)) { event.preventDefault(); mine.click(); } });
  }

  /** Mark the paragraphs of the address. Scroll to the first if the browser cannot: a range is not an id, a précis may be hidden. */
  const mark = () => {
    const [, first, last] = /^#p(\d+)(?:(?:-|%E2%80%93)(\d+))?$/.exec(location.hash) ?? [];
    /** @param {HTMLElement} row */
    const inside = (row) => first && numberOf(row) >= Number(first) && numberOf(row) <= Number(last ?? first);
    for (const row of rows) row.classList.toggle("edition-marked", Boolean(inside(row)));
    const start = rows.find(inside);
    if (start && (last || !start.querySelector(`#p${first}`)?.checkVisibility())) start.scrollIntoView({ behavior: "instant" });
  };
  addEventListener("hashchange", mark);
  mark();

  /** Return the number, from 1, of the row being read: the marked row if it is visible, else the first visible one; 0 for none. */
  const current = () => {
    /** @param {HTMLElement} row */
    const visible = (row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > 90 && box.top < innerHeight - 40 && box.right > 0 && box.left < innerWidth;
    };
    return rows.findIndex((row) => row.classList.contains("edition-marked") && visible(row)) + 1 || rows.findIndex(visible) + 1;
  };

  document.addEventListener("keydown", (event) => {
    const step = { j: 1, J: 1, k: -1, K: -1 }[event.key];
    if (!step || isTyping(event)) return;
    const marked = rows.some((row) => row.classList.contains("edition-marked"));
    const at = current() - 1;
    const next = rows[marked || at < 0 || step < 0 ? at + step : at];
    event.preventDefault();
    if (!next) { /** @type {HTMLElement | null} */ (document.querySelector(step > 0 ? ".right-next" : ".left-prev"))?.focus(); return; }
    history.replaceState(history.state, "", `#p${numberOf(next)}`);
    mark();
    next.scrollIntoView({ behavior: "instant" });
    /** @type {HTMLElement | null} */ (next.querySelector(".edition-number"))?.focus({ preventScroll: true });
  });

  /* A wheel with one axis scrolls vertical text from column to column. */
  const text = /** @type {HTMLElement} */ (rows[0].closest("article"));
  text.addEventListener("wheel", (event) => {
    if (document.documentElement.dataset.writing !== "vertical" || event.deltaX || event.ctrlKey || event.shiftKey) return;
    const before = text.scrollLeft;
    text.scrollLeft -= event.deltaY * (event.deltaMode ? 24 : 1);
    if (text.scrollLeft !== before) event.preventDefault();
  }, { passive: false });
})();
