/** Writes the view into the page's address (behind the #) and reads it back. */

import { dayNumber, isoDay } from "./words.js";

const listText = (items) => items.map(encodeURIComponent).join(",");
const listItems = (text) => text.split(",").filter(Boolean).map(decodeURIComponent);

/** Write a view: map centre and zoom, what is switched off, the days, the selected event. */
export function writeHash({ zoom, lat, lon, selected, switches }) {
  const parts = [`view=${+zoom.toFixed(2)}/${lat.toFixed(4)}/${lon.toFixed(4)}`];
  for (const name of ["off", "on", "types"]) if (switches[name]) parts.push(`${name}=${listText(switches[name])}`);
  if (switches.days) parts.push(`days=${switches.days.map(isoDay).join("..")}`);
  if (selected) parts.push(`event=${encodeURIComponent(selected)}`);
  return `#${parts.join("&")}`;
}

function readView(text) {
  const [zoom, lat, lon] = (text ?? "").split("/").map(Number);
  const isView = [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 90 && Math.abs(lon) <= 540;
  return isView ? { zoom, lat, lon } : {};
}

function readDays(text) {
  const days = (text ?? "").split("..").map(dayNumber);
  return days.length === 2 && days[0] <= days[1] ? days : undefined;
}

/** Read a view; parts that are missing or malformed are left out. */
export function readHash(hash) {
  const parts = Object.fromEntries(hash.replace(/^#/, "").split("&").map((part) => part.split(/=(.*)/s)));
  try {
    const lists = Object.fromEntries(["off", "on", "types"].filter((name) => name in parts).map((name) => [name, listItems(parts[name] ?? "")]));
    const selected = parts.event ? decodeURIComponent(parts.event) : undefined;
    return { ...readView(parts.view), selected, switches: { ...lists, days: readDays(parts.days) } };
  } catch (error) {
    if (error instanceof URIError) return { switches: {} };
    throw error;
  }
}

/** Put a hash into the address without a new history entry. A notebook's srcdoc frame has no address of its own. */
export function replaceHash(hash) {
  if (location.protocol !== "about:") history.replaceState(history.state, "", hash);
}
