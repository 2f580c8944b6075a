/* Runs before the page is painted: what the reader chose earlier holds from the first frame. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.js = "";

  /** What this browser remembers under *key*; nothing where storage is forbidden. */
  const recall = (key) => {
    try { return localStorage.getItem(key); } catch { return null; }
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
    const notes = layers.filter((id) => /^[a-z][a-z0-9-]*$/.test(id)).map((id) => `.edition-note.layer-${id}`);
    sheet.replaceSync(notes.map((note) => `${note} { display: none } .edition-text:has(> ${note}) > p { display: block !important }`).join("\n"));
  };
  const off = settings && Array.isArray(settings.off) ? settings.off : [];
  switchOff(off);

  window.edition = { recall, settings: settings ?? {}, switchOff };

  /* The theme's icons bring no style element with them; edition.css has their rules. */
  window.FontAwesomeConfig = { autoAddCss: false };
})();
