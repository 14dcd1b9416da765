"use strict";
// The controls of the page, and what they do.
const small = matchMedia("(max-width: 46rem)");

function showTip(city, edge, event) {
  const tip = el("tip"), place = event && (event.center || event);
  tip.hidden = !city && !edge || !place;
  if (tip.hidden) return;
  tip.textContent = city ? fullName(city) + "\n" + filled(words.partnersMany, {many: city.degree}) : between(edge) + "\n" + facts(edge);
  tip.style.left = Math.min(innerWidth - 240, (place.clientX ?? place.x) + 14) + "px";
  tip.style.top = (place.clientY ?? place.y) + 14 + "px";
}

function showCount() {
  const open = new Set(scene.edges.map(edge => edge.partnership)).size - countOf(scene.edges);
  const many = countOf(scene.edges), text = many === 1 ? words.countOne : scene.cities.length === 1 ? words.countCity : words.count;
  el("count").textContent = filled(text, {cities: scene.cities.length, partnerships: many})
    + (open ? " · " + filled(words.openCount, {many: open}) : "");
}

function showPanel() {
  if (state.ends) showChain(...state.ends);
  else if (state.selected !== null) showCity(cities[state.selected]);
  else showOverview();
  el("side").setAttribute("aria-label", el("panel").querySelector("h2").textContent);
}

// Draws all anew after a change. A step is one that the reader can go back from.
function refresh({fit = false, step = true} = {}) {
  if (state.ends) state.chain = shortestChain(...state.ends, partnerships.filter(edge => passes(edge)));
  show(fit);
  el("message").hidden = stage.picture && scene.cities.length > 0;
  el("message").firstChild.textContent = !cities.length ? words.noCity : stage.picture ? words.empty : words.noWebGL;
  el("all").hidden = !stage.picture || !cities.length;
  showCount();
  showCounts();
  showYears();
  el("layout").value = state.layout;
  showPanel();
  if (step) writeAddress(true);
}

function select(number, near) {
  const around = scene.around, same = state.selected === number;
  Object.assign(state, {selected: number, chain: null, ends: null});
  if (number === null) state.depth = 0;
  else if (small.matches && !state.depth && state.layout === "force") state.depth = 1;
  el("search").value = number === null ? "" : cities[number].label;
  const changed = around || state.depth > 0 || (number !== null && !scene.numbers.has(number));
  if (changed) refresh({fit: around || state.depth > 0, step: false});
  else { mark(); showPanel(); }
  if (near && number !== null && !scene.around) bringIn(cities[number]);
  if (small.matches && number !== null && !same) setHeight("low");
  el("side").scrollTop = 0;
  if (near) el("panel").focus({preventScroll: true});
  writeAddress(true);
}

Object.assign(actions, {
  select,
  open(edge) {
    showPartnership(edge);
    el("panel").focus({preventScroll: true});
  },
  depth(number) {
    state.depth = number;
    refresh({fit: true});
  },
});

function findChain() {
  const chosenEnds = ["from", "to"].map(id => findCities(el(id).value)[0]).map(city => city && city.number);
  if (chosenEnds.some(number => number === undefined)) return;
  Object.assign(state, {selected: null, depth: 0, ends: chosenEnds});
  el("search").value = "";
  refresh({fit: true});
}

// The sheet on a phone has three heights.
const HEIGHTS = ["low", "mid", "high"];
function setHeight(name) {
  if (el("side").dataset.height === name) return;
  el("side").dataset.height = name;
  el("side").style.height = "";
  if (small.matches && name !== "high") show(true);
}
function makeSheet() {
  const grip = el("grip"), side = el("side");
  let begin = null, moved = false;
  const step = by => setHeight(HEIGHTS[Math.max(0, Math.min(2, HEIGHTS.indexOf(side.dataset.height) + by))]);
  grip.addEventListener("click", () => { if (!moved) setHeight(HEIGHTS[(HEIGHTS.indexOf(side.dataset.height) + 1) % 3]); });
  grip.addEventListener("keydown", event => {
    const by = {ArrowUp: 1, ArrowDown: -1}[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  grip.addEventListener("pointerdown", event => {
    begin = {y: event.clientY, height: side.clientHeight};
    moved = false;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", event => {
    if (!begin) return;
    moved = moved || Math.abs(event.clientY - begin.y) > 6;
    if (moved) side.style.height = Math.max(64, begin.height + begin.y - event.clientY) + "px";
  });
  grip.addEventListener("pointerup", () => {
    const whole = el("net").clientHeight, now = side.clientHeight / whole;
    begin = null;
    if (!moved) return;
    side.style.height = "";
    side.dataset.height = "";
    setHeight(now < 0.35 ? "low" : now < 0.7 ? "mid" : "high");
  });
}

// On a phone the years are in the sheet, below the picture, and the other controls in the drawer of the filters.
function arrange() {
  if (small.matches) el("panel").before(el("years"));
  else el("net").append(el("years"));
  if (small.matches) el("drawer").prepend(el("tools"));
  else document.querySelector(".nbar").insertBefore(el("tools"), el("count"));
  el("key").open = !small.matches;
}

function makeControls() {
  [["force", words.force], ["map", words.map]].forEach(([value, text]) => { create("option", text, el("layout")).value = value; });
  el("layout").addEventListener("input", () => {
    state.layout = el("layout").value;
    refresh({fit: true});
  });
  makeFilters(() => refresh());
  makeYears(() => refresh({step: false}));
  el("year").addEventListener("change", () => writeAddress(true));
  el("filters").addEventListener("toggle", showCounts);
  cityField(el("search"), city => select(city.number, true), hits => {
    state.hits = hits.map(city => city.number);
    rest();
  });
  el("search").addEventListener("input", () => { if (!el("search").value && state.selected !== null) select(null, false); });
  ["from", "to"].forEach(id => cityField(el(id), findChain));
  el("all").addEventListener("click", () => { clearFilters(); refresh(); });
  el("table").addEventListener("click", showRows);
  el("svg").addEventListener("click", saveSVG);
  el("png").addEventListener("click", savePNG);
  el("nearer").addEventListener("click", () => zoomBy(1.5));
  el("farther").addEventListener("click", () => zoomBy(1 / 1.5));
  el("whole").addEventListener("click", () => { moveTo(stage.fit); rest(); });
  // One drawer at a time, and none once the reader goes on elsewhere.
  const drawers = [...document.querySelectorAll("details.pop")];
  document.addEventListener("pointerdown", event => drawers.forEach(drawer => { if (!drawer.contains(event.target)) drawer.open = false; }));
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    const opened = drawers.find(drawer => drawer.open && drawer.contains(document.activeElement));
    if (opened) { opened.open = false; opened.querySelector("summary").focus(); }
  });
  el("canvas").addEventListener("keydown", event => {
    if (event.target !== el("canvas")) return;
    const task = {
      ArrowLeft: () => panBy(60, 0), ArrowRight: () => panBy(-60, 0), ArrowUp: () => panBy(0, 60), ArrowDown: () => panBy(0, -60),
      "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8), 0: () => moveTo(stage.fit),
      Escape: () => select(null, false), "/": () => el("search").focus(), Enter: () => el("panel").focus(),
    }[event.key];
    if (!task) return;
    event.preventDefault();
    task();
  });
}

function restore() {
  const view = readAddress();
  el("search").value = state.selected === null ? "" : cities[state.selected].label;
  state.chain = null;
  if (small.matches && state.selected !== null && state.layout === "force") state.depth = state.depth || 1;
  refresh({fit: true, step: false});
  if (!view || scene.around) return;
  const [left, top, right, bottom] = freeBounds(), scale = view[2] * stage.fit.scale;
  // Some of the picture is in sight, whatever the address says.
  const [x, y] = [0, 1].map(n => Math.max(scene.box[n], Math.min(scene.box[n + 2], view[n])));
  moveTo({scale, x: (left + right) / 2 - x * scale, y: (top + bottom) / 2 - y * scale});
  rest();
}

readColours();
makeControls();
makeLegend();
makeSheet();
arrange();
stage.onRest = () => { if (stage.rested > 1) writeAddress(false); };
stage.picture = makePicture(el("network"), {
  clickCity: city => select(city.number, false),
  clickLine: edge => actions.open(edge),
  clickGround: () => { if (state.selected !== null || state.ends) select(null, false); else showOverview(); },
  hover: showTip,
  drawn: followView,
});
window.kembar = {stage, state, drawn: null};
restore();
window.addEventListener("popstate", restore);
small.addEventListener("change", () => { arrange(); show(true); });
// The colours are those of the theme: after a switch, here or in the system, all is drawn anew.
const recolour = () => { readColours(); show(false); };
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
document.addEventListener("theme", recolour);
let measured = "";
new ResizeObserver(() => {
  const size = el("canvas").clientWidth + " " + el("canvas").clientHeight, first = !measured;
  if (size === measured) return;
  measured = size;
  if (!first) show(true);
}).observe(el("canvas"));
// When the first picture was drawn, in milliseconds since the page was requested.
requestAnimationFrame(() => requestAnimationFrame(() => { kembar.drawn = performance.now(); }));
