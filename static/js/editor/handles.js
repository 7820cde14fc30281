// What can be taken hold of on the editor's map: draggable marks that the arrow keys move, too.

const L = window.L;
const STEP_PX = 12;
const SMALL_STEP_PX = 1;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * A handle on the map. `moved` is called while it moves and `placed` when it rests, both with its point.
 * `removed`, where given, is called when Delete is pressed on it.
 */
export function addHandle(map, at, { className, label, size = 14, anchor, role = "button", moved, placed, removed }) {
  const icon = L.divIcon({ className, iconSize: [size, size], iconAnchor: anchor, html: false });
  const handle = L.marker(at, { icon, draggable: true, keyboard: true, autoPan: true }).addTo(map);
  const element = handle.getElement();
  element.setAttribute("aria-label", label);
  element.setAttribute("role", role);
  handle.on("drag", () => moved?.(handle.getLatLng()));
  handle.on("dragend", () => placed?.(handle.getLatLng()));
  L.DomEvent.on(element, "keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      L.DomEvent.stop(event);
      nudge(map, handle, arrow, event.shiftKey ? SMALL_STEP_PX : STEP_PX);
      moved?.(handle.getLatLng());
      placed?.(handle.getLatLng());
    } else if (removed && (event.key === "Delete" || event.key === "Backspace")) {
      L.DomEvent.stop(event);
      removed();
    }
  });
  return handle;
}

function nudge(map, handle, [right, down], step) {
  const point = map.latLngToContainerPoint(handle.getLatLng()).add([right * step, down * step]);
  handle.setLatLng(map.containerPointToLatLng(point));
  if (!map.getBounds().pad(-0.05).contains(handle.getLatLng())) map.panTo(handle.getLatLng(), { animate: false });
}
