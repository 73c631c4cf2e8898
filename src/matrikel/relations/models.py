"""Households with dated members, and who stands in which relation to whom, from a date to a date."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from matrikel.kernel.models import AssociationModel, Together, Within


def _first_day() -> models.GeneratedField:
    return models.GeneratedField(
        expression=models.Func(models.F("during"), function="lower"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )


def _over_on() -> models.GeneratedField:
    return models.GeneratedField(
        expression=models.Func(models.F("during"), function="upper"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )


class Household(AssociationModel):
    """People who live at one address; the address columns are empty while somebody protected lives there."""

    name = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=400, db_collation="C", blank=True)
    care_of = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=16, blank=True, db_collation="C")
    place = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "sort_key", "id"], name="relations_household_in_order")
        ]


class HouseholdMember(AssociationModel):
    """Somebody lives in a household during a range of dates; a start that is not known is open."""

    household = Within("relations.Household", related_name="members")
    person = Within("people.Person", related_name="homes")
    during = DateRangeField()
    starts_on = _first_day()
    ends_on = _over_on()
    is_primary = models.BooleanField(default=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="relations_member_once_in_household",
                expressions=[
                    ("association_id", RangeOperators.EQUAL),
                    (Together("household_id", "person_id"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="relations_member_one_primary_home",
                expressions=[
                    ("association_id", RangeOperators.EQUAL),
                    (Together("person_id"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(is_primary=True),
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "person"], name="relations_member_of_person"),
            models.Index(fields=["association_id", "household"], name="relations_member_of_household"),
            models.Index(
                fields=["association_id", "person"],
                name="relations_member_in_second",
                condition=models.Q(is_primary=False),
            ),
        ]


class SealedHome(AssociationModel):
    """The address of a household in which somebody protected lives, sealed under that person's key."""

    person = Within("people.Person", related_name="sealed_homes")
    household = Within("relations.Household", related_name="sealed_homes")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "household", "person"], name="relations_sealed_home_once"
            )
        ]
        indexes = [models.Index(fields=["association_id", "person"], name="relations_sealed_of_person")]


class HouseholdMove(AssociationModel):
    """A move as it was made, kept for a month so that it can be taken back; both addresses are sealed."""

    household = Within("relations.Household", related_name="moves")
    new_household = Within("relations.Household", null=True, related_name="begun_by")
    moved_on = models.DateField()
    sealed = models.BinaryField()
    version = models.PositiveIntegerField()
    moved_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "household"], name="relations_move_of_household"),
            models.Index(fields=["association_id", "moved_at"], name="relations_move_at"),
        ]


class Mover(AssociationModel):
    """Somebody who moved: what became of the person's own address, and until when the old home had lasted."""

    class How(models.TextChoices):
        MOVED = "MOVED"
        BOTH = "BOTH"

    move = Within("relations.HouseholdMove", related_name="movers")
    person = Within("people.Person", related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    address_followed = models.BooleanField(default=False)
    was_primary = models.BooleanField(default=True)
    ended_before = models.DateField(null=True)
    # The person's version once the address had followed: what came later has another.
    version = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "move"], name="relations_mover_of_move"),
            models.Index(fields=["association_id", "person"], name="relations_mover_person"),
        ]


class Guardian(AssociationModel):
    """Somebody answers for a child, or helps an adult by law; for a child the ages of the country say until when."""

    class Kind(models.TextChoices):
        PARENT = "PARENT"
        GUARDIAN = "GUARDIAN"
        FOSTER = "FOSTER"
        LEGAL = "LEGAL"

    person = Within("people.Person", related_name="guardians")
    guardian = Within("people.Person", related_name="guardian_of")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PARENT)
    during = DateRangeField()
    starts_on = _first_day()
    ends_on = _over_on()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="relations_guardian_once",
                expressions=[
                    ("association_id", RangeOperators.EQUAL),
                    (Together("person_id", "guardian_id"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("guardian")), name="relations_guardian_is_another"
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "person"], name="relations_guardian_of_person"),
            models.Index(fields=["association_id", "guardian"], name="relations_guardian_by"),
        ]


class Payer(AssociationModel):
    """Somebody, perhaps a company, pays what another person owes; one at a time."""

    person = Within("people.Person", related_name="payers")
    payer = Within("people.Person", related_name="payer_of")
    during = DateRangeField()
    starts_on = _first_day()
    ends_on = _over_on()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="relations_payer_one_at_a_time",
                expressions=[
                    ("association_id", RangeOperators.EQUAL),
                    (Together("person_id"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("payer")), name="relations_payer_is_another"
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "person"], name="relations_payer_of_person"),
            models.Index(fields=["association_id", "payer"], name="relations_payer_by"),
        ]


class Contact(AssociationModel):
    """Whom to ask or call about a person: somebody in the register, or a name and a number."""

    person = Within("people.Person", related_name="contacts")
    contact = Within("people.Person", null=True, related_name="contact_of")
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=60, blank=True)
    is_emergency = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "person", "contact", "is_emergency"], name="relations_contact_once"
            ),
            models.CheckConstraint(
                condition=models.Q(contact=None) | ~models.Q(person=models.F("contact")),
                name="relations_contact_is_another",
            ),
            models.CheckConstraint(
                condition=models.Q(contact__isnull=False) | ~models.Q(name=""),
                name="relations_contact_is_named",
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "person"], name="relations_contact_of_person"),
            models.Index(fields=["association_id", "contact"], name="relations_contact_by"),
        ]


class Representative(AssociationModel):
    """A natural person acts for a legal person, in a function, from a date to a date."""

    person = Within("people.Person", related_name="represents")
    represents = Within("people.Person", related_name="representatives")
    function = models.CharField(max_length=80, blank=True)
    during = DateRangeField()
    starts_on = _first_day()
    ends_on = _over_on()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="relations_representative_once",
                expressions=[
                    ("association_id", RangeOperators.EQUAL),
                    (Together("person_id", "represents_id", "function"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("represents")), name="relations_represents_another"
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "person"], name="relations_represents_by"),
            models.Index(fields=["association_id", "represents"], name="relations_represented"),
        ]


class LeftApart(AssociationModel):
    """Somebody whom an officer has looked at and does not want proposed for a household again."""

    person = Within("people.Person", related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "person"], name="relations_left_apart_once")
        ]
