/* Reading a file of plain text that a student opens: whichever encoding it has, the right text or none. */
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

  window.editionTextOf = textOf;
})();
