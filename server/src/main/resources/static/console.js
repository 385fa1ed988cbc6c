// What pages do beyond links and forms. Everything can be read without it.
"use strict";

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const sameYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const otherYear = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Writes times in the reader's zone; the exact one shows on hover. */
function localTimes(root) {
  for (const time of root.querySelectorAll("time[data-time]")) {
    const at = new Date(time.dateTime);
    const format = at.getFullYear() === new Date().getFullYear() ? sameYear : otherYear;
    time.textContent = format.format(at);
    time.title = `${exact.format(at)} (${time.dateTime})`;
  }
}

/** Pages that know nothing of their reader come in the system's colours. */
function keepTheme() {
  const chosen = document.cookie.match(/(?:^|; )runflow-theme=(light|dark)/);
  if (chosen) document.documentElement.dataset.theme = chosen[1];
}

function chooseTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.cookie = `runflow-theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  for (const button of document.querySelectorAll("[data-theme-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === theme));
  }
}

async function copyFrom(button) {
  const source = button.dataset.copyText ?? button.closest(".code").querySelector("pre").textContent;
  try {
    await navigator.clipboard.writeText(source);
    button.dataset.done = "";
    setTimeout(() => delete button.dataset.done, 1600);
  } catch {
    toast("The browser does not let this page copy. Select the text and copy it yourself.");
  }
}

/** A fault that lasts is told once, not each time that something asks again. */
function toast(message) {
  const told = document.getElementById("toasts");
  if ([...told.children].some((note) => note.textContent === message)) return;
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = message;
  told.append(note);
  setTimeout(() => note.remove(), 8000);
}

document.addEventListener("click", (event) => {
  const theme = event.target.closest("[data-theme-choice]");
  if (theme) chooseTheme(theme.dataset.themeChoice);
  const copy = event.target.closest("[data-copy]");
  if (copy) copyFrom(copy);
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const menu = target.closest("details.menu[open]");
  if (menu && relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
});

document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  // A second click would do it twice. What scripts send has its own guard.
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (form.dataset.sent !== undefined) event.preventDefault();
  form.dataset.sent = "";
});

// A page that comes back from the history is a fresh one.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("htmx:load", (event) => localTimes(event.detail.elt));
// What comes for a part of the page that is gone was read before the part that took its place.
const asking = new WeakSet();
document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (asking.has(elt)) return;
  asking.add(elt);
  elt.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.target === elt && !elt.isConnected) event.preventDefault();
  });
});
// A button that is off while it waits, and a part that is replaced, lose the focus. Whoever works
// with the keyboard goes on there, or as near as what is left allows.
const places = new WeakMap();
/** What had the focus last when something was asked, and what is around it. */
let latest = [];

document.addEventListener("htmx:beforeRequest", ({ detail: { xhr } }) => {
  const lost = latest.length > 0 && (latest[0].disabled || !latest[0].isConnected);
  if (document.activeElement !== document.body || !lost) {
    latest = [];
    for (let at = document.activeElement; at && at !== document.body; at = at.parentElement) latest.push(at);
  }
  places.set(xhr, latest);
});
document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
  const [own, ...around] = places.get(xhr) ?? [];
  if (!own || document.activeElement !== document.body) return;
  if (own.isConnected) return own.focus({ preventScroll: true });
  latest = [];
  const left = around.map((place) => (place.isConnected ? place : document.getElementById(place.id))).find(Boolean);
  if (!left) return;
  if (left.tabIndex < 0) left.tabIndex = -1;
  left.focus({ preventScroll: true });
});
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  toast(page.querySelector(".problem-message")?.textContent ?? `The server answered ${event.detail.xhr.status}.`);
});
document.addEventListener("htmx:sendError", () => toast("The server does not answer. Is it running?"));

keepTheme();
localTimes(document);
