// The rows of other names: one is added, one is taken away. Without this script the page has spare rows.

/** Make the buttons of the list of names work. */
export function linkNames(form) {
  const list = form.querySelector("[data-name-rows]");
  if (!list) return; // the form of a split has none
  const template = form.querySelector("[data-name-template]");
  const isEmpty = (row) => !row.querySelector("[name=alias]").value.trim();

  const add = () => {
    list.append(template.content.cloneNode(true));
    return list.lastElementChild;
  };
  [...list.children].filter(isEmpty).slice(1).forEach((row) => row.remove()); // the spare ones, but for the first
  form.querySelector("[data-add-name]").addEventListener("click", () => add().querySelector("input").focus());

  list.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-remove-name]")?.closest("li");
    if (!row) return;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    (next ?? add()).querySelector("input").focus();
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "alias") return;
    event.preventDefault(); // Enter asks for the next name, not for the place to be saved
    const next = event.target.closest("li").nextElementSibling ?? (isEmpty(event.target.closest("li")) ? null : add());
    next?.querySelector("input").focus();
  });
}
