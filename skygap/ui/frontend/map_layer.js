// The one layer that carries data. Python sends a payload; everything else (time window, hover,
// selection) arrives over a BroadcastChannel from the timeline and needs no server.
(function () {
  "use strict";

  const skygap = window.skygap;
  const scene = {
    lines: [], points: [], areas: [], styles: {}, theme: {},
    window: null, focus: null, selected: null, hovered: null, region: null, draft: null,
    rem: 16, font: "system-ui, sans-serif",
  };
  skygap.scene = scene;
  const state = { map: null, sheet: null, channel: null, channelName: "", card: null };

  // ---- painting ----------------------------------------------------------------------------

  /** Tests read these: when the last picture reached the screen and what it shows. */
  function report(outcome) {
    skygap.visible = outcome.visible;
    skygap.labels = outcome.labels;
    requestAnimationFrame(() => {
      skygap.painted = performance.timeOrigin + performance.now();
      skygap.paints += 1;
      skygap.ready = Boolean(skygap.base);
    });
  }

  function paint(frame) {
    report(skygap.paintItems(scene, frame));
    skygap.paintRegion(scene, frame);
  }

  function repaint() {
    if (state.sheet) state.sheet.request();
  }
  skygap.repaint = repaint;

  // ---- talking with the timeline -----------------------------------------------------------

  function post(message) {
    if (state.channel) state.channel.postMessage(message);
  }
  skygap.post = post;

  const ON = {
    window: (message) => (scene.window = message.window),
    select: (message) => (scene.selected = message.id),
    hover: (message) => (scene.hovered = message.id),
  };

  function listen(message) {
    const handle = ON[message.type];
    if (!handle) return;
    handle(message);
    repaint();
  }

  function join(name) {
    if (name === state.channelName) return;
    if (state.channel) state.channel.close();
    state.channelName = name;
    state.channel = name ? new BroadcastChannel(name) : null;
    if (state.channel) state.channel.onmessage = (event) => listen(event.data);
    post({ type: "hello" }); // whoever knows the window and the selection answers
  }

  // ---- the card under the pointer ----------------------------------------------------------

  function makeCard(map) {
    const card = L.DomUtil.create("div", "skygap-card", map.getContainer());
    card.setAttribute("role", "status");
    card.hidden = true;
    return card;
  }

  function fillCard(card, texts) {
    card.replaceChildren(
      ...texts.map((text) => {
        const line = document.createElement("div");
        line.textContent = text;
        return line;
      }),
    );
  }

  /** Beside the pointer, and never over the edge of the map. */
  function moveCard(card, at, size) {
    const left = at.x + 16 + card.offsetWidth > size.x ? at.x - 12 - card.offsetWidth : at.x + 16;
    const top = Math.min(at.y + 14, size.y - card.offsetHeight - 4);
    card.style.left = `${Math.max(4, left)}px`;
    card.style.top = `${Math.max(4, top)}px`;
  }

  function showCard(item, at) {
    const texts = item && item.t ? item.t : [];
    state.card.hidden = !texts.length;
    if (!texts.length) return;
    fillCard(state.card, texts);
    moveCard(state.card, at, state.map.getSize());
  }

  // ---- the pointer -------------------------------------------------------------------------

  function itemUnder(event) {
    const frame = state.sheet.frame();
    if (!frame || skygap.drawing) return undefined;
    const at = event.layerPoint.subtract(state.sheet._bounds.min);
    return skygap.itemAt(scene, frame, [at.x, at.y]);
  }

  function hover(id) {
    if (id === scene.hovered) return;
    scene.hovered = id;
    post({ type: "hover", id });
    repaint();
  }

  function onMove(event) {
    if (state.map.dragging.moving()) return;
    const item = itemUnder(event);
    state.map.getContainer().style.cursor = item && item.c != null ? "pointer" : "";
    showCard(item, event.containerPoint);
    hover(item ? item.c ?? item.i : null);
  }

  function onLeave() {
    state.card.hidden = true;
    hover(null);
  }

  function onClick(event) {
    if (skygap.drawing || skygap.justDrew) return;
    const item = itemUnder(event);
    const id = item && item.c != null ? item.c : null;
    if (id == null && scene.selected == null) return;
    scene.selected = id; // at once; the server confirms with the next payload
    post({ type: "click", id });
    repaint();
  }

  // ---- start and swap ----------------------------------------------------------------------

  function addSheet(map) {
    state.map = map;
    state.sheet = new skygap.Sheet(paint, { padding: 0.2 }).addTo(map);
    state.card = makeCard(map);
    skygap.addFitControl(map, scene);
    if (skygap.linked) skygap.addRegionControl(map, scene);
    map.on("mousemove", onMove);
    map.on("mouseout", onLeave);
    map.on("click", onClick);
    map.on("resize", skygap.fitOnce); // a page in the background gives its frame no size at first
  }

  /** Type follows the page: a briefing enlarges its root size, and the map with it. */
  function followType(theme) {
    const page = window.parent.document;
    const root = page.documentElement;
    scene.rem = parseFloat(getComputedStyle(root).fontSize) || 16;
    document.documentElement.style.fontSize = `${scene.rem}px`;
    const app = page.querySelector(".stApp");
    scene.font = theme.font || (app && getComputedStyle(app).fontFamily) || scene.font;
    document.documentElement.style.setProperty("--map-font", scene.font);
  }

  /** Show a payload in place of the one before; the map itself is not touched. */
  skygap.show = function show(map, payload) {
    window.feature_group = []; // streamlit-folium only ever appends to it
    if (!state.map) addSheet(map);
    Object.assign(scene, skygap.decode(payload), {
      styles: payload.styles || {},
      theme: payload.theme || {},
      selected: payload.selected ?? null,
      region: payload.region ?? null,
      focus: payload.focus ?? null,
    });
    skygap.items = scene.lines.length + scene.points.length + scene.areas.length;
    followType(scene.theme);
    skygap.showTheme(scene.theme);
    skygap.showTiles(payload.tiles);
    if (skygap.linked) skygap.showRegionState(scene);
    join(payload.channel || "");
    skygap.fitOnce();
    repaint();
  };
})();
