/** The legend: event types, which it also switches, and what the marks of precision mean. */

import { h, svg } from "./dom.js";
import { claimMarks, TYPE_LABELS, typeShape } from "./palette.js";
import { number } from "./words.js";

/** Make the list of event types with their counts; each switches its type. */
export function typeLegend(model) {
  const types = TYPE_LABELS.flatMap((label, type) => (model.typeCounts[type] ? [{ label, type }] : []));
  const boxes = types.map(({ label, type }) => {
    const box = h("input", { type: "checkbox", checked: true, "data-type": type, change: () => model.setType(type, box.checked) });
    const count = h("span", { class: "atlas-number" }, number(model.typeCounts[type]));
    const row = h("label", { class: "atlas-row" }, box, typeShape(type, 16), h("span", { class: "atlas-row-text" }, label), count);
    return { box, type, row: h("li", {}, row) };
  });
  model.addEventListener("change", () => {
    for (const { box, type } of boxes) box.checked = !model.typeOff[type];
  });
  return h("ul", { class: "atlas-types", "data-atlas": "types" }, ...boxes.map(({ row }) => row));
}

const picture = (...shapes) => svg("svg", { viewBox: "-12 -12 24 24", width: 22, height: 22, "aria-hidden": "true" }, ...shapes);
const dot = () => svg("circle", { r: 3, class: "atlas-legend-dot" });

const marked = (said) => svg("svg", { viewBox: "-18 -18 36 36", width: 22, height: 22, "aria-hidden": "true" }, svg("circle", { r: 4.5, class: "atlas-legend-dot" }), ...claimMarks(said));

/** Make the key to precisions and claims. */
export function precisionLegend() {
  const rows = [
    [picture(dot()), "Exact place: town, quarter or site"],
    [picture(svg("circle", { r: 10, class: "atlas-circle" }), dot()), "Uncertain: somewhere within the circle"],
    [picture(svg("circle", { r: 5, class: "atlas-legend-unsure" })), "Unsure place: may be another of that name"],
    [picture(svg("circle", { r: 5, class: "atlas-legend-dot atlas-legend-doubtful" })), "Faint: less than 30 % likely to be right"],
    [marked({ claimed: true }), "Claimed: only a party to it says so"],
    [marked({ denied: true }), "Denied: a party says that it is not so"],
    [picture(svg("rect", { x: -10, y: -7, width: 20, height: 14, class: "atlas-country-area" })), "Country only: listed, drawn on demand"],
  ];
  return h("ul", { class: "atlas-precision" }, ...rows.map(([mark, text]) => h("li", {}, mark, text)));
}
