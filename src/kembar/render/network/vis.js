"use strict";
// Draws a scene with vis-network, on a canvas.
function makePicture(element, handlers) {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  let scene = {dots: [], lines: [], rings: []};
  const network = new vis.Network(element, {nodes, edges}, {
    physics: false,
    layout: {improvedLayout: false},
    nodes: {borderWidth: 1, shape: "dot"},
    edges: {smooth: false},
    interaction: {hover: true, tooltipDelay: 120, keyboard: {enabled: true, bindToWindow: false}},
  });
  const dotOf = id => scene.dots.find(dot => dot.id === id), lineOf = id => scene.lines.find(line => line.id === id);
  network.on("beforeDrawing", context => paintUnder(context, scene));
  network.on("click", event => {
    if (event.nodes.length) handlers.clickDot(dotOf(event.nodes[0]));
    else if (event.edges.length) handlers.clickLine(lineOf(event.edges[0]));
    else handlers.clickGround();
  });
  // Labels have the same size at any zoom. The largest dots in sight have one, as far as none covers another.
  let preferred = [], timer = 0;
  function labelled() {
    const scale = network.getScale(), {left, right, top, bottom} = view(), boxes = [], ids = new Set();
    const rank = dot => (preferred.includes(dot.id) ? 1e6 : 0) + dot.size;
    scene.dots.filter(({x, y}) => x > left && x < right && y > top && y < bottom)
      .sort((a, b) => rank(b) - rank(a)).slice(0, 400).forEach(dot => {
        const half = dot.label.length * 3.6 + 2, x = dot.x * scale, y = (dot.country ? dot.y : dot.y + dot.size) * scale;
        if (boxes.some(box => Math.abs(box.x - x) < box.half + half && Math.abs(box.y - y) < 15)) return;
        boxes.push({x, y, half});
        ids.add(dot.id);
      });
    return ids;
  }
  // The label of a country is in its disc, that of a city below it.
  function drawLabels() {
    const size = Math.round(13 / network.getScale()), ids = labelled();
    nodes.update(scene.dots.filter(dot => ids.has(dot.id) || nodes.get(dot.id).font.size).map(dot => ({
      id: dot.id,
      font: {size: ids.has(dot.id) ? size : 0, strokeWidth: size / 4, vadjust: dot.country ? -dot.size - size : 0},
    })));
  }
  function afterMove() {
    clearTimeout(timer);
    timer = setTimeout(() => { drawLabels(); handlers.moveView(); }, 120);
  }
  network.on("zoom", afterMove);
  network.on("dragEnd", afterMove);
  const view = () => {
    const [a, b] = [{x: 0, y: 0}, {x: element.clientWidth, y: element.clientHeight}].map(at => network.DOMtoCanvas(at));
    return {left: a.x, right: b.x, top: a.y, bottom: b.y};
  };
  return {
    nodes,
    edges,
    show(newScene) {
      scene = newScene;
      edges.clear();
      nodes.clear();
      nodes.add(scene.dots.map(dot => ({
        id: dot.id, label: dot.label, title: dot.title, x: dot.x, y: dot.y, size: dot.size, color: dot.colour,
        font: {size: 0},
      })));
      edges.add(scene.lines.map(line => ({
        id: line.id, from: line.from, to: line.to, dashes: line.dashed, width: line.width, title: line.title,
        color: {color: line.colour, highlight: line.colour, hover: line.colour, opacity: line.pale ? 0.4 : 1},
      })));
      drawLabels();
    },
    fit() {
      network.fit();
      // Labels reach further than their dots.
      network.moveTo({scale: 0.88 * network.getScale(), animation: false});
      drawLabels();
    },
    select(ids) {
      network.selectNodes(ids.slice(0, 1).filter(id => nodes.get(id)));
      preferred = ids;
      drawLabels();
    },
    unselect() {
      network.unselectAll();
      preferred = [];
      drawLabels();
    },
    focus(id) {
      network.focus(id, {scale: Math.max(1.2, network.getScale()), animation: false});
      drawLabels();
    },
    // The part of the layout that is in sight.
    view,
    toScreen(x, y) { return network.canvasToDOM({x, y}); },
    selected: () => network.getSelectedNodes()[0] || null,
    zoomTo(x, y, radius) {
      const scale = Math.min(element.clientWidth, element.clientHeight) / (4 * radius);
      network.moveTo({position: {x, y}, scale: Math.max(scale, network.getScale()), animation: false});
      drawLabels();
    },
  };
}
