// @ts-check
/* The search page, and the search dialog that Ctrl+K opens on any page: results appear while the reader types. */
(() => {
  "use strict";
  const { base, kinds, make, both, load } = edition;
  const { message, counted } = edition.messages(__MESSAGES__);
  const AT_ONCE = 60; /* results added at once; the next ones are added when the browser is idle */
  const BEST = 12; /* results in the dialog */
  /** @typedef {ReturnType<Edition["finder"]["finder"]>} Find */
  /** @type {Promise<SearchData> | null} */
  let index = null;
  /** @type {Promise<Find | void> | null} */
  let search = null;

  addEventListener("edition-text", () => { search = null; }); /* the reader's copy of the text has been added or removed */

  const indexed = () => index ??= new Promise((resolve, reject) => {
    window.editionSearchIndex = resolve;
    load("search-index.js").catch(reject);
  });

  /** Return what the reader's copy adds to the index; nothing if there is none or its scripts fail.
      @returns {Promise<Partial<SearchData>>} */
  const held = async () => {
    if (!document.documentElement.dataset.text) return {};
    try {
      await load("_static/text.js", "_static/text-search.js");
      return await edition.textSearch();
    } catch { return {}; }
  };

  /** Return a promise of the search function, loading the index on first use; undefined if that fails. */
  const finder = () => search ??= Promise.all([indexed(), held()]).then(
    ([data, more]) => edition.finder.finder({ ...data, ...more }),
    () => { index = search = null; },
  );

  /** Return a text as nodes with its matches in <mark>; unless *isWhole*, only the matches and their surroundings.
      @type {(text: string, spans: Pair[], isWhole: boolean) => (string | HTMLElement)[]} */
  const marked = (text, spans, isWhole) => {
    /** @type {(string | HTMLElement)[]} */
    const children = [];
    let at = 0;
    /** @param {number} to */
    const pass = (to) => {
      const between = text.slice(at, to);
      const head = (at || !spans.length ? /^(?:.{0,60}(?!\w)|)/su.exec(between)?.[0] : null) ?? ""; /* does not cut a Latin word */
      const tail = (to < text.length ? /(?<!\w).{0,24}$|$/su.exec(between)?.[0] : null) ?? "";
      children.push(...(isWhole || head.length + tail.length >= between.length ? [between] : [head, "…", tail]));
    };
    for (const [start, end] of spans) {
      pass(start);
      children.push(make("mark", "", [text.slice(start, end)]));
      at = end;
    }
    pass(text.length);
    return children;
  };

  /** Make the list item of a result: a link with kind, title and the texts that match, or else the first text.
      @param {SearchPlace} place @param {string[]} words */
  const item = ({ kind, href, label, parts }, words) => {
    /** @type {(string | HTMLElement)[]} */
    const title = label ? [label] : [];
    /** @type {HTMLElement[]} */
    const texts = [];
    /** @type {HTMLElement | undefined} */
    let other;
    for (const part of parts) {
      const { text, spans, lang, around: [before = "", after = ""], isBody, isAlias } = edition.finder.shown(part, words);
      if (!isBody && (!isAlias || spans.length)) {
        title.push(title.length ? "　" : "", before, make("span", "", marked(text, spans, true), lang), after);
      } else if (isBody && (spans.length || !other)) {
        const line = make("span", "search-text", marked(text, spans, false), lang);
        if (spans.length) texts.push(line);
        other ??= line;
      }
    }
    const context = texts.length || !other ? texts : [other];
    const link = make("a", "", [make("span", "search-kind", both(kinds[kind])), make("span", "search-title", title), ...context]);
    link.href = new URL(href, base).href;
    return make("li", "", [link]);
  };

  /** @type {WeakMap<HTMLElement, object>} */
  const turns = new WeakMap(); /* list to a mark of the query whose results it shows */

  /** Show results in a list, the first at once and the others when the browser is idle.
      @param {HTMLElement} list @param {SearchPlace[]} places @param {string[]} words */
  const fill = (list, places, words) => {
    const turn = {};
    turns.set(list, turn);
    let done = 0;
    const more = () => {
      if (turns.get(list) !== turn) return;
      list.append(...places.slice(done, done += AT_ONCE).map((place) => item(place, words)));
      list.ariaBusy = String(done < places.length);
      if (done < places.length) (window.requestIdleCallback ?? setTimeout)(more);
    };
    list.replaceChildren();
    more();
  };

  /** Return the status of a query: the number of results, or why there are none.
      @param {string} query @param {SearchResult} result */
  const told = (query, { words, main, elsewhere }) => {
    const n = main.length;
    if (!query.trim()) return [];
    if (!words.length) return both(message("Two characters or more."));
    if (n) return both(counted("{n} place", "{n} places", n, { n }));
    return both(elsewhere.length ? message("Only on other pages.") : message("Nothing found."));
  };

  /** Search whenever *input* changes, and call *show* with the query and the results.
      @param {HTMLInputElement} input @param {HTMLElement} status @param {(query: string, result: SearchResult) => void} show */
  const watch = (input, status, show) => {
    const run = async () => {
      const find = await finder();
      if (!find) {
        status.replaceChildren(...both(message("The search index cannot be loaded.")));
        return;
      }
      const found = find(input.value);
      status.replaceChildren(...told(input.value, found));
      show(input.value, found);
    };
    input.addEventListener("input", run);
    return run;
  };

  /** Return a page's address with a query.
      @param {string} page @param {string} query */
  const address = (page, query) => {
    const url = new URL(page);
    url.hash = "";
    if (query.trim()) url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    return url.href;
  };

  /** Set up the search page.
      @param {HTMLFormElement} form @param {HTMLElement} results @param {HTMLElement} elsewhere @param {HTMLElement} status */
  const onPage = (form, results, elsewhere, status) => {
    const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
    const others = /** @type {HTMLElement} */ (elsewhere.querySelector("ol"));
    let timer = 0;
    const remember = () => {
      try { history.replaceState(history.state, "", address(location.href, input.value)); } catch { /* some browsers limit the number of calls */ }
    };
    const run = watch(input, status, (query, found) => {
      fill(results, found.main, found.words);
      fill(others, found.elsewhere, found.words);
      elsewhere.hidden = !found.elsewhere.length;
      clearTimeout(timer);
      timer = setTimeout(remember, 250);
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
    input.value = new URLSearchParams(location.search).get("q") ?? input.value;
    run();
  };

  /** Set up the search dialog, which the theme opens.
      @param {HTMLDialogElement} box */
  const inBox = (box) => {
    /** @param {string} selector */
    const find = (selector) => /** @type {HTMLElement} */ (box.querySelector(selector));
    const form = /** @type {HTMLFormElement} */ (find("form"));
    const input = /** @type {HTMLInputElement} */ (find("input"));
    const list = find("ol");
    const all = find(".search-all");
    const link = /** @type {HTMLAnchorElement} */ (find(".search-all a"));
    watch(input, find("[role=status]"), (query, { words, main, elsewhere }) => {
      const places = [...main, ...elsewhere];
      fill(list, places.slice(0, BEST), words);
      all.hidden = places.length <= BEST;
      link.href = address(form.action, query);
    });
    input.addEventListener("focus", finder);
    box.addEventListener("click", (event) => { if (/** @type {Element} */ (event.target).closest("a")) box.close(); });
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      /** @type {NodeListOf<HTMLElement>} */
      const links = box.querySelectorAll("li a, .search-all:not([hidden]) a");
      const stops = [input, ...links];
      const next = step && !event.isComposing && stops[stops.findIndex((stop) => stop === document.activeElement) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  };

  /** @type {HTMLFormElement | null} */
  const form = document.querySelector(".search-form");
  const [results, elsewhere, status] = ["results", "elsewhere", "status"].map((name) => document.getElementById(`search-${name}`));
  /** @type {HTMLDialogElement | null} */
  const box = document.querySelector(".search-dialog");
  if (form && results && elsewhere && status) onPage(form, results, elsewhere, status);
  if (box) inBox(box);
})();
