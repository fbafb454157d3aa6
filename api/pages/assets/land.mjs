// The land outline as plain rings of [longitude, latitude] to a tenth of a degree, decoded once from TopoJSON.
// Land only: the service draws no political border.
import { readFileSync } from "node:fs";

export function landOutline(path) {
  const topology = JSON.parse(readFileSync(path, "utf8"));
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const arcPoints = (index) => (index < 0 ? [...arcs[~index]].reverse() : arcs[index]);
  const ring = (indexes) => {
    const points = [];
    for (const index of indexes) {
      for (const [longitude, latitude] of arcPoints(index)) {
        const point = [Math.round(longitude * 10) / 10, Math.round(latitude * 10) / 10];
        const last = points.at(-1);
        if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
      }
    }
    return points;
  };
  const rings = [];
  for (const shape of topology.objects.land.geometries) {
    const polygons = shape.type === "Polygon" ? [shape.arcs] : shape.arcs;
    for (const polygon of polygons) for (const one of polygon) rings.push(ring(one));
  }
  return JSON.stringify(rings.filter((points) => points.length > 3)) + "\n";
}
