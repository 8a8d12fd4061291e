// What the map looks at: the current story at first, everything when the reader asks for it.
// A filter never moves the map.
(function () {
  "use strict";

  const skygap = window.skygap;
  const LEAST_PX = 60; // a smaller map is not on the screen yet
  const LOOK = { animate: false, padding: [36, 36], maxZoom: 11 };
  const view = { map: null, scene: null };

  /** Where the widest stretch without data ends: there the map's left edge belongs. */
  function widestGap(spans) {
    const sorted = spans.slice().sort((a, b) => a[0] - b[0]);
    let reach = sorted.at(-1)[1] - skygap.WORLD;
    let best = { size: -Infinity, from: sorted[0][0] };
    for (const [start, end] of sorted) {
      if (start - reach > best.size) best = { size: start - reach, from: start };
      reach = Math.max(reach, end);
    }
    return best.from;
  }

  function boundsOf(boxes) {
    const from = widestGap(boxes.map((box) => [box.minX, box.maxX]));
    const shift = (x) => (x < from ? x + skygap.WORLD : x);
    const lefts = boxes.map((box) => shift(box.minX));
    const rights = boxes.map((box, i) => lefts[i] + box.maxX - box.minX);
    const top = Math.min(...boxes.map((box) => box.minY));
    const bottom = Math.max(...boxes.map((box) => box.maxY));
    const place = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
    return L.latLngBounds(place(Math.min(...lefts), bottom), place(Math.max(...rights), top));
  }

  const everything = () => [...view.scene.lines, ...view.scene.points, ...view.scene.areas];

  /** What the timeline opens on too; a reach has no time of its own and belongs to its gap. */
  function story() {
    const [start, end] = view.scene.focus || [-Infinity, Infinity];
    const told = everything().filter((item) => item.a != null && item.a <= end && item.b >= start);
    return told.length ? [...told, ...view.scene.areas] : everything();
  }

  function lookAt(items) {
    if (items.length) view.map.fitBounds(boundsOf(items.flatMap((item) => item.boxes || [item.box])), LOOK);
  }

  /** Look at the story once: not before there is data, nor when the address says where to look. */
  skygap.fitOnce = function fitOnce() {
    if (skygap.placed || view.map.getSize().y < LEAST_PX || !everything().length) return;
    skygap.placed = true;
    lookAt(story());
  };

  const FitControl = L.Control.extend({
    options: { position: "topleft" },
    onAdd() {
      const box = L.DomUtil.create("div", "leaflet-bar");
      const button = L.DomUtil.create("button", "skygap-tool", box);
      button.type = "button";
      button.title = "Show everything";
      button.setAttribute("aria-label", button.title);
      button.append(L.DomUtil.create("span", "skygap-fit-icon"));
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.on(button, "click", () => lookAt(everything()));
      return box;
    },
  });

  skygap.addFitControl = function addFitControl(map, scene) {
    Object.assign(view, { map, scene });
    new FitControl().addTo(map);
  };
})();
