"""Add tags to the association's list, or rename them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.people.models import Tag
from matrikel.people.rules.names import fold
from matrikel.people.rules.tags import LONGEST_KEY, LONGEST_TAG


class TagRefused(Refusal):
    """A tag cannot be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEdit:
    """A tag as it shall be called; without an id it is new."""

    name: str
    id: UUID | None = None


@action
def save_tags(*, tags: Sequence[TagEdit], actor: Actor, at: datetime) -> list[UUID]:
    """
    Add or rename tags and return their ids in the same order.

    :raises TagRefused: a name is empty, too long, or that of another tag.
    :raises NotFound: a tag does not exist in this association.
    """
    association_id = current_association()
    known = {
        tag.id: tag
        for tag in Tag.objects.select_for_update().filter(
            association_id=association_id, id__in=[edit.id for edit in tags if edit.id]
        )
    }
    ids: list[UUID] = []
    added: list[Tag] = []
    renamed: list[Tag] = []
    differences: list[Change] = []
    for edit in tags:
        name = " ".join(edit.name.split())
        if not is_line(name, LONGEST_TAG) or not 1 <= len(fold(name)) <= LONGEST_KEY:
            raise TagRefused(_("A tag is one to forty characters on one line."))
        tag = known.get(edit.id) if edit.id else Tag(id=new_id(), association_id=association_id)
        if tag is None:
            raise NotFound
        ids.append(tag.id)
        if edit.id is None:
            added.append(tag)
        elif tag.name != name:
            renamed.append(tag)
            differences.append(Change(subject=None, values={"name": (tag.name, name)}))
        tag.name, tag.name_key = name, fold(name)
    try:
        Tag.objects.bulk_create(added)
        Tag.objects.bulk_update(renamed, ["name", "name_key"])
    except IntegrityError as error:
        if "people_tag_one_per_name" in str(error):
            raise TagRefused(_("There is a tag of that name already.")) from error
        raise
    acts = []
    if added:
        acts.append(Act(action="people.tags_added", header={"tags": [str(tag.id) for tag in added]}))
    if renamed:
        header = {"tags": [str(tag.id) for tag in renamed]}
        acts.append(Act(action="people.tags_renamed", header=header, changes=differences))
    record(acts=acts, actor=actor, at=at)
    return ids
