/* Adds the reader's copy to the texts of the search. If there is a copy, search.js loads this script instead of the index; it then loads
   the index, even if adding the copy fails. */
(() => {
  "use strict";
  const { load, kinds } = window.edition;
  const { onerror } = document.currentScript;
  const done = window.editionSearchIndex;
  kinds.text = ["本文（手元の写し）", "Your copy"];

  /** Return what is added to the index: the text by page, and all old forms of characters, since the index has only those it needs. */
  const held = async () => {
    const { record, words } = window.editionText;
    const [{ pages, ...known }, { oldForms }] = await Promise.all([record(), words()]);
    const copy = window.editionTextKeep.checked(known);
    const entries = (numbers) => numbers.filter((n) => copy?.states[`p${n}`]).map((n) => [n, window.editionTextKeep.folded(copy.texts[`p${n}`])]);
    return { oldForms, text: pages.map(([page, numbers]) => [page, entries(numbers)]) };
  };

  const begin = async () => {
    const more = await held().catch(() => ({}));
    window.editionSearchIndex = (data) => done({ ...data, ...more });
    load("search-index.js", onerror);
  };

  if (window.editionText || document.documentElement.dataset.text === "off") begin();
  else addEventListener("edition-text-here", begin, { once: true });
})();
