"use strict";
// The picture of what is in sight, as SVG and PNG, and on paper.
const escaped = text => text.replace(/[&<>"]/g, letter => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"})[letter]);
const rounded = number => Math.round(number * 10) / 10;

// All shapes in sight, from below to above, whichever renderer draws them on the page.
function allShapes() {
  const view = viewNow(), fitScale = stage.fit.scale, {numbers} = chosen();
  const width = el("canvas").clientWidth, height = el("canvas").clientHeight;
  const dimmed = numbers.size > 0 && numbers.size < scene.cities.length ? 0.6 : 1;
  const dim = shape => ({...shape, alpha: (shape.alpha ?? 1) * dimmed});
  const inSight = ({line, circle}) => line
    ? Math.max(line[0], line[2]) > 0 && Math.min(line[0], line[2]) < width && Math.max(line[1], line[3]) > 0 && Math.min(line[1], line[3]) < height
    : circle[0] + circle[2] > 0 && circle[0] - circle[2] < width && circle[1] + circle[2] > 0 && circle[1] - circle[2] < height;
  return {width, height, shapes: [...landShape(view),
    ...scene.edges.map(edge => dim(lineShape(edge, view, false))).filter(inSight),
    ...scene.cities.flatMap(city => markShapes(city, view, fitScale, false).map(dim)).filter(inSight),
    ...shelfShapes(view, width, stage.shelfSide), ...chosenShapes(view, fitScale), ...stage.placed.flatMap(label => labelShapes(label, view))]};
}

function svgShape(shape, colour) {
  const stroke = shape.stroke ? ` stroke-width="${rounded(shape.width)}" style="stroke:${colour(shape.stroke)}` : " style=\"stroke:none";
  const alpha = shape.alpha !== undefined && shape.alpha < 1 ? ` opacity="${rounded(shape.alpha * 10) / 10}"` : "";
  if (shape.land) {
    const d = page.land.map(ring => "M" + ring.join(" ") + "Z").join("");
    const {scale, x, y} = shape.land;
    return `<path d="${d}" fill-rule="evenodd" transform="translate(${rounded(x)} ${rounded(y)}) scale(${scale})" style="fill:${colour("land")}"/>`;
  }
  if (shape.line) {
    const dash = shape.dash.length ? ` stroke-dasharray="${shape.dash.join(" ")}"` : "";
    return `<path d="M${shape.line.slice(0, 2).map(rounded).join(" ")}L${shape.line.slice(2).map(rounded).join(" ")}"${dash}${alpha}${stroke}"/>`;
  }
  if (shape.circle) {
    const [x, y, r] = shape.circle.map(rounded);
    return `<circle cx="${x}" cy="${y}" r="${r}"${alpha}${stroke};fill:${colour(shape.fill)}"/>`;
  }
  return `<text x="${rounded(shape.x)}" y="${rounded(shape.y)}" dy=".35em" font-size="${shape.size}" font-weight="${shape.weight}"`
    + ` text-anchor="${{center: "middle", left: "start", right: "end"}[shape.anchor]}" paint-order="stroke" stroke-width="3" stroke-linejoin="round"`
    + ` style="stroke:${colour("paper")};fill:${colour(shape.fill)}">${escaped(shape.text)}</text>`;
}

function svgText(colour = name => colours[name]) {
  const {width, height, shapes} = allShapes();
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="${escaped(family)}">`
    + `<title>${escaped(document.title)}</title><rect width="${width}" height="${height}" style="fill:${colour("paper")}"/>`
    + shapes.map(shape => svgShape(shape, colour)).join("") + "</svg>";
}

function download(blob, ending) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = "network." + ending;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
const saveSVG = () => download(new Blob([svgText()], {type: "image/svg+xml"}), "svg");
// Finer than the screen, for paper and slides.
const FINER = 2;
function pngBlob() {
  const {width, height, shapes} = allShapes(), canvas = document.createElement("canvas");
  const context = Object.assign(canvas, {width: width * FINER, height: height * FINER}).getContext("2d");
  context.scale(FINER, FINER);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  paintShapes(context, shapes);
  return new Promise(done => canvas.toBlob(done, "image/png"));
}
const savePNG = async () => download(await pngBlob(), "png");

// On paper the same picture, in the light colours: those of the style sheet, by their names.
function preparePrint() {
  const parsed = new DOMParser().parseFromString(svgText(name => `var(--${name})`), "image/svg+xml");
  el("print").replaceChildren();
  create("h1", document.querySelector("h1").textContent, el("print"));
  const chosenTitle = state.selected !== null || state.ends ? " · " + el("panel").querySelector("h2").textContent : "";
  create("p", el("count").textContent + chosenTitle, el("print"), "small soft");
  const legend = el("legend").cloneNode(true);
  legend.removeAttribute("id");
  legend.className = "key";
  el("print").append(document.importNode(parsed.documentElement, true), legend);
}
window.addEventListener("beforeprint", preparePrint);
window.addEventListener("afterprint", () => el("print").replaceChildren());
