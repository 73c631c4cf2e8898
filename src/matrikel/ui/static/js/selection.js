// Keeps ticked rows from page to page, counts them, and sends them all, or the exceptions where all that match are chosen.
// What is kept are ids, for as long as the tab is open; nothing of it stands in an address.
const PREFIX = "ticked ";
const boxes = () => [...document.querySelectorAll(".row-check")];
const everybody = () => document.querySelector("[data-select-everybody]");
const keyOf = (listing) => listing?.dataset.keepsTicks && PREFIX + listing.dataset.keepsTicks;
const listing = () => document.querySelector("[data-listing]");

const read = () => {
  const key = keyOf(listing());
  return new Set(key ? (sessionStorage.getItem(key) ?? "").split(" ").filter(Boolean) : []);
};

const write = (ticked) => {
  const key = keyOf(listing());
  if (!key) return;
  if (ticked.size) sessionStorage.setItem(key, [...ticked].join(" "));
  else sessionStorage.removeItem(key);
};

const forget = () => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
};

// The ticks of other pages of the list.
const elsewhere = () => {
  const here = new Set(boxes().map((box) => box.value));
  return [...read()].filter((id) => !here.has(id));
};

const remember = () => {
  if (everybody()?.checked) return;
  const ticked = read();
  for (const box of boxes()) {
    if (box.checked) ticked.add(box.value);
    else ticked.delete(box.value);
  }
  write(ticked);
};

const restore = () => {
  if (!keyOf(listing()) || everybody()?.checked) return;
  const ticked = read();
  for (const box of boxes()) box.checked = ticked.has(box.value);
};

const says = (line, name, count) => line.dataset[name].replace("%s", count.toLocaleString(document.documentElement.lang));

const count = () => {
  const line = document.querySelector("[data-selection-count]");
  if (!line) return;
  const all = boxes();
  const here = all.filter((box) => box.checked).length;
  const others = elsewhere().length;
  if (everybody()?.checked) {
    const left = all.length - here;
    line.textContent = left ? says(line, "but", left) : line.dataset.everybody;
  } else {
    const total = here + others;
    const sentence = total === 1 ? line.dataset.one : says(line, "many", total);
    line.textContent = others ? `${sentence} · ${says(line, "elsewhere", others)}` : sentence;
  }
  listing().classList.toggle("has-ticks", here + others > 0 || Boolean(everybody()?.checked));
  const head = document.querySelector("[data-select-all]");
  if (head) {
    head.checked = here > 0 && here === all.length;
    head.indeterminate = here > 0 && here < all.length;
  }
};

const begin = () => {
  if (document.querySelector("[data-forgets-ticks]")) forget();
  restore();
  count();
};

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-select-all], [data-select-everybody], .row-check")) return;
  if (event.target.matches("[data-select-all], [data-select-everybody]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-select-all]") && !event.target.checked && everybody()) everybody().checked = false;
  if (event.target.matches("[data-select-everybody]")) restore();
  else remember();
  count();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-clears-ticks]")) return;
  if (everybody()) everybody().checked = false;
  for (const box of boxes()) box.checked = false;
  write(new Set());
  count();
  document.querySelector("[data-select-all], #listing-search")?.focus();
});

const add = (form, name, ids) => {
  if (!ids.length) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name, value: ids.join(" ") });
  field.dataset.added = "";
  form.append(field);
};

document.addEventListener("submit", (event) => {
  // Signing out, and what the ticks were for done: the next list begins with nobody.
  if (event.target.matches("[data-signs-out], [data-ends-ticks]")) forget();
  if (!event.target.matches("[data-selection-bar]")) return;
  for (const old of event.target.querySelectorAll("[data-added]")) old.remove();
  if (everybody()?.checked) {
    add(event.target, "unselected", boxes().filter((box) => !box.checked).map((box) => box.value));
  } else {
    add(event.target, "selected", elsewhere());
  }
});

document.addEventListener("htmx:afterSettle", () => {
  restore();
  count();
});
window.addEventListener("pageshow", begin);
begin();
