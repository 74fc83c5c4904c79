"""The edition that the tests publish, made once."""

from __future__ import annotations

import pytest

from marsad.publish import Edition, folder
from tests.publish import sample


@pytest.fixture(scope="session")
def edition() -> Edition:
    return sample.edition()


@pytest.fixture(scope="session")
def published(edition: Edition) -> dict[str, bytes]:
    return folder(edition)
