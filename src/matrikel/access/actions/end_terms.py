"""End roles before or on the day that was thought of; access ends with them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.access.actions.grant_terms import TermRefused
from matrikel.access.models import ReviewedTerm, Term
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import NotFound
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def end_terms(*, term_ids: Sequence[UUID], ends_on: date, actor: Actor, at: datetime) -> int:
    """
    End terms, `ends_on` being the first day on which they are over, and return how many were ended.

    :raises TermRefused: nobody would be left who may give roles.
    :raises NotFound: a term does not exist in this association.
    """
    association_id = current_association()
    one_at_a_time("terms")
    terms = list(
        Term.objects.filter(association_id=association_id, id__in=list(term_ids)).select_related("role")
    )
    if len(terms) != len(set(term_ids)):
        raise NotFound
    ended = [term for term in terms if term.ends_on is None or term.ends_on > ends_on]
    lasting = Term.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=ends_on),
        unit=None,
        association_id=association_id,
        starts_on__lte=ends_on,
        role__rights__contains=[Right.ROLES_EDIT.value],
    ).exclude(id__in=[term.id for term in ended])
    takes_keys = any(Right.ROLES_EDIT.value in term.role.rights for term in ended)
    if takes_keys and not lasting.exists():
        raise TermRefused(
            _("Somebody must be left who may give roles. Give somebody else such a role first.")
        )
    # What would end before it has begun was never held.
    never = [term for term in ended if term.starts_on >= ends_on]
    ReviewedTerm.objects.filter(association_id=association_id, term__in=never).delete()
    Term.objects.filter(association_id=association_id, id__in=[term.id for term in never]).delete()
    shorter = [term for term in ended if term.starts_on < ends_on]
    for term in shorter:
        term.during = Range(term.starts_on, ends_on, "[)")
        term.shortened_at = at
    Term.objects.bulk_update(shorter, ["during", "shortened_at"])
    if ended:
        header = {"terms": [str(term.id) for term in ended], "ends_on": ends_on.isoformat()}
        record(acts=[Act(action="access.terms_ended", header=header)], actor=actor, at=at)
    return len(ended)
