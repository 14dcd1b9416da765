"use strict";
// The table of what is shown: for those who do not see the picture, and for all who want to sort it.
const FIRST_ROWS = 300;
function showRows() {
  const dialog = el("rows");
  dialog.replaceChildren();
  const head = create("div", "", dialog, "top"), title = create("h2", words.tableTitle, head);
  title.id = "rows-title";
  addButton(words.close, head, () => dialog.close(), "btn");
  const columns = [words.city, words.country, words.partner, words.country, words.kind, words.status, words.began];
  const rows = scene.edges.map(edge => {
    const [one, other] = ends(edge);
    return {edge, cells: [one.label, one.country, other.label, other.country, kindLabel(edge), words[edge.status], edge.since.join(" / ")]};
  });
  const scroll = create("div", "", dialog, "scroll"), table = create("table", "", scroll, "cards dense"), caption = create("caption", el("count").textContent, table);
  create("span", " · " + words.sortHint, caption);
  const line = create("tr", "", create("thead", "", table)), body = create("tbody", "", table);
  const more = addButton("", dialog, () => fill(rows.length), "btn");
  let sorted = 0, upwards = true;
  const fill = most => {
    body.replaceChildren();
    rows.slice(0, most).forEach(({edge, cells}) => {
      const row = create("tr", "", body);
      cells.forEach((text, n) => {
        const cell = create(n ? "td" : "th", "", row);
        if (!n) cell.scope = "row";
        else cell.dataset.h = columns[n];
        if (n === 0 || n === 2) addButton(text, cell, () => { dialog.close(); actions.select(n ? edge.to : edge.from, true); });
        else if (text) cell.textContent = n === 6 ? edge.since.map(spoken).join(" / ") : text;
        else create("span", n === 6 ? words.unknown : "–", cell, "unknown");
      });
    });
    more.hidden = rows.length <= most;
    more.textContent = filled(words.others, {many: rows.length - most});
  };
  const sort = number => {
    upwards = sorted === number ? !upwards : true;
    sorted = number;
    // What is not known is last either way.
    rows.sort((a, b) => !a.cells[number] - !b.cells[number]
      || (upwards ? 1 : -1) * a.cells[number].localeCompare(b.cells[number], page.language, {numeric: true}));
    [...line.children].forEach((cell, n) => cell.setAttribute("aria-sort", n === sorted ? upwards ? "ascending" : "descending" : "none"));
    fill(FIRST_ROWS);
  };
  columns.forEach((text, n) => {
    const cell = create("th", "", line);
    cell.scope = "col";
    addButton(text, cell, () => sort(n));
  });
  upwards = false;
  sort(0);
  dialog.showModal();
}
