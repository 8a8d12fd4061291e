"""Everything the browser needs lies beside the app after the start, and only then."""

from pathlib import Path

import pytest

from skygap.errors import SkygapError
from skygap.ui.assets import BASEMAP_FILES, FROM_FRAME, prepare_assets


@pytest.fixture
def app_root(tmp_path: Path) -> Path:
    """Make a folder like that of app.py: with a base map, without `static/`."""
    folder = tmp_path / "data" / "basemap"
    folder.mkdir(parents=True)
    for name in BASEMAP_FILES:
        (folder / name).write_text('{"type":"FeatureCollection","features":[]}')
    return tmp_path


def written(root: Path) -> dict[Path, int]:
    """List each file below `static/` with the moment it was written."""
    return {p: p.stat().st_mtime_ns for p in (root / "static").rglob("*") if p.is_file()}


def test_every_address_leads_to_a_file(app_root: Path) -> None:
    urls = prepare_assets(app_root)
    for url in [*urls.scripts, *urls.styles, *urls.basemap.values()]:
        assert (app_root / "static" / url.removeprefix(f"{FROM_FRAME}/")).is_file()
    assert (app_root / urls.timeline_module.removeprefix("app/")).is_file()


def test_preparing_again_changes_nothing(app_root: Path) -> None:
    first = prepare_assets(app_root)
    before = written(app_root)
    assert prepare_assets(app_root) == first
    assert written(app_root) == before


def test_a_new_base_map_has_a_new_address(app_root: Path) -> None:
    before = prepare_assets(app_root).basemap["land"]
    (app_root / "data" / "basemap" / "land.geojson").write_text("{}")
    assert prepare_assets(app_root).basemap["land"] != before


def test_images_of_leaflet_lie_where_its_style_sheet_looks_for_them(app_root: Path) -> None:
    prepare_assets(app_root)
    [images] = (app_root / "static").glob("leaflet-*/images")
    assert (images / "layers.png").is_file()


def test_nothing_half_written_is_left_behind(app_root: Path) -> None:
    prepare_assets(app_root)
    assert not list((app_root / "static").glob(".new-*"))


def test_a_missing_base_map_is_said_in_one_line(app_root: Path) -> None:
    (app_root / "data" / "basemap" / "land.geojson").unlink()
    with pytest.raises(SkygapError, match=r"land\.geojson not found"):
        prepare_assets(app_root)
