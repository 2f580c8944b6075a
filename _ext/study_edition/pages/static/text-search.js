// @ts-check
/* Makes the reader's copy searchable: what it adds to the index. search.js loads this script if there is a copy. */
(() => {
  "use strict";
  const { message } = edition.messages(__MESSAGES__);
  edition.kinds.text = message("The text (your copy)");

  /** Return what is added to the index: the text by page, and all old forms of characters, since the index has only those it needs.
      @type {Edition["textSearch"]} */
  edition.textSearch = async () => {
    const { record, words } = /** @type {NonNullable<Edition["text"]>} */ (edition.text);
    const [{ pages, ...known }, { oldForms }] = await Promise.all([record(), words()]);
    const copy = edition.textKeep.checked(known);
    /** @param {number[]} numbers @returns {[number, string][]} */
    const entries = (numbers) => (copy ? numbers.filter((n) => copy.states[`p${n}`]).map((n) => [n, edition.textKeep.folded(copy.texts[`p${n}`])]) : []);
    return { oldForms, text: pages.map(([page, numbers]) => [page, entries(numbers)]) };
  };
})();
