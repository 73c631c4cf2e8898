"""Decide how the built-in fields are used, and why they are asked in the association's own words."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.fields.models import BuiltInField
from matrikel.fields.rules.built_in import BuiltInUse, default_uses, is_possible
from matrikel.fields.rules.definitions import LONGEST_HELP
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action


class UseRefused(Refusal):
    """A built-in field cannot be used so; `code` names it."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


@action
def use_built_in(*, uses: Sequence[BuiltInUse], actor: Actor, at: datetime) -> int:
    """
    Write how built-in fields are used and return how many are used otherwise than before.

    What the register holds already stays where a field is no longer used; forms still show it so that it can go.

    :raises UseRefused: a field is always there, or cannot be required.
    """
    one_at_a_time("built-in fields")
    mine = {"association_id": current_association()}
    usual = {use.code: use for use in default_uses()}
    stored = {row.code: row for row in BuiltInField.objects.filter(**mine)}
    changed = []
    for use in uses:
        helps = {language: text.strip() for language, text in use.helps.items() if text.strip()}
        if not is_possible(use):
            raise UseRefused(_("This field cannot be used so."), code=use.code)
        if not all(is_line(text, LONGEST_HELP) for text in helps.values()):
            raise UseRefused(
                _("That is one line of at most %(longest)s characters.") % {"longest": LONGEST_HELP},
                code=use.code,
            )
        before = stored.get(use.code) or usual[use.code]
        now = (use.officers, use.member, use.joining, helps)
        if (before.officers, before.member, before.joining, dict(before.helps)) == now:
            continue
        row = stored.get(use.code) or BuiltInField(id=new_id(), **mine, code=use.code)
        row.officers, row.member, row.joining, row.helps = now
        changed.append(row)
    BuiltInField.objects.filter(**mine, id__in=[row.id for row in changed]).delete()
    BuiltInField.objects.bulk_create(changed)
    if changed:
        header = {"fields": sorted(row.code for row in changed)}
        record(acts=[Act(action="fields.built_in_used", header=header)], actor=actor, at=at)
    return len(changed)
