/** The panel at the side: how many events are shown, and the sections that switch them. */

import { freshId, h } from "./dom.js";
import { precisionLegend, typeLegend } from "./legend.js";
import { LayerTree } from "./tree.js";
import { number } from "./words.js";

const NARROW = "(max-width: 760px)";

function section(title, open, ...content) {
  return h("details", { class: "atlas-section", open }, h("summary", {}, title), ...content);
}

/** "Not on the map", with how many of the events shown that are: the count above tells of all. */
function unplacedTitle(model) {
  const title = h("span", { "data-atlas": "unplaced-title" });
  const say = () => {
    const count = model.shown.filter(({ placed }) => placed !== "point").length;
    title.textContent = count ? `Not on the map (${number(count)})` : "Not on the map";
  };
  model.addEventListener("change", say);
  say();
  return title;
}

function countLine(model) {
  const line = h("p", { class: "atlas-count", "data-atlas": "count", role: "status" });
  const pins = h("p", { class: "atlas-count", "data-atlas": "pin-count" });
  const reset = h("button", { type: "button", class: "atlas-link", click: () => model.reset() }, "Show all");
  const say = () => {
    const { shown, total, pinned } = model.counts();
    pins.textContent = pinned < shown ? `${number(pinned)} with a pin, ${number(shown - pinned)} listed below` : "";
    pins.hidden = pinned === shown;
    line.textContent = `${number(shown)} of ${number(total)} ${total === 1 ? "event" : "events"} shown`;
    reset.hidden = !model.filtered;
  };
  model.addEventListener("change", say);
  say();
  return h("div", { class: "atlas-count-row" }, line, reset, pins);
}

/** Make the panel. On a narrow screen it starts folded to its heading. */
export function layerPanel(model, unplaced) {
  const bodyId = freshId("panel");
  const open = !matchMedia(NARROW).matches;
  const toggle = h("button", { type: "button", class: "atlas-panel-toggle", "aria-expanded": String(open), "aria-controls": bodyId }, "Layers");
  const sections = [
    section("Event types", true, typeLegend(model)),
    section("Years and actors", true, new LayerTree(model).element),
    section(unplacedTitle(model), model.events.some(({ placed }) => placed !== "point"), unplaced.element),
    section("Precision and claims", false, precisionLegend()),
  ];
  const body = h("div", { class: "atlas-panel-body", id: bodyId, hidden: !open }, ...sections);
  toggle.addEventListener("click", () => {
    body.hidden = !body.hidden;
    toggle.setAttribute("aria-expanded", String(!body.hidden));
  });
  const head = h("header", { class: "atlas-panel-head" }, toggle, countLine(model));
  return h("section", { class: "atlas-panel", "aria-label": "Layers" }, head, body);
}
