"use strict";
// What a person does with the page. Every text is set as text, never as HTML.
const el = id => document.getElementById(id);

function make(tag, text, parent) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

function fill(select, pairs) {
  pairs.forEach(([value, text]) => { make("option", text, select).value = value; });
}

const fields = ["country", "kind", "status", "from", "to"];
const named = told.countries.filter(({label}) => label).sort((a, b) => a.label.localeCompare(b.label));
fill(el("layout"), ["force", "map", "countries"].map(name => [name, words[name]]));
fill(el("country"), [["", words.all], ...named.map(({label}) => [label, label])]);
fill(el("kind"), [["", words.all], ...kinds.map(kind => [kind.key, kind.label])]);
fill(el("status"), [["", words.all], ["active", words.active], ["ended", words.ended]]);
fill(el("colour"), [["country", words.country], ["kind", words.kind]]);
el("layout").value = state.layout;

const picture = makePicture(el("network"), {
  dot: dot => dot.city ? choose(dot.city, false) : enter(dot.country),
  line: one => one.edges.length === 1 ? showPartnership(one.edges[0]) : showGathered(one.edges),
  ground: clear,
  view: openByZoom,
});
if (!picture) make("p", words.noWebGL, el("network")).className = "unseen";

function draw() {
  if (picture) picture.show(scene());
}

function filter() {
  const [country, kind, status, from, to] = fields.map(id => el(id).value);
  const inYears = edge => edge.since.some(date => (!from || date.slice(0, 4) >= from) && (!to || date.slice(0, 4) <= to));
  state.shown = partnerships.filter(edge =>
    (!kind || kindsOf(edge).some(({key}) => key === kind)) && (!status || edge.status === status) && ((!from && !to) || inYears(edge))
    && (!country || nameOf(cities[edge.from]) === country || nameOf(cities[edge.to]) === country));
  const ends = new Set(state.shown.flatMap(edge => [edge.from, edge.to]));
  const alone = city => !kind && !status && !from && !to && (!country || nameOf(city) === country);
  state.visible = new Set(cities.filter(city => ends.has(city.number) || alone(city)).map(city => city.number));
  // Told first: words that come later would make the picture smaller, and it be drawn twice.
  count();
  draw();
}

function count() {
  const shown = new Set(state.shown.map(edge => edge.partnership)).size;
  el("count").textContent = words.count.replace("{cities}", state.visible.size).replace("{partnerships}", shown);
}

// Countries whose middle is in sight open where one has come near enough, and close again.
const NEAR = 3;
function openByZoom() {
  if (state.layout !== "countries" || !picture) return;
  const {left, right, top, bottom} = picture.window(), all = room();
  const near = (all.right - all.left) / (right - left) >= NEAR;
  const inSight = ({disc: [x, y]}) => x > left && x < right && y > top && y < bottom;
  const wanted = near ? told.countries.filter(inSight).map(country => country.number) : [];
  if (wanted.length === state.zoomedTo.size && wanted.every(number => state.zoomedTo.has(number))) return;
  state.zoomedTo = new Set(wanted);
  draw();
}

// A country that is clicked opens, and comes near enough that its cities can be told apart.
function enter(country) {
  state.opened.add(country.number);
  picture.look(...country.disc);
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

function list(title, items, parent) {
  if (!items.length) return;
  make("h4", title, parent);
  const ul = make("ul", "", parent);
  items.forEach(([text, more, since]) => {
    const li = make("li", "", ul);
    if (/^https?:\/\//.test(more)) {
      const link = make("a", text, li);
      link.href = more;
      link.rel = "noreferrer";
      link.target = "_blank";
    } else {
      li.textContent = more ? more + ": " + text : text;
    }
    if (since) li.append(" (" + words.since + " " + since + ")");
  });
}

function button(text, parent, task) {
  make("button", text, parent).addEventListener("click", task);
}

function cityButton(city, parent) {
  button(titled(city), parent, () => choose(city, true));
}

function describe(edge, parent) {
  make("div", facts(edge), parent).className = "quiet";
  list(words.agreements, edge.agreements, parent);
  list(words.activities, edge.activities, parent);
  list(words.sources, edge.sources, parent);
}

function panel(heading) {
  el("panel").replaceChildren();
  el("panel").scrollTop = 0;
  if (heading) make("h2", heading, el("panel"));
  return el("panel");
}

function showCity(city) {
  const at = panel(city.label);
  make("div", nameOf(city), at).className = "quiet";
  make("p", words.partners + ": " + partnersOf(city), at);
  city.own.slice().sort((a, b) => otherEnd(a, city).label.localeCompare(otherEnd(b, city).label)).forEach(edge => {
    cityButton(otherEnd(edge, city), make("h3", "", at));
    describe(edge, at);
  });
}

function showPartnership(edge) {
  const at = panel(between(edge));
  describe(edge, at);
  [edge.from, edge.to].forEach(number => cityButton(cities[number], make("h3", "", at)));
}

// A line that stands for many partnerships tells of each in a line.
function showGathered(edges) {
  const at = panel(words.partnerships + ": " + edges.length), ul = make("ul", "", at);
  edges.forEach(edge => button(between(edge), make("li", "", ul), () => showPartnership(edge)));
}

function showCountry(country) {
  const at = panel(countryName(country)), own = new Set(country.cities.map(city => city.number));
  const partners = new Map();
  let within = 0;
  partnerships.forEach(({from, to}) => {
    if (own.has(from) && own.has(to)) within += 1;
    else if (own.has(from) || own.has(to)) {
      const other = cities[own.has(from) ? to : from].country;
      partners.set(other, (partners.get(other) || 0) + 1);
    }
  });
  make("p", words.cities + ": " + country.cities.length, at);
  if (within) make("p", words.within + ": " + within, at);
  const open = state.opened.has(country.number);
  button(open ? words.close : words.open, at, () => toggle(country, !open));
  const rows = (title, items) => {
    if (!items.length) return;
    make("h4", title, at);
    const ul = make("ul", "", at);
    items.forEach(([text, number, task]) => {
      const li = make("li", "", ul);
      button(text, li, task);
      li.append(" " + number);
    });
  };
  rows(words.partnerCountries, [...partners].sort((a, b) => b[1] - a[1]).map(([number, many]) =>
    [countryName(told.countries[number]), many, () => showCountry(told.countries[number])]));
  rows(words.cities, country.cities.map(city => [city, partnersOf(city)]).sort((a, b) => b[1] - a[1]).map(([city, many]) =>
    [city.label, many, () => choose(city, true)]));
}

function legend() {
  const at = panel(), byCountries = state.layout === "countries";
  const row = (text, colour, dot) => {
    const made = make("div", "", at), swatch = make("span", "", made);
    swatch.className = dot ? "swatch dot" : "swatch";
    swatch.style.background = colour;
    made.append(text);
  };
  make("p", byCountries ? words.hintCountries : words.hint, at);
  make("p", state.byKind ? words.legendKind : words.legend, at).className = "quiet";
  if (state.layout === "map" && told.unplaced) make("p", words.unplaced.replace("{many}", told.unplaced), at).className = "quiet";
  make("h4", words.kind, at);
  kinds.forEach(kind => row(kind.label, kind.colour, false));
  if (state.byKind) return;
  make("h4", words.country, at);
  named.forEach(country => row(country.label, country.colour, true));
}

function choose(city, near) {
  if (!state.visible.has(city.number)) reset();
  if (state.layout === "countries" && !isOpen(city.country)) {
    state.opened.add(city.country);
    draw();
  }
  if (picture) {
    if (near) picture.focus(cityId(city));
    // Of hundreds of partners not all names can be read.
    const partners = city.own.map(edge => otherEnd(edge, city)).sort((a, b) => b.own.length - a.own.length);
    picture.select([city, ...partners.slice(0, MOST_NAMED)].map(cityId));
  }
  showCity(city);
}

function clear() {
  if (picture) picture.unselect();
  legend();
}

const MOST_NAMED = 40;

const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase().trim();
let index = null;
function search() {
  const wanted = plain(el("search").value);
  if (!wanted) return;
  index = index || cities.map(city => [city, [titled(city), city.label, ...city.names].map(plain)]);
  const tests = [name => name === wanted, name => name.startsWith(wanted), name => name.includes(wanted)];
  const found = tests.map(test => index.find(([, names]) => names.some(test))).find(Boolean);
  if (found) choose(found[0], true);
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
  clear();
});
el("colour").addEventListener("input", () => {
  state.byKind = el("colour").value === "kind";
  draw();
  clear();
});
el("search").addEventListener("change", search);
el("search").addEventListener("keydown", event => { if (event.key === "Enter") search(); });
el("reset").addEventListener("click", () => {
  el("search").value = "";
  state.opened.clear();
  state.zoomedTo.clear();
  reset();
  if (picture) picture.fit();
  clear();
});
window.kembar = {picture, state, scene, drawn: null};
legend();
filter();
if (picture) picture.fit();
// When the first picture stood, in milliseconds since the page was asked for; benchmarks read it.
requestAnimationFrame(() => requestAnimationFrame(() => { kembar.drawn = performance.now(); }));
// A list of thousands of names is made when somebody is about to type one.
el("search").addEventListener("focus", () => {
  cities.forEach(city => { make("option", "", el("names")).value = titled(city); });
}, {once: true});
