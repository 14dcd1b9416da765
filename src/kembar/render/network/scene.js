"use strict";
// The data of the page, and the scene that is drawn of them: dots at their places, and lines that join them.
const read = id => JSON.parse(document.getElementById(id).textContent);
const page = read("page"), words = page.words, cities = read("cities");
const partnerships = read("partnerships").map((edge, number) =>
  ({kinds: [], since: [], until: [], agreements: [], activities: [], sources: [], ...edge, number}));

// A partnership of which no source states the kind has a kind of its own here.
const NO_KIND = {key: "none", label: words.noKind, colour: page.noKind};
const kinds = partnerships.some(edge => !edge.kinds.length) ? [...page.kinds, NO_KIND] : page.kinds;
const kindOf = new Map(kinds.map(kind => [kind.key, kind]));
const kindsOf = edge => (edge.kinds.length ? edge.kinds : [NO_KIND.key]).map(key => kindOf.get(key));

cities.forEach((city, number) => { city.number = number; city.own = []; });
partnerships.forEach(edge => { cities[edge.from].own.push(edge); cities[edge.to].own.push(edge); });
page.countries.forEach((country, number) => { Object.assign(country, {number, cities: []}); });
cities.forEach(city => page.countries[city.country].cities.push(city));

const otherEnd = (edge, city) => cities[edge.from === city.number ? edge.to : edge.from];
// What was never concluded is drawn, and counted nowhere.
const isCounted = edge => !edge.open;
const countOf = edges => new Set(edges.filter(isCounted).map(edge => edge.partnership)).size;
const partnersOf = city => new Set(city.own.filter(isCounted).map(edge => otherEnd(edge, city).number)).size;
const countryName = country => country.label || words.noCountry;
const countryOf = city => page.countries[city.country].label;
// The label of a city that has namesakes ends with its country.
const fullName = city => {
  const country = countryOf(city);
  return country && !city.label.endsWith(", " + country) ? city.label + ", " + country : city.label;
};
const partnersIn = new Map();
partnerships.forEach(({partnership, from, to}) => {
  const numbers = partnersIn.get(partnership) || partnersIn.set(partnership, new Set()).get(partnership);
  numbers.add(from).add(to);
});
// A partnership has all its partners, though a line of it joins two. The numbers are in the order of the labels.
const partnersOfEdge = edge => [...partnersIn.get(edge.partnership)].sort((a, b) => a - b).map(number => cities[number]);
const between = edge => partnersOfEdge(edge).map(city => city.label).join(" – ");
const facts = edge => [
  kindsOf(edge).map(kind => kind.label).join(" / "),
  edge.since.join(" / ") || words.unknown,
  edge.status === "active" && !edge.until.length ? "" : [words[edge.status], ...edge.until].join(" / "),
].filter(Boolean).join(" · ");

// The number of partnerships, and of prospects beside them.
function countText(edges) {
  const all = new Set(edges.map(edge => edge.partnership)).size, counted = countOf(edges);
  return words.partnerships + ": " + counted + (all > counted ? ", " + words.prospects + ": " + (all - counted) : "");
}

// The colour of a city by kind is that of most of its partnerships.
function kindColour(city) {
  const counts = new Map();
  city.own.filter(isCounted).map(edge => kindsOf(edge)[0]).forEach(kind => counts.set(kind, (counts.get(kind) || 0) + 1));
  const most = [...counts].sort((a, b) => b[1] - a[1] || a[0].key.localeCompare(b[0].key))[0];
  return most ? most[0].colour : NO_KIND.colour;
}

// The settings of the page. An open country is drawn as its cities instead of one disc.
const state = {layout: page.layout, byKind: false, opened: new Set(), zoomedTo: new Set(), visibleCities: null, edges: null};
const isOpen = country => state.opened.has(country) || state.zoomedTo.has(country);

const cityId = city => "city " + city.number, countryId = number => "country " + number;

function cityDot(city) {
  const [x, y] = city[state.layout], partners = partnersOf(city);
  return {
    id: cityId(city), city, x, y, label: city.label, title: fullName(city) + "\n" + words.partners + ": " + partners,
    // In a country's disc the cities stand close together.
    size: state.layout === "countries" ? Math.min(26, 8 + 3 * Math.sqrt(partners)) : 8 + 4 * Math.sqrt(partners),
    colour: state.byKind ? kindColour(city) : page.countries[city.country].colour,
  };
}

function countryDot(country, count) {
  const [x, y, radius] = country.disc;
  return {
    id: countryId(country.number), country, x, y, radius, size: radius, label: countryName(country),
    title: countryName(country) + "\n" + words.cities + ": " + count, colour: country.colour,
  };
}

const lineOf = edge => ({
  id: "partnership " + edge.number, edges: [edge], from: cityId(cities[edge.from]), to: cityId(cities[edge.to]),
  colour: kindsOf(edge)[0].colour, dashed: edge.open || edge.status === "ended", pale: edge.open, width: 1.5,
  title: between(edge) + "\n" + facts(edge),
});

// Partnerships that have an end in a closed country share one line for each pair of ends.
function mergedLines(edges) {
  const merged = new Map();
  const end = number => isOpen(cities[number].country) ? cityId(cities[number]) : countryId(cities[number].country);
  const lines = [];
  edges.forEach(edge => {
    const [from, to] = [end(edge.from), end(edge.to)].sort();
    if (from === to) return;
    if (from.startsWith("city") && to.startsWith("city")) { lines.push(lineOf(edge)); return; }
    const key = from + " " + to;
    if (!merged.has(key)) merged.set(key, {id: key, from, to, edges: []});
    merged.get(key).edges.push(edge);
  });
  merged.forEach(joint => lines.push({
    ...joint, colour: NO_KIND.colour, dashed: joint.edges.every(edge => edge.open || edge.status === "ended"),
    pale: !joint.edges.some(isCounted),
    width: 1 + Math.min(6, Math.sqrt(countOf(joint.edges)) / 2), title: countText(joint.edges),
  }));
  return lines;
}

function scene() {
  const visible = cities.filter(city => state.visibleCities.has(city.number));
  if (state.layout !== "countries") {
    return {dots: visible.map(cityDot), lines: state.edges.map(lineOf), land: state.layout === "map", rings: []};
  }
  const dots = [], rings = [], counts = new Map();
  visible.forEach(city => { counts.set(city.country, (counts.get(city.country) || 0) + 1); });
  counts.forEach((count, number) => {
    const country = page.countries[number];
    if (isOpen(number)) rings.push(country); else dots.push(countryDot(country, count));
  });
  visible.filter(city => isOpen(city.country)).forEach(city => dots.push(cityDot(city)));
  return {dots, lines: mergedLines(state.edges), land: false, rings};
}

// The box of a layout, whatever a filter leaves of it, so that a filter moves nothing.
function layoutBox() {
  const box = {left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity};
  const include = (x, y, radius) => {
    box.left = Math.min(box.left, x - radius); box.right = Math.max(box.right, x + radius);
    box.top = Math.min(box.top, y - radius); box.bottom = Math.max(box.bottom, y + radius);
  };
  if (state.layout === "countries") page.countries.forEach(({disc}) => include(...disc));
  else cities.forEach(city => include(...city[state.layout], 20));
  return box;
}

// The layer under the network: the land, and the discs of open countries.
const land = new Path2D();
page.land.forEach(ring => {
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
