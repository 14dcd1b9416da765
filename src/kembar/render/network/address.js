"use strict";
// The view in the address: what is selected, filtered and in sight, to be restored, sent, and gone back to.
const numberOfKey = new Map(cities.map((city, number) => [city.key, number]));

function addressOf(view) {
  const parts = new URLSearchParams(), set = (name, value) => { if (value !== "" && value !== null) parts.set(name, value); };
  set("city", state.selected === null ? "" : cities[state.selected].key);
  set("layout", state.layout === page.layout ? "" : state.layout);
  ["kind", "status", "region"].forEach(group => set(group, [...state[group]].join(".")));
  set("country", state.country);
  set("certainty", state.certainty);
  if (page.years) set("year", state.year === page.years[1] ? "" : state.year);
  set("mode", state.mode === "begun" ? "" : state.mode);
  set("undated", state.undated ? "" : "no");
  set("depth", state.depth || "");
  set("chain", state.ends ? state.ends.map(number => cities[number].key).join("~") : "");
  if (view && !scene.around) {
    const zoom = view.scale / stage.fit.scale, [left, top, right, bottom] = freeBounds();
    const x = ((left + right) / 2 - view.x) / view.scale, y = ((top + bottom) / 2 - view.y) / view.scale;
    const whole = Math.abs(zoom - 1) < 0.01 && Math.abs(view.x - stage.fit.x) < 2 && Math.abs(view.y - stage.fit.y) < 2;
    set("view", whole ? "" : [x.toFixed(1), y.toFixed(1), zoom.toFixed(3)].join("_"));
  }
  return parts.toString();
}

// A change of the state is a step to go back to; a move of the view is none. A frame may forbid both.
function writeAddress(isStep) {
  const hash = addressOf(viewNow());
  if (hash === location.hash.slice(1)) return;
  try {
    history[isStep ? "pushState" : "replaceState"](null, "", "#" + hash);
  } catch { /* A page within another without an address of its own. */ }
}

// Sets the state from the address, and returns the view of it, or null where it shall fit.
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1)), of = name => parts.get(name) || "";
  const known = (name, values, other) => values.includes(of(name)) ? of(name) : other;
  clearFilters();
  state.selected = numberOfKey.get(of("city")) ?? null;
  state.layout = known("layout", ["force", "map"], page.layout);
  const choices = {kind: page.kinds.map(({key}) => key), status: STATUSES, region: page.regions.map(({key}) => key)};
  Object.entries(choices).forEach(([group, values]) => of(group).split(".").filter(value => values.includes(value))
    .forEach(value => state[group].add(value)));
  state.country = known("country", cities.map(city => city.country), "");
  state.certainty = known("certainty", CERTAINTIES, "");
  if (page.years && /^\d{4}$/.test(of("year"))) state.year = Math.max(page.years[0], Math.min(page.years[1], Number(of("year"))));
  state.mode = known("mode", ["force"], "begun");
  state.undated = of("undated") !== "no";
  state.depth = state.selected === null ? 0 : Math.min(3, parseInt(of("depth"), 10) || 0);
  const chain = of("chain").split("~").map(key => numberOfKey.get(key));
  state.ends = chain.length === 2 && chain.every(number => number !== undefined) ? chain : null;
  const view = of("view").split("_").map(Number);
  return view.length === 3 && view.every(Number.isFinite) && view[2] > 0 ? view : null;
}
