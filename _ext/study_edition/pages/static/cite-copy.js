// @ts-check
/* Copies a citation with its italics; falls back on execCommand, as some browsers require for a page on a disk. */
(() => {
  "use strict";

  /** Copy a text, as plain text and HTML; return whether it was copied.
      @type {Edition["copy"]} */
  edition.copy = async ({ plain, html }, within) => {
    try {
      /** @type {Record<string, Blob>} */
      const blobs = { "text/plain": new Blob([plain], { type: "text/plain" }) };
      if (html) blobs["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(blobs)]);
      return true;
    } catch { /* not allowed or not available: fall back */ }
    let done = false;
    /** @param {ClipboardEvent} event */
    const give = (event) => {
      event.clipboardData?.setData("text/plain", plain);
      if (html) event.clipboardData?.setData("text/html", html);
      event.preventDefault();
      event.stopImmediatePropagation();
      done = true;
    };
    getSelection()?.selectAllChildren(within); /* some browsers copy only if something is selected */
    document.addEventListener("copy", give, { capture: true, once: true });
    const isAllowed = document.execCommand("copy");
    document.removeEventListener("copy", give, true);
    if (isAllowed && done) getSelection()?.removeAllRanges();
    return isAllowed && done; /* if not copied, the text remains selected */
  };
})();
