"use strict";
// Draws the marks and lines of a scene with vis-network, on a canvas; labels and the chosen lines are on the layer above it.
// vis-network cuts coordinates to whole numbers, so it has them ten times as large.
const FINER_PLACES = 10;
function makePicture(element, handlers) {
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  let drawnScale = 0, fitScale = 1, shown = [];
  const network = new vis.Network(element, {nodes, edges}, {
    physics: false,
    layout: {improvedLayout: false},
    nodes: {shape: "custom", ctxRenderer: drawMark, chosen: false},
    edges: {smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0},
    interaction: {hover: true, dragNodes: false, selectable: false, zoomSpeed: 0.7},
  });
  const scaleNow = () => network.getScale() * FINER_PLACES;
  function drawMark({ctx, id, x, y}) {
    const city = cities[id], scale = network.getScale(), r = radiusOf(city, scaleNow(), fitScale) / scale;
    return {
      drawNode() {
        ctx.beginPath();
        ctx.arc(x, y, r, 0, 2 * Math.PI);
        ctx.fillStyle = colours[fillOf(city)];
        ctx.strokeStyle = colours[inkOf(city)];
        ctx.lineWidth = 1.2 / scale;
        ctx.fill();
        ctx.stroke();
      },
      nodeDimensions: {width: 2 * r, height: 2 * r},
    };
  }
  // Widths and dashes are in pixels of the screen, at any zoom.
  const looks = (edge, scale) => {
    const {width, dash, alpha, stroke} = lineShape(edge, {scale, x: 0, y: 0}, false), unit = FINER_PLACES / scale;
    return {width: width * unit, dashes: dash.length ? dash.map(part => part * unit) : false,
      color: {color: colours[stroke], opacity: alpha, inherit: false}};
  };
  function restyle() {
    const scale = scaleNow();
    if (Math.abs(Math.log(scale / drawnScale)) < 0.05) return;
    drawnScale = scale;
    edges.update(shown.map(edge => ({id: edge.number, ...looks(edge, scale)})));
  }
  // The keyboard moves the picture from the element around it.
  element.querySelector(".vis-network").tabIndex = -1;
  network.on("afterDrawing", () => handlers.drawn());
  network.on("click", event => {
    const number = network.getNodeAt(event.pointer.DOM), line = network.getEdgeAt(event.pointer.DOM);
    if (number !== undefined) handlers.clickCity(cities[number]);
    else if (line !== undefined) handlers.clickLine(partnerships[line]);
    else handlers.clickGround();
  });
  network.on("hoverNode", ({node, event}) => handlers.hover(cities[node], null, event));
  network.on("hoverEdge", ({edge, event}) => handlers.hover(null, partnerships[edge], event));
  ["blurNode", "blurEdge", "dragStart", "zoom"].forEach(name => network.on(name, () => handlers.hover(null, null, null)));
  return {
    nodes,
    edges,
    show(view, fit) {
      fitScale = fit;
      this.move(view);
      drawnScale = view.scale;
      shown = scene.edges;
      edges.clear();
      nodes.clear();
      nodes.add(scene.cities.map(city => {
        const [x, y] = scene.place(city);
        return {id: city.number, x: Math.round(x * FINER_PLACES), y: Math.round(y * FINER_PLACES)};
      }));
      edges.add(shown.map(edge => ({id: edge.number, from: edge.from, to: edge.to, ...looks(edge, drawnScale)})));
    },
    move({scale, x, y}) {
      const unit = FINER_PLACES / scale;
      network.moveTo({
        scale: 1 / unit, position: {x: (element.clientWidth / 2 - x) * unit, y: (element.clientHeight / 2 - y) * unit}, animation: false,
      });
    },
    rest: restyle,
    view() {
      const {x, y} = network.canvasToDOM({x: 0, y: 0});
      return {scale: scaleNow(), x, y};
    },
  };
}
