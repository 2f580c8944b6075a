// @ts-check
/* Writes a reader's notes as a layer file and reads it. The format is that of core/model/front_matter.py and markup/notes.py. */
(() => {
  "use strict";
  const { message } = edition.messages(__MESSAGES__);
  const { clean, myst, own } = edition.notesText;
  const { strict, read } = edition.loci;
  const LEMMA = __LEMMA_LIMIT__; /* characters */
  const KINDS = __LAYER_KINDS__;
  const { id: ID, language: LANGUAGE, maxSize: LARGEST } = __LAYER__;
  const [IS_ID, IS_LANGUAGE] = [ID, LANGUAGE].map((pattern) => new RegExp(`^(?:${pattern})$`));
  /** @param {string} text */
  const isId = (text) => IS_ID.test(text);

  /** Return the strict form of a locus in any notation, or null if it is not a locus.
      @param {string} text */
  const locus = (text) => {
    const { locus: found } = read(text);
    return found && found.every(([first]) => first > 0) ? strict(found) : null;
  };

  /** Return a text as a YAML string; a JSON string is one.
      @param {string} text */
  const quoted = (text) => JSON.stringify(clean(text).replace(/\s+/g, " "));

  /** Return the id of the layer for notes of a kind, since a layer has only one kind.
      @param {string} layer @param {string} kind */
  const layerOf = (layer, kind) => (kind === "comment" ? layer : `${layer}-${kind}`);

  /** Return the layer file of notes of one kind, in the given order.
      @type {Edition["notesFile"]["write"]} */
  const write = ({ layer, author, lang, license }, kind, notes) => {
    const title = kind === "comment" ? message("Notes by {author}", { author }) : message("Notes by {author} ({kind})", { author, kind: KINDS[kind] });
    const [own, english] = title.map(quoted);
    const titled = edition.language === "ja" ? `{ja: ${own}, en: ${english}}` : own;
    const head = [
      "---",
      `layer: ${layerOf(layer, kind)}`,
      `title: ${titled}`,
      `kind: ${kind}`,
      `author: ${quoted(author)}`,
      `lang: ${lang}`,
      `license: ${quoted(license)}`,
      "audience: student",
      "---",
      `# ${myst(title[0].replace(/\s+/g, " "))}`,
    ];
    const blocks = notes.map((note) => {
      const body = myst(note.text);
      const longest = Math.max(0, ...[...body.matchAll(/:+/g)].map(([run]) => run.length));
      const fence = ":".repeat(Math.max(3, longest + 1));
      return [`${fence}{note} ${note.locus}`, ...(note.lemma ? [`:lemma: ${quoted(note.lemma)}`] : []), `:id: ${note.id}`, "", body, fence].join("\n");
    });
    return `${[head.join("\n"), ...blocks].join("\n\n")}\n`;
  };

  /** Read a scalar of the front matter; of a bilingual one the Japanese, or else the English. Null if it is malformed.
      @type {(text: string) => string | null} */
  const scalar = (text) => {
    const double = /^"(?:[^"\\]|\\.)*"/.exec(text);
    if (double) { try { return String(JSON.parse(double[0])); } catch { return null; } }
    const single = /^'((?:[^']|'')*)'/.exec(text);
    if (single) return single[1].replaceAll("''", "'");
    const both = /^\{.*?\bja:\s*("(?:[^"\\]|\\.)*"|[^,}]+)/.exec(text) ?? /^\{.*?\ben:\s*("(?:[^"\\]|\\.)*"|[^,}]+)/.exec(text);
    if (both) return scalar(both[1].trim());
    return text.replace(/(^|\s)#.*$/, "").trim();
  };

  /** Read the front matter: {values, next}, where next is the index of the line after it. Problems are added to *problems*.
      @param {string[]} lines @param {NoteProblem[]} problems */
  const headOf = (lines, problems) => {
    const end = /^---\s*$/.test(lines[0]) ? lines.findIndex((line, i) => i && /^(---|\.\.\.)\s*$/.test(line)) : -1;
    if (end < 0) {
      problems.push([1, message("no front matter of a layer (layer: … between two ---).")]);
      return null;
    }
    /** @type {Record<string, {value: string | null, line: number}>} */
    const values = {};
    for (let i = 1; i < end; i++) {
      const match = /^([A-Za-z_-]+):(?:\s+(.*))?$/.exec(lines[i]);
      if (match) values[match[1]] = { value: scalar((match[2] ?? "").trim()), line: i + 1 };
      else if (lines[i].trim() && !/^\s*#|^\s/.test(lines[i])) problems.push([i + 1, message("this is no line of front matter.")]);
    }
    /** @type {[key: string, test: (value: string) => boolean, choices: string][]} */
    const required = [["layer", isId, "a-z, 0-9, -"], ["kind", (kind) => Object.hasOwn(KINDS, kind), Object.keys(KINDS).join(", ")]];
    for (const [key, test, choices] of required) {
      const { value = "", line = 1 } = values[key] ?? {};
      if (!value || !test(value)) problems.push([line, message("{key} is missing or wrong ({choices}).", { key, choices })]);
    }
    return { values, next: end + 1 };
  };

  /** Read a layer file. A note with a problem is skipped; with one in the front matter all notes are. *known* is the set of the edition's
      paragraphs.
      @type {Edition["notesFile"]["read"]} */
  const readFile = (text, known) => {
    const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
    /** @type {NoteProblem[]} */
    const problems = [];
    const head = headOf(lines, problems);
    if (!head || problems.length) return { notes: [], problems };
    /** @param {string} key */
    const value = (key) => head.values[key]?.value || "";
    const kind = value("kind");
    /** @type {ReaderNote[]} */
    const notes = [];
    /** @type {Set<string>} */
    const ids = new Set();
    for (let i = head.next; i < lines.length; i++) {
      const open = /^(:{3,}|`{3,}|~{3,})\{(?:edition:)?note\}(.*)$/.exec(lines[i]);
      if (!open) {
        if (lines[i].trim() && !/^(%|# )/.test(lines[i])) problems.push([i + 1, message("outside a note: not loaded.")]);
        continue;
      }
      const first = i + 1;
      /** @param {string} line */
      const isEnd = (line) => line.trim().length >= open[1].length && line.trim() === open[1][0].repeat(line.trim().length);
      const last = lines.findIndex((line, n) => n > i && isEnd(line));
      if (last < 0) {
        problems.push([first, message("this note is never closed (no line {fence}).", { fence: open[1] })]);
        break;
      }
      const inside = lines.slice(i + 1, last);
      i = last;
      /** @type {Record<string, string>} */
      const options = {};
      for (let option; (option = /^:([a-z]+):\s*(.*)$/.exec(inside[0] ?? "")); inside.shift()) options[option[1]] = scalar(option[2].trim()) ?? "";
      const where = locus(open[2].trim());
      /** @param {Label} label */
      const wrong = (label) => problems.push([first, label]);
      if (!where) { wrong(message("“{written}” is no paragraph’s number.", { written: open[2].trim() })); continue; }
      const gone = where.split(/[-,]/).map(Number).find((number) => !known.has(number));
      if (gone) { wrong(message("There is no ¶{number}.", { number: gone })); continue; }
      const id = options.id || `p${where.replaceAll(",", "-and-")}`;
      if (!isId(id)) { wrong(message(":id: {id} is no id (a-z, 0-9, -).", { id })); continue; }
      if (ids.has(id)) { wrong(message(":id: {id} is twice in this file.", { id })); continue; }
      const body = own(inside.join("\n"));
      if (!body) { wrong(message("The note is empty.")); continue; }
      const lemma = clean(options.lemma ?? "");
      if ([...lemma].length > LEMMA) { wrong(message("its words are longer than {limit} characters.", { limit: LEMMA })); continue; }
      const special = inside.findIndex((line) => /(^|[^\\])\{[a-z:-]+\}`|^(:{3,}|`{3,})\s*\{/.test(line));
      if (special >= 0) problems.push([last - inside.length + special + 1, message("MyST’s roles and directives are kept as plain text here.")]);
      ids.add(id);
      notes.push({ id, locus: where, lemma, kind, text: body });
    }
    if (!notes.length && !problems.length) problems.push([lines.length, message("there is no note.")]);
    return { notes, layer: value("layer"), author: value("author"), lang: IS_LANGUAGE.test(value("lang")) ? value("lang") : "", license: value("license"), problems };
  };

  /** Decode UTF-8; the problem names the first line that is not UTF-8.
      @type {Edition["notesFile"]["decode"]} */
  const decode = (bytes) => {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    try { return { text: decoder.decode(bytes) }; } catch { /* find the line */ }
    for (let line = 1, start = 0; ; line++) {
      const end = bytes.indexOf(10, start);
      try { decoder.decode(bytes.subarray(start, end < 0 ? bytes.length : end)); } catch {
        return { problem: [line, message("not UTF-8: save it as UTF-8 in your editor.")] };
      }
      if (end < 0) return { text: "" };
      start = end + 1;
    }
  };

  edition.notesFile = { KINDS, LEMMA, LARGEST, isId, layerOf, locus, write, read: readFile, decode };
})();
