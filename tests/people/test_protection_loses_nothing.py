"""Protecting a person seals every whereabout, and lifting the protection gives back exactly what there was."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matrikel.kernel.actors import Viewer
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.lift_protections import Lift, lift_protections
from matrikel.people.models import ContactPoint, Person
from matrikel.people.queries import PersonDetails, get_person
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonChange, PersonCore
from tests.conftest import ACTOR, AT
from tests.factories.people import branches, register

letters = st.text(st.characters(exclude_categories=["C"]), max_size=20)
days = st.none() | st.dates(date(1900, 1, 1), date(2026, 11, 21))


@st.composite
def points(draw: st.DrawFn) -> NewContactPoint:
    kind = draw(st.sampled_from(["EMAIL", "PHONE", "POSTAL"]))
    source = draw(st.sampled_from(["MEMBER", "OFFICER", "IMPORT", "REGISTER"]))
    common = {"kind": kind, "label": draw(letters), "is_preferred": draw(st.booleans()), "source": source}
    if kind == "POSTAL":
        parts = ("care_of", "street", "place")
        return NewContactPoint(
            **common, postcode="67131", country="SE", **{part: draw(letters) for part in parts}
        )
    return NewContactPoint(**common, value=draw(letters), normalised=draw(letters))


cores = st.builds(
    PersonCore,
    given_name=letters,
    family_name=letters,
    birth_date=days,
    home_municipality=letters,
    home_municipality_since=days,
    is_deceased=st.booleans(),
)


SAME = ("kind", "label", "value", "normalised", "care_of", "street", "postcode", "place", "country")


def facts(person: PersonDetails) -> tuple[object, ...]:
    rows = sorted(
        [*(getattr(point, name) for name in SAME), point.source, point.is_preferred]
        for point in person.contact_points
    )
    return (replace(person.core, protection="NONE"), rows, list(person.external_numbers))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cores, st.lists(points(), max_size=4), st.sampled_from(["HIDDEN", "PROTECTED", "STRICT"]), st.booleans()
)
def test_protection_and_its_lifting(
    association: UUID,
    viewer: Viewer,
    core: PersonCore,
    contact_points: list[NewContactPoint],
    protection: str,
    is_in_branch: bool,
) -> None:
    with transaction.atomic():
        (unit_id,) = branches("Norra")
        core = replace(core, unit_id=unit_id if is_in_branch else None)
        if core.birth_date is not None:
            core = replace(core, birth_year=core.birth_date.year)
        (person_id,) = register(NewPerson(core=core, contact_points=contact_points))

        def change(version: int, **values: object) -> PersonDetails:
            wanted = PersonChange(person_id=person_id, version=version, values=values)
            change_people(changes=[wanted], actor=ACTOR, at=AT)
            return get_person(person_id=person_id, viewer=viewer)

        before = get_person(person_id=person_id, viewer=viewer)
        hidden = change(1, protection=protection)
        assert (hidden.contact_points, ContactPoint.objects.count()) == ([], 0)
        assert hidden.core == replace(
            before.core,
            protection=protection,
            birth_date=None,
            home_municipality="",
            home_municipality_since=None,
            unit_id=None,
        )
        # A name that is corrected meanwhile loses nothing of what is sealed.
        change(2, given_name="Anna")
        lift_protections(lifts=[Lift(person_id=person_id, held=protection, level="NONE")], actor=ACTOR, at=AT)
        again = get_person(person_id=person_id, viewer=viewer)
        assert facts(again) == facts(replace(before, core=replace(before.core, given_name="Anna")))
        transaction.set_rollback(True)


def test_no_canary_of_a_protected_person_lies_readable_in_any_table(association: UUID) -> None:
    canary = "KANARIEVAGEN"
    core = PersonCore(
        given_name="Anna",
        birth_date=date(1946, 3, 23),
        home_municipality=canary,
        protection="STRICT",
    )
    every_kind = [
        NewContactPoint(
            kind="EMAIL", value=f"{canary}@example.se", normalised=f"{canary.lower()}@example.se"
        ),
        NewContactPoint(kind="PHONE", value=canary, normalised=canary),
        NewContactPoint(
            kind="POSTAL", street=canary, care_of=canary, postcode="67131", place=canary, country="SE"
        ),
    ]
    (first,) = register(NewPerson(core=core, contact_points=every_kind))
    (second,) = register(NewPerson(core=replace(core, protection="NONE"), contact_points=every_kind))
    change = PersonChange(person_id=second, version=1, values={"protection": "HIDDEN"})
    change_people(changes=[change], actor=ACTOR, at=AT)
    assert Person.objects.filter(id__in=[first, second]).count() == 2
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text ILIKE ANY (%s)",
                [[f"%{canary}%", "%1946-03-23%", f"%{canary.encode().hex()}%"]],
            )
            found += [table] * cursor.fetchone()[0]
    assert found == []
