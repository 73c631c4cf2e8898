// Tells whether a whole form is sent or a field asks while somebody types: only the form is kept for later.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt instanceof HTMLFormElement) event.detail.headers["X-Whole-Form"] = "yes";
});

// Shows the end of an association's address while it is typed, as `slug_of` on the server makes it.
function asAddress(text) {
  const letters = { å: "a", ä: "a", æ: "ae", ö: "o", ø: "o", ü: "u", é: "e", è: "e" };
  const kept = text.trim().toLowerCase().replace(/[åäæöøüéè]/g, (letter) => letters[letter]).replace(/[^a-z0-9]+/g, "-");
  return kept.replace(/^-+/, "").slice(0, 40).replace(/-+$/, "");
}

for (const shown of document.querySelectorAll("[data-address-of]")) {
  const fields = [shown.dataset.addressOf, shown.dataset.else].map((id) => document.getElementById(id));
  const show = () => {
    shown.textContent = asAddress(fields[0].value) || asAddress(fields[1].value) || "…";
  };
  for (const field of fields) field.addEventListener("input", show);
  show();
}
