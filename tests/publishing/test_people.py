"""What editors are told of people: whose credentials nobody has looked at for too long."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from publishing import clock
from publishing.models import Person
from tests.factories import make_person, make_user

TODAY = date(2030, 6, 1)


@pytest.mark.parametrize(
    ("credentials", "checked", "expected"),
    [
        ("", None, False),
        ("", date(2001, 1, 1), False),
        ("MD", None, True),
        ("MD", date(2027, 6, 1), True),
        ("MD", date(2027, 6, 2), False),
        ("MD", TODAY, False),
    ],
)
def test_credentials_are_unchecked_after_three_years(credentials: str, checked: date | None, *, expected: bool) -> None:
    person = Person(credentials=credentials, credentials_checked_on=checked)

    assert person.has_unchecked_credentials(on=TODAY) == expected


@pytest.mark.django_db
def test_the_list_of_people_warns_of_unchecked_credentials() -> None:
    for name, checked in (("Ada", date(2030, 1, 1)), ("Mo", date(2020, 1, 31)), ("Ravi", None)):
        make_person(name=name, credentials=f"MD of {name}", credentials_checked_on=checked)
    editor = make_user()
    editor.is_staff = editor.is_superuser = True
    editor.save()
    client = Client()
    client.force_login(editor)

    with clock.at(datetime(2030, 6, 1, tzinfo=UTC)):
        html = client.get("/admin/publishing/person/").content.decode()

    cells = [html.split(f"MD of {name}")[1].split("</td>")[0].strip() for name in ("Ada", "Mo", "Ravi")]
    assert cells == ["", "(check them: last seen 31 Jan 2020)", "(check them: never seen)"]
