// The map itself: it fills its frame, keeps its place in the address of the page, and draws land,
// borders and disputed lines under everything else, as often as the world repeats.
(function () {
  "use strict";

  const skygap = window.skygap;
  const BLANK_TILE =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const SEAM_DEG = 179.99; // a ring cut at the antimeridian runs along it: that edge is no coast
  const NORTH_DEG = 84; // as OPTIONS in folium_map.py: beyond lies nothing that anybody flies to
  const SOUTH_DEG = -72;
  const CREDIT = "Natural Earth (de-facto view; disputed lines dashed)";

  const state = { map: null, paths: null, theme: null, tiles: null, tileUrl: "", sheet: null, fitting: false };

  // ---- the frame -------------------------------------------------------------------------

  /** So far out that the inhabited world fills the height, and no further. */
  function limitZoom(map) {
    const [, top] = skygap.project(NORTH_DEG, 0);
    const [, bottom] = skygap.project(SOUTH_DEG, 0);
    const zoom = Math.log2(Math.max(1, map.getSize().y) / (bottom - top));
    map.setMinZoom(Math.max(0, Math.ceil(zoom * 2) / 2));
  }

  /** The page gives the frame its height; the map takes all of it, at once and not by a style
   * sheet that may arrive later: the first look is fitted to this size. */
  function fillFrame(map) {
    const box = map.getContainer();
    for (let element = box; element; element = element.parentElement) {
      element.style.setProperty("height", "100%", "important");
      element.style.setProperty("width", "100%", "important");
    }
    box.setAttribute("aria-label", "Map. A table on this page lists the same facts.");
    const fit = () => {
      const view = skygap.linked && skygap.placed ? viewFromAddress() : null;
      state.fitting = true; // Leaflet moves the middle by half a pixel, which no reader did
      map.invalidateSize({ animate: false });
      limitZoom(map);
      if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
      state.fitting = false;
    };
    new ResizeObserver(fit).observe(box);
    fit();
  }

  // ---- the place in the page's address -----------------------------------------------------

  function pageWindow() {
    try {
      return window.parent.location.href ? window.parent : window;
    } catch (error) {
      return window; // an exported map may be framed by a stranger
    }
  }

  function viewFromAddress() {
    const text = new URLSearchParams(pageWindow().location.search).get("view") || "";
    const [lat, lon, zoom] = text.split(",").map(Number);
    const known = text.split(",").length === 3 && [lat, lon, zoom].every(Number.isFinite);
    return known && Math.abs(lat) <= 90 ? { lat, lon, zoom } : null;
  }

  function viewText(map) {
    const center = map.getCenter().wrap();
    return `${center.lat.toFixed(3)},${center.lng.toFixed(3)},${+map.getZoom().toFixed(2)}`;
  }

  /** Put `view` into the query and leave every other parameter where it stands. */
  function withView(search, view) {
    const parts = search.replace(/^\?/, "").split("&").filter(Boolean);
    const at = parts.findIndex((part) => part.startsWith("view="));
    if (at >= 0) parts[at] = `view=${view}`;
    else parts.push(`view=${view}`);
    return `?${parts.join("&")}`;
  }

  function rememberView(map) {
    const page = pageWindow();
    const search = withView(page.location.search, viewText(map));
    if (search === page.location.search) return;
    page.history.replaceState(page.history.state, "", search + page.location.hash);
  }

  /** Back and forward bring the place too. */
  function followHistory(map) {
    const onPop = () => {
      const view = viewFromAddress();
      if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
    };
    const page = pageWindow();
    page.addEventListener("popstate", onPop);
    window.addEventListener("pagehide", () => page.removeEventListener("popstate", onPop));
  }

  function restoreView(map) {
    const view = viewFromAddress();
    skygap.placed = Boolean(view);
    if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  }

  // ---- land, borders, disputed lines -------------------------------------------------------

  function tracer() {
    return { fill: new Path2D(), edge: new Path2D(), seam: new Path2D() };
  }

  function traceLine(path, line) {
    line.forEach(([lon, lat], i) => {
      const [x, y] = skygap.project(lat, lon);
      if (i) path.lineTo(x, y);
      else path.moveTo(x, y);
    });
  }

  function traceRing(paths, ring) {
    traceLine(paths.fill, ring);
    paths.fill.closePath();
    for (let i = 1; i < ring.length; i++) {
      const cut = [ring[i - 1], ring[i]].every(
        ([lon, lat]) => Math.abs(lon) >= SEAM_DEG || lat <= -89.9,
      );
      traceLine(cut ? paths.seam : paths.edge, [ring[i - 1], ring[i]]);
    }
  }

  function traceGeometry(paths, geometry) {
    const { type, coordinates, geometries } = geometry;
    if (type === "Polygon") coordinates.forEach((ring) => traceRing(paths, ring));
    else if (type === "MultiPolygon") coordinates.flat().forEach((ring) => traceRing(paths, ring));
    else if (type === "LineString") traceLine(paths.edge, coordinates);
    else if (type === "MultiLineString") coordinates.forEach((line) => traceLine(paths.edge, line));
    else if (geometries) geometries.forEach((part) => traceGeometry(paths, part));
  }

  async function loadPaths(url) {
    const paths = tracer();
    const collection = await (await fetch(url)).json();
    (collection.features || []).forEach((feature) => traceGeometry(paths, feature.geometry));
    return paths;
  }

  function stroke(frame, path, colour, width, dash) {
    frame.ctx.strokeStyle = colour;
    frame.ctx.lineWidth = width / frame.scale;
    frame.ctx.setLineDash((dash || []).map((length) => length / frame.scale));
    frame.ctx.stroke(path);
  }

  function paintWorld(frame, paths, theme) {
    frame.ctx.fillStyle = theme.land;
    frame.ctx.fill(paths.land.fill, "evenodd");
    stroke(frame, paths.land.seam, theme.land, 1);
    stroke(frame, paths.land.edge, theme.land_edge, 0.7);
    stroke(frame, paths.borders.edge, theme.border, 0.8);
    stroke(frame, paths.disputed.edge, theme.disputed || theme.border, 0.9, [3, 3]);
  }

  function paintBase(frame) {
    if (!state.paths || !state.theme) return;
    frame.ctx.lineJoin = "round";
    for (const copy of skygap.copies(frame, 0, skygap.WORLD)) {
      skygap.inWorld(frame, copy);
      paintWorld(frame, state.paths, state.theme);
    }
  }

  function addBaseSheet(map) {
    const pane = map.createPane("base"); // Leaflet's tiles lie at 200, its overlays at 400
    pane.style.zIndex = 150;
    pane.style.pointerEvents = "none";
    state.sheet = new skygap.Sheet(paintBase, { pane: "base", padding: 0.25 }).addTo(map);
  }

  async function loadBase(urls) {
    const [land, borders, disputed] = await Promise.all(
      [urls.land, urls.borders, urls.disputed].map(loadPaths),
    );
    state.paths = { land, borders, disputed };
    skygap.base = true;
    state.sheet.request();
    if (skygap.repaint) skygap.repaint(); // the data may have been drawn first: now all is there
  }

  // ---- credit and tiles --------------------------------------------------------------------

  // Leaflet's own attribution parses HTML; ours sets text.
  const Credit = L.Control.extend({
    options: { position: "bottomright" },
    onAdd() {
      return L.DomUtil.create("div", "skygap-credit");
    },
  });

  function showCredit(extra) {
    state.credit.getContainer().textContent = [extra, CREDIT].filter(Boolean).join(" · ");
  }

  /** Tiles from the net lie over the drawn land; where a tile fails, the land stays visible. */
  skygap.showTiles = function showTiles(tiles) {
    const url = tiles ? tiles.url : "";
    if (url === state.tileUrl) return;
    state.tileUrl = url;
    if (state.tiles) state.tiles.remove();
    state.tiles = url ? L.tileLayer(url, { errorTileUrl: BLANK_TILE, maxZoom: 19 }) : null;
    if (state.tiles) state.tiles.addTo(state.map);
    showCredit(tiles ? tiles.attribution : "");
  };

  /** Whether "#rrggbb" is nearer to black than to white. */
  function isDark(colour) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }

  /** Colours come with the data, never with the map: so a change of theme is only a repaint. */
  skygap.showTheme = function showTheme(theme) {
    state.theme = theme;
    const root = document.documentElement.style;
    for (const [name, value] of Object.entries(theme)) {
      root.setProperty(`--map-${name.replaceAll("_", "-")}`, String(value));
    }
    const dark = isDark(theme.sea);
    root.setProperty("color-scheme", dark ? "dark" : "light");
    document.documentElement.classList.toggle("dark", dark);
    state.sheet.request();
  };

  /** A map that is not linked leaves the address of the page alone and offers no region. */
  skygap.start = function start(map, urls, linked) {
    Object.assign(skygap, {
      ready: false, painted: 0, paints: 0, visible: { lines: 0, points: 0 }, items: 0, labels: [],
    });
    state.map = map;
    fillFrame(map);
    skygap.linked = linked;
    if (linked) restoreView(map);
    addBaseSheet(map);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    state.credit = new Credit().addTo(map);
    showCredit("");
    if (linked) {
      map.on("moveend", () => skygap.placed && !state.fitting && rememberView(map));
      followHistory(map);
    }
    loadBase(urls);
  };
})();
