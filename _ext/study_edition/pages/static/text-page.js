/* The page my-text.html: recognises the reader's copy in slices, so that the page remains responsive, and stores it in the browser.
   Nothing is sent, and text is inserted as text, never as HTML. */
(() => {
  "use strict";
  const { both, work } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const { record } = edition.text;
  const at = (name) => document.getElementById(`text-${name}`);
  const [field, file, keep, status, progress, desk, cancel, remove] = ["text", "file", "keep", "status", "progress", "desk", "cancel", "remove"].map(at);
  let running = null; /* the AbortController of the current work */
  let known;

  const say = (label, isFailure = false) => {
    status.classList.toggle("check-failed", isFailure);
    status.replaceChildren(...both(label));
  };

  /** Load the parts of this page; show an error and return false if that fails. */
  const ready = async () => {
    try {
      known = await record();
      return true;
    } catch {
      say(message("A part of this page cannot be loaded."), true);
      return false;
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

  /** Store the paragraphs where the checkbox says; return the message about it. */
  const hold = (data) => {
    const where = edition.textKeep.hold(data, keep.checked);
    remove.hidden = false;
    if (!keep.checked || where === "browser") return PLACES[where];
    keep.checked = false;
    return where === "tab" ? message("It cannot be kept (forbidden, or full): it is gone when this tab is closed.") : PLACES.page;
  };

  /** Recognise a text and store the paragraphs found. */
  const run = async (text) => {
    stop();
    if (!text.trim()) { say(message("There is no text yet."), true); return; }
    const mine = running = new AbortController();
    if (!await ready() || running !== mine) return;
    if (text.length > edition.textFile.LARGEST) { say(message("The text is too long (20 million characters at most)."), true); return; }
    say(message("Recognising."));
    progress.value = 0;
    progress.hidden = cancel.hidden = false;
    const { recogniseInSlices, RULE } = edition.recognise;
    const { count, show, hide } = edition.textResult;
    let result;
    try {
      result = await recogniseInSlices(text, known, { progress: (share) => { if (running === mine) progress.value = share; }, signal: mine.signal });
    } catch (error) {
      if (running === mine) { stop(); say(message("It cannot be recognised: {error}", { error: error.message }), true); }
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
    const pick = (state) => Object.fromEntries(Object.entries(found).filter(([id]) => states[id] === state).map(([id, { text: own }]) => [id, own]));
    const kept = hold({ rule: RULE, exact: pick("exact"), altered: pick("altered") });
    show(result, text, known.pages);
    const n = { exact, altered, missing: count(states, "missing"), ambiguous: count(states, "ambiguous") };
    const rest = [n.altered && message("{n} altered", { n: n.altered }), n.missing && message("{n} missing", { n: n.missing }),
      n.ambiguous && message("{n} ambiguous", { n: n.ambiguous })].filter((part) => part);
    const parts = [message("{exact} of {all} exact", { exact, all }), ...rest];
    say(message("{parts}. {kept}", { parts: edition.joined(parts, message(", ")), kept }));
  };

  /** Put the text of a file into the field and recognise it. */
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
    if (!await ready()) return;
    const copy = edition.textKeep.checked(known);
    const isHeld = edition.textKeep.held() !== null;
    keep.checked = edition.textKeep.isKept();
    remove.hidden = !isHeld;
    if (!copy) {
      edition.textResult.hide();
      if (isHeld) say(message("What is kept was recognised by another rule: give your text again."), true);
      return;
    }
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
  field.addEventListener("input", ({ inputType }) => { if (/^insertFrom(Paste|Drop)/.test(inputType)) run(field.value); });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run(field.value);
  });
  edition.takeFiles(desk, file, open);
  ready().then((isReady) => {
    if (!isReady) return;
    edition.textKeep.watch(renew);
    if (work && edition.textKeep.held()) renew();
  });
})();
