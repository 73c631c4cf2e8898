"""Persons as one association knows them, their contact points, and what is sealed about them."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Coalesce, LPad, NullIf

from matrikel.kernel.ids import new_opaque_id
from matrikel.kernel.models import AssociationModel, Within


class Protection(models.TextChoices):
    """How a person's whereabouts are protected; anything but NONE empties the normal columns."""

    NONE = "NONE"
    HIDDEN = "HIDDEN"
    PROTECTED = "PROTECTED"
    STRICT = "STRICT"


class PersonKind(models.TextChoices):
    """Whether a person breathes: a company or another association has one name, and neither birth date nor gender."""

    NATURAL = "NATURAL"
    LEGAL = "LEGAL"


class Person(AssociationModel):
    """
    A natural person, or a legal one whose name stands in `family_name`.

    Names stand as the person writes them and are never derived from one another.
    """

    kind = models.CharField(max_length=8, choices=PersonKind.choices, default=PersonKind.NATURAL)
    organisation_number = models.CharField(max_length=20, blank=True, db_collation="C")
    audit_subject = models.UUIDField(default=new_opaque_id, editable=False)
    given_name = models.CharField(max_length=120, blank=True)
    family_name_prefix = models.CharField(max_length=40, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    preferred_name = models.CharField(max_length=120, blank=True)
    initials = models.CharField(max_length=20, blank=True)
    sort_key = models.CharField(max_length=400, db_collation="C")
    search_text = models.TextField(db_collation="C")
    birth_date = models.DateField(null=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    gender = models.CharField(max_length=1, blank=True, choices=[("F", "F"), ("M", "M"), ("X", "X")])
    language = models.CharField(max_length=8, blank=True)
    home_municipality = models.CharField(max_length=120, blank=True)
    home_municipality_since = models.DateField(null=True)
    # Null where there is none: numbers are unique, and empty texts would collide.
    member_number = models.CharField(max_length=40, db_collation="C", null=True)  # noqa: DJ001
    unit = Within("organisations.Unit", null=True, related_name="+")
    protection = models.CharField(max_length=10, choices=Protection.choices, default=Protection.NONE)
    is_deceased = models.BooleanField(default=False)
    deceased_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # By these a list is sorted: 9 comes before 10, and whoever gave only a year stands at its end.
    number_key = models.GeneratedField(
        expression=models.Case(
            models.When(member_number__regex="^[0-9]+$", then=LPad("member_number", 40, models.Value("0"))),
            default=models.F("member_number"),
        ),
        output_field=models.CharField(max_length=40, db_collation="C", null=True),
        db_persist=True,
    )
    born_by = models.GeneratedField(
        expression=Coalesce(
            "birth_date",
            models.Func(
                NullIf("birth_year", models.Value(0)),
                models.Value(12),
                models.Value(31),
                function="make_date",
            ),
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "member_number"], name="people_person_one_per_member_number"
            ),
            models.UniqueConstraint(
                fields=["association_id", "audit_subject"], name="people_person_one_audit_subject"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=PersonKind.NATURAL)
                | models.Q(birth_date=None, birth_year=None, gender="", is_deceased=False),
                name="people_person_legal_has_no_body",
            ),
        ]
        indexes = [
            # Whoever is looked for along the alphabet is often told apart by what stands beside the name here.
            models.Index(
                fields=["association_id", "sort_key", "id"],
                include=[
                    "kind",
                    "birth_date",
                    "birth_year",
                    "gender",
                    "language",
                    "unit",
                    "protection",
                    "is_deceased",
                    "deceased_on",
                    "changed_at",
                ],
                name="people_person_in_order",
            ),
            models.Index(fields=["association_id", "unit"], name="people_person_of_unit"),
            models.Index(fields=["association_id", "birth_date"], name="people_person_born_on"),
            models.Index(
                fields=["association_id", "birth_year"],
                name="people_person_born_in",
                condition=models.Q(birth_date=None),
            ),
            models.Index(fields=["association_id", "language"], name="people_person_language"),
            models.Index(fields=["association_id", "gender"], name="people_person_gender"),
            models.Index(
                fields=["association_id", "sort_key", "id"],
                name="people_person_deceased",
                condition=models.Q(is_deceased=True),
            ),
            models.Index(
                fields=["association_id", "sort_key", "id"],
                name="people_person_legal",
                condition=models.Q(kind=PersonKind.LEGAL),
            ),
            models.Index(
                fields=["association_id", "organisation_number"],
                name="people_person_org_number",
                condition=~models.Q(organisation_number=""),
            ),
            models.Index(fields=["association_id", "changed_at", "id"], name="people_person_by_change"),
            models.Index(fields=["association_id", "number_key", "id"], name="people_person_by_number"),
            models.Index(fields=["association_id", "born_by", "id"], name="people_person_by_birth"),
            models.Index(
                fields=["association_id", "protection"],
                name="people_person_protected",
                condition=~models.Q(protection=Protection.NONE),
            ),
            GinIndex(
                models.F("association_id"),
                OpClass("search_text", name="gin_trgm_ops"),
                name="people_person_search",
            ),
        ]


class ContactPoint(AssociationModel):
    """One way to reach a person: an e-mail address, a telephone number or a postal address, with where it came from."""

    class Kind(models.TextChoices):
        EMAIL = "EMAIL"
        PHONE = "PHONE"
        POSTAL = "POSTAL"

    class Source(models.TextChoices):
        MEMBER = "MEMBER"
        OFFICER = "OFFICER"
        IMPORT = "IMPORT"
        REGISTER = "REGISTER"

    class How(models.TextChoices):
        CALL = "CALL"
        MESSAGE = "MESSAGE"
        MEETING = "MEETING"
        LETTER = "LETTER"
        REGISTER = "REGISTER"

    person = Within("people.Person", related_name="contact_points")
    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    label = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=320)
    normalised = models.CharField(max_length=320, db_collation="C")
    care_of = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=16, blank=True, db_collation="C")
    place = models.CharField(max_length=120, blank=True)
    # As the alphabet of the association has it; a list is sorted by it.
    place_key = models.CharField(max_length=400, blank=True, db_collation="C")
    country = models.CharField(max_length=2, blank=True)
    is_preferred = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=10, blank=True, choices=Source.choices)
    verified_how = models.CharField(max_length=8, blank=True, choices=How.choices)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "person"], name="people_contact_of_person"),
            models.Index(fields=["association_id", "kind", "normalised"], name="people_contact_normalised"),
            models.Index(
                fields=["association_id", "postcode", "person"],
                name="people_contact_by_postcode",
                condition=models.Q(kind="POSTAL"),
            ),
            models.Index(
                fields=["association_id", "place_key", "person"],
                name="people_contact_by_place",
                condition=models.Q(kind="POSTAL"),
            ),
        ]


class Lack(AssociationModel):
    """
    A person of whom something may be missing: an index for “has no …”, kept by the database itself.

    Whoever lacks something on any day stands here; somebody who has it may stand here too, for a while. A question
    therefore always looks at the facts as well. A room adds what its people may lack by triggers of its own.
    """

    GOES_WITH_PERSON: ClassVar = {"pk__isnull": False}

    person = Within("people.Person", related_name="+")
    what = models.CharField(max_length=12, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "what", "person"], name="people_lack_once")
        ]
        indexes = [models.Index(fields=["association_id", "person"], name="people_lack_of_person")]


class ExternalNumber(AssociationModel):
    """A number by which somebody else knows the person: a federation, a licence, the previous system."""

    person = Within("people.Person", related_name="external_numbers")
    system = models.CharField(max_length=60, db_collation="C")
    number = models.CharField(max_length=60, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "system", "number", "person"], name="people_external_number_once"
            )
        ]
        indexes = [models.Index(fields=["association_id", "person"], name="people_external_of_person")]


class IdentityNumber(AssociationModel):
    """A national identity number, sealed under the person's key and found only by a keyed hash."""

    person = Within("people.Person", related_name="identity_numbers")
    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=24)
    sealed = models.BinaryField()
    blind_index = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "blind_index"], name="people_identity_number_one_person"
            )
        ]
        indexes = [models.Index(fields=["association_id", "person"], name="people_identity_of_person")]


class ProtectedRecord(AssociationModel):
    """Everything about a protected person's whereabouts, sealed; the normal columns are empty."""

    person = Within("people.Person", related_name="protected_records")
    sealed = models.BinaryField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "person"], name="people_protected_one_per_person"
            )
        ]


class BankAccount(AssociationModel):
    """The account into which a person is paid: an IBAN sealed under the person's key, and its last four characters."""

    person = Within("people.Person", related_name="bank_accounts")
    ending = models.CharField(max_length=4, db_collation="C")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "person"], name="people_bank_one_per_person")
        ]


class Portrait(AssociationModel):
    """A picture of the person's face: a small JPEG as base64, sealed under the person's key."""

    person = Within("people.Person", related_name="portraits")
    sealed = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "person"], name="people_portrait_one_per_person"
            )
        ]


class Tag(AssociationModel):
    """A word of the association's own list by which people are gathered; `name_key` is the name folded."""

    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=80, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "name_key"], name="people_tag_one_per_name")
        ]


class PersonTag(AssociationModel):
    """A tag that a person carries."""

    tag = Within("people.Tag", related_name="+")
    person = Within("people.Person", related_name="tags")
    # The import that wrote it, as long as nobody has changed it since: undoing takes it back.
    source_run = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "tag", "person"], name="people_persontag_once_per_person"
            )
        ]
        indexes = [models.Index(fields=["association_id", "person"], name="people_persontag_of_person")]


class Note(AssociationModel):
    """A short dated note about a person, sealed under the person's key; the log knows who wrote it."""

    person = Within("people.Person", related_name="notes")
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)
    role = models.CharField(max_length=64, blank=True)
    # The import that wrote it, as long as nobody has changed it since: undoing takes it back.
    source_run = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "person", "written_at"], name="people_note_of_person"),
            models.Index(fields=["association_id", "written_at"], name="people_note_by_age"),
        ]


class TextToReview(AssociationModel):
    """A free text that was kept although it looked like something that need not be: where it stands, never its words."""

    class Place(models.TextChoices):
        NOTE = "NOTE"
        LABEL = "LABEL"
        DECISION = "DECISION"
        TAG = "TAG"

    person = Within("people.Person", null=True, related_name="texts_to_review")
    place = models.CharField(max_length=10, choices=Place.choices)
    row_id = models.UUIDField(null=True)
    concerns = models.CharField(max_length=120, db_collation="C")
    written_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "written_at", "id"], name="people_text_in_order"),
            models.Index(fields=["association_id", "person"], name="people_text_of_person"),
        ]


class NumberSeries(AssociationModel):
    """The next free number of a series; its row is locked while numbers are taken."""

    name = models.CharField(max_length=20, db_collation="C")
    next_number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "name"], name="people_number_series_one_name")
        ]
