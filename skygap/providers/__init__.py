"""Providers: who can be asked for days of tracks, and how.

To add one, write one module beside this one and add one line to PROVIDERS:

1. `skygap/providers/<name>.py` holds `PROVIDER = Provider(...)`: name, base URL, licence, terms in
   one sentence, and `day_of(asker, icao24, day)`, which makes a craft and a day into requests and
   gives back `DayAnswer`. When in doubt whether a day was covered it says `missing`.
2. The line in PROVIDERS below.
3. A row in docs/providers.md, and a test against a server on this machine that speaks its layout.

Nothing here reads a track or writes a file: `skygap.fetching` does, once for all providers.
"""

from collections.abc import Mapping

from skygap.providers import adsbexchange, adsblol, opensky
from skygap.providers.answering import Answer, DayAnswer, Manner, Provider
from skygap.providers.line import Line, checked_base, line_to

PROVIDERS: Mapping[str, Provider] = {
    provider.name: provider
    for provider in (adsblol.PROVIDER, adsbexchange.PROVIDER, opensky.PROVIDER)
}

__all__ = [
    "PROVIDERS",
    "Answer",
    "DayAnswer",
    "Line",
    "Manner",
    "Provider",
    "checked_base",
    "line_to",
]
