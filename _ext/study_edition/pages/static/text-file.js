// @ts-check
/* Reads a file with a reader's copy: plain text in any of the usual encodings, or a saved web page, of which only the text is used. */
(() => {
  "use strict";
  const { message } = edition.messages(__MESSAGES__);
  const LARGEST = edition.largestFile;
  const { maxTags: MOST_TAGS, ...names } = __HTML__; /* those of documents/html_file.py */
  const DROPPED = new Set(names.skipped);
  const BLOCKS = new Set(names.blocks);

  /** Return the text of a web page, a line for each block; null if it is too complex. It is parsed in a separate document: nothing of it
      runs or loads.
      @param {string} html */
  const lines = (html) => {
    const text = html.replace(/data:[\w/+.;-]+;base64,[A-Za-z0-9+/=\s]+/g, "data:,");
    if (text.split("<").length > MOST_TAGS) return null;
    /** @type {string[]} */
    const found = [];
    let words = "";
    const end = () => {
      const line = words.replace(/\s+/g, " ").trim();
      if (line) found.push(line);
      words = "";
    };
    /** @type {[node: Node, isEnd: boolean][]} */
    const stack = [[new DOMParser().parseFromString(text, "text/html").documentElement, false]]; /* no recursion, since it may be deeply nested */
    for (let next; (next = stack.pop());) {
      const [node, isEnd] = next;
      const name = node.nodeName.toLowerCase();
      if (isEnd) { end(); continue; }
      if (node instanceof Text) { words += node.data; continue; }
      if (!(node instanceof Element) || DROPPED.has(name) || node.hasAttribute("hidden")) continue;
      if (/display\s*:\s*none/i.test(node.getAttribute("style") ?? "")) continue;
      if (name === "br") end();
      if (BLOCKS.has(name)) {
        end();
        stack.push([node, true]);
      }
      for (let child = node.lastChild; child; child = child.previousSibling) stack.push([child, false]);
    }
    end();
    return found.join("\n");
  };

  /** @param {Label} problem */
  const cannot = (problem) => ({ problem });

  /** Read a file.
      @type {Edition["textFile"]["read"]} */
  const read = async (file) => {
    const { name, size } = file;
    if (size > LARGEST) return cannot(message("{name} is too large ({size} MB at most).", { name, size: LARGEST / 1e6 }));
    if (!size) return cannot(message("{name} is empty.", { name }));
    let bytes;
    try { bytes = new Uint8Array(await file.arrayBuffer()); } catch { return cannot(message("{name} cannot be opened.", { name })); }
    const start = String.fromCharCode(...bytes.subarray(0, 5));
    if (/\.(docx?|odt|pdf)$/i.test(name) || start.startsWith("%PDF") || start.startsWith("PK\u0003\u0004")) {
      return cannot(message("{name} cannot be read on this page: copy its text out and paste it, or use edition attach.", { name }));
    }
    const text = edition.textOf(bytes);
    if (text === null) return cannot(message("{name} is no text, or its encoding cannot be told.", { name }));
    const isPage = /\.x?html?$/i.test(name) || /^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html[\s>])/i.test(text);
    const plain = isPage ? lines(text) : text;
    if (plain === null) return cannot(message("{name} has too many elements for a page.", { name }));
    return plain.trim() ? { text: plain } : cannot(message("{name} has no text.", { name }));
  };

  edition.textFile = { read };
})();
