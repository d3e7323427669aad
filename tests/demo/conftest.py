"""One small district for all tests that only look at it."""

from __future__ import annotations

import pytest

from demo import small_district
from demo.small_district import Built


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_district.built(small_district.plan(tmp_path_factory.mktemp("demo") / "kreis-gt"))
