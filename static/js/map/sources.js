/** Gets the events and the basemap: from the page itself where they are written into it, else from our own server. */

/** Read a JSON script element of the page; undefined where there is none. */
export function inlined(name) {
  const element = document.querySelector(`script[type="application/json"][data-atlas-source="${name}"]`);
  return element ? JSON.parse(element.textContent) : undefined;
}

/** Return an object as it is, or what its address answers. */
export async function load(source) {
  if (typeof source !== "string") return source;
  const response = await fetch(source, { credentials: "same-origin", headers: { Accept: "application/geo+json, application/json" } });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

/** The addresses that the map, or what it stands in, names for its links. */
function links(container) {
  const named = ["document", "event", "event-data", "add-place"].map((name) => [
    name.replace(/-./, ([, letter]) => letter.toUpperCase()),
    container.closest(`[data-${name}-url]`)?.getAttribute(`data-${name}-url`),
  ]);
  return Object.fromEntries(named.map(([name, address]) => [`${name}Url`, address]));
}

/** The sources that a Folium page names: data attributes of its map, or JSON written into the page. */
export function pageSources(container) {
  const { dataset } = container;
  const source = (name, address) => inlined(name) ?? address;
  const basemap = {
    countries: source("countries", dataset.countries),
    admin1: source("admin1", dataset.admin1),
    labels: source("labels", dataset.labels),
  };
  return { data: source("events", dataset.events), basemap, ...links(container) };
}
