/** The reports that tell of an event, for its card: asked of our server when the card opens, since the map has no room for them. */

import { h } from "./dom.js";
import { dayNumber, longDate, plural } from "./words.js";

function reportRow({ document_id: id, event_id: event, source_title: title, source_date: date, quote }, { documentUrl }) {
  const day = dayNumber(date);
  const words = h("bdi", {}, String(title || "Untitled report"));
  const link = documentUrl && id ? h("a", { href: `${documentUrl}${encodeURIComponent(id)}#event=${encodeURIComponent(event)}` }, words) : words;
  return h("li", {}, link, h("small", {}, Number.isNaN(day) ? "" : longDate(day)), h("small", { class: "atlas-report-quote", dir: "auto" }, String(quote ?? "")));
}

function toldBy(reports, event, links) {
  const title = h("summary", {}, `Told by ${plural(reports.length, "report")}`);
  const all = links.eventUrl && h("a", { href: `${links.eventUrl}${encodeURIComponent(event.id)}#reports` }, "Compare them");
  return h("details", { class: "atlas-reports" }, title, h("ul", {}, ...reports.map((report) => reportRow(report, links))), all);
}

function copiesLine(copies, { properties }, { documentUrl }) {
  const words = `Also in ${plural(copies, "copy", "copies")} of the report`;
  const id = properties.document_id;
  return h("p", { class: "atlas-copies" }, documentUrl && id ? h("a", { href: `${documentUrl}${encodeURIComponent(id)}#copies` }, words) : words);
}

/** Fill a part of the card with who else tells of the event; it stays empty where nobody does, or nobody answers. */
export async function tellReports(element, event, links) {
  if (!links.eventDataUrl || !event.properties.event_id) return;
  try {
    const response = await fetch(`${links.eventDataUrl}${encodeURIComponent(event.id)}`, { credentials: "same-origin" });
    if (!response.ok) return;
    const { told_by: reports = [], copies = 0 } = await response.json();
    if (reports.length) element.append(toldBy(reports, event, links));
    if (copies) element.append(copiesLine(copies, event, links));
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error; // offline, or no JSON: the card does without
  }
}
