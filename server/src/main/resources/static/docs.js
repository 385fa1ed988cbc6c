// Search in the documents, without asking the server for more than one index, and the reader's place
// on a page. Everything can be read and searched without it.
"use strict";

const box = document.querySelector("[data-docs-search]");
const list = document.getElementById("docs-hits");
const most = 12;
let index = null;
let chosen = -1;

/** The words of a text, as the server cuts them. */
function wordsOf(text) {
  return text.toLowerCase().split(/[^\p{L}\p{N}_]+/u).filter(Boolean);
}

async function load() {
  index ??= fetch("/docs/search.json").then((answer) => answer.json()).then(read).catch(() => {
    index = null;
    return [];
  });
  return index;
}

function read(pages) {
  return pages.flatMap(([path, title, part, passages]) =>
    passages.map(([anchor, heading, beginning, rest]) => ({
      url: anchor ? `${path}#${anchor}` : path,
      title,
      part,
      heading,
      beginning,
      words: {
        title: wordsOf(title),
        heading: wordsOf(heading),
        text: wordsOf(`${beginning} ${rest}`),
      },
    })));
}

function fit(words, word) {
  if (words.includes(word)) return 2;
  return words.some((one) => one.startsWith(word)) ? 1 : 0;
}

/** How well a passage answers: a word in the title weighs most, one in the text least. */
function weight({ words }, question) {
  let sum = 0;
  for (const word of question) {
    const title = fit(words.title, word) * (words.heading.length === 0 ? 12 : 4);
    const best = Math.max(title, 6 * fit(words.heading, word), fit(words.text, word));
    if (best === 0) return 0;
    sum += best;
  }
  return sum;
}

async function search() {
  const question = [...new Set(wordsOf(box.value))];
  if (question.length === 0) return close();
  const found = (await load())
    .map((passage) => ({ passage, weight: weight(passage, question) }))
    .filter((one) => one.weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, most);
  show(found.map((one) => one.passage));
}

function show(passages) {
  chosen = -1;
  list.replaceChildren(...passages.map(option));
  if (passages.length === 0) {
    const none = document.createElement("p");
    none.className = "docs-none";
    none.textContent = "Nothing found. Try fewer words.";
    list.append(none);
  }
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  box.removeAttribute("aria-activedescendant");
}

function option(passage, place) {
  const link = document.createElement("a");
  link.href = passage.url;
  link.id = `docs-hit-${place}`;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  for (const [name, text] of [
    ["docs-hit-title", passage.heading ? `${passage.title} › ${passage.heading}` : passage.title],
    ["docs-hit-part", passage.part],
    ["docs-hit-text", passage.beginning],
  ]) {
    const line = document.createElement("span");
    line.className = name;
    line.textContent = text;
    link.append(line);
  }
  return link;
}

function close() {
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function choose(place) {
  const options = list.querySelectorAll("[role=option]");
  if (options.length === 0) return;
  options[chosen]?.setAttribute("aria-selected", "false");
  chosen = (place + options.length) % options.length;
  options[chosen].setAttribute("aria-selected", "true");
  options[chosen].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", options[chosen].id);
}

function keys(event) {
  const open = !list.hidden;
  if (event.key === "ArrowDown" && open) choose(chosen + 1);
  else if (event.key === "ArrowUp" && open) choose(chosen < 0 ? -1 : chosen - 1);
  else if (event.key === "Enter" && open && chosen >= 0) list.querySelectorAll("[role=option]")[chosen].click();
  else if (event.key === "Escape") {
    if (open) close();
    else box.blur();
  } else return;
  event.preventDefault();
}

box.setAttribute("role", "combobox");
box.setAttribute("aria-controls", list.id);
box.setAttribute("aria-expanded", "false");
box.setAttribute("aria-autocomplete", "list");
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Passages found");
// What can be scrolled is a stop for the keyboard, but what is found is chosen with the arrows.
list.tabIndex = -1;
box.addEventListener("focus", load, { once: true });
box.addEventListener("input", search);
box.addEventListener("focus", () => box.value && search());
box.addEventListener("keydown", keys);
box.closest(".docs-search").addEventListener("focusout", ({ currentTarget, relatedTarget }) => {
  if (relatedTarget && !currentTarget.contains(relatedTarget)) close();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".docs-search")) close();
  else if (event.target.closest("[role=option]")) setTimeout(close);
});

/** A language that is chosen in one sample is chosen in all of the page. */
document.addEventListener("change", (event) => {
  const name = event.target.closest(".tabs > input") && event.target.nextElementSibling.textContent;
  if (!name) return;
  for (const label of document.querySelectorAll(".tabs > label")) {
    if (label.textContent === name) label.previousElementSibling.checked = true;
  }
});

/** The navigation begins where the page is in it. */
const nav = document.querySelector(".docs-nav-wide");
const here = nav?.querySelector("[aria-current]");
if (here && here.offsetTop > nav.clientHeight * 0.8) nav.scrollTop = here.offsetTop - nav.clientHeight / 2;

/** The heading that is read is marked in the table of contents. */
const headings = [...document.querySelectorAll(".prose h2[id], .prose h3[id]")];
const entries = new Map(
  [...document.querySelectorAll(".docs-toc a")].map((link) => [link.hash.slice(1), link]));
function mark() {
  const read = headings.filter((heading) => entries.has(heading.id));
  const passed = read.filter((heading) => heading.getBoundingClientRect().top < 140);
  const current = passed.at(-1) ?? read[0];
  for (const [anchor, link] of entries) {
    if (anchor === current?.id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}
if (entries.size > 0) {
  document.addEventListener("scroll", mark, { passive: true });
  mark();
}
