"use strict";
// Places labels beside marks, on the screen, so that none touches another, a mark, or the edge.
const AROUND = [0, 180, -35, 35, -145, 145, -90, 90].map(angle => angle * Math.PI / 180);
const AWAY = [0, 14, 24, 36];
const touches = (a, b) => !(a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1]);

// Boxes by the squares of the screen that they reach into.
class Boxes {
  #cells = new Map();
  #square = 48;
  #each(box, task) {
    for (let x = Math.floor(box[0] / this.#square); x <= Math.floor(box[2] / this.#square); x += 1) {
      for (let y = Math.floor(box[1] / this.#square); y <= Math.floor(box[3] / this.#square); y += 1) {
        if (task(x * 65536 + y)) return true;
      }
    }
    return false;
  }
  add(box, owner) {
    this.#each(box, key => {
      if (!this.#cells.has(key)) this.#cells.set(key, []);
      this.#cells.get(key).push([box, owner]);
    });
  }
  touched(box, owner) {
    return this.#each(box, key => (this.#cells.get(key) || []).some(([other, by]) => by !== owner && touches(box, other)));
  }
}

// Does the line [x, y, x, y] pass through the box?
function crosses(box, [x0, y0, x1, y1]) {
  let first = 0, last = 1;
  const dx = x1 - x0, dy = y1 - y0;
  for (const [step, room] of [[-dx, x0 - box[0]], [dx, box[2] - x0], [-dy, y0 - box[1]], [dy, box[3] - y0]]) {
    if (Math.abs(step) < 1e-9) {
      if (room < 0) return false;
      continue;
    }
    if (step < 0) first = Math.max(first, room / step);
    else last = Math.min(last, room / step);
    if (first > last) return false;
  }
  return true;
}

/* marks: {x, y, r, id} of all in sight. wanted: in the order of their turn, {mark, text, size, width, away, leads}; `away` is
   the angle that points away from its neighbours. bounds: [left, top, right, bottom]; blocked: boxes that nothing may cover;
   lines: those that stand out. Returns each that has a place, with its box, the middle of its text, and its leader line. */
function placeLabels({marks, wanted, bounds, blocked, lines, most}) {
  const boxes = new Boxes(), placed = [];
  blocked.forEach(box => boxes.add(box, null));
  marks.forEach(({x, y, r, id}) => boxes.add([x - r - 1, y - r - 1, x + r + 1, y + r + 1], id));
  const turn = (a, b) => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));
  for (const label of wanted) {
    if (placed.length >= most) break;
    const {mark, size, width, away} = label, height = size * 1.25;
    const angles = away === null ? AROUND : [...AROUND].sort((a, b) => turn(a, away) - turn(b, away));
    let best = null;
    search: for (const far of label.leads ? AWAY : [0]) {
      for (const angle of angles) {
        const reach = mark.r + 3 + far, across = Math.cos(angle), down = Math.sin(angle);
        const x = mark.x + reach * across, y = mark.y + reach * down + (Math.abs(down) < 0.3 ? 0 : Math.sign(down) * height * 0.42);
        const left = across > 0.3 ? x : across < -0.3 ? x - width : x - width / 2;
        const box = [left - 1.5, y - height / 2, left + width + 1.5, y + height / 2];
        if (box[0] < bounds[0] + 2 || box[1] < bounds[1] + 2 || box[2] > bounds[2] - 2 || box[3] > bounds[3] - 2) continue;
        if (boxes.touched(box, mark.id)) continue;
        const crossed = lines.filter(line => crosses(box, line)).length;
        if (!best || crossed < best.crossed) {
          const lead = far ? [mark.x + mark.r * across, mark.y + mark.r * down, mark.x + (reach - 1) * across, mark.y + (reach - 1) * down] : null;
          best = {crossed, box, x: left + width / 2, y, lead};
        }
        if (!crossed) break search;
      }
    }
    if (!best) continue;
    boxes.add(best.box, best);
    placed.push({...label, ...best});
  }
  return placed;
}
