"use strict";
/* What is drawn, as a list of shapes in pixels of the screen whose colours are names of tokens: for the layers above and below
   the renderer, and for the picture that is saved or printed. A view is {scale, x, y}: a point p is at p × scale + (x, y). */
const KINDS = {
  k1: {width: 1, on: 1.6, dash: []}, k2: {width: 1, on: 1.6, dash: [7, 3]}, k3: {width: 2.4, on: 3.4, dash: []},
  k4: {width: 1, on: 1.6, dash: [8, 3, 2, 3]}, k5: {width: 1, on: 1.6, dash: [1.5, 3.5]}, k6: {width: 0.7, on: 1, dash: []},
};
const COLOURS = ["paper", "surface", "line", "edge", "ink", "ink-2", "ink-3", "accent", "land", "sea", "sunk",
  "as", "as-1", "as-2", "as-3", "eu", "eu-1", "eu-2", "eu-3", "am", "am-1", "am-2", "af", "af-1", "af-2", "oc", "oc-1"];
const LEAST_RADIUS = 1.4;
let colours = {}, family = "sans-serif";
function readColours() {
  const style = getComputedStyle(document.documentElement);
  colours = Object.fromEntries(COLOURS.map(name => [name, style.getPropertyValue("--" + name).trim()]));
  family = getComputedStyle(document.body).fontFamily;
}
const fillOf = city => city.region ? city.region : "sunk";
const inkOf = city => city.region ? city.region.split("-")[0] : "ink-3";

const at = (point, view) => [point[0] * view.scale + view.x, point[1] * view.scale + view.y];
// Marks grow as the root of the zoom, so that those that touch come apart.
function radiusOf(city, scale, fitScale) {
  // Around a city of many partners there is room for small marks only.
  const least = cities.length <= HANDFUL ? 2.2 : cities.length < FEW ? 1.4 : 0.25;
  const first = scene.around ? Math.min(1, Math.sqrt(50 / scene.cities.length)) : Math.max(least, Math.min(1.7, fitScale));
  return Math.max(LEAST_RADIUS, Math.min(26, city.radius * first * Math.sqrt(scale / fitScale)));
}

function lineShape(edge, view, on) {
  const {width, on: wide, dash} = KINDS[edge.kind] || KINDS.k6, thin = edge.kind === "k6";
  const [from, to] = [edge.from, edge.to].map(number => at(scene.place(cities[number]), view));
  return on ? {line: [...from, ...to], stroke: thin ? "ink-3" : "ink", width: wide, dash, alpha: 1}
    : {line: [...from, ...to], stroke: "edge", width, dash, alpha: thin ? 0.4 : 0.6};
}

function markShapes(city, view, fitScale, me) {
  const [x, y] = at(scene.place(city), view), r = radiusOf(city, view.scale, fitScale);
  if (!me) return [{circle: [x, y, r], fill: fillOf(city), stroke: inkOf(city), width: 1.2, alpha: 1}];
  return [{circle: [x, y, r + 3.5], fill: "paper", stroke: "accent", width: 2.5, alpha: 1},
    {circle: [x, y, r], fill: "ink", stroke: "ink", width: 0, alpha: 1}];
}

// The line above what stands apart, with its text at one end of it, or at none.
function shelfShapes(view, width, side) {
  const shelf = page.shelves[state.layout];
  if (!shelf || state.depth || !scene.cities.length) return [];
  const y = at([0, shelf.y], view)[1], [west, , east] = scene.box;
  const left = Math.max(20, at([west, 0], view)[0]), right = Math.min(width - 20, at([east, 0], view)[0]);
  const line = {line: [left, y, right, y], stroke: "edge", width: 1, dash: [], alpha: 1};
  return side ? [line, {text: shelf.label, x: side === "left" ? left : right, y: y - 8, size: 11, weight: 400, fill: "ink-3", anchor: side}] : [line];
}
function textBox(text, x, y, size, side) {
  const wide = widthOf(text, size, 400);
  return side === "left" ? [x, y - size / 2, x + wide, y + size / 2] : [x - wide, y - size / 2, x, y + size / 2];
}
// The end of the line where the text lies on no mark.
function shelfSide(view, width) {
  return ["left", "right"].find(side => {
    const shape = shelfShapes(view, width, side)[1];
    if (!shape) return true;
    const box = textBox(shape.text, shape.x, shape.y, shape.size, side);
    return !scene.cities.some(city => {
      const [x, y] = at(scene.place(city), view);
      return x > box[0] - 6 && x < box[2] + 6 && y > box[1] - 5 && y < box[3] + 5;
    });
  }) || "";
}
const landShape = view => state.layout === "map" ? [{land: view, fill: "land"}] : [];

const chosenShapes = (view, fitScale) => {
  const {edges, numbers} = chosen(), middle = state.chain ? null : state.selected;
  return [...edges.map(edge => lineShape(edge, view, true)),
    ...[...numbers].flatMap(number => markShapes(cities[number], view, fitScale, number === middle))];
};

// The shapes of a label where its mark is now: `placed` holds what is relative to the middle of the mark.
function labelShapes({city, text, size, weight, fill, dx, dy, lead}, view) {
  const [x, y] = at(scene.place(city), view);
  return [
    ...(lead ? [{line: [lead[0] + x, lead[1] + y, lead[2] + x, lead[3] + y], stroke: "ink-3", width: 0.7, dash: [], alpha: 1}] : []),
    {text, x: x + dx, y: y + dy, size, weight, fill, anchor: "center"},
  ];
}

// The labels that have a place in this view, for a screen of this size, of which some boxes are covered.
const measure = document.createElement("canvas").getContext("2d"), widths = new Map();
function widthOf(text, size, weight) {
  const key = `${weight} ${size} ${text}`;
  if (!widths.has(key)) {
    measure.font = `${weight} ${size}px ${family}`;
    widths.set(key, measure.measureText(text).width + 2);
  }
  return widths.get(key);
}
const MANY_MARKS = 90, DUST = 1500, MOST_SOLID = 70, MOST_LABELS = 70, MOST_TRIED = 400, HUB = 6;
function labelsOf(view, fitScale, bounds, blocked) {
  const {edges, numbers} = chosen(), hits = new Set(state.hits), any = numbers.size > 0 || hits.size > 0;
  const marks = scene.cities.map(city => {
    const [x, y] = at(scene.place(city), view);
    return {x, y, r: radiusOf(city, view.scale, fitScale) + (city.number === state.selected ? 3.5 : 0), id: city.number};
  }).filter(({x, y, r}) => x + r > bounds[0] && x - r < bounds[2] && y + r > bounds[1] && y - r < bounds[3]);
  // Where thousands are in sight, names may lie on all but the largest, as there is no room beside them.
  const solid = marks.length > DUST ? [...marks].sort((a, b) => b.r - a.r).slice(0, MOST_SOLID) : marks;
  const markOf = new Map(marks.map(mark => [mark.id, mark]));
  const crowd = marks.length > MANY_MARKS;
  const turn = city => city.number === state.selected ? 0 : hits.has(city.number) ? 1 : numbers.has(city.number) ? 2 : city.degree >= HUB ? 3 : 4;
  const wanted = scene.cities.filter(city => markOf.has(city.number)).map(city => [turn(city), city])
    .filter(([order]) => order < 4 || !any || !crowd)
    .sort(([one, a], [other, b]) => one - other || a.rank - b.rank).slice(0, MOST_TRIED).map(([order, city]) => {
      const mark = markOf.get(city.number), me = order === 0;
      const size = marks.length <= HANDFUL ? 15 : me ? 14 : marks.length < FEW ? 13 : order <= 2 ? 12 : order === 3 ? 11.5 : 10.5, weight = me ? 700 : 400;
      let dx = 0, dy = 0;
      city.own.forEach(edge => {
        const other = markOf.get(otherEnd(edge, city).number);
        if (!other) return;
        const far = Math.hypot(other.x - mark.x, other.y - mark.y) || 1;
        dx -= (other.x - mark.x) / far;
        dy -= (other.y - mark.y) / far;
      });
      return {city, mark, text: city.label, size, weight, width: widthOf(city.label, size, weight),
        fill: order <= 2 ? "ink" : any ? "ink-3" : "ink-2", away: Math.hypot(dx, dy) > 0.3 ? Math.atan2(dy, dx) : null,
        leads: order <= 3 || !crowd};
    });
  const lines = edges.map(edge => lineShape(edge, view, true).line);
  const most = MOST_LABELS + numbers.size;
  return placeLabels({marks: solid, wanted, bounds, blocked, lines, most}).map(label =>
    ({...label, dx: label.x - label.mark.x, dy: label.y - label.mark.y,
      lead: label.lead && label.lead.map((number, n) => number - (n % 2 ? label.mark.y : label.mark.x))}));
}

const landPath = new Path2D();
page.land.forEach(ring => {
  for (let n = 0; n < ring.length; n += 2) landPath[n ? "lineTo" : "moveTo"](ring[n], ring[n + 1]);
  landPath.closePath();
});
function paint(canvas, shapes) {
  const density = window.devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
  }
  const context = canvas.getContext("2d");
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  paintShapes(context, shapes);
}
function paintShapes(context, shapes) {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  shapes.forEach(shape => {
    context.globalAlpha = shape.alpha ?? 1;
    context.lineWidth = shape.width || 1;
    context.strokeStyle = colours[shape.stroke || "paper"];
    context.fillStyle = colours[shape.fill || "paper"];
    if (shape.land) {
      const {scale, x, y} = shape.land;
      context.save();
      context.transform(scale, 0, 0, scale, x, y);
      context.fill(landPath, "evenodd");
      context.restore();
      return;
    }
    context.beginPath();
    if (shape.line) {
      context.setLineDash(shape.dash);
      context.moveTo(shape.line[0], shape.line[1]);
      context.lineTo(shape.line[2], shape.line[3]);
      context.stroke();
      context.setLineDash([]);
    } else if (shape.circle) {
      context.arc(...shape.circle, 0, 2 * Math.PI);
      context.fill();
      if (shape.width) context.stroke();
    } else {
      context.font = `${shape.weight} ${shape.size}px ${family}`;
      context.textAlign = shape.anchor;
      context.lineWidth = 3;
      context.strokeText(shape.text, shape.x, shape.y);
      context.fillText(shape.text, shape.x, shape.y);
    }
  });
}
