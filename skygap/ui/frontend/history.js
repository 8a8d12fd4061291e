// The back button. Streamlit itself goes back to an address and reruns with it; but a widget bound
// to the query REPLACES the address, so there would be nothing to go back to, and an address that
// the server pushes carries the map's place as the server last heard of it. Both are mended here.

const AFTER_BACK_MS = 2000; // corrections that follow a step back must not cut off "forward"
const SAME_GESTURE_MS = 700; // a slider writes many addresses: one entry is enough

const state = { busy: false, wentBackAt: -Infinity, addedAt: -Infinity };

const isView = (part) => part.startsWith("view=");
const parts = (search) => search.replace(/^\?/, "").split("&").filter(Boolean);
const meaning = (search) => parts(decodeURIComponent(search)).filter((p) => !isView(p)).sort().join("&");

function keepView(before) {
  const view = parts(before.search).find(isView);
  const now = parts(location.search);
  if (!view || now.find(isView) === view) return;
  const search = [...now.filter((part) => !isView(part)), view].join("&");
  history.replaceState(history.state, "", `${location.pathname}?${search}${location.hash}`);
}

/** The old address stays as an entry of its own, the new one comes after it. */
function insertEntry(before) {
  const now = location.href;
  history.replaceState(history.state, "", before.href);
  history.pushState({}, "", now);
}

function onReplace(before) {
  if (meaning(before.search) === meaning(location.search)) return; // only the place has changed
  const since = performance.now();
  const follows = since - state.wentBackAt < AFTER_BACK_MS;
  const continues = since - state.addedAt < SAME_GESTURE_MS;
  state.addedAt = since;
  if (!follows && !continues) insertEntry(before);
}

function onChange(event) {
  if (state.busy || !event.from || !event.from.url) return;
  if (event.navigationType === "traverse") state.wentBackAt = performance.now();
  const before = new URL(event.from.url);
  if (before.pathname !== location.pathname) return;
  state.busy = true; // our own entries are no news
  try {
    if (event.navigationType === "push") keepView(before);
    if (event.navigationType === "replace") onReplace(before);
  } finally {
    state.busy = false;
  }
}

/** Watch the address of the page; without the Navigation API, back steps over filter changes. */
export function keepHistory() {
  if (!window.navigation || window.skygapHistory) return;
  window.skygapHistory = true;
  window.navigation.addEventListener("currententrychange", onChange);
}
