"""What the browser gets: geometry as small integers, text as JSON that nothing can break out of.

The payload of the map is one JSON object. Head: channel, theme, styles, selected, region, tiles.
Then three lists, drawn in the order areas, items, points; one entry is
    i      id                              k      key of its style
    a, b   shown between these milliseconds since 1970; without `a` always
    spans  [[a, b], ...] in place of `a` and `b`: shown when any of them touches the window
    g      lines or rings, each by `encode_line`       p   place of a point: [latitude, longitude]
    t      lines of the card under the pointer         label   text on the map itself
    c      what a click on it selects, null for nothing
What the keys of a style mean stands at the top of `frontend/map_items.js`.
"""

import json
import re

import numpy as np
import numpy.typing as npt

UNITS_PER_DEGREE = 1000  # about 100 m: a pixel at zoom 10

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
# `<` could end the script, a backtick or `${` act in a template literal, `{{` and `{%` in Jinja,
# and streamlit-folium rewrites `{{'word'}}` itself. Inside JSON text each has a harmless escape.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&`${}"}


def encode_line(lon_lat: npt.ArrayLike) -> list[int]:
    """Write a path of (longitude, latitude) as ``[lat0, lon0, dlat, dlon, ...]`` in thousandths.

    A sixth of the bytes of plain coordinates; rounding errors do not add up along the path.
    """
    places = np.asarray(lon_lat, dtype=float).reshape(-1, 2)[:, ::-1]
    whole = np.round(places * UNITS_PER_DEGREE).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return [int(step) for step in steps.ravel()]


def to_json(value: object) -> str:
    """Write JSON that may stand in a script; it reads back as exactly the same value.

    Raises ValueError for NaN and infinity: JSON has no word for them, use None.
    """
    plain = json.dumps(value, separators=(",", ":"), allow_nan=False)
    return _STRING.sub(lambda match: match.group().translate(_ESCAPES), plain)
