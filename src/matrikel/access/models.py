"""Sign-ins of the installation, and the roles and terms through which they reach an association."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.utils.crypto import salted_hmac

from matrikel.kernel.ids import new_id
from matrikel.kernel.models import AssociationModel, Outward, Within


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account with this e-mail address."""
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who signs in to this installation; holds nothing that an association stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.CharField(max_length=320, unique=True, db_collation="C")
    display_name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    auth_epoch = models.PositiveIntegerField(default=0)
    # In which letters are written; empty until somebody has chosen one, was invited in one, or has signed in.
    language = models.CharField(max_length=8, blank=True, default="", db_collation="C")

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    # A step of the epoch makes every session of the account worthless at its next request, on every device.
    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        value = f"{self.password}|{self.auth_epoch}"
        return salted_hmac("matrikel.access.Account", value, secret=secret, algorithm="sha256").hexdigest()


class SignInLink(models.Model):
    """A link that signs in once; only a hash of its secret is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.BinaryField(unique=True)
    lands_on = models.CharField(max_length=100)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Operator(models.Model):
    """Somebody who runs this installation for its associations, and sees nothing of their people."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="+")
    granted_at = models.DateTimeField()


class Invitation(models.Model):
    """An invitation to bring an association here; its link works once, and only a hash of its secret is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.CharField(max_length=320, db_collation="C")
    language = models.CharField(max_length=8)
    country = models.CharField(max_length=2, db_collation="C")
    secret_hash = models.BinaryField(unique=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    became = models.UUIDField(null=True)


class Role(AssociationModel):
    """What somebody may do: a name and the rights that it carries."""

    code = models.CharField(max_length=40, db_collation="C")
    rights = ArrayField(models.CharField(max_length=40), default=list)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "code"], name="access_role_one_code")
        ]


class Term(AssociationModel):
    """A role held from a date until a date; access ends with it."""

    account = Outward("access.Account", related_name="+")
    person = Within("people.Person", null=True, related_name="+")
    role = Within("access.Role", related_name="terms")
    unit = Within("organisations.Unit", null=True, related_name="+")
    during = DateRangeField()
    starts_on = models.GeneratedField(
        expression=models.Func(models.F("during"), function="lower"),
        output_field=models.DateField(),
        db_persist=True,
    )
    ends_on = models.GeneratedField(
        expression=models.Func(models.F("during"), function="upper"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    decided_by = models.CharField(max_length=120, blank=True)
    # When somebody last brought its end forward; a term that ends as it was given has none.
    shortened_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "account"], name="access_term_of_account"),
            models.Index(fields=["account"], name="access_term_any_association"),
            # Who holds a role today, without reading whoever held it once.
            models.Index(fields=["association_id", "role", "ends_on"], name="access_term_of_role_until"),
            models.Index(fields=["association_id", "person"], name="access_term_of_person"),
        ]


class TermInvitation(AssociationModel):
    """
    A role that waits for whoever was invited to it: the letter's link works once, and only a hash of it is stored.

    Without a hash the letter has not left yet, because a second officer has to agree first.
    """

    email = models.CharField(max_length=320, db_collation="C")
    display_name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, db_collation="C")
    role = Within("access.Role", related_name="+")
    unit = Within("organisations.Unit", null=True, related_name="+")
    person = models.UUIDField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=120, blank=True)
    secret_hash = models.BinaryField(null=True)
    invited_by = models.UUIDField(null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "secret_hash"], name="access_terminvitation_one_secret"
            )
        ]
        indexes = [models.Index(fields=["association_id", "role"], name="access_terminvitation_of_role")]


class PendingAct(AssociationModel):
    """
    An act that one officer alone may not do: a second agrees, or, where there is none, a day passes.

    `concerns` holds ids and codes only; what is about somebody of the register goes with that `person`. With
    `waits_until` nobody else could agree when it was asked for. To be told a name is done by whoever asked, once that
    was agreed to.
    """

    GOES_WITH_PERSON: ClassVar = {"pk__isnull": False}

    class Kind(models.TextChoices):
        INVITE = "INVITE"
        ROLE = "ROLE"
        LIFT = "LIFT"
        REVEAL = "REVEAL"
        CEILING = "CEILING"
        # These two stand under the installation; what was agreed to is then done on the server, once (`used_at`).
        HOST = "HOST"
        KEYS = "KEYS"

    kind = models.CharField(max_length=8, choices=Kind.choices, db_collation="C")
    concerns = models.JSONField(default=dict)
    person = Within("people.Person", null=True, related_name="+")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    waits_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["association_id", "asked_at"],
                name="access_pendingact_waiting",
                condition=models.Q(done_at=None, cancelled_at=None),
            ),
            models.Index(fields=["association_id", "person"], name="access_pendingact_of_person"),
        ]


class RightUse(AssociationModel):
    """The last day on which an account used a right."""

    account = models.UUIDField()
    right = models.CharField(max_length=40, db_collation="C")
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "account", "right"], name="access_rightuse_one_per_right"
            )
        ]


class Review(AssociationModel):
    """The yearly round about who has access: what nobody has confirmed by its last day ends with it."""

    started_at = models.DateTimeField()
    started_by = models.UUIDField(null=True)
    ends_on = models.DateField()
    noted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["association_id", "-started_at"], name="access_review_newest_first")]


class ReviewedTerm(AssociationModel):
    """
    A term in a round; while it is asked about, it ends with the round.

    `was_until` is where it ended before, and where it ends again once it is confirmed.
    """

    class Answer(models.TextChoices):
        KEPT = "KEPT"
        ENDED = "ENDED"

    review = Within("access.Review", related_name="terms")
    term = Within("access.Term", related_name="+")
    was_until = models.DateField(null=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, db_collation="C")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "review", "term"], name="access_reviewedterm_once"
            )
        ]
        indexes = [models.Index(fields=["association_id", "term"], name="access_reviewedterm_of_term")]
