"""Keep, replace or forget the portraits of persons, drawn anew and sealed under each person's key."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import Place, seal
from matrikel.organisations.formats import PictureProblem, PictureRefused
from matrikel.people.formats import draw_portrait
from matrikel.people.models import Person, Portrait
from matrikel.people.storage import PORTRAIT_COLUMN


class PortraitRefused(Refusal):
    """The picture cannot be a portrait; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPortrait:
    """A person's picture as the bytes of a file; none forgets the picture that there was."""

    person_id: UUID
    picture: bytes | None


@action
def set_portraits(*, portraits: Sequence[NewPortrait], actor: Actor, at: datetime) -> None:
    """
    Put portraits in the place of those that there were.

    :raises PortraitRefused: a file is no picture that can be read safely, or too large.
    :raises NotFound: a person does not exist in this association.
    """
    association_id = current_association()
    wanted = {portrait.person_id: portrait.picture for portrait in portraits}
    subjects = dict(
        Person.objects.filter(association_id=association_id, id__in=wanted).values_list("id", "audit_subject")
    )
    if len(subjects) != len(wanted):
        raise NotFound
    drawn = {person_id: _drawn(picture) for person_id, picture in wanted.items() if picture is not None}
    Portrait.objects.filter(association_id=association_id, person_id__in=wanted).delete()
    ids = {person_id: new_id() for person_id in drawn}
    # As text, because what a person takes out about oneself is text.
    sealed = seal(
        [
            (
                Place(column=PORTRAIT_COLUMN, row=ids[person_id], subject=subjects[person_id]),
                b64encode(picture),
            )
            for person_id, picture in drawn.items()
        ]
    )
    rows = [
        (ids[person_id], association_id, person_id, value, at)
        for person_id, value in zip(drawn, sealed, strict=True)
    ]
    insert_many(Portrait, ["id", "association_id", "person_id", "sealed", "added_at"], rows)
    act = Act(
        action="people.portrait_changed",
        subjects=list(subjects.values()),
        header={"kept": len(drawn), "forgotten": len(wanted) - len(drawn)},
    )
    record(acts=[act], actor=actor, at=at)


def _drawn(picture: bytes) -> bytes:
    try:
        return draw_portrait(picture)
    except PictureRefused as refused:
        raise PortraitRefused(_sentence(refused.problem)) from refused


def _sentence(problem: PictureProblem) -> str:
    return {
        PictureProblem.TOO_LARGE: _("The file is larger than 12 MB. Save a smaller picture and choose that."),
        PictureProblem.VECTOR: _(
            "This is a drawing (SVG), which may carry programs. Save it as PNG and choose that file."
        ),
        PictureProblem.UNKNOWN: _("This is not a picture that can be read. Choose a PNG, JPEG or WebP file."),
        PictureProblem.TOO_MANY_PIXELS: _(
            "The picture has too many pixels. Save it smaller and choose that."
        ),
        PictureProblem.TOO_SMALL: _("The picture is smaller than 32 by 32 pixels. Choose a larger one."),
    }[problem]
