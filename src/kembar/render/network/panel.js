"use strict";
// The panel beside the picture. Every text is set as text, never as HTML.
const actions = {};

function svgOf(width, height, name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  [["width", width], ["height", height], ["aria-hidden", "true"], ["class", name]].forEach(pair => svg.setAttribute(...pair));
  return svg;
}
function addPart(svg, tag, attributes) {
  const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(pair => part.setAttribute(...pair));
  svg.append(part);
}
function kindMark(edge, parent) {
  const svg = svgOf(12, 12, "i " + edge.kind);
  addPart(svg, "use", {href: "#g-" + edge.kind});
  parent.append(svg);
  create("span", kindLabels.get(edge.kind) || words.noKind, parent, "sr");
}

function addButton(text, parent, task, name = "link") {
  const button = create("button", text, parent, name);
  button.type = "button";
  button.addEventListener("click", task);
  return button;
}
function addLink(text, href, parent) {
  const link = create("a", text, parent);
  link.href = href;
  return link;
}

function clearPanel(heading, under, href) {
  el("panel").replaceChildren();
  const head = create("div", "", el("panel"), "top");
  create("h2", heading, head);
  if (under) create("span", under, head, "tiny");
  if (href) addLink(words.page, href, head);
  return el("panel");
}

function addList(title, items, parent) {
  if (!items.length) return;
  create("h3", title, parent);
  const list = create("ul", "", parent, "facts-list");
  items.forEach(([text, more, since]) => {
    const item = create("li", "", list);
    if (/^https?:\/\//.test(more)) {
      const link = addLink(text, more, item);
      Object.assign(link, {rel: "noreferrer", target: "_blank"});
    } else item.textContent = more ? spoken(more) + ": " + text : text;
    if (since) item.append(" (" + filled(words.since, {year: spoken(since)}) + ")");
  });
}

// Lists of buttons are walked with the arrow keys too.
function walkable(list) {
  list.addEventListener("keydown", event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    const all = [...list.querySelectorAll("li > span > button")], now = all.indexOf(document.activeElement);
    if (!step || now < 0) return;
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, now + step))].focus();
  });
}

const yearOf = edge => edge.years ? edge.years[0] ?? edge.years[1] : null;
function yearButton(edge, row) {
  const year = addButton(yearOf(edge) ? String(yearOf(edge)) : "–", row, () => actions.open(edge), "link num tiny");
  year.title = filled(words.about, {partnership: between(edge)});
  year.setAttribute("aria-label", year.title + (yearOf(edge) ? ", " + yearOf(edge) : ""));
}
function partnerRow(edge, city, list) {
  const row = create("li", "", list);
  kindMark(edge, row);
  const name = create("span", "", row);
  addButton(city.label, name, () => actions.select(city.number, true));
  name.append(" ");
  create("span", city.country, name, "tiny");
  yearButton(edge, row);
}

// A sentence on the partners of a city; those that are shown, so that it fits the picture.
function partnersText(city, own) {
  const all = own.map(edge => otherEnd(edge, city));
  const established = new Set(own.filter(isCounted).map(edge => otherEnd(edge, city).number));
  const countries = new Set([...established].map(number => cities[number].country).filter(Boolean));
  const open = new Set(all.map(other => other.number).filter(number => !established.has(number))).size;
  const values = {partners: established.size, countries: countries.size, country: [...countries][0]};
  const text = established.size === 0 ? words.noPartner : established.size === 1 ? (countries.size ? words.onePartner : words.onePartnerOnly)
    : countries.size > 1 ? words.partnersIn : countries.size ? words.partnersInOne : words.partnersOnly;
  return filled(text, values) + (open ? " " + filled(open === 1 ? words.openOne : words.openMany, {many: open}) : "");
}

function showCity(city) {
  const aside = clearPanel(city.label, city.country, city.href);
  const own = partnerships.filter(edge => (edge.from === city.number || edge.to === city.number) && passes(edge));
  create("p", partnersText(city, own), aside, "small soft");
  const set = create("div", "", aside, "set"), label = create("label", words.depth, set), depth = create("select", "", set);
  label.htmlFor = depth.id = "depth";
  [words.depth0, words.depth1, words.depth2, words.depth3].forEach((text, n) => { create("option", text, depth).value = n; });
  depth.value = state.depth;
  depth.addEventListener("input", () => actions.depth(Number(depth.value)));
  if (!own.length) return;
  const list = create("ul", "", aside, "plist");
  list.setAttribute("aria-label", filled(words.partnersOf, {city: city.label}));
  own.sort((a, b) => byName(otherEnd(a, city), otherEnd(b, city))).forEach(edge => partnerRow(edge, otherEnd(edge, city), list));
  walkable(list);
}

function showPartnership(edge) {
  const aside = clearPanel(between(edge), "", edge.href);
  create("p", facts(edge), aside, "small soft");
  if (edge.differ) create("p", words.differSource, aside, "small soft");
  const list = create("ul", "", aside, "plist short");
  partnersOfEdge(edge).forEach(city => partnerRow(edge, city, list));
  walkable(list);
  const more = create("div", "", aside, "more small");
  addList(words.agreements, edge.agreements, more);
  addList(words.activities, edge.activities, more);
  addList(words.sources, edge.sources, more);
}

// The chain in words: each step with its kind and its beginning.
function showChain(from, to) {
  const aside = clearPanel(words.chain, "");
  if (!state.chain) {
    create("p", filled(words.noChain, {one: cities[from].label, other: cities[to].label}), aside, "small");
    return;
  }
  const many = state.chain.length;
  create("p", filled(many === 1 ? words.chainOne : words.chainMany, {one: cities[from].label, other: cities[to].label, many}), aside, "small soft");
  const list = create("ol", "", aside, "plist");
  let here = cities[from];
  const row = (edge, city) => {
    const item = create("li", "", list);
    if (edge) kindMark(edge, item); else create("span", "", item);
    const name = create("span", "", item);
    addButton(city.label, name, () => actions.select(city.number, true));
    name.append(" ");
    create("span", edge ? kindLabel(edge) : city.country, name, "tiny");
    if (edge) yearButton(edge, item);
  };
  row(null, here);
  state.chain.forEach(edge => {
    here = otherEnd(edge, here);
    row(edge, here);
  });
  walkable(list);
}

// Without a selection: the cities with most partners, from which one can go on.
const MOST_NAMED = 40;
function showOverview() {
  const aside = clearPanel(words.network, "");
  create("p", words.hint, aside, "small soft");
  if (state.layout === "map" && page.unplaced) create("p", filled(words.unplaced, {many: page.unplaced}), aside, "small soft");
  const list = create("ul", "", aside, "plist");
  list.setAttribute("aria-label", words.most);
  [...scene.cities].sort((a, b) => a.rank - b.rank).slice(0, MOST_NAMED).forEach(city => {
    const row = create("li", "", list);
    create("i", "", row, (city.region || "no-region") + " sw");
    const name = create("span", "", row);
    addButton(city.label, name, () => actions.select(city.number, true));
    name.append(" ");
    create("span", city.country, name, "tiny");
    create("span", String(city.degree), row, "num tiny");
  });
  walkable(list);
}

function makeLegend() {
  const lines = [...new Map(page.kinds.map(kind => [kind.key, []])).keys()];
  if (lines.length) create("h3", words.keyLine, el("legend"), "tiny");
  const list = create("ul", "", el("legend"));
  lines.forEach(key => {
    const same = page.kinds.filter(kind => kind.key === key), row = create("li", "", list), svg = svgOf(34, 10, "");
    addPart(svg, "path", {d: "M1 5H33", class: "e on e-" + key});
    row.append(svg);
    create("span", same.map(kind => kind.label).join(", "), row);
    create("span", String(same.reduce((sum, kind) => sum + kind.count, 0)), row, "num tiny");
  });
  if (!page.regions.length) return;
  create("h3", words.keyFill, el("legend"), "tiny");
  const all = create("dl", "", el("legend"), "rk");
  [...new Set(page.regions.map(region => region.continent))].forEach(continent => {
    const row = create("div", "", all);
    create("dt", continent, row);
    const cell = create("dd", "", row);
    page.regions.filter(region => region.continent === continent).forEach(region => {
      const item = create("span", "", cell);
      create("i", "", item, region.key + " sw");
      item.append(region.label + " ");
      create("span", String(region.count), item, "tiny");
    });
  });
}
