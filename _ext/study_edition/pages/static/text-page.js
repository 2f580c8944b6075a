// @ts-check
/* The page my-text.html: recognises the reader's copy in slices, so that the page remains responsive, and stores it in the browser.
   Nothing is sent, and text is inserted as text, never as HTML. */
(() => {
  "use strict";
  const { both, work } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const { record } = /** @type {NonNullable<Edition["text"]>} */ (edition.text);
  /** @param {string} name */
  const at = (name) => /** @type {HTMLElement} */ (document.getElementById(`text-${name}`));
  const field = /** @type {HTMLTextAreaElement} */ (at("text"));
  const [file, keep] = /** @type {HTMLInputElement[]} */ (["file", "keep"].map(at));
  const progress = /** @type {HTMLProgressElement} */ (at("progress"));
  const [status, desk, cancel, remove] = ["status", "desk", "cancel", "remove"].map(at);
  /** @type {AbortController | null} */
  let running = null; /* that of the current work */

  /** @param {Label} label */
  const say = (label, isFailure = false) => {
    status.classList.toggle("check-failed", isFailure);
    status.replaceChildren(...both(label));
  };

  /** Load the parts of this page and return the record; show an error and return null if that fails. */
  const ready = async () => {
    try {
      return await record();
    } catch {
      say(message("A part of this page cannot be loaded."), true);
      return null;
    }
  };

  const stop = () => {
    running?.abort();
    running = null;
    progress.hidden = cancel.hidden = true;
  };

  const PLACES = {
    browser: message("Kept in this browser until you press Remove."),
    tab: message("It is gone when this tab is closed."),
    page: message("This browser stores nothing, so the text pages cannot show it: read it below, under “The text found”."),
  };

  /** Store the paragraphs where the checkbox says; return the message about it.
      @param {StoredCopy} data */
  const hold = (data) => {
    const where = edition.textKeep.hold(data, keep.checked);
    remove.hidden = false;
    if (!keep.checked || where === "browser") return PLACES[where];
    keep.checked = false;
    return where === "tab" ? message("It cannot be kept (forbidden, or full): it is gone when this tab is closed.") : PLACES.page;
  };

  /** Recognise a text and store the paragraphs found.
      @param {string} text */
  const run = async (text) => {
    stop();
    if (!text.trim()) { say(message("There is no text yet."), true); return; }
    const mine = running = new AbortController();
    const known = await ready();
    if (!known || running !== mine) return;
    if (text.length > edition.largestFile) { say(message("The text is too long ({limit} million characters at most).", { limit: edition.largestFile / 1e6 }), true); return; }
    say(message("Recognising."));
    progress.value = 0;
    progress.hidden = cancel.hidden = false;
    const { recogniseInSlices, RULE } = edition.recognise;
    const { count, show, hide } = edition.textResult;
    let result;
    try {
      result = await recogniseInSlices(text, known, { progress: (share) => { if (running === mine) progress.value = share; }, signal: mine.signal });
    } catch (error) {
      if (running === mine) { stop(); say(message("It cannot be recognised: {error}", { error: error instanceof Error ? error.message : String(error) }), true); }
      return;
    }
    if (running !== mine) return;
    stop();
    const { states, found } = result;
    const [all, exact, altered] = [Object.keys(states).length, count(states, "exact"), count(states, "altered")];
    if (!exact && !altered) {
      hide();
      say(message("No paragraph of this edition’s essay is found in it; nothing has been kept."), true);
      return;
    }
    /** @param {"exact" | "altered"} state @returns {Record<string, string>} */
    const pick = (state) => Object.fromEntries(Object.entries(found).filter(([id]) => states[id] === state).map(([id, { text: own }]) => [id, own]));
    const kept = hold({ rule: RULE, exact: pick("exact"), altered: pick("altered") });
    show(result, text, known.pages);
    const n = { exact, altered, missing: count(states, "missing"), ambiguous: count(states, "ambiguous") };
    const parts = [message("{exact} of {all} exact", { exact, all })];
    if (n.altered) parts.push(message("{n} altered", { n: n.altered }));
    if (n.missing) parts.push(message("{n} missing", { n: n.missing }));
    if (n.ambiguous) parts.push(message("{n} ambiguous", { n: n.ambiguous }));
    say(message("{parts}. {kept}", { parts: edition.joined(parts, message(", ")), kept }));
  };

  /** Put the text of a file into the field and recognise it.
      @param {File} given */
  const open = async (given) => {
    stop();
    const mine = running = new AbortController();
    if (!await ready() || running !== mine) return;
    const { text, problem } = await edition.textFile.read(given);
    if (running !== mine) return;
    file.value = "";
    if (problem) { say(problem, true); return; }
    field.value = text;
    run(text);
  };

  /** Show the stored copy, if there is one. */
  const renew = async () => {
    const known = await ready();
    if (!known) return;
    const copy = edition.textKeep.checked(known);
    const isHeld = edition.textKeep.held() !== null;
    keep.checked = edition.textKeep.isKept();
    remove.hidden = !isHeld;
    if (!copy) {
      edition.textResult.hide();
      if (isHeld) say(message("What is kept was recognised by another rule: give your text again."), true);
      return;
    }
    /** @type {Recognition["states"]} */
    const states = Object.fromEntries(Object.keys(known.paragraphs).map((id) => [id, copy.states[id] ?? "missing"]));
    const found = Object.fromEntries(Object.entries(copy.texts).map(([id, text]) => [id, { text }]));
    edition.textResult.show({ states, found }, "", known.pages);
    say(message("Your copy from before is here."));
  };

  at("run").addEventListener("click", () => run(field.value));
  cancel.addEventListener("click", () => {
    stop();
    say(message("Cancelled; nothing has been kept."));
    at("run").focus();
  });
  remove.addEventListener("click", async () => {
    stop();
    if (!await ready()) return;
    edition.textKeep.remove();
    edition.textResult.hide();
    field.value = file.value = "";
    keep.checked = false;
    remove.hidden = true;
    say(message("Removed: nothing of the text is left in this browser."));
    field.focus();
  });
  keep.addEventListener("change", async () => {
    if (!await ready()) return;
    const data = edition.textKeep.held();
    if (data) say(hold(data));
  });
  field.addEventListener("input", (event) => {
    if (/^insertFrom(Paste|Drop)/.test(/** @type {InputEvent} */ (event).inputType)) run(field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run(field.value);
  });
  edition.takeFiles(desk, file, open);
  ready().then((known) => {
    if (!known) return;
    edition.textKeep.watch(renew);
    if (work && edition.textKeep.held()) renew();
  });
})();
