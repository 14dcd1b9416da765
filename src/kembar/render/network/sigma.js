"use strict";
// Draws a scene with sigma.js, on WebGL. Its y grows upwards, the layout's downwards.

// sigma.js stores the attributes of a dot or a line once and draws its corners as instances. Without a graphics
// card each instance is a drawing of its own and takes 16 microseconds, 50 times what its few points need. So
// here each corner has all attributes, and thousands of them are one drawing.
const inOneDrawing = Program => class extends Program {
  getDefinition() {
    const {CONSTANT_ATTRIBUTES, ...definition} = super.getDefinition();
    return {...definition, ATTRIBUTES: [...definition.ATTRIBUTES, ...CONSTANT_ATTRIBUTES]};
  }
  processVisibleItem(number, start, ...item) {
    super.processVisibleItem(number, start, ...item);
    const size = this.ATTRIBUTES_ITEMS_COUNT - this.CONSTANT_DATA[0].length;
    this.CONSTANT_DATA.forEach((corner, n) => {
      const at = start + n * this.ATTRIBUTES_ITEMS_COUNT;
      this.array.copyWithin(at, start, start + size);
      this.array.set(corner, at + size);
    });
  }
  render(parameters) {
    const pick = this.pickProgram;
    if (this.renderer.dragged) this.pickProgram = null;
    super.render(parameters);
    this.pickProgram = pick;
  }
};

// sigma.js draws all a second time off screen, to find the item under the mouse. While many lines are dragged
// nobody points at one, so that drawing is left out, and done before the next search.
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
    const definition = super.getDefinition();
    const along = "v_along = a_positionCoef * length(a_positionEnd - a_positionStart) / u_correctionRatio;";
    return {
      ...definition,
      VERTEX_SHADER_SOURCE: definition.VERTEX_SHADER_SOURCE
        .replace("void main() {", "varying float v_along;\nvoid main() {\n  " + along),
      FRAGMENT_SHADER_SOURCE: definition.FRAGMENT_SHADER_SOURCE
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
  // The label of a country is in its disc, that of a city beside it.
  const within = data.key.startsWith("country");
  context.textAlign = within ? "center" : "left";
  const [x, y] = [within ? data.x : data.x + data.size + 2, data.y + size / 3];
  context.strokeText(data.label, x, y);
  context.fillText(data.label, x, y);
}

// Labels before the view is zoomed, where they are not too close.
const FIRST_LABELS = 60;

// From this number on lines are drawn pale, so that the cities stay visible, and not at all while the
// picture moves, so that it moves without a graphics card too.
const MANY_LINES = 2000;

// A colour mixed with the background; an opaque one, as sigma.js would add the light of the background.
function paler(colour, part) {
  const of = number => parseInt(colour.slice(1 + 2 * number, 3 + 2 * number), 16);
  return "#" + [0, 1, 2].map(number => Math.round(of(number) * part + 252 * (1 - part)).toString(16).padStart(2, "0")).join("");
}

function makePicture(element, handlers) {
  if (!document.createElement("canvas").getContext("webgl2")) return null;
  let graph = new webgl.MultiGraph();
  let scene = {dots: [], lines: [], rings: []}, selected = null, labelled = new Set();
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
    nodeReducer: (id, data) => id === selected || labelled.has(id)
      ? {...data, forceLabel: true, highlighted: id === selected, zIndex: 1} : data,
    edgeReducer: (id, data) => {
      if (!selected) return data;
      const own = graph.hasExtremity(id, selected);
      return own ? {...data, color: data.full, size: 1.5, zIndex: 1} : {...data, color: paler(data.full, 0.15), zIndex: 0};
    },
  });
  renderer.createCanvasContext("under", {beforeLayer: "edges"});
  const camera = renderer.getCamera(), under = renderer.getCanvases().under;
  const toScreen = (x, y) => renderer.graphToViewport({x, y: -y});
  renderer.on("afterRender", () => {
    element.classList.toggle("dragged", renderer.dragged && !selected);
    const context = under.getContext("2d"), density = under.width / element.clientWidth;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, under.width, under.height);
    const zero = toScreen(0, 0), far = toScreen(1000, 1000);
    context.setTransform((far.x - zero.x) / 1000 * density, 0, 0, (far.y - zero.y) / 1000 * density,
      zero.x * density, zero.y * density);
    paintUnder(context, scene);
  });

  const tip = document.getElementById("tip");
  const showTip = (text, {event: {original}}) => {
    tip.textContent = text;
    tip.style.left = original.clientX + 14 + "px";
    tip.style.top = original.clientY + 14 + "px";
    tip.hidden = false;
  };
  renderer.on("enterNode", event => showTip(graph.getNodeAttribute(event.node, "dot").title, event));
  renderer.on("enterEdge", event => showTip(graph.getEdgeAttribute(event.edge, "line").title, event));
  ["leaveNode", "leaveEdge"].forEach(name => renderer.on(name, () => { tip.hidden = true; }));
  renderer.on("clickNode", ({node}) => handlers.clickDot(graph.getNodeAttribute(node, "dot")));
  renderer.on("clickEdge", ({edge}) => handlers.clickLine(graph.getEdgeAttribute(edge, "line")));
  renderer.on("clickStage", () => handlers.clickGround());
  new ResizeObserver(() => {
    const {width, height} = renderer.getDimensions();
    if (width !== element.offsetWidth || height !== element.offsetHeight) renderer.resize().refresh();
  }).observe(element);
  let timer = 0;
  camera.on("updated", () => {
    clearTimeout(timer);
    timer = setTimeout(handlers.moveView, 120);
  });

  // Sizes are in pixels here, however large the layout is; the disc of a country keeps its own.
  function sizeOf(dot) {
    if (!dot.radius) return 1 + dot.size / 8;
    const {left, right, top, bottom} = layoutBox();
    return dot.radius * Math.min((element.clientWidth - 40) / (right - left), (element.clientHeight - 40) / (bottom - top));
  }
  return {
    renderer,
    show(newScene) {
      scene = newScene;
      const {left, right, top, bottom} = layoutBox();
      const many = scene.lines.length > MANY_LINES;
      // A new graph each time: sigma.js would handle an event for every dot that is added to the old one.
      const newGraph = new webgl.MultiGraph();
      scene.dots.forEach(dot => newGraph.addNode(dot.id, {
        dot, x: dot.x, y: -dot.y, size: sizeOf(dot), color: dot.colour, label: dot.label, zIndex: 0,
      }));
      scene.lines.forEach(line => newGraph.addEdgeWithKey(line.id, line.from, line.to, {
        line, size: line.width * (many ? 0.4 : 0.8), color: many || line.pale ? paler(line.colour, 0.45) : line.colour, full: line.colour,
        zIndex: 0, type: line.dashed ? "dashed" : "line",
      }));
      if (selected && !newGraph.hasNode(selected)) selected = null;
      // The largest have labels at first; dots grow as the view comes nearer, and more get labels.
      const sizes = scene.dots.filter(dot => dot.city).map(sizeOf).sort((a, b) => b - a);
      renderer.setSetting("hideEdgesOnMove", many);
      renderer.setSetting("labelRenderedSizeThreshold", sizes[Math.min(FIRST_LABELS, sizes.length) - 1] || 0);
      renderer.setCustomBBox({x: [left, right], y: [-bottom, -top]});
      // Only now: each setting refreshes the old graph, with the reducers above, which read `graph`.
      graph = newGraph;
      renderer.setGraph(graph);
    },
    fit: () => camera.setState({x: 0.5, y: 0.5, ratio: 1, angle: 0}),
    select(ids) {
      selected = graph.hasNode(ids[0]) ? ids[0] : null;
      labelled = new Set(ids);
      renderer.refresh({skipIndexation: true});
    },
    unselect() {
      selected = null;
      labelled = new Set();
      renderer.refresh({skipIndexation: true});
    },
    focus(id) {
      const {x, y} = renderer.getNodeDisplayData(id);
      camera.setState({x, y, ratio: Math.min(camera.ratio, 0.15)});
    },
    view() {
      const [a, b] = [{x: 0, y: 0}, {x: element.clientWidth, y: element.clientHeight}].map(at => renderer.viewportToGraph(at));
      return {left: a.x, right: b.x, top: -a.y, bottom: -b.y};
    },
    toScreen,
    selected: () => selected,
    zoomTo(x, y, radius) {
      const {left, right, top, bottom} = this.view();
      const ratio = camera.ratio * 4 * radius / Math.min(right - left, bottom - top);
      camera.setState({...renderer.viewportToFramedGraph(toScreen(x, y)), ratio: Math.min(ratio, camera.ratio)});
    },
  };
}
