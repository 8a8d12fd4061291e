// The pointer, the wheel and the keys: brushing a window, moving through time, picking bars.

import { barBox, isZoomed, patternOf, ROW } from "./timeline_paint.js";
import { clampView, timeAt, xOf, zoomed } from "./timeline_scale.js";

const GRIP_PX = 6;
const DRAG_PX = 4;
const SEEK_PX = 3;
const LEAST_WINDOW_MS = 60_000;

// ---- what lies where -----------------------------------------------------------------------

/** The topmost bar at a place in the rows; solid things win over the thin ground line below. */
export function barAt(state, x, y) {
  if (x < state.scale.left) return null;
  const row = Math.floor((y + state.scroll) / (ROW * state.rem));
  const hits = (state.byRow[row] || []).filter((bar) => {
    const box = barBox(state, bar);
    return x >= box.x - SEEK_PX && x <= box.x + box.w + SEEK_PX;
  });
  const styleOf = (bar) => state.data.styles[bar.style] || {};
  return hits.findLast((bar) => patternOf(styleOf(bar)) !== "thin") || hits.at(-1) || null;
}

function eventLabelAt(state, x, y) {
  const label = state.labels.find(
    (one) => x >= one.x - 4 && x <= one.x + one.w && y >= one.y && y <= one.y + one.h,
  );
  return label ? label.event : null;
}

function eventLineAt(state, x) {
  if (x < state.scale.left) return null;
  return state.data.events.find((event) => Math.abs(xOf(state.scale, event.a) - x) <= SEEK_PX) || null;
}

/** What a click would pick, from either canvas. */
function thingAt(state, place) {
  if (place.inHead) return eventLabelAt(state, place.x, place.y) || eventLineAt(state, place.x);
  return barAt(state, place.x, place.y) || eventLineAt(state, place.x);
}

function placeOf(state, event) {
  const canvas = event.currentTarget;
  const box = canvas.getBoundingClientRect();
  const inHead = canvas === state.parts.head;
  return { inHead, x: event.clientX - box.left, y: event.clientY - box.top };
}

const inOverview = (state, place) => place.inHead && isZoomed(state) && place.y <= state.rem;

// ---- the brush -----------------------------------------------------------------------------

function gripAt(state, x) {
  if (!state.window) return "new";
  const [left, right] = state.window.map((t) => xOf(state.scale, t));
  if (Math.abs(x - left) <= GRIP_PX) return "start";
  if (Math.abs(x - right) <= GRIP_PX) return "end";
  return x > left && x < right ? "move" : "new";
}

function movedWindow(state, drag, now) {
  const [start, end] = drag.window;
  const length = end - start;
  const [least, most] = state.data.domain;
  const from = Math.max(least, Math.min(start + now - drag.time, most - length));
  return [from, from + length];
}

function brushed(state, drag, x) {
  const now = timeAt(state.scale, x);
  if (drag.mode === "start") return [Math.min(now, drag.window[1] - LEAST_WINDOW_MS), drag.window[1]];
  if (drag.mode === "end") return [drag.window[0], Math.max(now, drag.window[0] + LEAST_WINDOW_MS)];
  if (drag.mode === "move") return movedWindow(state, drag, now);
  return [Math.min(drag.time, now), Math.max(drag.time, now)];
}

const CURSORS = { start: "ew-resize", end: "ew-resize", move: "grab", new: "crosshair" };

// ---- the overview --------------------------------------------------------------------------

function lookAt(state, x, actions) {
  const [from, to] = state.data.domain;
  const middle = timeAt({ ...state.scale, from, to }, x);
  const half = (state.view[1] - state.view[0]) / 2;
  actions.look(clampView([middle - half, middle + half], state.data.domain));
}

// ---- pointer -------------------------------------------------------------------------------

function begin(state, event, actions) {
  const place = placeOf(state, event);
  if (event.button !== 0 || place.x < state.scale.left) return;
  const mode = inOverview(state, place) ? "overview" : gripAt(state, place.x);
  event.currentTarget.setPointerCapture(event.pointerId);
  state.drag = {
    mode, place, moved: false, time: timeAt(state.scale, place.x), window: state.window,
  };
  if (mode === "overview") lookAt(state, place.x, actions);
}

function drag(state, event, actions) {
  const place = placeOf(state, event);
  const { drag: now } = state;
  if (Math.abs(place.x - now.place.x) >= DRAG_PX) now.moved = true;
  if (now.mode === "overview") lookAt(state, place.x, actions);
  else if (now.moved) actions.window(brushed(state, now, place.x));
}

function wander(state, event, actions) {
  const place = placeOf(state, event);
  const thing = inOverview(state, place) ? null : thingAt(state, place);
  const cursor = place.x < state.scale.left ? "default" : CURSORS[gripAt(state, place.x)];
  event.currentTarget.style.cursor = thing ? "pointer" : inOverview(state, place) ? "grab" : cursor;
  actions.hover(thing, event);
}

function end(state, event, actions) {
  const { drag: done } = state;
  state.drag = null;
  if (!done || done.mode === "overview") return;
  if (done.moved) actions.commit();
  else actions.pick(thingAt(state, placeOf(state, event)));
}

/** The window before the drag comes back when the drag is broken off. */
function giveUp(state, actions) {
  if (!state.drag) return;
  const before = state.drag.window;
  state.drag = null;
  actions.window(before);
}

// ---- wheel and keys ------------------------------------------------------------------------

function onWheel(state, event, actions) {
  const place = placeOf(state, event);
  const length = state.view[1] - state.view[0];
  if (event.ctrlKey || event.shiftKey) {
    event.preventDefault();
    const factor = Math.exp((event.deltaY || event.deltaX) * 0.002);
    actions.look(zoomed(state.view, factor, timeAt(state.scale, place.x), state.data.domain));
  } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    event.preventDefault();
    const by = (event.deltaX / state.scale.width) * length;
    actions.look(clampView(state.view.map((t) => t + by), state.data.domain));
  }
}

function onKey(state, event, actions) {
  const length = state.view[1] - state.view[0];
  const steps = { ArrowLeft: -0.2, ArrowRight: 0.2 };
  const zooms = { "+": 0.6, "=": 0.6, "-": 1 / 0.6 };
  if (event.key in steps) {
    const by = steps[event.key] * length;
    actions.look(clampView(state.view.map((t) => t + by), state.data.domain));
  } else if (event.key in zooms) {
    actions.look(zoomed(state.view, zooms[event.key], null, state.data.domain));
  } else if (event.key === "Escape") {
    if (state.drag) giveUp(state, actions);
    else actions.clear();
  } else return;
  event.preventDefault();
}

export function listenToHand(state, actions) {
  for (const canvas of [state.parts.head, state.parts.rows]) {
    canvas.addEventListener("pointerdown", (event) => begin(state, event, actions));
    canvas.addEventListener("pointermove", (event) =>
      state.drag ? drag(state, event, actions) : wander(state, event, actions));
    canvas.addEventListener("pointerup", (event) => end(state, event, actions));
    canvas.addEventListener("pointercancel", () => giveUp(state, actions));
    canvas.addEventListener("pointerleave", () => actions.hover(null));
    canvas.addEventListener("dblclick", () => actions.clear());
    canvas.addEventListener("wheel", (event) => onWheel(state, event, actions), { passive: false });
  }
  state.parts.body.addEventListener("keydown", (event) => onKey(state, event, actions));
}
