// Moves the focus to what a swap brought, when that part asks for it; a search keeps its cursor.
const takeFocus = (root) => {
  const wanted = root.matches?.("[data-takes-focus]") ? root : root.querySelector?.("[data-takes-focus]");
  wanted?.focus({ preventScroll: false });
};

document.addEventListener("htmx:afterSettle", (event) => takeFocus(event.detail.elt));
takeFocus(document);
