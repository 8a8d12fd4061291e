"""Split fixes at gaps as MovingPandas does: python _peer_movingpandas.py FIXES.parquet."""

import sys
from datetime import timedelta

import movingpandas
import pandas as pd
from _peer import GAP_MIN, say_times

COLUMNS = ["craft_id", "timestamp", "lat", "lon"]

fixes = pd.read_parquet(sys.argv[1], columns=COLUMNS)
fixes["timestamp"] = fixes["timestamp"].dt.tz_localize(None)
way = {"traj_id_col": "craft_id", "t": "timestamp", "x": "lon", "y": "lat"}
tracks = movingpandas.TrajectoryCollection(fixes, **way)
splitter = movingpandas.ObservationGapSplitter(tracks)

say_times({
    "MovingPandas, ObservationGapSplitter": lambda: len(
        splitter.split(gap=timedelta(minutes=GAP_MIN)).trajectories
    ),
})  # fmt: skip
