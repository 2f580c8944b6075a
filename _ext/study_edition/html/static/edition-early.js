/* Runs before the page is painted: what the reader chose earlier holds from the first frame. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.js = "";

  /** What this tab or this browser remembers under *key*; nothing where storage is forbidden. */
  const recall = (key) => {
    try { return sessionStorage.getItem(key) ?? localStorage.getItem(key); } catch { return null; }
  };

  root.dataset.mode = recall("mode") || root.dataset.theme || "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = root.dataset.mode === "auto" ? (dark ? "dark" : "light") : root.dataset.mode;

  let settings;
  try { settings = JSON.parse(recall("edition-settings")); } catch { settings = null; }
  for (const [name, value] of Object.entries(settings ?? {})) {
    if (/^(furigana|precis|size|measure|face|writing|keys)$/.test(name)) root.dataset[name] = String(value);
  }

  /* Layers are switched off by rules of a sheet made here: their names are the edition's own. */
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const switchOff = (layers) => {
    const rules = layers.filter((id) => /^[a-z][a-z0-9-]*$/.test(id)).map((id) => {
      const note = `.edition-note.layer-${id}:not(:target)`; /* a note that an address names is shown */
      return `${note}, .edition-echo.layer-${id} { display: none } :has(> ${note}) > p:not(.edition-echo) { display: block !important }`;
    });
    sheet.replaceSync(rules.join("\n"));
  };
  const off = settings && Array.isArray(settings.off) ? settings.off : [];
  switchOff(off);

  /* -- for the other scripts -- */
  const base = new URL(root.dataset.content_root || "./", location.href);
  const kinds = { p: ["本文", "Paragraph"], source: ["文献", "Source"], page: ["頁", "Page"], ...__KINDS__ };

  /** An element with a class and children, in the page's language or another. */
  const make = (name, classes, children, lang) => {
    const element = document.createElement(name);
    if (classes) element.className = classes;
    if (lang) element.lang = lang;
    element.append(...children);
    return element;
  };

  /** A Japanese text with its English beside it. */
  const both = ([japanese, english]) => root.lang.startsWith("ja") ? [`${japanese} `, make("span", "", [english], "en")] : [english];

  /** Load a script of this edition; *fail* is called if it cannot be. */
  const load = (path, fail) => {
    const script = document.createElement("script");
    script.onerror = fail;
    script.src = new URL(path, base).href;
    document.head.append(script);
  };

  /* The reader's own copy of the text, where one is held, takes its place in the rows before they are seen. */
  const { work } = document.currentScript.dataset;
  window.edition = { recall, settings: settings ?? {}, switchOff, base, kinds, make, both, load, work };
  if (work && recall(`edition-text:${work}`)) {
    root.dataset.text = "wait";
    load("_static/text.js", () => { root.dataset.text = "off"; });
  }

  /* The theme's icons bring no style element with them; edition.css has their rules. */
  window.FontAwesomeConfig = { autoAddCss: false };
})();
