"use strict";
// The switch of light and dark. Until it is used, and without this script, the system decides.
(() => {
  const KEY = "kembar-theme", SYSTEM = "screen and (prefers-color-scheme: dark)";
  const MEDIA = {dark: "screen", light: "not all"};
  const sheet = document.getElementById("dark");

  function remembered() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }

  function remember(theme) {
    try { localStorage.setItem(KEY, theme); } catch { /* A page without a store forgets. */ }
  }

  function isDark() {
    return sheet.media === SYSTEM ? matchMedia("(prefers-color-scheme: dark)").matches
      : sheet.media === MEDIA.dark;
  }

  function show(theme) {
    sheet.media = MEDIA[theme] ?? SYSTEM;
    document.dispatchEvent(new CustomEvent("theme"));
  }

  show(remembered());
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("button.theme")) {
      button.hidden = false;
      const tell = () => button.setAttribute("aria-pressed", String(isDark()));
      tell();
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
      button.addEventListener("click", () => {
        const theme = isDark() ? "light" : "dark";
        show(theme);
        remember(theme);
        tell();
      });
    }
  });
})();
