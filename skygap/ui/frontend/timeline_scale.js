// Time and pixels: the scale, its ticks in UTC, and how moments are written.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LEAST_SPAN = 10 * MINUTE;
const TICK_PX = 72;

const two = (number) => String(number).padStart(2, "0");

/** "20 Mar 2024, 16:30 UTC" */
export function spoken(moment) {
  const day = new Date(moment);
  const date = `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  return `${date}, ${two(day.getUTCHours())}:${two(day.getUTCMinutes())} UTC`;
}

export function xOf(scale, moment) {
  return scale.left + ((moment - scale.from) / (scale.to - scale.from)) * scale.width;
}

export function timeAt(scale, x) {
  const share = Math.max(0, Math.min(1, (x - scale.left) / scale.width));
  return scale.from + share * (scale.to - scale.from);
}

/** A view inside the domain, not shorter than ten minutes. */
export function clampView(view, domain) {
  const whole = domain[1] - domain[0];
  const span = Math.max(Math.min(view[1] - view[0], whole), Math.min(LEAST_SPAN, whole));
  const from = Math.max(domain[0], Math.min(view[0], domain[1] - span));
  return [from, from + span];
}

export function zoomed(view, factor, around, domain) {
  const middle = around ?? (view[0] + view[1]) / 2;
  const from = middle - (middle - view[0]) * factor;
  return clampView([from, from + (view[1] - view[0]) * factor], domain);
}

// ---- ticks ---------------------------------------------------------------------------------

const FIXED = [5, 15, 30].map((n) => n * MINUTE).concat([1, 3, 6, 12].map((n) => n * HOUR));
const CALENDAR = [
  { days: 1, about: DAY }, { days: 2, about: 2 * DAY }, { days: 5, about: 5 * DAY },
  { days: 10, about: 10 * DAY }, { months: 1, about: 30 * DAY }, { months: 3, about: 91 * DAY },
  { months: 6, about: 182 * DAY }, { months: 12, about: 365 * DAY },
  { months: 24, about: 730 * DAY }, { months: 60, about: 1826 * DAY },
];

function fixedTicks(step, from, to) {
  const ticks = [];
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) ticks.push(t);
  return ticks;
}

function monthTicks(count, from, to) {
  const ticks = [];
  const start = new Date(from);
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / count) * count;
  for (let t = -Infinity; t <= to; month += count) {
    t = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (t >= from && t <= to) ticks.push(t);
  }
  return ticks;
}

/** Every n-th day of the month, so that each month begins with a tick. */
function dayTicks(count, from, to) {
  return fixedTicks(DAY, from, to).filter((t) => {
    const day = new Date(t).getUTCDate();
    return count === 1 || day === 1 || ((day - 1) % count === 0 && day <= 31 - count / 2);
  });
}

/** A minute or hour names itself; midnight is named by its day, the first by its month. */
function tickLabel(moment, about) {
  const day = new Date(moment);
  if (about < DAY) return `${two(day.getUTCHours())}:${two(day.getUTCMinutes())}`;
  if (about < 30 * DAY) return `${day.getUTCDate()}`;
  return about < 365 * DAY ? MONTHS[day.getUTCMonth()] : `${day.getUTCFullYear()}`;
}

function contextLabel(moment, about) {
  const day = new Date(moment);
  const month = MONTHS[day.getUTCMonth()];
  if (about < DAY) return `${day.getUTCDate()} ${month} ${day.getUTCFullYear()}`;
  if (about < 30 * DAY) return `${month} ${day.getUTCFullYear()}`;
  return about < 365 * DAY ? `${day.getUTCFullYear()}` : "";
}

/** Ticks that fit: [{t, label, context}], context where a new day, month or year begins. */
export function ticksFor(scale) {
  const { from, to, width } = scale;
  const least = ((to - from) / Math.max(1, width)) * TICK_PX;
  const fixed = FIXED.find((step) => step >= least);
  const rule = CALENDAR.find((step) => step.about >= least) || CALENDAR.at(-1);
  const about = fixed || rule.about;
  const moments = fixed ? fixedTicks(fixed, from, to)
    : rule.days ? dayTicks(rule.days, from, to) : monthTicks(rule.months, from, to);
  let context = contextLabel(from, about);
  const start = { label: context, about };
  const ticks = moments.map((t) => {
    const now = contextLabel(t, about);
    const fresh = now !== context;
    context = now;
    return { t, label: tickLabel(t, about), context: fresh ? now : "" };
  });
  return { start, ticks };
}
