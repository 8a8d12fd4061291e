"""OpenSky: flights, then the track of each; never more than partial; the secret stays here."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from skygap.cli import main
from skygap.errors import ProviderError
from skygap.fetching import Fetched, Wanted, fetch
from skygap.providers import PROVIDERS, Provider
from skygap.settings import Settings
from skygap.store import Store, open_store, read_days, read_evidence, read_fixes
from skygap.tables.days import FAILED, MISSING, PARTIAL
from tests.builders import NOWHERE
from tests.providers.serving import AT_ONCE, Reply, Server

CRAFT = "154e37"
DAY = date(2024, 3, 20)
MIDNIGHT = int(datetime(2024, 3, 20, tzinfo=UTC).timestamp())
HOUR = 3600
FLIGHTS, TRACKS, STATES = "api/flights/aircraft", "api/tracks/all", "api/states/all"
TOKEN = "auth/realms/opensky-network/protocol/openid-connect/token"  # noqa: S105  (a path)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Name a store that nobody has written to yet."""
    return open_store(tmp_path / "store")


@pytest.fixture
def provider(server: Server, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """Make OpenSky a server on this machine, without credentials in the environment."""
    for name in ("OPENSKY_CLIENT_ID", "OPENSKY_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return replace(PROVIDERS["opensky"], base_url=server.base_url)


def run(provider: Provider, store: Store, *, day: date = DAY) -> Fetched:
    wanted = Wanted(provider, (CRAFT,), (day,))
    return fetch(wanted, store, reference=NOWHERE, settings=Settings(), manner=AT_ONCE)


def flights(*spans: tuple[int, int]) -> Reply:
    """List flights by their first and last hour of the day."""
    rows = [
        {"icao24": CRAFT, "firstSeen": MIDNIGHT + a * HOUR, "lastSeen": MIDNIGHT + b * HOUR}
        for a, b in spans
    ]
    return Reply(200, json.dumps(rows).encode())


def track(hour: float, *, icao24: str = CRAFT) -> Reply:
    """Make the track of a flight with three waypoints from this hour on."""
    start = MIDNIGHT + int(hour * HOUR)
    path = [[start + n * 300, 50.0, 10.0 + n * 0.5, 10_000, 90.0, False] for n in range(3)]
    told = {"icao24": icao24, "startTime": start, "endTime": start + 600, "path": path}
    return Reply(200, json.dumps(told).encode())


def test_each_flight_of_the_day_gives_its_track(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(FLIGHTS, flights((6, 8), (10, 12))).at(TRACKS, track(7), track(11))
    result = run(provider, store).days[0]
    assert (result.status, result.fixes, result.has_fault) == (PARTIAL, 6, False)
    assert "2 of 2" in result.note
    assert set(read_fixes(store)["provider"]) == {"opensky"}
    assert len(read_evidence(store)) == 3


def test_the_list_of_flights_reaches_half_a_day_over_both_midnights(
    server: Server, provider: Provider, store: Store
) -> None:
    """Flights are listed only when they lie whole within what is asked."""
    server.at(FLIGHTS, flights((-3, 2), (22, 27), (-9, -2), (25, 30))).at(TRACKS, track(1))
    run(provider, store)
    asked = parse_qs(urlsplit(server.asked[0]).query)
    assert asked["icao24"] == [CRAFT]
    assert int(asked["begin"][0]) == MIDNIGHT - 12 * HOUR
    assert int(asked["end"][0]) == MIDNIGHT + 36 * HOUR
    moments = [parse_qs(urlsplit(target).query)["time"][0] for target in server.asked[1:]]
    assert moments == [str(MIDNIGHT - HOUR // 2), str(MIDNIGHT + 49 * HOUR // 2)]


@pytest.mark.parametrize("listed", [Reply(404, b"[]"), Reply(200, b"[]")])
def test_a_day_without_flights_is_missing_never_empty(
    server: Server, provider: Provider, store: Store, listed: Reply
) -> None:
    server.at(FLIGHTS, listed)
    assert run(provider, store).days[0].status == MISSING


def test_flights_whose_tracks_are_gone_are_missing(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(FLIGHTS, flights((6, 8))).at(TRACKS, Reply(404))
    result = run(provider, store).days[0]
    assert (result.status, "30 days" in result.note) == (MISSING, True)


def test_a_track_that_does_not_come_is_counted(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(FLIGHTS, flights((6, 8), (10, 12))).at(TRACKS, track(7), Reply(400))
    result = run(provider, store).days[0]
    assert (result.status, result.fixes, "1 of 2" in result.note) == (PARTIAL, 3, True)


def test_a_track_of_another_craft_is_not_taken(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(FLIGHTS, flights((6, 8), (10, 12)))
    server.at(TRACKS, track(7), track(11, icao24="3946e4"))
    result = run(provider, store).days[0]
    assert (result.status, result.fixes) == (PARTIAL, 3)
    assert "about 3946e4" in result.note
    assert set(read_fixes(store)["icao24"]) == {CRAFT}


@pytest.mark.parametrize(
    "listed", [Reply(200, b"{}"), Reply(200, b"[{}]"), Reply(200, b"<html>"), Reply(400)]
)
def test_a_list_that_is_none_fails(
    server: Server, provider: Provider, store: Store, listed: Reply
) -> None:
    server.at(FLIGHTS, listed)
    assert run(provider, store).days[0].status == FAILED


def test_a_list_of_more_flights_than_a_craft_flies_is_not_believed(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(FLIGHTS, flights(*[(6, 8)] * 51))
    assert run(provider, store).days[0].status == FAILED
    assert server.count("tracks") == 0


def test_today_is_asked_for_its_last_state_and_track(
    server: Server, provider: Provider, store: Store
) -> None:
    now = datetime.now(UTC)
    second = int(now.timestamp())
    state = [CRAFT, "RFF1", "RU", second, second, 10.0, 50.0, 9000, False, 200, 90, 0, None, 9000,
             None, False, 0]  # fmt: skip
    server.at(STATES, Reply(200, json.dumps({"time": second, "states": [state]}).encode()))
    done = run(provider, store, day=now.date())
    assert [target.split("?")[0] for target in server.asked] == [f"/{STATES}", f"/{TRACKS}"]
    assert done.days[0].status == PARTIAL
    assert len(read_fixes(store)) == 1


def test_today_without_a_state_is_partial_and_holds_nothing(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(STATES, Reply(200, b'{"time": 1710900000, "states": null}'))
    today = datetime.now(UTC).date()
    result = run(provider, store, day=today).days[0]
    assert (result.status, result.fixes) == (PARTIAL, 0)


def test_a_day_with_tracks_is_asked_again_because_it_is_partial(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(FLIGHTS, flights((6, 8))).at(TRACKS, track(7))
    run(provider, store)
    assert run(provider, store).days[0].is_asked
    assert list(read_days(store)["status"]) == [PARTIAL]


def test_with_credentials_every_request_carries_a_token(
    server: Server, provider: Provider, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENSKY_CLIENT_ID", "desk-client")
    monkeypatch.setenv("OPENSKY_CLIENT_SECRET", "hush-hush")
    granted = Reply(200, b'{"access_token": "a-token", "expires_in": 1800}')
    server.at(TOKEN, granted).at(FLIGHTS, flights((6, 8))).at(TRACKS, track(7))
    run(provider, store)
    assert [header["Authorization"] for header in server.headers] == ["Bearer a-token"] * 2
    assert server.forms == [
        {
            "grant_type": ["client_credentials"],
            "client_id": ["desk-client"],
            "client_secret": ["hush-hush"],
        }
    ]


def test_a_token_that_expires_is_asked_for_again(
    server: Server, provider: Provider, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENSKY_CLIENT_ID", "desk-client")
    monkeypatch.setenv("OPENSKY_CLIENT_SECRET", "hush-hush")
    server.at(TOKEN, Reply(200, b'{"access_token": "short", "expires_in": 1}'))
    server.at(FLIGHTS, flights((6, 8))).at(TRACKS, track(7))
    run(provider, store)
    assert len(server.forms) == 2


@pytest.mark.parametrize(
    "granted", [Reply(401, b'{"error": "no"}'), Reply(200, b"<html>"), Reply(302)]
)
def test_a_login_that_fails_is_one_line_and_names_no_secret(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    granted: Reply,
) -> None:
    monkeypatch.setenv("OPENSKY_CLIENT_ID", "desk-client")
    monkeypatch.setenv("OPENSKY_CLIENT_SECRET", "hush-hush")
    server.at(TOKEN, granted)
    asked = ["--icao24", CRAFT, "--from", f"{DAY}", "--to", f"{DAY}", "--provider", "opensky"]
    where = ["--base-url", server.base_url, "--store", str(tmp_path / "store")]
    assert main(["fetch", *asked, *where]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert said.err.startswith("OpenSky does not let us in")
    assert "hush" not in said.err + said.out


def test_neither_secret_nor_token_is_anywhere_in_the_store(
    server: Server, provider: Provider, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENSKY_CLIENT_ID", "desk-client")
    monkeypatch.setenv("OPENSKY_CLIENT_SECRET", "hush-hush")
    server.at(TOKEN, Reply(200, b'{"access_token": "a-token", "expires_in": 1800}'))
    server.at(FLIGHTS, flights((6, 8))).at(TRACKS, track(7))
    run(provider, store)
    told = read_evidence(store).to_csv() + read_days(store).to_csv()
    kept = b"".join(path.read_bytes() for path in store.evidence.iterdir())
    assert [word for word in ("hush-hush", "a-token", "desk-client") if word in told] == []
    assert b"a-token" not in kept


@pytest.mark.parametrize("name", ["OPENSKY_CLIENT_ID", "OPENSKY_CLIENT_SECRET"])
def test_half_a_login_is_told(
    provider: Provider, store: Store, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "half")
    with pytest.raises(ProviderError, match="Set both or none"):
        run(provider, store)


def test_flights_across_midnight_count_by_their_fixes_of_the_day(
    server: Server, provider: Provider, store: Store
) -> None:
    server.at(FLIGHTS, flights((-2, 1))).at(TRACKS, track(-300 / HOUR))
    assert run(provider, store).days[0].fixes == 2
    assert len(read_fixes(store)) == 3
