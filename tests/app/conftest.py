"""The product with people on it."""

from collections.abc import Iterator

import pytest

from tests.stage import Stage


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Stage]:
    built = Stage(sqlite_url)
    yield built
    built.close()


@pytest.fixture
def lan(stage: Stage) -> Stage:
    """A stage on which Lan has agreed, and belongs to no cooperative."""
    stage.manager("lan")
    return stage
