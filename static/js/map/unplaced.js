/** Lists the events that no pin can stand for: known only by country, or without any place. */

import { addLink } from "./card.js";
import { h } from "./dom.js";
import { TYPE_LABELS, typeShape } from "./palette.js";
import { countryName, dateInterval, number, plural, shortDate } from "./words.js";

const FIRST_ROWS = 50;

function eventRow(event, onSelect, links) {
  const { properties, type, from, to } = event;
  const actors = [properties.actor1, properties.actor2].filter(Boolean).join(" – ");
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "atlas-event-row", "data-event": event.id, click: () => onSelect(event) },
      typeShape(type, 14),
      h("span", { class: "atlas-event-words" }, h("bdi", {}, actors || TYPE_LABELS[type]), h("small", {}, [event.unknownPlace, dateInterval(from, to, shortDate)].filter(Boolean).join(", "))),
    ),
    addLink(event, links),
  );
}

/** Make a list of events as buttons; a long one ends with "Show more". */
export function eventList(events, onSelect, links = {}) {
  const list = h("ul", { class: "atlas-event-list" });
  let shown = 0;
  const more = h("button", { type: "button", class: "atlas-link", click: () => extend() });
  const extend = () => {
    list.append(...events.slice(shown, shown + FIRST_ROWS).map((event) => eventRow(event, onSelect, links)));
    shown = Math.min(events.length, shown + FIRST_ROWS);
    more.hidden = shown >= events.length;
    more.textContent = `Show more (${number(events.length - shown)} left)`;
  };
  extend();
  return h("div", {}, list, more);
}

/** The panel section for country-level and unplaced events, kept up to date with the model. */
export class Unplaced {
  constructor(model, { onSelect, onCountry, links }) {
    this.model = model;
    this.onSelect = onSelect;
    this.onCountry = onCountry;
    this.links = links;
    this.openGroups = new Set();
    this.drawnCountries = new Set();
    this.element = h("div", { class: "atlas-unplaced", "data-atlas": "unplaced" });
    model.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  #draw() {
    const byPlace = (placed) => this.model.shown.filter((event) => event.placed === placed);
    const country = byPlace("country");
    const nowhere = byPlace("nowhere").filter(({ unknownPlace }) => !unknownPlace);
    const unknown = byPlace("nowhere").filter(({ unknownPlace }) => unknownPlace);
    this.element.replaceChildren(
      ...(country.length ? [h("p", { class: "atlas-note" }, `${plural(country.length, "event")} known only by country`)] : []),
      ...[...groupByCountry(country)].map(([name, events]) => this.#country(name, events)),
      ...(unknown.length ? [this.#group("unknown", `${plural(unknown.length, "event")} at places not in the gazetteer`, unknown)] : []),
      ...(nowhere.length ? [this.#group("nowhere", `${plural(nowhere.length, "event")} without a place`, nowhere)] : []),
      ...(country.length || nowhere.length || unknown.length ? [] : [h("p", { class: "atlas-note" }, "Every event shown has a place on the map.")]),
    );
  }

  #country(name, events) {
    const box = h("input", {
      type: "checkbox",
      checked: this.drawnCountries.has(name),
      "aria-label": `Draw ${name} on the map`,
      "data-country": name,
      change: () => {
        if (box.checked) this.drawnCountries.add(name);
        else this.drawnCountries.delete(name);
        this.onCountry(events[0].properties, box.checked);
      },
    });
    return h("div", { class: "atlas-country" }, this.#group(`country ${name}`, `${name} (${number(events.length)})`, events), h("label", { class: "atlas-draw" }, box, "Draw"));
  }

  #group(key, title, events) {
    const group = h("details", { class: "atlas-group", open: this.openGroups.has(key) }, h("summary", {}, h("bdi", {}, title)));
    const fill = () => group.childElementCount === 1 && group.append(eventList(events, this.onSelect, this.links));
    if (group.open) fill();
    group.addEventListener("toggle", () => {
      if (group.open) this.openGroups.add(key);
      else this.openGroups.delete(key);
      if (group.open) fill();
    });
    return group;
  }
}

function groupByCountry(events) {
  const groups = new Map();
  for (const event of events) {
    const name = countryName(event.properties.country || event.properties.location || "Country not named");
    groups.set(name, [...(groups.get(name) ?? []), event]);
  }
  return new Map([...groups].sort(([, a], [, b]) => b.length - a.length));
}
