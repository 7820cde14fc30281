/** Reads the map's colours from its style sheet and tells when light turns to dark. */

const NAMES = ["sea", "land", "coast", "border", "admin1", "label", "label-minor", "halo"];

/** Return the colours that the canvas layers draw with. */
export function readColours(container) {
  const style = getComputedStyle(container);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--atlas-${name}`).trim()]));
}

/** Call back when the system's or the page's theme changes. */
export function onThemeChange(callback) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
  new MutationObserver(callback).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
