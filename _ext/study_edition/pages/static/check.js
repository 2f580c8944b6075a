// @ts-check
/* The page check.html: checks a student's essay piece by piece, so that the page remains responsive, and shows the results.
   Nothing is sent or stored, and text is inserted as text, never as HTML. */
(() => {
  "use strict";
  const { base, make, both, name: named, load } = edition;
  const { message, counted } = edition.messages(__MESSAGES__);
  const LARGEST = edition.largestFile;
  const LONG = 100e3; /* characters: in a longer essay only the visible part is laid out */
  const BLOCK = 4000; /* characters of a line after which the view begins a new block */
  /** @typedef {ReturnType<Edition["checker"]>} Checker */
  /** @typedef {CheckData["languages"]} Languages */
  /** @type {Record<Finding["kind"], Label>} */
  const KINDS = {
    right: message("Found"), "no-such-paragraph": message("No such paragraph"), retired: message("Retired"),
    backwards: message("Backwards"), page: message("A page"), elsewhere: message("Another work"),
  };
  const PARTS = /** @type {const} */ (["problems", "right", "elsewhere", "view"]);
  /** @typedef {Record<typeof PARTS[number], HTMLElement>} Parts */
  /** @type {Partial<Record<Finding["kind"], "right" | "elsewhere">>} */
  const LISTS = { right: "right", elsewhere: "elsewhere" }; /* the lists of kinds that are not problems */
  /** @param {string} name */
  const at = (name) => /** @type {HTMLElement} */ (document.getElementById(`check-${name}`));
  const field = /** @type {HTMLTextAreaElement} */ (at("text"));
  const file = /** @type {HTMLInputElement} */ (at("file"));
  const progress = /** @type {HTMLProgressElement} */ (at("progress"));
  const place = /** @type {HTMLOutputElement} */ (at("at"));
  const [previous, next] = /** @type {HTMLButtonElement[]} */ (["previous", "next"].map(at));
  const [status, results] = ["status", "results"].map(at);
  let turn = {}; /* replaced by the next check */
  /** @type {[item: HTMLElement, mark: HTMLElement][]} */
  let problems = []; /* items of the list and marks in the view */
  let current = -1;
  /** @type {Promise<Checker | undefined> | null} */
  let checking = null;

  /** Show a status message.
      @param {Label} label */
  const say = (label, isFailure = false) => {
    status.classList.toggle("check-failed", isFailure);
    status.replaceChildren(...both(label));
  };

  /** Make a link into the edition; it opens a new tab, since leaving the page would lose the pasted text.
      @param {string} href @param {(string | Node)[]} children @param {string} classes */
  const link = (href, children, classes) => {
    const a = make("a", classes, children);
    a.href = new URL(href, base).href;
    a.target = "_blank";
    a.rel = "noopener";
    return a;
  };

  /** Return a promise of the checker, loading the data once; undefined if that fails. */
  const ready = () => checking ??= new Promise((resolve) => {
    window.editionCheckData = (data) => resolve(edition.checker(data));
    load("check-data.js").catch(() => { checking = null; resolve(undefined); });
  });

  /** Show the paragraphs of a locus: a link, and their beginnings to identify them.
      @param {LinkedLocus} locus @param {Languages} languages */
  const paragraphs = ({ names, href, shown, more }, languages) => {
    const head = link(href, both(names), "reference internal");
    /** @param {LinkedLocus["shown"][number]} paragraph */
    const begins = ({ number, texts }) => make("li", "", [
      ...(shown.length > 1 ? [`${number} `] : []),
      ...texts.flatMap((text, i) => (text ? [make("span", "", [text], languages[i]), " "] : [])),
    ]);
    const rest = more ? [make("li", "", both(message("and {n} more", { n: more })))] : [];
    return [make("p", "", [head]), make("ul", "", [...shown.map(begins), ...rest])];
  };

  /** Show the retirement of a paragraph: since when, why, and its successors.
      @param {Retirement} retirement @param {Languages} languages */
  const retirement = ({ href, told, reason, successors }, [own]) => {
    const where = successors.flatMap(([to, ...names]) => [" → ", link(to, both(names), "")]);
    const none = successors.length ? [] : [" ", ...both(message("It has no successor."))];
    const record = link(href, both(message("Record")), "");
    return [
      make("p", "", both(told)),
      make("p", "", [...both(message("Reason")), "：", make("span", "", [reason], own)]),
      make("p", "", [...where, ...none, " （", record, "）"]),
    ];
  };

  /** Make the list entry of a finding; its line number leads to the mark in the view.
      @param {Finding} finding @param {HTMLElement} mark @param {Languages} languages */
  const entry = ({ kind, line, excerpt: [before, written, after], locus, messages, retired, candidates }, mark, languages) => {
    const jump = make("a", "", both(message("line {line}", { line })));
    jump.href = `#${mark.id}`;
    const label = make("span", "check-kind", both(KINDS[kind]));
    const item = make("li", LISTS[kind] ? "" : "check-problem", [
      make("p", "check-head", [label, jump]),
      make("p", "check-excerpt", [before, make("mark", "", [written]), after]),
      ...messages.map((told) => make("p", "", both(told))),
      ...retired.flatMap((told) => retirement(told, languages)),
      ...(locus ? paragraphs(locus, languages) : []),
    ]);
    if (candidates.length) {
      item.append(make("p", "", both(message("Perhaps you meant:"))), ...candidates.flatMap((one) => paragraphs(one, languages)));
    }
    jump.addEventListener("click", (event) => { event.preventDefault(); reveal(mark); mark.focus({ preventScroll: true }); });
    return item;
  };

  /** Make the mark of a reference in the view: a link to its paragraph, or else to its entry in a list.
      @param {string} written @param {Finding} finding @param {string} id */
  const marked = (written, { kind, locus }, id) => {
    const a = locus
      ? link(locus.href, [written], "check-fine reference internal")
      : make("a", kind in LISTS ? "check-other" : "check-bad", [written]);
    a.id = id;
    if (!locus) a.title = named(KINDS[kind]);
    return a;
  };

  /** Move to an entry, from its mark in the view.
      @param {HTMLElement} item */
  const enter = (item) => {
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  /** Return functions that write the text of the essay and the marks in it into a view, with a block for each line.
      @param {HTMLElement} view */
  const writer = (view) => {
    /** @type {HTMLElement | null} */
    let block = null;
    let length = 0;
    /** @param {string | Node} node @param {number} size */
    const put = (node, size) => {
      if (!block || length >= BLOCK) view.append(block = make("div", "check-block", [])), length = 0;
      block.append(node);
      length += size;
    };
    /** @param {string} text */
    const write = (text) => {
      for (const [i, line] of text.split(/\r\n?|\n/).entries()) {
        if (i) { if (!block) put("", 0); block = null; }
        for (let start = 0; start < line.length;) {
          let end = Math.min(start + BLOCK, line.length);
          if (/[\ud800-\udbff]/.test(line[end - 1])) end++;
          put(line.slice(start, end), end - start);
          start = end;
        }
      }
    };
    /** @param {Node} mark */
    const insert = (mark) => put(mark, 1);
    return { write, insert };
  };

  /** Scroll to a mark within the view; the page scrolls only until the view is visible.
      @param {HTMLElement} mark */
  const reveal = (mark) => {
    mark.scrollIntoView({ block: "nearest", behavior: "instant" });
    const view = at("view");
    const [box, frame] = [mark.getBoundingClientRect(), view.getBoundingClientRect()];
    view.scrollTop += box.top - frame.top - frame.height / 3;
  };

  /** Go to a problem; after the last comes the first.
      @param {number} to */
  const go = (to) => {
    if (!problems.length) return;
    for (const element of document.querySelectorAll(".check-current")) element.classList.remove("check-current");
    current = (to + problems.length) % problems.length;
    const [item, mark] = problems[current];
    for (const element of [item, mark]) element.classList.add("check-current");
    place.value = `${current + 1} / ${problems.length}`;
    reveal(mark);
    enter(item);
  };

  /** Clear the results. */
  const forget = () => {
    turn = {};
    problems = [];
    current = -1;
    results.hidden = progress.hidden = true;
    for (const part of PARTS) at(part).replaceChildren();
    place.value = "";
  };

  /** Show the results and a summary.
      @param {Parts} parts @param {number} count */
  const conclude = (parts, count) => {
    for (const part of PARTS) at(part).replaceWith(parts[part]);
    const n = problems.length;
    const all = count + n;
    const others = at("elsewhere").childElementCount;
    results.hidden = !all && !others;
    at("others").hidden = !others;
    previous.disabled = next.disabled = !n;
    if (!n) at("problems").append(make("li", "", both(message("No problems."))));
    if (!count) at("right").append(make("li", "", both(message("None."))));
    if (!all) say(message("No reference to a paragraph was found."));
    else if (!n) say(counted("{all} reference, to a paragraph of this edition.", "{all} references, all to paragraphs of this edition.", all, { all }));
    else say(counted("{n} of {all} references has a problem.", "{n} of {all} references have a problem.", n, { n, all }));
  };

  /** Check the text in the field. */
  const run = async () => {
    const text = field.value;
    forget();
    const mine = turn;
    if (!text.trim()) { say(message("There is no text yet.")); return; }
    const checker = await ready();
    if (turn !== mine) return;
    if (!checker) {
      say(message("The edition’s data (check-data.js) cannot be loaded."), true);
      return;
    }
    const { check, languages } = checker;
    say(message("Checking."));
    progress.value = 0;
    progress.hidden = false;
    results.classList.toggle("check-long", text.length > LONG);
    /* The results are assembled outside the page and inserted at once, since the theme's icon script searches the page after every change. */
    const parts = /** @type {Parts} */ (Object.fromEntries(PARTS.map((part) => [part, at(part).cloneNode(false)])));
    const { write, insert } = writer(parts.view);
    let from = 0, count = 0, serial = 0;
    /** @param {HTMLAnchorElement} mark @param {HTMLElement} item @param {() => void} go */
    const leadsTo = (mark, item, go) => {
      item.tabIndex = -1;
      mark.href = `#${item.id}`;
      mark.addEventListener("click", (event) => { event.preventDefault(); go(); });
    };
    for (const { findings, reached } of check(text)) {
      await new Promise((resolve) => setTimeout(resolve)); /* let the page respond */
      if (turn !== mine) return;
      for (const finding of findings) {
        const { start, end, kind } = finding;
        const mark = marked(text.slice(start, end), finding, `check-mark-${++serial}`);
        const item = entry(finding, mark, languages);
        write(text.slice(from, start));
        insert(mark);
        from = end;
        item.id = `check-${serial}`;
        parts[LISTS[kind] ?? "problems"].append(item);
        if (kind === "right") count++;
        else if (kind === "elsewhere") leadsTo(mark, item, () => enter(item));
        else {
          const number = problems.push([item, mark]) - 1;
          leadsTo(mark, item, () => go(number));
        }
      }
      write(text.slice(from, reached));
      from = reached;
      progress.value = reached / text.length;
    }
    progress.hidden = true;
    conclude(parts, count);
  };

  /** Put the text of a file into the field and check it.
      @param {File} opened */
  const open = async (opened) => {
    const mine = turn = {};
    if (opened.size > LARGEST) { say(message("{name} is too large ({size} MB at most).", { name: opened.name, size: LARGEST / 1e6 }), true); return; }
    let text;
    try { text = edition.textOf(new Uint8Array(await opened.arrayBuffer())); } catch { text = null; }
    if (turn !== mine) return;
    if (text === null) {
      say(message("{name} cannot be read as plain text: copy and paste its text, or use edition verify.", { name: opened.name }), true);
      return;
    }
    field.value = text;
    run();
  };

  at("run").addEventListener("click", run);
  at("clear").addEventListener("click", () => {
    forget();
    field.value = "";
    file.value = "";
    say(message("Cleared."));
    field.focus();
  });
  field.addEventListener("input", (event) => {
    if (/^insertFrom(Paste|Drop)/.test(/** @type {InputEvent} */ (event).inputType)) { run(); return; }
    if (!results.hidden || !progress.hidden) say(message("The text has changed: check it again."));
    turn = {};
    progress.hidden = true;
  });
  edition.takeFiles(at("desk"), file, open);
  previous.addEventListener("click", () => go(current < 0 ? -1 : current - 1));
  next.addEventListener("click", () => go(current + 1));
  document.addEventListener("keydown", (event) => {
    if (event.key === "F8" && problems.length && !results.hidden) {
      event.preventDefault();
      go(event.shiftKey ? (current < 0 ? -1 : current - 1) : current + 1);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === field) {
      event.preventDefault();
      run();
    }
  });
  ready();
})();
