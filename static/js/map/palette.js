/** The event types, each with a shape and a colour by index: data never chooses either. */

import { svg } from "./dom.js";

export const EVENT_TYPES = [
  "Battles",
  "Explosions/Remote violence",
  "Violence against civilians",
  "Protests",
  "Riots",
  "Strategic developments",
];
export const OTHER_TYPE = EVENT_TYPES.length;
export const TYPE_LABELS = [...EVENT_TYPES, "Other"];

// Each path lies in a box from -10 to 10. Colours stand in map.css as --atlas-type-0 to --atlas-type-6 (Okabe and Ito).
const SHAPES = [
  "M-6.6-6.6H6.6V6.6H-6.6Z",
  "M0-9.4 2.3-3.2 8.9-2.9 3.7 1.2 5.5 7.6 0 3.9-5.5 7.6-3.7 1.2-8.9-2.9-2.3-3.2Z",
  "M0-8.4 8.2 6.2H-8.2Z",
  "M0-7.4A7.4 7.4 0 1 1 0 7.4 7.4 7.4 0 1 1 0-7.4Z",
  "M0-8.8 7.8 0 0 8.8-7.8 0Z",
  "M-2.6-8H2.6V-2.6H8V2.6H2.6V8H-2.6V2.6H-8V-2.6H-2.6Z",
  "M0-5A5 5 0 1 1 0 5 5 5 0 1 1 0-5Z",
];

export function typeIndex(name) {
  const index = EVENT_TYPES.indexOf(name);
  return index < 0 ? OTHER_TYPE : index;
}

/** Draw a type's shape as an inline picture of the given size in pixels. */
export function typeShape(type, size) {
  return svg(
    "svg",
    { class: `atlas-shape atlas-type-${type}`, viewBox: "-11 -11 22 22", width: size, height: size, "aria-hidden": "true" },
    svg("path", { d: SHAPES[type] }),
  );
}

/** Draw what is said of an event beside its shape: a ring of dashes for a claim, a disc with a cross for a denial. */
export function claimMarks({ claimed, denied }) {
  const ring = () => svg("circle", { class: "atlas-claimed", r: 13.6 });
  const cross = () => [svg("circle", { class: "atlas-denied-disc", cx: 9.6, cy: -9.6, r: 6 }), svg("path", { class: "atlas-denied", d: "M7-12.2 12.2-7M7-7 12.2-12.2" })];
  return [...(claimed ? [ring()] : []), ...(denied ? cross() : [])];
}

/** Draw a ring whose arcs are the counts' shares, one arc a type. */
export function typeRing(counts, radius) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const around = 2 * Math.PI * radius;
  let before = 0;
  const arcs = counts.flatMap((count, type) => {
    if (!count) return [];
    const length = (count / total) * around;
    const arc = svg("circle", {
      class: `atlas-ring atlas-type-${type}`,
      r: radius,
      "stroke-dasharray": `${length.toFixed(2)} ${(around - length).toFixed(2)}`,
      "stroke-dashoffset": (-before).toFixed(2),
    });
    before += length;
    return [arc];
  });
  const half = radius + 4;
  return svg("svg", { viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, "aria-hidden": "true" }, ...arcs);
}
