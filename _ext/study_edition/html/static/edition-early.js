// @ts-check
/* Runs before the page is painted, so that the reader's settings apply from the first frame. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.js = "";

  /** Return what this tab or this browser has stored under *key*, or null.
      @param {string} key */
  const recall = (key) => {
    try { return sessionStorage.getItem(key) ?? localStorage.getItem(key); } catch { return null; }
  };

  root.dataset.mode = recall("mode") || root.dataset.theme || "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = root.dataset.mode === "auto" ? (dark ? "dark" : "light") : root.dataset.mode;

  /** @type {Settings | null} */
  let settings;
  try { settings = JSON.parse(recall("edition-settings") ?? "null"); } catch { settings = null; }
  for (const [name, value] of Object.entries(settings ?? {})) {
    if (/^(furigana|precis|size|measure|face|writing|keys)$/.test(name)) root.dataset[name] = String(value);
  }

  /* Layers are switched off by a style sheet made here, since their ids depend on the edition. */
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  /** @param {string[]} layers */
  const switchOff = (layers) => {
    const rules = layers.filter((id) => /^[a-z][a-z0-9-]*$/.test(id)).map((id) => {
      const note = `.edition-note.layer-${id}:not(:target)`; /* the target of the address is shown nevertheless */
      return `${note}, .edition-echo.layer-${id} { display: none } :has(> ${note}) > p:not(.edition-echo) { display: block !important }`;
    });
    sheet.replaceSync(rules.join("\n"));
  };
  const off = settings && Array.isArray(settings.off) ? settings.off : [];
  switchOff(off);

  /* -- for the other scripts -- */
  const base = new URL(root.dataset.content_root || "./", location.href);
  /** Make an element with classes and children, in the page's language or another.
      @type {Edition["make"]} */
  const make = (name, classes, children, lang) => {
    const element = document.createElement(name);
    if (classes) element.className = classes;
    if (lang) element.lang = lang;
    element.append(...children);
    return element;
  };

  /* -- messages: a label has the words in the page's language and in English -- */
  /** @type {string[]} */
  const [language, ...others] = __LANGUAGES__;

  /** Return the words of a label with a separator, without repetition.
      @type {Edition["name"]} */
  const name = ([own, english], between = " ") => (others.length && own !== english ? own + between + english : english);

  /** Return the nodes of a label: its own words, and English after them.
      @type {Edition["both"]} */
  const both = ([own, english]) => {
    if (own !== english && others.length) return [`${own} `, make("span", "", [english], "en")];
    return root.lang.startsWith(language) ? [english] : [make("span", "", [english], language)];
  };

  /** Return a label as HTML.
      @type {Edition["html"]} */
  const html = (label) => make("p", "", both(label)).innerHTML;

  /** Join labels in each language.
      @type {Edition["joined"]} */
  const joined = (labels, between = [language === "ja" ? "" : " ", " "]) => {
    /** @param {0 | 1} i */
    const all = (i) => labels.map((label) => label[i]).join(between[i]);
    return [all(0), all(1)];
  };

  /** Return a locus for readers, as core/model/locus.py: 第18–20・24段落, ¶¶18–20, 24.
      @type {Edition["paragraphs"]} */
  const paragraphs = (locus) => {
    const numbers = locus.replaceAll("-", "–");
    const english = `${/\D/.test(numbers) ? "¶¶" : "¶"}${numbers.replaceAll(",", ", ")}`;
    return [language === "ja" ? `第${numbers.replaceAll(",", "・")}段落` : english, english];
  };

  /** Return the functions that word the messages of a script, given its `__MESSAGES__`. A value that is a label is filled in by language.
      @type {Edition["messages"]} */
  const messages = (translations) => {
    /** @type {(texts: [string, string], values: Record<string, string | number | Label>) => Label} */
    const filled = ([own, english], values) => {
      /** @type {(text: string, i: 0 | 1) => string} */
      const fill = (text, i) => text.replace(/\{(\w+)\}/g, (_, key) => { const value = values[key]; return String(typeof value === "object" ? value[i] : value); });
      return [fill(own, 0), fill(english, 1)];
    };
    /** @type {(id: string, n: number) => string | undefined} */
    const translated = (id, n) => {
      const found = translations[id];
      if (typeof found !== "object") return found;
      const [forms, ...texts] = found; /* the form for each number to 199; then they repeat by hundreds */
      return texts[Number(forms[n < 200 ? n : 100 + (n % 100)])];
    };
    return {
      message: (id, values = {}) => filled([translated(id, 1) ?? id, id], values),
      counted: (one, many, n, values) => {
        const english = n === 1 ? one : many;
        return filled([translated(one, n) ?? english, english], values);
      },
    };
  };
  const { message } = messages(__MESSAGES__);

  /** @type {Edition["kinds"]} */
  const kinds = { p: message("Paragraph"), source: message("Source"), page: message("Page"), ...__KINDS__ };

  /* -- addresses: a link in a source may have any; what is loaded is a file of this edition -- */
  /** @param {string} path */
  const isPlain = (path) => path.split("/").every((part) => /^[^\\%?#:\p{Cc}]+$/u.test(part) && !/^\.+$/.test(part));

  /** Return the name of the edition's page at an address, or null if it is elsewhere.
      @type {Edition["pageOf"]} */
  const pageOf = ({ protocol, host, pathname }) => {
    if (protocol !== base.protocol || host !== base.host || !pathname.startsWith(base.pathname)) return null;
    try {
      const page = decodeURI(pathname.slice(base.pathname.length)).replace(/(\.html|\/)$/, "") || "index";
      return isPlain(page) ? page : null;
    } catch { return null; }
  };

  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();

  /** Load scripts and style sheets of the edition, each once. The promise is rejected if one fails; the next call tries it again.
      @type {Edition["load"]} */
  const load = (...paths) => Promise.all(paths.map(async (path) => {
    if (!isPlain(path) || !/^(?:_(?:static|cards|cite|text)\/.+|check-data|search-index)\.(?:js|css)$/.test(path)) throw new Error(path);
    if (!loading.has(path)) {
      loading.set(path, new Promise((resolve, reject) => {
        const { href } = new URL(path, base);
        const element = path.endsWith(".css")
          ? Object.assign(document.createElement("link"), { rel: "stylesheet", href })
          : Object.assign(document.createElement("script"), { src: href });
        element.onload = resolve;
        element.onerror = () => { loading.delete(path); reject(new Error(path)); };
        document.head.append(element);
      }));
    }
    return loading.get(path);
  }));

  /* If there is a reader's copy of the text, it is put into the rows before they are visible. */
  const { work } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  window.edition = { recall, settings: settings ?? {}, switchOff, base, kinds, make, language, name, both, html, joined, paragraphs, messages, pageOf, load, work };
  if (work && recall(`edition-text:${work}`)) {
    root.dataset.text = "wait";
    load("_static/text.js").catch(() => { root.dataset.text = "off"; });
  }
})();
