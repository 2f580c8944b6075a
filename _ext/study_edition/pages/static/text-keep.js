/* Stores the paragraphs of a reader's copy: for this tab (sessionStorage) or, if the reader chooses so, in this browser (localStorage).
   The data are {rule, exact: {p1: "…"}, altered: {p2: "…"}}; they are checked against the record before they are shown. */
(() => {
  "use strict";
  const { work } = edition;
  const KEY = `edition-text:${work}`;
  const GONE = `${KEY}:gone`; /* set and removed again, so that other tabs get an event and drop their copies */
  const WIDE = "[\\u3000-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uff60]";
  const FOLD = new RegExp(`(?<=${WIDE})\\s*[\\r\\n]\\s*(?=${WIDE})`, "g");
  let inMemory = null; /* if storage is not allowed or full: for as long as the page is open */

  /** Do something with a store; return *otherwise* if it is not allowed or full. */
  const attempt = (act, otherwise = null) => {
    try { return act(); } catch { return otherwise; }
  };
  const stores = () => [attempt(() => sessionStorage), attempt(() => localStorage)];

  const isTexts = (texts) => Object(texts) === texts && Object.entries(texts).every(([id, text]) => /^p[1-9]\d*$/.test(id) && typeof text === "string");

  /** Return the stored data, or null if there are none or they are not ours. */
  const held = () => {
    if (inMemory) return inMemory;
    for (const store of stores()) {
      const data = attempt(() => JSON.parse(store.getItem(KEY)));
      if (data && isTexts(data.exact) && isTexts(data.altered)) return data;
    }
    return null;
  };

  /** Return whether the data remain when the tab is closed. */
  const isKept = () => attempt(() => localStorage.getItem(KEY) !== null, false);

  /** Notify this page, so that its search drops or adds the text. */
  const tell = () => dispatchEvent(new Event("edition-text"));

  /** Store paragraphs and return where: "browser", "tab" or, if nothing can be stored, "page". */
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

  /** Remove everything, here and in the other tabs. */
  const remove = () => {
    forget();
    attempt(() => { localStorage.setItem(GONE, Date.now()); localStorage.removeItem(GONE); });
    tell();
  };

  /** Call *act* when another tab has stored or removed a text, or the browser restores this page from its cache. */
  const watch = (act) => {
    addEventListener("storage", ({ key, newValue }) => {
      if (key === GONE && newValue) forget();
      else if (key !== KEY && key !== null) return;
      tell();
      act();
    });
    addEventListener("pageshow", ({ persisted }) => { if (persisted) act(); });
  };

  /** Check the stored data against the record: {states, texts} by paragraph, and {lost}, the number of paragraphs with another
      fingerprint than the record's, which are not shown. Null if there are no data or they follow another rule. */
  const checked = ({ rule, paragraphs }) => {
    const data = held();
    if (data?.rule !== rule) return null;
    const [states, texts] = [{}, {}];
    let lost = 0;
    for (const [id, mark] of Object.entries(paragraphs)) {
      const text = data.exact[id] ?? data.altered[id];
      const isExact = text !== undefined && edition.recognise.fingerprint(text).sha256 === mark.sha256;
      if (isExact || Object.hasOwn(data.altered, id)) [states[id], texts[id]] = [isExact ? "exact" : "altered", text];
      else if (text !== undefined) lost++;
    }
    return { states, texts, lost };
  };

  /** Return a paragraph as one line, without spaces for line breaks within Japanese. */
  const folded = (text) => text.replace(FOLD, "").replace(/\s+/g, " ").trim();

  edition.textKeep = { folded, held, checked, isKept, hold, remove, watch };
})();
