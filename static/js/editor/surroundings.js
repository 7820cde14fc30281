// What the gazetteer knows round the pin: the divisions that hold it, told in words, and the nearest places as dots.

const L = window.L;
const WAIT_MS = 250;

const named = (text) => {
  const label = document.createElement("span");
  label.textContent = text; // never as HTML
  return label;
};

/** Ask for the surroundings of a point when it has rested, draw the dots, and hand the answer to `told`. */
export class Surroundings {
  #map;
  #address;
  #left;
  #told;
  #timer = 0;
  #asked = 0;
  #dots = L.layerGroup();

  /** `left` holds the ids that get no dot: the place itself and those that it stands for. */
  constructor(map, address, left, told) {
    this.#map = map;
    this.#address = address;
    this.#left = new Set(left);
    this.#told = told;
    this.#dots.addTo(map);
  }

  ask({ lat, lng }) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(lat, lng), WAIT_MS);
  }

  async #fetch(lat, lon) {
    this.#asked += 1;
    const asked = this.#asked;
    const response = await fetch(`${this.#address}?${new URLSearchParams({ lat, lon, limit: 15 })}`);
    if (!response.ok || asked !== this.#asked) return; // a later question is under way
    const answer = await response.json();
    const others = answer.nearest.filter(({ id }) => !this.#left.has(id));
    this.#draw(others);
    this.#told({ ...answer, nearest: others });
  }

  #draw(places) {
    this.#dots.clearLayers();
    for (const { name, lat, lon } of places) {
      const dot = L.circleMarker([lat, lon], { radius: 4, className: "near-dot", keyboard: false });
      this.#dots.addLayer(dot.bindTooltip(named(name), { direction: "top", offset: [0, -4] }));
      dot.getElement()?.setAttribute("aria-hidden", "true");
    }
  }
}
