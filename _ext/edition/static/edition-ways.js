/* Finding one's way among the paragraphs: #p18-20 marks a range, J and K go on and back. */
(() => {
  "use strict";
  const rows = [...document.querySelectorAll(".edition-row")];
  const numberOf = (row) => Number(row.dataset.number);

  /* A link that reads as a range leads to all of it; without this script it leads to its first paragraph. */
  for (const a of document.querySelectorAll("main a.reference.internal[href*='#p']")) {
    const [, first, last] = /^\D*(\d+)–(\d+)\D*$/.exec(a.textContent) ?? [];
    if (last && a.hash === `#p${first}`) a.hash = `#p${first}-${last}`;
  }
  if (!rows.length) return;

  /** Mark the paragraphs the address names; scroll to the first where the browser cannot: a range is no id, a précis may be hidden. */
  const mark = () => {
    const [, first, last] = /^#p(\d+)(?:[-–](\d+))?$/.exec(decodeURIComponent(location.hash)) ?? [];
    const inside = (row) => first && numberOf(row) >= first && numberOf(row) <= (last ?? first);
    for (const row of rows) row.classList.toggle("edition-marked", Boolean(inside(row)));
    const start = rows.find(inside);
    if (start && (last || !start.querySelector(`#p${first}`).checkVisibility())) start.scrollIntoView({ behavior: "instant" });
  };
  addEventListener("hashchange", mark);
  mark();

  /** The row being read: the one marked by its address if it is in view, else the first in view. */
  const current = () => {
    const visible = (row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > 90 && box.top < innerHeight - 40 && box.right > 0 && box.left < innerWidth;
    };
    return rows.findIndex((row) => row.classList.contains("edition-marked") && visible(row)) + 1 || rows.findIndex(visible) + 1;
  };

  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || document.documentElement.dataset.keys === "off") return;
    if (event.target.closest("input, select, textarea, dialog, [contenteditable], [popover]")) return;
    const marked = rows.some((row) => row.classList.contains("edition-marked"));
    const at = current() - 1;
    const next = rows[marked || at < 0 || step < 0 ? at + step : at];
    if (!next) return;
    event.preventDefault();
    history.replaceState(history.state, "", `#p${numberOf(next)}`);
    mark();
    next.scrollIntoView({ behavior: "instant" });
    next.querySelector(".edition-number").focus({ preventScroll: true });
  });
})();
