// Counts the ticked rows and ticks all of a page; which actions there are is the server's business.
const count = () => {
  const bar = document.querySelector("[data-selection-count]");
  if (!bar) return;
  const boxes = [...document.querySelectorAll(".row-check")];
  const ticked = boxes.filter((box) => box.checked).length;
  bar.textContent = ticked === 1 ? bar.dataset.one : bar.dataset.many.replace("%s", ticked);
  const all = document.querySelector("[data-select-all]");
  if (all) {
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select-all]")) {
    for (const box of document.querySelectorAll(".row-check")) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-select-all], .row-check")) count();
});

document.addEventListener("htmx:afterSettle", count);
window.addEventListener("pageshow", count);
