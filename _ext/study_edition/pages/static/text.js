// @ts-check
/* The reader's copy of the text: loads the scripts and data for it, each once, for the rows of a text page, the search and my-text.html.
   edition-early.js loads this script if there is a copy. */
(() => {
  "use strict";
  if (edition.text) return;
  const { load } = edition;
  /** @type {{record?: TextRecord, words?: TextMarks}} */
  const given = {};
  window.editionTextRecord = (data) => { given.record = data; };
  window.editionTextMarks = (data) => { given.words = data; };

  /** Load the record of the witness, and the scripts that recognise and store a copy. */
  const record = async () => {
    await load("_static/recognise.js", "_text/record.js");
    return /** @type {TextRecord} */ (given.record);
  };

  /** Load the lemmas, terms and readings to mark in the text. */
  const words = async () => {
    await load("_text/words.js");
    return /** @type {TextMarks} */ (given.words);
  };

  edition.text = { record, words };

  const { dataset } = document.documentElement;
  const enter = () => {
    if (document.querySelector(".edition-row")) record().then(() => load("_static/text-rows.js")).catch(() => { dataset.text = "off"; });
    else if (dataset.text) dataset.text = "shown";
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enter);
  else enter();
})();
