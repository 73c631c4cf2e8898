"""Take tags off the association's list, and off everybody who carries them; or let another tag take their place."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.actions.save_tags import TagRefused
from matrikel.people.models import PersonTag, Tag, TextToReview


@action
def remove_tags(*, tag_ids: Sequence[UUID], into: UUID | None = None, actor: Actor, at: datetime) -> None:
    """
    Remove tags; with `into`, whoever carried one of them carries that tag afterwards.

    :raises NotFound: a tag does not exist in this association.
    :raises TagRefused: a tag would be merged into itself.
    """
    association_id, wanted = current_association(), set(tag_ids)
    if into in wanted:
        raise TagRefused(_("A tag cannot be merged into itself."))
    named = wanted | ({into} if into else set())
    # Locked, so that nobody is given a tag while it goes.
    found = Tag.objects.select_for_update().filter(association_id=association_id, id__in=named).order_by("id")
    if len(found) != len(named):
        raise NotFound
    if into is not None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_persontag (id, association_id, tag_id, person_id)"
                " SELECT gen_random_uuid(), association_id, %(into)s, person_id FROM people_persontag"
                " WHERE association_id = %(association)s AND tag_id = ANY (%(tags)s)"
                " GROUP BY association_id, person_id ON CONFLICT DO NOTHING",
                {"into": into, "association": association_id, "tags": list(wanted)},
            )
    mine = {"association_id": association_id}
    PersonTag.objects.filter(**mine, tag_id__in=wanted).delete()
    TextToReview.objects.filter(**mine, place=TextToReview.Place.TAG, row_id__in=wanted).delete()
    Tag.objects.filter(**mine, id__in=wanted).delete()
    header: dict[str, object] = {"tags": sorted(str(tag_id) for tag_id in wanted)}
    if into is not None:
        header["into"] = str(into)
    what = "people.tags_merged" if into else "people.tags_removed"
    record(acts=[Act(action=what, header=header)], actor=actor, at=at)
