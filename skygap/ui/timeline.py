"""The timeline as a Streamlit component: a small loader, and modules that the browser caches."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from skygap.ui.assets import FRONTEND, AssetUrls

# Inline scripts become blobs without an address of their own: modules are found from the page's.
LOADER = """
const load = (component) => import(new URL(component.data.module, document.baseURI).href);
export default function (component) {
  const loading = load(component).then((timeline) => (timeline.show(component), timeline));
  return () => loading.then((timeline) => timeline.leave(component));
}
"""

Callback = Callable[[], None]

_component = st.components.v2.component(
    "skygap_timeline",
    html=(FRONTEND / "timeline.html").read_text(encoding="utf-8"),
    css=(FRONTEND / "timeline.css").read_text(encoding="utf-8"),
    js=LOADER,
)


def _nothing() -> None:
    """Streamlit keeps a state or trigger only if somebody listens."""


def timeline(
    data: Mapping[str, object],
    *,
    assets: AssetUrls,
    key: str = "timeline",
    on_window: Callback = _nothing,
    on_clicked: Callback = _nothing,
    on_region: Callback = _nothing,
) -> Any:  # noqa: ANN401  # Streamlit's result has the attributes that the callbacks declare
    """Show the timeline; `window`, `clicked` and `region` of the result say what was done.

    `window` is [start, end] in milliseconds or None, `clicked` {"id": text or None} in the run
    after a click on timeline or map, `region` [west, south, east, north] or None.
    """
    return _component(
        key=key,
        data={**data, "module": assets.timeline_module},
        on_window_change=on_window,
        on_clicked_change=on_clicked,
        on_region_change=on_region,
    )
