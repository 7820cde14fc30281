/** The card of one event: what the sentence says, where, when, who, and how sure that is. All text by textContent. */

import { h } from "./dom.js";
import { TYPE_LABELS, typeShape } from "./palette.js";
import { radiusText } from "./markers.js";
import { tellReports } from "./reports.js";
import { claim, countryName, dateInterval, datePrecision, dayNumber, deaths, injured, longDate, percent, plural } from "./words.js";

const STATUS_WORDS = {
  extracted: "Extracted, not checked",
  confirmed: "Confirmed by a person",
  edited: "Corrected by a person",
  rejected: "Rejected",
};

/** Lower-case, without accents, apostrophes and hyphens, one character for each of the original's. */
const foldCharacter = (character) =>
  /[-‐-―\s]/u.test(character) ? " " : character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()[0] ?? character;

const isSpan = (span, length) =>
  Array.isArray(span) && span.length === 2 && span.every(Number.isInteger) && 0 <= span[0] && span[0] < span[1] && span[1] <= length;

/** Find where the quote, as an array of code points, names its place: where the feature says so, else by the place's name. */
function placeSpan(quote, { place_span: told, properties: { location } }) {
  if (isSpan(told, quote.length)) return told;
  const fold = (text) => Array.from(text, foldCharacter);
  const name = fold(String(location ?? "").split(/[,(]/)[0].trim());
  const folded = quote.map(foldCharacter);
  if (!name.length) return null;
  const isAt = (at) => name.every((character, offset) => folded[at + offset] === character);
  const found = folded.findIndex((_, at) => isAt(at));
  return found < 0 ? null : [found, found + name.length];
}

function quoteNodes(feature) {
  const quote = Array.from(String(feature.properties.quote)); // offsets count code points, strings UTF-16 units
  const span = placeSpan(quote, feature);
  const part = (from, to) => quote.slice(from, to).join("");
  if (!span) return [part(0)];
  return [part(0, span[0]), h("mark", {}, part(...span)), part(span[1])];
}

function actorNodes({ actor1, actor2, assoc_actors: others }) {
  const named = [actor1, actor2].filter(Boolean);
  const nodes = named.flatMap((name, at) => [at ? h("span", { class: "atlas-and" }, " and ") : null, h("bdi", {}, String(name))]);
  return others ? [...nodes, h("small", {}, "with ", h("bdi", {}, String(others)))] : nodes;
}

/** A link only where the address is plainly a web page: data cannot make any other. */
function webLink(address, text) {
  const url = URL.canParse?.(address) ? new URL(address) : null;
  const isWeb = url && ["http:", "https:"].includes(url.protocol);
  return isWeb ? h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text) : text;
}

function sourceNodes({ source_title: title, source_url: url, source_date: date, sources }) {
  const words = String(title || url || "");
  if (!words) return [];
  const day = dayNumber(date);
  const more = Number(sources) > 1 ? `, ${plural(Number(sources), "source")} in all` : "";
  return [h("bdi", {}, webLink(url, words)), h("small", {}, [Number.isNaN(day) ? "" : longDate(day), more].join(""))];
}

function placeNodes(event, links) {
  const { location, admin1, country } = event.properties;
  const names = [location, admin1, countryName(country)].filter(Boolean).map(String);
  const words = names.filter((name, at) => names.indexOf(name) === at).join(", ");
  const unsure = event.unsure ? h("small", { class: "atlas-doubt" }, `Unsure: ${percent(event.feature.place_score)} likely`) : null;
  return [h("bdi", {}, words || "Place not known"), h("small", {}, radiusText(event)), unsure, addLink(event, links), whyLink(event, links)].filter(Boolean);
}

/** A link to add the event's place, where no place of the gazetteer has its name. */
export function addLink({ unknownPlace }, { addPlaceUrl }) {
  if (!addPlaceUrl || !unknownPlace) return null;
  return h("a", { class: "atlas-why", href: `${addPlaceUrl}${encodeURIComponent(unknownPlace)}` }, "Add “", h("bdi", {}, unknownPlace), "” to the gazetteer");
}

function whyLink({ properties, unknownPlace }, { documentUrl }) {
  if (!documentUrl || !properties.document_id || !(properties.place_id || unknownPlace)) return null;
  const href = `${documentUrl}${encodeURIComponent(properties.document_id)}/why?event=${encodeURIComponent(properties.event_id ?? "")}`;
  return h("a", { class: "atlas-why", href }, properties.place_id ? "Why here?" : "Why not on the map?");
}

function sureNodes({ confidence, status }) {
  const share = percent(confidence);
  return [STATUS_WORDS[status] ?? "", h("small", {}, share ? `Confidence ${share}` : "")];
}

function fact(name, nodes) {
  const filled = nodes.filter((node) => (typeof node === "string" ? node : node?.textContent));
  return filled.length ? [h("dt", {}, name), h("dd", {}, ...filled)] : [];
}

function facts(event, links) {
  const { properties, from, to } = event;
  return h(
    "dl",
    {},
    ...fact("Where", placeNodes(event, links)),
    ...fact("When", [dateInterval(from, to), h("small", {}, datePrecision(properties.date_prec))]),
    ...fact("Who", actorNodes(properties)),
    ...fact("Toll", [[deaths(properties), injured(properties)].filter(Boolean).join(", ")]),
    ...fact("Claim", [h("bdi", {}, claim(properties))]),
    ...fact("Source", sourceNodes(properties)),
    ...fact("Checked", sureNodes(properties)),
  );
}

function documentLink({ properties }, { documentUrl }) {
  if (!documentUrl || !properties.document_id) return null;
  const href = `${documentUrl}${encodeURIComponent(properties.document_id)}#event=${encodeURIComponent(properties.event_id ?? "")}`;
  return h("a", { class: "atlas-open", href }, "Open document");
}

/** A link to the page on which the event is confirmed or corrected; an imported event has no document to open. */
function eventLink({ id, properties }, { eventUrl }) {
  if (!eventUrl || !properties.event_id) return null;
  return h("a", { class: "atlas-open", href: `${eventUrl}${encodeURIComponent(id)}` }, "Check or correct");
}

/** Make an event's card. `links` are the addresses that ids are put behind, as `mount` takes them; without them, no links. */
export function eventCard(event, links = {}) {
  const { properties, type } = event;
  const subType = properties.sub_event_type && h("span", { class: "atlas-sub-type" }, String(properties.sub_event_type));
  const reports = h("div", { class: "atlas-told" });
  tellReports(reports, event, links);
  return h(
    "article",
    { class: "atlas-card", "data-event": event.id },
    h("h2", { class: "atlas-card-type", tabindex: -1 }, typeShape(type, 18), h("span", {}, TYPE_LABELS[type], subType ? " " : "", subType)),
    properties.quote ? h("blockquote", { dir: "auto" }, ...quoteNodes(event.feature)) : null,
    facts(event, links),
    reports,
    h("div", { class: "atlas-ways" }, ...[documentLink(event, links), eventLink(event, links)].filter(Boolean)),
  );
}
