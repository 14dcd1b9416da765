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

// A colour as sigma.js hands colours to shaders: four bytes in one number.
const packed = colour => new Float32Array(Uint8Array.from(
  [1, 3, 5].map(n => parseInt(colour.slice(n, n + 2), 16)).concat(254)).buffer)[0];

// A mark with the ring of its region around the fill.
class RingedMark extends webgl.NodeCircleProgram {
  getDefinition() {
    const definition = super.getDefinition();
    const ring = "float ring = min(1.2 * border, 0.35 * v_radius);\n"
      + "  vec4 inside = mix(v_color, v_ink, smoothstep(-ring - 0.5 * border, -ring + 0.5 * border, dist));\n  ";
    return {
      ...definition,
      ATTRIBUTES: [...definition.ATTRIBUTES, {name: "a_ink", size: 4, type: WebGLRenderingContext.UNSIGNED_BYTE, normalized: true}],
      VERTEX_SHADER_SOURCE: definition.VERTEX_SHADER_SOURCE
        .replace("varying vec4 v_color;", "attribute vec4 a_ink;\nvarying vec4 v_ink;\nvarying vec4 v_color;")
        .replace("v_color.a *= bias;", "v_color.a *= bias;\n  v_ink = a_ink;\n  v_ink.a *= bias;"),
      FRAGMENT_SHADER_SOURCE: definition.FRAGMENT_SHADER_SOURCE
        .replace("varying vec4 v_color;", "varying vec4 v_ink;\nvarying vec4 v_color;")
        .replace("gl_FragColor = mix(v_color, transparent, t);", ring + "gl_FragColor = mix(inside, transparent, t);"),
    };
  }
  processVisibleItem(number, start, data) {
    super.processVisibleItem(number, start, data);
    this.array[start + this.ATTRIBUTES_ITEMS_COUNT - this.CONSTANT_DATA[0].length - 1] = packed(data.ink);
  }
}

// A colour mixed with the ground; an opaque one, as sigma.js would add the light of the ground.
function mixed(colour, part) {
  const of = (hex, number) => parseInt(hex.slice(1 + 2 * number, 3 + 2 * number), 16);
  return "#" + [0, 1, 2].map(number => Math.round(of(colour, number) * part + of(colours.paper, number) * (1 - part))
    .toString(16).padStart(2, "0")).join("");
}

// From this number on, lines are not drawn while the picture is dragged, so that it moves without a graphics card too.
const MANY_LINES = 2000;

function makePicture(element, handlers) {
  if (!document.createElement("canvas").getContext("webgl2")) return null;
  let graph = new webgl.MultiGraph();
  const renderer = new Drawing(graph, element, {
    renderLabels: false,
    nodeProgramClasses: {circle: inOneDrawing(RingedMark)},
    edgeProgramClasses: {line: inOneDrawing(webgl.EdgeRectangleProgram), dashed: inOneDrawing(DashedLine)},
    defaultDrawNodeHover: () => {},
    enableEdgeEvents: true,
    enableCameraRotation: false,
    minEdgeThickness: 0.6,
    stagePadding: 0,
    doubleClickZoomingRatio: 1,
    allowInvalidContainer: true,
  });
  const camera = renderer.getCamera();
  renderer.on("afterRender", () => {
    element.classList.toggle("dragged", renderer.dragged);
    handlers.drawn();
  });
  const cityAt = event => graph.getNodeAttribute(event.node, "city"), lineAt = event => graph.getEdgeAttribute(event.edge, "edge");
  renderer.on("enterNode", event => handlers.hover(cityAt(event), null, event.event.original));
  renderer.on("enterEdge", event => handlers.hover(null, lineAt(event), event.event.original));
  ["leaveNode", "leaveEdge", "downStage"].forEach(name => renderer.on(name, () => handlers.hover(null, null, null)));
  renderer.on("clickNode", event => handlers.clickCity(cityAt(event)));
  renderer.on("clickEdge", event => handlers.clickLine(lineAt(event)));
  renderer.on("clickStage", () => handlers.clickGround());
  new ResizeObserver(() => {
    const {width, height} = renderer.getDimensions();
    if (width !== element.offsetWidth || height !== element.offsetHeight) renderer.resize().refresh();
  }).observe(element);
  // Where a point is by the camera as it is now, not as it was when sigma.js drew last.
  const now = () => ({cameraState: camera.getState()}), toScreen = point => renderer.graphToViewport(point, now());
  const scaleNow = () => {
    const zero = toScreen({x: 0, y: 0}), far = toScreen({x: 1000, y: 0});
    return (far.x - zero.x) / 1000;
  };
  return {
    renderer,
    show(view, fitScale) {
      const [left, top, right, bottom] = scene.box;
      // A new graph each time: sigma.js would handle an event for every mark that is added to the old one.
      const newGraph = new webgl.MultiGraph();
      // The size is that without zoom, from which sigma.js too lets it grow as the root of the zoom.
      const whole = Math.min(element.clientWidth / (right - left), element.clientHeight / (bottom - top));
      scene.cities.forEach(city => {
        const [x, y] = scene.place(city);
        newGraph.addNode(city.number, {city, x, y: -y, size: radiusOf(city, whole, fitScale), color: colours[fillOf(city)], ink: colours[inkOf(city)]});
      });
      scene.edges.forEach(edge => {
        const {width, stroke, alpha, dash} = lineShape(edge, {scale: 1, x: 0, y: 0}, false);
        const many = scene.edges.length > MANY_LINES;
        newGraph.addEdgeWithKey(edge.number, edge.from, edge.to, {
          edge, size: width * (many ? 0.8 : 1.2), color: mixed(colours[stroke], many ? alpha : alpha + 0.2), type: dash.length ? "dashed" : "line",
        });
      });
      renderer.setSetting("hideEdgesOnMove", scene.edges.length > MANY_LINES);
      renderer.setCustomBBox({x: [left, right], y: [-bottom, -top]});
      graph = newGraph;
      renderer.setGraph(graph);
      this.move(view);
    },
    move({scale, x, y}) {
      const middle = {x: (element.clientWidth / 2 - x) / scale, y: -(element.clientHeight / 2 - y) / scale};
      camera.setState({...renderer.viewportToFramedGraph(toScreen(middle), now()), ratio: camera.ratio * scaleNow() / scale});
    },
    rest() {},
    view() {
      const {x, y} = toScreen({x: 0, y: 0});
      return {scale: scaleNow(), x, y};
    },
  };
}
