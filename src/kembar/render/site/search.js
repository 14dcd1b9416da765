"use strict";
// Finds pages by their names in any language, from an index that is loaded at the first use.
(() => {
  const LANGUAGES = ["en", "id", "ko"], MOST = 12, MOST_ON_PAGE = 200;
  const language = document.documentElement.lang;
  const place = Math.max(0, LANGUAGES.indexOf(language));

  // Without case, marks and punctuation; Hangul stays whole.
  const fold = text => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  let index = null;
  function load(root) {
    index ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root + "assets/search-index.js";
      script.onload = () => resolve(prepared(window.kembarIndex));
      script.onerror = reject;
      document.head.append(script);
    });
    return index;
  }

  function prepared({kinds, folders, pages}) {
    return pages.map(([kind, file, en, id, ko, others]) => {
      const names = [en, id || en, ko || en];
      const text = " " + fold([...new Set(names), others || ""].join(" "));
      const own = fold(names[place]);
      const path = `${folders[kind]}/${encodeURIComponent(file)}.html`;
      return {kind: kinds[kind], rank: kind, path, name: names[place], own, text};
    });
  }

  function find(pages, words, most) {
    const query = fold(words);
    if (!query) return [];
    const terms = query.split(" ");
    const found = [];
    for (const page of pages) {
      if (!terms.every(term => page.text.includes(term))) continue;
      const starts = terms.every(term => page.text.includes(" " + term));
      const rank = page.own === query ? 0 : page.own.startsWith(query) ? 1 : starts ? 2 : 3;
      found.push({page, order: rank * 100 + page.rank * 4});
    }
    found.sort((a, b) => a.order - b.order || a.page.name.localeCompare(b.page.name, language));
    return found.slice(0, most).map(({page}) => page);
  }

  function entry(page, home, words) {
    const link = document.createElement("a");
    link.href = home + page.path;
    link.append(page.name);
    const kind = document.createElement("span");
    kind.className = "soft";
    kind.append(words[page.kind] ?? page.kind);
    const item = document.createElement("li");
    item.append(link, " ", kind);
    return item;
  }

  // The field in the bar: a list below it, moved through by the arrow keys.
  function suggest(form) {
    const field = form.querySelector("input"), {home, root} = form.dataset;
    const words = JSON.parse(form.dataset.kinds);
    const list = document.createElement("ul");
    list.id = "found";
    list.className = "found";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.dataset.label);
    list.hidden = true;
    const status = document.createElement("span");
    status.className = "sr";
    status.setAttribute("role", "status");
    form.append(list, status);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"],
      ["aria-controls", "found"], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
    let at = -1;

    function mark(next) {
      const items = [...list.children];
      at = items.length ? (next + items.length) % items.length : -1;
      items.forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
      if (at < 0) field.removeAttribute("aria-activedescendant");
      else {
        field.setAttribute("aria-activedescendant", items[at].id);
        items[at].scrollIntoView({block: "nearest"});
      }
    }

    function show(pages) {
      list.replaceChildren(...pages.map((page, number) => {
        const item = entry(page, home, words);
        item.id = `found-${number}`;
        item.setAttribute("role", "option");
        item.firstChild.tabIndex = -1;
        return item;
      }));
      const open = Boolean(field.value.trim());
      list.hidden = !pages.length;
      field.setAttribute("aria-expanded", String(pages.length > 0));
      status.textContent = open
        ? pages.length ? form.dataset.some.replace("{count}", pages.length) : form.dataset.none
        : "";
      at = -1;
      field.removeAttribute("aria-activedescendant");
    }

    const close = () => show([]);
    field.addEventListener("focus", () => load(root).catch(() => {}), {once: true});
    field.addEventListener("input", async () => {
      const pages = await load(root).catch(() => []);
      show(find(pages, field.value, MOST));
    });
    field.addEventListener("keydown", event => {
      if (event.key === "ArrowDown") mark(at + 1);
      else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      const chosen = list.children[at]?.querySelector("a");
      location.href = chosen
        ? chosen.href
        : `${home}search.html#${encodeURIComponent(field.value)}`;
    });
    form.addEventListener("focusout", event => {
      if (!form.contains(event.relatedTarget)) close();
    });
    list.addEventListener("mousedown", event => event.preventDefault());
    form.hidden = false;
  }

  // The page of the search: all that is found, for the words of its address.
  function searchPage(form) {
    const field = form.querySelector("input"), {home, root} = form.dataset;
    const words = JSON.parse(form.dataset.kinds), status = form.querySelector("[role=status]");
    const list = document.getElementById("results"), all = document.getElementById("all");

    async function update() {
      const pages = await load(root).catch(() => []);
      const found = find(pages, field.value, MOST_ON_PAGE);
      list.replaceChildren(...found.map(page => entry(page, home, words)));
      const asked = Boolean(field.value.trim());
      all.hidden = asked;
      status.textContent = !asked ? "" : found.length
        ? form.dataset.some.replace("{count}", found.length) : form.dataset.none;
    }

    function ask() {
      try {
        field.value = decodeURIComponent(location.hash.slice(1));
      } catch {
        field.value = "";  // not a text of ours
      }
      update();
    }

    field.addEventListener("input", () => {
      history.replaceState(null, "", "#" + encodeURIComponent(field.value));
      update();
    });
    form.addEventListener("submit", event => event.preventDefault());
    addEventListener("hashchange", ask);
    form.hidden = false;
    if (location.hash) ask();
  }

  // A list on a page, narrowed to the entries that have all words.
  function narrow(box) {
    const field = box.querySelector("input"), status = box.querySelector("[role=status]");
    const none = document.querySelector("[data-none]");
    const items = [...document.querySelectorAll("[data-text]")];
    field.addEventListener("input", () => {
      const terms = fold(field.value).split(" ");
      let count = 0;
      for (const item of items) {
        item.hidden = !terms.every(term => item.dataset.text.includes(term));
        count += !item.hidden;
      }
      for (const section of new Set(items.map(item => item.closest("section")))) {
        section.hidden = !section.querySelector("[data-text]:not([hidden])");
      }
      if (none) none.hidden = count > 0;
      const message = count < items.length ? status.dataset.some : status.dataset.all;
      status.textContent = message.replace("{some}", count).replace("{all}", items.length);
    });
    box.hidden = false;
  }

  document.querySelectorAll("form.find").forEach(suggest);
  document.querySelectorAll("form[data-search]").forEach(searchPage);
  document.querySelectorAll("[data-narrow]").forEach(narrow);
})();
