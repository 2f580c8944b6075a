// @ts-check
/* The citation dialog: essay or précis, paragraphs, style and language; the citation to copy or save. The choices are stored in this
   browser. */
(() => {
  "use strict";
  const { both, html, name: named } = edition;
  const { message } = edition.messages(__MESSAGES__);
  const KEY = "edition-cite";
  const NOTES = new Set(["chicago", "ja-note"]); /* styles that cite in notes */
  /** @type {Record<string, Label>} */
  const KINDS = { note: message("Note"), term: message("Term"), essay: message("The essay"), precis: message("The précis") };
  const FORM = `
<form method="dialog" class="cite-sheet">
<header><p class="cite-kind"></p><h2 id="cite-title"></h2><button class="cite-close">×</button></header>
<p class="cite-whose"></p>
<div class="cite-choices">
<fieldset class="cite-words"><legend>${html(message("Words to cite"))}</legend>
<label><input type="radio" name="words" value="essay">${html(message("The essay"))}</label>
<label><input type="radio" name="words" value="precis">${html(message("The précis"))}</label></fieldset>
<fieldset class="cite-range"><legend>${html(message("Paragraphs"))}</legend>
<input type="number" name="first" aria-describedby="cite-wrong"><span aria-hidden="true">–</span>
<input type="number" name="last" aria-describedby="cite-wrong">
<label>${html(message("also"))} <input type="text" name="others" placeholder="24, 30-31" autocomplete="off" aria-describedby="cite-wrong"></label></fieldset>
<label class="cite-style"><span>${html(message("Style"))}</span><select name="style"></select></label>
<fieldset class="cite-lang"><legend>${html(message("Your text"))}</legend>
<label><input type="radio" name="lang" value="ja">${html(message("Japanese"))}</label>
<label><input type="radio" name="lang" value="en">${html(message("English"))}</label></fieldset>
</div>
<p id="cite-wrong" class="cite-wrong" role="status"></p>
<section class="cite-found" aria-labelledby="cite-in-text"><h3 id="cite-in-text"></h3><button type="button" name="copy-in-text" autofocus></button><p class="cite-text"></p></section>
<section class="cite-found" aria-labelledby="cite-entry"><h3 id="cite-entry"></h3><button type="button" name="copy-entry"></button><p class="cite-text"></p><pre class="cite-text" tabindex="0"></pre></section>
<section class="cite-found" aria-labelledby="cite-address"><h3 id="cite-address">${html(message("Permanent address"))}</h3><button type="button" name="copy-address"></button><p class="cite-text"></p></section>
<p class="cite-told" role="status"></p>
<footer><p class="cite-files"><span>${html(message("Save to a file"))}</span></p><p class="cite-quiet"></p></footer>
</form>`;

  /** @typedef {"style" | "lang" | "words"} Choice */
  /** @typedef {{plain: string, html: string}} Copied */
  /** @typedef {HTMLInputElement | HTMLSelectElement | RadioNodeList} Control */

  /** Return the stored choices, whatever they are.
      @returns {Partial<Record<Choice, unknown>>} */
  const recall = () => {
    try { return JSON.parse(localStorage.getItem(KEY) ?? "null") ?? {}; } catch { return {}; }
  };

  /** @type {Record<string, string>} */
  const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  /** @param {string} text */
  const escape = (text) => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign]);

  /** Make the dialog and return a function that shows a target in it.
      @type {Edition["citeDialog"]} */
  edition.citeDialog = (data, root) => {
    const fill = edition.citeFill(data);
    const { joined } = edition.citeFill;
    const { format, listed, missing, read } = edition.loci;
    const [on, off] = data.italic;
    const address = data.address || (/^http/.test(root.protocol) ? root.href : "");
    const numbers = new Set(data.known.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)));
    const extent = listed(data.known);
    const choice = { style: "apa", lang: document.documentElement.lang.startsWith("ja") ? "ja" : "en", words: "essay" };
    const CHOICES = /** @type {const} */ (["style", "lang", "words"]);
    const choices = { style: Object.keys(data.names), lang: ["ja", "en"], words: Object.keys(data.templates.apa.ja) };
    const recalled = recall();
    for (const name of CHOICES) choice[name] = choices[name].find((value) => value === recalled[name]) ?? choice[name];

    const dialog = document.createElement("dialog");
    dialog.className = "cite-dialog";
    dialog.setAttribute("aria-labelledby", "cite-title");
    dialog.innerHTML = FORM; /* the engine's own words alone */
    /** @param {string} selector */
    const find = (selector) => /** @type {HTMLElement} */ (dialog.querySelector(selector));
    find(".cite-close").setAttribute("aria-label", named(message("Close")));
    const form = /** @type {HTMLFormElement} */ (find("form"));
    const fields = /** @type {HTMLFormControlsCollection & Record<"first" | "last" | "others", HTMLInputElement> & Record<Choice, Control> & {style: HTMLSelectElement}} */ (form.elements);
    fields.first.setAttribute("aria-label", named(message("First paragraph")));
    fields.last.setAttribute("aria-label", named(message("Last paragraph")));
    if (!data.templates.apa.ja.precis) find('label:has([value="precis"])').remove(); /* the edition prints the essay itself */
    const [inText, entry, place] = /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(".cite-found"));
    /** @type {CiteTarget | null} */
    let own = null; /* the note or term that is cited; null for paragraphs, which are in the fields */
    /** @type {Record<string, Copied> | null} */
    let shown = null; /* name of a button to the text that it copies */

    for (const isData of [false, true]) {
      const group = document.createElement("optgroup");
      group.label = named(isData ? message("Data") : message("In prose"));
      const styles = Object.entries(data.names).filter(([id]) => id in data.files === isData);
      group.append(...styles.map(([id, [japanese, english]]) => new Option(named([japanese, english], " / "), id)));
      fields.style.append(group);
    }
    for (const section of [inText, entry, place]) {
      const button = /** @type {HTMLButtonElement} */ (section.querySelector("button"));
      button.append(...both(message("Copy")));
      button.id = button.name;
      button.setAttribute("aria-labelledby", `${button.id} ${section.getAttribute("aria-labelledby")}`);
    }
    for (const ending of ["bib", "ris", "json", "txt"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.value = ending;
      button.textContent = `.${ending}`;
      find(".cite-files").append(button);
    }

    /** Read the paragraphs in the fields, or return what is wrong with them.
        @returns {{ranges: Pair[], wrong?: undefined} | {ranges?: undefined, wrong: Label}} */
    const asked = () => {
      const first = Number(fields.first.value);
      const last = Number(fields.last.value || first);
      const others = fields.others.value.trim();
      if (!fields.first.value) return { wrong: message("Give the number of a paragraph.") };
      if (last < first) return { wrong: message("{range} is not in ascending order.", { range: `${first}–${last}` }) };
      const reading = others ? read(others) : null;
      if (reading && !reading.locus) {
        const [meant] = reading.candidates;
        return { wrong: meant ? message("“{written}” is no paragraph’s number ({meant}?).", { written: others, meant: format(meant) })
          : message("“{written}” is no paragraph’s number.", { written: others }) };
      }
      /** @type {Pair[]} */
      const ranges = [[first, last], ...(reading?.locus ?? [])];
      const [gone] = missing(ranges, numbers);
      if (gone !== undefined) return { wrong: message("There is no ¶{number} ({extent}).", { number: gone, extent }) };
      return { ranges: joined(ranges) };
    };

    /** Return the target described by the fields, or null after showing an error.
        @returns {CiteTarget | null} */
    const current = () => {
      if (own) return own;
      const { ranges, wrong } = asked();
      for (const name of /** @type {const} */ (["first", "last", "others"])) fields[name].setAttribute("aria-invalid", String(!ranges));
      find(".cite-wrong").replaceChildren(...(wrong ? both(wrong) : []));
      if (!ranges) return null;
      const id = ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join("-and-");
      return { words: fields.words.value, ranges, id: `p${id}`, path: `p/${ranges[0][0]}.html` };
    };

    /** Show a citation in an element and return it.
        @type {(element: HTMLElement, text: string, lang: string) => Copied} */
    const put = (element, text, lang) => {
      const html = escape(text).replaceAll(on, "<i>").replaceAll(off, "</i>");
      element.innerHTML = html;
      element.lang = lang;
      return { plain: text.replaceAll(on, "").replaceAll(off, ""), html };
    };

    /** @param {string} style @param {CiteTarget} cited */
    const made = (style, cited) => {
      const now = new Date(); /* the date of access */
      return fill(style, choice.lang, cited, address, [now.getFullYear(), now.getMonth() + 1, now.getDate()]);
    };

    const render = () => {
      const cited = current();
      const isData = choice.style in data.files;
      shown = null;
      find(".cite-told").replaceChildren();
      form.classList.toggle("cite-is-wrong", !cited);
      /** @type {NodeListOf<HTMLButtonElement>} */
      const buttons = dialog.querySelectorAll("button:not(.cite-close)");
      for (const button of buttons) button.disabled = !cited;
      if (!cited) return;
      const { words, ranges } = cited;
      const signed = cited.author ? data.authors[cited.author] : undefined;
      /** @type {Label} */
      const author = words === "essay" ? data.essay : signed ? [signed.ja_natural, signed.natural] : data.editors;
      const where = ranges.length ? both(format(ranges)) : [];
      find(".cite-kind").replaceChildren(...both(message("Cite")));
      if (cited.title) find("h2").replaceChildren(...(words === "term" ? both([cited.title, cited.english || cited.title]) : [`${cited.title} `, edition.make("span", "cite-where", where)]));
      else find("h2").replaceChildren(...where);
      const whose = words === "precis" ? message("The words of {author}, not of {other}.", { author, other: data.essay })
        : words === "essay" ? message("The words of {author}, by the numbers of this edition.", { author })
          : message("{kind}. The words of {author}.", { kind: KINDS[words], author });
      find(".cite-whose").replaceChildren(...both(whose));

      const [called, record] = made(choice.style, cited);
      const [text, pre] = /** @type {NodeListOf<HTMLElement>} */ (entry.querySelectorAll(".cite-text"));
      /** @param {HTMLElement} section */
      const textIn = (section) => /** @type {HTMLElement} */ (section.querySelector(".cite-text"));
      find("#cite-in-text").replaceChildren(...(isData ? both(message("Call in the text")) : NOTES.has(choice.style) ? both(message("Note")) : both(message("In the text"))));
      find("#cite-entry").replaceChildren(...(isData ? both(message("Record")) : both(message("List of works"))));
      inText.hidden = !called;
      inText.classList.toggle("cite-data", isData);
      text.hidden = isData;
      pre.hidden = !isData;
      pre.tabIndex = 0; /* the theme removes it from hidden elements */
      place.hidden = !address;
      shown = {
        "copy-in-text": put(textIn(inText), called, isData ? "" : choice.lang),
        "copy-entry": put(isData ? pre : text, record, isData ? "" : choice.lang),
        "copy-address": put(textIn(place), address && address + cited.path, ""),
      };
      if (isData) shown["copy-in-text"].html = shown["copy-entry"].html = "";
      shown["copy-address"].html = "";
      find(".cite-quiet").replaceChildren(...(!address ? both(message("No address is set for this edition, so none is given."))
        : data.address ? [] : both(message("The address is where you are reading it."))));
    };

    /** Announce a message in the live region, even if it is the same as before.
        @param {Label} label */
    const tell = (label) => {
      const told = find(".cite-told");
      told.replaceChildren();
      setTimeout(() => told.replaceChildren(...both(label)), 50);
    };

    /** @param {string} ending */
    const save = (ending) => {
      const cited = current();
      if (!cited) return;
      /** @type {Record<string, string>} */
      const styles = { bib: choice.style === "biblatex" ? "biblatex" : "bibtex", ris: "ris", json: "csl-json", txt: choice.style };
      const [called, record] = made(styles[ending], cited).map((text) => text.replaceAll(on, "").replaceAll(off, ""));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([ending === "txt" ? `${called}\n\n${record}\n` : `${record}\n`], { type: "text/plain;charset=utf-8" }));
      link.download = `${cited.id}.${ending}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      tell(message("Saved {file}.", { file: link.download }));
    };

    form.addEventListener("input", ({ target }) => {
      const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
      const chosen = CHOICES.find((name) => name === field.name);
      if (chosen) {
        choice[chosen] = field.value;
        try { localStorage.setItem(KEY, JSON.stringify(choice)); } catch { /* not allowed: applies while the page is open */ }
      }
      if (field.name === "first" && "same" in fields.last.dataset) fields.last.value = field.value;
      if (field.name === "last") delete fields.last.dataset.same;
      render();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && /** @type {Element} */ (event.target).matches("input, select")) event.preventDefault(); /* would close the dialog */
    });
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") event.stopPropagation(); }); /* a hover card would handle it */
    dialog.addEventListener("click", async (event) => {
      if (event.target === dialog) dialog.close(); /* a click on the backdrop */
      /** @type {HTMLButtonElement | null} */
      const button = /** @type {Element} */ (event.target).closest("button[type=button]");
      if (!button || !shown) return;
      if (button.value) { save(button.value); return; }
      const text = button.parentElement?.querySelector(".cite-text:not([hidden])");
      const isCopied = text && await edition.copy(shown[button.name], text);
      button.focus();
      if (isCopied) tell(message("Copied."));
      else tell(message("Copying is not allowed here; the text is selected for you."));
    });

    return (wanted) => {
      own = "path" in wanted ? wanted : null;
      find(".cite-words").hidden = find(".cite-range").hidden = Boolean(own);
      find(".cite-wrong").replaceChildren();
      for (const name of CHOICES) fields[name].value = choice[name];
      if (!("path" in wanted)) {
        if (wanted.isTheirs) fields.words.value = "essay";
        const [[first, last]] = wanted.ranges;
        [fields.first.value, fields.last.value] = [String(first), String(last)];
        fields.others.value = "";
        for (const field of [fields.first, fields.last]) [field.min, field.max] = [String(data.known[0][0]), String(data.known[data.known.length - 1][1])];
        if (first === last) fields.last.dataset.same = "";
        else delete fields.last.dataset.same;
      }
      document.body.append(dialog);
      render();
      dialog.showModal();
      form.scrollTop = 0;
    };
  };
})();
