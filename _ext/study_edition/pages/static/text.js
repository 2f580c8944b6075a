/* The reader's own copy of the text. edition-early.js loads this where one is held; it loads what else is needed, once: for the rows of a
   text page, for the search, for the page on which a text is given. */
(() => {
  "use strict";
  if (window.editionText) return;
  const { base } = window.edition;
  const parts = new Map();
  const given = {};
  window.editionTextRecord = (data) => { given.record = data; };

  /** A script or style sheet of the edition, loaded once. */
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

  /** The record of the edition, and with it what recognises and holds a text. */
  const record = async () => {
    await Promise.all(["_static/recognise.js", "_static/text-keep.js", "_text/record.js"].map(part));
    return given.record;
  };

  /** What is to be marked in a text. */
  const words = async () => {
    window.editionTextMarks = (data) => { given.words = data; };
    await part("_text/words.js");
    return given.words;
  };

  window.editionText = { part, record, words };
  dispatchEvent(new Event("edition-text-here")); /* the search may be waiting */

  const { dataset } = document.documentElement;
  const enter = () => {
    if (document.querySelector(".edition-row")) part("_static/text-notice.js").catch(() => { dataset.text = "off"; });
    else if (dataset.text) dataset.text = "shown";
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enter);
  else enter();
})();
