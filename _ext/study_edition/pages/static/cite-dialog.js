/* The citation dialog: essay or précis, paragraphs, style and language; the citation to copy or save. The choices are stored in this
   browser. */
(() => {
  "use strict";
  const KEY = "edition-cite";
  const NOTES = new Set(["chicago", "ja-note"]); /* styles that cite in notes */
  const KINDS = { note: ["注", "Note"], term: ["用語", "Term"], essay: ["論考の段落", "The essay"], precis: ["編者の要旨", "The précis"] };
  const FORM = `
<form method="dialog" class="cite-sheet">
<header><p class="cite-kind"></p><h2 id="cite-title"></h2><button class="cite-close" aria-label="閉じる Close">×</button></header>
<p class="cite-whose"></p>
<div class="cite-choices">
<fieldset class="cite-words"><legend>引く言葉 <span lang="en">Words</span></legend>
<label><input type="radio" name="words" value="essay">論考の段落 <span lang="en">The essay</span></label>
<label><input type="radio" name="words" value="precis">編者の要旨 <span lang="en">The précis</span></label></fieldset>
<fieldset class="cite-range"><legend>段落 <span lang="en">Paragraphs</span></legend>
<input type="number" name="first" aria-label="初めの段落 First paragraph" aria-describedby="cite-wrong"><span aria-hidden="true">–</span>
<input type="number" name="last" aria-label="終わりの段落 Last paragraph" aria-describedby="cite-wrong">
<label>ほか <span lang="en">also</span> <input type="text" name="others" placeholder="24, 30-31" autocomplete="off" aria-describedby="cite-wrong"></label></fieldset>
<label class="cite-style"><span>書式 <span lang="en">Style</span></span><select name="style"></select></label>
<fieldset class="cite-lang"><legend>文章 <span lang="en">Your text</span></legend>
<label><input type="radio" name="lang" value="ja">日本語 <span lang="en">Japanese</span></label>
<label><input type="radio" name="lang" value="en">英語 <span lang="en">English</span></label></fieldset>
</div>
<p id="cite-wrong" class="cite-wrong" role="status"></p>
<section class="cite-found" aria-labelledby="cite-in-text"><h3 id="cite-in-text"></h3><button type="button" name="copy-in-text" autofocus></button><p class="cite-text"></p></section>
<section class="cite-found" aria-labelledby="cite-entry"><h3 id="cite-entry"></h3><button type="button" name="copy-entry"></button><p class="cite-text"></p><pre class="cite-text" tabindex="0"></pre></section>
<section class="cite-found" aria-labelledby="cite-address"><h3 id="cite-address">固定アドレス <span lang="en">Permanent address</span></h3><button type="button" name="copy-address"></button><p class="cite-text"></p></section>
<p class="cite-told" role="status"></p>
<footer><p class="cite-files"><span>ファイルに保存 <span lang="en">Save</span></span></p><p class="cite-quiet"></p></footer>
</form>`;

  const recall = () => {
    try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
  };

  const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

  /** Return the nodes of a label: Japanese followed by English. */
  const both = (japanese, english) => {
    const span = document.createElement("span");
    span.lang = "en";
    span.textContent = english;
    return [`${japanese} `, span];
  };

  const small = (...words) => {
    const span = document.createElement("span");
    span.className = "cite-where";
    span.append(...both(...words));
    return span;
  };

  /** Make the dialog and return a function that shows a target in it. */
  edition.citeDialog = (data, root) => {
    const fill = edition.citeFill(data);
    const { joined } = edition.citeFill;
    const { format, missing, read } = edition.loci;
    const [on, off] = data.italic;
    const address = data.address || (/^http/.test(root.protocol) ? root.href : "");
    const numbers = new Set(data.known.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)));
    const [extent] = format(data.known).map((text) => text.replace(/[第段落¶]/g, ""));
    const choice = { style: "apa", lang: document.documentElement.lang.startsWith("ja") ? "ja" : "en", words: "essay" };
    for (const [name, value] of Object.entries(recall())) {
      const values = { style: Object.keys(data.names), lang: ["ja", "en"], words: Object.keys(data.templates.apa.ja) }[name];
      if (values?.includes(value)) choice[name] = value;
    }

    const dialog = document.createElement("dialog");
    dialog.className = "cite-dialog";
    dialog.setAttribute("aria-labelledby", "cite-title");
    dialog.innerHTML = FORM;
    const form = dialog.firstElementChild;
    const fields = form.elements;
    const find = (selector) => dialog.querySelector(selector);
    if (!data.templates.apa.ja.precis) find('[value="precis"]').parentElement.remove(); /* the edition prints the essay itself */
    const [inText, entry, place] = dialog.querySelectorAll(".cite-found");
    let target; /* the target as it was opened */
    let shown = null; /* name of a button to the text that it copies */

    for (const [label, isData] of [["文章 In prose", false], ["データ Data", true]]) {
      const group = document.createElement("optgroup");
      group.label = label;
      const styles = Object.entries(data.names).filter(([id]) => id in data.files === isData);
      group.append(...styles.map(([id, [japanese, english]]) => new Option(japanese === english ? english : `${japanese} / ${english}`, id)));
      fields.style.append(group);
    }
    for (const section of [inText, entry, place]) {
      const button = section.querySelector("button");
      button.append(...both("コピー", "Copy"));
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

    /** Read the paragraphs in the fields: {ranges}, or the error as [Japanese, English]. */
    const asked = () => {
      const first = Number(fields.first.value);
      const last = Number(fields.last.value || first);
      const others = fields.others.value.trim();
      if (!fields.first.value) return ["段落の番号を入れる。", "Give the number of a paragraph."];
      if (last < first) return [`${first}–${last}は逆順である。`, `${first}–${last} is not in ascending order.`];
      const { locus, candidates: [meant] } = others ? read(others) : { locus: [], candidates: [] };
      if (!locus) {
        const [japanese, english] = meant ? format(meant) : [];
        return [`「${others}」は段落の番号として読めない${meant ? `（${japanese}か）` : ""}。`, `“${others}” is no paragraph’s number${meant ? ` (${english}?)` : ""}.`];
      }
      const ranges = [[first, last], ...locus];
      const [gone] = missing(ranges, numbers);
      if (gone !== undefined) return [`第${gone}段落はない（${extent}）。`, `There is no ¶${gone} (${extent}).`];
      return { ranges: joined(ranges) };
    };

    /** Return the target described by the fields, or null after showing an error. */
    const current = () => {
      if (target.title !== undefined) return target;
      const { ranges, ...wrong } = asked();
      const isWrong = !ranges;
      for (const name of ["first", "last", "others"]) fields[name].setAttribute("aria-invalid", String(isWrong));
      find(".cite-wrong").replaceChildren(...(isWrong ? both(...Object.values(wrong)) : []));
      if (isWrong) return null;
      const id = ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join("-and-");
      return { words: fields.words.value, ranges, id: `p${id}`, path: `p/${ranges[0][0]}.html` };
    };

    /** Show a citation in an element and return it as {plain, html}. */
    const put = (element, text, lang) => {
      const html = escape(text).replaceAll(on, "<i>").replaceAll(off, "</i>");
      element.innerHTML = html;
      element.lang = lang;
      return { plain: text.replaceAll(on, "").replaceAll(off, ""), html };
    };

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
      for (const button of dialog.querySelectorAll("button:not(.cite-close)")) button.disabled = !cited;
      if (!cited) return;
      const { words, ranges } = cited;
      const author = words === "essay" ? data.essay : data.authors[cited.author] ? [data.authors[cited.author].ja_natural, data.authors[cited.author].natural] : data.editors;
      const where = ranges.length ? format(ranges) : [];
      find(".cite-kind").replaceChildren(...both("引用", "Cite"));
      if (cited.title) find("h2").replaceChildren(...(words === "term" ? both(cited.title, cited.english) : [`${cited.title} `, small(...where)]));
      else find("h2").replaceChildren(...both(...where));
      const [japanese, english] = KINDS[words];
      const whose = words === "precis" ? both(`${author[0]}の言葉で、${data.essay[0]}の言葉ではない。`, `The words of ${author[1]}, not of ${data.essay[1]}.`)
        : words === "essay" ? both(`${author[0]}の言葉。番号は本版による。`, `The words of ${author[1]}, by the numbers of this edition.`)
          : both(`${japanese}。${author[0]}の言葉。`, `${english}. The words of ${author[1]}.`);
      find(".cite-whose").replaceChildren(...whose);

      const [called, record] = made(choice.style, cited);
      const [text, pre] = entry.querySelectorAll(".cite-text");
      find("#cite-in-text").replaceChildren(...(isData ? both("本文での呼び出し", "Call in the text") : NOTES.has(choice.style) ? both("注", "Note") : both("本文中", "In the text")));
      find("#cite-entry").replaceChildren(...(isData ? both("記録", "Record") : both("文献一覧", "List of works")));
      inText.hidden = !called;
      inText.classList.toggle("cite-data", isData);
      text.hidden = isData;
      pre.hidden = !isData;
      pre.tabIndex = 0; /* the theme removes it from hidden elements */
      place.hidden = !address;
      shown = {
        "copy-in-text": put(inText.querySelector(".cite-text"), called, isData ? "" : choice.lang),
        "copy-entry": put(isData ? pre : text, record, isData ? "" : choice.lang),
        "copy-address": put(place.querySelector(".cite-text"), address && address + cited.path, ""),
      };
      if (isData) shown["copy-in-text"].html = shown["copy-entry"].html = "";
      shown["copy-address"].html = "";
      find(".cite-quiet").replaceChildren(...(!address ? both("公開のアドレスが定められていないので、アドレスは入れていない。", "No address is set for this edition, so none is given.")
        : data.address ? [] : both("アドレスは、いま読んでいる場所のもの。", "The address is where you are reading it.")));
    };

    /** Announce a message in the live region, even if it is the same as before. */
    const tell = (japanese, english) => {
      const told = find(".cite-told");
      told.replaceChildren();
      setTimeout(() => told.replaceChildren(...both(japanese, english)), 50);
    };

    const save = (ending) => {
      const cited = current();
      const style = { bib: choice.style === "biblatex" ? "biblatex" : "bibtex", ris: "ris", json: "csl-json", txt: choice.style }[ending];
      const [called, record] = made(style, cited).map((text) => text.replaceAll(on, "").replaceAll(off, ""));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([ending === "txt" ? `${called}\n\n${record}\n` : `${record}\n`], { type: "text/plain;charset=utf-8" }));
      link.download = `${cited.id}.${ending}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      tell(`${link.download} を保存した。`, `Saved ${link.download}.`);
    };

    form.addEventListener("input", ({ target: field }) => {
      if (field.name in choice) {
        choice[field.name] = field.value;
        try { localStorage.setItem(KEY, JSON.stringify(choice)); } catch { /* not allowed: applies while the page is open */ }
      }
      if (field.name === "first" && "same" in fields.last.dataset) fields.last.value = field.value;
      if (field.name === "last") delete fields.last.dataset.same;
      render();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input, select")) event.preventDefault(); /* would close the dialog */
    });
    dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") event.stopPropagation(); }); /* a hover card would handle it */
    dialog.addEventListener("click", async (event) => {
      if (event.target === dialog) dialog.close(); /* a click on the backdrop */
      const button = event.target.closest("button[type=button]");
      if (!button || !shown) return;
      if (button.value) { save(button.value); return; }
      const isCopied = await edition.copy(shown[button.name], button.parentElement.querySelector(".cite-text:not([hidden])"));
      button.focus();
      if (isCopied) tell("コピーした。", "Copied.");
      else tell("コピーできない。選んであるので、手で写せる。", "Copying is not allowed here; the text is selected for you.");
    });

    /** Show a target: {words: "essay", ranges} or a note or term. */
    return (wanted) => {
      target = wanted;
      const isOwn = target.title !== undefined;
      find(".cite-words").hidden = find(".cite-range").hidden = isOwn;
      find(".cite-wrong").replaceChildren();
      for (const name of ["style", "lang", "words"]) fields[name].value = choice[name];
      if (target.isTheirs) fields.words.value = "essay";
      if (!isOwn) {
        [fields.first.value, fields.last.value] = target.ranges[0];
        fields.others.value = "";
        for (const name of ["first", "last"]) [fields[name].min, fields[name].max] = [data.known[0][0], data.known.at(-1)[1]];
        if (target.ranges[0][0] === target.ranges[0][1]) fields.last.dataset.same = "";
        else delete fields.last.dataset.same;
      }
      document.body.append(dialog);
      render();
      dialog.showModal();
      form.scrollTop = 0;
    };
  };
})();
