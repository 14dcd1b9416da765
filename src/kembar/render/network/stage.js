"use strict";
// The view of the scene: it fits, moves and rests; when it rests, labels are placed anew.
const REST = 140, MOST_NEAR = 12;
const stage = {picture: null, fit: {scale: 1, x: 0, y: 0}, placed: [], timer: 0, last: "", rested: 0, shelfSide: "left", onRest: () => {}};

// The part of the canvas that nothing covers: on a phone, the sheet does.
function freeBounds() {
  const canvas = el("canvas").getBoundingClientRect(), side = el("side").getBoundingClientRect();
  const over = side.left < canvas.right - 1 && side.top < canvas.bottom && side.top > canvas.top;
  return [0, 0, canvas.width, Math.max(120, over ? side.top - canvas.top : canvas.height)];
}

// Boxes on the canvas that no label may cover.
function coveredBoxes(view) {
  const canvas = el("canvas").getBoundingClientRect(), zoom = document.querySelector(".zoom").getBoundingClientRect();
  const boxes = zoom.width ? [[zoom.left - canvas.left, zoom.top - canvas.top, zoom.right - canvas.left, zoom.bottom - canvas.top]] : [];
  stage.shelfSide = shelfSide(view, canvas.width);
  shelfShapes(view, canvas.width, stage.shelfSide).forEach(({text, x, y, size, line}) => boxes.push(text
    ? textBox(text, x, y, size, stage.shelfSide) : [line[0], line[1] - 1, line[2], line[3] + 1]));
  return boxes;
}

// The box fills the canvas, but for some room at its edges for names.
function fittedView() {
  const [left, top, right, bottom] = freeBounds(), [west, north, east, south] = scene.box;
  if (scene.around) return {scale: 1, x: left, y: top};
  const side = Math.min(90, (right - left) * 0.08), above = 24;
  const few = scene.cities.length < FEW ? Math.min(60, (right - left) * 0.06) : 0;
  // Before the page has its size there is less than no room.
  const scale = Math.max(1e-3, Math.min((right - left - 2 * (side + few)) / (east - west), (bottom - top - 2 * (above + few / 2)) / (south - north), 5));
  return {scale, x: (left + right - (west + east) * scale) / 2, y: (top + bottom - (north + south) * scale) / 2};
}

const viewNow = () => stage.picture ? stage.picture.view() : stage.fit;
function drawLayers(view) {
  paint(el("under"), [...landShape(view), ...shelfShapes(view, el("canvas").clientWidth, stage.shelfSide).filter(shape => shape.line)]);
  paint(el("over"), [...shelfShapes(view, el("canvas").clientWidth, stage.shelfSide).filter(shape => shape.text),
    ...chosenShapes(view, stage.fit.scale), ...stage.placed.flatMap(label => labelShapes(label, view))]);
}

// After each frame of the renderer: the layers follow, and labels wait until the view rests.
function followView() {
  const view = viewNow(), key = [view.scale, view.x, view.y].join();
  if (key === stage.last) return;
  stage.last = key;
  drawLayers(view);
  clearTimeout(stage.timer);
  stage.timer = setTimeout(rest, REST);
}

function rest() {
  const view = viewNow();
  if (stage.picture) stage.picture.rest();
  stage.placed = labelsOf(view, stage.fit.scale, freeBounds(), coveredBoxes(view));
  drawLayers(view);
  stage.rested += 1;
  stage.onRest(view);
}

// Draws the scene of the state; the view stays unless it shall fit.
function show(fit) {
  const before = viewNow(), [left, top, right, bottom] = freeBounds();
  makeScene(right - left, bottom - top);
  stage.fit = fittedView();
  const view = fit ? stage.fit : before, {numbers} = chosen();
  el("network").classList.toggle("dim", numbers.size > 0 && numbers.size < scene.cities.length);
  // The old labels may be of cities that are no longer there.
  stage.placed = [];
  if (stage.picture) stage.picture.show(view, stage.fit.scale);
  clearTimeout(stage.timer);
  // Thousands of marks are seen before their names.
  if (scene.cities.length > DUST) stage.timer = setTimeout(rest, REST / 4);
  else rest();
  stage.last = "";
}

// Draws what stands out anew, as nothing else has changed.
function mark() {
  const {numbers} = chosen();
  el("network").classList.toggle("dim", numbers.size > 0 && numbers.size < scene.cities.length);
  rest();
}

function moveTo(view) {
  const least = Math.min(stage.fit.scale, 1) * 0.5;
  const scale = Math.max(least, Math.min(MOST_NEAR * Math.max(stage.fit.scale, 0.4), view.scale));
  if (!stage.picture) return;
  // At the limits of the zoom the middle of the canvas stays where it is.
  const [left, top, right, bottom] = freeBounds(), x = (left + right) / 2, y = (top + bottom) / 2;
  stage.picture.move({scale, x: x - (x - view.x) / view.scale * scale, y: y - (y - view.y) / view.scale * scale});
  followView();
}
function zoomBy(factor) {
  const view = viewNow(), [left, top, right, bottom] = freeBounds(), x = (left + right) / 2, y = (top + bottom) / 2;
  moveTo({scale: view.scale * factor, x: x - (x - view.x) * factor, y: y - (y - view.y) * factor});
}
function panBy(x, y) {
  const view = viewNow();
  moveTo({...view, x: view.x + x, y: view.y + y});
}
// Brings a city into sight, in the middle if it was out of it.
function bringIn(city) {
  const view = viewNow(), [left, top, right, bottom] = freeBounds(), [x, y] = at(scene.place(city), view);
  const scale = Math.max(view.scale, Math.min(1, stage.fit.scale * 6)), [px, py] = scene.place(city);
  if (x > left + 40 && x < right - 40 && y > top + 30 && y < bottom - 30 && scale === view.scale) return;
  moveTo({scale, x: (left + right) / 2 - px * scale, y: (top + bottom) / 2 - py * scale});
}
