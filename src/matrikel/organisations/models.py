"""Associations, branches, affiliations, and the countries whose rules they follow."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from matrikel.kernel.ids import new_id
from matrikel.kernel.models import AssociationModel, Within


class Country(models.Model):
    """A country's rules as rows with validity dates; law changes, code should not."""

    class NationalNumberRule(models.TextChoices):
        IF_JUSTIFIED = "IF_JUSTIFIED"
        LAW_OR_CONSENT = "LAW_OR_CONSENT"
        FORBIDDEN = "FORBIDDEN"
        RESTRICTED = "RESTRICTED"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=2, db_collation="C")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    currency = models.CharField(max_length=3)
    default_language = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=64)
    voucher_years = models.PositiveSmallIntegerField()
    book_years = models.PositiveSmallIntegerField()
    national_number = models.CharField(max_length=16, choices=NationalNumberRule.choices)
    child_consent_age = models.PositiveSmallIntegerField()
    authority = models.CharField(max_length=64)
    breach_hours = models.PositiveSmallIntegerField()
    source = models.TextField()
    reviewed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="organisations_country_one_row_per_date"
            )
        ]


class Host(models.Model):
    """The first part of an address, and the association to which it leads."""

    slug = models.SlugField(primary_key=True, max_length=40, db_collation="C")
    leads_to = models.UUIDField(unique=True)


class Association(models.Model):
    """A legal entity that is controller for its members' data; its id is every row's `association_id`."""

    class Kind(models.TextChoices):
        SPORT = "SPORT"
        HOBBY = "HOBBY"
        CULTURE = "CULTURE"
        PATIENT = "PATIENT"
        UNION = "UNION"
        BELIEF = "BELIEF"
        LOCAL = "LOCAL"
        FEDERATION = "FEDERATION"
        CLUB = "CLUB"

    class Profile(models.TextChoices):
        GENERAL = "GENERAL"
        CONVICTION = "CONVICTION"
        HEALTH = "HEALTH"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=40, db_collation="C")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    profile = models.CharField(max_length=16, choices=Profile.choices)
    country = models.CharField(max_length=2, db_collation="C")
    language = models.CharField(max_length=8)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    currency = models.CharField(max_length=3)
    time_zone = models.CharField(max_length=64)
    colour = models.CharField(max_length=7, blank=True)
    calls_itself = models.CharField(max_length=40, blank=True)
    names = models.JSONField(default=dict)
    modules = ArrayField(models.CharField(max_length=24), default=list)
    logo_digest = models.CharField(max_length=64, db_collation="C", blank=True)
    help_name = models.CharField(max_length=200, blank=True)
    help_email = models.CharField(max_length=254, blank=True)
    help_phone = models.CharField(max_length=40, blank=True)
    help_url = models.CharField(max_length=200, blank=True)
    set_up_steps = ArrayField(models.CharField(max_length=16), default=list)
    set_up_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)


class Logo(AssociationModel):
    """An association's logo, drawn anew from what was uploaded; `digest` names the very picture in its address."""

    image = models.BinaryField()
    digest = models.CharField(max_length=64, db_collation="C")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id"], name="organisations_logo_one_per_association")
        ]


class Unit(AssociationModel):
    """A branch, section or district inside one association; the tree has any depth."""

    parent = Within("organisations.Unit", null=True, related_name="children")
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict)
    sort_key = models.CharField(max_length=240, db_collation="C")
    closed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "parent", "name"],
                name="organisations_unit_one_name_per_parent",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="organisations_unit_not_its_own_parent"
            ),
        ]
        indexes = [models.Index(fields=["association_id", "parent"], name="organisations_unit_children")]


class Affiliation(AssociationModel):
    """A membership of one association in another (club → district → federation), from a date to a date."""

    upper_association_id = models.UUIDField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "upper_association_id", "starts_on"],
                name="organisations_affiliation_once_per_start",
            )
        ]
        indexes = [models.Index(fields=["upper_association_id"], name="organisations_affil_upper")]
