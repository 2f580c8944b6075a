/* The reader's copy of the text: loads the scripts and data for it, each once, for the rows of a text page, the search and my-text.html.
   edition-early.js loads this script if there is a copy. */
(() => {
  "use strict";
  if (window.editionText) return;
  const { base } = window.edition;
  const parts = new Map();
  const given = {};
  window.editionTextRecord = (data) => { given.record = data; };

  /** Load a script or style sheet of the edition, once. */
  const part = (path) => {
    if (!parts.has(path)) {
      parts.set(path, new Promise((resolve, reject) => {
        const isStyle = path.endsWith(".css");
        const element = document.createElement(isStyle ? "link" : "script");
        if (isStyle) element.rel = "stylesheet";
        element[isStyle ? "href" : "src"] = new URL(path, base).href;
        element.onload = resolve;
        element.onerror = () => { parts.delete(path); reject(new Error(path)); };
        document.head.append(element);
      }));
    }
    return parts.get(path);
  };

  /** Load the record of the witness, and the scripts that recognise and store a copy. */
  const record = async () => {
    await Promise.all(["_static/recognise.js", "_static/text-keep.js", "_text/record.js"].map(part));
    return given.record;
  };

  /** Load the lemmas, terms and readings to mark in the text. */
  const words = async () => {
    window.editionTextMarks = (data) => { given.words = data; };
    await part("_text/words.js");
    return given.words;
  };

  window.editionText = { part, record, words };
  dispatchEvent(new Event("edition-text-here")); /* text-search.js may be waiting */

  const { dataset } = document.documentElement;
  const enter = () => {
    if (document.querySelector(".edition-row")) part("_static/text-notice.js").catch(() => { dataset.text = "off"; });
    else if (dataset.text) dataset.text = "shown";
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enter);
  else enter();
})();
