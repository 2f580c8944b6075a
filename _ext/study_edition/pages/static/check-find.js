// @ts-check
/* Classifies each reference in a student's essay: right; no such paragraph or a retired one; in descending order; a page
   number, where the edition has no pages; or a reference to another work. (The data are described in check_page.py.) */
(() => {
  "use strict";
  const { steps, known, missing, readPage, format, PAGE } = edition.loci;
  const AROUND = 34; /* characters of the line shown on either side of a reference */
  /** @type {Judgement} */
  const ELSEWHERE = { kind: "elsewhere", locus: null, messages: [], retired: [], candidates: [] };
  const NEAR = 300; /* longer than a title or name followed by a page number */

  const raw = String.raw;

  /** @param {string} text */
  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

  /** Return the pattern of a title, with any kind of quotation marks, since they change inside others.
      @param {string} title */
  const titled = (title) => escaped(title).replace(/[「『“‘"']/g, "[「『“‘\"']").replace(/[」』”’]/g, "[」』”’\"']");

  /** Return the pattern of a page number right after the essay's author and year or its title; null if none of these is known.
      @param {CheckData} data */
  const pagePattern = ({ names, year, titles }) => {
    const before = titles.map(titled);
    const gap = raw`[ \u00a0\u3000,，、（(［[]{0,4}`;
    if (names.length && year) before.push(`(?:${names.map(escaped).join("|")})${gap}${escaped(year)}[a-z]?年?`);
    if (!before.length) return null;
    return new RegExp(raw`(?:${before.join("|")})[ \u00a0\u3000,，、:：;；)）」』”’"（(]{0,5}(?<written>${PAGE})`, "g");
  };

  /* Kinds of works that are not the essay, right before or after a reference; and the student's own paper. */
  const DOCUMENTS = "(?:Declaration|Treaty|Statement|Communiqu[ée]|Agreement|Charter|Strategy|Judgment|Opinion|Order|Act|Report|Memorandum|Speech)";
  const OTHER_BEFORE = new RegExp("(?:宣言|条約|声明|決議|協定|憲章|戦略|判決|意見|談話|報告書?|覚書|命令|議定書|白書|演説|講演|社説|記事|論文|前掲書|コミュニケ)"
    + raw`(?:[（(][^（()）]{0,30}[）)])?[』」]?[の、,]?[ \u3000]*$|\b${DOCUMENTS}[,(（ ]*$`);
  const OTHER_AFTER = new RegExp(raw`^ (?:of|in) (?:the |that |his |her |their )?(?:[A-Z][\w’'.-]* ){0,4}${DOCUMENTS}(?![A-Za-z])`);
  const OWN = /(?:本稿|拙稿|小論|本レポート|本論文|このレポート)の?[ \u3000]*$|\b(?:my|this (?:essay|paper)[’']s) $/i;
  /* An author and a year at the beginning of a bracket or after a semicolon: (Name 2002, … */
  const AUTHOR_YEAR = new RegExp(raw`[（(;；][ \u3000]*(?:see |cf\. )?(?<author>[^（()）;；。]{2,50}?)[,，、 \u3000]{0,3}`
    + raw`(?:1[5-9]|20)\d\d[a-z]?年?[,，、:： \u3000の]{0,3}$`);

  /** @param {string} text */
  const capitalised = (text) => text.replace(/^[a-z]/, (c) => c.toUpperCase());

  /** Fill the values into a message; those marked !r get quotation marks.
      @param {string} message @param {LocusProblem["args"]} args */
  const filled = (message, args) =>
    message.replace(/\{(\w+)(!r)?\}/g, (_, name, isQuoted) => (isQuoted ? `‘${args[name]}’` : `${args[name]}`));

  /** Return the functions that check essays against the data of an edition.
      @type {Edition["checker"]} */
  const checker = (data) => {
    /** @type {Map<number, {page: string, texts: string[]}>} */
    const places = new Map();
    for (const [page, own] of data.pages) for (const [number, ...texts] of own) places.set(number, { page, texts });
    const numbers = new Set(places.keys());
    /** @type {Map<number, Retirement>} */
    const retired = new Map();
    for (const [number, href, ja, en, reason, successors] of data.retired) retired.set(number, { href, told: [ja, en], reason, successors });
    const pages = pagePattern(data);
    /** @param {string} name @param {LocusProblem["args"]} args @returns {Label} */
    const worded = (name, args) => {
      const [own, english] = data.messages[name].map((text) => capitalised(filled(text, args)));
      return [own, english];
    };

    const ours = new RegExp([...data.names.map(escaped), ...data.titles.map(titled)].join("|") || "(?!)");
    const oursLast = new RegExp(`(?:${ours.source})[^。]{0,6}$`);

    /** Return the last line of a text.
        @param {string} text */
    const lastLine = (text) => text.split(/[\r\n]/).at(-1) ?? "";

    /** Return whether a reference is to another work, judging by the text around it in its line.
        @param {string} text @param {number} start @param {number} end */
    const isElsewhere = (text, start, end) => {
      const before = lastLine(text.slice(Math.max(start - 90, 0), start));
      if (OWN.test(before) || OTHER_AFTER.test(text.slice(end, end + 90))) return true;
      if (OTHER_BEFORE.test(before)) return !oursLast.test(before);
      const author = AUTHOR_YEAR.exec(before)?.groups?.author;
      return author !== undefined && !ours.test(author);
    };

    /** Return the data of a link to a locus, with the beginnings of its first paragraphs.
        @type {(locus: Locus) => LinkedLocus} */
    const linked = (locus) => {
      const [[first, last]] = locus;
      /** @type {LinkedLocus["shown"]} */
      const shown = [];
      for (const [a, b] of locus) for (let n = a; n <= b && shown.length < 3; n++) shown.push({ number: n, texts: places.get(n)?.texts ?? [] });
      const count = locus.reduce((sum, [a, b]) => sum + b - a + 1, 0);
      const href = `${places.get(first)?.page ?? ""}#p${first}${first === last ? "" : `-${last}`}`;
      return { names: format(locus), href, shown, more: count - shown.length };
    };

    /** Classify a reading of a reference.
        @type {(found: LocusReading) => Judgement} */
    const judge = (found) => {
      const { locus, candidates, problem } = known(found, numbers, data.known);
      /** @type {Judgement} */
      const told = { kind: "right", locus: null, messages: [], retired: [], candidates: candidates.map(linked) };
      if (locus) return { ...told, locus: linked(locus) };
      told.kind = problem.name === "falling_locus" ? "backwards" : problem.name === "page_locus" ? "page" : "no-such-paragraph";
      if (!found.locus) told.messages.push(worded(problem.name, problem.args));
      if (told.kind === "page") return told;
      const meant = found.locus ?? found.candidates[0] ?? [];
      const gone = missing(meant, numbers);
      const unknown = gone.filter((n) => !retired.has(n));
      told.retired = gone.flatMap((n) => retired.get(n) ?? []);
      if (found.locus && !unknown.length) told.kind = "retired";
      told.messages.push(...unknown.slice(0, 5).map((number) => worded("unknown_paragraph", { number, known: data.known })));
      return told;
    };

    /** Find the page numbers of the essay in a part of a text.
        @param {string} text @param {number} from @param {number} to */
    const pagesIn = (text, from, to) => {
      if (!pages) return [];
      const offset = Math.max(from - NEAR, 0);
      const found = Array.from(text.slice(offset, to + NEAR).matchAll(pages), ({ 0: all, index, groups = {} }) => {
        const end = offset + index + all.length;
        return { start: end - groups.written.length, end, form: "", reading: readPage(groups, groups.written) };
      });
      return found.filter(({ start }) => start >= from && start < to);
    };

    /** Return a reference with its surroundings in its line.
        @type {(text: string, start: number, end: number) => Finding["excerpt"]} */
    const excerpt = (text, start, end) => {
      const near = lastLine(text.slice(Math.max(start - AROUND - 1, 0), start));
      const after = text.slice(end, end + AROUND + 1).split(/[\r\n]/)[0];
      const head = near.length > AROUND ? `…${near.slice(-AROUND).replace(/^[\udc00-\udfff]/, "")}` : near.trimStart();
      const tail = after.length > AROUND ? `${after.slice(0, AROUND).replace(/[\ud800-\udbff]$/, "")}…` : after.trimEnd();
      return [head, text.slice(start, end), tail];
    };

    /** Yield the references of an essay, piece by piece.
        @type {ReturnType<Edition["checker"]>["check"]} */
    function* check(text) {
      let line = 1, counted = 0, from = 0;
      for (const { mentions, reached } of steps(text)) {
        const others = pagesIn(text, from, reached).filter(({ start, end }) => mentions.every((m) => m.end <= start || m.start >= end));
        const findings = [...mentions, ...others].sort((a, b) => a.start - b.start).map(({ start, end, form, reading }) => {
          for (; counted < start; counted++) if (text[counted] === "\n" || (text[counted] === "\r" && text[counted + 1] !== "\n")) line++;
          const isOther = form && form !== "address" && isElsewhere(text, start, end);
          return { start, end, line, excerpt: excerpt(text, start, end), ...(isOther ? ELSEWHERE : judge(reading)) };
        });
        yield { findings, reached };
        from = reached;
      }
    }
    return { check, languages: data.languages };
  };

  edition.checker = checker;
})();
