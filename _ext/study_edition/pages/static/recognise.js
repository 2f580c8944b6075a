// @ts-check
/* Recognises the paragraphs of the edition in a reader's copy. It does the same as text_fingerprint.py, normalised_text.py,
   occurrences.py, rank_assignment.py, altered_paragraphs.py and recognition.py in core/witness,
   which explain it; a change of one requires a change of the other. It uses neither document nor network, so it also runs in a
   worker. Strings are split into code points. */
(() => {
  "use strict";
  const given = __WITNESS__;
  const { rule: RULE, maxBounds: NEAR, maxWindows: THOROUGH, weightPerChange: ONE_CHANGE, clearMargin: CLEARLY, gramLength: GRAM, maxTrials: TRIED } = given;
  /** @typedef {WitnessRecord["paragraphs"][string]} Mark */
  /** @typedef {{start: number, end: number, mark: Mark}} Place */
  /** @typedef {Place & {rank: number | null, sure: boolean}} Ranked */
  /** @typedef {{weights: Set<number>, marks: Map<string, Mark>}} SameLength */
  /** @typedef {{line: number, start: number, end: number, plain: string, length: number, characters: number, heading: boolean}} Piece */
  /** @typedef {{pieces: Piece[], before: number | null, after: number | null, wrapped: boolean}} Gap */
  /** @typedef {{mark: Mark, lemmas: string[]}} Paragraph */
  /** @typedef {Map<number, Paragraph>} Sought */
  /** @typedef {{plain: string, length: number, weight: number}} Weighed */
  /** @typedef {{changes: number, lemma: boolean, first: number, last: number, sure: boolean}} Fit */
  /** @typedef {{pieces: Piece[], text: Weighed, fit: Fit}} Claim */

  /** Return the code point of a character.
      @param {string} char */
  const pointOf = (char) => /** @type {number} */ (char.codePointAt(0));
  const INVISIBLE = new RegExp(given.invisible, "gu");
  const READING = new RegExp(`(${given.kanji})(${given.inBrackets})`, "gu");
  const UNIFIED = new Map(Object.entries(given.unified).map(([from, to]) => [pointOf(from), pointOf(to)]));
  const LINE_END = /\r\n|\r|\n/g;
  const SENTENCE_END = new Set(Array.from(given.sentenceEnd, pointOf));
  const SLICE = 12; /* ms of work before the page can do something else */
  const STEP = 20000; /* characters between two looks at the clock */

  /** @param {string} text */
  const points = (text) => Array.from(text, pointOf);
  /** @param {string} text */
  const count = (text) => { let n = 0; for (const _ of text) n++; return n; };
  /** @param {string} text */
  const visible = (text) => text.replace(INVISIBLE, "");
  /** @param {number[]} list */
  const unify = (list) => list.map((point) => UNIFIED.get(point) ?? point);
  /** @param {number[]} list */
  const asText = (list) => {
    let text = "";
    for (let at = 0; at < list.length; at += 4096) text += String.fromCodePoint(...list.slice(at, at + 4096));
    return text;
  };
  /** Return the number of items for which *isBefore* holds; they precede the others in the list.
      @type {<T>(list: T[], isBefore: (item: T) => boolean) => number} */
  const countBefore = (list, isBefore) => {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(list[middle])) low = middle + 1; else high = middle;
    }
    return low;
  };
  /** Return the first index in an ascending list with a value not less than (or, if *right*, more than) the given one.
      @param {number[]} list @param {number} value */
  const bisect = (list, value, right = false) => countBefore(list, (item) => item < value || (right && item === value));

  /** @param {string} text */
  const normalise = (text) => asText(unify(points(visible(text.normalize("NFKC")).normalize("NFKC").replace(READING, "$1"))));

  /** @param {number} point */
  const weight = (point) => {
    let mixed = point;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 20;
  };
  /** @param {number[]} list */
  const weigh = (list) => list.reduce((sum, point) => sum + weight(point), 0);

  /* SHA-256 (FIPS 180-4). crypto.subtle is asynchronous, which costs more than the computation, and does not exist on pages
     loaded by http. The constants are the first bits of the fractional parts of the roots of the first primes. */
  /** @type {number[]} */
  const PRIMES = [];
  for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
  /** @param {number} root */
  const bits = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const K = Int32Array.from(PRIMES, (prime) => bits(Math.cbrt(prime)));
  const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => bits(Math.sqrt(prime)));
  const W = new Int32Array(64);
  /** @param {number} x @param {number} n */
  const turn = (x, n) => (x >>> n) | (x << (32 - n));

  /** @param {number[]} list */
  const utf8 = (list) => {
    const bytes = [];
    for (const p of list) {
      if (p < 0x80) bytes.push(p);
      else if (p < 0x800) bytes.push(0xc0 | (p >> 6), 0x80 | (p & 63));
      else if (p < 0x10000) bytes.push(0xe0 | (p >> 12), 0x80 | ((p >> 6) & 63), 0x80 | (p & 63));
      else bytes.push(0xf0 | (p >> 18), 0x80 | ((p >> 12) & 63), 0x80 | ((p >> 6) & 63), 0x80 | (p & 63));
    }
    return bytes;
  };

  /** Return the SHA-256 of code points in UTF-8, in hexadecimal.
      @param {number[]} list */
  const sha256 = (list) => {
    const bytes = utf8(list);
    const long = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let shift = 56; shift >= 0; shift -= 8) bytes.push(Math.floor(long / 2 ** shift) & 255);
    const state = START.slice();
    for (let at = 0; at < bytes.length; at += 64) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) {
          const b = at + 4 * i;
          W[i] = (bytes[b] << 24) | (bytes[b + 1] << 16) | (bytes[b + 2] << 8) | bytes[b + 3];
        } else {
          const [x, y] = [W[i - 15], W[i - 2]];
          W[i] = (W[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + W[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0;
        }
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] += value; });
    }
    return Array.from(state, (value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
  };

  /** @param {string} text */
  const fingerprint = (text) => {
    const list = points(normalise(text));
    return { length: list.length, sha256: sha256(list), weight: weigh(list) };
  };

  /* -- normalised_text.py -- */

  /** @param {string} char */
  const joins = (char) => /^[\p{M}\u1160-\u11ff]/u.test(char.normalize("NFKD"));

  /** Normalise (NFKC) by clusters. *from* and *to* map positions in *text* to those in the original.
      @param {string} text
      @param {(at: number) => number} from
      @param {(at: number, units: number) => number} to
      @param {boolean} remove
      @returns {Generator<number, TextForm>} */
  function* composed(text, from, to, remove) {
    /** @type {TextForm} */
    const form = { points: [], starts: [], ends: [] };
    /** @type {Map<string, number[]>} */
    const known = new Map();
    /** @type {Map<string, boolean>} */
    const joining = new Map();
    let [cluster, first, at, units, done] = ["", 0, 0, 0, 0];
    const flush = () => {
      let list = known.get(cluster);
      if (!list) {
        const plain = cluster.normalize("NFKC");
        known.set(cluster, list = points(remove ? visible(plain) : plain));
      }
      for (const point of list) {
        form.points.push(point);
        form.starts.push(from(first));
        form.ends.push(to(at - 1, units));
      }
    };
    for (const char of text) {
      if (!joining.has(char)) joining.set(char, joins(char));
      if (cluster && joining.get(char)) cluster += char;
      else {
        if (cluster) flush();
        [cluster, first] = [char, remove ? units : at];
      }
      at += 1;
      units += char.length;
      if (++done % STEP === 0) yield 0;
    }
    if (cluster) flush();
    return form;
  }

  /** @param {string} text @returns {Generator<number, TextForm>} */
  function* mapped(text) {
    let form = yield* composed(text, (unit) => unit, (_, units) => units, true);
    const plain = asText(form.points);
    if (plain.normalize("NFKC") !== plain) {
      const { starts, ends } = form;
      form = yield* composed(plain, (at) => starts[at], (at) => ends[at], false);
    }
    return form;
  }

  /** Remove readings from a form; *across* says whether one spans the end of a line. Those remain if *keepAcross*.
      @type {(text: string, form: TextForm, keepAcross: boolean) => TextForm & {across: boolean}} */
  const withoutReadings = (text, form, keepAcross) => {
    /** @type {TextForm & {across: boolean}} */
    const out = { points: [], starts: [], ends: [], across: false };
    const { points: list, starts, ends } = form;
    /** @param {number} first @param {number} last */
    const take = (first, last) => {
      for (let at = first; at < last; at++) { out.points.push(list[at]); out.starts.push(starts[at]); out.ends.push(ends[at]); }
    };
    const plain = asText(list);
    let [reached, unit, at] = [0, 0, 0];
    for (const found of plain.matchAll(READING)) {
      const unitFirst = found.index + found[1].length;
      at += count(plain.slice(unit, unitFirst));
      unit = unitFirst;
      const first = at;
      const last = first + found[2].length;
      const parted = /[\r\n]/.test(text.slice(ends[first - 1], starts[first]));
      out.across ||= parted;
      if (parted && keepAcross) continue;
      take(reached, first);
      if (!parted) out.ends[out.ends.length - 1] = ends[last - 1];
      reached = last;
    }
    take(reached, list.length);
    out.points = unify(out.points);
    return out;
  };

  /* -- occurrences.py -- */

  /** @param {Mark[]} marks */
  const byLength = (marks) => {
    /** @type {Map<number, SameLength>} */
    const sorted = new Map();
    for (const mark of marks) {
      if (!mark.length) continue;
      let same = sorted.get(mark.length);
      if (!same) sorted.set(mark.length, same = { weights: new Set(), marks: new Map() });
      same.weights.add(mark.weight);
      same.marks.set(mark.sha256, mark);
    }
    return sorted;
  };

  /** Return the fingerprints that have been found less often than the list has them.
      @param {Mark[]} marks @param {Place[]} found */
  const without = (marks, found) => {
    /** @type {Map<string, number>} */
    const left = new Map();
    for (const { mark } of found) left.set(mark.sha256, (left.get(mark.sha256) ?? 0) + 1);
    return marks.filter(({ sha256: key }) => {
      const more = left.get(key) ?? 0;
      left.set(key, more - 1);
      return more <= 0;
    });
  };

  /** @param {Place[]} found @param {number} length */
  const free = (found, length) => {
    /** @type {Pair[]} */
    const regions = [];
    let reached = 0;
    for (const { start, end } of [...found].sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (start > reached) regions.push([reached, start]);
      reached = Math.max(reached, end);
    }
    if (length > reached) regions.push([reached, length]);
    return regions;
  };

  /** @param {number[]} list @param {number[]} lineStarts @param {Mark[]} marks @returns {Generator<number, Place[]>} */
  function* occurrences(list, lineStarts, marks) {
    const sums = new Uint32Array(list.length + 1); /* overflow of 32 bits cancels out in the difference of two sums */
    for (let at = 0; at < list.length; at++) sums[at + 1] = sums[at] + weight(list[at]);
    /** @type {Place[]} */
    const found = [];
    /** @type {Set<string>} */
    const known = new Set();
    /** @type {(start: number, end: number, same: SameLength) => void} */
    const confirm = (start, end, same) => {
      const mark = same.marks.get(sha256(list.slice(start, end)));
      if (!mark || known.has(`${start} ${end}`)) return;
      known.add(`${start} ${end}`);
      found.push({ start, end, mark });
    };
    let wanted = byLength(marks);
    const bounds = new Set([0, list.length, ...lineStarts]);
    for (let at = 0; at < list.length; at++) if (SENTENCE_END.has(list[at])) bounds.add(at + 1);
    const sorted = [...bounds].sort((a, b) => a - b);
    const longest = Math.max(0, ...wanted.keys());
    for (let place = 0; place < sorted.length; place++) {
      const start = sorted[place];
      for (const end of sorted.slice(place + 1, place + 1 + NEAR)) {
        if (end - start > longest) break;
        const same = wanted.get(end - start);
        if (same?.weights.has((sums[end] - sums[start]) >>> 0)) confirm(start, end, same);
      }
      if (place % 1000 === 999) yield 0;
    }
    wanted = byLength(without(marks, found));
    const thorough = wanted.size * list.length <= THOROUGH;
    let done = 0;
    for (const [length, same] of [...wanted].sort(([a], [b]) => a - b)) {
      for (const [first, last] of thorough ? [[0, list.length]] : free(found, list.length)) {
        for (let start = first; start + length <= last; start++) {
          if (same.weights.has((sums[start + length] - sums[start]) >>> 0)) confirm(start, start + length, same);
        }
      }
      yield ++done / wanted.size;
    }
    return found;
  }

  /* -- rank_assignment.py -- */

  /** @typedef {(rank: number, at: number, known: (number | null)[]) => boolean} Decide */
  /** @type {Decide} */
  const beside = (rank, at, known) => known[at - 1] === rank - 1 || known[at + 1] === rank + 1;
  /** @type {Decide} */
  const within = (rank, at, known) => {
    const before = known.slice(0, at).reverse().find((other) => other !== null);
    const after = known.slice(at + 1).find((other) => other !== null);
    return before !== undefined && after !== undefined && before < rank && rank < after;
  };

  /** @type {(places: Place[], marks: Mark[]) => {undecided: Set<number>, places: Ranked[]}} */
  const number = (places, marks) => {
    /** @type {Map<string, number[]>} */
    const ranks = new Map();
    marks.forEach((mark, rank) => ranks.set(mark.sha256, [...(ranks.get(mark.sha256) ?? []), rank]));
    const same = places.map((place) => ranks.get(place.mark.sha256) ?? []);
    const known = same.map((options) => (options.length === 1 ? options[0] : null));
    const shared = [...known.keys()].filter((at) => known[at] === null);
    /** @param {Decide} decide */
    const decided = (decide) => {
      let changed = false;
      for (const at of shared) {
        if (known[at] !== null) continue;
        const options = same[at].filter((rank) => !known.includes(rank) && decide(rank, at, known));
        if (options.length === 1) [known[at], changed] = [options[0], true];
      }
      return changed;
    };
    for (const decide of [beside, within]) while (decided(decide));
    /** @type {Set<number>} */
    const undecided = new Set();
    /** @type {Set<number>} */
    const byOrder = new Set();
    for (const group of new Set(shared.map((at) => same[at]))) {
      const left = shared.filter((at) => same[at] === group && known[at] === null);
      const options = group.filter((rank) => !known.includes(rank));
      if (left.length >= options.length) {
        options.forEach((rank, i) => { known[left[i]] = rank; });
        left.forEach((at) => byOrder.add(at));
      } else if (left.length) options.forEach((rank) => undecided.add(rank));
    }
    return { undecided, places: places.map((place, at) => ({ ...place, rank: known[at], sure: !byOrder.has(at) })) };
  };

  /* -- altered_paragraphs.py -- */

  /** @param {Paragraph} paragraph */
  const furthest = ({ mark, lemmas }) => Math.max(4, Math.floor(mark.length / (lemmas.length ? 3 : 16)));
  /** Return a normalised text with what is compared with fingerprints.
      @param {Piece[]} pieces */
  const textOf = (pieces) => {
    const plain = pieces.map((piece) => piece.plain).join("");
    const list = points(plain);
    return { plain, length: list.length, weight: weigh(list) };
  };

  /** @param {Weighed} text @param {Mark} mark */
  const changed = (text, mark) => Math.max(Math.abs(text.length - mark.length), Math.ceil(Math.abs(text.weight - mark.weight) / ONE_CHANGE));

  /** @param {Weighed} text @param {Paragraph} paragraph */
  const judge = (text, paragraph, few = Math.max(4, Math.floor(paragraph.mark.length / 16))) => {
    const { mark, lemmas } = paragraph;
    const changes = changed(text, mark);
    const near = lemmas.length > 0 && Math.abs(text.length - mark.length) <= furthest(paragraph);
    if (!near && (changes > few || lemmas.length > 1)) return null;
    const lemma = lemmas.some((word) => text.plain.includes(word));
    return (near && lemma) || (lemmas.length <= 1 && changes <= few) ? { changes, lemma } : null;
  };

  /** @param {Gap} gap */
  const linesOf = ({ pieces }) => [...pieces.keys()].filter((at) => !pieces[at].heading);

  /** @param {Gap} gap @param {Sought} sought */
  const ranksIn = ({ before, after }, sought) => {
    /** @type {number[]} */
    const ranks = [];
    if (before !== null && after !== null) for (let rank = before + 1; rank < after; rank++) if (sought.has(rank)) ranks.push(rank);
    return ranks;
  };

  /** @param {Gap} gap @param {Paragraph} paragraph */
  const fits = (gap, paragraph, each = false) => {
    const lines = linesOf(gap);
    const [start, stop] = [lines[0], lines[lines.length - 1] + 1];
    /** @type {[first: number, last: number, alone: boolean][]} */
    const stretches = gap.wrapped && lines.length > 1 ? [] : lines.map((at) => [at, at + 1, each]);
    if (lines.length > 1 && stop - start === lines.length) stretches.push([start, stop, gap.wrapped]);
    /** @type {Fit[]} */
    const found = [];
    for (const [first, last, alone] of stretches) {
      const own = gap.pieces.slice(first, last);
      const length = own.reduce((sum, piece) => sum + piece.length, 0);
      if (Math.abs(length - paragraph.mark.length) > furthest(paragraph)) continue;
      const fit = judge(textOf(own), paragraph);
      if (fit) found.push({ ...fit, first, last, sure: fit.lemma || alone });
    }
    return found;
  };

  /** @type {(gap: Gap, sought: Sought) => [rank: number, needsLemma: boolean, all: Fit[]][]} */
  const candidates = (gap, sought) => {
    const { before, after, pieces } = gap;
    const lines = linesOf(gap);
    if (!lines.length) return [];
    /** @param {number} rank */
    const paragraphOf = (rank) => /** @type {Paragraph} */ (sought.get(rank));
    if (before !== null && after !== null && before < after) {
      const ranks = ranksIn(gap, sought);
      if (lines.length * ranks.length > TRIED) return [];
      const each = lines.length === ranks.length && lines.every((at, i) => judge(textOf([pieces[at]]), paragraphOf(ranks[i])));
      return ranks.map((rank) => [rank, false, fits(gap, paragraphOf(rank), each)]);
    }
    /** @type {[rank: number, needsLemma: boolean, all: Fit[]][]} */
    const found = [];
    if (before !== null && sought.has(before + 1)) {
      found.push([before + 1, true, fits(gap, paragraphOf(before + 1)).filter((fit) => fit.first === lines[0])]);
    }
    if (after !== null && sought.has(after - 1)) {
      found.push([after - 1, true, fits(gap, paragraphOf(after - 1)).filter((fit) => fit.last === lines[lines.length - 1] + 1)]);
    }
    return found;
  };

  /** @param {number} rank @param {Map<number, Claim[]>} claims @param {Sought} sought */
  const rivals = (rank, claims, sought) => {
    const [{ pieces: own, text, fit: best }] = /** @type {Claim[]} */ (claims.get(rank));
    const { mark } = /** @type {Paragraph} */ (sought.get(rank));
    return [...sought].some(([other, paragraph]) => {
      const fit = other === rank ? null : judge(text, paragraph, best.changes + CLEARLY);
      if (!fit || fit.lemma < best.lemma) return false;
      if (fit.lemma > best.lemma) return true;
      const theirs = claims.get(other) ?? [];
      let roundAbout = fit.changes - best.changes;
      if (theirs.length === 1 && !(theirs[0].pieces.length === own.length && theirs[0].pieces.every((piece, i) => piece === own[i]))) {
        roundAbout += changed(theirs[0].text, mark) - theirs[0].fit.changes;
      }
      return roundAbout <= CLEARLY;
    });
  };

  /** @param {string} plain */
  const grams = (plain) => {
    const chars = Array.from(plain);
    return chars.slice(0, Math.max(0, chars.length - GRAM + 1)).map((_, at) => chars.slice(at, at + GRAM).join(""));
  };

  /** @param {Gap[]} gaps @param {Sought} sought @param {string[]} exact */
  const findAltered = (gaps, sought, exact) => {
    /** @type {Map<number, Claim[]>} */
    const claims = new Map();
    /** @type {Set<number>} */
    const doubtful = new Set();
    const disturbed = gaps.slice(1, -1).some((gap) => linesOf(gap).length && !ranksIn(gap, sought).length);
    for (const gap of gaps) {
      /** @type {Map<number, Fit>} */
      const taken = new Map();
      for (const [rank, needsLemma, all] of candidates(gap, sought)) {
        const sure = all.filter((fit) => fit.lemma);
        const usable = sure.length ? sure : needsLemma ? [] : all;
        if (!usable.length) continue;
        const best = [...usable].sort((a, b) => a.changes - b.changes || a.first - b.first || a.last - b.last)[0];
        taken.set(rank, best);
        /** @param {Fit} fit */
        const apart = (fit) => fit.last <= best.first || best.last <= fit.first;
        const others = usable.some((fit) => apart(fit) && fit.changes <= best.changes + CLEARLY);
        if (others || !best.sure || (disturbed && !best.lemma)) doubtful.add(rank);
      }
      const inOrder = [...taken].sort(([a], [b]) => a - b);
      inOrder.forEach(([one, { last }], i) => inOrder.slice(i + 1).forEach(([other, { first }]) => {
        if (last > first) doubtful.add(one).add(other);
      }));
      for (const [rank, fit] of taken) {
        const own = gap.pieces.slice(fit.first, fit.last);
        claims.set(rank, [...(claims.get(rank) ?? []), { pieces: own, text: textOf(own), fit }]);
      }
    }
    for (const [rank, found] of claims) if (found.length > 1 || rivals(rank, claims, sought)) doubtful.add(rank);
    /** @type {Map<number, Piece[]>} */
    const altered = new Map();
    /** @type {Set<string> | undefined} */
    let known;
    for (const [rank, [{ pieces: own, text }]] of claims) {
      if (doubtful.has(rank)) continue;
      const common = known ??= new Set(exact.flatMap(grams));
      const parts = grams(text.plain);
      if (parts.length && 4 * parts.filter((gram) => common.has(gram)).length >= parts.length) doubtful.add(rank);
      else altered.set(rank, own);
    }
    return { altered, doubtful };
  };

  /* -- recognition.py -- */

  /** @param {string} text @param {Mark[]} marks @returns {Generator<number, Place[]>} */
  function* findPlaces(text, marks) {
    const base = yield* mapped(text);
    const ends = [...text.matchAll(LINE_END)].map((match) => match.index + match[0].length);
    /** @type {Place[]} */
    const found = [];
    for (const keepAcross of [false, true]) {
      const form = withoutReadings(text, base, keepAcross);
      if (keepAcross && !form.across) break;
      const begins = ends.map((end) => bisect(form.starts, end));
      for (const { start, end, mark } of yield* occurrences(form.points, begins, without(marks, found))) {
        found.push({ start: form.starts[start], end: form.ends[end - 1], mark });
      }
    }
    found.sort((a, b) => b.mark.length - a.mark.length || a.start - b.start || a.end - b.end);
    /** @type {Place[]} */
    const kept = [];
    for (const place of found) {
      const at = countBefore(kept, (other) => other.start < place.start);
      if ((at === 0 || kept[at - 1].end <= place.start) && (at === kept.length || kept[at].start >= place.end)) kept.splice(at, 0, place);
    }
    return kept;
  }

  /** @param {Ranked[]} places */
  const choose = (places) => {
    /** @type {Map<number, {near: number, place: Ranked}>} */
    const best = new Map();
    places.forEach((place, at) => {
      if (place.rank === null) return;
      const near = Number(places[at - 1]?.rank === place.rank - 1) + Number(places[at + 1]?.rank === place.rank + 1);
      if (near > (best.get(place.rank)?.near ?? -1)) best.set(place.rank, { near, place });
    });
    return new Map([...best].map(([rank, { place }]) => [rank, place]));
  };

  /** @type {(text: string, lines: number[], start: number, end: number, headings: Set<string>) => Piece[]} */
  const pieces = (text, lines, start, end, headings) => {
    /** @type {Piece[]} */
    const found = [];
    const first = bisect(lines, start, true);
    for (let line = first; line <= lines.length && (line === first || lines[line - 1] < end); line++) {
      const begin = Math.max(start, lines[line - 1]);
      const stop = line < lines.length ? Math.min(end, lines[line]) : end;
      const own = text.slice(begin, stop);
      const plain = normalise(own);
      if (plain) found.push({ line, start: begin, end: stop, plain, length: count(plain), characters: count(visible(own)), heading: headings.has(plain) });
    }
    return found;
  };

  /** @type {(text: string, lines: number[], start: number, end: number) => Recognition["found"][string]} */
  const trimmed = (text, lines, start, end) => {
    let words = text.slice(start, end);
    const lead = new RegExp(`^${INVISIBLE.source}`, "u").exec(words)?.[0].length ?? 0;
    words = words.slice(lead).replace(new RegExp(`${INVISIBLE.source}$`, "u"), "");
    return { text: words, start: start + lead, end: start + lead + words.length, line: bisect(lines, start + lead, true) };
  };

  /** @param {Gap[]} gaps @param {Set<Piece>} taken */
  const leftOver = (gaps, taken) => {
    /** @type {Map<number, Recognition["leftover"][number]>} */
    const counted = new Map();
    gaps.forEach((gap, at) => {
      const where = at === 0 ? "before" : at === gaps.length - 1 ? "after" : "between";
      for (const piece of gap.pieces) {
        if (piece.heading || taken.has(piece)) continue;
        const entry = counted.get(piece.line) ?? { line: piece.line, characters: 0, where };
        entry.characters += piece.characters;
        counted.set(piece.line, entry);
      }
    });
    return [...counted.values()].sort((a, b) => a.line - b.line);
  };

  /** Recognise step by step: yield the share of the search that is done, and return the result.
      @param {string} text @param {WitnessRecord} record @returns {Generator<number, Recognition>} */
  function* steps(text, record) {
    if (record.rule !== RULE) throw new Error(`"rule": ${RULE}`);
    const ids = Object.keys(record.paragraphs).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    const marks = ids.map((id) => record.paragraphs[id]);
    const { places, undecided } = number(yield* findPlaces(text, marks), marks);
    const lines = [0, ...[...text.matchAll(LINE_END)].map((match) => match.index + match[0].length)];
    const headings = new Set((record.headings ?? []).map(normalise));
    const bounds = [0, ...places.flatMap((place) => [place.start, place.end]), text.length];
    const ranks = [null, ...places.map((place) => (place.sure ? place.rank : null)), null];
    /** @type {Gap[]} */
    const gaps = [];
    for (let at = 0; at <= places.length; at++) {
      gaps.push({
        pieces: pieces(text, lines, bounds[2 * at], bounds[2 * at + 1], headings),
        before: ranks[at],
        after: ranks[at + 1],
        wrapped: places.slice(Math.max(0, at - 1), at + 1).some((place) => bisect(lines, place.end) > bisect(lines, place.start, true)),
      });
      if (at % 50 === 49) yield 1;
    }
    const exact = choose(places);
    /** @type {Sought} */
    const sought = new Map();
    ids.forEach((id, rank) => {
      if (!exact.has(rank) && !undecided.has(rank)) sought.set(rank, { mark: marks[rank], lemmas: (marks[rank].lemmas ?? []).map(normalise) });
    });
    const known = [...exact.values()].map((place) => normalise(text.slice(place.start, place.end)));
    const { altered, doubtful } = findAltered(gaps, sought, known);
    /** @type {Recognition["states"]} */
    const states = {};
    /** @type {Recognition["found"]} */
    const recognised = {};
    ids.forEach((id, rank) => {
      const place = exact.get(rank);
      const own = altered.get(rank);
      states[id] = place ? "exact" : own ? "altered" : undecided.has(rank) || doubtful.has(rank) ? "ambiguous" : "missing";
      if (place) recognised[id] = trimmed(text, lines, place.start, place.end);
      else if (own) recognised[id] = trimmed(text, lines, own[0].start, own[own.length - 1].end);
    });
    return { states, found: recognised, leftover: leftOver(gaps, new Set([...altered.values()].flat())) };
  }

  /** Recognise all at once.
      @param {string} text @param {WitnessRecord} record */
  const recognise = (text, record) => {
    const work = steps(text, record);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
    }
  };

  /** Recognise in slices, so that the page remains responsive. *progress* is called with the share that is done, 0 to 1; *signal*
      (of an AbortController) ends the work and rejects the promise with its reason.
      @type {Edition["recognise"]["recogniseInSlices"]} */
  const recogniseInSlices = (text, record, { progress, signal } = {}) => new Promise((resolve, reject) => {
    const work = steps(text, record);
    const slice = () => {
      const until = Date.now() + SLICE;
      try {
        for (;;) {
          signal?.throwIfAborted();
          const { done, value } = work.next();
          if (done) { resolve(value); return; }
          if (Date.now() >= until) { progress?.(value); break; }
        }
        setTimeout(slice);
      } catch (error) { reject(error); }
    };
    slice();
  });

  /** Return the normalised form of a text with the positions of each code point in the text.
      @param {string} text @returns {TextForm} */
  const formOf = (text) => {
    const work = mapped(text);
    for (;;) {
      const { done, value } = work.next();
      if (done) return withoutReadings(text, value, false);
    }
  };

  (self.edition ??= {}).recognise = { RULE, normalise, formOf, fingerprint, recognise, recogniseInSlices, sha256: (text) => sha256(points(text)) };
})();
