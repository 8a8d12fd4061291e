"""The hardened entry: `python -m skygap.ui.server [--port N]` serves app.py with strict headers.

Everything a page needs comes from this machine. The one host that a browser may ask besides is
the one for online map tiles, and only for images. Address, port and looks are in
.streamlit/config.toml.
"""

import argparse
import socket
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from skygap.errors import SkygapError
from skygap.intake import add
from skygap.readers.shipped.reference import shipped_reference
from skygap.settings import Settings
from skygap.ui.assets import TILE_HOST, prepare_assets
from skygap.ui.load import ROOT, the_store

SCRIPT = ROOT / "app.py"
EXAMPLE = ROOT / "data" / "worked_example"

DEFAULT_PORT = 8501

_POLICY = {
    "default-src": "'self'",
    # streamlit-folium runs the map's script with eval, Components v2 import theirs from a blob
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": f"'self' data: blob: {TILE_HOST}",
    "font-src": "'self' data:",
    "connect-src": "'self' ws://localhost:* ws://127.0.0.1:*",  # Safari: 'self' is not for sockets
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob: data:",
    "frame-ancestors": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}

HEADERS = {
    "content-security-policy": "; ".join(f"{what} {whence}" for what, whence in _POLICY.items()),
    # the tile host refuses requests without a referrer; it learns the origin, never the address
    # of a page, which tells what is being looked at
    "referrer-policy": "strict-origin-when-cross-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


ASSET_PATH = "/app/static/"
KEEP_FOR_EVER = "public, max-age=31536000, immutable"
"""An asset lies in a folder named after its content, so what was once fetched stays true."""


class StrictHeaders:
    """Put HEADERS on every answer over HTTP; ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and its answer back, with our headers in place of any of that name."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if ASSET_PATH in scope["path"] and message["status"] in (200, 206):
                    headers["cache-control"] = KEEP_FOR_EVER
            await send(message)

        await self._app(scope, receive, send_strictly)


def make_ready() -> None:
    """Put the assets in place and, where there is no store yet, load the worked example.

    A store that is there stays as it is, an empty folder too. Raises SkygapError.
    """
    prepare_assets(ROOT)
    store = the_store()
    if not store.root.exists():
        add(
            sorted(EXAMPLE.glob("*.json")),
            store,
            reference=shipped_reference(),
            settings=Settings(),
        )


def _port(text: str) -> int:
    """Read the number of a port; argparse says the fault in its own line."""
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        msg = f"{text!r} is no port: name a number from 1 to 65535"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def is_taken(port: int) -> bool:
    """Tell whether something on this machine answers at a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main(argv: Sequence[str]) -> None:
    """Serve the app until it is stopped; what the user must mend ends it with one line."""
    parser = argparse.ArgumentParser(prog="python -m skygap.ui.server", description="Open the app.")
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="default: %(default)s")
    port = parser.parse_args(argv).port
    if is_taken(port):
        sys.exit(
            f"Port {port} is in use, perhaps by Skygap already: see http://localhost:{port}, "
            f"or choose another one: --port {port + 1}"
        )
    try:
        make_ready()
    except SkygapError as error:
        sys.exit(str(error))
    app.run(config={"server.port": port})


@asynccontextmanager
async def _announced(_: st.App) -> AsyncGenerator[None, None]:
    """Say where the app is, once the port is known to be free."""
    port = st.get_option("server.port")
    sys.stderr.write(f"Skygap is at http://localhost:{port} (Ctrl+C stops it)\n")
    yield


# Until app.py has run once, Streamlit would run a file in pages/ on its own, without the frame,
# for whoever opens the address of a page first.
PagesManager.uses_pages_directory = False

app = st.App(SCRIPT, middleware=[Middleware(StrictHeaders)], lifespan=_announced)

if __name__ == "__main__":
    main(sys.argv[1:])
