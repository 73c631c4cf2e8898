// Passkeys: asks the browser for one, or to make one, and sends what it answers as an ordinary form.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

function toText(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function asked(form) {
  const options = JSON.parse(form.dataset.options);
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    for (const each of options[list] || []) each.id = toBytes(each.id);
  }
  return options;
}

function answered(credential) {
  const { response } = credential;
  const told = { clientDataJSON: toText(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) told[part] = toText(response[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: {},
    response: told,
  });
}

let waiting = null;

async function ask(form, more) {
  // Only one question at a time: pressing the button takes back the one that waits in the field.
  waiting?.abort();
  waiting = new AbortController();
  const options = { publicKey: asked(form), signal: waiting.signal, ...more };
  const credential = await navigator.credentials[form.dataset.passkey](options);
  form.elements.answer.value = answered(credential);
  form.submit();
}

async function putLast(form) {
  // Where this device knows nobody by finger, face or PIN, the ways that need none of it stand first.
  const ways = form.closest("[data-step-ways]");
  if (!ways || (await window.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.())) return;
  form.querySelector("[data-elsewhere]").hidden = false;
  form.querySelector("[data-passkey-go]").classList.remove("btn-primary");
  ways.append(form);
  ways.querySelector(".step-way .btn").classList.add("btn-primary");
}

async function begin(form) {
  const said = form.querySelector("[role=status]");
  const button = form.querySelector("[data-passkey-go]");
  if (!window.PublicKeyCredential) {
    button.disabled = true;
    said.textContent = said.dataset.missing;
    return;
  }
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await ask(form, {});
    } catch (error) {
      if (error.name !== "AbortError") said.textContent = said.dataset.failed;
    }
  });
  if (!("autofill" in form.dataset) || !PublicKeyCredential.isConditionalMediationAvailable) return;
  if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return;
  try {
    await ask(form, { mediation: "conditional" });
  } catch {
    // Nobody chose one in the field, which is no mistake.
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  begin(form);
  putLast(form);
}
