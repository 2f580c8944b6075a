// @ts-check
/* Finds what is marked in the reader's copy: lemmas, terms and readings. It does the same as core/witness/lemma_marks.py,
   core/text/matching.py and core/text/furigana.py, which explain it; a change of one requires a change of the other. Positions are in
   UTF-16 units. */
(() => {
  "use strict";
  const { normalise, formOf } = edition.recognise;
  const HAN = new RegExp(`[${__HAN__}]`);
  /** @param {string | undefined} char */
  const isLatin = (char) => /^(?=[\p{L}\p{N}])[\p{Script=Latin}\p{Nd}]/u.test(char ?? "");

  /** Return the characters of a text after NFKC, and the position of each, and of the end, in the text; characters normalised together share one.
      @param {string} text */
  const normalised = (text) => {
    const list = Array.from(text);
    /** @type {string[]} */
    const chars = [];
    /** @type {number[]} */
    const origin = [];
    /** @param {string} piece @param {number} at */
    const put = (piece, at) => { for (const char of piece) { chars.push(char); origin.push(at); } };
    /** @param {string} piece */
    const plain = (piece) => piece.normalize("NFKC");
    const isSame = plain(text) === text;
    for (let first = 0, unit = 0; first < list.length;) {
      let [piece, next] = [list[first], first + 1];
      if (!isSame) {
        for (; next < list.length && plain(piece + list[next]) !== plain(piece) + plain(list[next]); next++) piece += list[next];
      }
      put(isSame ? piece : plain(piece), unit);
      [first, unit] = [next, unit + piece.length];
    }
    return { chars, origin: [...origin, text.length] };
  };

  /** Return a function that finds forms in a text, the longest first, without overlaps.
      @type {Edition["textWords"]["matcher"]} */
  const matcher = (forms) => {
    /** @type {Map<string, string>} */
    const variants = new Map();
    for (const [form, id] of forms) if (form) variants.set(form.normalize("NFKC"), id);
    for (const [form, id] of [...variants]) {
      const [head, ...rest] = form;
      const upper = head.toUpperCase() + rest.join("");
      if (!variants.has(upper)) variants.set(upper, id);
    }
    /** @type {Map<string, [chars: string[], id: string][]>} */
    const byFirst = new Map();
    for (const [form, id] of variants) {
      const chars = Array.from(form);
      const same = byFirst.get(chars[0]) ?? [];
      same.push([chars, id]);
      byFirst.set(chars[0], same);
    }
    for (const same of byFirst.values()) same.sort(([one], [other]) => other.length - one.length);
    return (text) => {
      const { chars, origin } = normalised(text);
      /** @param {number} start @param {number} end */
      const isWhole = (start, end) => !(isLatin(chars[start]) && isLatin(chars[start - 1])) && !(isLatin(chars[end - 1]) && isLatin(chars[end]))
        && (start === 0 || origin[start] !== origin[start - 1]) && origin[end] !== origin[end - 1];
      /** @type {Hit[]} */
      const found = [];
      for (let at = 0; at < chars.length;) {
        const [form, id] = byFirst.get(chars[at])?.find(([own]) => own.every((char, i) => char === chars[at + i]) && isWhole(at, at + own.length)) ?? [];
        if (form && id) found.push([origin[at], origin[at + form.length], id]);
        at += form?.length ?? 1;
      }
      return found;
    };
  };

  /** Return a function that divides a text into pieces, with the parts of a word that has a reading.
      @type {Edition["textWords"]["divider"]} */
  const divider = (readings) => {
    const known = new Map(readings);
    const every = matcher([...known.keys()].map((word) => [word, word]));
    return (text) => {
      /** @type {ReturnType<ReturnType<Edition["textWords"]["divider"]>>} */
      const pieces = [];
      let reached = 0;
      /** @param {number} to */
      const plain = (to) => { if (to > reached) pieces.push([text.slice(reached, to), null]); };
      for (const [start, end, word] of HAN.test(text) ? every(text) : []) {
        if (text.slice(start, end) !== word) continue; /* another form of the word, to which the parts do not apply */
        plain(start);
        pieces.push([word, known.get(word) ?? null]);
        reached = end;
      }
      plain(text.length);
      return pieces;
    };
  };

  /** Cut a text at hits, in order, into pieces with the mark of their hit, or "".
      @type {Edition["textWords"]["cut"]} */
  const cut = (text, hits) => {
    /** @type {[piece: string, mark: string][]} */
    const pieces = [];
    let reached = 0;
    /** @param {number} end @param {string} mark */
    const put = (end, mark) => { if (end > reached) pieces.push([text.slice(reached, end), mark]); reached = end; };
    for (const [start, end, mark] of hits) { put(start, ""); put(end, mark); }
    put(text.length, "");
    return pieces;
  };

  /** Cut a paragraph at the lemmas of its notes.
      @type {Edition["textWords"]["cutAtLemmas"]} */
  const cutAtLemmas = (text, lemmas) => {
    const { points, starts, ends } = formOf(text);
    /** @type {Map<string, string>} */
    const wanted = new Map();
    for (const [lemma, mark] of lemmas) if (!wanted.has(normalise(lemma))) wanted.set(normalise(lemma), mark);
    /** @type {Hit[]} */
    const hits = [];
    const forms = [...wanted].map(([lemma, mark]) => ({ list: Array.from(lemma, (char) => char.codePointAt(0)), mark })).filter(({ list }) => list.length);
    for (const { list, mark } of forms.sort((one, other) => other.list.length - one.list.length)) {
      for (let at = 0; at + list.length <= points.length; at++) {
        if (!list.every((point, i) => point === points[at + i])) continue;
        const [start, end] = [starts[at], ends[at + list.length - 1]];
        if (hits.some((hit) => end > hit[0] && start < hit[1])) continue;
        hits.push([start, end, mark]);
        break;
      }
    }
    return cut(text, hits.sort(([one], [other]) => one - other));
  };

  edition.textWords = { matcher, divider, cut, cutAtLemmas };
})();
