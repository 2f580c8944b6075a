/* A file that a reader opens or drops, on the page that checks an essay and on that of one's own copy; and its text, if it is plain:
   whichever encoding it has, the right text or none. */
(() => {
  "use strict";

  /** The text of a file's bytes: UTF-8, UTF-16 with its mark, or the older Japanese encodings; null if it is none. */
  const textOf = (bytes) => {
    const decode = (encoding) => {
      try { return new TextDecoder(encoding, { fatal: true }).decode(bytes); } catch { return null; }
    };
    const [a, b] = bytes;
    if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return decode(a === 0xff ? "utf-16le" : "utf-16be");
    if (bytes.includes(0)) return null;
    const utf8 = decode("utf-8");
    if (utf8 !== null) return utf8;
    const kana = (text) => (text?.match(/[ぁ-んァ-ヶ]/g) ?? []).length; /* either may be read as the other, but not with kana */
    const tried = [decode("shift_jis"), decode("euc-jp")].filter((text) => text !== null).sort((one, other) => kana(other) - kana(one));
    return tried.length && kana(tried[0]) ? tried[0] : null;
  };

  /** Hand *open* the file that is chosen with *input* or dropped on *desk*. */
  const takeFiles = (desk, input, open) => {
    const isFile = (event) => event.dataTransfer?.types.includes("Files");
    input.addEventListener("change", () => { if (input.files[0]) open(input.files[0]); });
    for (const name of ["dragenter", "dragover"]) {
      desk.addEventListener(name, (event) => { if (isFile(event)) { event.preventDefault(); desk.classList.add("check-over"); } });
    }
    desk.addEventListener("dragleave", (event) => { if (!desk.contains(event.relatedTarget)) desk.classList.remove("check-over"); });
    desk.addEventListener("drop", (event) => {
      desk.classList.remove("check-over");
      if (!isFile(event)) return;
      event.preventDefault();
      if (event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
    });
  };

  window.editionTextOf = textOf;
  window.editionTakeFiles = takeFiles;
})();
