// An area with borders on the editor's map: drawn corner by corner, then changed by its handles.

import { addHandle } from "./handles.js";

const L = window.L;
const MOST_HANDLES = 150; // more corners than that are edited as text, or drawn anew

const middle = (a, b) => L.latLng((a.lat + b.lat) / 2, (a.lng + b.lng) / 2);

/** Read the text of the area: one "lat, lon" a line, rings parted by an empty line. */
export function readRings(text) {
  return text
    .split(/\n[ \t]*\n/)
    .map((ring) =>
      ring
        .split("\n")
        .map((line) => line.split(/[,;\s]+/).filter(Boolean).map(Number))
        .filter(([lat, lon, ...rest]) => Number.isFinite(lat) && Number.isFinite(lon) && !rest.length)
        .map(([lat, lon]) => L.latLng(lat, lon)),
    )
    .filter((ring) => ring.length);
}

/** Write rings as text. */
export function writeRings(rings) {
  const line = ({ lat, lng }) => `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
  return rings.map((ring) => ring.map(line).join("\n")).join("\n\n");
}

/** The area: `changed` is called with its rings after every change, `drawing` when drawing begins, goes on or ends. */
export class Area {
  #map;
  #changed;
  #drawing;
  #rings = [];
  #draft = null;
  #shape = L.polygon([], { className: "area-shape", interactive: false });
  #line = L.polyline([], { className: "area-line", interactive: false });
  #handles = L.layerGroup();

  constructor(map, { changed, drawing }) {
    this.#map = map;
    this.#changed = changed;
    this.#drawing = drawing;
  }

  get rings() {
    return this.#rings;
  }

  /** The corners drawn so far, or null when nothing is being drawn. */
  get draft() {
    return this.#draft;
  }

  get tooMany() {
    return this.#rings.flat().length > MOST_HANDLES;
  }

  set(rings) {
    this.#rings = rings;
    this.#draw();
  }

  show(visible) {
    for (const layer of [this.#shape, this.#line, this.#handles]) {
      if (visible) layer.addTo(this.#map);
      else layer.remove();
    }
    if (!visible) this.#draft = null;
    this.#draw();
  }

  start() {
    this.#draft = [];
    this.#draw();
    this.#drawing();
  }

  addCorner(at) {
    this.#draft.push(at);
    this.#draw();
    this.#drawing();
  }

  takeBack() {
    this.#draft.pop();
    this.#draw();
    this.#drawing();
  }

  finish() {
    if (this.#draft.length > 2) this.#rings = [this.#draft];
    this.#draft = null;
    this.#draw();
    this.#drawing();
    this.#changed();
  }

  clear() {
    this.#draft = null;
    this.#rings = [];
    this.#draw();
    this.#drawing();
    this.#changed();
  }

  #draw() {
    this.#handles.clearLayers();
    this.#shape.setLatLngs(this.#draft ? [] : this.#rings); // one path, even-odd: a ring within another is a hole
    this.#line.setLatLngs(this.#draft ?? []);
    if (!this.#map.hasLayer(this.#handles)) return;
    if (this.#draft) this.#drawDraft();
    else if (!this.tooMany) this.#rings.forEach((ring) => this.#drawRing(ring));
  }

  #drawDraft() {
    this.#draft.forEach((at, number) => {
      const closes = number === 0 && this.#draft.length > 2;
      const mark = L.circleMarker(at, { radius: closes ? 8 : 5, className: closes ? "corner closes" : "corner", bubblingMouseEvents: false });
      if (closes) mark.on("click", () => this.finish());
      this.#handles.addLayer(mark);
    });
  }

  #drawRing(ring) {
    ring.forEach((at, number) => {
      this.#addHandle(at, {
        className: "corner-handle",
        label: `Corner ${number + 1} of ${ring.length}. Arrow keys move it, Delete removes it.`,
        moved: (point) => this.#move(ring, number, point),
        placed: () => this.#settle(ring, number),
        removed: () => this.#remove(ring, number),
      });
      this.#addHandle(middle(at, ring[(number + 1) % ring.length]), {
        className: "middle-handle",
        size: 10,
        label: `A new corner after corner ${number + 1}. Arrow keys add it.`,
        placed: (point) => this.#insert(ring, number + 1, point),
      });
    });
  }

  #addHandle(at, options) {
    this.#handles.addLayer(addHandle(this.#map, at, options));
  }

  #move(ring, number, point) {
    ring[number] = point;
    this.#shape.setLatLngs(this.#rings);
  }

  #insert(ring, number, point) {
    ring.splice(number, 0, point);
    this.#settle(ring, number);
  }

  #remove(ring, number) {
    if (ring.length <= 3) return;
    ring.splice(number, 1);
    this.#settle(ring, Math.min(number, ring.length - 1));
  }

  /** Draw again and hand the focus to the corner that was last worked on. */
  #settle(ring, number) {
    this.#draw();
    this.#changed();
    const before = this.#rings.slice(0, this.#rings.indexOf(ring)).flat().length;
    const corners = this.#handles.getLayers().filter((layer) => layer.getElement().classList.contains("corner-handle"));
    corners[before + number]?.getElement().focus({ preventScroll: true });
  }
}
