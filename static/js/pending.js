// The line on the gazetteer's pages that says how many documents its changes may touch.

const line = document.querySelector("[data-pending]");

async function look() {
  const response = await fetch(line.dataset.pending);
  if (!response.ok) return;
  const { documents } = await response.json();
  if (!documents) return;
  const count = new Intl.NumberFormat("en").format(documents);
  line.querySelector("[data-told]").textContent =
    documents === 1 ? "One document names what you changed." : `${count} documents name what you changed.`;
  line.hidden = false;
}

if (line) look();
