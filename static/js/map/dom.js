/** Makes DOM nodes. The only way this code writes text is textContent; there is no innerHTML anywhere. */

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else if (name in node && typeof value === "boolean") node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Make an HTML element; functions among the attributes become event listeners, strings among the children text. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Make an SVG element, likewise. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Run a function at most once a frame, with the last arguments given. */
export function framed(run) {
  let waiting = 0;
  return () => {
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      run();
    });
  };
}

let lastId = 0;

/** Return an id that no other element of this page has. */
export function freshId(stem) {
  lastId += 1;
  return `atlas-${stem}-${lastId}`;
}

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
