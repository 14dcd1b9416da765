"use strict";
// The data of the page, and what of it is to be seen: which dots stand where, which lines join them.
const read = id => JSON.parse(document.getElementById(id).textContent);
const told = read("told"), words = told.words, cities = read("cities");
const partnerships = read("partnerships").map((edge, number) =>
  ({kinds: [], since: [], until: [], agreements: [], activities: [], sources: [], ...edge, number}));

// Where no source tells the kind of a partnership, that is a kind of its own here.
const UNTOLD = {key: "none", label: words.untold, colour: told.untold};
const kinds = partnerships.some(edge => !edge.kinds.length) ? [...told.kinds, UNTOLD] : told.kinds;
const kindOf = new Map(kinds.map(kind => [kind.key, kind]));
const kindsOf = edge => (edge.kinds.length ? edge.kinds : [UNTOLD.key]).map(key => kindOf.get(key));

cities.forEach((city, number) => { city.number = number; city.own = []; });
partnerships.forEach(edge => { cities[edge.from].own.push(edge); cities[edge.to].own.push(edge); });
told.countries.forEach((country, number) => { Object.assign(country, {number, cities: []}); });
cities.forEach(city => told.countries[city.country].cities.push(city));

const otherEnd = (edge, city) => cities[edge.from === city.number ? edge.to : edge.from];
const partnersOf = city => new Set(city.own.map(edge => otherEnd(edge, city).number)).size;
const countryName = country => country.label || words.stateless;
const nameOf = city => told.countries[city.country].label;
const titled = city => nameOf(city) ? city.label + ", " + nameOf(city) : city.label;
const between = edge => cities[edge.from].label + " – " + cities[edge.to].label;
const facts = edge => [
  kindsOf(edge).map(kind => kind.label).join(" / "),
  edge.since.join(" / ") || words.unknown,
  edge.until.length ? words[edge.status] + " " + edge.until.join(" / ") : "",
].filter(Boolean).join(" · ");

// The colour of a city by kind is that of most of its partnerships.
function kindColour(city) {
  const counts = new Map();
  city.own.map(edge => kindsOf(edge)[0]).forEach(kind => counts.set(kind, (counts.get(kind) || 0) + 1));
  const most = [...counts].sort((a, b) => b[1] - a[1] || a[0].key.localeCompare(b[0].key))[0];
  return most ? most[0].colour : UNTOLD.colour;
}

// What a person has set. A country is open where its cities are seen instead of one disc.
const state = {layout: told.layout, byKind: false, opened: new Set(), zoomedTo: new Set(), visible: null, shown: null};
const isOpen = country => state.opened.has(country) || state.zoomedTo.has(country);

const cityId = city => "city " + city.number, countryId = number => "country " + number;

function cityDot(city) {
  const [x, y] = city[state.layout], partners = partnersOf(city);
  return {
    id: cityId(city), city, x, y, label: city.label, title: titled(city) + "\n" + words.partners + ": " + partners,
    // In a country's disc the cities stand close together.
    size: state.layout === "countries" ? Math.min(26, 8 + 3 * Math.sqrt(partners)) : 8 + 4 * Math.sqrt(partners),
    colour: state.byKind ? kindColour(city) : told.countries[city.country].colour,
  };
}

function countryDot(country, seen) {
  const [x, y, radius] = country.disc;
  return {
    id: countryId(country.number), country, x, y, radius, size: radius, label: countryName(country),
    title: countryName(country) + "\n" + words.cities + ": " + seen, colour: country.colour,
  };
}

const line = edge => ({
  id: "partnership " + edge.number, edges: [edge], from: cityId(cities[edge.from]), to: cityId(cities[edge.to]),
  colour: kindsOf(edge)[0].colour, ended: edge.status === "ended", width: 1.5,
  title: between(edge) + "\n" + facts(edge),
});

// Lines that have an end in a country seen as one are drawn once for all partnerships they stand for.
function gathered(edges) {
  const found = new Map();
  const end = number => isOpen(cities[number].country) ? cityId(cities[number]) : countryId(cities[number].country);
  const lines = [];
  edges.forEach(edge => {
    const [from, to] = [end(edge.from), end(edge.to)].sort();
    if (from === to) return;
    if (from.startsWith("city") && to.startsWith("city")) { lines.push(line(edge)); return; }
    const key = from + " " + to;
    if (!found.has(key)) found.set(key, {id: key, from, to, edges: []});
    found.get(key).edges.push(edge);
  });
  found.forEach(one => lines.push({
    ...one, colour: UNTOLD.colour, ended: one.edges.every(edge => edge.status === "ended"),
    width: 1 + Math.min(6, Math.sqrt(one.edges.length) / 2), title: words.partnerships + ": " + one.edges.length,
  }));
  return lines;
}

function scene() {
  const visible = cities.filter(city => state.visible.has(city.number));
  if (state.layout !== "countries") {
    return {dots: visible.map(cityDot), lines: state.shown.map(line), land: state.layout === "map", rings: []};
  }
  const dots = [], rings = [], seen = new Map();
  visible.forEach(city => { seen.set(city.country, (seen.get(city.country) || 0) + 1); });
  seen.forEach((count, number) => {
    const country = told.countries[number];
    if (isOpen(number)) rings.push(country); else dots.push(countryDot(country, count));
  });
  visible.filter(city => isOpen(city.country)).forEach(city => dots.push(cityDot(city)));
  return {dots, lines: gathered(state.shown), land: false, rings};
}

// The room that a layout takes, whatever of it is shown, so that nothing jumps when a filter is set.
function room() {
  const found = {left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity};
  const include = (x, y, radius) => {
    found.left = Math.min(found.left, x - radius); found.right = Math.max(found.right, x + radius);
    found.top = Math.min(found.top, y - radius); found.bottom = Math.max(found.bottom, y + radius);
  };
  if (state.layout === "countries") told.countries.forEach(({disc}) => include(...disc));
  else cities.forEach(city => include(...city[state.layout], 20));
  return found;
}

// What lies under the network: the land, and the rooms of countries that are open.
const land = new Path2D();
told.land.forEach(ring => {
  for (let n = 0; n < ring.length; n += 2) land[n ? "lineTo" : "moveTo"](ring[n], ring[n + 1]);
  land.closePath();
});
function paintUnder(context, {land: withLand, rings}) {
  context.fillStyle = "#e9edf1";
  if (withLand) context.fill(land, "evenodd");
  rings.forEach(({disc: [x, y, radius], colour}) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.globalAlpha = 0.14;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
  });
}
