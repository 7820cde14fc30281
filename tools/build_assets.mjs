/** Put the browser assets into static/vendor: Leaflet as it is, our map code and its styles bundled by esbuild. */

import { cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const vendor = join(root, "static", "vendor");

const common = {
  bundle: true,
  minify: true,
  logLevel: "warning",
  legalComments: "inline",
  nodePaths: [modules],
  loader: { ".png": "dataurl" },
};

await mkdir(vendor, { recursive: true });
await cp(join(modules, "leaflet", "dist", "leaflet.js"), join(vendor, "leaflet.js"));
await build({
  ...common,
  entryPoints: [join(root, "static", "js", "map", "index.js")],
  outfile: join(vendor, "atlas-map.js"),
  format: "iife",
  globalName: "ConflictAtlas",
  target: "es2022",
});
await build({ ...common, entryPoints: [join(modules, "leaflet", "dist", "leaflet.css")], outfile: join(vendor, "leaflet.css") });
await build({ ...common, entryPoints: [join(root, "static", "css", "map.css")], outfile: join(vendor, "atlas-map.css") });
console.log("static/vendor: leaflet.js, leaflet.css, atlas-map.js, atlas-map.css");
