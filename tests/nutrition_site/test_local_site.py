"""The local site: each step does its work once and leaves what is there alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from pytest_django import Settings

from nutrition_site.local_site import collect_static_files_if_changed, create_first_administrator, fingerprint_of


@pytest.mark.django_db
def test_the_first_administrator_can_log_in_with_the_password_shown() -> None:
    password = create_first_administrator()

    user = authenticate(username="admin", password=password)

    assert user is not None
    assert (user.is_superuser, user.is_staff) == (True, True)


@pytest.mark.django_db
def test_no_administrator_is_made_when_somebody_can_log_in_already() -> None:
    get_user_model().objects.create_user("ada")

    assert create_first_administrator() is None
    assert list(get_user_model().objects.values_list("username", flat=True)) == ["ada"]


@pytest.mark.django_db
def test_two_sites_do_not_share_a_first_password() -> None:
    first = create_first_administrator()
    get_user_model().objects.all().delete()

    assert first != create_first_administrator()


def test_a_fingerprint_changes_with_content_name_and_number_of_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    seen = [fingerprint_of([tmp_path])]
    (tmp_path / "a").write_text("2")
    seen.append(fingerprint_of([tmp_path]))
    (tmp_path / "b").write_text("2")
    seen.append(fingerprint_of([tmp_path]))
    (tmp_path / "b").rename(tmp_path / "c")
    seen.append(fingerprint_of([tmp_path]))

    assert len(set(seen)) == 4
    assert fingerprint_of([tmp_path]) == seen[-1]


def test_static_files_are_collected_once_and_again_when_they_are_lost(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "site.css").write_text("p { margin: 0 }")
    stamp = tmp_path / "stamp"

    steps = [collect_static_files_if_changed(stamp=stamp), collect_static_files_if_changed(stamp=stamp)]
    (tmp_path / "collected" / "site.css").unlink()
    (tmp_path / "collected").rmdir()
    steps.append(collect_static_files_if_changed(stamp=stamp))
    (tmp_path / "static" / "site.css").write_text("p { margin: 1px }")
    steps.append(collect_static_files_if_changed(stamp=stamp))

    assert steps == [True, False, True, True]
    assert (tmp_path / "collected" / "site.css").read_text() == "p { margin: 1px }"


def test_a_public_site_is_never_prepared_as_a_local_one(settings: Settings) -> None:
    settings.SITE_IS_LOCAL, settings.SITE_URL = False, "https://guide.example.org"

    with pytest.raises(CommandError, match=r"^SITE_URL is https://guide\.example\.org, which is not this computer"):
        call_command("run_local_site")
