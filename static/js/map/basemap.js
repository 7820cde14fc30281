/** Draws countries and first-level divisions on canvas tiles, from our own files; fetches nothing by itself. */

import L from "./leaflet.js";

const RADIANS = Math.PI / 180;
const TILE_PX = 512;
const WORLD_PX = 256;

const mercatorX = (lon) => lon / 360 + 0.5;
const mercatorY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2)) / (2 * Math.PI);

/** A line or ring in Mercator units (the world is 1 by 1), with its bounds. */
function project(points) {
  const line = { xy: new Float64Array(points.length), left: 1, top: 1, right: 0, bottom: 0 };
  for (let at = 0; at < points.length; at += 2) {
    const x = mercatorX(points[at]);
    const y = mercatorY(points[at + 1]);
    line.xy[at] = x;
    line.xy[at + 1] = y;
    line.left = Math.min(line.left, x);
    line.right = Math.max(line.right, x);
    line.top = Math.min(line.top, y);
    line.bottom = Math.max(line.bottom, y);
  }
  return line;
}

/** Undo the delta coding of tools/build_basemap.py: returns lon, lat, lon, lat, … in degrees. */
function decode(steps, scale, skip = 0) {
  const points = new Array(steps.length - skip);
  let x = 0;
  let y = 0;
  for (let at = skip; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    points[at - skip] = x / scale;
    points[at - skip + 1] = y / scale;
  }
  return points;
}

function joinArcs(numbers, arcs) {
  const ring = [];
  for (const number of numbers) {
    const arc = arcs[number < 0 ? ~number : number];
    if (number >= 0) ring.push(...arc);
    else for (let at = arc.length - 2; at >= 0; at -= 2) ring.push(arc[at], arc[at + 1]);
  }
  return ring;
}

/** Read the countries file into polygons, coasts and borders. */
function readCountries({ scale, arcs, countries }) {
  const lines = arcs.map((arc) => decode(arc, scale));
  const uses = new Uint8Array(arcs.length);
  const read = countries.map(({ code, name, numeric, polygons }) => ({
    code,
    name,
    numeric,
    polygons: polygons.map((rings) =>
      rings.map((numbers) => {
        for (const number of numbers) uses[number < 0 ? ~number : number] += 1;
        return joinArcs(numbers, lines);
      }),
    ),
  }));
  const projected = lines.map(project);
  return {
    countries: read,
    land: read.flatMap(({ polygons }) => polygons.map((rings) => rings.map(project))),
    coasts: projected.filter((_, arc) => uses[arc] < 2),
    borders: projected.filter((_, arc) => uses[arc] > 1),
  };
}

/** The basemap's data, ready to draw. */
export class Basemap {
  constructor(countries, admin1) {
    Object.assign(this, readCountries(countries));
    this.divisions = (admin1?.lines ?? []).map((steps) => ({ zoom: steps[0], ...project(decode(steps, admin1.scale, 1)) }));
  }

  /** Find a country by ISO code (numeric or two letters) or by English name; undefined where there is none. */
  country(iso, name) {
    const code = String(iso ?? "").toUpperCase();
    const wanted = String(name ?? "").toLowerCase();
    return (
      this.countries.find((country) => code && (country.code === code || (country.numeric && country.numeric === Number(code)))) ??
      this.countries.find((country) => wanted && country.name.toLowerCase() === wanted)
    );
  }
}

/** The polygons of a country as Leaflet takes them: (lat, lon) pairs. */
export function latLngRings({ polygons }) {
  return polygons.map((rings) =>
    rings.map((ring) => {
      const pairs = [];
      for (let at = 0; at < ring.length; at += 2) pairs.push([ring[at + 1], ring[at]]);
      return pairs;
    }),
  );
}

/** Where a tile lies: Mercator units to its pixels, and its bounds with a margin for line widths. */
function tileFrame({ x, y, z }) {
  const scale = WORLD_PX * 2 ** z;
  const margin = 4 / scale;
  const size = TILE_PX / scale;
  const worlds = Math.max(1, scale / TILE_PX);
  const wrapped = ((x % worlds) + worlds) % worlds;
  const left = wrapped * size;
  const top = y * size;
  return { scale, left, top, from: left - margin, to: left + size + margin, up: top - margin, down: top + size + margin };
}

const meets = (line, frame) =>
  line.left < frame.to && line.right > frame.from && line.top < frame.down && line.bottom > frame.up;

/** Add a line to the context's path; points nearer than half a pixel to the last one are left out. */
function trace(context, { xy }, { scale, left, top }) {
  let lastX = (xy[0] - left) * scale;
  let lastY = (xy[1] - top) * scale;
  context.moveTo(lastX, lastY);
  const end = xy.length - 2;
  for (let at = 2; at <= end; at += 2) {
    const x = (xy[at] - left) * scale;
    const y = (xy[at + 1] - top) * scale;
    if (at < end && Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) continue;
    context.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

function strokeAll(context, lines, frame, { colour, width, dash = [] }) {
  context.beginPath();
  for (const line of lines) if (meets(line, frame)) trace(context, line, frame);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.stroke();
}

function fillLand(context, land, frame, colour) {
  context.beginPath();
  for (const rings of land) if (meets(rings[0], frame)) for (const ring of rings) trace(context, ring, frame);
  context.fillStyle = colour;
  context.fill("evenodd");
}

function drawTile(context, basemap, frame, zoom, colours) {
  fillLand(context, basemap.land, frame, colours.land);
  context.lineJoin = "round";
  const divisions = basemap.divisions.filter((line) => line.zoom <= zoom);
  strokeAll(context, divisions, frame, { colour: colours.admin1, width: zoom > 6 ? 1 : 0.8, dash: [3, 2.5] });
  strokeAll(context, basemap.coasts, frame, { colour: colours.coast, width: 0.8 });
  strokeAll(context, basemap.borders, frame, { colour: colours.border, width: zoom > 4 ? 1.4 : 1 });
}

/** The Leaflet layer: one canvas a tile, drawn from the basemap's data. */
export const BasemapLayer = L.GridLayer.extend({
  initialize(basemap, colours) {
    L.setOptions(this, { tileSize: TILE_PX, pane: "tilePane", keepBuffer: 1, updateWhenZooming: false });
    this.basemap = basemap;
    this.colours = colours;
  },

  setColours(colours) {
    this.colours = colours;
    this.redraw();
  },

  createTile(coords) {
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = TILE_PX * ratio;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    drawTile(context, this.basemap, tileFrame(coords), coords.z, this.colours);
    return canvas;
  },
});
