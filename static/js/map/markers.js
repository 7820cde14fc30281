/** Draws the pins: shape and colour by type, clusters where dense, circles where the place is uncertain. */

import L from "./leaflet.js";
import "leaflet.markercluster";

import { reducedMotion, svg } from "./dom.js";
import { claimMarks, TYPE_LABELS, typeRing, typeShape } from "./palette.js";
import { claim, dateInterval, number, plural, shortDate, wherePrecision } from "./words.js";

const ICON_PX = 26;
const SHAPE_PX = 19;
const SPIDER_MOST = 40;
const SMALLEST_CIRCLE_PX = 9;
const REBUILD_SHARE = 0.3;

const clusterRadius = (zoom) => (zoom < 5 ? 64 : zoom < 9 ? 52 : 38);

const TypeIcon = L.Icon.extend({
  options: { iconSize: [ICON_PX, ICON_PX], iconAnchor: [ICON_PX / 2, ICON_PX / 2], className: "atlas-pin" },

  initialize({ type, unsure, doubtful, claimed, denied }) {
    const className = ["atlas-pin", unsure && "atlas-unsure", doubtful && "atlas-doubtful"].filter(Boolean).join(" ");
    L.setOptions(this, { type, claimed, denied, className });
  },

  createIcon() {
    const pin = document.createElement("div");
    const shape = typeShape(this.options.type, SHAPE_PX);
    shape.append(...claimMarks(this.options));
    pin.append(shape);
    this._setIconStyles(pin, "icon");
    return pin;
  },

  createShadow: () => null,
});

const icons = new Map();

/** The icon of an event; events that look alike share one. */
function iconOf(event) {
  const key = [event.type, event.unsure, event.doubtful, event.claimed, event.denied].join();
  if (!icons.has(key)) icons.set(key, new TypeIcon(event));
  return icons.get(key);
}

const shortCount = (count) => (count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`);

function clusterIcon(cluster) {
  const counts = TYPE_LABELS.map(() => 0);
  const children = cluster.getAllChildMarkers();
  for (const { event } of children) counts[event.type] += 1;
  const size = children.length < 10 ? 34 : children.length < 100 ? 40 : children.length < 1000 ? 46 : 52;
  const picture = typeRing(counts, size / 2 - 4);
  const text = svg("text", { class: "atlas-cluster-count", "text-anchor": "middle", dy: "0.35em" });
  text.textContent = shortCount(children.length);
  picture.append(text);
  return L.divIcon({ html: picture, className: "atlas-cluster", iconSize: [size, size] });
}

const inOnePlace = (cluster) => {
  const bounds = cluster.getBounds();
  return bounds.getSouthWest().equals(bounds.getNorthEast());
};

function eventLabel({ type, properties, from, to, unsure, doubtful }) {
  return [TYPE_LABELS[type], properties.location, unsure && "unsure place", doubtful && "doubtful", claim(properties), dateInterval(from, to, shortDate)].filter(Boolean).join(", ");
}

function clusterGroup() {
  return L.markerClusterGroup({
    maxClusterRadius: clusterRadius,
    iconCreateFunction: clusterIcon,
    animate: !reducedMotion(),
    showCoverageOnHover: false,
    spiderfyOnMaxZoom: false,
    zoomToBoundsOnClick: false,
    spiderLegPolylineOptions: { className: "atlas-spider-leg", weight: 1.5, interactive: false },
  });
}

/** The pins on the map. Calls `onSelect(event)` for one pin and `onCrowd(events)` for a place with too many to fan out. */
export class Pins {
  constructor(map, { onSelect, onCrowd }) {
    this.map = map;
    this.markers = new Map();
    this.drawn = new Set();
    this.onSelect = onSelect;
    this.onCrowd = onCrowd;
    this.circles = L.layerGroup().addTo(map);
    this.group = clusterGroup().addTo(map);
    this.selection = L.layerGroup().addTo(map);
    this.group.on("click keypress", (at) => isPress(at) && onSelect(at.layer.event));
    this.group.on("clusterclick clusterkeypress", (at) => isPress(at) && this.#open(at.layer));
    this.group.on("animationend spiderfied unspiderfied", () => this.#drawCircles());
    map.on("moveend", () => this.#drawCircles());
    map.on("layeradd", ({ layer }) => describe(layer));
  }

  /** Show these events and no others. */
  show(events) {
    const wanted = new Set(events.filter((event) => event.placed === "point"));
    const added = [...wanted].filter((event) => !this.drawn.has(event));
    const removed = [...this.drawn].filter((event) => !wanted.has(event));
    this.group.unspiderfy?.();
    if (added.length + removed.length > REBUILD_SHARE * this.drawn.size) {
      this.group.clearLayers();
      this.group.addLayers(this.#markersOf(wanted));
    } else {
      if (removed.length) this.group.removeLayers(this.#markersOf(removed));
      if (added.length) this.group.addLayers(this.#markersOf(added));
    }
    this.drawn = wanted;
    this.#drawCircles();
  }

  #markersOf(events) {
    return Array.from(events, (event) => this.#marker(event));
  }

  #marker(event) {
    if (!this.markers.has(event)) {
      const marker = L.marker([event.lat, event.lon], { icon: iconOf(event), riseOnHover: true });
      marker.event = event;
      this.markers.set(event, marker);
    }
    return this.markers.get(event);
  }

  #open(cluster) {
    if (!inOnePlace(cluster)) cluster.zoomToBounds({ padding: [40, 40] });
    else if (cluster.getChildCount() <= SPIDER_MOST) cluster.spiderfy();
    else this.onCrowd(cluster.getAllChildMarkers().map(({ event }) => event));
  }

  /** Circle the uncertain events that stand on their own, or with others at the very same point. */
  #drawCircles() {
    this.circles.clearLayers();
    const view = this.map.getBounds().pad(0.3);
    const done = new Set();
    for (const event of this.drawn) {
      if (!event.uncertain || !event.radiusKm || !view.contains([event.lat, event.lon])) continue;
      const key = `${event.lat} ${event.lon} ${event.radiusKm}`;
      if (done.has(key) || !this.#standsAlone(event) || this.#radiusPx(event) < SMALLEST_CIRCLE_PX) continue;
      done.add(key);
      this.circles.addLayer(radiusCircle(event, "atlas-circle"));
    }
  }

  #standsAlone(event) {
    const marker = this.markers.get(event);
    const parent = this.group.getVisibleParent(marker);
    return parent === marker || Boolean(parent && inOnePlace(parent));
  }

  #radiusPx({ lat, lon, radiusKm }) {
    const centre = this.map.latLngToLayerPoint([lat, lon]);
    return centre.distanceTo(this.map.latLngToLayerPoint([lat + radiusKm / 111.2, lon]));
  }

  /** Ring the selected event and draw how far its place may be off; null clears it. */
  select(event) {
    this.selection.clearLayers();
    if (event?.placed !== "point") return;
    if (event.radiusKm) this.selection.addLayer(radiusCircle(event, "atlas-circle atlas-circle-selected"));
    const icon = L.divIcon({ className: "atlas-selected", iconSize: [38, 38] });
    this.selection.addLayer(L.marker([event.lat, event.lon], { icon, interactive: false, keyboard: false, zIndexOffset: 2000 }));
  }

  /** Give the keyboard focus to an event's pin, or to the cluster that holds it; false where neither is in view. */
  focus(event) {
    const marker = this.markers.get(event);
    const element = marker && this.group.getVisibleParent(marker)?.getElement?.();
    element?.focus({ preventScroll: true });
    return Boolean(element);
  }

  bounds() {
    return L.latLngBounds(Array.from(this.drawn, ({ lat, lon }) => [lat, lon]));
  }
}

const isPress = ({ type, originalEvent }) => !type.endsWith("keypress") || ["Enter", " "].includes(originalEvent?.key);

function describe(layer) {
  const element = layer.getElement?.();
  if (!element) return;
  if (layer instanceof L.MarkerCluster) element.setAttribute("aria-label", plural(layer.getChildCount(), "event"));
  else if (layer.event) {
    element.setAttribute("aria-label", eventLabel(layer.event));
    element.title = eventLabel(layer.event);
  }
}

function radiusCircle({ lat, lon, radiusKm }, className) {
  return L.circle([lat, lon], { radius: radiusKm * 1000, className, interactive: false });
}

/** Say what an uncertain place means, for the card. */
export function radiusText({ properties, radiusKm, placed }) {
  const words = wherePrecision(properties.where_prec);
  const radius = placed === "point" && radiusKm ? `within ${number(Math.round(radiusKm * 10) / 10)} km` : "";
  return [words, radius].filter(Boolean).join(" · ");
}
