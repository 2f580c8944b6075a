/* Holding the paragraphs of a reader's own copy: for this tab (sessionStorage), or in this browser (localStorage) if the reader says so.
   What is held is {rule, exact: {p1: "…"}, altered: {p2: "…"}}, and is checked against the record wherever it is shown. */
(() => {
  "use strict";
  const { work } = window.edition;
  const KEY = `edition-text:${work}`;
  const GONE = `${KEY}:gone`; /* written and taken away again: the other tabs hear of it, and their own copies go too */
  const WIDE = "[\\u3000-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uff60]";
  const FOLD = new RegExp(`(?<=${WIDE})\\s*[\\r\\n]\\s*(?=${WIDE})`, "g");
  let inMemory = null; /* where storage is forbidden or full: it holds while the page is open */

  /** Do something with a store; *otherwise* where it is forbidden or full. */
  const attempt = (act, otherwise = null) => {
    try { return act(); } catch { return otherwise; }
  };
  const stores = () => [attempt(() => sessionStorage), attempt(() => localStorage)];

  const isTexts = (texts) => Object(texts) === texts && Object.entries(texts).every(([id, text]) => /^p[1-9]\d*$/.test(id) && typeof text === "string");

  /** What is held, or null; what something else has put in its place is nothing. */
  const held = () => {
    if (inMemory) return inMemory;
    for (const store of stores()) {
      const data = attempt(() => JSON.parse(store.getItem(KEY)));
      if (data && isTexts(data.exact) && isTexts(data.altered)) return data;
    }
    return null;
  };

  /** Whether it will be here when the tab has been closed. */
  const isKept = () => attempt(() => localStorage.getItem(KEY) !== null, false);

  /** Tell this page: its search must forget, or learn, the text. */
  const tell = () => dispatchEvent(new Event("edition-text"));

  /** Hold paragraphs. Gives where: "browser", "tab" or, if nothing can be stored, "page". */
  const hold = (data, isToStay) => {
    const text = JSON.stringify(data);
    const [tab, browser] = stores();
    const put = (store, other) => attempt(() => { store.setItem(KEY, text); attempt(() => other.removeItem(KEY)); return true; }, false);
    const where = isToStay && put(browser, tab) ? "browser" : put(tab, browser) ? "tab" : "page";
    inMemory = where === "page" ? data : null;
    document.documentElement.dataset.text = "shown";
    tell();
    return where;
  };

  const forget = () => {
    inMemory = null;
    for (const store of stores()) attempt(() => store.removeItem(KEY));
    delete document.documentElement.dataset.text;
  };

  /** Take everything away, here and in the other tabs. */
  const remove = () => {
    forget();
    attempt(() => { localStorage.setItem(GONE, Date.now()); localStorage.removeItem(GONE); });
    tell();
  };

  /** Call *act* when another tab has kept or removed a text, or the browser shows this page again as it was. */
  const watch = (act) => {
    addEventListener("storage", ({ key, newValue }) => {
      if (key === GONE && newValue) forget();
      else if (key !== KEY && key !== null) return;
      tell();
      act();
    });
    addEventListener("pageshow", ({ persisted }) => { if (persisted) act(); });
  };

  /** What is held, checked against the record: {states, texts} by paragraph, and how many paragraphs no longer have the fingerprint
      under which they were kept; these are not shown. Null if nothing is held, or it was recognised by another rule. */
  const checked = ({ rule, paragraphs }) => {
    const data = held();
    if (data?.rule !== rule) return null;
    const [states, texts] = [{}, {}];
    let lost = 0;
    for (const [id, mark] of Object.entries(paragraphs)) {
      const text = data.exact[id] ?? data.altered[id];
      const isExact = text !== undefined && window.editionRecognise.fingerprint(text).sha256 === mark.sha256;
      if (isExact || Object.hasOwn(data.altered, id)) [states[id], texts[id]] = [isExact ? "exact" : "altered", text];
      else if (text !== undefined) lost++;
    }
    return { states, texts, lost };
  };

  /** A paragraph as one line; where its line was broken within Japanese, no space stands. */
  const folded = (text) => text.replace(FOLD, "").replace(/\s+/g, " ").trim();

  window.editionTextKeep = { folded, held, checked, isKept, hold, remove, watch };
})();
