"use strict";
// The data of the page, and what a person does with it. Every text is set as text, never as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words, el = id => document.getElementById(id);
const nodeOf = new Map(data.nodes.map(node => [node.id, node]));
// Where no source tells the kind of a partnership, that is a kind of its own here.
const UNTOLD = {key: "none", label: words.untold, colour: data.untold};
const kinds = data.edges.some(edge => !edge.kinds.length) ? [...data.kinds, UNTOLD] : data.kinds;
const kindOf = new Map(kinds.map(kind => [kind.key, kind]));
const kindsOf = edge => (edge.kinds.length ? edge.kinds : [UNTOLD.key]).map(key => kindOf.get(key));
const edgesAt = new Map(data.nodes.map(node => [node.id, []]));
data.edges.forEach(edge => { edgesAt.get(edge.from).push(edge); edgesAt.get(edge.to).push(edge); });

const titled = node => node.country ? node.label + ", " + node.country : node.label;
const between = edge => nodeOf.get(edge.from).label + " – " + nodeOf.get(edge.to).label;
const facts = edge => [
  kindsOf(edge).map(kind => kind.label).join(" / "),
  edge.since.join(" / ") || words.unknown,
  edge.until.length ? words[edge.status] + " " + edge.until.join(" / ") : "",
].filter(Boolean).join(" · ");

// The colour of a city by kind is that of most of its partnerships.
function kindColour(node) {
  const counts = new Map();
  edgesAt.get(node.id).map(edge => kindsOf(edge)[0]).forEach(kind => counts.set(kind, (counts.get(kind) || 0) + 1));
  const most = [...counts].sort((a, b) => b[1] - a[1] || a[0].key.localeCompare(b[0].key))[0];
  return most ? most[0].colour : UNTOLD.colour;
}

const nodes = new vis.DataSet(data.nodes.map(({id, label, title, color, size, shape, x, y, font}) =>
  ({id, label, title, color, size, shape, x, y, font})));
const edges = new vis.DataSet(data.edges.map(edge => ({
  id: edge.id, from: edge.from, to: edge.to, dashes: edge.dashes, width: edge.width,
  color: {color: edge.color, highlight: edge.color, hover: edge.color},
  title: between(edge) + "\n" + facts(edge),
})));
const network = new vis.Network(el("network"), {nodes, edges}, {
  physics: false,
  layout: {improvedLayout: false},
  nodes: {borderWidth: 1},
  edges: {smooth: false},
  interaction: {hover: true, tooltipDelay: 120, keyboard: {enabled: true, bindToWindow: false}},
});

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
const countries = [...new Set(data.nodes.map(node => node.country))].filter(Boolean).sort((a, b) => a.localeCompare(b));
fill(el("country"), [["", words.all], ...countries.map(country => [country, country])]);
fill(el("kind"), [["", words.all], ...kinds.map(kind => [kind.key, kind.label])]);
fill(el("status"), [["", words.all], ["active", words.active], ["ended", words.ended]]);
fill(el("colour"), [["country", words.country], ["kind", words.kind]]);
data.nodes.forEach(node => { make("option", "", el("names")).value = titled(node); });

function filter() {
  const [country, kind, status, from, to] = fields.map(id => el(id).value);
  const inYears = edge => edge.since.some(date => (!from || date.slice(0, 4) >= from) && (!to || date.slice(0, 4) <= to));
  const shown = data.edges.filter(edge =>
    (!kind || kindsOf(edge).some(({key}) => key === kind)) && (!status || edge.status === status) && ((!from && !to) || inYears(edge))
    && (!country || nodeOf.get(edge.from).country === country || nodeOf.get(edge.to).country === country));
  const ends = new Set(shown.flatMap(edge => [edge.from, edge.to]));
  const alone = node => !kind && !status && !from && !to && (!country || node.country === country);
  const visible = new Set(data.nodes.filter(node => ends.has(node.id) || alone(node)).map(node => node.id));
  const kept = new Set(shown.map(edge => edge.id));
  nodes.update(data.nodes.map(({id}) => ({id, hidden: !visible.has(id)})));
  edges.update(data.edges.map(({id}) => ({id, hidden: !kept.has(id)})));
  const partnerships = new Set(shown.map(edge => edge.partnership)).size;
  el("count").textContent = words.count.replace("{cities}", visible.size).replace("{partnerships}", partnerships);
}

function paint() {
  const byKind = el("colour").value === "kind";
  nodes.update(data.nodes.map(node => ({id: node.id, color: byKind ? kindColour(node) : node.color})));
  legend();
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

function cityButton(node, parent) {
  make("button", titled(node), parent).addEventListener("click", () => choose(node));
}

function describe(edge, parent) {
  make("div", facts(edge), parent).className = "quiet";
  list(words.agreements, edge.agreements, parent);
  list(words.activities, edge.activities, parent);
  list(words.sources, edge.sources, parent);
}

function nameOnMap(chosen) {
  nodes.update(chosen.filter(node => !node.font.size).map(({id}) => ({id, font: {size: 14, strokeWidth: 3}})));
}

function showCity(node) {
  const panel = el("panel"), own = edgesAt.get(node.id);
  const other = edge => nodeOf.get(edge.from === node.id ? edge.to : edge.from);
  nameOnMap([node, ...own.map(other)]);
  panel.replaceChildren();
  make("h2", node.label, panel);
  make("div", node.country, panel).className = "quiet";
  make("p", words.partners + ": " + new Set(own.map(edge => other(edge).id)).size, panel);
  own.slice().sort((a, b) => other(a).label.localeCompare(other(b).label)).forEach(edge => {
    cityButton(other(edge), make("h3", "", panel));
    describe(edge, panel);
  });
  panel.scrollTop = 0;
}

function showPartnership(edge) {
  const panel = el("panel");
  panel.replaceChildren();
  make("h2", between(edge), panel);
  describe(edge, panel);
  [edge.from, edge.to].forEach(id => cityButton(nodeOf.get(id), make("h3", "", panel)));
  panel.scrollTop = 0;
}

function legend() {
  const panel = el("panel"), byKind = el("colour").value === "kind";
  const line = (text, colour, dot) => {
    const row = make("div", "", panel), swatch = make("span", "", row);
    swatch.className = dot ? "swatch dot" : "swatch";
    swatch.style.background = colour;
    row.append(text);
  };
  panel.replaceChildren();
  make("p", words.hint, panel);
  make("p", byKind ? words.legendKind : words.legend, panel).className = "quiet";
  make("h4", words.kind, panel);
  kinds.forEach(kind => line(kind.label, kind.colour, false));
  if (byKind) return;
  make("h4", words.country, panel);
  const colours = new Map(data.nodes.map(node => [node.country, node.color]));
  countries.forEach(country => line(country, colours.get(country), true));
}

function choose(node) {
  nodes.update({id: node.id, hidden: false});
  network.selectNodes([node.id]);
  network.focus(node.id, {scale: 1.2, animation: false});
  showCity(node);
}

const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC").toLowerCase().trim();
const named = data.nodes.map(node => [node, [titled(node), node.label, ...node.names].map(plain)]);
function search() {
  const wanted = plain(el("search").value);
  if (!wanted) return;
  const tests = [name => name === wanted, name => name.startsWith(wanted), name => name.includes(wanted)];
  const found = tests.map(test => named.find(([, names]) => names.some(test))).find(Boolean);
  if (found) choose(found[0]);
  else el("count").textContent = words.none;
}

fields.forEach(id => el(id).addEventListener("input", filter));
el("colour").addEventListener("input", paint);
el("search").addEventListener("change", search);
el("search").addEventListener("keydown", event => { if (event.key === "Enter") search(); });
el("reset").addEventListener("click", () => {
  [...fields, "search"].forEach(id => { el(id).value = ""; });
  filter();
  network.unselectAll();
  network.fit();
  legend();
});
network.on("click", event => {
  if (event.nodes.length) showCity(nodeOf.get(event.nodes[0]));
  else if (event.edges.length) showPartnership(data.edges.find(edge => edge.id === event.edges[0]));
  else legend();
});
filter();
legend();
network.fit();
window.kembar = {network, nodes, edges};
