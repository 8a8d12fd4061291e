// Lines, points, areas and labels: how each is decoded, drawn and found under the pointer.
//
// A style says how a thing looks; colour is never its only mark:
//   line   color, weight, opacity, dash [on, off], pattern "double", ends "ring"
//   point  color, fill, radius, weight, shape: disc | ring | square | diamond | triangle | last | next
//   area   color, weight, dash, fill, fill_opacity
//   any    label_zoom: from which zoom on its label is shown; min_zoom: from which zoom on itself
(function () {
  "use strict";

  const skygap = window.skygap;
  const PRECISION = 1000; // the payload's integers are thousandths of a degree
  const A_TOUCH = 1e-6; // far below a pixel at any zoom
  const SEEK_PX = 5;
  const DIMMED = 0.22;
  const LABELS_WHEN_FEW = 14;
  const ALONG = [0.5, 0.35, 0.65, 0.2, 0.8]; // shares of a line where its label may hang
  const CROWD = 120; // from so many lines on, single lines give way to the picture of all

  // ---- decoding ----------------------------------------------------------------------------

  /** [lat0, lon0, dlat, dlon, ...] in thousandths -> world coordinates, without a jump at 180. */
  function decodeLine(codes) {
    const places = [];
    let lat = 0;
    let lon = 0;
    for (let i = 0; i < codes.length; i += 2) {
      lat += codes[i];
      let step = codes[i + 1];
      if (i && Math.abs(step) > 180 * PRECISION) step -= Math.sign(step) * 360 * PRECISION;
      lon += step;
      places.push(skygap.project(lat / PRECISION, lon / PRECISION));
    }
    return places;
  }

  /** A lone position is a line of no length; the canvas would drop it. */
  const isLone = (line) => line.every(([x, y]) => x === line[0][0] && y === line[0][1]);

  function traced(lines, closed) {
    const path = new Path2D();
    for (const line of lines) {
      line.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
      if (isLone(line)) path.lineTo(line[0][0] + A_TOUCH, line[0][1]);
      if (closed) path.closePath();
    }
    return path;
  }

  /** The rims at which areas are cut: 180 degrees, and the ends of the map for the poles. */
  const RIMS = [[0, skygap.WORLD], [90, -90].map((lat) => skygap.project(lat, 0)[1])];
  const isCut = (one, other) =>
    RIMS.some((rims, axis) => one[axis] === other[axis] && rims.includes(one[axis]));

  /** The edge of an area without its cuts: nothing ends there. */
  function edgesOf(ring) {
    const edges = [];
    for (let i = 1; i < ring.length; i++) {
      if (isCut(ring[i - 1], ring[i])) continue;
      if (edges.at(-1)?.at(-1) !== ring[i - 1]) edges.push([ring[i - 1]]);
      edges.at(-1).push(ring[i]);
    }
    return edges;
  }

  function boxOf(lines) {
    const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
    for (const line of lines) {
      for (const [x, y] of line) {
        box.minX = Math.min(box.minX, x);
        box.maxX = Math.max(box.maxX, x);
        box.minY = Math.min(box.minY, y);
        box.maxY = Math.max(box.maxY, y);
      }
    }
    return box;
  }

  /** From west to east: the way out and the way back then dash alike, not to one solid line. */
  function eastward(line) {
    const [first, last] = [line[0], line.at(-1)];
    return first[0] > last[0] ? line.slice().reverse() : line;
  }

  function decodePath(raw, closed) {
    const lines = raw.g.map(decodeLine).map((line) => (closed ? line : eastward(line)));
    const boxes = lines.map((line) => boxOf([line])); // a path cut at 180 degrees lies at both rims
    const edge = closed ? traced(lines.flatMap(edgesOf), false) : null;
    return { ...raw, lines, path: traced(lines, closed), edge, box: boxOf(lines), boxes };
  }

  function decodePoint(raw) {
    const [x, y] = skygap.project(raw.p[0], raw.p[1]);
    return { ...raw, x, y, box: { minX: x, maxX: x, minY: y, maxY: y } };
  }

  skygap.decode = function decode(payload) {
    return {
      lines: (payload.items || []).map((raw) => decodePath(raw, false)),
      points: (payload.points || []).map(decodePoint),
      areas: (payload.areas || []).map((raw) => decodePath(raw, true)),
    };
  };

  // ---- what is shown -----------------------------------------------------------------------

  /** Without times a thing is always shown; an open gap only where it begins, as `in_time` in
   * selection.py does. What stands for many items is shown with any of their spans. */
  function inWindow(item, window) {
    if (!window) return true;
    if (item.spans) return item.spans.some(([a, b]) => a <= window[1] && b >= window[0]);
    if (item.a == null) return true;
    return item.a <= window[1] && (item.b == null ? item.a : item.b) >= window[0];
  }

  function seen(frame, item) {
    const { box } = item;
    if (box.maxY < frame.top || box.minY > frame.bottom) return [];
    const margin = 20 / frame.scale; // a symbol reaches over its place
    return skygap.copies(frame, box.minX - margin, box.maxX + margin);
  }

  const styleOf = (scene, item) => scene.styles[item.k] || {};
  const shownAt = (style, zoom) => style.min_zoom == null || zoom >= style.min_zoom;

  function visibleItems(scene, items, zoom) {
    return items.filter(
      (item) => inWindow(item, scene.window) && shownAt(styleOf(scene, item), zoom),
    );
  }

  const isOf = (item, id) => id != null && (item.c === id || item.i === id);

  /** 0 dimmed, 1 as it is, 2 hovered, 3 selected: also the order of painting. */
  function emphasis(scene, item) {
    if (isOf(item, scene.selected)) return 3;
    if (isOf(item, scene.hovered)) return 2;
    return scene.selected == null || styleOf(scene, item).steady ? 1 : 0;
  }

  function inOrder(scene, items) {
    return items
      .map((item) => ({ item, level: emphasis(scene, item) }))
      .sort((one, other) => one.level - other.level);
  }

  // ---- lines and areas ---------------------------------------------------------------------

  function strokePath(frame, path, colour, width, dash) {
    frame.ctx.strokeStyle = colour;
    frame.ctx.lineWidth = width / frame.scale;
    frame.ctx.lineCap = dash ? "butt" : "round"; // round, or a lone position would not show
    frame.ctx.setLineDash((dash || []).map((length) => length / frame.scale));
    frame.ctx.stroke(path);
  }

  /** Thinner from afar: where a thousand legs meet, their paths should still be seen. */
  function sizeAt(zoom) {
    return Math.max(0.6, Math.min(1, 0.6 + (zoom - 2) * 0.12));
  }

  function thinning(frame, lines) {
    const count = lines.filter(({ item }) => seen(frame, item).length).length;
    return count > CROWD ? Math.max(0.45, CROWD / count) : 1;
  }

  function strokeLine(frame, item, style, look) {
    const width = (style.weight || 1.6) * sizeAt(frame.zoom);
    if (look.level >= 2) strokePath(frame, item.path, look.theme.halo, width + 5);
    if (style.pattern === "double") {
      strokePath(frame, item.path, style.color, width * 2.4 + (look.level === 3 ? 1.5 : 0));
      strokePath(frame, item.path, look.theme.halo, width * 0.9);
    } else {
      strokePath(frame, item.path, style.color, width + (look.level === 3 ? 1.2 : 0), style.dash);
    }
  }

  function paintLine(scene, frame, item, level) {
    const style = styleOf(scene, item);
    const crowded = item.label ? 1 : scene.thinned; // what is named must be seen
    const opacity = (style.opacity ?? 0.9) * crowded;
    frame.ctx.globalAlpha = level ? (level > 1 ? 1 : opacity) : DIMMED * crowded;
    for (const copy of seen(frame, item)) {
      skygap.inWorld(frame, copy);
      strokeLine(frame, item, style, { level, theme: scene.theme });
      if (style.ends === "ring") paintEnds(scene, frame, item, copy);
    }
  }

  function paintEnds(scene, frame, item, copy) {
    const style = styleOf(scene, item);
    const first = item.lines[0]?.[0];
    const last = item.lines.at(-1)?.at(-1);
    for (const place of [first, last].filter(Boolean)) {
      paintSymbol(frame, place, copy, { ...style, shape: "ring", fill: scene.theme.halo });
    }
  }

  function paintArea(scene, frame, item, level) {
    const style = styleOf(scene, item);
    for (const copy of seen(frame, item)) {
      skygap.inWorld(frame, copy);
      frame.ctx.globalAlpha = style.fill_opacity ?? 0.08;
      frame.ctx.fillStyle = style.fill || style.color;
      frame.ctx.fill(item.path, "evenodd");
      frame.ctx.globalAlpha = level ? 1 : 0.5;
      strokePath(frame, item.edge, style.color, style.weight || 1, style.dash);
    }
  }

  // ---- symbols -----------------------------------------------------------------------------

  const SYMBOLS = {
    disc: (ctx, r) => ctx.arc(0, 0, r, 0, 2 * Math.PI),
    ring: (ctx, r) => ctx.arc(0, 0, r, 0, 2 * Math.PI),
    square: (ctx, r) => ctx.rect(-r, -r, 2 * r, 2 * r),
    diamond: (ctx, r) => polygon(ctx, [[0, -r * 1.3], [r * 1.3, 0], [0, r * 1.3], [-r * 1.3, 0]]),
    triangle: (ctx, r) => polygon(ctx, [[0, -r * 1.2], [r * 1.1, r], [-r * 1.1, r]]),
    last: (ctx, r) => ctx.arc(0, 0, r, 0, 2 * Math.PI),
    next: (ctx, r) => ctx.arc(0, 0, r, 0, 2 * Math.PI),
  };
  const HOLLOW = new Set(["ring", "next"]);
  // "last heard" ends at a bar on its right, "next heard" begins at a bar on its left: like the
  // brackets around a gap, so that the pair is told apart in black and white too.
  const BARS = { last: 1, next: -1 };

  function polygon(ctx, corners) {
    corners.forEach(([x, y], i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
  }

  function paintBar(ctx, style, radius, halo) {
    const side = BARS[style.shape];
    if (!side) return;
    const x = side * (radius + 3);
    ctx.beginPath();
    ctx.moveTo(x, -radius - 2.5);
    ctx.lineTo(x, radius + 2.5);
    strokeTwice(ctx, style.color, 2.4, halo);
  }

  function strokeTwice(ctx, colour, width, halo) {
    ctx.strokeStyle = halo;
    ctx.lineWidth = width + 2.2;
    ctx.stroke();
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }

  function paintSymbol(frame, place, copy, style) {
    const { ctx } = frame;
    const radius = (style.radius || 4) * Math.max(0.75, sizeAt(frame.zoom));
    const halo = style.halo || style.fill || "#fff";
    skygap.inPixels(frame);
    ctx.translate(...pixelOf(frame, place, copy));
    ctx.setLineDash([]);
    paintBar(ctx, style, radius, halo);
    ctx.beginPath();
    (SYMBOLS[style.shape] || SYMBOLS.disc)(ctx, radius);
    ctx.fillStyle = HOLLOW.has(style.shape) ? halo : style.fill || style.color;
    strokeTwice(ctx, style.color, style.weight || 1.6, halo);
    ctx.fill();
  }

  const pixelOf = (frame, [x, y], copy) => [
    (x + copy * skygap.WORLD - frame.left) * frame.scale,
    (y - frame.top) * frame.scale,
  ];

  function paintPoint(scene, frame, item, level) {
    const style = { halo: scene.theme.halo, ...styleOf(scene, item) };
    if (level >= 2) style.radius = (style.radius || 4) + 2;
    frame.ctx.globalAlpha = level ? 1 : DIMMED;
    for (const copy of seen(frame, item)) paintSymbol(frame, [item.x, item.y], copy, style);
  }

  // ---- labels ------------------------------------------------------------------------------

  /** Where a label may hang: on the point itself, or along the first piece of a line. */
  function anchorsOf(item) {
    if (item.p) return [[item.x, item.y]];
    const line = item.lines?.[0] || [];
    return line.length ? ALONG.map((share) => line[Math.floor(share * (line.length - 1))]) : [];
  }

  /** One label a thing, in that copy of the world which is nearest to the middle. */
  function labelled(frame, groups) {
    const found = [];
    for (const { item, level } of groups) {
      const anchors = item.label ? anchorsOf(item) : [];
      if (!anchors.length) continue;
      const off = (copy) => Math.abs(pixelOf(frame, anchors[0], copy)[0] - frame.width / 2);
      const [copy] = seen(frame, item).sort((one, other) => off(one) - off(other));
      if (copy === undefined) continue;
      found.push({ item, level, places: anchors.map((anchor) => pixelOf(frame, anchor, copy)) });
    }
    return found;
  }

  function wantsLabel(scene, frame, candidate, few) {
    if (candidate.level >= 2) return true;
    const from = styleOf(scene, candidate.item).label_zoom ?? 5;
    return from === 0 || frame.zoom >= from || (few && from < 7);
  }

  const overlaps = (a, b) =>
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

  const within = (a, b) => a.x >= b.x && a.y >= b.y && a.x + a.w <= b.x + b.w && a.y + a.h <= b.y + b.h;

  function placeLabel(box, places, seenPart, taken) {
    for (const at of places) {
      const spot = spotBeside(box, at, seenPart, taken);
      if (spot) return spot;
    }
    return null;
  }

  /** Right, left, above, below: the first place on the screen that hides no other label. */
  function spotBeside(box, at, seenPart, taken) {
    const gap = 7;
    const sides = [
      [gap, -box.h / 2], [-gap - box.w, -box.h / 2],
      [-box.w / 2, -gap - box.h], [-box.w / 2, gap],
    ];
    for (const [dx, dy] of sides) {
      const spot = { x: at[0] + dx, y: at[1] + dy, w: box.w, h: box.h };
      if (within(spot, seenPart) && !taken.some((other) => overlaps(spot, other))) return spot;
    }
    return null;
  }

  /** The same words just beside it say nothing more. */
  function isSaid(text, spot, taken) {
    return taken.some((other) =>
      other.text === text && Math.abs(other.x - spot.x) + Math.abs(other.y - spot.y) < 2 * spot.w);
  }

  function paintLabel(frame, scene, text, spot) {
    const { ctx } = frame;
    ctx.lineJoin = "round";
    ctx.lineWidth = 3.2;
    ctx.strokeStyle = scene.theme.halo;
    ctx.strokeText(text, spot.x + 3, spot.y + spot.h / 2);
    ctx.fillStyle = scene.theme.text;
    ctx.fillText(text, spot.x + 3, spot.y + spot.h / 2);
  }

  function paintLabels(scene, frame, groups) {
    const candidates = labelled(frame, groups).sort((a, b) => b.level - a.level);
    const few = candidates.length <= LABELS_WHEN_FEW;
    const size = 0.72 * scene.rem;
    const taken = [];
    const shown = [];
    skygap.inPixels(frame);
    frame.ctx.font = `600 ${size}px ${scene.font}`;
    frame.ctx.textBaseline = "middle";
    for (const candidate of candidates) {
      if (!wantsLabel(scene, frame, candidate, few)) continue;
      const text = String(candidate.item.label);
      const box = { w: frame.ctx.measureText(text).width + 6, h: size * 1.3 };
      const spot = placeLabel(box, candidate.places, frame.seen, taken);
      if (!spot || isSaid(text, spot, taken)) continue;
      frame.ctx.globalAlpha = candidate.level ? 1 : 0.4;
      paintLabel(frame, scene, text, spot);
      taken.push({ ...spot, text });
      shown.push(text);
    }
    return shown;
  }

  // ---- the whole picture -------------------------------------------------------------------

  skygap.paintItems = function paintItems(scene, frame) {
    const areas = inOrder(scene, visibleItems(scene, scene.areas, frame.zoom));
    const lines = inOrder(scene, visibleItems(scene, scene.lines, frame.zoom));
    const points = inOrder(scene, visibleItems(scene, scene.points, frame.zoom));
    scene.thinned = thinning(frame, lines);
    frame.ctx.lineJoin = "round";
    areas.forEach(({ item, level }) => paintArea(scene, frame, item, level));
    lines.forEach(({ item, level }) => paintLine(scene, frame, item, level));
    points.forEach(({ item, level }) => paintPoint(scene, frame, item, level));
    const labels = paintLabels(scene, frame, [...points, ...lines, ...areas]);
    frame.ctx.globalAlpha = 1;
    return { labels, visible: { lines: lines.length, points: points.length } };
  };

  // ---- what lies under the pointer ---------------------------------------------------------

  function pointAt(scene, frame, items, at) {
    return items.findLast((item) => {
      const reach = (styleOf(scene, item).radius || 4) + SEEK_PX;
      return seen(frame, item).some((copy) => {
        const [x, y] = pixelOf(frame, [item.x, item.y], copy);
        return Math.hypot(x - at[0], y - at[1]) <= reach;
      });
    });
  }

  function pathAt(scene, frame, items, at, test) {
    return items.findLast((item) =>
      seen(frame, item).some((copy) => {
        skygap.inWorld(frame, copy);
        frame.ctx.lineWidth = ((styleOf(scene, item).weight || 1.6) + 2 * SEEK_PX) / frame.scale;
        return test(item.path, at[0] * frame.dpr, at[1] * frame.dpr);
      }),
    );
  }

  /** The topmost thing at a pixel of the sheet, or undefined: points before lines before areas. */
  skygap.itemAt = function itemAt(scene, frame, at) {
    const { ctx } = frame;
    const of = (items) => visibleItems(scene, items, frame.zoom);
    ctx.setLineDash([]);
    return (
      pointAt(scene, frame, of(scene.points), at) ||
      pathAt(scene, frame, of(scene.lines), at, (path, x, y) => ctx.isPointInStroke(path, x, y)) ||
      pathAt(scene, frame, of(scene.areas), at, (path, x, y) =>
        ctx.isPointInPath(path, x, y, "evenodd"))
    );
  };
})();
