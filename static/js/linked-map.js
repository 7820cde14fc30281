// The small map beside a text or a list: a pin a place, linked both ways with the text, the list and the events.

import { CLOSEST_FIT, addBasemap, fetchJson, makeMap, reducedMotion } from "./small-map.js";

const L = window.L;

function readPins(scope) {
  return [...scope.querySelectorAll("[data-pins] > [data-lat]")].map((item) => ({
    item,
    number: item.dataset.pin,
    at: L.latLng(Number(item.dataset.lat), Number(item.dataset.lon)),
    radiusKm: Number(item.dataset.radius) || 0,
    name: item.dataset.name ?? "",
    current: "current" in item.dataset,
    unsure: "unsure" in item.dataset,
  }));
}

/** A small map with its pins; `select` shows one pin and its place in the text and the list. */
class LinkedMap {
  constructor(scope, container) {
    this.scope = scope;
    this.map = makeMap(container);
    this.markers = new Map();
    const pins = readPins(scope);
    this.#fit(pins); // Leaflet draws nothing before the map has a view
    for (const pin of pins) this.#addPin(pin);
    if (pins.length === 1 && pins[0].radiusKm) this.markers.get(pins[0].number).area.addTo(this.map);
    for (const { item } of pins) if (item.dataset.area) this.#addArea(item.dataset.area);
    this.#link();
    addBasemap(this.map);
  }

  #addPin(pin) {
    const className = ["pin", pin.current && "current", pin.unsure && "unsure"].filter(Boolean).join(" ");
    const marker = L.circleMarker(pin.at, { radius: pin.current ? 9 : 7, className });
    const label = document.createElement("span");
    label.textContent = pin.unsure ? `${pin.name} (unsure)` : pin.name; // never as HTML: the name may come from a stranger's text
    marker.bindTooltip(label, { direction: "top", offset: [0, -6] }).addTo(this.map);
    const area = L.circle(pin.at, { radius: pin.radiusKm * 1000, className: "pin-area", interactive: false });
    marker.on("click", () => this.select(pin.number, { from: "map" }));
    const element = marker.getElement();
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label.textContent);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.select(pin.number, { from: "map" });
    });
    this.markers.set(pin.number, { ...pin, marker, area });
  }

  async #addArea(address) {
    const area = L.geoJSON(await fetchJson(address), { interactive: false, style: { className: "pin-area" } }).addTo(this.map);
    this.map.fitBounds(area.getBounds(), { maxZoom: CLOSEST_FIT, animate: false });
  }

  #fit(pins) {
    if (!pins.length) this.map.setView([25, 25], 1);
    else if (pins.length === 1) this.map.fitBounds(pins[0].at.toBounds(Math.max(pins[0].radiusKm * 4000, 60_000)), { maxZoom: CLOSEST_FIT });
    else this.map.fitBounds(L.latLngBounds(pins.map(({ at }) => at)), { padding: [30, 30], maxZoom: CLOSEST_FIT });
  }

  #link() {
    for (const element of this.scope.querySelectorAll("mark[data-pin], li[data-pin]")) {
      element.addEventListener("click", (event) => {
        if (event.target.closest("a[href]:not([href^='#']), label, button, details")) return;
        const eventItem = element.closest("li[data-event]");
        if (eventItem) return; // handled with its sentence below
        event.preventDefault();
        this.select(element.dataset.pin, { from: element.localName === "mark" ? "text" : "list" });
      });
    }
    for (const item of this.scope.querySelectorAll("li[data-event]")) {
      item.addEventListener("click", (event) => {
        if (event.target.closest("a[href]:not([href^='#'])")) return;
        event.preventDefault();
        this.selectEvent(item.dataset.event);
      });
    }
  }

  #clear() {
    for (const element of this.scope.querySelectorAll(".is-active")) element.classList.remove("is-active");
    for (const { marker, area } of this.markers.values()) {
      marker.getElement()?.classList.remove("is-active");
      area.remove();
    }
  }

  #mark(selector) {
    const found = [...this.scope.querySelectorAll(selector)];
    for (const element of found) element.classList.add("is-active");
    return found[0];
  }

  #showMarker(number) {
    const pin = this.markers.get(number);
    if (!pin) return;
    if (pin.radiusKm) pin.area.addTo(this.map);
    pin.marker.getElement()?.classList.add("is-active");
    pin.marker.bringToFront().openTooltip();
    if (!this.map.getBounds().pad(-0.1).contains(pin.at)) this.map.panTo(pin.at, { animate: !reducedMotion() });
  }

  #scrollTo(element) {
    element?.scrollIntoView({ block: "center", behavior: reducedMotion() ? "auto" : "smooth" });
  }

  /** Show a pin with its mentions in the text and its line in the list. */
  select(number, { from }) {
    this.#clear();
    this.#showMarker(number);
    const item = this.#mark(`[data-pins] > li[data-pin="${CSS.escape(number)}"]`);
    const mention = this.#mark(`mark[data-pin="${CSS.escape(number)}"]`);
    if (from !== "text") this.#scrollTo(mention ?? item);
  }

  /** Show an event's sentence, its line in the list, and its pin. */
  selectEvent(id) {
    this.#clear();
    const item = this.#mark(`li[data-event="${CSS.escape(id)}"]`);
    const sentence = this.#mark(`[data-events~="${CSS.escape(id)}"]`);
    if (item?.dataset.pin) this.#showMarker(item.dataset.pin);
    this.#scrollTo(sentence);
  }
}

for (const container of document.querySelectorAll("[data-places-map]")) {
  const scope = container.closest("[data-linked]") ?? document.querySelector("main");
  const linked = new LinkedMap(scope, container);
  const wanted = decodeURIComponent(location.hash).match(/^#event=(.+)$/)?.[1];
  if (wanted) linked.selectEvent(wanted);
}
