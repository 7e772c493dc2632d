"""A universe for the tests of one module, made once and rolled back; every test gets it as if it were new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.leaks.states import drafted, published
from tests.universe import Universe


@pytest.fixture(scope="module")
def base(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Universe]:
    """Each test's own transaction lies inside of this one, so what a test changes is undone before the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield drafted() if request.param == "drafted" else published()
        transaction.set_rollback(True)


@pytest.fixture
def universe(base: Universe, db: None) -> Universe:
    return base.reread()
