// A page that answers a form would send it again when it is loaded again: another one takes its
// place in the address bar.
"use strict";

const shownOnce = document.querySelector("[data-shown-once]");
if (shownOnce) history.replaceState(null, "", shownOnce.dataset.shownOnce);
