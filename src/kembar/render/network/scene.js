"use strict";
// The data of the page, its state, and what of the network is shown in that state.
const el = id => document.getElementById(id);
const read = id => JSON.parse(el(id).textContent);
const page = read("page"), words = page.words, cities = read("cities");
const partnerships = read("partnerships").map((edge, number) =>
  ({kinds: [], since: [], until: [], agreements: [], activities: [], sources: [], ...edge, number}));

cities.forEach((city, number) => { city.number = number; city.own = []; });
partnerships.forEach(edge => { cities[edge.from].own.push(edge); cities[edge.to].own.push(edge); });

const otherEnd = (edge, city) => cities[edge.from === city.number ? edge.to : edge.from];
// What was never concluded is drawn, and counted nowhere.
const isCounted = edge => !edge.open;
const countOf = edges => new Set(edges.filter(isCounted).map(edge => edge.partnership)).size;
// Numbers of four digits are written alike in all languages.
const numeral = value => typeof value === "number" && value >= 10000 ? value.toLocaleString(page.language) : value;
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => numeral(values[name]) ?? all);
const byName = (a, b) => a.label.localeCompare(b.label, page.language);
// The label of a city that has namesakes ends with its country.
const fullName = city => city.country && !city.label.endsWith(", " + city.country) ? city.label + ", " + city.country : city.label;

// A partnership has all its partners, though a line of it joins two.
const partnersIn = new Map();
partnerships.forEach(({partnership, from, to}) => {
  const numbers = partnersIn.get(partnership) || partnersIn.set(partnership, new Set()).get(partnership);
  numbers.add(from).add(to);
});
const partnersOfEdge = edge => [...partnersIn.get(edge.partnership)].sort((a, b) => a - b).map(number => cities[number]);
const between = edge => partnersOfEdge(edge).map(city => city.label).join(" – ");

const kindLabels = new Map(page.kinds.map(({key, label}) => [key, label]));
const kindByNotation = new Map(page.kinds.map(({notation, label}) => [notation, label]));
const kindLabel = edge => edge.kinds.length ? edge.kinds.map(kind => kindByNotation.get(kind) || kind).join(" / ") : words.noKind;
// Dates as one says them; others than a day or a month stay as they are.
const spoken = date => {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(date) || [];
  if (!year) return date;
  const form = {year: "numeric", month: "long", timeZone: "UTC", ...(day ? {day: "numeric"} : {})};
  return new Date(Date.UTC(year, month - 1, day || 1)).toLocaleDateString(page.language === "en" ? "en-GB" : page.language, form);
};
const facts = edge => [
  kindLabel(edge), edge.since.map(spoken).join(" / ") || words.unknown,
  edge.status === "active" && !edge.until.length ? "" : [words[edge.status], ...edge.until.map(spoken)].join(" / "),
].filter(Boolean).join(" · ");

const state = {
  layout: page.layout, selected: null, depth: 0, chain: null, hits: [],
  kind: new Set(), status: new Set(), region: new Set(), country: "", certainty: "",
  year: page.years ? page.years[1] : 0, mode: "begun", undated: true,
};

const ends = edge => [cities[edge.from], cities[edge.to]];
const endYear = edge => Math.max(...edge.until.map(date => parseInt(date, 10)).filter(Number.isFinite), -Infinity);
const certainties = {
  one: edge => edge.sources.length === 1,
  more: edge => edge.sources.length > 1,
  differ: edge => Boolean(edge.differ),
  none: edge => !edge.sources.length,
};
const tests = {
  kind: edge => !state.kind.size || state.kind.has(edge.kind),
  status: edge => !state.status.size || state.status.has(edge.status),
  region: edge => !state.region.size || ends(edge).some(city => state.region.has(city.region)),
  country: edge => !state.country || ends(edge).some(city => city.country === state.country),
  certainty: edge => !state.certainty || certainties[state.certainty](edge),
  year: edge => {
    if (!edge.years) return state.undated;
    if ((edge.years[0] ?? -Infinity) > state.year) return false;
    if (state.mode === "begun") return true;
    const end = endYear(edge);
    return !edge.open && (end > -Infinity ? end >= state.year : edge.status !== "ended");
  },
};
const passes = (edge, except) => Object.entries(tests).every(([name, test]) => name === except || test(edge));
const isFiltered = {
  kind: () => state.kind.size > 0,
  status: () => state.status.size > 0,
  region: () => state.region.size > 0,
  country: () => state.country !== "",
  certainty: () => state.certainty !== "",
};
const activeFilters = () => Object.values(isFiltered).filter(test => test()).length;
const isTimed = () => page.years && (state.year < page.years[1] || state.mode !== "begun" || !state.undated);

// Steps from a city along some lines: the number of each city reached, and how far it is.
function stepsFrom(start, edges, most = Infinity) {
  const beside = new Map(), steps = new Map([[start, 0]]), before = new Map();
  edges.forEach(edge => [[edge.from, edge], [edge.to, edge]].forEach(([number, line]) => {
    if (!beside.has(number)) beside.set(number, []);
    beside.get(number).push(line);
  }));
  const queue = [start];
  for (let n = 0; n < queue.length; n += 1) {
    const here = queue[n];
    if (steps.get(here) < most) (beside.get(here) || []).forEach(edge => {
      const next = edge.from === here ? edge.to : edge.from;
      if (steps.has(next)) return;
      steps.set(next, steps.get(here) + 1);
      before.set(next, edge);
      queue.push(next);
    });
  }
  return {steps, before};
}

// The lines of a shortest chain of concluded partnerships between two cities; null without one.
function shortestChain(from, to, edges) {
  const {before} = stepsFrom(from, edges.filter(isCounted)), chain = [];
  if (from === to || !before.has(to)) return null;
  for (let here = to; here !== from; here = otherEnd(chain[0], cities[here]).number) chain.unshift(before.get(here));
  return chain;
}

// The part of the picture that all these cities are in, [left, top, right, bottom], with the land on a map of many.
const boxOf = (shown, place) => shown.length ? [
  Math.min(...shown.map(city => place(city)[0] - city.radius)), Math.min(...shown.map(city => place(city)[1] - city.radius)),
  Math.max(...shown.map(city => place(city)[0] + city.radius)), Math.max(...shown.map(city => place(city)[1] + city.radius)),
] : [0, 0, 1, 1];

const FEW = 30, HANDFUL = 5;
// What is shown: the cities, their lines, the place of each city, and the box of the whole.
let scene = {cities: [], numbers: new Set(), edges: [], place: () => [0, 0], box: [0, 0, 1, 1], around: false};
function makeScene(width, height) {
  let edges = partnerships.filter(edge => passes(edge));
  const numbers = new Set(edges.flatMap(edge => [edge.from, edge.to]));
  const onlyPlaces = !state.kind.size && !state.status.size && !state.certainty && !isTimed();
  const alone = city => onlyPlaces && (!state.country || city.country === state.country)
    && (!state.region.size || state.region.has(city.region));
  cities.forEach(city => { if (alone(city)) numbers.add(city.number); });
  const me = state.selected;
  if (me !== null) numbers.add(me);
  const around = me !== null && state.depth > 0 && state.layout === "force";
  let place = city => city[state.layout];
  if (me !== null && state.depth > 0) {
    const {steps, before} = stepsFrom(me, edges, state.depth);
    numbers.forEach(number => { if (!steps.has(number)) numbers.delete(number); });
    edges = edges.filter(edge => steps.has(edge.from) && steps.has(edge.to));
    if (around) {
      const places = placesAround(me, steps, before, width, height);
      place = city => places.get(city.number);
    }
  }
  const shown = cities.filter(city => numbers.has(city.number));
  if (cities.length < FEW && state.layout === "force" && !around && !page.shelves.force) {
    // A small network has the shape of the canvas, be it high or wide.
    const [left, top, right, bottom] = boxOf(cities, place);
    const taller = Math.max(0.7, Math.min(2.5, height / width * (right - left) / (bottom - top)));
    place = city => [city.force[0], top + (city.force[1] - top) * taller];
  }
  // A filter leaves the box as it is, so that nothing jumps; a city with its surroundings has its own.
  const box = around ? [0, 0, width, height] : state.depth ? boxOf(shown, place)
    : state.layout === "map" ? [0, 0, ...page.sizes.map] : boxOf(cities, place);
  scene = {cities: shown, numbers, edges, place, box, around};
  return scene;
}

// The city in the middle, and the others in rings around it, each near the one that it is reached from.
function placesAround(me, steps, before, width, height) {
  const children = new Map([...steps.keys()].map(number => [number, []]));
  before.forEach((edge, number) => children.get(otherEnd(edge, cities[number]).number).push(number));
  const order = (a, b) => cities[a].region.localeCompare(cities[b].region) || byName(cities[a], cities[b]);
  children.forEach(list => list.sort(order));
  const deep = Math.max(1, ...steps.values()), leaves = new Map();
  [...steps.keys()].reverse().forEach(number =>
    leaves.set(number, Math.max(1, children.get(number).reduce((sum, child) => sum + leaves.get(child), 0))));
  const places = new Map([[me, [width / 2, height / 2]]]);
  const wide = Math.max(90, width / 2 - (width > 600 ? 130 : 62)), high = Math.max(90, height / 2 - 34);
  const put = (number, begin, end) => {
    let at = begin;
    children.get(number).forEach((child, n, all) => {
      const share = (end - begin) * leaves.get(child) / all.reduce((sum, other) => sum + leaves.get(other), 0);
      const angle = at + share / 2, stagger = all.length > 10 ? [1, 0.72, 0.9, 0.6][n % 4] : all.length > 5 ? [1, 0.78][n % 2] : 0.85;
      const far = (steps.get(child) - 1 + (deep === 1 ? stagger : 0.86 + 0.14 * (n % 2))) / deep;
      places.set(child, [width / 2 + wide * far * Math.cos(angle), height / 2 + high * far * Math.sin(angle)]);
      put(child, at, at + share);
      at += share;
    });
  };
  put(me, -Math.PI / 2, 1.5 * Math.PI);
  return places;
}

// What stands out: the chain, or the selected city with its partners.
function chosen() {
  if (state.chain) return {edges: state.chain, numbers: new Set(state.chain.flatMap(edge => [edge.from, edge.to]))};
  if (state.selected === null) return {edges: [], numbers: new Set()};
  const edges = scene.edges.filter(edge => edge.from === state.selected || edge.to === state.selected);
  return {edges, numbers: new Set([state.selected, ...edges.flatMap(edge => [edge.from, edge.to])])};
}
