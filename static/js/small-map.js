// A small Leaflet map on our own basemap, for the pages beside the event map: nothing is asked of another machine.

import { Basemap, BasemapLayer } from "./map/basemap.js";
import { LabelLayer } from "./map/labels.js";
import { onThemeChange, readColours } from "./map/theme.js";

const L = window.L;
const ATTRIBUTION = "Natural Earth, GeoNames CC BY 4.0";

/** How near a map goes by itself: nearer there is nothing on the basemap to know a place by. */
export const CLOSEST_FIT = 9;

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Fetch JSON from our own server. */
export async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

let basemapFiles;
function loadBasemap() {
  const base = new URL("../basemap/", import.meta.url);
  basemapFiles ??= Promise.all(["countries.json", "admin1.json", "labels.json"].map((name) => fetchJson(new URL(name, base))));
  return basemapFiles;
}

/** Draw countries, divisions and labels under a map, redraw them when light turns to dark; return the basemap. */
export async function addBasemap(map) {
  const [countries, admin1, labels] = await loadBasemap();
  const basemap = new Basemap(countries, admin1);
  const colours = readColours(map.getContainer());
  const layers = [new BasemapLayer(basemap, colours), new LabelLayer(labels, colours)];
  for (const layer of layers) layer.addTo(map);
  onThemeChange(() => layers.forEach((layer) => layer.setColours(readColours(map.getContainer()))));
  return basemap;
}

/** Make a map in a container; the wheel zooms it only once it has the focus, so that a page still scrolls past it. */
export function makeMap(container) {
  container.classList.add("atlas-map");
  const map = L.map(container, { minZoom: 1, maxZoom: 14, worldCopyJump: true, scrollWheelZoom: false });
  map.createPane("atlas-labels").classList.add("atlas-label-pane");
  map.attributionControl.setPrefix(false).addAttribution(ATTRIBUTION);
  L.control.scale({ imperial: false, maxWidth: 80 }).addTo(map);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  return map;
}
