// Opens the search (Ctrl K, or a click into the top bar) and the list of shortcuts (?); arrows walk the results.
const search = document.getElementById("search-dialog");
const input = document.getElementById("search-dialog-input");
const shortcuts = document.getElementById("shortcuts");

const openSearch = (text = "") => {
  if (!search || search.open) return;
  search.showModal();
  input.value = text || input.value;
  input.focus();
  if (text) input.dispatchEvent(new Event("input", { bubbles: true }));
};

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && search) {
    event.preventDefault();
    openSearch();
  } else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    return;
  } else if (event.key === "?") {
    event.preventDefault();
    if (shortcuts && !shortcuts.open) shortcuts.showModal();
  } else if (event.key === "/") {
    const list = document.getElementById("listing-search");
    if (list) {
      event.preventDefault();
      list.focus();
    }
  }
});

const topSearch = document.querySelector("[data-opens-search] input[type=search]");
topSearch?.addEventListener("click", () => openSearch(topSearch.value));
topSearch?.addEventListener("input", () => {
  const text = topSearch.value;
  topSearch.value = "";
  openSearch(text);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.matches("dialog")) event.target.close();
});

// The first line found is marked: Enter opens it from where one types; the arrows carry the focus to the others.
const hits = () => [...search.querySelectorAll(".search-result")];
const answered = () => search.querySelector("[data-answers]")?.dataset.answers;
let waiting = false;

const mark = () => {
  for (const [place, hit] of hits().entries()) {
    hit.classList.toggle("is-marked", place === 0 && document.activeElement === input);
  }
};

const openMarked = () => {
  waiting = answered() !== input.value.trim();
  if (!waiting) hits()[0]?.click();
};

input?.form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.value.trim()) openMarked();
});

// Whoever types on no longer wants what Enter was pressed for.
input?.addEventListener("input", () => (waiting = false));
search?.addEventListener("close", () => (waiting = false));
search?.addEventListener("focusin", mark);

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "search-results") return;
  mark();
  if (waiting) openMarked();
});

search?.addEventListener("keydown", (event) => {
  const stops = [input, ...hits()];
  const at = stops.indexOf(document.activeElement);
  if (at > 0 && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
    input.focus();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
