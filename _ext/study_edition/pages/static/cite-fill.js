/* Fills the templates of citations. The docstring of core/citation/templates.py describes the data and every text change that a
   slot can name. */
(() => {
  "use strict";

  /** Change the quotation marks inside a quoted text; the second argument has the outer and the inner marks. */
  const nest = (text, [outer, outerEnd, inner, innerEnd]) => {
    const ends = { [outer]: outerEnd, [inner]: innerEnd };
    const open = [];
    return Array.from(text, (sign) => {
      if (sign in ends) return open.push(sign) % 2 ? inner : outer;
      if (!open.length || sign !== ends[open.at(-1)]) return sign === outerEnd ? innerEnd : sign;
      open.pop();
      return open.length % 2 ? outerEnd : innerEnd;
    }).join("");
  };

  /** Append a mark to a text, inside a closing quotation mark. */
  const end = (text, mark) => (text.endsWith("’") && text.includes("‘") ? `${text.slice(0, -1)}${mark}’` : text + mark);

  /** Convert to title case; words in *small* stay in lower case within the title. */
  const titleCase = (text, small) => {
    const words = text.split(/([ -]+)/);
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

  /** Return the text changes that a slot can name after a bar. */
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

  /** Sort ranges and merge those that touch or overlap. */
  const joined = (ranges) => {
    const made = [];
    for (const [first, last] of ranges.map((range) => [...range]).sort((a, b) => a[0] - b[0])) {
      const before = made.at(-1);
      if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
      else made.push([first, last]);
    }
    return made;
  };

  const locator = (ranges, [one, several, dash, comma]) => {
    const parts = joined(ranges);
    const [before, after] = parts.length === 1 && parts[0][0] === parts[0][1] ? one : several;
    return before + parts.map(([first, last]) => (first === last ? first : `${first}${dash}${last}`)).join(comma) + after;
  };

  /** Format a date, [year, month, day]. */
  const day = ([year, month, date], form, months) => {
    const [m, d] = [month, date].map((part) => String(part).padStart(2, "0"));
    return {
      iso: `${year}-${m}-${d}`, ris: `${year}/${m}/${d}`, csl: `${year}, ${month}, ${date}`, ja: `${year}年${month}月${date}日`,
      dmy: `${date} ${months[month - 1]} ${year}`, mdy: `${months[month - 1]} ${date}, ${year}`,
    }[form];
  };

  /** Return a function that makes [in_text, entry] for style, language and target {words, ranges, id, path, title, english, author};
      *address* is the edition's, or empty, and *accessed* the date of access. */
  edition.citeFill = (data) => {
    const changes = changesOf(data);
    return (style, lang, target, address, accessed) => {
      const { words, title, english, author } = target;
      const own = words === "note" || words === "term";
      const isSigned = author && Object.hasOwn(data.authors, author);
      const variant = words + (own && isSigned ? "+author" : "") + (own && title ? "+title" : "") + (own && title && english && english !== title ? "+english" : "");
      const { texts, templates } = address || !data.unplaced ? data : data.unplaced;
      const value = (name) => {
        const [kind, form] = name.split(".");
        if (kind === "locus") return locator(target.ranges, data.locators[form]);
        if (kind === "accessed") return day(accessed, form, data.months);
        if (kind === "author") return data.authors[author][form];
        return { id: target.id, path: target.path, title, english, address }[kind];
      };
      return templates[style][lang][variant].map((i) => texts[i].replace(/\ue020([^\ue021]*)\ue021/g, (_, slot) => {
        const [name, ...then] = slot.split("|");
        return then.reduce((text, change) => changes[change](text), value(name));
      }));
    };
  };

  Object.assign(edition.citeFill, { joined, changesOf });
})();
