"""An association comes into existence whole, in its country's ways, or not at all."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction

from matrikel.access.models import Role
from matrikel.access.rules import STARTING_ROLES
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import ScopeRefused, association_scope
from matrikel.memberships.queries import list_membership_types
from matrikel.organisations.actions.create_association import AssociationRefused, create_association
from matrikel.organisations.models import Host
from matrikel.organisations.queries import (
    find_association_id,
    find_country,
    get_association,
    list_slugs,
)
from matrikel.organisations.rules import RESERVED_SLUGS, is_slug
from matrikel.organisations.signals import association_created
from matrikel.privacy.models import Purpose
from matrikel.privacy.rules import PURPOSE_CODES
from tests.conftest import ACTOR, AT, make_association

RIGHT = {"slug": "klubben", "name": "Klubben", "country": "SE", "kind": "CLUB", "actor": ACTOR, "at": AT}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "language", "currency", "zone", "adult"),
    [
        ("SE", "sv", "SEK", "Europe/Stockholm", "Vuxen medlem"),
        ("NO", "nb", "NOK", "Europe/Oslo", "Voksenmedlem"),
        ("FI", "fi", "EUR", "Europe/Helsinki", "Varsinainen jäsen"),
        ("DK", "da", "DKK", "Europe/Copenhagen", "Voksenmedlem"),
        ("NL", "nl", "EUR", "Europe/Amsterdam", "Volwassen lid"),
        ("BE", "nl", "EUR", "Europe/Brussels", "Volwassen lid"),
    ],
)
def test_a_new_association_speaks_its_countrys_language_and_has_what_it_needs(
    country: str, language: str, currency: str, zone: str, adult: str
) -> None:
    with association_scope(make_association(country=country)):
        made = get_association()
        assert (made.language, made.currency, made.time_zone) == (language, currency, zone)
        assert [found.name for found in list_membership_types() if found.kind == "ADULT"] == [adult]
        assert set(Purpose.objects.values_list("code", flat=True)) == PURPOSE_CODES
        roles = {role.code: tuple(role.rights) for role in Role.objects.all()}
        assert roles == {code: tuple(map(str, rights)) for code, rights in STARTING_ROLES.items()}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "profile", "condition"),
    [
        ("CLUB", "GENERAL", ""),
        ("FEDERATION", "GENERAL", ""),
        ("UNION", "CONVICTION", "9.2.d"),
        ("PATIENT", "HEALTH", "9.2.a"),
    ],
)
def test_what_an_association_is_decides_how_sensitive_membership_is(
    kind: str, profile: str, condition: str
) -> None:
    with association_scope(make_association(kind=kind)):
        assert get_association().profile == profile
        conditions = dict(Purpose.objects.values_list("code", "art9_condition"))
        assert {code: found for code, found in conditions.items() if found} == (
            {"membership": condition} if condition else {}
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "Klubben"},
        {"slug": ""},
        {"slug": "-klubben"},
        {"slug": "klubben-"},
        {"slug": "klubben\n"},
        {"slug": "klub ben"},
        {"slug": "klubbén"},
        {"slug": "a" * 41},
        {"slug": "a/../b"},
        {"slug": "a\x00b"},
        *({"slug": slug} for slug in sorted(RESERVED_SLUGS)),
        {"name": ""},
        {"name": " \t"},
        {"name": "a" * 201},
        {"name": "a\x00b"},
        {"country": "XX"},
        {"country": "se"},
        {"kind": "club"},
        {"kind": ""},
        {"language": "xx"},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(wrong: dict[str, str]) -> None:
    with pytest.raises(AssociationRefused):
        create_association(**{**RIGHT, **wrong})
    assert list_slugs() == []


@pytest.mark.parametrize("slug", ["a", "9", "a1-b", "a" * 40, "klubben-2"])
def test_an_address_has_small_letters_digits_and_hyphens(slug: str) -> None:
    assert is_slug(slug) is True


def test_a_taken_address_is_refused_and_nothing_is_left_half_done(association: UUID, actor: Actor) -> None:
    # Outside the scope of the first, as every creation is.
    with association_scope(make_association("andra")), pytest.raises(ScopeRefused):
        _inside_a_transaction()


def _inside_a_transaction() -> None:
    with transaction.atomic():
        create_association(**RIGHT)


def test_of_two_creations_at_once_with_one_address_one_is_refused_whole(in_threads) -> None:
    def create(name: str, meet) -> object:
        meet()
        return create_association(**{**RIGHT, "name": name})

    results = in_threads(lambda meet: create("Första", meet), lambda meet: create("Andra", meet))
    refused = [found for found in results if isinstance(found, AssociationRefused)]
    (made,) = [found for found in results if isinstance(found, UUID)]
    assert [str(found) for found in refused] == ["That address is taken."]
    assert list_slugs() == [("klubben", made)]


def test_a_creation_that_fails_in_a_room_above_leaves_nothing(committed: None) -> None:
    def break_it(**_kwargs: object) -> None:
        raise RuntimeError("a room above")

    association_created.connect(break_it)
    try:
        with pytest.raises(RuntimeError):
            create_association(**RIGHT)
    finally:
        association_created.disconnect(break_it)
    assert Host.objects.count() == 0
    made = create_association(**RIGHT)
    with association_scope(made), transaction.atomic():
        assert (Role.objects.count(), Purpose.objects.count()) == (len(STARTING_ROLES), len(PURPOSE_CODES))


def test_an_address_leads_to_its_association_and_to_no_other(association: UUID, neighbour: UUID) -> None:
    slugs = ["klubben", "grannen", "nowhere", "KLUBBEN"]
    assert [find_association_id(slug=slug) for slug in slugs] == [association, neighbour, None, None]


@pytest.mark.django_db
def test_a_countrys_rules_hold_from_a_date() -> None:
    numbers = {
        code: find_country(code=code, on=date(2026, 1, 1)).national_number
        for code in ("SE", "NO", "FI", "DK", "NL", "BE")
    }
    assert numbers == {
        "SE": "IF_JUSTIFIED",
        "NO": "IF_JUSTIFIED",
        "FI": "LAW_OR_CONSENT",
        "DK": "LAW_OR_CONSENT",
        "NL": "FORBIDDEN",
        "BE": "FORBIDDEN",
    }
    assert find_country(code="SE", on=date(2018, 5, 24)) is None
    assert find_country(code="XX", on=date(2026, 1, 1)) is None
