/*
 * Draws records/charts/world_map_shapes.json from Natural Earth's countries at 1:50m (public domain; npm package world-atlas).
 *
 *   make world-map      from the root of the checkout; needs Node.js 20 or newer and npm
 *
 * The portal reads only the file that this writes, which is committed. The map is centred on Japan's side of the world, so
 * that Asia and the Pacific, where most of the report takes place, are in one piece, and is cut where that leaves the
 * fewest lands in two: through Greenland, between the islands of the Azores. Patterson's cylindrical projection keeps
 * Europe upright at the edge, where a rounder one would lay it on its side. Shapes are simplified with their shared borders
 * kept shared, then rounded to whole units.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoPath, geoProjection } from "d3-geo";
import { feature } from "topojson-client";
import { presimplify, simplify, sphericalTriangleArea } from "topojson-simplify";

const OUTPUT = new URL("../../records/charts/world_map_shapes.json", import.meta.url);
const WIDTH = 2000;
const CENTRAL_MERIDIAN = 154;
const NORTH = 83.7;
const SOUTH = -56;
const ANTARCTICA = "010";

// In square units. A corner that moves the coast by less is dropped, and so is an island that is smaller, but for the
// largest of each country. A country that is smaller than a dot is given one, to be seen and to be hit.
const LEAST_CORNER = 0.5;
const LEAST_ISLAND = 2;
const LEAST_COUNTRY = 60;

// Dots of neighbours that would cover one another, moved apart by so many units.
const MOVED = { 344: [8, 2], 446: [-6, 5] };

const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json")));

/** Tom Patterson's cylindrical projection of 2014, in radians. */
function patterson(longitude, latitude) {
  const square = latitude * latitude;
  const curve = square * square * (0.23185 + square * (-0.14499 + square * 0.02406));
  return [longitude, latitude * (1.0148 + curve)];
}

const projection = geoProjection(patterson).rotate([-CENTRAL_MERIDIAN, 0]).fitWidth(WIDTH, { type: "Sphere" }).precision(0);
const unit = geoPath(projection).area({ type: "Sphere" }) / (4 * Math.PI);
const top = projection([CENTRAL_MERIDIAN, NORTH])[1];
const height = Math.ceil(projection([CENTRAL_MERIDIAN, SOUTH])[1] - top);
const [left, upper] = projection.translate();
projection.translate([left, upper - top]);

const simplified = simplify(presimplify(atlas, sphericalTriangleArea), LEAST_CORNER / unit);

/** The country's rings on the map, each a list of [x, y], closed without repeating the first point. */
function rings(shape) {
  const found = [];
  geoPath(projection, {
    moveTo: (x, y) => found.push([[x, y]]),
    lineTo: (x, y) => found.at(-1).push([x, y]),
    closePath: () => {},
    arc: () => {},
  })(shape);
  return found;
}

/** Twice the area that the ring goes round. */
function doubleArea(ring) {
  return Math.abs(ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0));
}

/** The ring as SVG: an absolute start, then steps in whole units, those of no length left out. */
function drawn(ring) {
  const points = ring.map((point) => point.map(Math.round));
  const steps = [];
  let [x, y] = points[0];
  for (const [nextX, nextY] of points.slice(1)) {
    if (nextX !== x || nextY !== y) {
      steps.push([nextX - x, nextY - y]);
      [x, y] = [nextX, nextY];
    }
  }
  if (x === points[0][0] && y === points[0][1]) {
    steps.pop();
  }
  return steps.length < 2 ? "" : `M${points[0]}l${steps.flat().join(" ").replaceAll(" -", "-")}z`;
}

/** The path of the country, without islands that are too small to see. */
function path(shape) {
  const sized = rings(shape).map((ring) => [doubleArea(ring) / 2, ring]).sort(([one], [other]) => other - one);
  return sized.filter(([area], at) => at === 0 || area >= LEAST_ISLAND).map(([, ring]) => drawn(ring)).join("");
}

/** The middle of the country's largest piece. */
function middle(shape) {
  const { type, coordinates } = shape.geometry;
  const pieces = (type === "Polygon" ? [coordinates] : coordinates).map((rings) => ({ type: "Polygon", coordinates: rings }));
  return geoPath(projection).centroid(pieces.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one)));
}

const shapes = {};
const unnamed = [];
for (const [place, geometry] of atlas.objects.countries.geometries.entries()) {
  const { id } = geometry;
  if (id === ANTARCTICA) {
    continue;
  }
  const whole = feature(atlas, geometry);
  const d = path(feature(simplified, simplified.objects.countries.geometries[place]));
  if (id === undefined || shapes[id]) {
    // Land that has no number of its own, such as Kosovo, or shares one.
    unnamed.push(d);
    continue;
  }
  shapes[id] = { name: geometry.properties.name, path: d };
  if (geoPath(projection).area(whole) < LEAST_COUNTRY) {
    const [x, y] = middle(whole);
    const [right, down] = MOVED[id] ?? [0, 0];
    shapes[id].dot = [Math.round(x + right), Math.round(y + down)];
  }
}

const entries = Object.entries(shapes).sort(([one], [other]) => one.localeCompare(other));
// A country a line, in the order of the numbers, so that a change can be reviewed.
const lines = entries.map(([id, shape]) => `    ${JSON.stringify(id)}: ${JSON.stringify(shape)}`);
writeFileSync(
  OUTPUT,
  `{\n  "width": ${WIDTH},\n  "height": ${height},\n  "unnumbered": ${JSON.stringify(unnamed.join(""))},\n  "countries": {\n${lines.join(",\n")}\n  }\n}\n`,
);
