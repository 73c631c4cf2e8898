// Walks a list with j and k or the arrows, ticks a line with x; Enter follows the link that has the focus.
const links = () => [...document.querySelectorAll("[data-listing] .data-table tbody tr .is-primary a")];

const isBusy = (target) =>
  target.closest("input:not(.row-check), textarea, select, [contenteditable], dialog, details[open]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
  const all = links();
  const row = event.target.closest("[data-listing] tbody tr");
  const at = row ? all.findIndex((link) => row.contains(link)) : -1;
  if (event.key === "x" && row) {
    row.querySelector(".row-check")?.click();
    return;
  }
  const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
  // The arrows scroll the page until one is in the list.
  if (isArrow && at < 0) return;
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  const next = step && all[Math.max(0, at + step)];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
});
