// A region drawn on the map: press the button, drag a rectangle (or press Enter for what is on the
// screen). Escape gives up, a second press clears.
(function () {
  "use strict";

  const skygap = window.skygap;
  const LEAST_PX = 6; // less is a click, not a region
  const tool = { map: null, scene: null, button: null, start: null };

  // ---- between screen and degrees ----------------------------------------------------------

  const wrapLon = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;
  const rounded = (degrees) => Math.round(degrees * 1000) / 1000;

  /** [west, south, east, north]; west is greater than east where it crosses 180 degrees. */
  function regionOf(bounds) {
    const whole = bounds.getEast() - bounds.getWest() >= 360;
    const west = whole ? -180 : wrapLon(bounds.getWest());
    const east = whole ? 180 : wrapLon(bounds.getEast());
    const south = Math.max(-90, bounds.getSouth());
    const north = Math.min(90, bounds.getNorth());
    return [west, south, east, north].map(rounded);
  }

  function boxOf(region) {
    const [west, south, east, north] = region;
    const [left, top] = skygap.project(north, west);
    const [right, bottom] = skygap.project(south, east < west ? east + 360 : east);
    return { left, top, width: right - left, height: bottom - top };
  }

  skygap.paintRegion = function paintRegion(scene, frame) {
    const region = scene.draft || scene.region;
    if (!region) return;
    const box = boxOf(region);
    frame.ctx.strokeStyle = scene.theme.text;
    frame.ctx.lineWidth = 1.4 / frame.scale;
    frame.ctx.setLineDash([5 / frame.scale, 4 / frame.scale]);
    for (const copy of skygap.copies(frame, box.left, box.left + box.width)) {
      skygap.inWorld(frame, copy);
      frame.ctx.strokeRect(box.left, box.top, box.width, box.height);
    }
    frame.ctx.setLineDash([]);
  };

  // ---- the three states of the button: idle, drawing, holding a region ----------------------

  skygap.showRegionState = function showRegionState(scene) {
    const held = Boolean(scene.region);
    const label = held ? "Clear the region" : "Draw a region";
    tool.button.setAttribute("aria-label", label);
    tool.button.title = skygap.drawing ? "Drag a rectangle; Enter takes the whole view" : label;
    tool.button.setAttribute("aria-pressed", String(held || Boolean(skygap.drawing)));
    tool.map.getContainer().classList.toggle("drawing", Boolean(skygap.drawing));
  };

  function setDrawing(on) {
    skygap.drawing = on;
    tool.start = null;
    tool.scene.draft = null;
    if (on) tool.map.dragging.disable();
    else tool.map.dragging.enable();
    skygap.showRegionState(tool.scene);
    skygap.repaint();
  }

  function setRegion(region) {
    tool.scene.region = region; // at once; the server confirms with the next payload
    setDrawing(false);
    skygap.post({ type: "region", bbox: region });
  }

  function onPress() {
    if (skygap.drawing) setDrawing(false);
    else if (tool.scene.region) setRegion(null);
    else setDrawing(true);
  }

  function onKey(event) {
    if (event.key === "Escape" && skygap.drawing) setDrawing(false);
    else if (event.key === "Escape" && tool.scene.region) setRegion(null);
    else if (event.key === "Enter" && skygap.drawing) {
      event.preventDefault(); // the button would take it for another press
      setRegion(regionOf(tool.map.getBounds()));
    }
  }

  // ---- dragging ----------------------------------------------------------------------------

  function onDown(event) {
    if (!skygap.drawing) return;
    tool.start = event;
  }

  function onDrag(event) {
    if (!tool.start) return;
    tool.scene.draft = regionOf(L.latLngBounds(tool.start.latlng, event.latlng));
    skygap.repaint();
  }

  function onUp(event) {
    if (!tool.start) return;
    const far = tool.start.containerPoint.distanceTo(event.containerPoint) >= LEAST_PX;
    skygap.justDrew = true; // the click that follows belongs to the drawing
    setTimeout(() => (skygap.justDrew = false), 0);
    if (far) setRegion(regionOf(L.latLngBounds(tool.start.latlng, event.latlng)));
    else tool.start = null;
  }

  // ---- the control -------------------------------------------------------------------------

  const RegionControl = L.Control.extend({
    options: { position: "topleft" },
    onAdd() {
      const box = L.DomUtil.create("div", "leaflet-bar");
      tool.button = L.DomUtil.create("button", "skygap-tool", box);
      tool.button.type = "button";
      tool.button.append(L.DomUtil.create("span", "skygap-region-icon"));
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.on(tool.button, "click", onPress);
      return box;
    },
  });

  skygap.addRegionControl = function addRegionControl(map, scene) {
    Object.assign(tool, { map, scene });
    new RegionControl().addTo(map);
    map.on("mousedown", onDown);
    map.on("mousemove", onDrag);
    map.on("mouseup", onUp);
    document.addEventListener("keydown", onKey);
  };
})();
