/** The side panel (a bottom sheet on narrow screens) that holds a card or a list of events. */

import { eventCard } from "./card.js";
import { h } from "./dom.js";
import { plural } from "./words.js";
import { eventList } from "./unplaced.js";

export class Side {
  constructor(container, { onClose, onSelect, links }) {
    this.container = container;
    this.onClose = onClose;
    this.onSelect = onSelect;
    this.links = links;
    this.body = h("div", { class: "atlas-side-body" });
    this.close = h("button", { type: "button", class: "atlas-close", "aria-label": "Close", click: () => onClose() });
    this.back = h("button", { type: "button", class: "atlas-link atlas-back", hidden: true, click: () => this.#showCrowd() }, "Back to the list");
    this.element = h("aside", { class: "atlas-side", hidden: true, "aria-label": "Event" }, this.back, this.close, this.body);
    container.addEventListener("keydown", (key) => key.key === "Escape" && this.isOpen && onClose());
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Show an event's card; a list that it was picked from stays one step back. */
  showEvent(event) {
    this.back.hidden = !this.crowd?.includes(event);
    this.#open(eventCard(event, this.links));
    this.body.querySelector("h2").focus({ preventScroll: true });
  }

  /** Show many events of one place as a list. */
  showCrowd(events) {
    this.crowd = [...events].sort((a, b) => b.from - a.from);
    this.#showCrowd();
  }

  #showCrowd() {
    this.back.hidden = true;
    const place = String(this.crowd[0].properties.location || "this place");
    const title = h("h2", { tabindex: -1 }, `${plural(this.crowd.length, "event")} at `, h("bdi", {}, place));
    this.#open(h("section", { class: "atlas-crowd" }, title, eventList(this.crowd, (event) => this.onSelect(event))));
    title.focus({ preventScroll: true });
  }

  #open(content) {
    this.body.replaceChildren(content);
    this.body.scrollTop = 0;
    this.element.hidden = false;
    this.container.classList.add("atlas-has-side");
  }

  hide() {
    this.crowd = null;
    this.element.hidden = true;
    this.container.classList.remove("atlas-has-side");
    this.body.replaceChildren();
  }
}
