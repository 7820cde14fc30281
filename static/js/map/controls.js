/** Small map buttons: fit to the events, full screen. */

import L from "./leaflet.js";
import { h, svg } from "./dom.js";

const ICONS = {
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M12 9.5v5M9.5 12h5",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
};

function iconButton(name, label, click) {
  const picture = svg("svg", { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" }, svg("path", { d: ICONS[name] }));
  return h("button", { type: "button", class: `atlas-button atlas-button-${name}`, title: label, "aria-label": label, click }, picture);
}

/** Add the buttons to the map's corner. */
export function addButtons(map, { onFit }) {
  const container = map.getContainer();
  const toggleFull = () => (document.fullscreenElement ? document.exitFullscreen() : container.requestFullscreen());
  const full = iconButton("full", "Full screen", toggleFull);
  full.hidden = !document.fullscreenEnabled && !container.requestFullscreen;
  document.addEventListener("fullscreenchange", () => {
    const isFull = document.fullscreenElement === container;
    full.setAttribute("aria-pressed", String(isFull));
    map.invalidateSize();
  });
  const Buttons = L.Control.extend({
    onAdd() {
      const bar = h("div", { class: "leaflet-bar atlas-buttons" }, iconButton("fit", "Fit to events", onFit), full);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });
  map.addControl(new Buttons({ position: "topright" }));
}
