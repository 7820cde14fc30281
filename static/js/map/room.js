/** Tells which part of the map no panel lies over, and centres and limits the view accordingly. */

import L from "./leaflet.js";

const NARROW_PX = 760;
const FARTHEST_ZOOM = 2;
const FARTHEST_ZOOM_SMALL = 1;
const WIDE_PX = 660; // of a map without its panels: most of the world fits in at the farthest zoom
const PIN_PX = 28;
const SHEET_SHARE = 0.58; // of the map's height, as in map.css

/** Pixels at each edge that panels lie over, with room for half a pin. */
export function covered(map, side) {
  const { x, y } = map.getSize();
  const container = map.getContainer();
  const panel = container.querySelector(".atlas-panel");
  const head = panel.offsetTop + panel.firstElementChild.offsetHeight + PIN_PX;
  const bottom = container.classList.contains("atlas-has-time") ? 84 : 24;
  if (x <= NARROW_PX) return { left: PIN_PX, right: PIN_PX, top: head, bottom: side.isOpen ? y * SHEET_SHARE + PIN_PX : bottom };
  const right = (side.isOpen ? side.element.offsetWidth : 44) + PIN_PX;
  if (panel.querySelector(".atlas-panel-body").hidden) return { left: PIN_PX, right, top: head, bottom };
  return { left: panel.offsetLeft + panel.offsetWidth + PIN_PX, right, top: PIN_PX, bottom };
}

/** The part of the map that is free, in degrees. */
export function freeBounds(map, side) {
  const { x, y } = map.getSize();
  const { left, right, top, bottom } = covered(map, side);
  const corner = (px, py) => map.containerPointToLatLng([px, py]);
  return L.latLngBounds(corner(left, y - bottom), corner(Math.max(left + 1, x - right), top));
}

/** The centre that the map must have at a zoom for a point to stand in the middle of the free part. */
export function centredIn(map, side, latLng, zoom) {
  const { left, right, top, bottom } = covered(map, side);
  const shift = L.point((right - left) / 2, (bottom - top) / 2);
  return map.unproject(map.project(latLng, zoom).add(shift), zoom);
}

/** A small map may be zoomed out farther, so that what lies on two continents fits beside the panel. */
export function limitZoom(map, side) {
  const { left, right } = covered(map, side);
  map.setMinZoom(map.getSize().x - left - right < WIDE_PX ? FARTHEST_ZOOM_SMALL : FARTHEST_ZOOM);
}
