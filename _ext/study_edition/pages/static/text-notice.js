// @ts-check
/* On a text page: puts the paragraphs of the reader's copy into their rows, with a notice at the top that has buttons to hide the text,
   to open all précis and to remove the copy. */
(() => {
  "use strict";
  const { make, both, name: named, work, load } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const { record, words } = /** @type {NonNullable<Edition["text"]>} */ (edition.text);
  const HIDDEN = `edition-text-hidden:${work}`;
  const root = document.documentElement;
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".edition-row")]);
  /** @type {HTMLAnchorElement | null} */
  const way = document.querySelector(".edition-have"); /* the link to my-text.html */
  /** @type {ReturnType<Edition["textRows"]> | undefined} */
  let shower;
  /** @type {TextRecord | undefined} */
  let known;

  /** @param {Label} words @param {() => void} act */
  const button = (words, act) => {
    const element = make("button", "", both(words));
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };

  const told = make("p", "edition-copy-told", []);
  told.setAttribute("role", "status");
  /** @param {Label} label */
  const say = (label) => { told.replaceChildren(...both(label)); };

  /** Return whether the reader has hidden the text in this tab. */
  const isHidden = () => { try { return sessionStorage.getItem(HIDDEN) !== null; } catch { return root.dataset.text === "hidden"; } };
  /** @param {boolean} isToHide */
  const remember = (isToHide) => {
    try { if (isToHide) sessionStorage.setItem(HIDDEN, ""); else sessionStorage.removeItem(HIDDEN); } catch { /* applies to this page */ }
    root.dataset.text = isToHide ? "hidden" : "shown";
  };

  /** @returns {HTMLDetailsElement[]} */
  const folds = () => rows.flatMap((row) => [.../** @type {NodeListOf<HTMLDetailsElement>} */ (row.querySelectorAll(".edition-precis-fold"))]);
  const hide = button(message("Hide the text"), () => {
    remember(root.dataset.text !== "hidden");
    inPlace(render);
    if (root.dataset.text === "hidden") say(message("The text is hidden."));
    else say(message("The text is shown."));
  });
  const open = button(message("Open all précis"), () => {
    const isToOpen = folds().some((fold) => !fold.open);
    inPlace(() => { for (const fold of folds()) fold.open = isToOpen; });
    label();
  });
  const remove = button(message("Remove"), () => {
    edition.textKeep.remove();
    render();
    say(message("Your copy has been removed from this browser."));
    way?.focus();
  });
  remove.setAttribute("aria-label", named(message("Remove your copy")));

  const label = () => {
    const isOpen = folds().length > 0 && folds().every((fold) => fold.open);
    open.replaceChildren(...both(isOpen ? message("Close all précis") : message("Open all précis")));
    hide.replaceChildren(...both(root.dataset.text === "hidden" ? message("Show the text") : message("Hide the text")));
    open.hidden = root.dataset.text === "hidden" || !folds().length;
  };

  const head = make("p", "edition-copy-head", []);
  const notice = make("div", "edition-copy", [head, make("p", "edition-copy-acts", [hide, " ", open, " ", remove])]);
  notice.lang = edition.language;
  notice.setAttribute("role", "region");
  notice.setAttribute("aria-label", named(message("Your copy")));

  /** Write the text of the notice.
      @param {CheckedCopy} copy */
  const describe = ({ states, lost }) => {
    const own = rows.map((row) => states[`p${row.dataset.number}`] ?? "missing");
    /** @param {string} state */
    const count = (state) => own.filter((each) => each === state).length;
    const [altered, missing] = [count("altered"), count("missing")];
    const where = edition.textKeep.isKept() ? message("Kept in this browser.") : message("Gone when this tab is closed.");
    const parts = [message("Your own copy of the text, shown on this screen only."), where];
    if (altered) parts.push(message("{n} altered.", { n: altered }));
    if (missing) parts.push(message("{n} not in your copy.", { n: missing }));
    if (lost) parts.push(message("The record has changed: {n} not shown; give your text again.", { n: lost }));
    const more = make("a", "reference internal", both(message("Details")));
    more.href = way?.href ?? "#";
    head.replaceChildren(...both(edition.joined(parts)), ...(way ? [" ", more] : []));
  };

  /** Update the rows and the notice to the stored copy. */
  const render = () => {
    if (!shower || !known) return;
    const copy = edition.textKeep.checked(known);
    shower.clear(rows);
    if (!copy) {
      notice.remove();
      delete root.dataset.text;
      return;
    }
    root.dataset.text = isHidden() ? "hidden" : "shown";
    describe(copy);
    if (!notice.isConnected) told.before(notice);
    if (root.dataset.text === "shown") {
      for (const row of rows) {
        const id = `p${row.dataset.number}`;
        if (copy.states[id]) shower.show(row, copy.texts[id], copy.states[id]);
        else shower.lack(row);
      }
    }
    label();
  };

  /** Make a change and keep the row that is being read at its position in the window.
      @param {() => void} change */
  const inPlace = (change) => {
    const row = rows.find((each) => each.getBoundingClientRect().bottom > 80);
    const top = row?.getBoundingClientRect().top ?? 0;
    change();
    if (row && row !== rows[0] && root.dataset.writing !== "vertical") scrollBy({ top: row.getBoundingClientRect().top - top, behavior: "instant" });
  };

  /** Scroll to the target of the address again, which may have moved or be in a fold. */
  const aim = () => {
    const target = document.getElementById(location.hash.slice(1)); /* ids are ASCII */
    /** @type {HTMLDetailsElement | null | undefined} */
    const fold = target?.closest(".edition-precis-fold");
    if (fold) fold.open = true;
    if (target) location.replace(location.hash); /* also for the selector :target */
    else if (location.hash) dispatchEvent(new Event("hashchange"));
  };

  const start = async () => {
    const [data, marks] = await Promise.all([record(), words(), load("_static/text.css")]);
    known = data;
    shower = edition.textRows(marks);
    document.querySelector(".edition-legend")?.after(told);
    render();
    edition.textKeep.watch(() => inPlace(render));
    document.addEventListener("toggle", ({ target }) => { if (/** @type {Element} */ (target).matches?.(".edition-precis-fold")) label(); }, true);
    if (scrollY < 5 || location.hash) aim();
  };

  start().catch(() => { root.dataset.text = "off"; });
})();
