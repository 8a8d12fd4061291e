// A sheet of canvas that Leaflet moves and zooms with the map, and that we paint ourselves.
//
// Everything is kept in world units (Web Mercator at zoom 0: one world is 256 wide, x grows east,
// y grows south) as Path2D objects built once. A repaint only sets a transform and strokes, so
// hiding half of the legs costs one repaint instead of hundreds of Leaflet layers.
(function () {
  "use strict";

  const skygap = (window.skygap = window.skygap || {});
  const WORLD = 256;
  const MAX_LATITUDE = 85.0511; // beyond it Web Mercator runs to infinity

  skygap.WORLD = WORLD;

  skygap.project = function project(lat, lon) {
    const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
    const sine = Math.sin((clamped * Math.PI) / 180);
    const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    return [(lon / 360 + 0.5) * WORLD, y * WORLD];
  };

  function seenPart(sheet) {
    const corner = sheet._map.containerPointToLayerPoint([0, 0]).subtract(sheet._bounds.min);
    const size = sheet._map.getSize();
    return { x: corner.x, y: corner.y, w: size.x, h: size.y };
  }

  /** What a painter needs to know: the canvas, its place in the world and its resolution. */
  function frameOf(sheet) {
    const map = sheet._map;
    const zoom = map.getZoom();
    const scale = Math.pow(2, zoom);
    const corner = map.getPixelOrigin().add(sheet._bounds.min);
    const size = sheet._bounds.getSize();
    return {
      ctx: sheet._ctx,
      zoom,
      scale,
      dpr: sheet._dpr,
      left: corner.x / scale,
      top: corner.y / scale,
      right: (corner.x + size.x) / scale,
      bottom: (corner.y + size.y) / scale,
      width: size.x,
      height: size.y,
      seen: seenPart(sheet), // the sheet is larger than the map: what of it is on the screen
    };
  }

  /** Draw in world units, shifted by whole worlds: widths must then be divided by the scale. */
  skygap.inWorld = function inWorld(frame, copy) {
    const k = frame.dpr * frame.scale;
    frame.ctx.setTransform(k, 0, 0, k, (copy * WORLD - frame.left) * k, -frame.top * k);
  };

  skygap.inPixels = function inPixels(frame) {
    frame.ctx.setTransform(frame.dpr, 0, 0, frame.dpr, 0, 0);
  };

  /** Which copies of the world show something that lies between two x of the first world. */
  skygap.copies = function copies(frame, minX, maxX) {
    const first = Math.ceil((frame.left - maxX) / WORLD);
    const last = Math.floor((frame.right - minX) / WORLD);
    const found = [];
    for (let k = first; k <= last; k++) found.push(k);
    return found;
  };

  skygap.Sheet = L.Renderer.extend({
    initialize(painter, options) {
      this._painter = painter;
      L.Renderer.prototype.initialize.call(this, options);
    },

    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      events.move = this._onMove;
      return events;
    },

    frame() {
      return this._bounds ? frameOf(this) : null;
    },

    /** Ask for a repaint in the next frame; many requests become one. */
    request() {
      if (this._requested || !this._map) return;
      this._requested = requestAnimationFrame(() => {
        this._requested = null;
        this.repaint();
      });
    },

    repaint() {
      if (!this._map || !this._bounds) return;
      this._ctx.setTransform(1, 0, 0, 1, 0, 0);
      this._ctx.clearRect(0, 0, this._container.width, this._container.height);
      this._painter(frameOf(this));
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
      this._ctx = this._container.getContext("2d");
    },

    _destroyContainer() {
      cancelAnimationFrame(this._requested);
      this._requested = null;
      this._container.remove();
      delete this._container;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this._place();
      this.repaint();
    },

    _place() {
      const size = this._bounds.getSize();
      this._dpr = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = Math.round(size.x * this._dpr);
      this._container.height = Math.round(size.y * this._dpr);
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
    },

    /** A long drag leaves the painted sheet: paint anew instead of showing an empty edge. */
    _onMove() {
      if (!this._bounds || this._map._animatingZoom) return;
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const seen = L.bounds(corner, corner.add(this._map.getSize()));
      if (!this._bounds.contains(seen)) this._update();
    },
  });
})();
