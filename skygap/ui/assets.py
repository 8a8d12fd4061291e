"""Copies what the browser needs into `static/`, beside the app: nothing comes from the net.

Each bundle lies in a folder named after its content, so a browser may keep it for ever and a new
version is a new address. Leaflet is other people's code: it is copied from an installed package
and never committed. jQuery, which folium usually brings, serves only its popups: we have none.
"""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xstatic.pkg import leaflet

from skygap.errors import SkygapError

FROM_FRAME = "../../app/static"  # seen from streamlit-folium's frame, whatever the base path
FROM_PAGE = "app/static"
FRONTEND = Path(__file__).parent / "frontend"
MAP_SCRIPTS = (
    "map_sheet.js",
    "map_base.js",
    "map_items.js",
    "map_region.js",
    "map_fit.js",
    "map_layer.js",
)
TILE_HOST = "https://tile.openstreetmap.org"
"""Where online tiles come from when the reader switches them on; nothing else leaves."""
BASEMAP_FILES = ("land.geojson", "borders.geojson", "disputed.geojson")

Bundle = Mapping[str, bytes]


@dataclass(frozen=True)
class AssetUrls:
    """Where the browser finds things, relative to the map's frame or to the page."""

    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    basemap: Mapping[str, str]
    timeline_module: str  # relative to the page, as are all its imports


def prepare_assets(root: Path) -> AssetUrls:
    """Put all assets into `root`/static and tell their addresses; `root` holds app.py and data/.

    Doing it again changes nothing. Raises SkygapError when a base map file is missing.
    """
    static = root / "static"
    vendor = _install(static, "leaflet", _leaflet_files())
    base = _install(static, "basemap", _basemap_files(root / "data" / "basemap"))
    own = _install(static, "frontend", _frontend_files())
    return AssetUrls(
        scripts=(f"{FROM_FRAME}/{vendor}/leaflet.js", f"{FROM_FRAME}/{own}/map.js"),
        styles=(f"{FROM_FRAME}/{vendor}/leaflet.css", f"{FROM_FRAME}/{own}/map.css"),
        basemap={Path(name).stem: f"{FROM_FRAME}/{base}/{name}" for name in BASEMAP_FILES},
        timeline_module=f"{FROM_PAGE}/{own}/timeline.js",
    )


def _leaflet_files() -> Bundle:
    source = Path(leaflet.BASE_DIR)
    images = _files_in(source / "images")
    return {
        "leaflet.js": (source / "leaflet.js").read_bytes(),
        "leaflet.css": (source / "leaflet.css").read_bytes(),
        **{f"images/{name}": content for name, content in images.items()},
    }


def _frontend_files() -> Bundle:
    """Our own files; the map's scripts as one, for streamlit-folium loads one after the other."""
    files = _files_in(FRONTEND)
    return {**files, "map.js": b"\n".join(files[name] for name in MAP_SCRIPTS)}


def _basemap_files(folder: Path) -> Bundle:
    missing = [name for name in BASEMAP_FILES if not (folder / name).is_file()]
    if missing:
        names = ", ".join(missing)
        msg = f"{folder}: {names} not found. It belongs to the repository; check it out again."
        raise SkygapError(msg)
    return {name: (folder / name).read_bytes() for name in BASEMAP_FILES}


def _files_in(folder: Path) -> Bundle:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _install(static: Path, name: str, bundle: Bundle) -> str:
    """Write a bundle into its folder, all of it or nothing, and give the folder's name."""
    folder = f"{name}-{_digest(bundle)}"
    if not (static / folder).is_dir():
        static.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=static) as scratch:
            _fill(Path(scratch) / folder, bundle)
            _move(Path(scratch) / folder, static / folder)
    return folder


def _digest(bundle: Bundle) -> str:
    sums = hashlib.sha256()
    for name, content in sorted(bundle.items()):
        sums.update(f"{name}\0{len(content)}\0".encode())
        sums.update(content)
    return sums.hexdigest()[:12]


def _fill(folder: Path, bundle: Bundle) -> None:
    for name, content in bundle.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _move(made: Path, target: Path) -> None:
    try:
        made.rename(target)
    except OSError:
        if not target.is_dir():  # else another start was quicker with the same content
            raise
