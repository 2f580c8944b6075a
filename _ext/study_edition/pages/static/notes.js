// @ts-check
/* A reader's own notes, stored in this browser: the store, the notes next to their paragraphs, their switch, and opening the dialog.
   Loaded by edition-ways.js if this browser has notes or the reader wants to write one. A reader's text is inserted as text nodes,
   never as HTML. */
(() => {
  "use strict";
  if (edition.notes) return;
  const { make, both, name: named, paragraphs: shown, settings, load } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const LAYER = "reader--own"; /* id for the switches, which no layer of the edition should have */
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("edition-mine"));
  const KEY = `edition-notes:${button.value}`;
  const { isId } = edition.notesFile;
  /** @type {Set<number>} */
  let known = new Set(); /* the numbers of the edition's paragraphs */

  /** Receive the numbers of all paragraphs from notes-known.js. */
  window.editionNotesKnown = (ranges) => {
    known = new Set(ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)));
  };

  /* -- the store: {notes: [{id, locus, lemma, kind, text}], layer, author, lang, license} ------------------------------- */

  /** @type {NotesChange[]} */
  const pending = []; /* changes that could not be stored; they apply while the page is open */
  /** @param {unknown} note @returns {note is ReaderNote} */
  const isNote = (note) => {
    if (typeof note !== "object" || note === null) return false;
    const { id, locus, lemma, kind, text } = /** @type {Record<keyof ReaderNote, unknown>} */ (note);
    return typeof id === "string" && isId(id) && typeof locus === "string" && /^[1-9]\d*([-,][1-9]\d*)*$/.test(locus)
      && typeof kind === "string" && Object.hasOwn(__LAYER_KINDS__, kind) && typeof text === "string" && typeof lemma === "string";
  };

  /** Return the stored data. Unreadable data under the key are moved to another key, not overwritten.
      @returns {NotesStore} */
  const stored = () => {
    let raw = null;
    try {
      raw = localStorage.getItem(KEY);
      /** @type {{notes: unknown[]} & Record<string, unknown>} */
      const { notes, ...rest } = JSON.parse(raw ?? "null") ?? { notes: [] };
      const strings = Object.entries(rest).filter(([, value]) => typeof value === "string");
      return { ...Object.fromEntries(strings), notes: notes.filter(isNote) };
    } catch {
      try { if (raw) localStorage.setItem(`${KEY}:unreadable`, raw); } catch { /* full */ }
      return { notes: [] };
    }
  };

  const store = () => {
    const now = stored();
    for (const alter of pending) alter(now);
    return now;
  };

  /** Apply a change to the current store, which another window may have changed; return whether it is stored.
      @param {NotesChange} alter */
  const change = (alter) => {
    pending.push(alter);
    const now = store();
    try {
      localStorage.setItem(KEY, JSON.stringify(now));
      pending.length = 0;
    } catch { /* not allowed or full: the caller reports it */ }
    show();
    return !pending.length;
  };

  /** @param {ReaderNote} note */
  const firstOf = ({ locus }) => Number.parseInt(locus, 10);
  const sorted = () => store().notes.sort((a, b) => firstOf(a) - firstOf(b));

  /* -- next to the paragraphs --------------------------------------------------------------------------------------------- */

  /** Make the element of a note.
      @param {ReaderNote} note */
  const noteOf = (note) => {
    const { nodes, isJapanese } = edition.notesText;
    const label = make("span", "mine-kind", both(message("My note: {kind}", { kind: edition.notesFile.KINDS[note.kind] })), edition.language);
    const edit = make("button", "mine-edit", both(message("Edit")), edition.language);
    edit.type = "button";
    edit.addEventListener("click", () => open({ edit: note.id }));
    const head = make("p", "mine-head", [label, edit]);
    const body = make("div", "mine-text", nodes(note.text), isJapanese(note.text) ? "ja" : "en");
    if (note.lemma) body.prepend(make("p", "mine-about", [make("strong", "edition-lemma", [note.lemma])]));
    const about = /\D/.test(note.locus) ? [make("p", "edition-locus", [shown(note.locus)[0]])] : []; /* as in the edition's own notes */
    const element = make("div", `edition-note layer-${LAYER} mine-note`, [head, ...about, body]);
    element.id = `mine-${note.id}`;
    element.setAttribute("role", "note");
    edit.setAttribute("aria-label", named(message("Edit my note on {paragraphs}", { paragraphs: shown(note.locus) })));
    return element;
  };

  /** Add the switch of this layer to the legend. */
  const addSwitch = () => {
    const legend = document.querySelector(".edition-legend");
    if (!legend || legend.querySelector(".mine-switch")) return;
    const box = make("input", "", []);
    Object.assign(box, { type: "checkbox", name: "layer", value: LAYER, checked: !(settings.off ?? []).includes(LAYER) });
    box.setAttribute("role", "switch");
    legend.append(" ", make("label", "edition-layer edition-credit mine-switch", [box, make("span", "edition-swatch mine-swatch", []), make("span", "", both(message("My notes")))]));
  };

  const show = () => {
    for (const old of document.querySelectorAll(".mine-note")) old.remove();
    for (const column of document.querySelectorAll(".mine-column:empty")) column.remove();
    for (const note of sorted()) {
      const row = document.querySelector(`.edition-row[data-number="${firstOf(note)}"]`);
      if (!row) continue;
      let column = row.querySelector(":scope > .edition-notes");
      if (!column) row.append(column = make("div", "edition-notes mine-column", []));
      const last = [...column.children].findLast((part) => part.matches(".edition-note"));
      if (last) last.after(noteOf(note));
      else column.prepend(noteOf(note));
      addSwitch();
    }
    if (!document.querySelector(".mine-note")) document.querySelector(".mine-switch")?.remove();
  };

  /* -- the locus of a new note ---------------------------------------------------------------------------------------------- */

  /** Return the text of a node without ruby, links for citing and footnote marks.
      @param {Node} node */
  const plain = (node) => {
    const copy = make("div", "", [node]);
    for (const part of copy.querySelectorAll("rt, rp, .edition-cite, sup")) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  /** Return whether a paragraph of this page contains some words; undefined if it is on another page.
      @param {string} words @param {number} number */
  const stands = (words, number) => {
    const paragraph = document.getElementById(`p${number}`);
    /** @param {string} text */
    const folded = (text) => text.normalize("NFKC").replace(/\s/g, "");
    const texts = paragraph?.closest(".edition-text")?.querySelectorAll("p[id], .edition-precis-fold > p") ?? [];
    return paragraph ? [...texts].some((text) => folded(plain(text.cloneNode(true))).includes(folded(words))) : undefined;
  };

  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".edition-row")]);

  /** Return locus and lemma of the selection; the lemma is empty if it is too long or not the paragraph's text. Null without selection. */
  const selected = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const numbers = rows.filter((row) => {
      const text = row.querySelector(".edition-text");
      return text && range.intersectsNode(text);
    }).map(({ dataset }) => dataset.number ?? "");
    if (!numbers.length) return null;
    const [first, last] = [numbers[0], numbers[numbers.length - 1]];
    if (first !== last) return { locus: `${first}-${last}`, lemma: "" };
    const words = plain(range.cloneContents());
    return { locus: first, lemma: [...words].length <= edition.notesFile.LEMMA && stands(words, Number(first)) ? words : "" };
  };

  /** Return the locus of the paragraph that is being read. */
  const near = () => {
    /** @param {HTMLElement} row */
    const inView = (row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > 90 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    };
    const focused = document.activeElement?.closest(".edition-row");
    const row = rows.find((each) => each === focused) ?? rows.find((each) => each.matches(":hover"))
      ?? rows.find((each) => each.matches(".edition-marked") && inView(each)) ?? rows.find(inView);
    return { locus: row?.dataset.number ?? "", lemma: "" };
  };

  /* -- opening ------------------------------------------------------------------------------------------------------------------ */

  /** @type {Promise<ReturnType<Edition["notesDialog"]>> | undefined} */
  let dialog;
  const style = load("_static/notes.css").catch(() => {}); /* the notes are legible without it */
  const parts = Promise.all([load("_static/notes-known.js"), style]).then(show);

  /** Open the dialog for a new note on what is selected or read, or for the note with the id *edit*.
      @param {{edit?: string}} [note] */
  const open = async ({ edit } = {}) => {
    try {
      await parts;
      const place = selected() ?? near();
      dialog ??= load("_static/notes-dialog.js").then(() => edition.notesDialog({ store, change, sorted, pending, known, stands, shown }));
      (await dialog)({ place, edit });
    } catch {
      dialog = undefined;
      button.title = named(message("My notes cannot be loaded"));
    }
  };

  edition.notes = open;
  button.onclick = () => { open(); };
  if (button.ariaExpanded) open();
  button.ariaExpanded = null;
  addEventListener("storage", ({ key }) => { if (key === KEY || key === null) parts.then(show); });
  addEventListener("beforeunload", (event) => { if (pending.length) event.preventDefault(); });
})();
