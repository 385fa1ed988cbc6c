// What pages of settings do beyond links and forms.
"use strict";

// A page that answers a form would send it again when it is loaded again: another one takes its
// place in the address bar.
const shownOnce = document.querySelector("[data-shown-once]");
if (shownOnce) history.replaceState(null, "", shownOnce.dataset.shownOnce);

// On a narrow screen the present tab may be out of sight.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
