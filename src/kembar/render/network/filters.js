"use strict";
// The drawer of filters with their counts, and the years.
const STATUSES = ["active", "suspended", "ended", "prospective", "cancelled"];
const CERTAINTIES = ["one", "more", "differ", "none"];
const counts = [];

// Partnerships that would be shown with this choice, if all other filters stay.
function countIf(group, test) {
  const numbers = new Set();
  partnerships.forEach(edge => { if (test(edge) && passes(edge, group)) numbers.add(edge.partnership); });
  return numbers.size;
}

function addChoices(group, title, choices, test, changed) {
  if (choices.length < 2) return;
  const field = create("fieldset", "", el("drawer"));
  create("legend", title, field);
  choices.forEach(([value, text, heading]) => {
    if (heading) create("p", heading, field, "tiny");
    const label = create("label", "", field, "opt"), input = create("input", "", label);
    Object.assign(input, {type: "checkbox", value, name: group});
    if (group === "region") create("i", "", label, value + " sw");
    create("span", text, label);
    const number = create("span", "", label, "num");
    counts.push(() => {
      input.checked = state[group].has(value);
      number.textContent = countIf(group, edge => test(edge, value));
    });
    input.addEventListener("input", () => {
      state[group][input.checked ? "add" : "delete"](value);
      changed();
    });
  });
}

function addSelect(group, title, choices, test, changed) {
  const field = create("div", "", el("drawer"), "field"), label = create("label", title, field), select = create("select", "", field);
  label.htmlFor = select.id = "filter-" + group;
  create("option", words.all, select).value = "";
  const options = choices.map(([value, text]) => Object.assign(create("option", text, select), {value}));
  counts.push(() => {
    options.forEach((option, n) => {
      option.textContent = `${choices[n][1]} (${countIf(group, edge => test(edge, option.value))})`;
    });
    select.value = state[group];
  });
  select.addEventListener("input", () => {
    state[group] = select.value;
    changed();
  });
}

function makeFilters(changed) {
  addChoices("kind", words.kind, page.kinds.map(({key, label}) => [key, label])
    .filter(([key], n, all) => all.findIndex(([other]) => other === key) === n), (edge, value) => edge.kind === value, changed);
  addChoices("status", words.status, STATUSES.filter(status => partnerships.some(edge => edge.status === status))
    .map(status => [status, words[status]]), (edge, value) => edge.status === value, changed);
  let continent = "";
  addChoices("region", words.region, page.regions.map(region => {
    const heading = region.continent === continent ? "" : region.continent;
    continent = region.continent;
    return [region.key, region.label, heading];
  }), (edge, value) => ends(edge).some(city => city.region === value), changed);
  const countries = [...new Set(cities.map(city => city.country).filter(Boolean))].sort((a, b) => a.localeCompare(b, page.language));
  if (countries.length > 1) {
    addSelect("country", words.country, countries.map(name => [name, name]),
      (edge, value) => ends(edge).some(city => city.country === value), changed);
  }
  addSelect("certainty", words.certainty, CERTAINTIES.map(name => [name, words[name + "Source"]]),
    (edge, value) => certainties[value](edge), changed);
  const clear = create("button", words.reset, el("drawer"), "btn");
  clear.type = "button";
  clear.id = "reset";
  clear.addEventListener("click", () => { clearFilters(); changed(); });
}

function clearFilters() {
  ["kind", "status", "region"].forEach(group => state[group].clear());
  Object.assign(state, {country: "", certainty: "", mode: "begun", undated: true, year: page.years ? page.years[1] : 0});
}

// The number on the button and those in the drawer; these only while somebody can read them.
function showCounts() {
  const many = activeFilters();
  el("active").textContent = many;
  el("active").classList.toggle("on", many > 0);
  if (el("filters").open) counts.forEach(count => count());
}

function makeYears(changed) {
  if (!page.years || page.years[0] === page.years[1]) return;
  const [first, last] = page.years, year = el("year");
  el("years").hidden = false;
  Object.assign(year, {min: first, max: last, step: 1});
  [["begun", words.begun], ["force", words.inForce]].forEach(([value, text]) => { create("option", text, el("mode")).value = value; });
  el("undated").hidden = !page.undated;
  el("undated").querySelector("span").textContent = filled(words.also, {many: page.undated});
  const set = number => {
    state.year = Math.min(last, number);
    changed();
  };
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    el("play").textContent = words.play;
    el("play").setAttribute("aria-pressed", "false");
  };
  year.addEventListener("input", () => { stop(); set(Number(year.value)); });
  el("mode").addEventListener("input", () => { state.mode = el("mode").value; changed(); });
  el("also").addEventListener("input", () => { state.undated = el("also").checked; changed(); });
  el("play").addEventListener("click", () => {
    if (timer) { stop(); return; }
    const begin = state.year >= last ? first : state.year + 1;
    set(begin);
    // Whoever wants no motion goes on by one year with each press.
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    el("play").textContent = words.stop;
    el("play").setAttribute("aria-pressed", "true");
    timer = setInterval(() => {
      if (state.year >= last) stop();
      else set(state.year + 1);
    }, 450);
  });
}

function showYears() {
  if (!page.years) return;
  el("year").value = state.year;
  el("until").textContent = state.year;
  el("mode").value = state.mode;
  el("also").checked = state.undated;
}
