// Keeps the panel of a run up to date while it is on its way. Without it, the page can be reloaded.
"use strict";

const REREAD_MS = 2000;
const LONGEST_REREAD_MS = 30000;

/** The words of RunPanel.line(), for what changes meanwhile. */
function describe(data) {
  switch (data.status_code) {
    case "queued":
      return data.queue_position ? `Place ${data.queue_position} in the queue` : "Waiting for its turn";
    case "dispatching":
      return "Handing it to its provider";
    default:
      return "Working";
  }
}

/** Whether the page was asked while its answer to an earlier question was on its way. */
let movedMeanwhile = false;

/** What else the page tells of the run need not wait for its next turn. */
function tellPage() {
  const poll = document.getElementById("poll");
  movedMeanwhile = poll?.classList.contains("htmx-request") ?? false;
  if (!movedMeanwhile) poll?.dispatchEvent(new Event("run-moved"));
}

document.addEventListener("htmx:load", (event) => {
  if (movedMeanwhile && event.detail.elt.id === "poll") tellPage();
});

function show(panel, data) {
  const state = panel.querySelector(".state");
  if (state.dataset.state !== data.status_code) tellPage();
  state.dataset.state = state.textContent = data.status_code;
  const line = panel.querySelector(".run-line");
  if (line.textContent !== describe(data)) line.textContent = describe(data);
  panel.querySelector(".run-percent").textContent = data.progress == null ? "" : `${data.progress}%`;
  const bar = panel.querySelector("progress");
  if (data.progress == null) bar.removeAttribute("value");
  else bar.value = data.progress;
}

/** The server writes the panel of a run that has ended, with its video or with what went wrong. */
function reread(panel, wait = REREAD_MS) {
  if (!panel.isConnected) return;
  htmx.ajax("GET", panel.dataset.panel, { source: panel, target: panel, swap: "outerHTML" });
  // If the server did not answer, the panel is still here and asks again, less and less often.
  setTimeout(() => reread(panel, Math.min(2 * wait, LONGEST_REREAD_MS)), wait);
}

function follow(panel) {
  // A browser has few connections to a host, and a page that nobody sees needs none.
  if (document.hidden) return rereadWhenSeen(panel);
  const events = new EventSource(panel.dataset.stream);
  const seen = new AbortController();
  const stop = () => {
    events.close();
    clearInterval(clock);
    seen.abort();
  };
  // Another panel may have taken the place of this one, and no event need follow.
  const clock = setInterval(() => (panel.isConnected ? tick(panel) : stop()), 1000);
  const on = (names, act) => {
    for (const name of names) {
      events.addEventListener(name, (event) => {
        if (panel.isConnected) act(JSON.parse(event.data));
        else stop();
      });
    }
  };
  on(["queued", "queue_position", "dispatching", "running", "progress"], (data) => show(panel, data));
  on(["succeeded", "failed", "canceled"], () => {
    stop();
    reread(panel);
    tellPage();
  });
  events.addEventListener("error", () => {
    // The browser opens a stream again by itself unless it was refused.
    if (events.readyState !== EventSource.CLOSED) return;
    stop();
    setTimeout(() => reread(panel), REREAD_MS);
  });
  document.addEventListener("visibilitychange", () => {
    stop();
    rereadWhenSeen(panel);
  }, { signal: seen.signal });
  tick(panel);
}

function rereadWhenSeen(panel) {
  document.addEventListener("visibilitychange", () => reread(panel), { once: true });
}

function tick(panel) {
  const clock = panel.querySelector("[data-since]");
  if (!clock) return;
  const seconds = Math.max(0, Math.floor((Date.now() - new Date(clock.dataset.since)) / 1000));
  clock.textContent = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

document.addEventListener("htmx:load", (event) => {
  const root = event.detail.elt;
  const panels = root.matches("[data-stream]") ? [root] : root.querySelectorAll("[data-stream]");
  panels.forEach(follow);
});
