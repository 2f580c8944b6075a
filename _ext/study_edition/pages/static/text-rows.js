// @ts-check
/* Puts the reader's copy into the rows of a page: each paragraph in its row, with the précis folded below. The elements are those of a
   private build (domain/private_text.py), so that text.css serves both. The copy is inserted as text nodes. */
(() => {
  "use strict";
  const { make, both, name: named, language, base } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const { matcher, divider, cut, cutAtLemmas } = edition.textWords;
  const { normalise } = edition.recognise;

  /** Return functions that change rows, for the data of _text/words.js.
      @param {TextMarks} words @returns {ReturnType<Edition["textRows"]>} */
  edition.textRows = (words) => {
    const terms = matcher(words.terms);
    const divide = divider(words.readings);
    /** @type {Set<string>} */
    let seen = new Set(); /* words that already have a reading on this page */

    /** Return a text as nodes with ruby.
        @type {(text: string) => (string | HTMLElement)[]} */
    const read = (text) => divide(text).flatMap(([piece, parts]) => {
      if (!parts) return [piece];
      const isAgain = seen.has(piece);
      seen.add(piece);
      return parts.map(([over, reading]) => {
        if (!reading) return over;
        const rt = make("rt", "", [reading]);
        return make("ruby", isAgain ? "again" : "", isAgain ? [over, rt] : [over, make("rp", "", ["（"]), rt, make("rp", "", ["）"])]);
      });
    });

    /** Return the nodes of a piece between lemmas, with links for terms that are not in *done*, to which they are added.
        @param {string} text @param {Set<string>} done */
    const linked = (text, done) => {
      const hits = terms(text).filter(([, , id]) => !done.has(id) && done.add(id));
      return cut(text, hits).flatMap(([piece, id]) => {
        if (!id) return read(piece);
        const a = make("a", "reference internal", [make("span", "edition-term", read(piece))]);
        a.href = new URL(words.addresses[id], base).href;
        return [a];
      });
    };

    /** Return the id of a note from that id, or from an address that ends with it.
        @param {string} note */
    const idOf = (note) => note.slice(note.lastIndexOf("#") + 1);

    /** Make the link from a lemma in the text to its note; *note* is its id, or its address on another page.
        @param {string} text @param {string} note */
    const marked = (text, note) => {
      const a = make("a", "edition-lemma-mark", read(text));
      const id = idOf(note);
      a.href = note === id ? `#${id}` : new URL(note, base).href;
      a.id = `lemma-${id}`;
      return a;
    };

    /** Link the lemma of each note of a row to its mark in the text; two notes may have the same lemma.
        @param {HTMLElement} row @param {[lemma: string, note: string][]} lemmas @param {[piece: string, note: string][]} pieces */
    const leadBack = (row, lemmas, pieces) => {
      for (const [lemma, note] of lemmas) {
        const [, mark] = pieces.find(([, id]) => id && lemmas.some(([other, own]) => own === id && normalise(other) === normalise(lemma))) ?? [];
        const head = mark && document.getElementById(note)?.querySelector(".edition-lemma");
        if (!head || !row.contains(head)) continue;
        const a = make("a", "edition-lemma-back", head.childNodes);
        a.href = `#lemma-${idOf(mark)}`;
        a.title = named(message("To these words in the text"));
        head.append(a);
      }
    };

    /** Return the column of a row in which its text is.
        @param {HTMLElement} row */
    const columnOf = (row) => /** @type {HTMLElement} */ (row.querySelector(":scope > .edition-text"));

    /** Show a paragraph in its row.
        @type {ReturnType<Edition["textRows"]>["show"]} */
    const show = (row, text, state) => {
      const id = `p${row.dataset.number}`;
      const column = columnOf(row);
      const lemmas = words.lemmas[id] ?? [];
      const pieces = cutAtLemmas(edition.textKeep.folded(text), lemmas);
      const done = new Set(words.skips[id] ?? words.skip);
      const own = make("p", "", pieces.flatMap(([piece, note]) => (note ? [marked(piece, note)] : linked(piece, done))), words.lang);
      const label = make("p", "edition-witness-label", both(message("Text")), language);
      const witness = make("div", "edition-witness", [label, own]);
      witness.dataset.state = state;
      if (state === "altered") {
        witness.append(make("p", "edition-altered", both(message("Altered: not to the letter as recorded.")), language));
      }
      const summary = make("summary", "", both(message("Précis")), language);
      const fold = make("details", "edition-precis-fold", [summary, ...column.childNodes]);
      column.querySelector(`#${id}`)?.removeAttribute("id");
      fold.querySelector(`#${id}`)?.removeAttribute("id"); /* the id moves to the text, for links to the paragraph */
      own.id = id;
      column.append(witness, fold);
      leadBack(row, lemmas, pieces);
    };

    /** Add a note to a row that its paragraph is not in the copy.
        @param {HTMLElement} row */
    const lack = (row) => {
      columnOf(row).prepend(make("p", "edition-unseen", both(message("Not in your copy")), language));
    };

    /** Undo all changes of the rows.
        @param {HTMLElement[]} rows */
    const clear = (rows) => {
      seen = new Set();
      for (const row of rows) {
        row.querySelector(".edition-unseen")?.remove();
        const fold = row.querySelector(".edition-precis-fold");
        for (const a of row.querySelectorAll(".edition-lemma-back")) a.replaceWith(...a.childNodes);
        if (!fold) continue;
        row.querySelector(".edition-witness")?.remove();
        fold.firstElementChild?.remove();
        const precis = fold.querySelector(":scope > p");
        fold.replaceWith(...fold.childNodes);
        if (precis) precis.id = `p${row.dataset.number}`;
      }
    };

    return { show, lack, clear };
  };
})();
