"""History: how often craft were seen on the ground of each airport, for the prior of reach.

Only what was seen counts. What was inferred would strengthen itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from skygap.geo import Floats
from skygap.ground import Rows
from skygap.identity import country_of
from skygap.reference import Reference
from skygap.tables.fixes import shared_keys

_AIRLINE = r"^([A-Z]{3})\d"
"""An operator's callsign begins with its three letters; others are registrations or codes."""

LEVELS = ("craft", "operator", "country")
"""From the narrowest group to the widest; the widest of all has no key."""

Counts = tuple[Rows, Floats]
"""Rows of the airports that were visited, in order, and how often each."""

NOWHERE: Counts = (np.empty(0, dtype=np.intp), np.empty(0))

_FEW_N = 4.0
"""So many flights that were not received count beside those that are known: few show little."""


@dataclass(frozen=True, slots=True)
class History:
    """Counts of visits by group of each level, of all craft, and the groups of each craft.

    `heard` has for each airport the share of flights that were received down to its ground.
    """

    of: Mapping[str, Mapping[str, Counts]]
    of_all: Counts
    groups: Mapping[str, Mapping[str, str]]
    heard: Counts

    def chain(self, craft: str) -> list[Counts]:
        """Give the counts that hold for a craft, from the widest group to its own.

        A visit counts once, in the narrowest group that it is of.
        """
        own = self.groups.get(craft, {})
        nested = [self.of[level].get(own.get(level, ""), NOWHERE) for level in LEVELS]
        wider = [*nested, self.of_all]
        apart = [_without(n, m) if len(m[0]) else n for m, n in pairwise(_filled(wider))]
        return [*apart[::-1], nested[0]]


def _filled(nested: list[Counts]) -> list[Counts]:
    """Let a group that is not known be as large as the one inside it: it adds nothing."""
    known = nested[:1]
    for counts in nested[1:]:
        known.append(counts if len(counts[0]) else known[-1])
    return known


def _without(whole: Counts, part: Counts) -> Counts:
    """Take the visits of a group inside another away from those of the other."""
    rows, counts = whole
    left = counts.copy()
    left[np.searchsorted(rows, part[0])] -= part[1]
    return rows, np.maximum(left, 0.0)


def history_of(legs: pd.DataFrame, reference: Reference) -> History:
    """Count in LEGS at which airports each craft was seen on the ground.

    A stand between two legs counts once. Groups: the craft; its operator, as its callsigns tell
    it, with its type; the country of its address.
    """
    seen = pd.concat([_seen(legs, "destination", "end"), _seen(legs, "origin", "start")])
    seen = seen.sort_values(["craft", "time"], kind="stable")
    again = seen["craft"].eq(seen["craft"].shift()) & seen["ident"].eq(seen["ident"].shift())
    rows = pd.Index(reference.airports.table["ident"])
    seen = seen.assign(row=rows.get_indexer(seen["ident"]))
    groups = _groups(legs, reference.hex_blocks)
    told = seen[~again & (seen["row"] >= 0)].join(groups.drop(columns="craft"), on="craft")
    by_level = {level: _by(told, level) for level in LEVELS}
    return History(by_level, _counts(told), groups.to_dict("index"), _heard(legs, rows))


def _heard(legs: pd.DataFrame, rows: pd.Index) -> Counts:
    """Tell for each airport the share of arrivals that were received down to its ground."""
    ends = pd.DataFrame(
        {
            "row": rows.get_indexer(legs["destination_ident"]),
            "seen": (legs["destination_kind"] == "observed").to_numpy(float),
        }
    )
    told = ends[ends["row"] >= 0].groupby("row")["seen"].agg(["sum", "count"])
    return told.index.to_numpy(np.intp), (told["sum"] / (told["count"] + _FEW_N)).to_numpy(float)


def _seen(legs: pd.DataFrame, word: str, side: str) -> pd.DataFrame:
    own = legs[legs[f"{word}_kind"] == "observed"]
    return pd.DataFrame(
        {
            "craft": shared_keys(own["craft_id"]).to_numpy(),
            "ident": own[f"{word}_ident"].to_numpy(),
            "time": own[f"{side}_time"].array,
        }
    )


def _groups(legs: pd.DataFrame, hex_blocks: pd.DataFrame) -> pd.DataFrame:
    """Tell the group of each level of every craft; empty where none is known."""
    first = pd.DataFrame(legs[["craft_id", "icao24", "typecode", "callsigns"]])
    first = first.assign(craft=shared_keys(first["craft_id"]))
    airline = first["callsigns"].str.extract(_AIRLINE, expand=False).fillna("")
    first = first.assign(airline=airline).sort_values("airline", ascending=False, kind="stable")
    first = first.drop_duplicates("craft").set_index("craft", drop=False)
    return pd.DataFrame(
        {
            "craft": first["craft"],
            "operator": first["airline"].mask(
                first["airline"] != "", first["airline"] + " " + first["typecode"]
            ),
            "country": country_of(first["icao24"], hex_blocks),
        }
    )


def _by(told: pd.DataFrame, level: str) -> dict[str, Counts]:
    return {str(key): _counts(own) for key, own in told[told[level] != ""].groupby(level)}


def _counts(own: pd.DataFrame) -> Counts:
    rows, counts = np.unique(own["row"].to_numpy(np.intp), return_counts=True)
    return rows, counts.astype(float)


NO_HISTORY = History({level: {} for level in LEVELS}, NOWHERE, {}, NOWHERE)
"""Nothing is known of where craft have been."""
