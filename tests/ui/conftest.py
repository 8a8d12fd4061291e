"""The scene of the first start, built once."""

import pytest

from skygap.scene import Scene
from tests.scenes import shipped_scene


@pytest.fixture(scope="session")
def scene() -> Scene:
    return shipped_scene()
