"""Days from a provider: what came, what did not, and what may be said of each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from skygap.errors import InputError
from skygap.fetching import BATCH, Fetched, FetchedDay, Step, Wanted, days_between, fetch
from skygap.intake import add
from skygap.providers import PROVIDERS, Manner
from skygap.settings import Settings
from skygap.store import (
    Store,
    evidence_path,
    inputs,
    open_store,
    read_days,
    read_evidence,
    read_fixes,
    read_legs,
    verify,
    version,
)
from skygap.tables.days import EMPTY, FAILED, LOADED, MISSING, PARTIAL
from tests.builders import NOWHERE
from tests.providers.serving import (
    AT_ONCE,
    HEATMAP,
    Reply,
    Server,
    heatmap_at,
    packed,
    serving,
    trace,
    trace_at,
)

DAY, NEXT = "2024-03-20", "2024-03-21"
CRAFT = "154e37"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Name a store that nobody has written to yet."""
    return open_store(tmp_path / "store")


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve on this machine."""
    with serving() as told:
        yield told


def run(
    server: Server,
    store: Store,
    *,
    first: str = DAY,
    last: str | None = None,
    manner: Manner = AT_ONCE,
    **wanted: object,
) -> Fetched:
    provider = replace(PROVIDERS["adsblol"], base_url=server.base_url)
    days = days_between(
        date.fromisoformat(first), date.fromisoformat(last or first), file="--from, --to"
    )
    asked = replace(Wanted(provider, (CRAFT,), days), **wanted)
    return fetch(asked, store, reference=NOWHERE, settings=Settings(), manner=manner)


def only(done: Fetched) -> FetchedDay:
    assert len(done.days) == 1
    return done.days[0]


def ledger(store: Store) -> dict[str, str]:
    days = read_days(store)
    return dict(zip(days["day"], days["status"], strict=True))


def test_a_day_is_loaded_with_its_fixes_and_its_evidence(server: Server, store: Store) -> None:
    sent = packed(trace(CRAFT, DAY))
    server.at(trace_at(CRAFT, DAY), sent)
    result = only(run(server, store, operator="desk"))
    assert (result.status, result.fixes, result.has_fault) == (LOADED, 3, False)
    assert ledger(store) == {DAY: LOADED}
    assert evidence_path(store, result.evidence_id).read_bytes() == sent.body
    told = read_evidence(store).iloc[0]
    assert told["url"] == f"{server.base_url}/{trace_at(CRAFT, DAY)}"
    assert (told["bytes"], told["status_code"], told["is_whole"]) == (len(sent.body), 200, True)
    assert (told["craft_id"], told["day"], told["operator"]) == (CRAFT, DAY, "desk")
    assert "ODbL" in told["licence"]
    fixes = read_fixes(store)
    assert set(fixes["provider"]) == {"adsblol"}
    assert set(fixes["evidence_id"]) == {result.evidence_id}
    assert len(read_legs(store)) == 1
    assert verify(store).faults == ()


def test_a_trace_that_is_not_packed_is_read_too(server: Server, store: Store) -> None:
    server.at(trace_at(CRAFT, DAY), Reply(200, trace(CRAFT, DAY)))
    assert only(run(server, store)).status == LOADED


def test_no_trace_on_a_day_that_is_there_is_empty(server: Server, store: Store) -> None:
    server.at(heatmap_at(DAY), HEATMAP)
    result = only(run(server, store))
    assert (result.status, result.has_fault) == (EMPTY, False)
    assert ledger(store) == {DAY: EMPTY}
    told = read_evidence(store)
    assert set(told["status_code"]) == {404, 200}
    assert verify(store).faults == ()


def test_real_traces_come_in_as_they_do_by_hand(
    server: Server, store: Store, tmp_path: Path, shared_data: Path
) -> None:
    """They are packed already; all that differs is who served them."""
    craft, day = "aa178d", "2023-08-30"
    path = shared_data / "readsb" / f"adsbactions_20230820_trace_full_{craft}.json"
    server.at(trace_at(craft, day), Reply(200, path.read_bytes(), {"Content-Encoding": "gzip"}))
    result = only(run(server, store, first=day, icao24s=(craft,)))
    by_hand = open_store(tmp_path / "by_hand")
    add([path], by_hand, reference=NOWHERE, settings=Settings())
    fetched, added = read_fixes(store), read_fixes(by_hand)
    pd.testing.assert_frame_equal(fetched, added.assign(provider="adsblol"))
    assert (result.status, result.fixes) == (LOADED, len(added))


def test_a_day_is_probed_once_for_all_crafts(server: Server, store: Store) -> None:
    server.at(heatmap_at(DAY), HEATMAP)
    done = run(server, store, icao24s=("000001", "000002", "~2e9999"))
    assert [result.status for result in done.days] == [EMPTY] * 3
    assert server.count("heatmap") == 1
    assert server.count("/99/trace_full_~2e9999.json") == 1


def test_no_trace_on_a_day_that_is_not_there_is_missing(server: Server, store: Store) -> None:
    assert only(run(server, store)).status == MISSING
    assert server.asked == [f"/{trace_at(CRAFT, DAY)}", f"/{heatmap_at(DAY)}"]


@pytest.mark.parametrize(
    "probe",
    [
        Reply(200, b"<!DOCTYPE html><title>tar1090</title>"),
        Reply(200, b'{"error": "not found"}'),
        Reply(200, b""),
        Reply(403),
        Reply(500),
        Reply(302, headers={"Location": "/"}),
        Reply(200, b"h", length=9),
    ],
)
def test_a_day_that_cannot_be_told_is_missing_never_empty(
    server: Server, store: Store, probe: Reply
) -> None:
    """Servers show a page of their own for what they do not know, with status 200."""
    server.at(heatmap_at(DAY), probe)
    assert only(run(server, store)).status == MISSING


def test_a_body_that_breaks_off_is_partial_and_holds_nothing(server: Server, store: Store) -> None:
    whole = packed(trace(CRAFT, DAY))
    server.at(trace_at(CRAFT, DAY), replace(whole, body=whole.body[:20], length=len(whole.body)))
    result = only(run(server, store))
    assert (result.status, result.fixes, result.has_fault) == (PARTIAL, 0, True)
    assert "broke off after 20 bytes" in result.note
    assert not read_evidence(store)["is_whole"].any()
    assert read_fixes(store).empty
    server.at(trace_at(CRAFT, DAY), whole)
    assert only(run(server, store)).status == LOADED


@pytest.mark.parametrize(
    ("reply", "word"),
    [
        (Reply(500), "HTTP status 500"),
        (Reply(200, b"<html>Please log in</html>"), "no track"),
        (Reply(200, b'{"icao": "154e37", "trace": ['), "JSON that is cut off"),
        (Reply(200, packed(trace(CRAFT, DAY)).body[:40]), "cut off"),
        (Reply(200, b""), "empty"),
        (Reply(302, headers={"Location": "https://example.org/"}), "points elsewhere"),
        (Reply(200, b"x" * 2000), "larger than"),
        (Reply(200, trace("3946e4", DAY)), "about 3946e4, not 154e37"),
        (Reply(200, trace(CRAFT, NEXT)), "another day"),
    ],
)
def test_an_answer_that_cannot_be_used_is_failed_and_told(
    server: Server, store: Store, reply: Reply, word: str
) -> None:
    server.at(trace_at(CRAFT, DAY), reply)
    result = only(run(server, store, manner=replace(AT_ONCE, most_bytes=1000)))
    assert (result.status, result.has_fault) == (FAILED, True)
    assert word in result.note
    assert ledger(store) == {DAY: FAILED}
    assert read_fixes(store).empty
    assert verify(store).faults == ()


def test_a_trace_without_a_row_is_empty(server: Server, store: Store) -> None:
    server.at(trace_at(CRAFT, DAY), Reply(200, trace(CRAFT, DAY, minutes=())))
    assert only(run(server, store)).status == EMPTY


def test_a_server_that_is_not_there_fails_every_day(store: Store) -> None:
    with serving() as gone:
        pass
    done = run(gone, store, last=NEXT)
    assert [result.status for result in done.faults] == [FAILED, FAILED]
    assert read_evidence(store).empty
    assert len(read_days(store)) == 2


def test_a_fault_that_passes_is_no_fault(server: Server, store: Store) -> None:
    busy = Reply(429, headers={"Retry-After": "0"})
    server.at(trace_at(CRAFT, DAY), Reply(500), busy, packed(trace(CRAFT, DAY)))
    assert only(run(server, store)).status == LOADED


def test_a_failing_day_does_not_end_the_run(server: Server, store: Store) -> None:
    server.at(trace_at(CRAFT, DAY), Reply(500))
    server.at(trace_at(CRAFT, NEXT), packed(trace(CRAFT, NEXT)))
    done = run(server, store, last=NEXT)
    assert [result.status for result in done.days] == [FAILED, LOADED]
    assert ledger(store) == {DAY: FAILED, NEXT: LOADED}


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_ends_the_asking_and_blames_no_other_day(
    server: Server, store: Store, status: int
) -> None:
    server.at(trace_at(CRAFT, DAY), Reply(status))
    done = run(server, store, last=NEXT)
    assert [result.is_asked for result in done.days] == [True, False]
    assert len(done.faults) == 2
    assert len(server.asked) == 1
    assert ledger(store) == {DAY: FAILED}


def test_a_provider_that_wants_a_long_wait_is_left_alone(server: Server, store: Store) -> None:
    server.at(trace_at(CRAFT, DAY), Reply(429, headers={"Retry-After": "3600"}))
    run(server, store, last="2024-03-29")
    assert len(server.asked) == 1


def test_days_that_are_known_are_not_asked_again(server: Server, store: Store) -> None:
    server.at(trace_at(CRAFT, DAY), packed(trace(CRAFT, DAY)))
    server.at(heatmap_at(NEXT), HEATMAP)
    run(server, store, last="2024-03-22")
    before, server.asked = version(store), []
    done = run(server, store, last="2024-03-22")
    assert server.asked == []
    assert [result.status for result in done.days] == [LOADED, EMPTY, MISSING]
    assert not any(result.is_asked for result in done.days)
    assert version(store) == before


def test_a_day_that_failed_is_asked_again(server: Server, store: Store) -> None:
    server.at(trace_at(CRAFT, DAY), Reply(500), Reply(500), Reply(500), packed(trace(CRAFT, DAY)))
    assert only(run(server, store)).status == FAILED
    assert only(run(server, store)).status == LOADED


def test_a_day_that_was_missing_lately_is_asked_again(server: Server, store: Store) -> None:
    """It may have come since; a day of long ago will not."""
    lately = f"{datetime.now(UTC).date() - timedelta(days=3)}"
    run(server, store, first=lately)
    server.at(trace_at(CRAFT, lately), packed(trace(CRAFT, lately)))
    assert only(run(server, store, first=lately)).status == LOADED


def test_again_asks_for_what_is_known_and_loses_nothing(server: Server, store: Store) -> None:
    server.at(trace_at(CRAFT, DAY), packed(trace(CRAFT, DAY)), Reply(500))
    run(server, store)
    result = only(run(server, store, again=True))
    assert (result.status, result.is_asked) == (FAILED, True)
    assert ledger(store) == {DAY: LOADED}
    assert len(read_fixes(store)) == 3


def test_the_day_that_is_not_over_is_partial(server: Server, store: Store) -> None:
    today = f"{datetime.now(UTC).date()}"
    server.at(trace_at(CRAFT, today), packed(trace(CRAFT, today, minutes=(0.0, 0.1))))
    result = only(run(server, store, first=today))
    assert (result.status, result.has_fault) == (PARTIAL, False)
    assert "not over" in result.note


def test_a_day_that_is_not_over_is_never_empty(server: Server, store: Store) -> None:
    today = f"{datetime.now(UTC).date()}"
    server.at(heatmap_at(today), HEATMAP)
    assert only(run(server, store, first=today)).status == PARTIAL


def test_bytes_that_somebody_added_before_still_make_a_loaded_day(
    server: Server, store: Store, tmp_path: Path
) -> None:
    sent = packed(trace(CRAFT, DAY))
    (tmp_path / "by_hand.json").write_bytes(sent.body)
    add([tmp_path / "by_hand.json"], store, reference=NOWHERE, settings=Settings())
    server.at(trace_at(CRAFT, DAY), sent)
    assert only(run(server, store)).status == LOADED
    assert len(inputs(store)) == 1
    days = read_days(store).set_index("provider")["status"]
    assert dict(days) == {"adsblol": LOADED, "readsb": PARTIAL}


def test_an_interrupted_run_keeps_what_it_had_and_goes_on_there(
    server: Server, store: Store
) -> None:
    last = "2024-03-29"
    days = [f"2024-03-{n}" for n in range(20, 30)]
    for day in days:
        server.at(trace_at(CRAFT, day), packed(trace(CRAFT, day)))

    def stop(step: Step) -> None:
        if step.done == BATCH + 2:
            raise KeyboardInterrupt

    asked = Wanted(
        replace(PROVIDERS["adsblol"], base_url=server.base_url),
        (CRAFT,),
        tuple(map(date.fromisoformat, days)),
    )
    with pytest.raises(KeyboardInterrupt):
        fetch(asked, store, reference=NOWHERE, settings=Settings(), watch=stop, manner=AT_ONCE)
    assert len(read_days(store)) == BATCH + 2
    server.asked = []
    run(server, store, last=last)
    assert len(server.asked) == len(days) - BATCH - 2
    assert set(ledger(store).values()) == {LOADED}


def test_progress_is_told_after_each_day(server: Server, store: Store) -> None:
    steps: list[Step] = []
    provider = replace(PROVIDERS["adsblol"], base_url=server.base_url)
    wanted = Wanted(provider, (CRAFT, "3946e4"), (date(2024, 3, 20),))
    fetch(
        wanted, store, reference=NOWHERE, settings=Settings(), watch=steps.append,
        manner=AT_ONCE,
    )  # fmt: skip
    assert [(step.done, step.total) for step in steps] == [(1, 2), (2, 2)]
    assert [step.result.icao24 for step in steps] == [CRAFT, "3946e4"]


def test_the_two_networks_differ_in_what_they_are_told(server: Server, store: Store) -> None:
    """ADS-B Exchange serves its history to its own map page only, so we say where it is."""
    for name in ("adsblol", "adsbexchange"):
        provider = replace(PROVIDERS[name], base_url=server.base_url)
        wanted = Wanted(provider, (CRAFT,), (date(2024, 3, 20),))
        fetch(wanted, store, reference=NOWHERE, settings=Settings(), manner=AT_ONCE)
    assert "Referer" not in server.headers[0]
    assert server.headers[-1]["Referer"] == "https://globe.adsbexchange.com/"
    assert sorted(read_days(store)["provider"]) == ["adsbexchange", "adsblol"]


@pytest.mark.parametrize("word", ["../../etc", "154E37", "15437", "154e37/..", "", "154e37?"])
def test_what_is_no_address_never_becomes_part_of_a_url(word: str) -> None:
    with pytest.raises(InputError, match="is not a 24-bit address"):
        Wanted(PROVIDERS["adsblol"], (CRAFT, word), (date(2024, 3, 20),))


TODAY = datetime.now(UTC).date()


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        (TODAY, TODAY + timedelta(days=2), "in the future"),
        (date(2024, 3, 21), date(2024, 3, 20), "is after"),
        (date(1980, 1, 1), date(1980, 1, 2), "no span"),
        (date(2010, 1, 1), date(2020, 1, 1), "no span"),
    ],
)
def test_spans_that_make_no_sense_are_refused(first: date, last: date, word: str) -> None:
    with pytest.raises(InputError, match=word):
        days_between(first, last, file="--from, --to")


def test_both_ends_of_a_span_are_asked_for() -> None:
    days = days_between(date(2024, 2, 28), date(2024, 3, 1), file="--from, --to")
    assert [day.day for day in days] == [28, 29, 1]
