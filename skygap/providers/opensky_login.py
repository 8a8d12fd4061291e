"""Logging in to OpenSky: OAuth2 client credentials from the environment, a bearer token in return.

Secret and token are sent to OpenSky only. They are in no message, no evidence and no store.
"""

import os
import time
from typing import Annotated

import msgspec
import requests
import urllib3
from requests.auth import AuthBase

from skygap.errors import ProviderError
from skygap.providers.answering import Manner
from skygap.providers.line import UnledSession

CLIENT_ID, CLIENT_SECRET = "OPENSKY_CLIENT_ID", "OPENSKY_CLIENT_SECRET"

_HOST = "https://opensky-network.org"
_LOGIN_HOST = "https://auth.opensky-network.org"
_PATH = "auth/realms/opensky-network/protocol/openid-connect/token"
_MOST_BYTES = 64 << 10
_EARLY_S = 60.0


class _Token(msgspec.Struct):
    access_token: Annotated[str, msgspec.Meta(pattern=r"^[\x21-\x7e]+$")]
    expires_in: float = 0.0


class Bearer(AuthBase):
    """Puts a token into each request and fetches a new one a minute before it expires."""

    def __init__(self, url: str, client: tuple[str, str], *, timeout_s: float) -> None:
        self._url, self._client, self._timeout_s = url, client, timeout_s
        self._token, self._until = "", 0.0

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Log in to one request."""
        if time.monotonic() >= self._until:
            granted = self._granted()
            self._token = granted.access_token
            self._until = time.monotonic() + granted.expires_in - _EARLY_S
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request

    def _granted(self) -> _Token:
        try:
            with (
                UnledSession() as session,
                session.post(
                    self._url,
                    data={
                        "grant_type": "client_credentials",
                        "client_id": self._client[0],
                        "client_secret": self._client[1],
                    },
                    timeout=self._timeout_s,
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                content = response.raw.read(_MOST_BYTES, decode_content=True)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            msg = "it does not answer"
            raise _refused(msg) from error
        return _token(response.status_code, content)


def login(base_url: str, manner: Manner) -> AuthBase | None:
    """Log in when the environment holds credentials, else ask as anybody may.

    Where the base URL is not OpenSky's own, the token is asked for there too: the secret goes to
    no host that was not named. ProviderError when only one half of the credentials is there.
    """
    client = os.environ.get(CLIENT_ID, ""), os.environ.get(CLIENT_SECRET, "")
    if not any(client):
        return None
    if not all(client):
        msg = f"OpenSky: one of {CLIENT_ID} and {CLIENT_SECRET} is not set. Set both or none"
        raise ProviderError(msg)
    host = _LOGIN_HOST if base_url == _HOST else base_url
    return Bearer(f"{host}/{_PATH}", client, timeout_s=manner.timeout_s)


def _token(status_code: int, content: bytes) -> _Token:
    try:
        return msgspec.json.decode(content, type=_Token)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        msg = f"it gives no token, HTTP status {status_code}"
        raise _refused(msg) from error


def _refused(fault: str) -> ProviderError:
    advice = f"See {CLIENT_ID} and {CLIENT_SECRET}, or try again later"
    return ProviderError(f"OpenSky does not let us in: {fault}. {advice}")
