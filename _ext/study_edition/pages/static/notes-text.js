// @ts-check
/* The text of a reader's note: a subset of Markdown with paragraphs, lists, *emphasis*, **strong emphasis** and links to http(s); anything
   else is plain text. It is shown as nodes, never as HTML. In a layer file every character is escaped that MyST could read as markup, so
   that a note looks the same in the built edition. */
(() => {
  "use strict";
  const WIDE = `[${__WIDE__}]`;
  const FOLD = new RegExp(`(?<=${WIDE})\\s*\\n\\s*(?=${WIDE})`, "g"); /* a line break within Japanese, which is not a space */
  const SPAN = /\\([!-/:-@[-`{-~])|(\*\*?)((?:\\[^]|[^*\\])+)\2|\[((?:\\[^]|[^\\[\]])+)\]\(<?(https?:\/\/[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?\)/gi;
  const ITEM = /^ {0,3}(?:([-*+])|(\d{1,6})[.)])\s+(?=\S)/;
  /* Characters to escape, anywhere and at the start of a line: in MyST, and in the reader's own notation. */
  /** @typedef {[anywhere: RegExp, start: RegExp]} Escapes */
  /** @type {Escapes} */
  const MYST = [/[\\`*_{}[\]<>|~$&^!]/g, /^(?=[-+=:%(#])|^(\d+)(?=[.)])/];
  /** @type {Escapes} */
  const OWN = [/[\\*[]/g, /^(?=[-+] )|^(\d+)(?=[.)] )/];
  /* Removed from notes: control characters, lone surrogates, and what XML or YAML do not allow. */
  const REFUSED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

  /** Return whether a text has Japanese in it.
      @param {string} text */
  const isJapanese = (text) => /[\u3040-\u30ff\u3400-\u9fff]/.test(text);

  /** Return a text as it is stored: without refused characters, with \n for line breaks.
      @param {string} text */
  const clean = (text) => text.replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n").replaceAll("\t", "    ").replace(REFUSED, "").trim();
  /** @param {string} text */
  const bare = (text) => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

  /** Return whether asterisks between *before* and *first* and between *last* and *after* are emphasis in CommonMark (left- and
      right-flanking runs). Symbols that only some parsers regard as punctuation are decided against emphasis.
      @param {string} before @param {string} first @param {string} last @param {string} after */
  const isEmphasis = (before, first, last, after) => {
    /** @param {string} inner @param {string} outer */
    const meets = (inner, outer) => !/[\s\p{P}\p{S}]/u.test(inner) || (!/\s/.test(inner) && (!outer || /[\s\p{P}]/u.test(outer)));
    return before !== "*" && after !== "*" && first.trim() && last.trim() && meets(first, before) && meets(last, after);
  };

  /** Return the address of a link, with special characters percent-encoded, or null.
      @param {string} text */
  const address = (text) => {
    try {
      const url = new URL(text);
      return /^https?:$/.test(url.protocol) ? url.href.replace(/[\\<>`{}|^\s]/g, (sign) => encodeURIComponent(sign)).replace(/(&#?\w+);/g, "$1%3B") : null;
    } catch { return null; }
  };

  /** Return the spans of a line.
      @param {string} line */
  const spansOf = (line) => {
    /** @type {NoteSpan[]} */
    const spans = [];
    /** @type {(...span: NoteSpan) => void} */
    const add = (form, text, href) => {
      const last = spans.at(-1);
      if (!form && last && !last[0]) last[1] += text;
      else if (text) spans.push([form, text, href]);
    };
    let at = 0;
    SPAN.lastIndex = 0;
    for (let match; (match = SPAN.exec(line));) {
      const [all, sign, stars, stressed, label, href] = match;
      add("", line.slice(at, match.index));
      at = match.index + all.length;
      const before = [...line.slice(Math.max(0, match.index - 2), match.index)].at(-1) ?? "";
      const after = [...bare(line.slice(at, at + 2))][0] ?? ""; /* the same whether escaped or not */
      const url = href && address(href);
      if (sign) add("", sign);
      else if (stars && isEmphasis(before, [...stressed][0], [...stressed].at(-1) ?? "", after)) add(stars.length === 1 ? "em" : "strong", bare(stressed));
      else if (url) add("a", bare(label), url);
      else {
        add("", all[0]);
        at = SPAN.lastIndex = match.index + 1;
      }
    }
    add("", line.slice(at));
    return spans;
  };

  /** Return the blocks of a text.
      @type {Edition["notesText"]["parse"]} */
  const parse = (text) => {
    /** @type {{list: NoteBlock["list"], start: number, items: string[]}[]} */
    const blocks = [];
    for (const part of clean(text).split(/\n *(?:\n *)+/)) {
      const last = blocks.at(-1);
      let block = last?.list && ITEM.test(part) ? last : null; /* an empty line does not end a list */
      for (const line of part.split("\n")) {
        const item = ITEM.exec(line);
        const list = item ? (item[2] ? "ol" : "ul") : "";
        if (item && block?.list === list) block.items.push(line.slice(item[0].length));
        else if (item) blocks.push(block = { list, start: Number(item[2] ?? 1), items: [line.slice(item[0].length)] });
        else if (block) block.items[block.items.length - 1] += `\n${line}`;
        else blocks.push(block = { list, start: 1, items: [line] });
      }
    }
    return blocks.map(({ list, start, items }) => {
      const folded = items.map((item) => spansOf(item.trim().replace(FOLD, "").replace(/[ \n]+/g, " ")));
      return { list, start, items: folded.filter((spans) => spans.length) };
    }).filter(({ items }) => items.length);
  };

  /** Return a text as nodes.
      @param {string} text */
  const nodes = (text) => parse(text).map(({ list, start, items }) => {
    /** @param {"p" | "li"} name @param {NoteSpan[]} spans */
    const filled = (name, spans) => {
      const element = document.createElement(name);
      for (const [form, words, href] of spans) {
        if (!form) { element.append(words); continue; }
        const part = document.createElement(form);
        part.textContent = words;
        if (part instanceof HTMLAnchorElement && href) {
          part.href = href;
          part.rel = "noopener noreferrer nofollow";
          part.className = "reference external";
        }
        element.append(part);
      }
      return element;
    };
    if (!list) return filled("p", items[0]);
    const element = document.createElement(list);
    if (element instanceof HTMLOListElement && start !== 1) element.start = start;
    element.append(...items.map((spans) => filled("li", spans)));
    return element;
  });

  /** @param {string} text @param {Escapes} escapes @param {boolean} isOwn */
  const written = (text, [signs, start], isOwn) => {
    /** @param {string} words */
    const escape = (words) => words.replace(signs, "\\$&");
    /** @param {NoteSpan[]} spans */
    const line = (spans) => spans.map(([form, words, href = ""]) => ({
      "": escape(words), em: `*${escape(words)}*`, strong: `**${escape(words)}**`, a: `[${escape(words)}](${isOwn && !/[()]/.test(href) ? href : `<${href}>`})`,
    })[form]).join("").replace(start, "$1\\");
    /** @param {NoteBlock} block */
    const lines = ({ list, start: first, items }) => items.map((spans, i) => ({ "": "", ul: "- ", ol: `${first + i}. ` })[list] + line(spans));
    return parse(text).map((block) => lines(block).join("\n")).join("\n\n");
  };

  /** Return a text in MyST, without any directive, role, target, attribute or HTML.
      @param {string} text */
  const myst = (text) => written(text, MYST, false);

  /** Return the text of a file in the reader's notation: escaped only where it would otherwise be markup.
      @param {string} text */
  const own = (text) => written(text, OWN, true);

  (window.edition ??= {}).notesText = { isJapanese, clean, parse, nodes, myst, own };
})();
