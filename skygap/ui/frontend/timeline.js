// The timeline: a row per craft, events on top, and a window that filters the map while it is
// being dragged. Between map and timeline nothing goes over the server: both speak on one
// BroadcastChannel. Python hears of the window, a click and a region when they are settled.

import { keepHistory } from "./history.js";
import { listenToHand } from "./timeline_hand.js";
import {
  headHeight, layOutEvents, overviewMarks, paintHead, paintRows, prepared, ROW,
} from "./timeline_paint.js";
import { clampView, spoken, ticksFor, zoomed } from "./timeline_scale.js";

const LABELS_REM = 15;
const LABELS_NARROW_REM = 6.5;
const NARROW_PX = 720;
const RANGE_STEPS = 1000;
const RANGE_REST_MS = 300; // a key held on a range input is one change, not thirty
const ZOOM_STEP = 0.6;

const states = new WeakMap();
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// ---- drawing -------------------------------------------------------------------------------

/** Colours and type are Streamlit's own, so the chart follows its theme and a briefing's size. */
function readLook(state) {
  const css = getComputedStyle(state.root);
  const color = (name, otherwise) => css.getPropertyValue(name).trim() || otherwise;
  state.rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const text = color("--st-text-color", "#1f2a33");
  state.look = {
    text,
    faint: `color-mix(in srgb, ${text} 68%, transparent)`,
    grid: `color-mix(in srgb, ${text} 11%, transparent)`,
    paper: color("--st-background-color", "#fff"),
    accent: color("--st-primary-color", text),
    font: css.fontFamily,
  };
}

function measure(state) {
  const { scroll, space } = state.parts;
  const width = scroll.clientWidth;
  const left = (width < NARROW_PX ? LABELS_NARROW_REM : LABELS_REM) * state.rem;
  const total = Math.ceil(state.data.rows.length * ROW * state.rem) + 1;
  space.style.height = `${total}px`;
  state.width = width;
  state.rowsHeight = Math.min(total, scroll.clientHeight);
  state.scroll = scroll.scrollTop;
  state.scale = { left, width: Math.max(1, width - left), from: state.view[0], to: state.view[1] };
  state.ticks = ticksFor(state.scale);
}

function draw(state) {
  state.requested = null;
  if (!state.parts.scroll.clientWidth) return; // not on the screen
  measure(state);
  const { head, rows } = state.parts;
  state.labels = layOutEvents(head.getContext("2d"), state);
  state.lanes = Math.max(0, ...state.labels.map((label) => label.lane + 1));
  paintHead(prepared(head, state.width, headHeight(state)), state);
  paintRows(prepared(rows, state.width, state.rowsHeight), state);
  state.root.dataset.drawn = String(Number(state.root.dataset.drawn || 0) + 1);
}

function request(state) {
  state.requested ??= requestAnimationFrame(() => draw(state));
}

// ---- words and controls ----------------------------------------------------------------------

/** The ranges cover what is in view, so that a key moves the window by little; their far ends
 * stand for the first and the last moment of all. */
function shareOf(state, moment) {
  const [from, to] = state.view;
  const share = Math.round(((moment - from) / (to - from)) * RANGE_STEPS);
  return Math.max(0, Math.min(RANGE_STEPS, share));
}

function momentOf(state, share) {
  const { domain } = state.data;
  const [from, to] = state.view;
  if (share <= 0) return domain[0];
  return share >= RANGE_STEPS ? domain[1] : from + ((to - from) * share) / RANGE_STEPS;
}

function showWindow(state) {
  const { data, window, parts } = state;
  const [from, to] = window || data.domain;
  parts.said.textContent = window ? `${spoken(from)} to ${spoken(to)}` : "All dates";
  for (const [input, moment] of [[parts.start, from], [parts.end, to]]) {
    input.value = String(shareOf(state, moment));
    input.setAttribute("aria-valuetext", spoken(moment));
  }
  parts.clear.disabled = !window;
  parts.zoom.window.disabled = !window;
  parts.zoom.selected.disabled = !extentOf(state, state.selected);
  state.root.dataset.window = window ? window.map(Math.round).join(",") : "";
}

function describe(state) {
  const { rows, bars, events, domain } = state.data;
  state.parts.rows.setAttribute("aria-label",
    `Chart with ${rows.length} rows, ${bars.a.length} bars and ${events.length} events, ` +
    `from ${spoken(domain[0])} to ${spoken(domain[1])}. A table on this page lists the same facts.`);
  state.parts.empty.hidden = rows.length > 0;
}

function showCard(state, thing, event) {
  const { card } = state.parts;
  const texts = thing ? thing.tip || [thing.label] : [];
  card.hidden = !texts.length || !event;
  if (card.hidden) return;
  card.replaceChildren(...texts.map((text) => {
    const line = document.createElement("div");
    line.textContent = text;
    return line;
  }));
  const box = state.root.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  const right = x + 14 + card.offsetWidth <= box.width;
  const below = event.clientY + 18 + card.offsetHeight <= window.innerHeight;
  card.style.left = `${Math.max(0, right ? x + 14 : x - 14 - card.offsetWidth)}px`;
  card.style.top = `${below ? y + 16 : y - 12 - card.offsetHeight}px`;
}

// ---- what can be done ------------------------------------------------------------------------

function post(state, message) {
  if (state.channel) state.channel.postMessage(message);
}

function setWindow(state, window) {
  state.looked = true; // whoever sets a window has found a view and keeps it
  state.window = window;
  post(state, { type: "window", window });
  showWindow(state);
  request(state);
}

/** Tell Python once a window is settled; the same window twice is no news. */
function commit(state) {
  const settled = state.window && state.window.map(Math.round);
  if (same(settled, state.told)) return;
  state.told = settled;
  state.pending.push(settled);
  state.setState("window", settled);
}

function clearWindow(state) {
  setWindow(state, null);
  commit(state);
}

function look(state, view) {
  state.view = view;
  state.looked = true;
  state.parts.card.hidden = true;
  showWindow(state);
  request(state);
}

function hover(state, thing, event) {
  const id = thing ? thing.id ?? null : null;
  showCard(state, thing, event);
  if (id === state.hovered) return;
  state.hovered = id;
  post(state, { type: "hover", id });
  request(state);
}

function select(state, id) {
  state.selected = id; // at once; the server confirms with the next data
  post(state, { type: "select", id });
  showWindow(state);
  request(state);
}

/** Bring the row of what is selected into the scrolled part, when it has one. */
function reveal(state) {
  const bar = state.bars.find((one) => one.id != null && one.id === state.selected);
  if (!bar) return;
  const { scroll } = state.parts;
  const [top, height] = [bar.row * ROW * state.rem, ROW * state.rem];
  const isIn = top >= scroll.scrollTop && top + height <= scroll.scrollTop + scroll.clientHeight;
  if (!isIn) scroll.scrollTop = top - scroll.clientHeight / 2;
}

function pick(state, thing) {
  const id = thing ? thing.id ?? null : null;
  if (id === null && state.selected === null) return;
  select(state, id);
  state.setTrigger("clicked", { id });
}

/** From first to last of everything with this id, uncertain ends included; null when unknown. */
function extentOf(state, id) {
  const found = [...state.bars, ...state.data.events].filter((thing) => id != null && thing.id === id);
  if (!found.length) return null;
  const from = Math.min(...found.map((thing) => thing.earliest ?? thing.a));
  return [from, Math.max(...found.map((thing) => thing.latest ?? thing.b ?? thing.a))];
}

function around(state, extent) {
  const margin = Math.max((extent[1] - extent[0]) * 0.25, 1_800_000);
  return clampView([extent[0] - margin, extent[1] + margin], state.data.domain);
}

function zoomTo(state, what) {
  const { domain } = state.data;
  const extent = what === "window" ? state.window : extentOf(state, state.selected);
  if (what === "all") look(state, [...domain]);
  else if (what === "in") look(state, zoomed(state.view, ZOOM_STEP, null, domain));
  else if (what === "out") look(state, zoomed(state.view, 1 / ZOOM_STEP, null, domain));
  else if (extent) look(state, around(state, extent));
  if (what === "selected") reveal(state);
}

function onRange(state) {
  const { start, end } = state.parts;
  const ends = [start, end].map((input) => momentOf(state, Number(input.value)));
  ends.sort((a, b) => a - b);
  setWindow(state, ends);
  clearTimeout(state.resting);
  state.resting = setTimeout(() => commit(state), RANGE_REST_MS);
}

// ---- the channel -----------------------------------------------------------------------------

const HEARD = {
  hello(state) {
    post(state, { type: "window", window: state.window });
    post(state, { type: "select", id: state.selected });
  },
  click(state, message) {
    state.selected = message.id;
    reveal(state);
    showWindow(state);
    state.setTrigger("clicked", { id: message.id });
  },
  hover(state, message) {
    state.hovered = message.id;
  },
  region(state, message) {
    state.setState("region", message.bbox);
  },
};

function join(state, name) {
  if (name === state.channelName) return;
  if (state.channel) state.channel.close();
  state.channelName = name;
  state.channel = name ? new BroadcastChannel(name) : null;
  if (!state.channel) return;
  state.channel.onmessage = ({ data: message }) => {
    if (!(message.type in HEARD)) return;
    HEARD[message.type](state, message);
    request(state);
  };
  HEARD.hello(state); // the map may have said its own before anybody listened
}

// ---- start and update ------------------------------------------------------------------------

function findParts(root) {
  const find = (name) => root.querySelector(`.tl-${name}`);
  const zoom = {};
  for (const button of root.querySelectorAll("[data-zoom]")) zoom[button.dataset.zoom] = button;
  return {
    said: find("window"), start: find("start"), end: find("end"), clear: find("clear"), zoom,
    body: find("body"), head: find("head"), scroll: find("scroll"), space: find("space"),
    rows: find("rows"), empty: find("empty"), card: find("card"),
  };
}

function connect(state) {
  const { parts } = state;
  listenToHand(state, {
    window: (window) => setWindow(state, window),
    commit: () => commit(state),
    clear: () => clearWindow(state),
    look: (view) => look(state, view),
    hover: (thing, event) => hover(state, thing, event),
    pick: (thing) => pick(state, thing),
  });
  for (const input of [parts.start, parts.end]) input.addEventListener("input", () => onRange(state));
  for (const [what, button] of Object.entries(parts.zoom)) {
    button.addEventListener("click", () => zoomTo(state, what));
  }
  parts.clear.addEventListener("click", () => clearWindow(state));
  parts.scroll.addEventListener("scroll", () => request(state));
  state.observer = new ResizeObserver(() => request(state));
  state.observer.observe(state.root);
}

function create(root) {
  const state = {
    root, parts: findParts(root), window: null, selected: null, hovered: null, told: null,
    given: undefined, pending: [], hatches: {}, labels: [], lanes: 0, drag: null, looked: false,
  };
  connect(state);
  states.set(root, state);
  return state;
}

function barList({ row, a, b, style, id, tip, earliest, latest }) {
  return row.map((_, i) => ({
    row: row[i], a: a[i], b: b[i] ?? a[i], style: style[i], id: id[i], tip: tip[i],
    earliest: earliest?.[i], latest: latest?.[i],
  }));
}

/** Bars without any time cannot be placed; they stay in the table. */
function adoptBars(state, data) {
  state.bars = barList(data.bars).filter((bar) => bar.a != null);
  state.byRow = data.rows.map(() => []);
  for (const bar of state.bars) state.byRow[bar.row].push(bar);
  state.marks = overviewMarks(state.bars, data.domain);
}

/** Data for another span of time is looked at afresh; otherwise the reader's view stays. */
function adoptView(state, data) {
  const first = !same(state.domain, data.domain);
  state.domain = data.domain;
  if (first) state.looked = false;
  const wanted = state.looked ? state.view : data.focus || data.domain;
  state.view = clampView(wanted, data.domain);
}

/** What Python gives back of what it was told is no news, even while the reader drags on. */
function isEcho(state, given) {
  const at = state.pending.findIndex((told) => same(told, given));
  state.pending.splice(0, at + 1);
  return at >= 0 || same(given, state.given);
}

/** A window that comes from elsewhere (the address, the back button, a filter) replaces ours. */
function adoptWindow(state, data) {
  const given = data.window ?? null;
  const echo = isEcho(state, given);
  state.given = given;
  if (echo || state.drag) return;
  state.pending = [];
  state.window = given;
  state.told = given;
  post(state, { type: "window", window: given });
}

function adopt(state, data) {
  state.data = { ...data, events: (data.events || []).filter((event) => event.a != null) };
  state.selected = data.selected ?? null;
  adoptBars(state, state.data);
  adoptView(state, data);
  adoptWindow(state, data);
  join(state, data.channel);
}

/** Called by Streamlit with the first and with every new data. */
export function show(component) {
  keepHistory();
  const root = component.parentElement.querySelector(".tl");
  const state = states.get(root) || create(root);
  state.setState = component.setStateValue;
  state.setTrigger = component.setTriggerValue;
  const before = state.selected;
  readLook(state);
  adopt(state, component.data);
  describe(state);
  showWindow(state);
  draw(state);
  if (state.selected !== before) reveal(state); // a link may select what lies below the fold
}

export function leave(component) {
  const state = states.get(component.parentElement.querySelector(".tl"));
  if (!state) return;
  if (state.channel) state.channel.close();
  state.observer.disconnect();
}
