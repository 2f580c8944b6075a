// @ts-check
/* The panel of reading settings, and the switches of the layers. A setting is an attribute of the page's root element;
   all are stored in this browser as one JSON object, and edition-early.js sets them before the page is painted. */
(() => {
  "use strict";
  const KEY = "edition-settings";
  const root = document.documentElement;
  const { settings, switchOff, name: named } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const panel = document.getElementById("edition-settings");
  const told = panel?.querySelector("output");

  /** Store the settings, or say that they cannot be stored. */
  const remember = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(settings));
      if (told) told.value = "";
    } catch {
      if (told) told.value = named(message("Not saved in this browser"));
    }
  };

  /** Set a setting; the default has no attribute.
      @type {(name: string, value: string, isDefault: boolean) => void} */
  const choose = (name, value, isDefault) => {
    if (isDefault) { delete root.dataset[name]; delete settings[name]; }
    else { root.dataset[name] = value; settings[name] = value; }
  };

  /** Make a change and keep the paragraph that is being read at its position in the window.
      @param {() => void} change */
  const inPlace = (change) => {
    const rows = [...document.querySelectorAll(".edition-row")];
    const row = rows.find((r) => r.getBoundingClientRect().bottom > 80);
    const top = row?.getBoundingClientRect().top ?? 0;
    change();
    if (!row || row === rows[0]) return;
    if (root.dataset.writing === "vertical") row.scrollIntoView({ block: "nearest", inline: "start" });
    else scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
  };

  if (panel) {
    for (const input of panel.querySelectorAll("input")) if (settings[input.name] === input.value) input.checked = true;
    panel.addEventListener("change", ({ target }) => {
      const input = /** @type {HTMLInputElement} */ (target);
      inPlace(() => choose(input.name, input.value, input.defaultChecked));
      remember();
    });
    panel.addEventListener("reset", () => {
      inPlace(() => { for (const name of Object.keys(settings)) if (name !== "off") choose(name, "", true); });
      remember();
    });
  }

  /* -- layers -- */
  let off = Array.isArray(settings.off) ? settings.off : [];
  const boxes = ".edition-layer input";
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(boxes))) box.checked = !off.includes(box.value);
  document.addEventListener("change", ({ target }) => { /* delegated, since the switch of the reader's own notes is added later */
    const box = /** @type {HTMLInputElement} */ (target);
    if (!box.matches(boxes)) return;
    off = box.checked ? off.filter((layer) => layer !== box.value) : [...off, box.value];
    if (off.length) settings.off = off; else delete settings.off;
    inPlace(() => switchOff(off));
    remember();
  });
})();
