// Opens the tree in the first of the reader's languages that the handbook has. Without JavaScript,
// and for other languages, the page is a list of links.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const links = new Map([...document.querySelectorAll("a[hreflang]")].map((a) => [a.hreflang, a]));
  const tag = navigator.languages.map((name) => name.split("-")[0]).find((name) => links.has(name));
  if (tag) location.replace(links.get(tag).href);
});
