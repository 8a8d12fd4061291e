// Painting the timeline: the head (overview, event labels, axis) and the rows. Nothing here knows
// of pointers or of the server; a picture is made from one state and leaves behind where its
// event labels lie.

import { ticksFor, xOf } from "./timeline_scale.js";

export const ROW = 1.5; // all lengths below are in rem: type and chart grow together
const LANE = 1.05;
const LANES = 3;
const AXIS = 2.1;
const OVERVIEW = 0.8;
const LEAST_PX = 3;
const LEAST_PX_OF = { outline: 7, hatch: 5, double: 5 }; // narrower, a pattern would look solid
const OUTSIDE = 0.25;
const DIMMED = 0.35;

export function headHeight(state) {
  const lanes = state.data.events.length ? state.lanes : 0;
  return state.rem * (lanes * LANE + AXIS + (isZoomed(state) ? OVERVIEW + 0.4 : 0));
}

export function isZoomed(state) {
  const [from, to] = state.data.domain;
  return state.view[1] - state.view[0] < (to - from) * 0.995;
}

/** Size a canvas for the screen and give its context in CSS pixels, cleared. */
export function prepared(canvas, width, height) {
  const dpr = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * dpr), Math.round(height * dpr)];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext("2d");
  ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  ctx.clearRect(0, 0, width, height);
  return ctx;
}

// ---- text ----------------------------------------------------------------------------------

function setFont(ctx, state, size, weight) {
  ctx.font = `${weight} ${size * state.rem}px ${state.look.font}`;
  ctx.textBaseline = "middle";
}

function clipped(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && ctx.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end)}…`;
}

// ---- bars ----------------------------------------------------------------------------------

/** Diagonal strokes on a light tint: hours without reception, told apart from any solid bar. */
function hatch(ctx, colour, ground) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const pen = tile.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 6, 6);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift - 1, 7);
    pen.lineTo(shift + 7, -1);
  }
  pen.stroke();
  return ctx.createPattern(tile, "repeat");
}

function hatchOf(ctx, state, colour) {
  const key = `${colour} ${state.look.paper}`;
  state.hatches[key] ??= hatch(ctx, colour, state.look.paper);
  return state.hatches[key];
}

function solid(ctx, state, box, style) {
  ctx.fillStyle = style.color;
  ctx.fillRect(box.x, box.y, box.w, box.h);
}

function hatched(ctx, state, box, style) {
  ctx.fillStyle = hatchOf(ctx, state, style.color);
  ctx.fillRect(box.x, box.y, box.w, box.h);
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const [left, right] = [box.x + 0.5, box.x + box.w - 0.5];
  const [top, bottom] = [box.y + 0.5, box.y + box.h - 0.5];
  if (!style.open) ctx.rect(left, top, right - left, bottom - top);
  else ctx.moveTo(right, top), ctx.lineTo(left, top), ctx.lineTo(left, bottom), ctx.lineTo(right, bottom);
  ctx.stroke();
}

function outlined(ctx, state, box, style) {
  ctx.fillStyle = state.look.paper;
  ctx.fillRect(box.x, box.y, box.w, box.h);
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1.5;
  ctx.setLineDash(box.w > 12 ? [4, 2.5] : []);
  ctx.strokeRect(box.x + 0.75, box.y + 0.75, Math.max(1.5, box.w - 1.5), box.h - 1.5);
  ctx.setLineDash([]);
}

/** Two rails: a worked example is as certain as a leg, but it is not one. */
function doubled(ctx, state, box, style) {
  const rail = Math.max(2, box.h * 0.28);
  ctx.fillStyle = state.look.paper;
  ctx.fillRect(box.x, box.y, box.w, box.h);
  ctx.fillStyle = style.color;
  ctx.fillRect(box.x, box.y, box.w, rail);
  ctx.fillRect(box.x, box.y + box.h - rail, box.w, rail);
}

function thin(ctx, state, box, style) {
  ctx.fillStyle = style.color;
  ctx.fillRect(box.x, box.y + box.h / 2 - 1.5, box.w, 3);
}

function dotted(ctx, state, box, style) {
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 2;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(box.x, box.y + box.h / 2);
  ctx.lineTo(box.x + box.w, box.y + box.h / 2);
  ctx.stroke();
  ctx.setLineDash([]);
}

const PATTERNS = { solid, hatch: hatched, outline: outlined, double: doubled, thin, dotted };

export function patternOf(style) {
  if (style.pattern) return style.pattern;
  return style.dash ? "outline" : "solid"; // what is dashed on the map is outlined here
}

/** From the earliest to the latest possible moment: a thin line with brackets at its ends. */
function whiskers(ctx, scale, bar, box, style) {
  const [first, last] = [bar.earliest ?? bar.a, bar.latest ?? bar.b].map((t) => xOf(scale, t));
  const y = box.y + box.h / 2;
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const [edge, end] of [[box.x, first], [box.x + box.w, last]]) {
    if (Math.abs(edge - end) < 2) continue;
    ctx.moveTo(edge, y);
    ctx.lineTo(end, y);
    ctx.moveTo(end, box.y + 2);
    ctx.lineTo(end, box.y + box.h - 2);
  }
  ctx.stroke();
}

export function barBox(state, bar) {
  const { scale, rem } = state;
  const row = ROW * rem;
  const height = Math.round(row * 0.56);
  const [start, end] = [xOf(scale, bar.a), xOf(scale, bar.b)];
  const least = LEAST_PX_OF[patternOf(state.data.styles[bar.style] || {})] || LEAST_PX;
  const w = Math.max(least, end - start);
  return { x: start, y: bar.row * row - state.scroll + (row - height) / 2, w, h: height };
}

/** A very long bar is cut to what is seen, or canvas and patterns lose their precision. */
function cut(box, scale) {
  const left = Math.max(box.x, scale.left - 20);
  const right = Math.min(box.x + box.w, scale.left + scale.width + 20);
  return { ...box, x: left, w: Math.max(Math.min(box.w, LEAST_PX), right - left) };
}

function barAlpha(state, bar) {
  const { window, selected, hovered } = state;
  if (window && (bar.b < window[0] || bar.a > window[1])) return OUTSIDE;
  if (bar.id === hovered || bar.id === selected || selected == null) return 1;
  return DIMMED;
}

function mark(ctx, state, box) {
  ctx.strokeStyle = state.look.text;
  ctx.lineWidth = 1.5;
  ctx.strokeRect(box.x - 2.25, box.y - 2.25, box.w + 4.5, box.h + 4.5);
}

function paintBar(ctx, state, bar) {
  const style = state.data.styles[bar.style] || { color: state.look.text };
  const box = cut(barBox(state, bar), state.scale);
  ctx.globalAlpha = barAlpha(state, bar);
  whiskers(ctx, state.scale, bar, box, style);
  (PATTERNS[patternOf(style)] || solid)(ctx, state, box, style);
  if (bar.id != null && (bar.id === state.selected || bar.id === state.hovered)) {
    ctx.globalAlpha = 1;
    mark(ctx, state, box);
  }
}

function shown(state, bar) {
  const { from, to } = state.scale;
  const [first, last] = [bar.earliest ?? bar.a, bar.latest ?? bar.b];
  return Math.max(last, bar.b) >= from && Math.min(first, bar.a) <= to;
}

// ---- the rows ------------------------------------------------------------------------------

function visibleRows(state) {
  const row = ROW * state.rem;
  const first = Math.max(0, Math.floor(state.scroll / row));
  const last = Math.min(state.data.rows.length, Math.ceil((state.scroll + state.rowsHeight) / row));
  return { first, last, row };
}

function paintLabels(ctx, state) {
  const { first, last, row } = visibleRows(state);
  const width = state.scale.left - 0.75 * state.rem;
  for (let i = first; i < last; i++) {
    const { label, sub } = state.data.rows[i];
    const y = i * row - state.scroll + row / 2;
    setFont(ctx, state, 0.8, 600);
    ctx.fillStyle = state.look.text;
    const name = clipped(ctx, label, width);
    ctx.fillText(name, 2, y);
    const used = ctx.measureText(name).width + 0.5 * state.rem;
    if (!sub || width - used < 2.2 * state.rem) continue;
    setFont(ctx, state, 0.7, 400);
    ctx.fillStyle = state.look.faint;
    ctx.fillText(clipped(ctx, sub, width - used), 2 + used, y + 0.5);
  }
}

function paintGrid(ctx, state, height) {
  const { first, last, row } = visibleRows(state);
  ctx.fillStyle = state.look.grid;
  const marked = state.bars.find((bar) => bar.id != null && bar.id === state.selected);
  if (marked) ctx.fillRect(0, marked.row * row - state.scroll, state.width, row);
  for (let i = first; i <= last; i++) {
    ctx.fillRect(0, Math.round(i * row - state.scroll), state.width, 1);
  }
  for (const { t } of state.ticks.ticks) ctx.fillRect(Math.round(xOf(state.scale, t)), 0, 1, height);
}

function paintEvents(ctx, state, from, height) {
  const style = state.data.styles.event || { color: state.look.faint };
  for (const event of state.data.events) {
    const [start, end] = [xOf(state.scale, event.a), xOf(state.scale, event.b ?? event.a)];
    const strong = event.id === state.hovered || event.id === state.selected;
    ctx.fillStyle = style.color;
    ctx.globalAlpha = strong ? 0.28 : 0.13;
    if (end - start >= 2) ctx.fillRect(start, from, end - start, height);
    ctx.globalAlpha = strong ? 1 : 0.75;
    ctx.fillRect(Math.round(start) - (strong ? 1 : 0), from, strong ? 2 : 1, height);
  }
  ctx.globalAlpha = 1;
}

function paintWindow(ctx, state, from, height) {
  if (!state.window) return;
  const [left, right] = state.window.map((t) => xOf(state.scale, t));
  ctx.fillStyle = state.look.accent;
  ctx.globalAlpha = 0.1;
  ctx.fillRect(left, from, right - left, height);
  ctx.globalAlpha = 1;
  for (const x of [left, right]) ctx.fillRect(Math.round(x) - 1, from, 2, height);
}

function inPlot(ctx, state, height, paint) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(state.scale.left, 0, state.scale.width, height);
  ctx.clip();
  paint();
  ctx.restore();
}

export function paintRows(ctx, state) {
  const height = state.rowsHeight;
  const { first, last } = visibleRows(state);
  paintGrid(ctx, state, height);
  paintLabels(ctx, state);
  inPlot(ctx, state, height, () => {
    paintEvents(ctx, state, 0, height);
    for (let row = first; row < last; row++) {
      for (const bar of state.byRow[row]) if (shown(state, bar)) paintBar(ctx, state, bar);
    }
    ctx.globalAlpha = 1;
    paintWindow(ctx, state, 0, height);
  });
}

// ---- the head ------------------------------------------------------------------------------

/** The highest lane whose label hides no other and whose line down crosses no label below it. */
function freeLane(free, left, line) {
  return free.findIndex((end, lane) =>
    left > end + 8 && free.slice(lane + 1).every((below) => below < line));
}

/** Give every event label a lane; without a free one an event keeps only its line. */
export function layOutEvents(ctx, state) {
  setFont(ctx, state, 0.75, 600);
  const edge = state.scale.left + state.scale.width;
  const free = Array(LANES).fill(-Infinity);
  const placed = [];
  for (const event of [...state.data.events].sort((one, other) => one.a - other.a)) {
    const x = xOf(state.scale, event.a);
    const isIn = (event.b ?? event.a) >= state.scale.from && x <= edge;
    if (!isIn) continue;
    const text = clipped(ctx, event.label, 17 * state.rem);
    const width = ctx.measureText(text).width;
    const start = Math.max(state.scale.left, x);
    const isRoom = start + width + 8 <= edge;
    const left = isRoom ? start + 4 : Math.max(state.scale.left, start - width - 4);
    const lane = freeLane(free, left, x);
    if (lane < 0) continue;
    free[lane] = left + width;
    placed.push({ event, text, x: left, w: width, lane, line: x });
  }
  return placed;
}

function settleEventLabels(state, top) {
  for (const label of state.labels) {
    label.h = LANE * state.rem;
    label.y = top + label.lane * label.h;
  }
}

/** A label left of its line may lie over the line of another: that one passes behind it. */
function paintEventLabels(ctx, state) {
  const colour = (state.data.styles.event || {}).color || state.look.faint;
  setFont(ctx, state, 0.75, 600);
  ctx.lineJoin = "round";
  ctx.lineWidth = 5;
  ctx.strokeStyle = state.look.paper;
  for (const label of state.labels) {
    const y = label.y + label.h / 2;
    const strong = label.event.id === state.hovered || label.event.id === state.selected;
    ctx.fillStyle = strong ? state.look.text : colour;
    ctx.strokeText(label.text, label.x, y);
    ctx.fillText(label.text, label.x, y);
  }
}

/** Each line reaches up to its own label, and stops below the labels of others. */
function paintEventStems(ctx, state, bottom) {
  ctx.fillStyle = (state.data.styles.event || {}).color || state.look.faint;
  ctx.globalAlpha = 0.75;
  for (const { line, y } of state.labels) ctx.fillRect(Math.round(line), y + 3, 1, bottom - y - 3);
  ctx.globalAlpha = 1;
}

/** Half a date is no date: what would be cut at the edge is left out. */
function fitText(ctx, scale, text, x, y) {
  if (x + ctx.measureText(text).width <= scale.left + scale.width) ctx.fillText(text, x, y);
}

function paintAxis(ctx, state, top) {
  const { rem, scale, look } = state;
  const [upper, lower] = [top + 0.6 * rem, top + 1.5 * rem];
  const contexts = state.ticks.ticks.filter((tick) => tick.context);
  const firstX = contexts.length ? xOf(scale, contexts[0].t) : Infinity;
  setFont(ctx, state, 0.75, 600);
  ctx.fillStyle = look.text;
  const start = state.ticks.start.label;
  if (firstX - scale.left > ctx.measureText(start).width + 10) ctx.fillText(start, scale.left + 3, upper);
  for (const tick of contexts) fitText(ctx, scale, tick.context, xOf(scale, tick.t) + 3, upper);
  setFont(ctx, state, 0.72, 400);
  ctx.fillStyle = look.faint;
  for (const tick of state.ticks.ticks) fitText(ctx, scale, tick.label, xOf(scale, tick.t) + 3, lower);
  ctx.fillStyle = look.grid;
  for (const tick of state.ticks.ticks) {
    const above = tick.context ? 0.2 * rem : 1.1 * rem;
    ctx.fillRect(Math.round(xOf(scale, tick.t)), top + above, 1, AXIS * rem - above);
  }
}

/** All of the time in one strip: where the data lies, and which part is being looked at. */
function paintOverview(ctx, state) {
  const height = OVERVIEW * state.rem;
  const whole = { ...state.scale, from: state.data.domain[0], to: state.data.domain[1] };
  const { left, width } = whole;
  ctx.fillStyle = state.look.grid;
  ctx.fillRect(left, height - 1, width, 1);
  ctx.fillStyle = state.look.faint;
  ctx.globalAlpha = 0.6;
  for (const x of state.marks) ctx.fillRect(left + x * width, 3, 1, height - 5);
  ctx.globalAlpha = 1;
  const [from, to] = state.view.map((t) => xOf(whole, t));
  ctx.strokeStyle = state.look.text;
  ctx.lineWidth = 1.2;
  ctx.strokeRect(from - 1, 0.6, Math.max(5, to - from + 2), height - 1.2);
  if (state.window) {
    const [start, end] = state.window.map((t) => xOf(whole, t));
    ctx.fillStyle = state.look.accent;
    ctx.fillRect(start, height - 3, Math.max(2, end - start), 3);
  }
}

/** Where bars lie, as shares of the domain, one mark a thousandth: thousands of bars stay cheap. */
export function overviewMarks(bars, domain) {
  const places = new Set();
  for (const bar of bars) {
    places.add(Math.round(((bar.a - domain[0]) / (domain[1] - domain[0])) * 1000));
  }
  return [...places].map((place) => place / 1000);
}

export function paintHead(ctx, state) {
  const zoomedIn = isZoomed(state);
  const height = headHeight(state);
  const axisTop = height - AXIS * state.rem;
  const lanesTop = zoomedIn ? (OVERVIEW + 0.4) * state.rem : 0;
  setFont(ctx, state, 0.7, 400);
  ctx.fillStyle = state.look.faint;
  ctx.fillText("UTC", 2, axisTop + 1.5 * state.rem);
  if (zoomedIn) ctx.fillText("All dates", 2, (OVERVIEW / 2) * state.rem);
  if (zoomedIn) paintOverview(ctx, state);
  inPlot(ctx, state, height, () => {
    settleEventLabels(state, lanesTop);
    paintEventStems(ctx, state, height);
    paintEventLabels(ctx, state);
    paintAxis(ctx, state, axisTop);
    paintWindow(ctx, state, axisTop + 1.1 * state.rem, height);
  });
}
