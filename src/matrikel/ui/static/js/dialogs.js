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

const topSearch = document.querySelector("[data-opens-search] input");
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

search?.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [input, ...search.querySelectorAll(".search-result")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
