/** Puts the event layer and its panels on a Leaflet map. This is the whole of the map's public face. */

import L from "./leaflet.js";
import { Basemap, BasemapLayer, latLngRings } from "./basemap.js";
import { addButtons } from "./controls.js";
import { framed, h, reducedMotion } from "./dom.js";
import { LabelLayer } from "./labels.js";
import { Pins } from "./markers.js";
import { EventModel } from "./model.js";
import { layerPanel } from "./panel.js";
import { centredIn, covered, freeBounds, limitZoom } from "./room.js";
import { Side } from "./side.js";
import { load, pageSources } from "./sources.js";
import { onThemeChange, readColours } from "./theme.js";
import { hasTime, Timeline } from "./timeline.js";
import { Unplaced } from "./unplaced.js";
import { readHash, replaceHash, writeHash } from "./viewstate.js";

const ATTRIBUTION = "Natural Earth, GeoNames CC BY 4.0";
const CLOSEST_ZOOM = 14;
const CLOSEST_FIT = 9;
const SELECT_ZOOM = 8;

/** An event map: the model, the map, and what ties them together. */
class Atlas {
  constructor(map, model, options) {
    this.map = map;
    this.model = model;
    this.options = options;
    this.container = map.getContainer();
    this.selected = null;
    this.countryAreas = new Map();
    this.pins = new Pins(map, { onSelect: (event) => this.select(event), onCrowd: (events) => this.side.showCrowd(events) });
    this.side = new Side(this.container, { onClose: () => this.select(null), onSelect: (event) => this.select(event), links: options });
    this.#addInterface();
    model.addEventListener("change", () => this.#show());
    map.on("moveend", framed(() => this.#tellView()));
  }

  #addInterface() {
    const unplaced = new Unplaced(this.model, {
      links: this.options,
      onSelect: (event) => this.select(event),
      onCountry: (properties, on) => this.drawCountry(properties, on),
    });
    const overlay = h("div", { class: "atlas-overlay" }, layerPanel(this.model, unplaced), this.side.element);
    if (hasTime(this.model)) overlay.append(new Timeline(this.model).element);
    if (!this.model.events.length) overlay.append(h("p", { class: "atlas-no-events", role: "status" }, "No events to show. Add a document, or widen the filters."));
    for (const child of overlay.children) {
      L.DomEvent.disableClickPropagation(child);
      L.DomEvent.disableScrollPropagation(child);
    }
    this.container.classList.toggle("atlas-has-time", hasTime(this.model));
    this.container.append(overlay);
    addButtons(this.map, { onFit: () => this.fit() });
    limitZoom(this.map, this.side);
    this.map.on("resize", () => limitZoom(this.map, this.side));
  }

  #show() {
    this.pins.show(this.model.shown);
    this.#emit("atlas:count", this.model.counts());
    this.#tellView();
  }

  #emit(name, detail) {
    this.container.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  /** The view as the address holds it. */
  get view() {
    const { lat, lng } = this.map.getCenter();
    return { zoom: this.map.getZoom(), lat, lon: lng, selected: this.selected?.id, switches: this.model.switches() };
  }

  #tellView() {
    if (this.restoring) return;
    const hash = writeHash(this.view);
    if (this.options.urlState) replaceHash(hash);
    this.#emit("atlas:view", { ...this.view, hash });
  }

  /** Select an event (open its card, ring its pin, draw its country), or none with null. */
  select(event, { pan = true } = {}) {
    const before = this.selected;
    this.selected = event;
    this.pins.select(event);
    this.#drawSelectedCountry(event);
    if (event) this.side.showEvent(event);
    else this.#unselect(before);
    if (event && pan) this.#bringIntoView(event);
    if (event) this.options.onSelect?.(event.feature);
    this.#emit("atlas:select", { feature: event?.feature ?? null });
    this.#tellView();
  }

  #unselect(before) {
    this.side.hide();
    if (before && !this.pins.focus(before)) this.container.focus({ preventScroll: true });
  }

  #bringIntoView({ placed, lat, lon }) {
    if (placed !== "point" || freeBounds(this.map, this.side).contains([lat, lon])) return;
    const zoom = Math.max(this.map.getZoom(), this.map.getBounds().contains([lat, lon]) ? 0 : SELECT_ZOOM);
    this.map.setView(centredIn(this.map, this.side, [lat, lon], zoom), zoom, { animate: !reducedMotion() });
  }

  /** Move the map so that every pin shown is in view. */
  fit({ animate = !reducedMotion() } = {}) {
    const bounds = this.pins.bounds();
    const { left, right, top, bottom } = covered(this.map, this.side);
    const padding = { paddingTopLeft: [left, top + 12], paddingBottomRight: [right, bottom + 12] };
    if (bounds.isValid()) this.map.fitBounds(bounds, { ...padding, maxZoom: CLOSEST_FIT, animate });
  }

  /** Draw or remove the outline of the country that an event names. */
  drawCountry(properties, on) {
    const country = this.basemap?.country(properties.iso, properties.country);
    if (!country) return null;
    const drawn = this.countryAreas.get(country.code);
    if (drawn && !on) {
      drawn.remove();
      this.countryAreas.delete(country.code);
    }
    if (on && !drawn) this.countryAreas.set(country.code, countryArea(country, "atlas-country-area").addTo(this.map));
    if (on) this.#showCountry(country);
    return country;
  }

  #showCountry({ code }) {
    const { left, right, top, bottom } = covered(this.map, this.side);
    const bounds = this.countryAreas.get(code)?.getBounds();
    const options = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], animate: !reducedMotion() };
    if (bounds && !this.map.getBounds().intersects(bounds)) this.map.fitBounds(bounds, options);
  }

  #drawSelectedCountry(event) {
    this.selectedArea?.remove();
    this.selectedArea = null;
    const country = event?.placed === "country" && this.basemap?.country(event.properties.iso, event.properties.country);
    if (country) this.selectedArea = countryArea(country, "atlas-country-area atlas-country-selected").addTo(this.map);
  }

  /** Put basemap and labels under the events. */
  addBasemap(basemap, labels) {
    this.basemap = basemap;
    const colours = readColours(this.container);
    const layers = [new BasemapLayer(basemap, colours)];
    if (labels) layers.push(new LabelLayer(labels, colours));
    for (const layer of layers) layer.addTo(this.map);
    onThemeChange(() => layers.forEach((layer) => layer.setColours(readColours(this.container))));
  }

  /** Go to a view as `view` or the address tells it; what it leaves out stays at its default. */
  restore({ zoom, lat, lon, selected, switches = {} }) {
    this.restoring = true;
    this.model.restore(switches);
    if (zoom === undefined) this.fit({ animate: false });
    else this.map.setView([lat, lon], zoom, { animate: false });
    this.restoring = false;
    const event = selected && this.model.byId.get(selected);
    if (event) this.select(event, { pan: zoom === undefined });
    this.#tellView();
  }
}

function countryArea(country, className) {
  return L.polygon(latLngRings(country), { className, interactive: false, smoothFactor: 1 });
}

function prepare(map) {
  map.setMaxZoom(CLOSEST_ZOOM);
  map.createPane("atlas-labels").classList.add("atlas-label-pane");
  map.attributionControl?.setPrefix(false).addAttribution(ATTRIBUTION);
  map.zoomControl?.setPosition("topright");
  L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);
  const container = map.getContainer();
  container.classList.add("atlas-map");
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", "Map of events");
}

/** Resolve to the basemap, or to nothing where there is none or it does not load: the events do without. */
async function loadBasemap(container, { countries, admin1, labels } = {}) {
  if (!countries) return {};
  try {
    const [shapes, lines, names] = await Promise.all([load(countries), load(admin1), load(labels)]);
    return { basemap: new Basemap(shapes, lines), labels: names };
  } catch (error) {
    showFailure(container, "background map", error);
    return {};
  }
}

function showFailure(container, what, error) {
  const words = `The ${what} could not be loaded (${error.message}). Reload the page to try again.`;
  container.append(h("p", { class: "atlas-no-events", role: "alert" }, words));
}

/**
 * Put events on a Leaflet map and resolve to its Atlas.
 *
 * Options: `data` (FeatureCollection or address), `basemap` ({countries, admin1, labels}, each an object or an address),
 * `documentUrl`, `eventUrl`, `eventDataUrl` (addresses of pages, and of JSON, that an id is put behind), `addPlaceUrl` (one
 * that a place's name is put behind), `urlState` (keep the view in the address), `state` (a view
 * to begin with), `onSelect(feature)`. The container emits atlas:select, atlas:count, atlas:view and atlas:ready.
 */
export async function mount(map, { data, basemap, state, ...options }) {
  prepare(map);
  const basemapReady = loadBasemap(map.getContainer(), basemap);
  try {
    const model = new EventModel(await load(data));
    const atlas = new Atlas(map, model, options);
    atlas.restore(state ?? (options.urlState ? readHash(location.hash) : {}));
    if (options.urlState) addEventListener("hashchange", () => atlas.restore(readHash(location.hash)));
    const loaded = await basemapReady;
    if (loaded.basemap) atlas.addBasemap(loaded.basemap, loaded.labels);
    map.getContainer().dispatchEvent(new CustomEvent("atlas:ready", { detail: { atlas }, bubbles: true }));
    return atlas;
  } catch (error) {
    showFailure(map.getContainer(), "events", error);
    throw error;
  }
}

/** Mount on the map that Folium's script has made; events, basemap and addresses come from the page. */
export function mountPage(map, options) {
  return mount(map, { ...pageSources(map.getContainer()), ...options });
}
