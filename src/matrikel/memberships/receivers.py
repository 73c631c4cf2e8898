"""Gives a new association its usual membership types, and hides the branches of protected people."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q
from django.dispatch import receiver

from matrikel.fields.signals import exits_asked
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.memberships import rules
from matrikel.memberships.models import Membership, MembershipType
from matrikel.organisations.queries import AssociationDetails, list_units
from matrikel.organisations.rules.set_up import SetUpStep
from matrikel.organisations.signals import association_created, association_recast
from matrikel.people.rules.names import fold
from matrikel.people.signals import whereabouts_hidden, whereabouts_shown


@receiver(association_created)
def give_membership_types(
    sender: object, association: AssociationDetails, at: datetime, **kwargs: object
) -> None:
    """Write the usual membership types of the country and the kind in the association's language."""
    MembershipType.objects.bulk_create(_usual_types(association))


@receiver(association_recast)
def give_other_types(
    sender: object, association: AssociationDetails, before: AssociationDetails, **kwargs: object
) -> None:
    """While an association is being set up, propose the types anew as long as nobody has one."""
    kept = (association.country, association.kind, association.language)
    if association.set_up_at is not None or kept == (before.country, before.kind, before.language):
        return
    # Whoever has answered the question about types keeps her answer.
    if SetUpStep.TYPES in association.set_up_steps:
        return
    if Membership.objects.filter(association_id=association.id).exists():
        return
    MembershipType.objects.filter(association_id=association.id).delete()
    MembershipType.objects.bulk_create(_usual_types(association))


def _usual_types(association: AssociationDetails) -> list[MembershipType]:
    types = []
    usual = rules.default_types(association.country, association.kind)
    for position, default in enumerate(usual):
        name = default.names.get(association.language, default.names["en"])
        types.append(
            MembershipType(
                id=new_id(),
                association_id=association.id,
                name=name,
                names={
                    code: found
                    for code, found in default.names.items()
                    if code in association.written_languages and code != association.language
                },
                name_key=fold(name),
                kind=default.key.value,
                from_age=default.from_age,
                to_age=default.to_age,
                may_vote=default.may_vote,
                counted_upward=default.is_counted_above,
                position=position,
            )
        )
    return types


@receiver(whereabouts_hidden)
def hide_branches(
    sender: object, person_ids: Sequence[UUID], **kwargs: object
) -> dict[UUID, dict[str, dict[str, str]]]:
    """Take the branch out of the memberships of people who become protected: it tells where they are."""
    own = Membership.objects.filter(
        association_id=current_association(), person_id__in=person_ids, unit__isnull=False
    )
    taken: dict[UUID, dict[str, dict[str, str]]] = {}
    for membership_id, person_id, unit_id in own.values_list("id", "person_id", "unit_id"):
        by_room = taken.setdefault(person_id, {"memberships": {}})
        by_room["memberships"][str(membership_id)] = str(unit_id)
    own.update(unit=None)
    return taken


@receiver(whereabouts_shown)
def show_branches(sender: object, elsewhere: Mapping[UUID, Mapping[str, Any]], **kwargs: object) -> None:
    """Give the memberships of people who are no longer protected their branches back, where both still exist."""
    branches = {
        UUID(membership_id): UUID(unit_id)
        for by_room in elsewhere.values()
        for membership_id, unit_id in by_room.get("memberships", {}).items()
    }
    there = {unit.id for unit in list_units()}
    own = Membership.objects.filter(association_id=current_association(), id__in=list(branches), unit=None)
    restored = [membership for membership in own if branches[membership.id] in there]
    for membership in restored:
        membership.unit_id = branches[membership.id]
    Membership.objects.bulk_update(restored, ["unit"])


@receiver(exits_asked)
def tell_exits(sender: object, person_ids: Sequence[UUID], on: date, **kwargs: object) -> dict[UUID, date]:
    """Return since when former members are none any more; what was entered by mistake counts for nothing."""
    facts = Membership.objects.filter(association_id=current_association(), person_id__in=person_ids).exclude(
        end_reason="MISTAKE"
    )
    ended = facts.values("person_id").annotate(
        last=Max("ends_on"), going_on=Count("id", filter=Q(ends_on=None) | Q(ends_on__gt=on))
    )
    return {row["person_id"]: row["last"] for row in ended if not row["going_on"]}
