"use strict";
// Filters the questions by the search field, and opens the one that the address names.
const form = document.forms[0], field = form.querySelector("input");
const status = document.querySelector("[role=status]"), none = document.querySelector(".no-match");
const links = document.querySelectorAll("nav a");
const sections = [...document.querySelectorAll("section")].map((section, number) => ({
  section,
  link: links[number],
  questions: [...section.querySelectorAll("details")],
}));
const all = sections.reduce((sum, {questions}) => sum + questions.length, 0);

// Titles are in this form: without case, marks and punctuation.
const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC")
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function filter() {
  const words = fold(field.value).split(" ");
  let matches = 0;
  for (const {section, link, questions} of sections) {
    for (const question of questions) {
      question.hidden = !words.every(word => question.dataset.titles.includes(word));
    }
    const count = questions.filter(question => !question.hidden).length;
    section.hidden = link.parentElement.hidden = !count;
    link.nextElementSibling.textContent = count;
    matches += count;
  }
  none.hidden = matches > 0;
  const message = matches < all ? status.dataset.some : status.dataset.all;
  status.textContent = message.replace("{some}", matches).replace("{all}", all);
}

function target() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;  // not a fragment of this page
  }
}

function open() {
  const element = target();
  if (!element) return;
  if (element.closest("[hidden]")) {
    field.value = "";
    filter();
  }
  if (element.tagName === "DETAILS") element.open = true;
  element.scrollIntoView();
}

// The address names the question that was opened, so that it can be shared.
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
