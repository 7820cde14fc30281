/** The layers as a tree: years, the latest first, and in each year its actors by count. Every box is a plain checkbox. */

import { freshId, h } from "./dom.js";
import { UNDATED } from "./model.js";
import { number } from "./words.js";

const FIRST_ACTORS = 12;

const yearLabel = (key) => (key === UNDATED ? "No date" : key);

/** The years of the tree narrowed to actors whose name holds the words sought. */
function matchingYears(years, words) {
  const sought = words.trim().toLowerCase();
  if (!sought) return years;
  return years
    .map((year) => ({ ...year, actors: year.actors.filter(({ label }) => label.toLowerCase().includes(sought)) }))
    .filter(({ actors }) => actors.length);
}

export class LayerTree {
  constructor(model) {
    this.model = model;
    this.open = new Set(model.years.length === 1 ? [model.years[0].key] : []);
    this.unfolded = new Set();
    this.boxes = [];
    this.list = h("ul", { class: "atlas-tree", "data-atlas": "tree" });
    this.search = h("input", {
      type: "search",
      class: "atlas-search",
      placeholder: "Find an actor",
      "aria-label": "Find an actor",
      input: () => this.#draw(),
    });
    this.only = h("button", { type: "button", class: "atlas-link", click: () => model.showOnly(this.#found()) }, "Show only these");
    this.element = h("div", { class: "atlas-layers" }, this.search, this.#bulkButtons(), this.list);
    model.addEventListener("change", () => this.#tick());
    this.#draw();
  }

  #bulkButtons() {
    const all = (on) => () => this.model.setLayers(this.#found(), on);
    const button = (name, text, click) => h("button", { type: "button", class: "atlas-link", "data-atlas": name, click }, text);
    return h("div", { class: "atlas-bulk" }, button("all", "All", all(true)), button("none", "None", all(false)), this.only);
  }

  get #searching() {
    return this.search.value.trim() !== "";
  }

  #found() {
    return matchingYears(this.model.years, this.search.value).flatMap(({ actors }) => actors);
  }

  #draw() {
    this.boxes = [];
    this.only.hidden = !this.#searching;
    const years = matchingYears(this.model.years, this.search.value);
    const empty = this.#searching && !years.length && h("li", { class: "atlas-empty" }, "No actor of that name");
    this.list.replaceChildren(...years.map((year) => this.#year(year)), ...(empty ? [empty] : []));
    this.#tick();
  }

  #year(year) {
    const isOpen = this.#searching || this.open.has(year.key);
    const listId = freshId("year");
    const actors = h("ul", { class: "atlas-actors", id: listId, hidden: !isOpen });
    if (isOpen) this.#fillActors(actors, year);
    const toggle = h("button", {
      type: "button",
      class: "atlas-disclose",
      "aria-expanded": String(isOpen),
      "aria-controls": listId,
      "aria-label": `Actors of ${yearLabel(year.key)}`,
      click: () => this.#toggleYear(year, actors, toggle),
    });
    const row = this.#row(yearLabel(year.key), year.count, year.actors, `year-${year.key}`);
    return h("li", { class: "atlas-year" }, h("div", { class: "atlas-year-row" }, toggle, row), actors);
  }

  #toggleYear(year, actors, toggle) {
    const opens = actors.hidden;
    actors.hidden = !opens;
    toggle.setAttribute("aria-expanded", String(opens));
    if (opens) this.open.add(year.key);
    else this.open.delete(year.key);
    if (opens && !actors.childElementCount) {
      this.#fillActors(actors, year);
      this.#tick();
    }
  }

  #fillActors(list, year) {
    const folds = year.actors.length > FIRST_ACTORS + 2 && !this.unfolded.has(year.key) && !this.#searching;
    const visible = folds ? year.actors.slice(0, FIRST_ACTORS) : year.actors;
    list.append(...visible.map((actor) => h("li", { class: "atlas-actor" }, ...this.#actorRow(actor))));
    if (folds) list.append(this.#moreButton(list, year));
  }

  #moreButton(list, year) {
    const more = h("li", { class: "atlas-more" });
    const unfold = () => {
      this.unfolded.add(year.key);
      more.remove();
      const rest = year.actors.slice(FIRST_ACTORS).map((actor) => h("li", { class: "atlas-actor" }, ...this.#actorRow(actor)));
      list.append(...rest);
      this.#tick();
      rest[0].querySelector("input").focus();
    };
    more.append(h("button", { type: "button", class: "atlas-link", click: unfold }, `Show all ${number(year.actors.length)}`));
    return more;
  }

  #actorRow(actor) {
    const only = h("button", {
      type: "button",
      class: "atlas-link atlas-only",
      "aria-label": `Only ${actor.label}, ${yearLabel(actor.year)}`,
      click: () => this.model.showOnly([actor]),
    }, "only");
    return [this.#row(actor.label, actor.count, [actor], `actor-${actor.year}-${actor.key}`), only];
  }

  /** One checkbox with its label and count; it stands for all the layers given. */
  #row(text, count, layers, name) {
    const box = h("input", { type: "checkbox", "data-layer": name, change: () => this.model.setLayers(layers, box.checked) });
    this.boxes.push({ box, layers });
    const words = h("bdi", { class: "atlas-row-text" }, text);
    return h("label", { class: "atlas-row" }, box, words, h("span", { class: "atlas-number" }, number(count)));
  }

  #tick() {
    const { layerOff } = this.model;
    for (const { box, layers } of this.boxes) {
      const on = layers.filter(({ index }) => !layerOff[index]).length;
      box.checked = on > 0;
      box.indeterminate = on > 0 && on < layers.length;
    }
  }
}
