"""What an association decides about itself is checked, and of two who change it at once the second is told."""

from dataclasses import replace
from uuid import UUID
from zoneinfo import available_timezones

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from matrikel.audit.models import Entry
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.change_settings import SettingsRefused, change_settings
from matrikel.organisations.queries import get_association
from matrikel.organisations.rules import COLOUR, Settings, contrast_with_white, is_readable
from tests.conftest import ACTOR, AT, make_association

NOW = Settings(name="Klubben", language="sv", time_zone="Europe/Stockholm")


def test_settings_are_changed_and_the_version_moves_on(association: UUID, actor: Actor) -> None:
    wanted = Settings(
        name=" Fotoklubben ",
        language="en",
        time_zone="Europe/Oslo",
        colour="#123456",
        calls_itself="society",
        help_name="help@example.se",
    )
    change_settings(settings=wanted, version=1, actor=actor, at=AT)
    found = get_association()
    assert (found.name, found.language, found.time_zone, found.colour, found.calls_itself) == (
        "Fotoklubben",
        "en",
        "Europe/Oslo",
        "#123456",
        "society",
    )
    assert (found.help_name, found.version) == ("help@example.se", 2)


def test_settings_that_stay_as_they_are_leave_no_trace(association: UUID, actor: Actor) -> None:
    change_settings(settings=NOW, version=1, actor=actor, at=AT)
    assert get_association().version == 1
    assert Entry.objects.filter(action="organisations.settings_changed").count() == 0


def test_the_second_of_two_who_change_the_settings_is_told(association: UUID, actor: Actor) -> None:
    change_settings(settings=replace(NOW, name="Första"), version=1, actor=actor, at=AT)
    with pytest.raises(SettingsRefused, match="Somebody else"):
        change_settings(settings=replace(NOW, name="Andra"), version=1, actor=actor, at=AT)
    assert get_association().name == "Första"


def test_of_two_changes_at_once_one_is_told(in_threads) -> None:
    association_id = make_association()

    def change(name: str, meet) -> None:
        with association_scope(association_id):
            meet()
            change_settings(settings=replace(NOW, name=name), version=1, actor=ACTOR, at=AT)

    results = in_threads(lambda meet: change("Första", meet), lambda meet: change("Andra", meet))
    assert sorted(type(found).__name__ for found in results) == ["NoneType", "SettingsRefused"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "a" * 201),
        ("name", "a\x00b"),
        ("language", "xx"),
        ("time_zone", "Europe/Atlantis"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "localtime"),
        ("colour", "#ffffff"),
        ("colour", "red"),
        ("colour", "#12345"),
        ("colour", "#123456\n"),
        ("colour", "#123456;"),
        ("calls_itself", "a" * 41),
        ("help_name", "a" * 201),
        ("help_name", "a\x00b"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_name(
    association: UUID, actor: Actor, field: str, value: str
) -> None:
    with pytest.raises(SettingsRefused) as refused:
        change_settings(settings=replace(NOW, **{field: value}), version=1, actor=actor, at=AT)
    assert refused.value.field == field
    assert get_association().version == 1


@pytest.mark.django_db
def test_postgres_knows_every_time_zone_that_can_be_chosen() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_timezone_names")
        known = {name for (name,) in cursor.fetchall()}
    assert available_timezones() - {"localtime"} - known == set()


def test_white_text_is_readable_on_dark_colours_only() -> None:
    assert round(contrast_with_white("#000000"), 1) == 21.0
    assert round(contrast_with_white("#ffffff"), 1) == 1.0
    # WCAG's own limit: #767676 is the lightest grey on which white text passes AA.
    colours = ["#767676", "#777777", "#0b5cad", "#ffcc00", "#FF0000"]
    assert [is_readable(colour) for colour in colours] == [True, False, True, False, False]


@given(st.text(max_size=9) | st.from_regex(COLOUR))
def test_any_text_gets_an_answer_as_a_colour(text: str) -> None:
    if is_readable(text):
        assert (len(text), contrast_with_white(text) >= 4.5) == (7, True)
