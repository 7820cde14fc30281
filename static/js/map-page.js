// Ties the map page's own parts to the map: the counts, and the view state that the filter form takes along.

const stage = document.querySelector("[data-map]");
const count = document.querySelector("[data-count]");

// The total is the server's: the map may hold only the first so many.
stage?.addEventListener("atlas:count", ({ detail: { shown, pinned } }) => {
  count.querySelector("strong").textContent = String(shown);
  count.querySelector("[data-pinned]").textContent = pinned < shown ? `, ${pinned} of them with a pin` : "";
});

// A filter that is applied keeps the map where it is.
for (const form of document.querySelectorAll(".map-page form.filters")) {
  form.addEventListener("submit", () => {
    const view = location.hash.match(/view=[^&]+/)?.[0];
    if (view) form.action = `${form.action.split("#")[0]}#${view}`;
  });
}

// A click beside an open drop-down closes it, and so does Escape.
const drops = [...document.querySelectorAll(".tools > details")];
addEventListener("click", ({ target }) => {
  for (const drop of drops) if (!drop.contains(target)) drop.open = false;
});
addEventListener("keydown", ({ key }) => {
  const open = key === "Escape" && drops.find((drop) => drop.open);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
