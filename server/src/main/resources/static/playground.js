// The playground of a model: pictures to upload, errors at their fields, and sending with the keyboard.
"use strict";

const PICTURES = ["image/jpeg", "image/png", "image/webp"];

/** Text in an error's place is what makes its field invalid. */
function markInvalid() {
  for (const field of document.querySelectorAll("#playground [data-field]")) {
    const bad = field.querySelector(".field-error").textContent.trim() !== "";
    for (const input of field.querySelectorAll("input:not([type=file]), select, textarea")) {
      if (bad) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }
}

/** A folded error is no use, and the first one is where to go on. */
function showFirstError() {
  const error = document.querySelector("#playground .field-error:not(:empty)");
  if (!error) return;
  const fold = error.closest("details");
  if (fold) fold.open = true;
  error.closest("[data-field]").querySelector("input:not([type=file]), select, textarea").focus();
}

function fieldOf(place) {
  return {
    place,
    url: place.querySelector("input[type=text]"),
    file: place.querySelector("input[type=file]"),
    preview: place.querySelector(".drop-preview"),
    progress: place.querySelector("progress"),
    error: place.closest("[data-field]").querySelector(".field-error"),
  };
}

function setPicture(field, ref, source) {
  field.url.value = ref;
  field.preview.hidden = !source;
  if (source) field.preview.src = source;
  else field.preview.removeAttribute("src");
  field.url.dispatchEvent(new Event("input", { bubbles: true }));
}

async function post(path, fields) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  const answer = await fetch(path, { method: "POST", headers, body: new URLSearchParams(fields) });
  if (answer.ok) return answer.json();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  throw new Error(page.querySelector(".problem-message")?.textContent ?? `The server answered ${answer.status}.`);
}

/** fetch cannot tell how much it has sent. */
function put(url, file, progress, signal) {
  return new Promise((done, fail) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    signal.addEventListener("abort", () => request.abort());
    request.addEventListener("abort", () => fail(signal.reason));
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", file.type);
    request.upload.addEventListener("progress", (event) => (progress.value = event.loaded / event.total));
    request.addEventListener("load", () =>
      request.status < 300 ? done() : fail(new Error(`The picture was not taken: the storage answered ${request.status}.`)));
    request.addEventListener("error", () =>
      fail(new Error("The picture did not reach its storage. A bucket must allow PUT from this page; a URL works without.")));
    request.send(file);
  });
}

/** The upload of each place; a newer picture, or none, takes its place. */
const uploads = new Map();

function showUploads() {
  document.querySelector("#playground .run-button").disabled = uploads.size > 0;
  for (const place of document.querySelectorAll("[data-picture]")) {
    fieldOf(place).progress.hidden = !uploads.has(place);
  }
}

function stopUpload(place) {
  uploads.get(place)?.abort();
  uploads.delete(place);
  showUploads();
}

async function upload(place, file) {
  const field = fieldOf(place);
  if (!PICTURES.includes(file.type)) {
    field.error.textContent = `A picture must be JPEG, PNG or WebP, but ${file.name} is ${file.type || "of no known type"}.`;
    markInvalid();
    return;
  }
  stopUpload(place);
  field.error.textContent = "";
  markInvalid();
  const mine = new AbortController();
  uploads.set(place, mine);
  field.progress.value = 0;
  showUploads();
  field.preview.src = URL.createObjectURL(file);
  field.preview.hidden = false;
  try {
    const started = await post("/uploads", { filename: file.name || "picture", mime_type: file.type, size_bytes: file.size });
    await put(started.upload_url, file, field.progress, mine.signal);
    const asset = await post(`/uploads/${started.id}/confirmation`, {});
    mine.signal.throwIfAborted();
    setPicture(field, asset.ref, field.preview.src);
  } catch (problem) {
    if (mine.signal.aborted) return;
    setPicture(field, "", "");
    field.error.textContent = problem.message;
    markInvalid();
  } finally {
    field.file.value = "";
    if (uploads.get(place) === mine) stopUpload(place);
  }
}

function pictureOf(event) {
  return [...(event.dataTransfer ?? event.clipboardData)?.files ?? []][0];
}

document.addEventListener("change", (event) => {
  const place = event.target.closest("[data-picture]");
  if (place && event.target.type === "file" && event.target.files.length) {
    event.stopPropagation();
    upload(place, event.target.files[0]);
  }
});

document.addEventListener("input", (event) => {
  const place = event.target.closest("[data-picture]");
  if (!place || !event.isTrusted || event.target.type !== "text") return;
  stopUpload(place);
  fieldOf(place).preview.hidden = true;
});

document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-picture-clear]")?.closest("[data-picture]");
  if (!place) return;
  stopUpload(place);
  setPicture(fieldOf(place), "", "");
});

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const place = event.target.closest?.("[data-picture]");
    if (!place || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    place.toggleAttribute("data-over", name === "dragover");
    if (name === "drop" && pictureOf(event)) upload(place, pictureOf(event));
  });
}

document.addEventListener("paste", (event) => {
  const place = document.querySelector("[data-picture]");
  const file = pictureOf(event);
  const textToo = event.clipboardData.types.includes("text/plain");
  if (!place || !file || (textToo && event.target.matches("input, textarea"))) return;
  event.preventDefault();
  upload(place, file);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("#playground");
  const button = form?.querySelector(".run-button:enabled");
  if (button) form.requestSubmit(button);
});

// A price that was asked for before the form was refused or taken knows nothing of it.
document.addEventListener("htmx:beforeSwap", (event) => {
  const asked = event.detail.requestConfig;
  if (asked.elt.id !== "live-price") return;
  const form = document.getElementById("playground");
  if (asked.formData.get("idempotency_key") + asked.formData.get("refused")
    === form.elements.idempotency_key.value + form.elements.refused.value) return;
  event.preventDefault();
  htmx.trigger(form, "input");
});
document.addEventListener("htmx:oobAfterSwap", markInvalid);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.id !== "playground") return;
  showUploads();
  if (event.detail.xhr.getResponseHeader("HX-Reswap") === "none") showFirstError();
  else document.getElementById("result").scrollIntoView({ block: "nearest", behavior: "smooth" });
});
