"""adsb.lol: a network of volunteers' receivers, under an open licence."""

from skygap.providers import globe_history
from skygap.providers.answering import Provider

PROVIDER = Provider(
    name="adsblol",
    title="adsb.lol",
    base_url="https://adsb.lol",
    licence="ODbL 1.0",
    terms="Open data: name adsb.lol as the source, and share databases made of it alike.",
    day_of=globe_history.day_of,
)
