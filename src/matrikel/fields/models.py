"""Own fields, their answers, what they hold about people, and how the built-in ones are used."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from matrikel.fields.rules.definitions import ForWhom, Kind, Level, Use
from matrikel.kernel.models import AssociationModel, Within

KINDS = [(each.value, each.value) for each in Kind]
LEVELS = [(each.value, each.value) for each in Level]
USES = [(each.value, each.value) for each in Use]


class Field(AssociationModel):
    """A field of the association's own: nothing is asked without purpose, level and retention."""

    code = models.CharField(max_length=40, db_collation="C")
    kind = models.CharField(max_length=12, choices=KINDS)
    labels = models.JSONField(default=dict)
    helps = models.JSONField(default=dict)
    purpose = models.CharField(max_length=40, db_collation="C")
    level = models.CharField(max_length=12, choices=LEVELS)
    keep = models.CharField(max_length=20)
    for_whom = models.CharField(max_length=16, choices=[(each.value, each.value) for each in ForWhom])
    # Membership types live one room up, so there is no key to them; a type that is gone applies to nobody.
    type_ids = ArrayField(models.UUIDField(), default=list)
    officers = models.CharField(max_length=10, choices=USES)
    member = models.CharField(max_length=10, choices=USES)
    joining = models.CharField(max_length=10, choices=USES)
    tells_where = models.BooleanField(default=False)
    shape = models.CharField(max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    smallest = models.BigIntegerField(null=True)
    largest = models.BigIntegerField(null=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True)
    erase_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "code"], name="fields_field_one_code"),
            models.CheckConstraint(
                condition=~models.Q(purpose="") & ~models.Q(level="") & ~models.Q(keep=""),
                name="fields_field_says_why_and_how_long",
            ),
        ]


class FieldOption(AssociationModel):
    """One answer of a choosing field; its code stays when its words change."""

    field = Within("fields.Field", related_name="options")
    code = models.CharField(max_length=40, db_collation="C")
    labels = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "field", "code"], name="fields_option_one_code")
        ]


class FieldValue(AssociationModel):
    """
    What an own field holds about a person; several choices are several rows, told apart by `part`.

    `text` is the kept form of every kind; `key`, `number` and `day` are derived from it for finding and sorting.
    """

    person = Within("people.Person", related_name="own_values")
    field = Within("fields.Field", related_name="values")
    part = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    key = models.CharField(max_length=80, db_collation="C")
    number = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    source = models.CharField(max_length=10)
    # The import that wrote it, as long as nobody has written it anew: undoing takes it back.
    source_run = models.UUIDField(null=True)
    written_on = models.DateField()
    forget_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "person", "field", "part"], name="fields_value_once_per_part"
            )
        ]
        indexes = [
            models.Index(fields=["association_id", "field", "key", "person"], name="fields_value_by_key"),
            models.Index(
                fields=["association_id", "field", "number", "person"],
                name="fields_value_by_number",
                condition=models.Q(number__isnull=False),
            ),
            models.Index(
                fields=["association_id", "field", "day", "person"],
                name="fields_value_by_day",
                condition=models.Q(day__isnull=False),
            ),
            models.Index(
                fields=["association_id", "forget_on"],
                name="fields_value_to_forget",
                condition=models.Q(forget_on__isnull=False),
            ),
        ]


class SealedFieldValue(AssociationModel):
    """
    What a sensitive own field holds about a person, sealed under the person's key.

    `hidden_key` is a keyed hash of an answer where there are only a few to choose from; empty where the value
    can be read by nobody who filters.
    """

    person = Within("people.Person", related_name="sealed_own_values")
    field = Within("fields.Field", related_name="sealed_values")
    part = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField()
    hidden_key = models.BinaryField()
    source = models.CharField(max_length=10)
    # The import that wrote it, as long as nobody has written it anew: undoing takes it back.
    source_run = models.UUIDField(null=True)
    written_on = models.DateField()
    forget_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "person", "field", "part"], name="fields_sealed_once_per_part"
            )
        ]
        indexes = [
            models.Index(fields=["association_id", "field", "hidden_key"], name="fields_sealed_by_key"),
            models.Index(
                fields=["association_id", "forget_on"],
                name="fields_sealed_to_forget",
                condition=models.Q(forget_on__isnull=False),
            ),
        ]


class BuiltInField(AssociationModel):
    """How the association uses a built-in field, where it differs from what is usual."""

    code = models.CharField(max_length=40, db_collation="C")
    officers = models.CharField(max_length=10, choices=USES)
    member = models.CharField(max_length=10, choices=USES)
    joining = models.CharField(max_length=10, choices=USES)
    helps = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "code"], name="fields_built_in_one_code")
        ]


class OwnText(AssociationModel):
    """The association's own words in one place and one language."""

    place = models.CharField(max_length=40, db_collation="C")
    language = models.CharField(max_length=8, db_collation="C")
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "place", "language"], name="fields_text_one_per_language"
            )
        ]
