"use strict";
// Fields in which cities are found by any of their names, whatever the case, the accents or the writing.
function create(tag, text, parent, name) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (name) element.className = name;
  parent.append(element);
  return element;
}

const MOST_HITS = 12;
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase().trim();
let nameIndex = null;
function findCities(typed) {
  const text = plain(typed);
  if (!text) return [];
  nameIndex = nameIndex || cities.map(city => [city, [fullName(city), city.label, ...city.names].map(plain)]);
  const ways = [name => name === text, name => name.startsWith(text), name => name.includes(" " + text), name => name.includes(text)];
  return nameIndex.map(([city, names]) => [ways.findIndex(way => names.some(way)), city]).filter(([way]) => way >= 0)
    .sort(([one, a], [other, b]) => one - other || a.rank - b.rank).map(([, city]) => city);
}

// A field with a list of hits; typed gets them, picked the one that is chosen.
function cityField(input, picked, typed = () => {}) {
  const list = create("ul", "", input.parentNode, "hits"), note = create("p", "", input.parentNode, "sr");
  let hits = [], now = -1;
  Object.assign(list, {id: input.id + "-hits", hidden: true});
  list.setAttribute("role", "listbox");
  note.setAttribute("role", "status");
  [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"], ["autocomplete", "off"]]
    .forEach(pair => input.setAttribute(...pair));
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const pick = city => {
    input.value = city.label;
    close();
    typed([]);
    picked(city);
  };
  const move = number => {
    now = number;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", n === now));
    if (now >= 0) {
      input.setAttribute("aria-activedescendant", list.children[now].id);
      list.children[now].scrollIntoView({block: "nearest"});
    }
  };
  input.addEventListener("input", () => {
    const all = findCities(input.value), typedText = input.value.trim();
    hits = all.slice(0, MOST_HITS);
    now = -1;
    list.replaceChildren();
    hits.forEach((city, n) => {
      const item = create("li", "", list);
      item.id = `${list.id}-${n}`;
      item.setAttribute("role", "option");
      create("span", city.label, item);
      create("span", city.country, item, "tiny");
      item.addEventListener("pointerdown", event => { event.preventDefault(); pick(city); });
    });
    note.textContent = !typedText ? "" : hits.length ? filled(words.hits, {many: all.length}) : words.none;
    if (typedText && !hits.length) {
      const item = create("li", words.none, list, "tiny");
      item.setAttribute("role", "option");
      item.setAttribute("aria-disabled", "true");
    }
    list.hidden = !typedText;
    input.setAttribute("aria-expanded", String(!list.hidden));
    typed(hits);
  });
  input.addEventListener("keydown", event => {
    if (event.key === "Escape") { close(); typed([]); return; }
    if (event.key === "Enter" && hits.length && !list.hidden) { event.preventDefault(); pick(hits[Math.max(0, now)]); return; }
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (!step || list.hidden || !hits.length) return;
    event.preventDefault();
    move((now + step + hits.length) % hits.length);
  });
  input.addEventListener("blur", close);
}
