"""What exports do when others announce."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.dispatch import receiver

from matrikel.access.signals import access_ended, act_agreed
from matrikel.exports.actions.change_ceilings import raise_ceiling
from matrikel.exports.actions.end_shared_lists import end_shared_lists
from matrikel.exports.actions.withdraw_exports import withdraw_exports
from matrikel.exports.storage import find_open_about, withdraw
from matrikel.kernel.actors import Actor, automatic
from matrikel.kernel.scope import current_association
from matrikel.people.models import Person
from matrikel.people.signals import people_removed, whereabouts_hidden


@receiver(access_ended)
def withdraw_files_of_ended(
    sender: object, account_ids: Sequence[UUID], actor: Actor, at: datetime, **kwargs: object
) -> None:
    """Stop what those asked for and shared whose access has ended, in the same transaction."""
    withdraw_exports(account_ids=account_ids, actor=actor, at=at)
    end_shared_lists(account_ids=account_ids, actor=actor, at=at)


@receiver(act_agreed)
def raise_agreed_ceiling(
    sender: object, kind: str, concerns: Mapping[str, str], actor: Actor, at: datetime, **kwargs: object
) -> None:
    """Raise the ceiling to which a second officer has agreed."""
    if kind == "CEILING":
        raise_ceiling(
            ceiling=concerns["ceiling"],
            most=int(concerns["most"]),
            before=concerns["before"],
            actor=actor,
            at=at,
        )


@receiver(people_removed)
def withdraw_files_of_removed(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete the files in which people stand who are about to be removed."""
    withdraw(find_open_about(_subjects(person_ids)))


@receiver(whereabouts_hidden)
def withdraw_files_of_hidden(
    sender: object, person_ids: Sequence[UUID], at: datetime, **kwargs: object
) -> None:
    """Delete the files that may still tell where people are who become protected."""
    withdraw_exports(subjects=_subjects(person_ids), actor=automatic("exports.withdraw"), at=at)


def _subjects(person_ids: Sequence[UUID]) -> list[UUID]:
    found = Person.objects.filter(association_id=current_association(), id__in=list(person_ids))
    return list(found.values_list("audit_subject", flat=True))
