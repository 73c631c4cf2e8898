// Says at once what is wrong with a chosen file, and takes a file that is dropped anywhere on the field.
const form = document.querySelector("[data-upload]");
const input = form?.querySelector("input[type=file]");
const drop = form?.querySelector(".drop");

const say = (text) => {
  const problem = form.querySelector("[data-upload-problem]");
  problem.textContent = text;
  problem.parentElement.hidden = !text;
  drop.classList.toggle("is-invalid", Boolean(text));
  if (text) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
};

const isTooLarge = () => input.files[0]?.size > Number(form.dataset.mostBytes);

input?.addEventListener("change", () => say(isTooLarge() ? form.dataset.tooLarge : ""));

form?.addEventListener("submit", (event) => {
  if (!isTooLarge()) return;
  event.preventDefault();
  say(form.dataset.tooLarge);
  input.focus();
});

for (const kind of ["dragenter", "dragover"]) {
  drop?.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
}

for (const kind of ["dragleave", "drop"]) {
  drop?.addEventListener(kind, () => drop.classList.remove("is-over"));
}

drop?.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
