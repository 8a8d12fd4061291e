"""What the tests of the store share."""

from pathlib import Path

import pytest

from skygap.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Name a store that nobody has written to yet."""
    return open_store(tmp_path / "store")
