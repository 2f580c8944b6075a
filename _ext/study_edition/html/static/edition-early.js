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
  /** @type {Edition["kinds"]} */
  const kinds = { p: ["本文", "Paragraph"], source: ["文献", "Source"], page: ["頁", "Page"], ...__KINDS__ };

  /** Make an element with classes and children, in the page's language or another.
      @type {Edition["make"]} */
  const make = (name, classes, children, lang) => {
    const element = document.createElement(name);
    if (classes) element.className = classes;
    if (lang) element.lang = lang;
    element.append(...children);
    return element;
  };

  /** Return the nodes of a label: Japanese followed by English, or English alone in other editions.
      @type {Edition["both"]} */
  const both = ([japanese, english]) => root.lang.startsWith("ja") ? [`${japanese} `, make("span", "", [english], "en")] : [english];

  /** @type {Map<string, Promise<unknown>>} */
  const loading = new Map();

  /** Load scripts and style sheets of the edition, each once. The promise is rejected if one fails; the next call tries it again.
      @type {Edition["load"]} */
  const load = (...paths) => Promise.all(paths.map((path) => {
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
  window.edition = /** @type {Edition} */ ({ recall, settings: settings ?? {}, switchOff, base, kinds, make, both, load, work });
  if (work && recall(`edition-text:${work}`)) {
    root.dataset.text = "wait";
    load("_static/text.js").catch(() => { root.dataset.text = "off"; });
  }
})();
