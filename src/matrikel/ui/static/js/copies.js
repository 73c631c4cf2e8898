// Copies what a field beside the button holds, and says so on the button.
const SHOWN_FOR = 2500;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  const field = button && document.getElementById(button.dataset.copies);
  if (!field) return;
  field.select();
  const said = button.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Not allowed here: what is selected can be copied by hand.
    return;
  }
  button.classList.add("is-done");
  said.textContent = said.dataset.done;
  setTimeout(() => {
    button.classList.remove("is-done");
    said.textContent = "";
  }, SHOWN_FOR);
});
