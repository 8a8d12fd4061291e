"""What the tests of the providers share."""

from collections.abc import Iterator

import pytest

from tests.providers.serving import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve on this machine."""
    with serving() as told:
        yield told
