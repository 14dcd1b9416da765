"use strict";
// Draws a scene with sigma.js, on WebGL. Its y grows upwards, the layout's downwards.

// sigma.js tells what a dot or a line is once, and its corners apart, to be drawn as instances. Without a
// graphics card each instance is a drawing of its own and takes 16 microseconds, 50 times what its few points
// are worth. So here each corner is told all, and thousands are one drawing.
const inOneDrawing = Program => class extends Program {
  getDefinition() {
    const {CONSTANT_ATTRIBUTES, ...told} = super.getDefinition();
    return {...told, ATTRIBUTES: [...told.ATTRIBUTES, ...CONSTANT_ATTRIBUTES]};
  }
  processVisibleItem(number, start, ...told) {
    super.processVisibleItem(number, start, ...told);
    const own = this.ATTRIBUTES_ITEMS_COUNT - this.CONSTANT_DATA[0].length;
    this.CONSTANT_DATA.forEach((corner, n) => {
      const at = start + n * this.ATTRIBUTES_ITEMS_COUNT;
      this.array.copyWithin(at, start, start + own);
      this.array.set(corner, at + own);
    });
  }
  render(told) {
    const pick = this.pickProgram;
    if (this.renderer.dragged) this.pickProgram = null;
    super.render(told);
    this.pickProgram = pick;
  }
};

// sigma.js draws all a second time, unseen, to tell what the mouse points at. While many lines are dragged
// nobody points at anything, so that is left out, and done before it is asked for again.
class Drawing extends webgl.Sigma {
  dragged = false;
  render() {
    this.dragged = this.isDragged();
    return super.render();
  }
  isDragged() {
    const mouse = this.getMouseCaptor();
    return this.getSetting("hideEdgesOnMove") && mouse.isMouseDown && mouse.isMoving;
  }
  pointsAtNothing() {
    if (this.dragged && !this.isDragged()) this.render();
    return this.dragged;
  }
  resetWebGLTexture(layer) { return this.dragged ? this : super.resetWebGLTexture(layer); }
  getNodeAtPosition(place) { return this.pointsAtNothing() ? null : super.getNodeAtPosition(place); }
  getEdgeAtPoint(x, y) { return this.pointsAtNothing() ? null : super.getEdgeAtPoint(x, y); }
}

class DashedLine extends webgl.EdgeRectangleProgram {
  getDefinition() {
    const told = super.getDefinition();
    const along = "v_along = a_positionCoef * length(a_positionEnd - a_positionStart) / u_correctionRatio;";
    return {
      ...told,
      VERTEX_SHADER_SOURCE: told.VERTEX_SHADER_SOURCE
        .replace("void main() {", "varying float v_along;\nvoid main() {\n  " + along),
      FRAGMENT_SHADER_SOURCE: told.FRAGMENT_SHADER_SOURCE
        .replace("precision mediump float;", "precision highp float;")
        .replace("void main(void) {", "varying float v_along;\nvoid main(void) {\n"
          + "  #ifndef PICKING_MODE\n  if (mod(v_along, 7.0) > 4.0) discard;\n  #endif"),
    };
  }
}

function drawLabel(context, data, settings) {
  if (!data.label) return;
  const size = settings.labelSize;
  context.font = `${size}px ${settings.labelFont}`;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = "#fff";
  context.fillStyle = "#1d2430";
  // A country's name stands in its disc, a city's beside it.
  const within = data.key.startsWith("country");
  context.textAlign = within ? "center" : "left";
  const [x, y] = [within ? data.x : data.x + data.size + 2, data.y + size / 3];
  context.strokeText(data.label, x, y);
  context.fillText(data.label, x, y);
}

// Names that are read before one zooms, where they do not stand too close.
const FIRST_NAMES = 60;

// From this many lines on they are drawn pale, so that the cities stay in sight, and not at all while
// the picture moves, so that it moves without a graphics card too.
const MANY_LINES = 2000;

// A colour as it would be on the ground with so much of it; sigma.js would add the ground's light.
function paler(colour, part) {
  const of = number => parseInt(colour.slice(1 + 2 * number, 3 + 2 * number), 16);
  return "#" + [0, 1, 2].map(number => Math.round(of(number) * part + 252 * (1 - part)).toString(16).padStart(2, "0")).join("");
}

function makePicture(element, on) {
  if (!document.createElement("canvas").getContext("webgl2")) return null;
  let graph = new webgl.MultiGraph();
  let now = {dots: [], lines: [], rings: []}, chosen = null, named = new Set();
  const renderer = new Drawing(graph, element, {
    defaultDrawNodeLabel: drawLabel,
    nodeProgramClasses: {circle: inOneDrawing(webgl.NodeCircleProgram)},
    edgeProgramClasses: {line: inOneDrawing(webgl.EdgeRectangleProgram), dashed: inOneDrawing(DashedLine)},
    enableEdgeEvents: true,
    enableCameraRotation: false,
    labelFont: getComputedStyle(document.body).fontFamily,
    labelSize: 13,
    minEdgeThickness: 0.8,
    stagePadding: 20,
    zIndex: true,
    allowInvalidContainer: true,
    nodeReducer: (id, data) => id === chosen || named.has(id)
      ? {...data, forceLabel: true, highlighted: id === chosen, zIndex: 1} : data,
    edgeReducer: (id, data) => {
      if (!chosen) return data;
      const own = graph.hasExtremity(id, chosen);
      return own ? {...data, color: data.full, size: 1.5, zIndex: 1} : {...data, color: paler(data.full, 0.15), zIndex: 0};
    },
  });
  renderer.createCanvasContext("under", {beforeLayer: "edges"});
  const camera = renderer.getCamera(), under = renderer.getCanvases().under;
  const place = (x, y) => renderer.graphToViewport({x, y: -y});
  renderer.on("afterRender", () => {
    element.classList.toggle("dragged", renderer.dragged && !chosen);
    const context = under.getContext("2d"), density = under.width / element.clientWidth;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, under.width, under.height);
    const zero = place(0, 0), far = place(1000, 1000);
    context.setTransform((far.x - zero.x) / 1000 * density, 0, 0, (far.y - zero.y) / 1000 * density,
      zero.x * density, zero.y * density);
    paintUnder(context, now);
  });

  const tip = document.getElementById("tip");
  const say = (text, {event: {original}}) => {
    tip.textContent = text;
    tip.style.left = original.clientX + 14 + "px";
    tip.style.top = original.clientY + 14 + "px";
    tip.hidden = false;
  };
  renderer.on("enterNode", told => say(graph.getNodeAttribute(told.node, "dot").title, told));
  renderer.on("enterEdge", told => say(graph.getEdgeAttribute(told.edge, "one").title, told));
  ["leaveNode", "leaveEdge"].forEach(name => renderer.on(name, () => { tip.hidden = true; }));
  renderer.on("clickNode", ({node}) => on.dot(graph.getNodeAttribute(node, "dot")));
  renderer.on("clickEdge", ({edge}) => on.line(graph.getEdgeAttribute(edge, "one")));
  renderer.on("clickStage", () => on.ground());
  new ResizeObserver(() => {
    const {width, height} = renderer.getDimensions();
    if (width !== element.offsetWidth || height !== element.offsetHeight) renderer.resize().refresh();
  }).observe(element);
  let waiting = 0;
  camera.on("updated", () => {
    clearTimeout(waiting);
    waiting = setTimeout(on.view, 120);
  });

  // Sizes are in pixels here, whatever room the layout takes; a country's disc keeps its own.
  function sizeOf(dot) {
    if (!dot.radius) return 1 + dot.size / 8;
    const {left, right, top, bottom} = room();
    return dot.radius * Math.min((element.clientWidth - 40) / (right - left), (element.clientHeight - 40) / (bottom - top));
  }
  return {
    renderer,
    show(scene) {
      now = scene;
      const {left, right, top, bottom} = room();
      const many = scene.lines.length > MANY_LINES;
      // A graph of its own each time: sigma.js would hear of every dot that is put into the old one.
      graph = new webgl.MultiGraph();
      scene.dots.forEach(dot => graph.addNode(dot.id, {
        dot, x: dot.x, y: -dot.y, size: sizeOf(dot), color: dot.colour, label: dot.label, zIndex: 0,
      }));
      scene.lines.forEach(one => graph.addEdgeWithKey(one.id, one.from, one.to, {
        one, size: one.width * (many ? 0.4 : 0.8), color: many ? paler(one.colour, 0.45) : one.colour, full: one.colour, zIndex: 0,
        type: one.ended ? "dashed" : "line",
      }));
      if (chosen && !graph.hasNode(chosen)) chosen = null;
      // The largest are named at first; dots grow as one comes nearer, and more get names.
      const sizes = scene.dots.filter(dot => dot.city).map(sizeOf).sort((a, b) => b - a);
      renderer.setSetting("hideEdgesOnMove", many);
      renderer.setSetting("labelRenderedSizeThreshold", sizes[Math.min(FIRST_NAMES, sizes.length) - 1] || 0);
      renderer.setCustomBBox({x: [left, right], y: [-bottom, -top]});
      renderer.setGraph(graph);
    },
    fit: () => camera.setState({x: 0.5, y: 0.5, ratio: 1, angle: 0}),
    select(ids) {
      chosen = graph.hasNode(ids[0]) ? ids[0] : null;
      named = new Set(ids);
      renderer.refresh({skipIndexation: true});
    },
    unselect() {
      chosen = null;
      named = new Set();
      renderer.refresh({skipIndexation: true});
    },
    focus(id) {
      const {x, y} = renderer.getNodeDisplayData(id);
      camera.setState({x, y, ratio: Math.min(camera.ratio, 0.15)});
    },
    window() {
      const [a, b] = [{x: 0, y: 0}, {x: element.clientWidth, y: element.clientHeight}].map(at => renderer.viewportToGraph(at));
      return {left: a.x, right: b.x, top: -a.y, bottom: -b.y};
    },
    at: place,
    selected: () => chosen,
    look(x, y, radius) {
      const {left, right, top, bottom} = this.window();
      const ratio = camera.ratio * 4 * radius / Math.min(right - left, bottom - top);
      camera.setState({...renderer.viewportToFramedGraph(place(x, y)), ratio: Math.min(ratio, camera.ratio)});
    },
    move(x, y) { camera.setState(renderer.viewportToFramedGraph(place(x, y))); },
  };
}
