// @ts-check
/* Stores the paragraphs of a reader's copy: for this tab (sessionStorage) or, if the reader chooses so, in this browser (localStorage).
   The data are {rule, exact: {p1: "…"}, altered: {p2: "…"}}; they are checked against the record before they are shown. */
(() => {
  "use strict";
  const { work } = edition;
  const KEY = `edition-text:${work}`;
  const GONE = `${KEY}:gone`; /* set and removed again, so that other tabs get an event and drop their copies */
  const WIDE = `[${__WIDE__}]`;
  const FOLD = new RegExp(`(?<=${WIDE})\\s*[\\r\\n]\\s*(?=${WIDE})`, "g");
  /** @type {StoredCopy | null} */
  let inMemory = null; /* if storage is not allowed or full: for as long as the page is open */

  /** Do something with a store; return *otherwise* if it is not allowed or full.
      @type {<T, U>(act: () => T, otherwise: U) => T | U} */
  const attempt = (act, otherwise) => {
    try { return act(); } catch { return otherwise; }
  };
  const stores = () => [attempt(() => sessionStorage, null), attempt(() => localStorage, null)];

  /** @param {unknown} texts @returns {texts is Record<string, string>} */
  const isTexts = (texts) => typeof texts === "object" && texts !== null && Object.entries(texts).every(([id, text]) => /^p[1-9]\d*$/.test(id) && typeof text === "string");

  /** @param {unknown} data @returns {data is StoredCopy} */
  const isCopy = (data) => typeof data === "object" && data !== null && "rule" in data && typeof data.rule === "number"
    && "exact" in data && isTexts(data.exact) && "altered" in data && isTexts(data.altered);

  /** Return the stored data, or null if there are none or they are not ours.
      @type {Edition["textKeep"]["held"]} */
  const held = () => {
    if (inMemory) return inMemory;
    for (const store of stores()) {
      /** @type {unknown} */
      const data = attempt(() => JSON.parse(store?.getItem(KEY) ?? "null"), null);
      if (isCopy(data)) return data;
    }
    return null;
  };

  /** Return whether the data remain when the tab is closed. */
  const isKept = () => attempt(() => localStorage.getItem(KEY) !== null, false);

  /** Notify this page, so that its search drops or adds the text. */
  const tell = () => dispatchEvent(new Event("edition-text"));

  /** Store paragraphs and return where: "browser", "tab" or, if nothing can be stored, "page".
      @type {Edition["textKeep"]["hold"]} */
  const hold = (data, isToStay) => {
    const text = JSON.stringify(data);
    const [tab, browser] = stores();
    /** @param {Storage | null} store @param {Storage | null} other */
    const put = (store, other) => store && attempt(() => { store.setItem(KEY, text); attempt(() => other?.removeItem(KEY), null); return true; }, false);
    const where = isToStay && put(browser, tab) ? "browser" : put(tab, browser) ? "tab" : "page";
    inMemory = where === "page" ? data : null;
    document.documentElement.dataset.text = "shown";
    tell();
    return where;
  };

  const forget = () => {
    inMemory = null;
    for (const store of stores()) attempt(() => store?.removeItem(KEY), null);
    delete document.documentElement.dataset.text;
  };

  /** Remove everything, here and in the other tabs. */
  const remove = () => {
    forget();
    attempt(() => { localStorage.setItem(GONE, String(Date.now())); localStorage.removeItem(GONE); }, null);
    tell();
  };

  /** Call *act* when another tab has stored or removed a text, or the browser restores this page from its cache.
      @type {Edition["textKeep"]["watch"]} */
  const watch = (act) => {
    addEventListener("storage", ({ key, newValue }) => {
      if (key === GONE && newValue) forget();
      else if (key !== KEY && key !== null) return;
      tell();
      act();
    });
    addEventListener("pageshow", ({ persisted }) => { if (persisted) act(); });
  };

  /** Check the stored data against the record. Null if there are no data or they follow another rule.
      @type {Edition["textKeep"]["checked"]} */
  const checked = ({ rule, paragraphs }) => {
    const data = held();
    if (data?.rule !== rule) return null;
    /** @type {CheckedCopy["states"]} */
    const states = {};
    /** @type {CheckedCopy["texts"]} */
    const texts = {};
    let lost = 0;
    for (const [id, mark] of Object.entries(paragraphs)) {
      const text = data.exact[id] ?? data.altered[id];
      const isExact = text !== undefined && edition.recognise.fingerprint(text).sha256 === mark.sha256;
      if (isExact || Object.hasOwn(data.altered, id)) [states[id], texts[id]] = [isExact ? "exact" : "altered", text];
      else if (text !== undefined) lost++;
    }
    return { states, texts, lost };
  };

  /** Return a paragraph as one line, without spaces for line breaks within Japanese.
      @param {string} text */
  const folded = (text) => text.replace(FOLD, "").replace(/\s+/g, " ").trim();

  edition.textKeep = { folded, held, checked, isKept, hold, remove, watch };
})();
