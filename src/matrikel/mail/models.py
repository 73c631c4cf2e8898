"""Letters of associations and notices of the installation: sealed words, and facts about their way."""

from django.db import models

from matrikel.kernel.ids import new_id, new_opaque_id
from matrikel.kernel.models import AssociationModel, Within


class Outgoing(models.Model):
    """
    What letters and notices share: when they were queued, and what became of them.

    There is no state: `rules.state_of` computes it from these facts. `answer` is the mail server's code
    (`550 5.1.1`), never its words, which repeat the address. `claimed_until` keeps other workers from bothering;
    what keeps a letter from leaving twice is the lock on its row.
    """

    class Way(models.TextChoices):
        SMTP = "SMTP"
        BOX = "BOX"

    kind = models.CharField(max_length=64, db_collation="C")
    language = models.CharField(max_length=8, db_collation="C")
    sealed = models.BinaryField(null=True)
    message_id = models.UUIDField(default=new_opaque_id, editable=False)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    went_by = models.CharField(max_length=4, choices=Way.choices, blank=True, db_collation="C")
    given_up_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, blank=True, db_collation="C")
    answer = models.CharField(max_length=16, blank=True, db_collation="C")

    class Meta:
        abstract = True


def _at_most_one_end(*columns: str) -> models.BaseConstraint:
    counted = models.Func(*columns, function="num_nonnulls", output_field=models.IntegerField())
    return models.CheckConstraint(
        condition=models.lookups.LessThanOrEqual(counted, 1),
        name=f"mail_{'letter' if 'held_at' in columns else 'notice'}_ends_once",
    )


DUE_LETTER = models.Q(sent_at=None, given_up_at=None, held_at=None, stopped_at=None)
"""Letters that are still to be tried."""

DUE_NOTICE = models.Q(sent_at=None, given_up_at=None)
"""Notices that are still to be tried."""


class Letter(Outgoing, AssociationModel):
    """A letter of an association to one address, sealed under the person's key where there is a person."""

    person = Within("people.Person", null=True, related_name="letters")
    # A keyed hash of the address: for finding the letters to one address without keeping it open.
    address_key = models.BinaryField()
    held_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "message_id"], name="mail_letter_one_message"),
            _at_most_one_end("sent_at", "given_up_at", "held_at", "stopped_at"),
        ]
        indexes = [
            models.Index(fields=["association_id", "-queued_at", "-id"], name="mail_letter_newest_first"),
            models.Index(fields=["association_id", "person", "-queued_at"], name="mail_letter_of_person"),
            models.Index(fields=["association_id", "address_key"], name="mail_letter_to_address"),
            models.Index(fields=["message_id"], name="mail_letter_by_message"),
            models.Index(
                fields=["association_id", "next_try_at", "id"], name="mail_letter_due", condition=DUE_LETTER
            ),
            models.Index(
                fields=["association_id", "-queued_at"],
                name="mail_letter_in_trouble",
                condition=models.Q(given_up_at__isnull=False) | models.Q(returned_at__isnull=False),
            ),
        ]


class Attachment(AssociationModel):
    """A file that goes with a letter: its name, kind and bytes sealed together, under the letter's key."""

    letter = Within("mail.Letter", related_name="attachments")
    position = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "letter", "position"], name="mail_attachment_one_per_position"
            )
        ]


class LetterHead(AssociationModel):
    """How an association's letters are signed: who they come from, where answers go, what stands at the foot."""

    sender_name = models.CharField(max_length=80, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    postal_address = models.CharField(max_length=200, blank=True)
    closing = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id"], name="mail_letterhead_one_per_association")
        ]


class Notice(Outgoing):
    """A letter of the installation itself, to a sign-in or to somebody invited, sealed under the installation's key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.UUIDField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message_id"], name="mail_notice_one_message"),
            _at_most_one_end("sent_at", "given_up_at"),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="mail_notice_due", condition=DUE_NOTICE),
            models.Index(fields=["-queued_at", "-id"], name="mail_notice_newest_first"),
            models.Index(fields=["account"], name="mail_notice_of_account"),
        ]
