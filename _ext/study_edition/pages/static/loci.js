// @ts-check
/* Reads loci in the browser: core/model/loci.py with its patterns, and the same names and results.
   tests/data/cases/loci.json and generated texts test both. Positions are in UTF-16 units. */
(() => {
  "use strict";
  const given = __LOCI__;
  /** @typedef {{start: number, end: number, form: string, reading: LocusReading | null}} Formed */
  /** @param {string} pattern */
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
  const { forms: FORMS, lists: LISTS, page: PAGE, longest: LONGEST, largest: LARGEST } = given;
  const ANY = new RegExp(Object.entries(FORMS).map(([name, pattern]) => `(?<${name}>${pattern})`).join("|"), "g");
  const MORE = new RegExp(given.more, "y");
  const CLOSED = new RegExp(given.closed, "y");
  const NUMBER = new RegExp(given.number, "g");
  const [JOIN, HYPHEN, WHOLE, BARE, A_PAGE, TWO] = [given.join, given.hyphen, given.whole, given.bare, PAGE, given.two].map(whole);
  const OPENING = new RegExp(`^[${given.opening.replace(/[[\]\\^-]/g, "\\$&")}]+`);
  const CLOSING = new Set(given.closing);
  const SPACE = new RegExp(`^[${given.white}]*$`);
  const ADDRESS = new RegExp(given.inAddress);

  /** Match a sticky or global pattern from a position.
      @type {(pattern: RegExp, text: string, at: number) => RegExpExecArray | null} */
  const matchAt = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

  /** Return the named groups of a match; a group that took no part has no text.
      @param {RegExpExecArray} match @returns {Record<string, string | undefined>} */
  const groupsOf = (match) => match.groups ?? {};

  /** Return a number written in kanji or in digits of either width, or null.
      @param {string} text */
  const numberOf = (text) => {
    const digits = "〇一二三四五六七八九";
    /** @param {string} char */
    const value = (char) => (digits.includes(char) ? digits.indexOf(char) : char.charCodeAt(0) & 15);
    if (!text.includes("十")) return Number(Array.from(text, value).join(""));
    const [tens, units, ...more] = text.split("十");
    if (more.length || tens.length > 1 || units.length > 1) return null;
    return (tens ? digits.indexOf(tens) : 1) * 10 + (units ? digits.indexOf(units) : 0);
  };

  /** Return the ranges in a written list, in its order; null if a number in it cannot be read.
      @param {string} written */
  const pairsOf = (written) => {
    const found = [...written.matchAll(NUMBER)];
    /** @type {Pair[]} */
    const pairs = [];
    for (const [i, match] of found.entries()) {
      const number = numberOf(match[0]);
      if (number === null) return null;
      const between = i ? written.slice(found[i - 1].index + found[i - 1][0].length, match.index) : "";
      if (HYPHEN.test(between)) pairs[pairs.length - 1][1] = number;
      else pairs.push([number, number]);
    }
    return pairs;
  };

  /** Return the locus of these ranges: sorted, with those that touch or overlap merged.
      @param {Pair[]} pairs */
  const merge = (pairs) => {
    /** @type {Locus} */
    const ranges = [];
    for (const [first, last] of [...pairs].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
      const before = ranges.at(-1);
      if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
      else ranges.push([first, last]);
    }
    return ranges;
  };

  /** Return the strict form of a locus: 18, 18-20, 18,24.
      @param {Locus} locus */
  const strict = (locus) => locus.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(",");

  /** Return a locus for readers, as a label.
      @param {Locus} locus */
  const format = (locus) => edition.paragraphs(strict(locus));

  /** Return the numbers of a locus for readers: 18–20, 24.
      @param {Locus} locus */
  const listed = (locus) => strict(locus).replaceAll("-", "–").replaceAll(",", ", ");

  /** @param {Locus} locus @returns {LocusReading} */
  const right = (locus) => ({ locus, candidates: [], problem: null });
  /** @param {string} name @param {LocusProblem["args"]} args @param {Locus[]} candidates @returns {LocusReading} */
  const wrong = (name, args, ...candidates) => ({ locus: null, candidates, problem: { name, args } });
  /** @param {string} text */
  const unreadable = (text) => wrong("bad_locus", { locus: text.trim() });

  /** Return the reading of these ranges: a problem if one is descending, since in 20–18 either number may be wrong.
      @param {Pair[]} pairs */
  const readingOf = (pairs) => {
    const falling = pairs.find(([first, last]) => last < first);
    if (!falling) return right(merge(pairs));
    const turned = merge(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)]));
    return wrong("falling_locus", { locus: falling.join("–"), turned: strict(turned) }, turned);
  };

  /** Add the numbers that follow to *pairs* while they ascend and are not counts or dates; return where they end.
      @param {string} text @param {Pair[]} pairs @param {number} from @param {boolean} isSeveral */
  const goOn = (text, pairs, from, isSeveral) => {
    let end = from;
    for (let more = matchAt(MORE, text, end); more; more = matchAt(MORE, text, end)) {
      const { and = "", label, range = "" } = groupsOf(more);
      const [pair] = pairsOf(range) ?? [];
      const after = end + more[0].length;
      const isJoined = isSeveral || label || !/^[,，、;； ]*$/.test(and);
      if (!pair || pair[0] <= pairs[pairs.length - 1][1] || pair[1] > LARGEST || !(isJoined || matchAt(CLOSED, text, after))) break;
      pairs.push(pair);
      end = after;
    }
    return end;
  };

  /** Yield everything in a text, from a position on, that has the form of a reference; reading is null if a number cannot be read.
      @param {string} text @param {number} from @returns {Generator<Formed>} */
  function* formed(text, from) {
    for (let reached = from, match; (match = matchAt(ANY, text, reached));) {
      const groups = groupsOf(match);
      const form = Object.keys(FORMS).find((name) => groups[name] !== undefined) ?? "";
      const list = LISTS.map((name) => groups[name]).find(Boolean);
      const pairs = pairsOf(groups.mark ?? groups.anchor ?? groups.page ?? list ?? "");
      const upto = groups.upto?.match(NUMBER)?.at(-1);
      const last = upto === undefined ? undefined : numberOf(upto);
      const isRead = pairs?.length && last !== null;
      let start = match.index;
      let end = start + match[0].length;
      if (isRead && last !== undefined) pairs[pairs.length - 1][1] = last;
      if (isRead && (form === "sign" || form === "word" || form === "english")) end = goOn(text, pairs, end, form === "sign" || Boolean(groups.many));
      if (form === "address") {
        const least = Math.max(reached, start - LONGEST);
        while (start > least && ADDRESS.test(text[start - 1])) start--;
      }
      yield { start, end, form, reading: isRead ? readingOf(pairs) : null };
      reached = end;
    }
  }

  /** Return all references to paragraphs in running text, in order.
      @param {string} text @returns {Mention[]} */
  const find = (text) => [...formed(text, 0)].flatMap(({ reading, ...rest }) => (reading ? [{ ...rest, reading }] : []));

  /** Yield the results of find for one piece of the text after another, so that other work can be done between.
      @param {string} text @returns {ReturnType<Edition["loci"]["steps"]>} */
  function* steps(text, size = 16384) {
    const BEFORE = 600, AFTER = 8192; /* longer than an address, and than a reference */
    for (let at = 0; at < text.length;) {
      const end = at + size;
      const offset = Math.max(at - BEFORE, 0);
      /** @type {Mention[]} */
      const mentions = [];
      let reached = Math.min(end, text.length);
      for (const { start, end: stop, form, reading } of formed(text.slice(offset, end + AFTER), at - offset)) {
        if (offset + start >= end) break;
        if (reading) mentions.push({ start: offset + start, end: offset + stop, form, reading });
        reached = Math.max(reached, offset + stop);
      }
      yield { mentions, reached };
      at = reached;
    }
  }

  /** @param {string} written @param {string} text */
  const readList = (written, text) => {
    const pairs = pairsOf(written);
    return pairs ? readingOf(pairs) : unreadable(text);
  };

  /** Merge references into one locus, if there are only commas between them and nothing around.
      @param {string} inside @param {Mention[]} mentions @param {string} text */
  const together = (inside, mentions, text) => {
    const [before, ...joints] = mentions.map(({ start }, i) => inside.slice(i ? mentions[i - 1].end : 0, start));
    const after = inside.slice(mentions[mentions.length - 1].end);
    if (!SPACE.test(before) || !SPACE.test(after) || !joints.every((part) => JOIN.test(part))) return unreadable(text);
    const failed = mentions.find(({ reading }) => !reading.locus);
    return failed?.reading ?? right(merge(mentions.flatMap(({ reading }) => reading.locus ?? [])));
  };

  /** Return the reading of two numbers with only a space or a slash between them: a range or a set.
      @param {number} one @param {number} other @param {string} text */
  const readTwo = (one, other, text) => {
    const [a, b] = [Math.min(one, other), Math.max(one, other)];
    /** @type {Locus[]} */
    const candidates = a < b ? [[[a, b]], [[a, a], [b, b]]] : [[[a, a]]];
    return wrong("ambiguous_locus", { locus: text.trim(), candidates: candidates.map(strict).join(" / ") }, ...candidates);
  };

  /** Remove closing brackets, full stops and white space from the end of a text.
      @param {string} text */
  const unclosed = (text) => {
    let end = text.length;
    while (end && CLOSING.has(text[end - 1])) end--;
    return text.slice(0, end);
  };

  /** Read a whole text, such as a reader's input, as a locus; ignore brackets and words for “see” around it.
      @param {string} text @returns {LocusReading} */
  const read = (text) => {
    const inside = unclosed(unclosed(text.replace(OPENING, "")).replace(/を参照$/, "").replace(/参照$/, ""));
    const mentions = find(inside);
    if (mentions.length) return together(inside, mentions, text);
    if (WHOLE.test(inside)) return readList(inside, text);
    const bare = BARE.exec(inside);
    if (bare) return readList(groupsOf(bare).list ?? "", text);
    const page = A_PAGE.exec(inside);
    if (page) return readPage(groupsOf(page), text);
    const two = TWO.exec(inside);
    if (!two) return unreadable(text);
    const { a = "", b = "" } = groupsOf(two);
    const [one, other] = [numberOf(a), numberOf(b)];
    return one === null || other === null ? unreadable(text) : readTwo(one, other, text);
  };

  /** Return the reading of a page number; the candidates are the paragraphs of that number.
      @type {Edition["loci"]["readPage"]} */
  const readPage = ({ p, q }, text) => {
    const { locus, candidates } = readList(p ?? q ?? "", text);
    return wrong("page_locus", { locus: text.trim() }, ...(locus ? [locus] : candidates));
  };

  /** Return the numbers of a locus that are not in *numbers*: ends of ranges first, then those within.
      @type {Edition["loci"]["missing"]} */
  const missing = (locus, numbers) => {
    const ends = locus.flat().filter((n) => !numbers.has(n));
    const last = Math.max(...numbers);
    const within = locus.flatMap(([a, b]) => {
      /** @type {number[]} */
      const gaps = [];
      for (let n = a + 1; n < Math.min(b, last + 1); n++) if (!numbers.has(n)) gaps.push(n);
      return gaps;
    });
    return [...new Set([...ends, ...within])];
  };

  /** Return the reading if its paragraphs exist; otherwise the first that does not, and candidates (1820: 18–20).
      @type {Edition["loci"]["known"]} */
  const known = (reading, numbers, extent) => {
    if (!reading.locus) return { ...reading, candidates: reading.candidates.filter((locus) => !missing(locus, numbers).length) };
    const [first] = missing(reading.locus, numbers);
    if (first === undefined) return reading;
    const digits = String(first);
    /** @type {Locus[]} */
    const candidates = [];
    for (let i = 1; i < digits.length; i++) {
      const [a, b] = [Number(digits.slice(0, i)), Number(digits.slice(i))];
      if (digits[i] !== "0" && a < b && numbers.has(a) && numbers.has(b)) candidates.push([[a, b]]);
    }
    return wrong("unknown_paragraph", { number: first, known: extent }, ...candidates);
  };

  (window.edition ??= {}).loci = { find, steps, read, readPage, known, missing, strict, format, listed, PAGE };
})();
