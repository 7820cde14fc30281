/** Holds the events and what is switched on; knows nothing of the page or the map. */

import { OTHER_TYPE, TYPE_LABELS, typeIndex } from "./palette.js";
import { dayNumber } from "./words.js";

const COUNTRY_ONLY = 6;
/** Events that are less likely than this to be right are drawn faint until somebody has looked. */
const DOUBTFUL_BELOW = 0.3;
const NO_ACTOR = { key: "", label: "No actor named" };
export const UNDATED = "undated";

/** One event as the map uses it. `placed` is "point", "country" or "nowhere"; days are NaN where not known. */
function readEvent(feature, index) {
  const properties = feature.properties ?? {};
  const from = dayNumber(properties.date_start);
  const to = dayNumber(properties.date_end);
  const point = feature.geometry?.type === "Point" ? feature.geometry.coordinates : null;
  return {
    index,
    feature,
    properties,
    id: String(properties.event_id ?? index),
    type: typeIndex(properties.event_type),
    from,
    to: Number.isNaN(to) ? from : to,
    year: yearKey(properties.year, properties.date_start),
    placed: properties.where_prec === COUNTRY_ONLY ? "country" : point ? "point" : "nowhere",
    lon: point?.[0],
    lat: point?.[1],
    radiusKm: Number(properties.radius_km) || 0,
    uncertain: Number(properties.where_prec) >= 2,
    unsure: feature.place_unsure === true,
    doubtful: properties.status === "extracted" && Number(properties.confidence) < DOUBTFUL_BELOW,
    unknownPlace: typeof feature.unknown_place === "string" ? feature.unknown_place : "",
    claimed: Boolean(properties.claimed_by),
    denied: Boolean(properties.denied_by),
    layers: [],
  };
}

function yearKey(year, date) {
  if (Number.isInteger(year)) return String(year);
  return /^\d{4}/.test(year ?? "") ? String(year).slice(0, 4) : (/^\d{4}/.exec(date ?? "")?.[0] ?? UNDATED);
}

/** The actors of an event, each once: actor 1 and actor 2 both count. */
function eventActors({ actor1, actor1_id: id1, actor2, actor2_id: id2 }) {
  const named = [
    [id1, actor1],
    [id2, actor2],
  ].filter(([id, label]) => id || label);
  const actors = new Map(named.map(([id, label]) => [String(id || label), { key: String(id || label), label: String(label || id) }]));
  return actors.size ? [...actors.values()] : [NO_ACTOR];
}

/** Group the events into years and, within a year, actors. A layer is one actor in one year. */
function buildTree(events) {
  const years = new Map();
  const layers = [];
  for (const event of events) {
    if (!years.has(event.year)) years.set(event.year, { key: event.year, count: 0, actors: new Map() });
    const year = years.get(event.year);
    year.count += 1;
    for (const { key, label } of eventActors(event.properties)) {
      if (!year.actors.has(key)) {
        const layer = { index: layers.length, year: event.year, key, label, count: 0 };
        layers.push(layer);
        year.actors.set(key, layer);
      }
      const layer = year.actors.get(key);
      layer.count += 1;
      event.layers.push(layer.index);
    }
  }
  return { years: [...years.values()].map(sortedYear).sort(latestFirst), layers };
}

function sortedYear({ key, count, actors }) {
  const byCount = (a, b) => b.count - a.count || a.label.localeCompare(b.label);
  return { key, count, actors: [...actors.values()].sort(byCount) };
}

const latestFirst = (a, b) => (a.key === UNDATED) - (b.key === UNDATED) || b.key.localeCompare(a.key);

/** The events with what is switched on. Fires "change" after every switch; `shown` is then up to date. */
export class EventModel extends EventTarget {
  constructor(collection) {
    super();
    this.events = (collection?.features ?? []).map(readEvent);
    Object.assign(this, buildTree(this.events));
    this.byId = new Map(this.events.map((event) => [event.id, event]));
    this.layerOff = new Uint8Array(this.layers.length);
    this.typeOff = new Uint8Array(OTHER_TYPE + 1);
    this.typeCounts = TYPE_LABELS.map((_, type) => this.events.filter((event) => event.type === type).length);
    this.span = this.#daysSpanned();
    this.range = null;
    this.#refilter();
  }

  #daysSpanned() {
    let first = Infinity;
    let last = -Infinity;
    for (const { from, to } of this.events) {
      if (from < first) first = from;
      if (to > last) last = to;
    }
    return first <= last ? [first, last] : null;
  }

  #refilter() {
    this.shown = this.events.filter((event) => this.isShown(event));
  }

  #changed() {
    this.#refilter();
    this.dispatchEvent(new Event("change"));
  }

  /** Tell whether an event is shown: one of its layers is on, so is its type, and it overlaps the days chosen. */
  isShown({ type, layers, from, to }) {
    if (this.typeOff[type] || layers.every((layer) => this.layerOff[layer])) return false;
    return !this.range || (from <= this.range[1] && to >= this.range[0]);
  }

  setLayers(layers, on) {
    for (const { index } of layers) this.layerOff[index] = on ? 0 : 1;
    this.#changed();
  }

  /** Show these layers and no others. */
  showOnly(layers) {
    this.layerOff.fill(1);
    this.setLayers(layers, true);
  }

  setType(type, on) {
    this.typeOff[type] = on ? 0 : 1;
    this.#changed();
  }

  /** Show the events of these days, first and last included. The whole span means all events, undated ones too. */
  setRange(first, last) {
    const whole = !this.span || (first <= this.span[0] && last >= this.span[1]);
    this.range = whole ? null : [first, last];
    this.#changed();
  }

  reset() {
    this.layerOff.fill(0);
    this.typeOff.fill(0);
    this.range = null;
    this.#changed();
  }

  get filtered() {
    return this.range !== null || this.layerOff.includes(1) || this.typeOff.includes(1);
  }

  counts() {
    const pinned = this.shown.filter((event) => event.placed === "point").length;
    return { shown: this.shown.length, total: this.events.length, pinned };
  }

  /** Return what is switched off as short strings for the address; `restore` reads them back. */
  switches() {
    const state = {};
    const off = this.#layerKeys(1);
    const on = this.#layerKeys(0);
    if (off.length) state[off.length <= on.length ? "off" : "on"] = off.length <= on.length ? off : on;
    const types = [...this.typeOff.keys()].filter((type) => this.typeOff[type]);
    if (types.length) state.types = types.map(String);
    if (this.range) state.days = this.range;
    return state;
  }

  #layerKeys(value) {
    return this.years.flatMap(({ key, actors }) => {
      const matching = actors.filter(({ index }) => this.layerOff[index] === value);
      return matching.length === actors.length ? [key] : matching.map((layer) => layerKey(layer));
    });
  }

  restore({ off, on, types, days }) {
    const named = new Set(on ?? off ?? []);
    const offWhenNamed = on ? 0 : 1;
    for (const layer of this.layers) {
      const isNamed = named.has(layer.year) || named.has(layerKey(layer));
      this.layerOff[layer.index] = isNamed ? offWhenNamed : 1 - offWhenNamed;
    }
    this.typeOff.fill(0);
    for (const type of types ?? []) if (type in this.typeOff) this.typeOff[type] = 1;
    this.range = days && this.span ? days : null;
    this.#changed();
  }
}

const layerKey = ({ year, key }) => `${year}~${key}`;
