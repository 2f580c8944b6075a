// @ts-check
/* The search: finds every item of the index with the query in its texts. All texts are normalised and joined once, each followed
   by a mark, so that a search goes through one long string. The index (see search_index.py) is loaded as a script. */
(() => {
  "use strict";
  const END = "\ue003"; /* occurs in no text and no query */
  const HEAD = 0, READING = 1, BODY = 2; /* roles of a text in its item */
  const NONE = 255;
  /* Ranks: 0 to 2 for headwords that equal, begin with or contain a word; then by kind of item. */
  /** @type {Record<string, number>} */
  const RANK = { text: 3, p: 3, source: 6, page: 4 }; /* the index has those of entries */
  /** @type {Record<string, number>} */
  const ROLE = { head: HEAD, reading: READING, body: BODY, label: NONE };
  const elsewhere = new Set(["page"]);
  /** @type {Map<string, string>} */
  let newForms = new Map();
  let oldForm = /(?!)/g;

  /** Return the normalised form, in which texts and queries are compared.
      @param {string} text */
  const normalise = (text) =>
    text.normalize("NFKC").toLowerCase().replace(oldForm, (c) => newForms.get(c) ?? c).replace(/[‐-―−]/g, "-").replace(/\s+/g, " ");

  /** Replace katakana by hiragana, for comparing readings.
      @param {string} text */
  const hiragana = (text) => text.replace(/[ァ-ヶヽヾ]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60));

  /** Return a text with its citations as printed.
      @param {string} text */
  const cited = (text) => text.replace(/\ue000([^\ue001\ue002]*)(?:\ue002[^\ue001]*)?\ue001/g, "$1");

  /** Return a text without its citations and the spaces before them, or with their plain forms.
      @param {string} text */
  const uncited = (text) =>
    text.replace(/( ?)\ue000[^\ue001\ue002]*(?:\ue002([^\ue001]*))?\ue001/g, (_, space, left) => left ? space + left : "");

  /** Return the normalised words of a query; a quoted phrase is one word.
      @param {string} query */
  const wordsOf = (query) =>
    Array.from(normalise(query.replace(/[\ue000-\ue003]/g, "")).matchAll(/(?<!\S)"([^"]+)"(?!\S)|\S+/g), (m) => m[1] ?? m[0]);

  /** Return whether a word is long enough: two characters, or one Chinese character.
      @param {string} word */
  const isEnough = (word) => [...word].length > 1 || /\p{Script=Han}/u.test(word);

  /** Return the items of the index in reading order.
      @param {SearchData} data */
  const placesOf = (data) => {
    /** @type {SearchPlace[]} */
    const places = [];
    /** @type {(text: string, what: number, lang?: string, ...around: string[]) => SearchPart} */
    const part = (text, what, lang, ...around) => ({ text, what, lang, around });
    /** @type {<V extends unknown[]>(kind: string, prefix: string, pages: SearchPages<V>, parts: (...values: V) => SearchPart[]) => void} */
    const put = (kind, prefix, pages, parts) => {
      for (const [page, entries] of pages) {
        for (const [id, ...rest] of entries) {
          const href = id === "" ? page : `${page}#${prefix}${id}`;
          places.push({ kind, href, label: prefix === "p" ? edition.paragraphs(String(id))[0] : "", parts: parts(...rest).filter(({ text }) => text) });
        }
      }
    };
    put("text", "p", data.text ?? [], (text) => [part(text, BODY)]); /* the reader's copy, added by text-search.js */
    put("p", "p", data.paragraphs, (precis, essay = "") => [part(essay, BODY), part(precis, BODY)]);
    put("source", "source-", data.sources, (text) => [part(text, BODY)]);
    const entries = /** @type {SearchData & SearchEntries} */ (data); /* those of each kind under its plural */
    for (const [plural, kind, prefix, rank, isElsewhere, fields] of data.kinds) {
      RANK[kind] = rank;
      if (isElsewhere) elsewhere.add(kind);
      put(kind, prefix, entries[plural], (...values) => fields.flatMap(([role, lang, before, isMany], i) => {
        const all = [values[i]].flat();
        if (isMany) return all.map((value) => part(value, ROLE[role], lang, before));
        const [text, ahead, after, own] = all;
        const around = ahead || before || role === "label" ? [ahead || before, after ?? ""] : [];
        return [part(text, ROLE[role], own || lang, ...around)];
      }));
    }
    put("page", "", data.prose, (title, text) => [part(title, HEAD), part(text, BODY)]);
    return places;
  };

  /** Return a function from query to the items found; it gives no words if all are too short.
      @type {Edition["finder"]["finder"]} */
  const finder = (data) => {
    newForms = new Map(Array.from(data.oldForms.matchAll(/(.)(.)/gu), ([, old, now]) => [old, now]));
    if (newForms.size) oldForm = new RegExp(`[${[...newForms.keys()].join("")}]`, "gu");
    const places = placesOf(data);
    /** @type {string[]} */
    const texts = [];
    /** @type {number[]} */
    const owner = [];
    /** @type {number[]} */
    const role = [];
    /** @type {[place: number, read: string[]][]} */
    const readings = [];
    places.forEach(({ parts }, place) => {
      for (const { text, what } of parts) {
        if (what === NONE) continue;
        for (const form of new Set([cited(text), uncited(text)])) {
          texts.push(form, END);
          owner.push(place);
          role.push(what);
        }
        if (what === READING) {
          const read = hiragana(normalise(text));
          readings.push([place, [read, ...read.split(/[・ ]/)]]);
        }
      }
    });
    const all = normalise(texts.join(""));
    const starts = [0];
    for (let at = all.indexOf(END); at >= 0; at = all.indexOf(END, at + 1)) starts.push(at + 1);

    /** Return each item's rank for a word: 0 equals its headword, 1 begins it, 2 is within it, 3 is in a text; or NONE.
        @param {string} word */
    const scan = (word) => {
      const ranks = new Uint8Array(places.length).fill(NONE);
      /** @param {number} place @param {number} value */
      const rank = (place, value) => { ranks[place] = Math.min(ranks[place], value); };
      let text = 0;
      for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, starts[text + 1])) {
        while (starts[text + 1] <= at) text++;
        const isWhole = at + word.length === starts[text + 1] - 1;
        rank(owner[text], role[text] === BODY ? 3 : at > starts[text] ? 2 : isWhole ? 0 : 1);
      }
      const kana = hiragana(word);
      if (kana.length > 2) {
        for (const [place, read] of readings) if (read.some((part) => part.startsWith(kana))) rank(place, read[0] === kana ? 0 : 1);
      }
      return ranks;
    };

    return (query) => {
      const words = wordsOf(query);
      if (!words.some(isEnough)) return { words: [], main: [], elsewhere: [] };
      /** @type {Record<"main" | "elsewhere", SearchPlace[][]>} */
      const found = { main: [], elsewhere: [] }; /* by rank */
      const each = words.map(scan);
      const joined = words.length > 1 ? scan(words.join(" ")) : each[0];
      places.forEach((place, i) => {
        const rank = Math.max(...each.map((ranks) => ranks[i]));
        if (rank === NONE) return;
        const best = Math.min(words.length > 1 ? Math.max(rank, 2) : rank, joined[i]); /* one of several words does not count as the headword */
        const list = found[elsewhere.has(place.kind) ? "elsewhere" : "main"];
        (list[best < 3 ? best : RANK[place.kind]] ??= []).push(place);
      });
      return { words, main: found.main.flat(), elsewhere: found.elsewhere.flat() };
    };
  };

  /** Return the length of the shortest beginning of *text* whose normalised length satisfies *isReached*.
      @type {(text: string, isReached: (length: number) => boolean) => number} */
  const reach = (text, isReached) => {
    let low = 0;
    for (let high = text.length; low < high;) {
      const middle = (low + high) >> 1;
      if (isReached(normalise(text.slice(0, middle)).length)) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  /** Return the positions of words in a text, in its own characters, in order and without overlaps.
      @param {string} text @param {string[]} words @returns {Pair[]} */
  const spansOf = (text, words, isReading = false) => {
    const all = normalise(text);
    /** @type {Pair[]} */
    const found = [];
    for (const word of words) {
      for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, at + word.length)) found.push([at, at + word.length]);
      const kana = hiragana(word);
      const read = isReading && kana.length > 2 ? hiragana(all) : "";
      for (let at = read.indexOf(kana); at >= 0; at = read.indexOf(kana, at + 1)) {
        if (!at || "・ ".includes(read[at - 1])) found.push([at, at + kana.length]);
      }
    }
    /** @type {Pair[]} */
    const apart = [];
    for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
      const last = apart.at(-1);
      if (last && start < last[1]) last[1] = Math.max(last[1], end);
      else apart.push([start, end]);
    }
    if (all.length === text.length) return apart; /* the usual case: normalisation keeps the positions */
    return apart.map(([start, end]) => [reach(text, (n) => n > start) - 1, reach(text, (n) => n >= end)]);
  };

  /** Return a part for display.
      @type {Edition["finder"]["shown"]} */
  const shown = ({ text, what, lang, around }, words) => {
    const isLabel = what === NONE;
    let own = cited(text);
    let spans = isLabel ? [] : spansOf(own, words, what === READING);
    if (!spans.length && own !== text) spans = spansOf(own = uncited(text), words);
    return { text: own, spans, lang, around, isBody: what === BODY && !around.length, isAlias: around[0] === "＝" };
  };

  edition.finder = { finder, shown };
})();
