"""A tag for everybody, or for nobody any more."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from matrikel.bulkedits.kinds.base import NEW, Done, Kind, Values, is_to_be_made
from matrikel.bulkedits.kinds.made import is_asked_for
from matrikel.bulkedits.rules import Planned, compare
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.actions.remove_tags import remove_tags
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.actions.untag_people import untag_people
from matrikel.people.models import PersonTag, Tag


class AddTag(Kind):
    """
    Gives people the tag whose id is `tag`, or a new one called `new_name`.

    `concerns` are those of `free_text.ConcernKind` that the new name was kept in spite of, with commas between.
    """

    code = "tag_add"
    guards_version = False

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Whoever carries the tag already stays as they are; a new one nobody carries."""
        if is_to_be_made(values) and not values["tag"]:
            return {person_id: compare({"tag": ""}, {"tag": NEW}) for person_id in person_ids}
        return _planned(person_ids, values, wanted=values["tag"])

    def make(self, values: Values, *, actor: Actor, at: datetime) -> Values:
        """Put the new tag onto the association's list."""
        if not is_to_be_made(values):
            return values
        (tag_id,) = save_tags(tags=[TagEdit(name=values["new_name"])], actor=actor, at=at)
        if concerns := values.get("concerns", ""):
            kept = KeptText(place="TAG", row_id=tag_id, concerns=concerns.split(","))
            note_texts_to_review(texts=[kept], actor=actor, at=at)
        return {**values, "tag": str(tag_id)}

    def unmake(self, values: Values, *, actor: Actor, at: datetime) -> None:
        """Take the new tag off the list, unless somebody carries it or a saved selection asks for it."""
        if not is_to_be_made(values) or not values["tag"] or not _is_there(values):
            return
        tag_id = UUID(values["tag"])
        worn = PersonTag.objects.filter(association_id=current_association(), tag_id=tag_id)
        if not worn.exists() and not is_asked_for(tag_id):
            remove_tags(tag_ids=[tag_id], actor=actor, at=at)

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """Give it to them."""
        tagged = tag_people(person_ids=person_ids, tag_ids=[UUID(values["tag"])], actor=actor, at=at)
        return [Done(person_id=person_id, before={}) for person_id in tagged]

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Take it off those who still carry it; nothing can be done about a tag that is gone."""
        if not _is_there(values):
            return set()
        ids = [each.person_id for each in done]
        return set(untag_people(person_ids=ids, tag_ids=[UUID(values["tag"])], actor=actor, at=at))


class RemoveTag(Kind):
    """Takes the tag whose id is `tag` off people."""

    code = "tag_remove"
    guards_version = False

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Whoever does not carry the tag stays as they are."""
        return _planned(person_ids, values, wanted="")

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """Take it off them."""
        untagged = untag_people(person_ids=person_ids, tag_ids=[UUID(values["tag"])], actor=actor, at=at)
        return [Done(person_id=person_id, before={}) for person_id in untagged]

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Give it back to those who do not carry it again already; nothing can be done about a tag that is gone."""
        if not _is_there(values):
            return set()
        ids = [each.person_id for each in done]
        return set(tag_people(person_ids=ids, tag_ids=[UUID(values["tag"])], actor=actor, at=at))


def _is_there(values: Values) -> bool:
    return Tag.objects.filter(association_id=current_association(), id=UUID(values["tag"])).exists()


def _planned(person_ids: Sequence[UUID], values: Values, *, wanted: str) -> dict[UUID, Planned]:
    tag_id, association_id = UUID(values["tag"]), current_association()
    if not _is_there(values):
        raise NotFound
    carrying = set(
        PersonTag.objects.filter(
            association_id=association_id, tag_id=tag_id, person_id__in=person_ids
        ).values_list("person_id", flat=True)
    )
    return {
        person_id: compare({"tag": values["tag"] if person_id in carrying else ""}, {"tag": wanted})
        for person_id in person_ids
    }
