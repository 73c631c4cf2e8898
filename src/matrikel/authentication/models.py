"""What the installation keeps so that somebody can prove who they are; nothing of any association."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from matrikel.kernel.ids import new_id


class Session(AbstractBaseSession):
    """
    A browser that is signed in, or on the way there.

    `session_key` is a hash of what the browser holds, and `session_data` is sealed: with the table alone nobody
    can act as somebody else. `device` says in words what it is; no address of the network is kept. `seen_at` stops
    when whoever sees others has been away for too long, `used_at` is the last page of any kind.
    """

    id = models.UUIDField(unique=True, default=new_id, editable=False)
    account = models.ForeignKey("access.Account", null=True, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(max_length=60, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)


class Challenge(models.Model):
    """
    Something that was asked and can be answered once: a code that was sent, a passkey that was called for.

    `account` is empty until the job has found whose address was typed, and stays so where nobody signs in with it:
    then no answer is right. Only a keyed hash of the answer is kept. `sealed` is what the answer is about: a new
    address, or until the job has run the one that was typed; once the address was changed, for a week the old one.
    """

    class Kind(models.TextChoices):
        CODE = "CODE"
        PASSKEY = "PASSKEY"
        NEW_ADDRESS = "NEW_ADDRESS"
        EID = "EID"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices, db_collation="C")
    account = models.ForeignKey("access.Account", null=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, blank=True, db_collation="C")
    answer_hash = models.BinaryField(null=True, unique=True)
    sealed = models.BinaryField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="authentication_challenge_old")]


class KnownBrowser(models.Model):
    """A browser in which somebody has signed in before; until `remembered_until` it stands in for the second step."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    secret_hash = models.BinaryField()
    device = models.CharField(max_length=60, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    remembered_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "secret_hash"], name="authentication_browser_once_per_account"
            )
        ]
        # Limits ask whose browser it is before they know of any account.
        indexes = [models.Index(fields=["secret_hash"], name="authentication_browser_held")]


class RateCounter(models.Model):
    """How often something was tried in a stretch of time; `name_hash` is a keyed hash of who or from where."""

    name_hash = models.BinaryField(primary_key=True)
    tries = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="authentication_counter_old")]


class Draft(models.Model):
    """
    A filled-in form, sealed, for half an hour, for its author alone.

    It met a door that asked for a proof first, or was answered by a page to which its author may go back.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="authentication_draft_old")]


class FactorReset(models.Model):
    """Somebody's second steps, to be taken away because they are lost: at once with two officers, else a day later."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField("access.Account", on_delete=models.CASCADE, related_name="+")
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # In which the owner is told where the account has no language: first that it was asked for, then that it happened.
    language = models.CharField(max_length=8, blank=True, db_collation="C")


class EidLink(models.Model):
    """
    An eID that signs in to an account, since its owner said so once.

    Whose eID it is stands here only as a keyed hash of what the broker calls somebody, which may be an identity
    number. `eid` is the kind (`broker/code`), `acr` how sure the broker was when it was last shown.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, related_name="+")
    eid = models.CharField(max_length=63, db_collation="C")
    subject_hash = models.BinaryField(unique=True)
    acr = models.CharField(max_length=200, db_collation="C")
    linked_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
