/* Copying a citation with its italics, also where there is no clipboard but the old one, as from a disk in some browsers. */
(() => {
  "use strict";

  /** Put a text on the clipboard, with its italics where there is room for them. True if it is there. */
  window.editionCiteCopy = async ({ plain, html }, within) => {
    try {
      const blobs = { "text/plain": new Blob([plain], { type: "text/plain" }) };
      if (html) blobs["text/html"] = new Blob([html], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(blobs)]);
      return true;
    } catch { /* forbidden, or no such thing: the old way */ }
    let done = false;
    const give = (event) => {
      event.clipboardData.setData("text/plain", plain);
      if (html) event.clipboardData.setData("text/html", html);
      event.preventDefault();
      event.stopImmediatePropagation();
      done = true;
    };
    getSelection().selectAllChildren(within); /* some browsers copy nothing where nothing is selected */
    document.addEventListener("copy", give, { capture: true, once: true });
    const isAllowed = document.execCommand("copy");
    document.removeEventListener("copy", give, true);
    if (isAllowed && done) getSelection().removeAllRanges();
    return isAllowed && done; /* if not, the text is left selected */
  };
})();
