/* Puts the reader's copy into the rows of a page: each paragraph in its row, with the précis folded below. The elements are those of a
   private build (domain/private_text.py), so that text.css serves both. The copy is inserted as text nodes. */
(() => {
  "use strict";
  const { make, both, name: named, language, base } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const { matcher, divider, cut, cutAtLemmas } = edition.textWords;
  const { normalise } = edition.recognise;

  /** Return {show, lack, clear} for the data of _text/words.js. */
  edition.textRows = (words) => {
    const terms = matcher(words.terms);
    const divide = divider(words.readings);
    let seen = new Set(); /* words that already have a reading on this page */

    /** Return a text as nodes with ruby. */
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

    /** Return the nodes of a piece between lemmas, with links for terms that are not in *done*, to which they are added. */
    const linked = (text, done) => {
      const hits = terms(text).filter(([, , id]) => !done.has(id) && done.add(id));
      return cut(text, hits).flatMap(([piece, id]) => {
        if (!id) return read(piece);
        const a = make("a", "reference internal", [make("span", "edition-term", read(piece))]);
        a.href = new URL(words.addresses[id], base).href;
        return [a];
      });
    };

    /** Make the link from a lemma in the text to its note; *note* is its id, or its address on another page. */
    const marked = (text, note) => {
      const a = make("a", "edition-lemma-mark", read(text));
      const id = note.split("#").at(-1);
      a.href = note === id ? `#${id}` : new URL(note, base).href;
      a.id = `lemma-${id}`;
      return a;
    };

    /** Link the lemma of each note of a row to its mark in the text; two notes may have the same lemma. */
    const leadBack = (row, lemmas, pieces) => {
      for (const [lemma, note] of lemmas) {
        const [, mark] = pieces.find(([, id]) => id && lemmas.some(([other, own]) => own === id && normalise(other) === normalise(lemma))) ?? [];
        const head = mark && document.getElementById(note)?.querySelector(".edition-lemma");
        if (!head || !row.contains(head)) continue;
        const a = make("a", "edition-lemma-back", head.childNodes);
        a.href = `#lemma-${mark.split("#").at(-1)}`;
        a.title = named(message("To these words in the text"));
        head.append(a);
      }
    };

    /** Show a paragraph in its row; *state* is "exact" or "altered". */
    const show = (row, text, state) => {
      const id = `p${row.dataset.number}`;
      const column = row.querySelector(":scope > .edition-text");
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
      const fold = make("details", "edition-precis-fold", [make("summary", "", both(message("Précis"))), ...column.childNodes]);
      fold.firstChild.lang = language;
      column.querySelector(`#${id}`)?.removeAttribute("id");
      fold.querySelector(`#${id}`)?.removeAttribute("id"); /* the id moves to the text, for links to the paragraph */
      own.id = id;
      column.append(witness, fold);
      leadBack(row, lemmas, pieces);
    };

    /** Add a note to a row that its paragraph is not in the copy. */
    const lack = (row) => {
      row.querySelector(":scope > .edition-text").prepend(make("p", "edition-unseen", both(message("Not in your copy")), language));
    };

    /** Undo all changes of the rows. */
    const clear = (rows) => {
      seen = new Set();
      for (const row of rows) {
        row.querySelector(".edition-unseen")?.remove();
        const fold = row.querySelector(".edition-precis-fold");
        for (const a of row.querySelectorAll(".edition-lemma-back")) a.replaceWith(...a.childNodes);
        if (!fold) continue;
        row.querySelector(".edition-witness").remove();
        fold.firstElementChild.remove();
        const precis = fold.querySelector(":scope > p");
        fold.replaceWith(...fold.childNodes);
        if (precis) precis.id = `p${row.dataset.number}`;
      }
    };

    return { show, lack, clear };
  };
})();
