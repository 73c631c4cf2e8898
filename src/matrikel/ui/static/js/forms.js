// Tells whether a whole form is sent or a field asks while somebody types: only the form is kept for later.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt instanceof HTMLFormElement) event.detail.headers["X-Whole-Form"] = "yes";
});
