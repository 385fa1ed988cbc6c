// The list of runs and the page of one. Without it, days of the filter are days in UTC.
"use strict";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1 });

function localClocks(root) {
  for (const time of root.querySelectorAll("time[data-clock]")) time.textContent = clock.format(new Date(time.dateTime));
}

/** Days of the filter begin where the reader is. */
function zoneInto(form) {
  form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// What was opened stays open when the server's newer version comes.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const opened = [...event.detail.target.querySelectorAll("details[id][open]")].map((details) => details.id);
  const root = event.detail.fragment;
  for (const id of opened) root.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
  localTimes(root);
  localClocks(root);
});
document.addEventListener("htmx:load", (event) => localClocks(event.detail.elt));

for (const form of document.querySelectorAll("form[data-zoned]")) zoneInto(form);
localClocks(document);
