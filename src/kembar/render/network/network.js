"use strict";
// The controls and the panel of the page. Every text is set as text, never as HTML.
const el = id => document.getElementById(id);

function create(tag, text, parent) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

function fill(select, pairs) {
  pairs.forEach(([value, text]) => { create("option", text, select).value = value; });
}

const fields = ["country", "kind", "status", "from", "to"];
const namedCountries = page.countries.filter(({label}) => label).sort((a, b) => a.label.localeCompare(b.label));
fill(el("layout"), ["force", "map", "countries"].map(name => [name, words[name]]));
fill(el("country"), [["", words.all], ...namedCountries.map(({label}) => [label, label])]);
fill(el("kind"), [["", words.all], ...kinds.map(kind => [kind.key, kind.label])]);
const statuses = ["active", "suspended", "ended", "prospective", "cancelled"].filter(
  status => status === "active" || status === "ended" || partnerships.some(edge => edge.status === status));
fill(el("status"), [["", words.all], ...statuses.map(status => [status, words[status]])]);
fill(el("colour"), [["country", words.country], ["kind", words.kind]]);
el("layout").value = state.layout;

const picture = makePicture(el("network"), {
  clickDot: dot => dot.city ? selectCity(dot.city, false) : enter(dot.country),
  clickLine: line => line.edges.length === 1 ? showPartnership(line.edges[0]) : showPartnerships(line.edges),
  clickGround: clearSelection,
  moveView: openByZoom,
});
if (!picture) create("p", words.noWebGL, el("network")).className = "unseen";

function draw() {
  if (picture) picture.show(scene());
}

function filter() {
  const [country, kind, status, from, to] = fields.map(id => el(id).value);
  // A date that may lie in several years counts for each; an open side is null.
  const inYears = edge => (edge.years || edge.since.map(date => [date.slice(0, 4), date.slice(0, 4)])).some(
    ([first, last]) => (!from || !last || last >= from) && (!to || !first || first <= to));
  state.edges = partnerships.filter(edge =>
    (!kind || kindsOf(edge).some(({key}) => key === kind)) && (!status || edge.status === status) && ((!from && !to) || inYears(edge))
    && (!country || countryOf(cities[edge.from]) === country || countryOf(cities[edge.to]) === country));
  const ends = new Set(state.edges.flatMap(edge => [edge.from, edge.to]));
  const alone = city => !kind && !status && !from && !to && (!country || countryOf(city) === country);
  state.visibleCities = new Set(cities.filter(city => ends.has(city.number) || alone(city)).map(city => city.number));
  // Before drawing: a text that comes later would make the picture smaller, and it be drawn twice.
  showCount();
  draw();
}

function showCount() {
  const number = countOf(state.edges), prospects = new Set(state.edges.map(edge => edge.partnership)).size - number;
  el("count").textContent = words.count.replace("{cities}", state.visibleCities.size).replace("{partnerships}", number)
    + (prospects ? ", " + words.prospects + ": " + prospects : "");
}

// Countries whose middle is in sight open where the view is near enough, and close again.
const NEAR = 3;
function openByZoom() {
  if (state.layout !== "countries" || !picture) return;
  const {left, right, top, bottom} = picture.view(), whole = layoutBox();
  const near = (whole.right - whole.left) / (right - left) >= NEAR;
  const inSight = ({disc: [x, y]}) => x > left && x < right && y > top && y < bottom;
  const numbers = near ? page.countries.filter(inSight).map(country => country.number) : [];
  if (numbers.length === state.zoomedTo.size && numbers.every(number => state.zoomedTo.has(number))) return;
  state.zoomedTo = new Set(numbers);
  draw();
}

// A clicked country opens, and the view comes near enough that its cities can be distinguished.
function enter(country) {
  state.opened.add(country.number);
  picture.zoomTo(...country.disc);
  openByZoom();
  draw();
  showCountry(country);
}

function toggle(country, open) {
  state.opened[open ? "add" : "delete"](country.number);
  state.zoomedTo.delete(country.number);
  draw();
  showCountry(country);
}

function addList(title, items, parent) {
  if (!items.length) return;
  create("h4", title, parent);
  const ul = create("ul", "", parent);
  items.forEach(([text, more, since]) => {
    const li = create("li", "", ul);
    if (/^https?:\/\//.test(more)) {
      const link = create("a", text, li);
      link.href = more;
      link.rel = "noreferrer";
      link.target = "_blank";
    } else {
      li.textContent = more ? more + ": " + text : text;
    }
    if (since) li.append(" (" + words.since + " " + since + ")");
  });
}

function addButton(text, parent, task) {
  create("button", text, parent).addEventListener("click", task);
}

function addCityButton(city, parent) {
  addButton(fullName(city), parent, () => selectCity(city, true));
}

function addFacts(edge, parent) {
  create("div", facts(edge), parent).className = "quiet";
  addList(words.agreements, edge.agreements, parent);
  addList(words.activities, edge.activities, parent);
  addList(words.sources, edge.sources, parent);
}

function clearPanel(heading) {
  el("panel").replaceChildren();
  el("panel").scrollTop = 0;
  if (heading) create("h2", heading, el("panel"));
  return el("panel");
}

function showCity(city) {
  const aside = clearPanel(city.label);
  create("div", countryOf(city), aside).className = "quiet";
  create("p", words.partners + ": " + partnersOf(city), aside);
  city.own.slice().sort((a, b) => otherEnd(a, city).label.localeCompare(otherEnd(b, city).label)).forEach(edge => {
    addCityButton(otherEnd(edge, city), create("h3", "", aside));
    addFacts(edge, aside);
  });
}

function showPartnership(edge) {
  const aside = clearPanel(between(edge));
  addFacts(edge, aside);
  partnersOfEdge(edge).forEach(city => addCityButton(city, create("h3", "", aside)));
}

// The panel of a line that stands for many partnerships lists them.
function showPartnerships(edges) {
  const aside = clearPanel(countText(edges)), ul = create("ul", "", aside);
  edges.forEach(edge => addButton(between(edge), create("li", "", ul), () => showPartnership(edge)));
}

function showCountry(country) {
  const aside = clearPanel(countryName(country)), own = new Set(country.cities.map(city => city.number));
  const partners = new Map();
  let within = 0;
  partnerships.filter(isCounted).forEach(({from, to}) => {
    if (own.has(from) && own.has(to)) within += 1;
    else if (own.has(from) || own.has(to)) {
      const other = cities[own.has(from) ? to : from].country;
      partners.set(other, (partners.get(other) || 0) + 1);
    }
  });
  create("p", words.cities + ": " + country.cities.length, aside);
  if (within) create("p", words.within + ": " + within, aside);
  const open = state.opened.has(country.number);
  addButton(open ? words.close : words.open, aside, () => toggle(country, !open));
  const addRows = (title, items) => {
    if (!items.length) return;
    create("h4", title, aside);
    const ul = create("ul", "", aside);
    items.forEach(([text, number, task]) => {
      const li = create("li", "", ul);
      addButton(text, li, task);
      li.append(" " + number);
    });
  };
  addRows(words.partnerCountries, [...partners].sort((a, b) => b[1] - a[1]).map(([number, many]) =>
    [countryName(page.countries[number]), many, () => showCountry(page.countries[number])]));
  addRows(words.cities, country.cities.map(city => [city, partnersOf(city)]).sort((a, b) => b[1] - a[1]).map(([city, many]) =>
    [city.label, many, () => selectCity(city, true)]));
}

function showLegend() {
  const aside = clearPanel(), byCountries = state.layout === "countries";
  const row = (text, colour, dot) => {
    const entry = create("div", "", aside), swatch = create("span", "", entry);
    swatch.className = dot ? "swatch dot" : "swatch";
    swatch.style.background = colour;
    entry.append(text);
  };
  create("p", byCountries ? words.hintCountries : words.hint, aside);
  create("p", state.byKind ? words.legendKind : words.legend, aside).className = "quiet";
  if (state.layout === "map" && page.unplaced) create("p", words.unplaced.replace("{many}", page.unplaced), aside).className = "quiet";
  create("h4", words.kind, aside);
  kinds.forEach(kind => row(kind.label, kind.colour, false));
  if (state.byKind) return;
  create("h4", words.country, aside);
  namedCountries.forEach(country => row(country.label, country.colour, true));
}

function selectCity(city, near) {
  if (!state.visibleCities.has(city.number)) reset();
  if (state.layout === "countries" && !isOpen(city.country)) {
    state.opened.add(city.country);
    draw();
  }
  if (picture) {
    if (near) picture.focus(cityId(city));
    // Of hundreds of partners not all names can be read.
    const partners = city.own.map(edge => otherEnd(edge, city)).sort((a, b) => b.own.length - a.own.length);
    picture.select([city, ...partners.slice(0, MOST_LABELLED)].map(cityId));
  }
  showCity(city);
}

function clearSelection() {
  if (picture) picture.unselect();
  showLegend();
}

const MOST_LABELLED = 40;

const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase().trim();
let index = null;
function search() {
  const text = plain(el("search").value);
  if (!text) return;
  index = index || cities.map(city => [city, [fullName(city), city.label, ...city.names].map(plain)]);
  const tests = [name => name === text, name => name.startsWith(text), name => name.includes(text)];
  const match = tests.map(test => index.find(([, names]) => names.some(test))).find(Boolean);
  if (match) selectCity(match[0], true);
  else el("count").textContent = words.none;
}

function reset() {
  fields.forEach(id => { el(id).value = ""; });
  filter();
}

fields.forEach(id => el(id).addEventListener("input", filter));
el("layout").addEventListener("input", () => {
  state.layout = el("layout").value;
  state.zoomedTo.clear();
  draw();
  if (picture) picture.fit();
  clearSelection();
});
el("colour").addEventListener("input", () => {
  state.byKind = el("colour").value === "kind";
  draw();
  clearSelection();
});
el("search").addEventListener("change", search);
el("search").addEventListener("keydown", event => { if (event.key === "Enter") search(); });
el("reset").addEventListener("click", () => {
  el("search").value = "";
  state.opened.clear();
  state.zoomedTo.clear();
  reset();
  if (picture) picture.fit();
  clearSelection();
});
window.kembar = {picture, state, scene, drawn: null};
showLegend();
filter();
if (picture) picture.fit();
// When the first picture was drawn, in milliseconds since the page was requested.
requestAnimationFrame(() => requestAnimationFrame(() => { kembar.drawn = performance.now(); }));
// A list of thousands of names is filled when somebody is about to type one.
el("search").addEventListener("focus", () => {
  cities.forEach(city => { create("option", "", el("names")).value = fullName(city); });
}, {once: true});
