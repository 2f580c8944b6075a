// @ts-check
/* Files that a reader opens or drops, for check.html and my-text.html. The encoding of plain text is detected; if that is not
   certain, there is no text rather than a wrong one. */
(() => {
  "use strict";

  /** Decode a file's bytes: UTF-8, UTF-16 with byte order mark, Shift_JIS or EUC-JP; null if it is none of them.
      @type {Edition["textOf"]} */
  const textOf = (bytes) => {
    /** @param {string} encoding */
    const decode = (encoding) => {
      try { return new TextDecoder(encoding, { fatal: true }).decode(bytes); } catch { return null; }
    };
    const [a, b] = bytes;
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return decode(a === 0xff ? "utf-16le" : "utf-16be");
    if (bytes.includes(0)) return null;
    const utf8 = decode("utf-8");
    if (utf8 !== null) return utf8;
    /** @param {string | null} text */
    const kana = (text) => (text?.match(/[ぁ-んァ-ヶ]/g) ?? []).length; /* either encoding may decode as the other, but then hardly to kana */
    const tried = [decode("shift_jis"), decode("euc-jp")].filter((text) => text !== null).sort((one, other) => kana(other) - kana(one));
    return tried.length && kana(tried[0]) ? tried[0] : null;
  };

  /** Call *open* with a file that is chosen with *input* or dropped on *desk*.
      @type {Edition["takeFiles"]} */
  const takeFiles = (desk, input, open) => {
    /** @param {DragEvent} event */
    const isFile = (event) => event.dataTransfer?.types.includes("Files");
    input.addEventListener("change", () => { if (input.files?.[0]) open(input.files[0]); });
    for (const name of /** @type {const} */ (["dragenter", "dragover"])) {
      desk.addEventListener(name, (event) => { if (isFile(event)) { event.preventDefault(); desk.classList.add("check-over"); } });
    }
    desk.addEventListener("dragleave", (event) => { if (!desk.contains(/** @type {Node | null} */ (event.relatedTarget))) desk.classList.remove("check-over"); });
    desk.addEventListener("drop", (event) => {
      desk.classList.remove("check-over");
      if (!isFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer?.files[0]) open(event.dataTransfer.files[0]);
    });
  };

  edition.largestFile = 20e6; /* bytes */
  edition.textOf = textOf;
  edition.takeFiles = takeFiles;
})();
