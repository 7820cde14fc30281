// The editor of a place: map and form say the same, whichever of them is changed.

import { Area, readRings, writeRings } from "./editor/area.js";
import { addHandle } from "./editor/handles.js";
import { linkNames } from "./editor/names.js";
import { Surroundings } from "./editor/surroundings.js";
import { latLngRings } from "./map/basemap.js";
import { CLOSEST_FIT, addBasemap, makeMap } from "./small-map.js";

const L = window.L;
const KM_PER_DEGREE = 111.32;
const LARGEST_KM = 20_000;

const number = (text) => (text.trim() === "" ? NaN : Number(text.replace(",", ".")));
const rounded = (km) => (km < 10 ? Math.round(km * 100) / 100 : Math.round(km * 10) / 10);

class PlaceEditor {
  constructor(form) {
    this.form = form;
    this.fields = Object.fromEntries(["lat", "lon", "radius_km", "polygon", "country", "name"].map((name) => [name, form.elements[name]]));
    this.map = makeMap(form.querySelector("[data-editor-map]"));
    this.map.setView([25, 25], 1);
    this.circle = L.circle([0, 0], { radius: 0, className: "pin-area", interactive: false });
    this.area = new Area(this.map, { changed: () => this.#areaChanged(), drawing: () => this.#showDrawing() });
    const own = [form.dataset.placeId, ...form.dataset.replaces.split(" ")].filter(Boolean);
    this.surroundings = new Surroundings(this.map, form.dataset.at, own, (answer) => this.#tellWhere(answer));
    this.area.set(readRings(this.fields.polygon.value));
    this.#link();
    this.#showExtent();
    this.#readPoint();
    this.#fit();
    addBasemap(this.map).then((basemap) => {
      this.basemap = basemap;
      if (!this.at && !this.area.rings.length) this.#fitCountry();
    });
  }

  get isArea() {
    return this.form.elements.extent.value === "polygon";
  }

  #link() {
    this.map.on("click", ({ latlng }) => this.#pointAt(latlng.wrap()));
    this.map.getContainer().addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== this.map.getContainer()) return;
      event.preventDefault();
      this.#pointAt(this.map.getCenter().wrap());
    });
    for (const name of ["lat", "lon"]) this.fields[name].addEventListener("input", () => this.#readPoint());
    this.fields.lat.addEventListener("input", () => this.#splitPasted());
    for (const name of ["lat", "lon"]) this.fields[name].addEventListener("change", () => this.#fit());
    this.fields.radius_km.addEventListener("input", () => this.#drawRadius());
    this.fields.country.addEventListener("change", () => (this.at ? this.surroundings.ask(this.at) : this.#fitCountry()));
    this.fields.polygon.addEventListener("change", () => {
      this.area.set(readRings(this.fields.polygon.value));
      this.#showDrawing();
      this.#fit();
    });
    for (const radio of this.form.querySelectorAll("[type=radio][name=extent]")) radio.addEventListener("change", () => this.#showExtent());
    const drawn = { start: () => this.#startDrawing(), finish: () => this.area.finish(), back: () => this.area.takeBack(), clear: () => this.area.clear() };
    for (const button of this.form.querySelectorAll("[data-draw]")) button.addEventListener("click", drawn[button.dataset.draw]);
  }

  /** A click, or Enter in the middle of the map: the next corner while an area is drawn, else the place of the pin. */
  #pointAt(at) {
    if (this.area.draft) this.area.addCorner(at);
    else this.#setPoint(at);
  }

  #splitPasted() {
    const parts = this.fields.lat.value.trim().match(/^(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/);
    if (!parts || !/[.\s;]/.test(this.fields.lat.value.trim())) return; // "35,1" is one number
    [, this.fields.lat.value, this.fields.lon.value] = parts;
    this.#readPoint();
    this.#fit();
  }

  #readPoint() {
    const at = [number(this.fields.lat.value), number(this.fields.lon.value)];
    if (at.every(Number.isFinite) && Math.abs(at[0]) <= 90 && Math.abs(at[1]) <= 180) this.#showPoint(L.latLng(at));
  }

  #setPoint(at) {
    this.fields.lat.value = at.lat.toFixed(5);
    this.fields.lon.value = at.lng.toFixed(5);
    this.#showPoint(at);
  }

  #showPoint(at) {
    this.at = at;
    if (this.pin) this.pin.setLatLng(at);
    else this.#addPin(at);
    this.#drawRadius();
    this.surroundings.ask(at);
  }

  #addPin(at) {
    const moved = (point) => this.#setPoint(point.wrap());
    const label = "Pin of the place. Drag it, or move it with the arrow keys, with Shift in small steps.";
    this.pin = addHandle(this.map, at, { className: "place-pin", size: 28, anchor: [14, 28], label, moved });
    this.pin.setZIndexOffset(1000);
  }

  #drawRadius() {
    const km = number(this.fields.radius_km.value);
    const shown = this.at && !this.isArea && km > 0 && km <= LARGEST_KM;
    if (!shown) {
      this.circle.remove();
      this.edge?.remove();
      this.edge = undefined;
      return;
    }
    this.circle.setLatLng(this.at).setRadius(km * 1000).addTo(this.map);
    if (!this.edge) this.#addEdge();
    if (!this.draggingEdge) this.edge.setLatLng(this.#eastOf(km));
    const element = this.edge.getElement();
    element.setAttribute("aria-valuenow", String(km));
    element.setAttribute("aria-valuetext", `${km} km`);
  }

  #eastOf(km) {
    const degrees = km / (KM_PER_DEGREE * Math.max(Math.cos((this.at.lat * Math.PI) / 180), 0.01));
    return L.latLng(this.at.lat, Math.min(this.at.lng + degrees, 180));
  }

  #addEdge() {
    const resized = (point) => {
      this.draggingEdge = true;
      this.fields.radius_km.value = String(Math.max(rounded(this.map.distance(this.at, point) / 1000), 0.1));
      this.#drawRadius();
    };
    const placed = () => {
      this.draggingEdge = false;
      this.#drawRadius();
    };
    this.edge = addHandle(this.map, this.at, { className: "edge-handle", size: 16, role: "slider", label: "Radius in km", moved: resized, placed });
    const element = this.edge.getElement();
    element.setAttribute("aria-valuemin", "0.1");
    element.setAttribute("aria-valuemax", String(LARGEST_KM));
  }

  #showExtent() {
    for (const part of this.form.querySelectorAll("[data-extent]")) part.hidden = part.dataset.extent !== this.form.elements.extent.value;
    this.area.show(this.isArea);
    this.#drawRadius();
    this.#showDrawing();
  }

  #startDrawing() {
    this.area.start();
    this.map.getContainer().focus({ preventScroll: true });
    this.map.getContainer().scrollIntoView({ block: "nearest" });
  }

  #areaChanged() {
    this.fields.polygon.value = writeRings(this.area.rings);
    if (this.area.rings.length && !this.at) this.#setPoint(L.latLngBounds(this.area.rings.flat()).getCenter());
  }

  #showDrawing() {
    const { draft, rings } = this.area;
    const [start, finish, back, clear] = ["start", "finish", "back", "clear"].map((name) => this.form.querySelector(`[data-draw=${name}]`));
    start.hidden = Boolean(draft);
    finish.hidden = back.hidden = !draft;
    finish.disabled = (draft?.length ?? 0) < 3;
    back.disabled = !draft?.length;
    clear.hidden = !rings.length && !draft;
    this.map.getContainer().classList.toggle("is-drawing", Boolean(draft));
    this.form.querySelector("[data-draw-help]").textContent = this.#drawingHelp();
  }

  #drawingHelp() {
    const { draft, rings, tooMany } = this.area;
    if (draft) return `${draft.length} corner${draft.length === 1 ? "" : "s"}. Click the map for each corner (or press Enter for the middle of the map); finish with the button or by clicking the first corner.`;
    if (tooMany) return `The area has ${rings.flat().length} corners, too many to drag: draw a new one, or change the text.`;
    return rings.length ? "Drag a corner to move it, a small dot to add one; Delete removes the corner that has the focus." : "No area yet: choose “Draw a new area”, then click its corners on the map.";
  }

  #tellWhere({ country, country_name: named, admin1, admin2, nearest }) {
    const line = this.form.querySelector("[data-where]");
    const within = [admin2, admin1 === admin2 ? "" : admin1, named].filter(Boolean).join(", ") || "No country: at sea, perhaps";
    const near = nearest[0] ? ` · ${nearest[0].km < 10 ? nearest[0].km.toFixed(1) : Math.round(nearest[0].km)} km from ${nearest[0].name}` : "";
    const chosen = this.fields.country;
    const differs = chosen.value && country && chosen.value !== country;
    line.textContent = `${within}${near}${differs ? `. You chose ${chosen.selectedOptions[0].textContent}: one of the two may be wrong.` : ""}`;
    line.classList.toggle("differs", Boolean(differs));
  }

  #fit() {
    const rings = this.isArea ? this.area.rings.flat() : [];
    const km = Math.min(number(this.fields.radius_km.value) || 5, 2000);
    if (rings.length) this.map.fitBounds(L.latLngBounds(rings), { padding: [24, 24], maxZoom: 12 });
    else if (this.at) this.map.fitBounds(this.at.toBounds(Math.max(km * 4000, 30_000)), { maxZoom: CLOSEST_FIT + 1 });
  }

  #fitCountry() {
    const code = this.fields.country.value;
    const country = code && this.basemap?.country(code);
    if (!country) return;
    const boxes = latLngRings(country).map(([outline]) => L.latLngBounds(outline));
    const span = (box) => (box.getNorth() - box.getSouth()) * (box.getEast() - box.getWest());
    this.map.fitBounds(boxes.reduce((largest, box) => (span(box) > span(largest) ? box : largest)));
  }
}

for (const form of document.querySelectorAll("[data-place-form]")) {
  linkNames(form);
  new PlaceEditor(form);
}
