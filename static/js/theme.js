// Applies the reader's choice of light or dark before the page is drawn, and offers the button that changes it.
(() => {
  "use strict";
  const KEY = "atlas-theme";
  const root = document.documentElement;
  root.classList.add("js");

  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage may be switched off
    }
  };

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const choice = stored();
  if (choice === "light" || choice === "dark") root.dataset.theme = choice;

  // Only a narrow menu scrolls, and only once it is laid out: the page itself stays at its top.
  const showCurrent = () => {
    const middle = (box) => box.left + box.width / 2;
    for (const current of document.querySelectorAll(".bar [aria-current], .subnav [aria-current]")) {
      const menu = current.closest("nav");
      menu.scrollLeft += middle(current.getBoundingClientRect()) - middle(menu.getBoundingClientRect());
    }
  };
  addEventListener("load", showCurrent);

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme");
    if (!button) return;
    const label = () => button.setAttribute("aria-label", isDark() ? "Switch to light" : "Switch to dark");
    label();
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem(KEY, root.dataset.theme);
      } catch {
        // the choice then lasts for this page only
      }
      label();
      dispatchEvent(new CustomEvent("atlas:theme", { detail: root.dataset.theme }));
    });
  });
})();
