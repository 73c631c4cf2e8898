// Opens what was fetched as a sheet over the page, narrows long choices as one types, and prints.
const sheet = document.getElementById("sheet");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "sheet-body" || !sheet) return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) menu.open = false;
  if (!sheet.open) sheet.showModal();
  sheet.querySelector("[data-narrows], .sheet-fields input:not([type=hidden])")?.focus();
});

document.addEventListener("input", (event) => {
  const selector = event.target.dataset?.narrows;
  if (!selector) return;
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  const form = event.target.closest("form");
  for (const item of form.querySelectorAll(selector)) {
    const fits = words.every((word) => item.textContent.toLowerCase().includes(word));
    item.hidden = !fits;
    if (item.matches("details")) item.open = words.length > 0 ? fits : item.querySelector(":checked") !== null;
  }
  for (const group of form.querySelectorAll("[data-narrow-group]")) {
    group.hidden = !group.querySelector(`${selector}:not([hidden])`);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-prints]")) window.print();
});
