// Shows how far long work on the server is, and opens its result when it has finished.

const EVERY_MS = 400;
const part = document.querySelector("[data-work]");
const bar = part.querySelector("progress");
const told = part.querySelector("[data-told]");
const inWords = new Intl.NumberFormat("en");

async function look() {
  const response = await fetch(part.dataset.work);
  if (!response.ok) return location.reload(); // the page then says what is wrong
  const { done, total, finished } = await response.json();
  if (finished) return location.reload(); // which leads on to the result
  if (total) {
    bar.max = total;
    bar.value = done;
    told.textContent = `${inWords.format(done)} of ${inWords.format(total)}`;
  } else if (done) {
    told.textContent = `${inWords.format(done)} so far`;
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
