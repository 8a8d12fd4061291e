"""The folium map: its script never changes, so it is never made anew; all data is one layer.

streamlit-folium knows a map by the text of its script. Whatever may change (data, colours, tiles,
selection) therefore travels in `SkygapLayer`, which it swaps without touching the map.
"""

import folium
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from skygap.ui.assets import AssetUrls

START_PLACE = (30.0, 30.0)
START_ZOOM = 2
NO_BOUND_DEG = 100_000.0  # east and west the world goes round; north and south it ends
OPTIONS: dict[str, float | bool | list[list[float]]] = {
    "maxZoom": 11,  # closer, what is left out of a line would show
    "zoomSnap": 0.5,
    "wheelPxPerZoomLevel": 90,
    "attributionControl": False,  # Leaflet's own parses HTML; map_base.js sets text
    "maxBounds": [[-72.0, -NO_BOUND_DEG], [84.0, NO_BOUND_DEG]],
    "maxBoundsViscosity": 1.0,
}


class OfflineMap(folium.Map):
    """A folium map whose scripts and styles come from our own static folder."""

    def __init__(self, assets: AssetUrls) -> None:
        super().__init__(START_PLACE, tiles=None, zoom_start=START_ZOOM, font_size="0.8rem")
        self.options.update(OPTIONS)
        # On the instance: folium's own lists belong to the class, and so to every other map.
        self.default_js = [(f"script_{i}", url) for i, url in enumerate(assets.scripts)]
        self.default_css = [(f"style_{i}", url) for i, url in enumerate(assets.styles)]


class Basemap(MacroElement):
    """Land, borders and disputed lines, fetched by the browser and drawn under everything."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "skygap.start({{ this._parent.get_name() }}, {{ this.urls|tojson }}, "
        "{{ this.is_linked|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, assets: AssetUrls, *, is_linked: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is untyped
        self._name = "Basemap"
        self.urls = dict(assets.basemap)
        self.is_linked = is_linked


class SkygapLayer(MacroElement):
    """Everything that is drawn from data; `payload` is JSON as `encoding` describes it."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "skygap.show({{ this._parent._parent.get_name() }}, {{ this.payload }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is untyped
        self._name = "SkygapLayer"
        self.payload = payload

    def render(self, **_: object) -> str:
        """Give the figure nothing: streamlit-folium calls the template itself.

        branca would compile the payload as one more Jinja template: slow, and data is no template.
        """
        return ""


def build_map(assets: AssetUrls, *, is_linked: bool = True) -> OfflineMap:
    """Make the map without data; its script is the same in every run.

    A linked map keeps its place in the page's address and lets a region be drawn.
    """
    base = OfflineMap(assets)
    Basemap(assets, is_linked=is_linked).add_to(base)
    return base


def build_layer(payload: str) -> folium.FeatureGroup:
    """Make the group that streamlit-folium adds to the map, with the one layer in it."""
    group = folium.FeatureGroup("data")
    SkygapLayer(payload).add_to(group)
    return group


def draw_map(
    payload: str,
    *,
    assets: AssetUrls,
    key: str = "map",
    height: str = "64vh",
    least_px: int = 420,
    is_linked: bool = True,
) -> None:
    """Show the map with a payload; it fills `height` (any CSS length), at least `least_px`.

    Nothing comes back: what happens on the map goes to the timeline over the payload's channel.
    `is_linked` is that of `build_map`.
    """
    with st.container(key=f"{key}_frame"):
        st.html(_frame_style(f"{key}_frame", height=height, least_px=least_px))
        st_folium(
            build_map(assets, is_linked=is_linked),
            key=key,
            height=least_px,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=build_layer(payload),
        )


def _frame_style(key: str, *, height: str, least_px: int) -> str:
    return (
        f"<style>.st-key-{key} iframe {{ display: block; width: 100%;"
        " box-sizing: border-box; border: 1px solid rgb(128 128 128 / 30%); border-radius: 4px;"
        f" height: max({height}, {least_px}px) !important; }}</style>"
    )
