/** Hands on the Leaflet that the page has loaded before this bundle: Folium's own script needs it as a global. */

export default window.L;
