// Counts the ticked rows, ticks all of a page, and sends the exceptions when all that match are chosen.
const boxes = () => [...document.querySelectorAll(".row-check")];
const everybody = () => document.querySelector("[data-select-everybody]");

const count = () => {
  const bar = document.querySelector("[data-selection-count]");
  if (!bar) return;
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  if (everybody()?.checked) {
    const left = all.length - ticked;
    bar.textContent = left ? bar.dataset.but.replace("%s", left) : bar.dataset.everybody;
  } else {
    bar.textContent = ticked === 1 ? bar.dataset.one : bar.dataset.many.replace("%s", ticked);
  }
  const head = document.querySelector("[data-select-all]");
  if (head) {
    head.checked = ticked > 0 && ticked === all.length;
    head.indeterminate = ticked > 0 && ticked < all.length;
  }
};

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-select-all], [data-select-everybody]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-select-all]") && !event.target.checked && everybody()) everybody().checked = false;
  if (event.target.matches("[data-select-all], [data-select-everybody], .row-check")) count();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-selection-bar]")) return;
  for (const old of event.target.querySelectorAll("[name=unselected]")) old.remove();
  if (!everybody()?.checked) return;
  for (const box of boxes()) {
    if (box.checked) continue;
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: "unselected", value: box.value });
    event.target.append(field);
  }
});

document.addEventListener("htmx:afterSettle", count);
window.addEventListener("pageshow", count);
