// @ts-check
/* Shows the result of a recognition: a bar, counts, paragraphs that are not exact, leftover lines, and the text found. */
(() => {
  "use strict";
  const { make, both, name: named, paragraphs, base } = edition;
  const { message, counted } = edition.messages(__MESSAGES__);
  const MOST = 60; /* leftover lines that are listed */
  /** @typedef {Recognition["states"][string]} State */
  /** @type {Record<State, Label>} */
  const STATES = { exact: message("Exact"), altered: message("Altered"), missing: message("Missing"), ambiguous: message("Ambiguous") };
  const WHERE = { before: message("before"), between: message("between"), after: message("after") };
  const ALL = /** @type {State[]} */ (Object.keys(STATES));
  /** @param {string} name */
  const at = (name) => /** @type {HTMLElement} */ (document.getElementById(`text-${name}`));
  /** @param {string} id */
  const numberOf = (id) => Number(id.slice(1));

  /** @param {Recognition["states"]} states @param {State} state */
  const count = (states, state) => Object.values(states).filter((each) => each === state).length;

  /** Return paragraphs as ranges: [[3, 5], [9, 9]].
      @param {string[]} ids */
  const ranges = (ids) => {
    /** @type {Pair[]} */
    const found = [];
    for (const number of ids.map(numberOf).sort((a, b) => a - b)) {
      const last = found.at(-1);
      if (last?.[1] === number - 1) last[1] = number;
      else found.push([number, number]);
    }
    return found;
  };

  /** Make a link to a paragraph or range, on the page of the first.
      @param {Pair} range @param {TextRecord["pages"]} pages */
  const link = ([first, last], pages) => {
    const span = first === last ? `${first}` : `${first}-${last}`;
    const a = make("a", "reference internal", both(paragraphs(span)));
    const [page] = pages.find(([, numbers]) => numbers.includes(first)) ?? [`p/${first}.html`];
    a.href = new URL(`${page}#p${span}`, base).href;
    return a;
  };

  /** @param {Recognition["states"]} states */
  const bar = (states) => {
    at("bar").replaceChildren(...ALL.filter((state) => count(states, state)).map((state) => {
      const part = make("span", `text-${state}`, []);
      part.style.flexGrow = String(count(states, state));
      return part;
    }));
    at("bar").setAttribute("aria-label", ALL.map((state) => `${named(STATES[state])} ${count(states, state)}`).join(message(", ")[0]));
    at("counts").replaceChildren(...ALL.map((state) =>
      make("li", "", [make("span", `text-key text-${state}`, []), ...both(STATES[state]), " ", make("strong", "", [`${count(states, state)}`])])));
  };

  /** Show the result of a recognition, or what is known of a stored copy.
      @type {Edition["textResult"]["show"]} */
  const show = ({ states, found, leftover }, text, pages) => {
    bar(states);
    at("pages").replaceChildren(...both(message("Read:")), ...pages.flatMap(([, numbers]) => [" ", link([Math.min(...numbers), Math.max(...numbers)], pages)]));
    const others = /** @type {const} */ (["altered", "ambiguous", "missing"]).flatMap((state) => {
      const ids = Object.keys(states).filter((id) => states[id] === state);
      /** @type {Pair[]} */
      const spans = state === "missing" ? ranges(ids) : ids.map((id) => [numberOf(id), numberOf(id)]);
      return spans.map((span) => {
        const line = found[`p${span[0]}`]?.line;
        const where = line && state === "altered" ? both(message("(line {line})", { line })) : [];
        return make("li", "", [make("span", "text-state", both(STATES[state])), " ", link(span, pages), " ", ...where]);
      });
    });
    at("others").replaceChildren(...others);
    at("others-part").hidden = !others.length;
    const left = leftover ?? [];
    const lines = text.split(/\r\n|\r|\n/);
    const sum = left.reduce((all, { characters }) => all + characters, 0);
    at("left-sum").replaceChildren(...both(message("{lines}, {characters}: neither paragraphs nor headings of this edition.", {
      lines: counted("{n} line", "{n} lines", left.length, { n: left.length }), characters: counted("{n} character", "{n} characters", sum, { n: sum }),
    })));
    at("left").replaceChildren(...left.slice(0, MOST).map(({ line, characters, where }) => {
      const words = Array.from((lines[line - 1] ?? "").trim());
      const head = words.slice(0, 24).join("") + (words.length > 24 ? "…" : "");
      return make("li", "", [...both(message("line {line}, {n} characters ({where})", { line, n: characters, where: WHERE[where] })), " ", make("q", "", [head])]);
    }), ...(left.length > MOST ? [make("li", "", both(counted("and {n} more line", "and {n} more lines", left.length - MOST, { n: left.length - MOST })))] : []));
    at("left-part").hidden = !left.length;
    at("found").replaceChildren(...Object.keys(found).sort((a, b) => numberOf(a) - numberOf(b)).map((id) =>
      make("li", "", [link([numberOf(id), numberOf(id)], pages), " ", make("span", "", [edition.textKeep.folded(found[id].text)])])));
    at("results").hidden = false;
  };

  const hide = () => {
    for (const name of ["bar", "counts", "others", "left", "found"]) at(name).replaceChildren();
    at("results").hidden = true;
  };

  edition.textResult = { show, hide, count };
})();
