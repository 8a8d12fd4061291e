"""ADS-B Exchange: a network of volunteers' receivers; its history belongs to its owner."""

from skygap.providers import globe_history
from skygap.providers.answering import Provider

_BASE_URL = "https://globe.adsbexchange.com"

PROVIDER = Provider(
    name="adsbexchange",
    title="ADS-B Exchange",
    base_url=_BASE_URL,
    licence="proprietary, terms of ADS-B Exchange",
    terms="Not open data: read its terms, and ask before you publish or fetch a lot.",
    day_of=globe_history.day_of,
    headers={"Referer": f"{_BASE_URL}/"},
)
