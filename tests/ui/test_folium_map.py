"""The map stays the same map, whatever is drawn on it, and asks nobody outside for anything."""

import json
import re

import folium
import pytest
from streamlit.testing.v1 import AppTest

from skygap.ui.assets import FRONTEND, AssetUrls
from skygap.ui.encoding import to_json
from skygap.ui.folium_map import OfflineMap

ASSETS = AssetUrls(
    scripts=("../../app/static/leaflet-1/leaflet.js", "../../app/static/frontend-1/map.js"),
    styles=("../../app/static/leaflet-1/leaflet.css",),
    basemap={"land": "../../app/static/basemap-1/land.geojson"},
    timeline_module="app/static/frontend-1/timeline.js",
)
HOSTILE = "</script>{{'map_div'}}{{ 7 * 7 }}`${alert(1)}"


def sent(payload: str) -> dict[str, object]:
    """Collect what streamlit-folium sends to the browser for a payload."""

    def page(payload: str, assets: object) -> None:
        from skygap.ui.folium_map import draw_map  # noqa: PLC0415  # AppTest runs the text alone

        draw_map(payload, assets=assets)

    app = AppTest.from_function(page, args=(payload, ASSETS)).run(timeout=30)
    assert not app.exception
    [found] = [element for element in app.main if element.type == "component_instance"]
    arguments: dict[str, object] = json.loads(found.proto.json_args)
    return arguments


@pytest.fixture(scope="module")
def light() -> dict[str, object]:
    return sent(to_json({"theme": {"sea": "#ffffff"}, "items": []}))


def test_no_link_leaves_this_machine(light: dict[str, object]) -> None:
    assert light["js_links"] == list(ASSETS.scripts)
    assert light["css_links"] == list(ASSETS.styles)
    assert "http" not in str(light["script"])


def test_the_script_of_the_map_is_the_same_for_other_data_and_colours(
    light: dict[str, object],
) -> None:
    dark = sent(to_json({"theme": {"sea": "#000000"}, "items": [{"i": "leg"}]}))
    assert dark["script"] == light["script"]
    assert dark["feature_group"] != light["feature_group"]


def test_a_hostile_callsign_arrives_as_the_same_text() -> None:
    group = str(sent(to_json({"t": [HOSTILE]}))["feature_group"])
    found = re.search(r"skygap\.show\(\w+, (.*)\);", group)
    assert found
    assert json.loads(found.group(1)) == {"t": [HOSTILE]}


def test_panning_and_clicking_tell_the_server_nothing(light: dict[str, object]) -> None:
    assert light["returned_objects"] == []


def test_our_links_do_not_leak_into_other_maps() -> None:
    before = list(folium.Map.default_js)
    OfflineMap(ASSETS).add_js_link("more", "../../app/static/more.js")
    assert folium.Map.default_js == before
    assert len(OfflineMap(ASSETS).default_js) == len(ASSETS.scripts)


def test_nothing_parses_html_that_could_hold_data() -> None:
    scripts = list(FRONTEND.glob("*.js"))
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|bindPopup|eval\("
    )
    assert not [path.name for path in scripts if forbidden.search(path.read_text(encoding="utf-8"))]


def test_no_popup_or_tooltip_of_folium_and_no_raw_html_in_python() -> None:
    """Folium puts such text into a template literal, where html.escape does not save it."""
    forbidden = re.compile(r"Popup\(|Tooltip\(|unsafe_allow_html|unsafe_allow_javascript")
    root = FRONTEND.parents[2]
    files = [root / "app.py", *(root / "pages").glob("*.py"), *(root / "skygap").rglob("*.py")]
    assert len(files) > 50
    assert not [str(path) for path in files if forbidden.search(path.read_text(encoding="utf-8"))]
