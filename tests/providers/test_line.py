"""A line to a provider: what is asked again, what is not, and where it stops."""

import time
from dataclasses import replace
from email.utils import formatdate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from skygap.errors import InputError
from skygap.providers import PROVIDERS, Line, Manner, checked_base, line_to
from skygap.providers.answering import BROKEN, CUT, ELSEWHERE, SLOW, TOO_LARGE
from skygap.providers.line import retry_after_s
from tests.providers.serving import AT_ONCE, NOT_FOUND, Reply, Server, packed, serving

OK = Reply(200, b"here")


def ask(server: Server, **manner: float) -> tuple[Line, str]:
    return Line(server.base_url, manner=replace(AT_ONCE, **manner)), "thing"


def test_an_answer_comes_as_it_was_sent(server: Server) -> None:
    server.at("thing", OK)
    line, path = ask(server)
    answer = line.ask(path, values={"icao24": "154e37"})
    assert (answer.status_code, answer.content, answer.fault) == (200, b"here", "")
    assert server.asked == ["/thing?icao24=154e37"]
    assert server.headers[0]["User-Agent"].startswith("Skygap/")


def test_a_packed_body_stays_packed(server: Server) -> None:
    sent = packed(b"a body that is packed")
    server.at("thing", sent)
    line, path = ask(server)
    assert line.ask(path).content == sent.body


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_again(server: Server, status: int) -> None:
    server.at("thing", Reply(status), Reply(status), OK)
    line, path = ask(server)
    assert line.ask(path).content == b"here"
    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_what_will_not_pass_is_asked_once(server: Server, status: int) -> None:
    server.at("thing", Reply(status))
    line, path = ask(server)
    assert line.ask(path).status_code == status
    assert len(server.asked) == 1


def test_tries_are_used_up(server: Server) -> None:
    server.at("thing", Reply(503))
    line, path = ask(server, tries=2)
    assert line.ask(path).words == "it answered with HTTP status 503"
    assert len(server.asked) == 2


def test_a_wait_that_is_asked_for_is_kept(server: Server) -> None:
    server.at("thing", Reply(429, headers={"Retry-After": "1"}), OK)
    line, path = ask(server)
    start = time.monotonic()
    assert line.ask(path).content == b"here"
    assert time.monotonic() - start >= 1.0


def test_a_wait_until_a_moment_that_is_past_is_none(server: Server) -> None:
    moment = formatdate(time.time() - 100, usegmt=True)
    server.at("thing", Reply(429, headers={"Retry-After": moment}), OK)
    line, path = ask(server, backoff_s=60.0)
    assert line.ask(path).content == b"here"


@pytest.mark.parametrize("header", ["Retry-After", "X-Rate-Limit-Retry-After-Seconds"])
def test_a_wait_that_is_too_long_is_not_waited_for(server: Server, header: str) -> None:
    server.at("thing", Reply(429, headers={header: "3600"}), OK)
    line, path = ask(server)
    answer = line.ask(path)
    assert (answer.status_code, answer.wait_s) == (429, 3600.0)
    assert len(server.asked) == 1


def test_a_wait_that_cannot_be_read_is_the_usual_one(server: Server) -> None:
    server.at("thing", Reply(429, headers={"Retry-After": "soon"}), OK)
    line, path = ask(server)
    assert line.ask(path).content == b"here"


def test_a_body_that_breaks_off_is_asked_again(server: Server) -> None:
    server.at("thing", Reply(200, b"her", length=4), OK)
    line, path = ask(server)
    assert line.ask(path).content == b"here"


def test_a_body_that_always_breaks_off_is_cut(server: Server) -> None:
    server.at("thing", Reply(200, b"her", length=4))
    line, path = ask(server)
    answer = line.ask(path)
    assert (answer.fault, answer.content) == (CUT, b"her")
    assert len(server.asked) == 3


def test_a_slow_answer_is_given_up(server: Server) -> None:
    server.at("thing", Reply(200, b"here", slow_s=1.0))
    line, path = ask(server, timeout_s=0.05, tries=1)
    assert line.ask(path).fault == SLOW


def test_an_answer_that_drips_is_given_up(server: Server) -> None:
    """Each byte is in time, the whole is not."""
    server.at("thing", Reply(200, b"h" * 100))
    line, path = ask(server, longest_s=0.0, tries=1)
    assert line.ask(path).fault == SLOW


def test_an_answer_that_is_too_large_is_not_taken_nor_asked_again(server: Server) -> None:
    server.at("thing", Reply(200, b"h" * 101))
    line, path = ask(server, most_bytes=100)
    answer = line.ask(path)
    assert (answer.fault, answer.content, len(server.asked)) == (TOO_LARGE, b"", 1)
    assert not answer.is_proof


def test_an_answer_of_exactly_the_limit_is_taken(server: Server) -> None:
    server.at("thing", Reply(200, b"h" * 100))
    line, path = ask(server, most_bytes=100)
    assert len(line.ask(path).content) == 100


def test_of_a_probe_only_the_first_bytes_are_taken(server: Server) -> None:
    server.at("thing", Reply(200, b"h" * 5000))
    line, path = ask(server, most_bytes=100)
    answer = line.ask(path, first_bytes=10)
    assert (answer.content, answer.fault, answer.is_first_part) == (b"h" * 10, "", True)


def test_nobody_is_followed_to_another_host(server: Server) -> None:
    with serving() as other:
        other.at("thing", OK)
        to = {"Location": f"{other.base_url}/thing"}
        server.at("thing", Reply(302, headers=to))
        line, path = ask(server)
        answer = line.ask(path)
    assert answer.fault == ELSEWHERE
    assert "127.0.0.1" in answer.words
    assert other.asked == []


@pytest.mark.parametrize("to", ["http://[", "", "/other", "javascript:alert(1)"])
def test_the_body_of_a_redirect_is_not_even_read(server: Server, to: str) -> None:
    """It may be endless, and its address may be none."""
    server.at("thing", Reply(302, b"h", {"Location": to}, length=10**9))
    line, path = ask(server)
    answer = line.ask(path)
    assert (answer.fault, answer.content, len(server.asked)) == (ELSEWHERE, b"", 1)


def test_what_is_probed_for_is_asked_once(server: Server) -> None:
    server.at("thing", OK)
    line, path = ask(server)
    assert line.ask(path, first_bytes=4) is line.ask(path, first_bytes=4)
    assert len(server.asked) == 1


@example(text="0\x1f")
@given(text=st.text(max_size=40) | st.from_regex(r"\A\d{1,400}\Z"))
def test_any_text_is_a_wait_or_none(text: str) -> None:
    wait_s = retry_after_s({"Retry-After": text})
    assert wait_s is None or wait_s >= 0.0


def test_a_wait_is_told_in_seconds_or_as_a_moment() -> None:
    assert retry_after_s({"Retry-After": "120"}) == 120.0
    ahead = retry_after_s({"Retry-After": formatdate(time.time() + 100, usegmt=True)})
    assert ahead == pytest.approx(100.0, abs=5.0)
    assert retry_after_s({}) is None


def test_a_provider_is_asked_politely_and_a_server_here_without_pause(server: Server) -> None:
    far = PROVIDERS["adsblol"]
    assert line_to(far).manner == Manner()
    assert line_to(replace(far, base_url=server.base_url)).manner.pause_s == 0.0


def test_a_server_that_is_not_there_is_no_answer() -> None:
    with serving() as gone:
        base_url = gone.base_url
    answer = Line(base_url, manner=AT_ONCE).ask("thing")
    assert (answer.fault, answer.status_code) == (BROKEN, 0)
    assert not answer.is_proof


def test_requests_are_a_pause_apart(server: Server) -> None:
    server.at("thing", NOT_FOUND)
    line, path = ask(server, pause_s=0.2)
    start = time.monotonic()
    line.ask(path)
    line.ask(path)
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize(
    "url", ["https://example.org", "https://example.org/a/", "http://127.0.0.1:8", "http://[::1]:8"]
)
def test_a_base_url_is_encrypted_or_on_this_machine(url: str) -> None:
    assert checked_base(url, file="--base-url") == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "http://127.0.0.1.example.org",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://me:secret@example.org",
        "https://",
        "https://example.org/?a=b",
        "https://example.org/ /",
        "https://example.org:0",
        "https://example.org:99999",
        "https://[::1",
        "",
    ],
)
def test_any_other_base_url_is_refused_in_one_line(url: str) -> None:
    with pytest.raises(InputError) as refused:
        checked_base(url, file="--base-url")
    assert str(refused.value).startswith("--base-url: ")
    assert "secret" not in str(refused.value)
