// @ts-check
/* The dialog of a reader's notes: a form to write one, the list of notes, and their files. */
(() => {
  "use strict";
  const { make, both, html, name: named, base } = edition;
  const { message, counted } = edition.messages(__MESSAGES__);
  const { isJapanese, clean, nodes, parse, myst } = edition.notesText;
  const { KINDS, LEMMA, LARGEST, isId, layerOf, locus, write, read, decode } = edition.notesFile;
  const UNKEPT = message("This browser cannot keep it (forbidden, or full). Your text is still here: save it to a file, below, before you leave the page.");
  /** @typedef {"locus" | "lemma" | "kind" | "text"} Field */
  /** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */
  const HEAD = /** @type {const} */ (["author", "layer", "lang", "license"]);
  /** @param {Label} label */
  const sample = ([own]) => html([own, own]);
  const FORM = `
<div class="mine-sheet">
<header><h2 id="mine-title">${html(message("My notes"))}</h2><button type="button" class="mine-close">×</button></header>
<p class="mine-quiet">${html(message("Kept in this browser only."))}</p>
<form class="mine-form" novalidate>
<div class="mine-fields">
<label>${html(message("Paragraphs"))}<input name="locus" autocomplete="off" aria-describedby="mine-wrong"></label>
<label>${html(message("Words ({limit} characters at most)", { limit: LEMMA }))}<input name="lemma" autocomplete="off" aria-describedby="mine-wrong"></label>
<label>${html(message("Kind"))}<select name="kind"></select></label>
</div>
<label class="mine-write">${html(message("Note"))}<textarea name="text" rows="5" aria-describedby="mine-wrong mine-how"></textarea></label>
<p class="mine-quiet" id="mine-how">${html(message("An empty line begins a paragraph."))} <code>*${sample(message("emphasis"))}*</code> <code>**${sample(message("strong emphasis"))}**</code> <code>- ${sample(message("item"))}</code> <code>[${sample(message("words"))}](https://…)</code></p>
<section class="mine-preview" aria-labelledby="mine-preview" hidden><h3 id="mine-preview">${html(message("Preview"))}</h3><div></div></section>
<p class="mine-wrong" id="mine-wrong" role="alert"></p>
<p class="mine-acts"><button>${html(message("Save"))}</button><button type="button" name="cancel" hidden>${html(message("Cancel"))}</button></p>
</form>
<p class="mine-told" role="status"></p>
<section class="mine-list" aria-labelledby="mine-list"><h3 id="mine-list" tabindex="-1"></h3><ol></ol></section>
<form class="mine-file" novalidate><fieldset><legend>${html(message("File (a layer of notes)"))}</legend>
<div class="mine-fields">
<label>${html(message("Author"))}<input name="author" autocomplete="name" aria-describedby="mine-file-wrong"></label>
<label>${html(message("Layer’s id"))}<input name="layer" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="mine-file-wrong"></label>
<label>${html(message("Language"))}<select name="lang"></select></label>
<label>${html(message("Licence"))}<input name="license" autocomplete="off" aria-describedby="mine-file-wrong"></label>
</div>
<p class="mine-wrong" id="mine-file-wrong" role="alert"></p>
<p class="mine-acts mine-saves"></p>
<p class="mine-acts"><button type="button" name="load">${html(message("Load a file"))}</button></p>
<ul class="mine-problems"></ul>
</fieldset></form>
</div>`;

  /** Make the dialog and return the function that opens it.
      @type {Edition["notesDialog"]} */
  edition.notesDialog = ({ store, change, sorted, pending, known, stands, shown }) => {
    const dialog = make("dialog", "mine-dialog", []);
    dialog.setAttribute("aria-labelledby", "mine-title");
    dialog.innerHTML = FORM; /* constant: no text of a reader */
    /** @param {string} selector */
    const find = (selector) => /** @type {HTMLElement} */ (dialog.querySelector(selector));
    find(".mine-close").setAttribute("aria-label", named(message("Close")));
    const [form, file] = /** @type {HTMLFormElement[]} */ ([".mine-form", ".mine-file"].map(find));
    const fields = /** @type {HTMLFormControlsCollection & Record<Field, Control> & {cancel: HTMLButtonElement}} */ (form.elements);
    const heads = /** @type {HTMLFormControlsCollection & Record<keyof NotesHead, Control> & {load: HTMLButtonElement}} */ (file.elements);
    const told = find(".mine-told");
    const chooser = make("input", "", []);
    Object.assign(chooser, { type: "file", accept: ".md,.txt,text/markdown,text/plain", multiple: true });
    /** @type {ReaderNote | null} */
    let editing = null; /* the note that is being edited, as stored */
    for (const [kind, words] of Object.entries(KINDS)) fields.kind.append(new Option(named(words), kind));
    for (const [lang, words] of Object.entries({ ja: message("Japanese"), en: message("English") })) heads.lang.append(new Option(named(words), lang));

    /** @param {() => void} act @param {Label} words @param {string} [name] */
    const button = (act, words, name) => {
      const element = make("button", "", both(words));
      element.type = "button";
      if (name) element.setAttribute("aria-label", `${named(words)}: ${name}`);
      element.addEventListener("click", act);
      return element;
    };

    /** Announce a message, with a button to undo if *undo* is given.
        @param {Label} words @param {() => void} [undo] */
    const tell = (words, undo) => {
      told.replaceChildren();
      setTimeout(() => told.replaceChildren(...both(words), ...(undo ? [" ", button(undo, message("Undo"))] : [])), 50);
    };

    /** Show an error at a field, or none.
        @param {Label} [words] @param {Field} [name] */
    const wrong = (words, name) => {
      find("#mine-wrong").replaceChildren(...(words ? both(words) : []));
      for (const each of /** @type {const} */ (["locus", "lemma", "text"])) fields[each].setAttribute("aria-invalid", String(each === name));
      if (name) fields[name].focus();
      return null;
    };

    const preview = () => {
      const made = nodes(fields.text.value);
      find(".mine-preview").hidden = !made.length;
      find(".mine-preview > div").replaceChildren(...made);
    };

    const isDirty = () => fields.text.value !== (editing?.text ?? "");

    /** Fill the form with a note: *old* if it is stored, or as far as a new one is known.
        @param {NoteDraft} note @param {ReaderNote | null} old */
    const fill = (note, old) => {
      editing = old;
      fields.locus.value = note.locus;
      fields.lemma.value = note.lemma;
      fields.kind.value = note.kind ?? fields.kind.value;
      fields.text.value = note.text ?? "";
      fields.cancel.hidden = !old;
      wrong();
      preview();
    };

    /** Return the note in the form, or null after showing an error. */
    const written = () => {
      const where = locus(fields.locus.value);
      if (!where) return wrong(message("“{written}” is no paragraph’s number (such as 18 or 18-20).", { written: fields.locus.value }), "locus");
      const gone = where.split(/[-,]/).map(Number).find((number) => !known.has(number));
      if (gone) return wrong(message("There is no ¶{number}.", { number: gone }), "locus");
      const lemma = clean(fields.lemma.value).replace(/\s+/g, " ");
      const first = Number.parseInt(where, 10);
      if ([...lemma].length > LEMMA) return wrong(message("{limit} characters at most: shorten the words, or leave them out.", { limit: LEMMA }), "lemma");
      const isSame = editing && editing.lemma === lemma && Number.parseInt(editing.locus, 10) === first;
      if (lemma && !isSame && !stands(lemma, first)) return wrong(message("“{lemma}” is not in the précis of ¶{number} on this page.", { lemma, number: first }), "lemma");
      const text = clean(fields.text.value);
      if (!parse(text).length) return wrong(message("The note is empty."), "text");
      wrong();
      const id = editing?.id ?? `n${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
      return { id, locus: where, lemma, kind: fields.kind.value, text };
    };

    /* -- changes of the store -- */

    /** @type {(note: ReaderNote, index?: number) => NotesChange} */
    const put = (note, index) => ({ notes }) => {
      const at = notes.findIndex(({ id }) => id === note.id);
      if (at >= 0) notes[at] = note;
      else notes.splice(index ?? notes.length, 0, note);
    };
    /** @type {(gone: string) => NotesChange} */
    const take = (gone) => (all) => { all.notes = all.notes.filter(({ id }) => id !== gone); };

    /** Make a change, and announce it or that it cannot be stored.
        @param {NotesChange} alter @param {Label} words @param {() => void} [back] */
    const done = (alter, words, back) => {
      const isKept = change(alter);
      list();
      tell(isKept ? words : UNKEPT, back);
      return isKept;
    };

    /** @param {ReaderNote} note */
    const remove = (note) => {
      const index = store().notes.findIndex(({ id }) => id === note.id);
      const isEdited = editing?.id === note.id;
      done(take(note.id), message("Deleted the note on {paragraphs}.", { paragraphs: shown(note.locus) }), () => {
        done(put(note, index), message("The note is back."));
        find("#mine-list").focus();
      });
      if (isEdited) editing = null; /* its text remains in the form as that of a new note */
      find("#mine-list").focus();
    };

    const list = () => {
      const notes = sorted();
      find("#mine-list").replaceChildren(...both(counted("{n} note", "{n} notes", notes.length, { n: notes.length })));
      find(".mine-list > ol").replaceChildren(...notes.map((note) => {
        const where = shown(note.locus);
        const link = make("a", "", both(where));
        const row = document.getElementById(`mine-${note.id}`);
        link.href = row ? `#${row.id}` : new URL(`p/${Number.parseInt(note.locus, 10)}.html`, base).href;
        link.addEventListener("click", () => { if (row) dialog.close(); });
        const head = make("p", "mine-head", [link, " ", make("span", "mine-kind", both(KINDS[note.kind]))]);
        const body = make("div", "mine-text", nodes(note.text));
        if (note.lemma) head.append(" ", make("strong", "edition-lemma", [note.lemma]));
        const [name] = note.lemma ? message("{paragraphs}, “{lemma}”", { paragraphs: where, lemma: note.lemma }) : where;
        const edit = () => open({ edit: note.id });
        return make("li", "", [head, body, make("p", "mine-acts", [button(edit, message("Edit"), name), button(() => remove(note), message("Delete"), name)])]);
      }));
      const kinds = Object.keys(KINDS).filter((kind) => notes.some((note) => note.kind === kind));
      find(".mine-saves").replaceChildren(...kinds.map((kind) => {
        const count = notes.filter((note) => note.kind === kind).length;
        const element = button(() => save(kind), message("Save {kind} ({n})", { kind: KINDS[kind], n: count }));
        element.value = kind;
        return element;
      }));
      file.classList.toggle("mine-unkept", pending.length > 0);
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const note = written();
      if (!note) return;
      const isKept = done(put(note), editing ? message("Changed.") : message("Saved."));
      if (!isKept) {
        editing = note; /* so that saving again does not add another note */
        return;
      }
      fill({ ...note, text: "", lemma: "" }, null);
      /** @type {HTMLElement | null} */
      const beside = document.querySelector(`#mine-${note.id} .mine-edit`);
      if (!beside?.checkVisibility()) { fields.text.focus(); return; } /* it is on another page, or its layer is switched off */
      dialog.close();
      beside.closest(".mine-note")?.scrollIntoView({ block: "nearest", inline: "nearest" });
      beside.focus({ preventScroll: true });
    });
    form.addEventListener("input", preview);
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    fields.cancel.addEventListener("click", () => {
      const [note, text] = [editing, fields.text.value];
      if (!note) return;
      const isLost = isDirty();
      fill({ locus: note.locus, lemma: "" }, null);
      fields.text.focus();
      tell(message("Not changed."), isLost ? () => { fill(note, note); fields.text.value = text; preview(); fields.text.focus(); } : undefined);
    });

    /* -- the file -- */

    /** Show an error at a field of the file, or none.
        @param {Label} [words] @param {keyof NotesHead} [name] */
    const fileWrong = (words, name) => {
      find("#mine-file-wrong").replaceChildren(...(words ? both(words) : []));
      for (const each of /** @type {const} */ (["author", "layer", "license"])) heads[each].setAttribute("aria-invalid", String(each === name));
      if (name) heads[name].focus();
    };

    const meta = () => {
      const [author, layer, lang, license] = HEAD.map((name) => clean(heads[name].value).replace(/\s+/g, " "));
      return { author, layer, lang, license };
    };

    /** @param {string} kind */
    const save = (kind) => {
      const data = meta();
      if (!data.author) return fileWrong(message("Enter the author’s name."), "author");
      if (!isId(data.layer)) return fileWrong(message("The layer’s id begins with a small letter: a–z, 0–9, - only."), "layer");
      if (!data.license) return fileWrong(message("Enter a licence (such as CC-BY-4.0)."), "license");
      fileWrong();
      const link = make("a", "", []);
      link.href = URL.createObjectURL(new Blob([write(data, kind, sorted().filter((note) => note.kind === kind))], { type: "text/markdown;charset=utf-8" }));
      link.download = `${layerOf(data.layer, kind)}.md`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      tell(message("Saved as {file}: put it into source/layers/, or send it to your instructor.", { file: link.download }));
    };

    file.addEventListener("submit", (event) => event.preventDefault());
    file.addEventListener("change", () => {
      const data = meta();
      if (!change((all) => Object.assign(all, data))) tell(UNKEPT);
    });

    /** Add the notes of a layer's file; those with an existing id replace that note.
        @param {LayerFile} found @param {string} name */
    const merge = (found, name) => {
      const now = store();
      const before = now.notes;
      /** @param {ReaderNote} a @param {ReaderNote} b */
      const same = (a, b) => a.locus === b.locus && a.lemma === b.lemma && a.kind === b.kind && myst(a.text) === myst(b.text);
      const changed = found.notes.filter((note) => !before.some((old) => old.id === note.id && same(old, note)));
      const olds = changed.flatMap((note) => before.find(({ id }) => id === note.id) ?? []);
      const counts = [changed.length - olds.length, olds.length, found.notes.length - changed.length];
      const data = now.author || before.length ? {} : Object.fromEntries(HEAD.filter((key) => found[key]).map((key) => [key, found[key]]));
      done((all) => {
        for (const note of changed) put(note)(all);
        Object.assign(all, data);
      }, message("{name}: {added} new, {replaced} replaced, {same} the same.", { name, added: counts[0], replaced: counts[1], same: counts[2] }), changed.length ? () => {
        done((all) => {
          for (const { id } of changed) {
            const old = olds.find((each) => each.id === id);
            if (old) put(old)(all);
            else take(id)(all);
          }
        }, message("As before loading."));
      } : undefined);
      fillFile();
    };

    heads.load.addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", async () => {
      /** @type {(string | HTMLElement)[][]} */
      const problems = [];
      /** @type {(problem: NoteProblem) => LayerFile} */
      const failed = (problem) => ({ notes: [], problems: [problem] });
      /** @param {File} each */
      const layerIn = async (each) => {
        if (each.size > LARGEST) return failed([1, message("too large ({size} MB at most).", { size: LARGEST / 2 ** 20 })]);
        const { text, problem } = decode(new Uint8Array(await each.arrayBuffer()));
        return problem ? failed(problem) : read(text, known);
      };
      for (const each of chooser.files ?? []) {
        const found = await layerIn(each);
        problems.push(...found.problems.map(([line, label]) => [`${each.name}:${line}: `, ...both(label)]));
        if (found.notes.length) merge(found, each.name);
        else tell(message("Nothing was loaded from {name}.", { name: each.name }));
      }
      find(".mine-problems").replaceChildren(...problems.map((told) => make("li", "", told)));
      chooser.value = "";
    });

    const fillFile = () => {
      const now = store();
      const lang = now.notes.length ? (now.notes.some(({ text }) => isJapanese(text)) ? "ja" : "en") : edition.language === "ja" ? "ja" : "en";
      const defaults = { author: "", layer: "my-notes", lang, license: "CC-BY-4.0" };
      for (const name of HEAD) heads[name].value = now[name] || defaults[name];
    };

    /* -- opening and closing -- */

    find(".mine-close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); });
    addEventListener("beforeunload", (event) => { if (isDirty()) event.preventDefault(); });

    /** @type {ReturnType<Edition["notesDialog"]>} */
    const open = ({ place, edit }) => {
      const note = store().notes.find(({ id }) => id === edit);
      if (note && isDirty() && editing?.id !== edit) {
        const [old, text] = [editing, fields.text.value];
        const draft = old ?? { locus: fields.locus.value, lemma: fields.lemma.value };
        fill(note, note);
        tell(message("There was an unfinished note."), () => { fill(draft, old); fields.text.value = text; preview(); fields.text.focus(); });
      } else if (note) fill(note, note);
      else if (isDirty()) tell(message("Here is your unfinished note."));
      else {
        fill({ locus: "", lemma: "", ...place }, null);
        told.replaceChildren();
      }
      list();
      if (!dialog.open) {
        fillFile();
        document.body.append(dialog);
        dialog.showModal();
        find(".mine-sheet").scrollTop = 0;
      }
      fields.text.focus();
    };
    return open;
  };
})();
