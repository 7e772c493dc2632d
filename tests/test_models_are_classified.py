"""Every model is either readable by readers' requests or for editors only: nobody adds one without saying which."""

from __future__ import annotations

from django.apps import apps

from tests.leaks.public_tables import EDITORS, PUBLIC
from tests.test_conventions import APPS


def test_every_model_of_ours_is_either_public_or_the_editors() -> None:
    models = {
        model._meta.label for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }

    assert models == PUBLIC | EDITORS
    assert PUBLIC & EDITORS == set()
