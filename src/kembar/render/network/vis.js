"use strict";
// Draws a scene with vis-network, on a canvas.
function makePicture(element, on) {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  let now = {dots: [], lines: [], rings: []};
  const network = new vis.Network(element, {nodes, edges}, {
    physics: false,
    layout: {improvedLayout: false},
    nodes: {borderWidth: 1, shape: "dot"},
    edges: {smooth: false},
    interaction: {hover: true, tooltipDelay: 120, keyboard: {enabled: true, bindToWindow: false}},
  });
  const dotOf = id => now.dots.find(dot => dot.id === id), lineOf = id => now.lines.find(one => one.id === id);
  network.on("beforeDrawing", context => paintUnder(context, now));
  network.on("click", event => {
    if (event.nodes.length) on.dot(dotOf(event.nodes[0]));
    else if (event.edges.length) on.line(lineOf(event.edges[0]));
    else on.ground();
  });
  // Names are drawn as large at any zoom, of the largest dots in sight, as far as none lies on another.
  let wanted = [], waiting = 0;
  function named() {
    const scale = network.getScale(), {left, right, top, bottom} = view(), taken = [], found = new Set();
    const first = dot => (wanted.includes(dot.id) ? 1e6 : 0) + dot.size;
    now.dots.filter(({x, y}) => x > left && x < right && y > top && y < bottom)
      .sort((a, b) => first(b) - first(a)).slice(0, 400).forEach(dot => {
        const half = dot.label.length * 3.6 + 2, x = dot.x * scale, y = (dot.country ? dot.y : dot.y + dot.size) * scale;
        if (taken.some(one => Math.abs(one.x - x) < one.half + half && Math.abs(one.y - y) < 15)) return;
        taken.push({x, y, half});
        found.add(dot.id);
      });
    return found;
  }
  // A country's name stands in its disc, a city's below it.
  function name() {
    const size = Math.round(13 / network.getScale()), found = named();
    nodes.update(now.dots.filter(dot => found.has(dot.id) || nodes.get(dot.id).font.size).map(dot => ({
      id: dot.id,
      font: {size: found.has(dot.id) ? size : 0, strokeWidth: size / 4, vadjust: dot.country ? -dot.size - size : 0},
    })));
  }
  function moved() {
    clearTimeout(waiting);
    waiting = setTimeout(() => { name(); on.view(); }, 120);
  }
  network.on("zoom", moved);
  network.on("dragEnd", moved);
  const view = () => {
    const [a, b] = [{x: 0, y: 0}, {x: element.clientWidth, y: element.clientHeight}].map(at => network.DOMtoCanvas(at));
    return {left: a.x, right: b.x, top: a.y, bottom: b.y};
  };
  return {
    nodes,
    edges,
    show(scene) {
      now = scene;
      edges.clear();
      nodes.clear();
      nodes.add(scene.dots.map(dot => ({
        id: dot.id, label: dot.label, title: dot.title, x: dot.x, y: dot.y, size: dot.size, color: dot.colour,
        font: {size: 0},
      })));
      edges.add(scene.lines.map(one => ({
        id: one.id, from: one.from, to: one.to, dashes: one.ended, width: one.width, title: one.title,
        color: {color: one.colour, highlight: one.colour, hover: one.colour},
      })));
      name();
    },
    fit() {
      network.fit();
      // Names reach further than their dots.
      network.moveTo({scale: 0.88 * network.getScale(), animation: false});
      name();
    },
    select(ids) {
      network.selectNodes(ids.slice(0, 1).filter(id => nodes.get(id)));
      wanted = ids;
      name();
    },
    unselect() {
      network.unselectAll();
      wanted = [];
      name();
    },
    focus(id) {
      network.focus(id, {scale: Math.max(1.2, network.getScale()), animation: false});
      name();
    },
    // The part of the layout that is seen.
    window: view,
    at(x, y) { return network.canvasToDOM({x, y}); },
    selected: () => network.getSelectedNodes()[0] || null,
    look(x, y, radius) {
      const scale = Math.min(element.clientWidth, element.clientHeight) / (4 * radius);
      network.moveTo({position: {x, y}, scale: Math.max(scale, network.getScale()), animation: false});
      name();
    },
    move(x, y) { network.moveTo({position: {x, y}, animation: false}); },
  };
}
