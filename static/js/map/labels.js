/** Writes the names of countries, divisions and cities on one canvas, where they do not collide. */

import L from "./leaflet.js";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const GAP_PX = 3;

const STYLES = {
  country: { font: `600 11px ${FONT}`, spacing: "0.1em", colour: "label-minor" },
  admin1: { font: `italic 500 11px ${FONT}`, spacing: "0.03em", colour: "label-minor" },
  capital: { font: `600 12px ${FONT}`, spacing: "0px", colour: "label", dot: 2.6 },
  city: { font: `400 11px ${FONT}`, spacing: "0px", colour: "label", dot: 1.9 },
};

/** The zoom from which a label is worth writing. */
const countryZoom = (degrees2) => (degrees2 > 120 ? 2 : degrees2 > 25 ? 3 : degrees2 > 3 ? 4 : degrees2 > 0.3 ? 5 : 7);
const CITY_ZOOMS = [
  [3_000_000, 5],
  [900_000, 6],
  [300_000, 7],
  [100_000, 8],
];

function cityZoom(population, capital) {
  const bySize = CITY_ZOOMS.find(([least]) => population >= least)?.[1] ?? 9;
  return capital ? Math.min(bySize, 5) : bySize;
}

const label = (kind, text, lon, lat, from, to = 99) => ({ kind, text, at: L.latLng(lat, lon), from, to });

/** Put the labels file into one list, the most important first. */
function readLabels({ countries, admin1, cities }) {
  return [
    ...countries.map(([text, lon, lat, size]) => label("country", text.toUpperCase(), lon, lat, countryZoom(size), 8)),
    ...cities.map(([text, lon, lat, population, capital]) =>
      label(capital ? "capital" : "city", text, lon, lat, cityZoom(population, capital)),
    ),
    ...admin1.map(([text, lon, lat, zoom]) => label("admin1", text, lon, lat, zoom + 1, 11)),
  ].map((item, order) => ({ ...item, order }));
}

const collide = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** The Leaflet layer. It extends Renderer for its canvas placement, which follows pans and zooms. */
export const LabelLayer = L.Renderer.extend({
  initialize(labels, colours) {
    L.Renderer.prototype.initialize.call(this, { padding: 0.15, pane: "atlas-labels" });
    this.labels = readLabels(labels);
    this.widths = new Map();
    this.colours = colours;
  },

  setColours(colours) {
    this.colours = colours;
    if (this._map) this._update();
  },

  _initContainer() {
    this._container = L.DomUtil.create("canvas", "atlas-label-canvas");
    this._container.setAttribute("aria-hidden", "true");
    this.context = this._container.getContext("2d");
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },

  _updatePaths() {},

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = ratio * size.x;
    this._container.height = ratio * size.y;
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this.context.scale(ratio, ratio);
    this._write();
  },

  _write() {
    const zoom = this._map.getZoom();
    const view = this._map.getBounds().pad(0.2);
    const middle = this._map.getCenter().lng;
    const taken = [];
    for (const item of this.labels) {
      if (zoom < item.from || zoom > item.to) continue;
      const lng = item.at.lng + 360 * Math.round((middle - item.at.lng) / 360);
      if (!view.contains([item.at.lat, lng])) continue;
      const point = this._map.latLngToLayerPoint([item.at.lat, lng]).subtract(this._bounds.min);
      this._place(item, point, taken);
    }
  },

  _place(item, point, taken) {
    const style = STYLES[item.kind];
    const width = this._width(item, style);
    const box = style.dot
      ? { left: point.x - 4, right: point.x + 6 + width, top: point.y - 8, bottom: point.y + 8 }
      : { left: point.x - width / 2, right: point.x + width / 2, top: point.y - 8, bottom: point.y + 8 };
    const roomy = { left: box.left - GAP_PX, right: box.right + GAP_PX, top: box.top - GAP_PX, bottom: box.bottom + GAP_PX };
    if (taken.some((other) => collide(roomy, other))) return;
    taken.push(box);
    this._draw(item, style, point, style.dot ? point.x + 6 : box.left);
  },

  _width(item, style) {
    if (!this.widths.has(item.order)) {
      this._setFont(style);
      this.widths.set(item.order, this.context.measureText(item.text).width);
    }
    return this.widths.get(item.order);
  },

  _setFont(style) {
    this.context.font = style.font;
    if ("letterSpacing" in this.context) this.context.letterSpacing = style.spacing;
  },

  _draw(item, style, point, left) {
    const { context, colours } = this;
    this._setFont(style);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = colours.halo;
    context.fillStyle = colours[style.colour];
    if (style.dot) this._dot(point, style.dot);
    context.strokeText(item.text, left, point.y);
    context.fillText(item.text, left, point.y);
  },

  _dot(point, radius) {
    this.context.beginPath();
    this.context.arc(point.x, point.y, radius, 0, 2 * Math.PI);
    this.context.stroke();
    this.context.fill();
  },
});
