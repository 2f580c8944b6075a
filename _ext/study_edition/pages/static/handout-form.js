// @ts-check
/* The form for a handout: turns the choices into a command. Nothing is sent or stored. */
(() => {
  "use strict";
  const { both, name: named } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("handout-form"));
  const command = document.getElementById("handout-command");
  const copy = /** @type {HTMLButtonElement | null} */ (document.getElementById("handout-copy"));
  const status = document.getElementById("handout-status");
  const hint = document.getElementById("handout-hint");
  if (!form || !command || !copy || !status || !hint) return;
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("paragraphs"));
  const space = /** @type {HTMLInputElement} */ (form.elements.namedItem("lines"));
  const explained = [...hint.childNodes];
  const numbers = new Set((field.dataset.numbers ?? "").split(" ").map(Number));
  const { read, known, strict } = edition.loci;

  /** Mark the field of paragraphs as wrong, with a hint in both languages, or as right.
      @param {Locus | null} locus */
  const mark = (locus) => {
    field.setAttribute("aria-invalid", String(!locus));
    copy.disabled = !locus;
    if (locus) {
      hint.replaceChildren(...explained);
      return;
    }
    hint.replaceChildren(...both(message("No such paragraphs in this edition. Write them as 18, 18-20 or 18,24.")));
  };

  const show = () => {
    const chosen = new FormData(form);
    const locus = known(read(String(chosen.get("paragraphs") ?? "")), numbers, "").locus;
    mark(locus);
    status.textContent = "";
    if (!locus) return;
    const layers = chosen.getAll("layer");
    const every = form.querySelectorAll("[name='layer']").length;
    const asked = chosen.has("questions");
    const lines = Math.min(Number(space.max), Math.max(0, Math.trunc(Number(chosen.get("lines")) || 0)));
    const paper = chosen.get("paper");
    space.disabled = !asked;
    command.textContent = [
      `edition build handout --paragraphs ${strict(locus)}`,
      every ? `--layers ${layers.join(",") || "none"}` : "",
      asked ? "--questions" : "",
      asked && lines ? `--lines ${lines}` : "",
      paper === "a4" ? "" : `--paper ${paper}`,
      `--audience ${chosen.get("audience")}`,
    ].filter(Boolean).join(" ");
  };

  copy.addEventListener("click", async () => {
    const done = await edition.copy({ plain: command.textContent }, command);
    status.textContent = named(done ? message("Copied.") : message("Selected: press Ctrl+C."));
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  show();
})();
