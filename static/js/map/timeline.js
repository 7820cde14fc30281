/** The time slider: two handles over the days of the data, bars of how many events there were, and a play button. */

import { framed, h, svg } from "./dom.js";
import { plural, shortDate } from "./words.js";

const MOST_BARS = 120;
const PLAY_STEPS = 60;
const STEP_MS = 160;
const FEW = 0.05;
const LONG_GAP = 0.25;

/** Count the events of each of at most 120 equal stretches of the span. */
function histogram(events, [first, last]) {
  const days = last - first + 1;
  const bars = new Array(Math.min(days, MOST_BARS)).fill(0);
  for (const { from } of events) {
    if (from >= first) bars[Math.min(bars.length - 1, Math.floor(((from - first) / days) * bars.length))] += 1;
  }
  return bars;
}

/** The day on which the bars begin: beyond a long gap after a few early events, which the first handle then includes. */
function mainStart(events, [first, last]) {
  const days = events.map(({ from }) => from).filter((day) => !Number.isNaN(day)).sort((a, b) => a - b);
  const few = Math.floor(days.length * FEW);
  for (let at = few; at > 0; at -= 1) if (days[at] - days[at - 1] > (last - first) * LONG_GAP) return days[at];
  return first;
}

export class Timeline {
  constructor(model) {
    this.model = model;
    this.last = model.span[1];
    this.first = mainStart(model.events, model.span);
    this.low = this.#handle("First day", this.first);
    this.high = this.#handle("Last day", this.last);
    this.label = h("output", { class: "atlas-range-text", "data-atlas": "range" });
    this.play = h("button", { type: "button", class: "atlas-play", "aria-pressed": "false", "aria-label": "Play", click: () => this.#togglePlay() });
    this.whole = h("button", { type: "button", class: "atlas-link", click: () => this.#set(this.first, this.last) }, "All dates");
    const track = h("div", { class: "atlas-track" }, this.#bars(), this.low, this.high);
    const row = h("div", { class: "atlas-time-words" }, this.label, this.whole);
    this.element = h("section", { class: "atlas-timeline", "aria-label": "Time" }, this.play, h("div", { class: "atlas-time-body" }, row, track));
    this.apply = framed(() => model.setRange(this.#from(Number(this.low.value)), Number(this.high.value)));
    model.addEventListener("change", () => this.#read());
    this.#read();
  }

  /** The first day that a handle's place stands for: at its left end, that of the earliest event. */
  #from(low) {
    return low <= this.first ? this.model.span[0] : low;
  }

  #handle(name, value) {
    const input = h("input", {
      type: "range",
      min: this.first,
      max: this.last,
      step: 1,
      "aria-label": name,
      input: () => this.#moved(input),
    });
    input.value = value;
    return input;
  }

  #bars() {
    const counts = histogram(this.model.events, [this.first, this.last]);
    const most = Math.max(1, ...counts);
    this.barShapes = counts.map((count, at) => {
      const height = count ? Math.max(0.06, Math.sqrt(count / most)) * 24 : 0;
      return svg("rect", { x: at + 0.1, y: 24 - height, width: 0.8, height, class: "atlas-bar" });
    });
    return svg("svg", { class: "atlas-bars", viewBox: `0 0 ${counts.length} 24`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...this.barShapes);
  }

  #moved(input) {
    this.#stop();
    const [low, high] = [Number(this.low.value), Number(this.high.value)];
    if (low > high) input.value = input === this.low ? high : low;
    this.#say(Number(this.low.value), Number(this.high.value));
    this.apply();
  }

  #set(low, high) {
    this.low.value = low;
    this.high.value = high;
    this.#say(low, high);
    this.apply();
  }

  #read() {
    const [low, high] = this.model.range ?? [this.first, this.last];
    this.low.value = low;
    this.high.value = high;
    this.#say(low, high);
  }

  #say(low, high) {
    const from = this.#from(low);
    this.label.textContent = from === high ? shortDate(from) : `${shortDate(from)} – ${shortDate(high)}`;
    this.label.title = plural(high - from + 1, "day");
    this.low.setAttribute("aria-valuetext", shortDate(from));
    this.high.setAttribute("aria-valuetext", shortDate(high));
    this.whole.hidden = low <= this.first && high >= this.last;
    const share = (day) => ((day - this.first) / (this.last - this.first + 1)) * this.barShapes.length;
    this.barShapes.forEach((bar, at) => bar.classList.toggle("atlas-bar-off", at + 1 <= share(low) || at >= share(high + 1)));
  }

  /** Move a window through the span; from the whole span, a window of a twelfth starts at the beginning. */
  #togglePlay() {
    if (this.timer) return this.#stop();
    const span = this.last - this.first;
    const step = Math.max(1, Math.round(span / PLAY_STEPS));
    if (!this.model.range || Number(this.high.value) >= this.last) {
      const width = this.model.range ? Number(this.high.value) - Number(this.low.value) : Math.round(span / 12);
      this.#set(this.first, this.first + width);
    }
    this.play.setAttribute("aria-pressed", "true");
    this.play.setAttribute("aria-label", "Pause");
    this.timer = setInterval(() => this.#advance(step), STEP_MS);
  }

  #advance(step) {
    const by = Math.min(step, this.last - Number(this.high.value));
    if (by <= 0) this.#stop();
    else this.#set(Number(this.low.value) + by, Number(this.high.value) + by);
  }

  #stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.play.setAttribute("aria-pressed", "false");
    this.play.setAttribute("aria-label", "Play");
  }
}

/** Tell whether the events spread over more than a day, so that a slider has something to slide over. */
export const hasTime = ({ span }) => Boolean(span && span[1] > span[0]);
