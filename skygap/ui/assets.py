"""Copies what the browser needs into `static/`, beside the app: nothing comes from the net.

Each bundle lies in a folder named after its content, so a browser may keep it for ever and a new
version is a new address. Other people's code (Leaflet, jQuery) is copied from installed packages
and never committed.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xstatic.pkg import jquery, leaflet

from skygap.errors import SkygapError

FROM_FRAME = "../../app/static"  # seen from streamlit-folium's frame, whatever the base path
FROM_PAGE = "app/static"
FRONTEND = Path(__file__).parent / "frontend"
MAP_SCRIPTS = ("map_sheet.js", "map_base.js", "map_items.js", "map_region.js", "map_layer.js")
BASEMAP_FILES = ("land.geojson", "borders.geojson", "disputed.geojson")

Bundle = Mapping[str, Path]


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
    query = _install(static, "jquery", {"jquery.min.js": Path(jquery.BASE_DIR) / "jquery.min.js"})
    base = _install(static, "basemap", _basemap_files(root / "data" / "basemap"))
    own = _install(static, "frontend", _files_below(FRONTEND))
    return AssetUrls(
        scripts=(
            f"{FROM_FRAME}/{vendor}/leaflet.js",
            f"{FROM_FRAME}/{query}/jquery.min.js",
            *(f"{FROM_FRAME}/{own}/{name}" for name in MAP_SCRIPTS),
        ),
        styles=(f"{FROM_FRAME}/{vendor}/leaflet.css", f"{FROM_FRAME}/{own}/map.css"),
        basemap={Path(name).stem: f"{FROM_FRAME}/{base}/{name}" for name in BASEMAP_FILES},
        timeline_module=f"{FROM_PAGE}/{own}/timeline.js",
    )


def _leaflet_files() -> Bundle:
    source = Path(leaflet.BASE_DIR)
    images = _files_below(source / "images")
    return {
        "leaflet.js": source / "leaflet.js",
        "leaflet.css": source / "leaflet.css",
        **{f"images/{name}": path for name, path in images.items()},
    }


def _files_below(folder: Path) -> Bundle:
    return {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}


def _basemap_files(folder: Path) -> Bundle:
    missing = [name for name in BASEMAP_FILES if not (folder / name).is_file()]
    if missing:
        names = ", ".join(missing)
        msg = f"{folder}: {names} not found. It belongs to the repository; check it out again."
        raise SkygapError(msg)
    return {name: folder / name for name in BASEMAP_FILES}


def _install(static: Path, name: str, bundle: Bundle) -> str:
    """Copy a bundle into its folder, all of it or nothing, and give the folder's name."""
    folder = f"{name}-{_digest(bundle)}"
    if not (static / folder).is_dir():
        static.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=static) as scratch:
            _fill(Path(scratch) / folder, bundle)
            _move(Path(scratch) / folder, static / folder)
    return folder


def _digest(bundle: Bundle) -> str:
    sums = hashlib.sha256()
    for name, path in sorted(bundle.items()):
        content = path.read_bytes()
        sums.update(f"{name}\0{len(content)}\0".encode())
        sums.update(content)
    return sums.hexdigest()[:12]


def _fill(folder: Path, bundle: Bundle) -> None:
    for name, path in bundle.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _move(made: Path, target: Path) -> None:
    try:
        made.rename(target)
    except OSError:
        if not target.is_dir():  # else another start was quicker with the same content
            raise
