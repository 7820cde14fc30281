/** Says dates, precisions and numbers in words. */

export const DAY_MS = 86_400_000;

/** Return the day number of an ISO date, or NaN where there is none. */
export function dayNumber(iso) {
  return /^\d{4}-\d{2}-\d{2}/.test(iso ?? "") ? Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY_MS : NaN;
}

export function isoDay(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const NUMBER = new Intl.NumberFormat("en-GB");

export const longDate = (day) => LONG.format(day * DAY_MS);
export const shortDate = (day) => SHORT.format(day * DAY_MS);
export const number = (value) => NUMBER.format(value);
export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

export function dateInterval(from, to, format = longDate) {
  if (Number.isNaN(from)) return "Date not known";
  return Number.isNaN(to) || from === to ? format(from) : `${format(from)} – ${format(to)}`;
}

// UCDP's scales, in words: see docs on the codebooks.
const DATE_PRECISION = [
  "",
  "exact day",
  "within two to six days",
  "within a week",
  "within a month",
  "within a year",
];
const WHERE_PRECISION = [
  "",
  "Exact place",
  "Near the place, within about 25 km",
  "District only",
  "Province only",
  "Area, line or border only",
  "Country only",
  "International waters or airspace",
];

const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** Return a country's English name for its two-letter code; any other text as it is. */
export function countryName(country) {
  const text = String(country ?? "");
  return /^[A-Z]{2}$/.test(text) ? REGIONS.of(text) : text;
}

export const datePrecision = (value) => DATE_PRECISION[value] ?? "";
export const wherePrecision = (value) => WHERE_PRECISION[value] ?? "";

const isCount = (value) => value !== null && value !== undefined && value !== "" && Number.isFinite(Number(value));

/** Say how many were killed: the best figure, with the range where it differs. */
export function deaths(properties) {
  const { fatalities_low: low, fatalities_best: best, fatalities_high: high } = properties;
  const known = [low, best, high].filter(isCount).map(Number);
  if (!known.length) return "";
  const least = Math.min(...known);
  const most = Math.max(...known);
  const middle = isCount(best) ? Number(best) : least;
  const spread = least === most ? "" : ` (${number(least)} to ${number(most)})`;
  return `${number(middle)} killed${spread}${kindsOfDead(properties)}`;
}

function kindsOfDead({ fatalities_civilians: civilians, fatalities_military: fighters }) {
  const told = [[civilians, "civilian"], [fighters, "fighter"]].filter(([dead]) => Number(dead) > 0);
  return told.length ? `, of them ${told.map(([dead, kind]) => plural(Number(dead), kind)).join(", ")}` : "";
}

/** Say who alone vouches for an event and who disputes it; empty for what its source states. */
export const claim = ({ claimed_by: claimed, denied_by: denied }) =>
  [["claimed", claimed], ["denied", denied]].filter(([, name]) => name).map(([done, name]) => `${done} by ${name}`).join(", ");

export const injured = ({ injured: value }) => (isCount(value) ? `${number(Number(value))} injured` : "");

export const percent = (value) => (isCount(value) ? `${Math.round(Number(value) * 100)} %` : "");
