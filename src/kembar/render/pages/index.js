"use strict";
// Filters the questions as one types, and opens the one that the address names.
const form = document.forms[0], field = form.querySelector("input");
const status = document.querySelector("[role=status]"), none = document.querySelector(".no-match");
const links = document.querySelectorAll("nav a");
const sections = [...document.querySelectorAll("section")].map((section, number) => ({
  section,
  link: links[number],
  questions: [...section.querySelectorAll("details")],
}));
const all = sections.reduce((sum, {questions}) => sum + questions.length, 0);

// As the titles are written: without case, marks and punctuation.
const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC")
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function filter() {
  const wanted = fold(field.value).split(" ");
  let shown = 0;
  for (const {section, link, questions} of sections) {
    for (const question of questions) {
      question.hidden = !wanted.every(word => question.dataset.titles.includes(word));
    }
    const left = questions.filter(question => !question.hidden).length;
    section.hidden = link.parentElement.hidden = !left;
    link.nextElementSibling.textContent = left;
    shown += left;
  }
  none.hidden = shown > 0;
  const told = shown < all ? status.dataset.some : status.dataset.all;
  status.textContent = told.replace("{some}", shown).replace("{all}", all);
}

function named() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;  // no address of ours
  }
}

function open() {
  const place = named();
  if (!place) return;
  if (place.closest("[hidden]")) {
    field.value = "";
    filter();
  }
  if (place.tagName === "DETAILS") place.open = true;
  place.scrollIntoView();
}

// An opened question can be passed on: the address names it.
for (const {questions} of sections) {
  for (const question of questions) {
    question.querySelector("summary").addEventListener("click", () => {
      if (!question.open) history.replaceState(null, "", "#" + encodeURIComponent(question.id));
    });
  }
}
form.hidden = false;
form.addEventListener("submit", event => event.preventDefault());
field.addEventListener("input", filter);
addEventListener("hashchange", open);
filter();
open();
