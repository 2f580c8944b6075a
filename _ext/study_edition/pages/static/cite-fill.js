// @ts-check
/* Fills the templates of citations. The docstring of core/citation/templates.py describes the data and every text change that a
   slot can name. */
(() => {
  "use strict";

  /** Change the quotation marks inside a quoted text; the second argument has the outer and the inner marks.
      @param {string} text @param {string} marks */
  const nest = (text, [outer, outerEnd, inner, innerEnd]) => {
    /** @type {Record<string, string>} */
    const ends = { [outer]: outerEnd, [inner]: innerEnd };
    /** @type {string[]} */
    const open = [];
    return Array.from(text, (sign) => {
      if (sign in ends) return open.push(sign) % 2 ? inner : outer;
      if (!open.length || sign !== ends[open[open.length - 1]]) return sign === outerEnd ? innerEnd : sign;
      open.pop();
      return open.length % 2 ? outerEnd : innerEnd;
    }).join("");
  };

  /** Append a mark to a text, inside a closing quotation mark.
      @param {string} text @param {string} mark */
  const end = (text, mark) => (text.endsWith("’") && text.includes("‘") ? `${text.slice(0, -1)}${mark}’` : text + mark);

  /** Convert to title case; words in *small* stay in lower case within the title.
      @param {string} text @param {Set<string>} small */
  const titleCase = (text, small) => {
    const words = text.split(/([ -]+)/);
    /** @param {string} word */
    const isWord = (word) => word.replace(/[ -]/g, "") !== "";
    const last = words.findLastIndex(isWord);
    let begins = true;
    return words.map((word, i) => {
      const [, marks, letter] = /^([“‘"'([「『]*)([a-zà-öø-ÿāēīōū])/.exec(word) ?? [];
      const raised = letter && !/[A-Z]/.test(word) && (begins || i === Math.max(last, 0) || !small.has(word.replace(/[^a-z]/g, "")));
      if (isWord(word)) begins = /[:—?!]$/.test(word);
      return raised ? marks + letter.toUpperCase() + word.slice(marks.length + 1) : word;
    }).join("");
  };

  /** Return the text changes that a slot can name after a bar.
      @type {Edition["citeFill"]["changesOf"]} */
  const changesOf = (data) => {
    const small = new Set(data.small);
    return {
      quote: (text) => nest(text, "“”‘’"),
      kagi: (text) => nest(text, "「」『』"),
      comma: (text) => end(text, ","),
      stop: (text) => (/[.?!。？！]$/.test(text.endsWith("’") && text.includes("‘") ? text.slice(0, -1) : text) ? text : end(text, ".")),
      case: (text) => titleCase(text, small),
      tex: (text) => Array.from(text, (sign) => (Object.hasOwn(data.tex, sign) ? data.tex[sign] : sign)).join(""),
      line: (text) => text.replace(/[\r\n]/g, " "),
      json: (text) => JSON.stringify(text).slice(1, -1),
    };
  };

  /** Sort ranges and merge those that touch or overlap.
      @param {Pair[]} ranges */
  const joined = (ranges) => {
    /** @type {Pair[]} */
    const made = [];
    for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
      const before = made.at(-1);
      if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
      else made.push([first, last]);
    }
    return made;
  };

  /** @param {Pair[]} ranges @param {CiteData["locators"][string]} rule */
  const locator = (ranges, [one, several, dash, comma]) => {
    const parts = joined(ranges);
    const [before, after] = parts.length === 1 && parts[0][0] === parts[0][1] ? one : several;
    return before + parts.map(([first, last]) => (first === last ? first : `${first}${dash}${last}`)).join(comma) + after;
  };

  /** Return a date in every form.
      @type {(day: CiteDay, months: string[]) => Record<string, string>} */
  const formsOf = ([year, month, date], months) => {
    const [m, d] = [month, date].map((part) => String(part).padStart(2, "0"));
    return {
      iso: `${year}-${m}-${d}`, ris: `${year}/${m}/${d}`, csl: `${year}, ${month}, ${date}`, ja: `${year}年${month}月${date}日`,
      dmy: `${date} ${months[month - 1]} ${year}`, mdy: `${months[month - 1]} ${date}, ${year}`,
    };
  };

  /** Return a function that makes the citation of a target; *address* is the edition's, or empty, and *accessed* the date of access.
      @param {CiteData} data @returns {ReturnType<Edition["citeFill"]>} */
  const filler = (data) => {
    const changes = changesOf(data);
    const slots = new RegExp(`${data.open}([^${data.close}]*)${data.close}`, "g");
    return (style, lang, target, address, accessed) => {
      const { words, title, english, author } = target;
      const own = words === "note" || words === "term";
      const isSigned = author && Object.hasOwn(data.authors, author);
      const variant = words + (own && isSigned ? "+author" : "") + (own && title ? "+title" : "") + (own && title && english && english !== title ? "+english" : "");
      const { texts, templates } = address || !data.unplaced ? data : data.unplaced;
      const days = formsOf(accessed, data.months);
      /** @type {Record<string, string | undefined>} */
      const known = { id: target.id, path: target.path, title, english, address };
      /** @param {string} name */
      const value = (name) => {
        const [kind, form] = name.split(".");
        if (kind === "locus") return locator(target.ranges, data.locators[form]);
        if (kind === "accessed") return days[form];
        if (kind === "author") return author && data.authors[author][form];
        return known[kind];
      };
      /** @param {number} i */
      const filled = (i) => texts[i].replace(slots, (_, /** @type {string} */ slot) => {
        const [name, ...then] = slot.split("|");
        return then.reduce((text, change) => changes[change](text), value(name) ?? "");
      });
      const [inText, entry] = templates[style][lang][variant];
      return [filled(inText), filled(entry)];
    };
  };

  edition.citeFill = Object.assign(filler, { joined, changesOf });
})();
