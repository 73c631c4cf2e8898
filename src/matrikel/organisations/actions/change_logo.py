"""Put an association's logo in place, drawn anew, or take it away."""

from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.formats import PictureProblem, PictureRefused, redraw
from matrikel.organisations.models import Association, Logo


class LogoRefused(Refusal):
    """The picture cannot be the logo; the message says why."""


@action
def change_logo(*, picture: bytes | None, actor: Actor, at: datetime) -> None:
    """
    Replace the current association's logo by a picture (the bytes of a file), or by none.

    :raises LogoRefused: it is not a picture that can be read safely, or it is too large.
    """
    association = Association.objects.select_for_update().get(id=current_association())
    if picture is None:
        Logo.objects.filter(association_id=association.id).delete()
        association.logo_digest = ""
    else:
        try:
            drawn = redraw(picture)
        except PictureRefused as refused:
            raise LogoRefused(_sentence(refused.problem)) from refused
        Logo.objects.update_or_create(
            association_id=association.id,
            defaults={
                "image": drawn.png,
                "digest": drawn.digest,
                "width": drawn.width,
                "height": drawn.height,
            },
        )
        association.logo_digest = drawn.digest
    association.save(update_fields=["logo_digest"])
    header = {"digest": association.logo_digest}
    record(acts=[Act(action="organisations.logo_changed", header=header)], actor=actor, at=at)


def _sentence(problem: PictureProblem) -> str:
    return {
        PictureProblem.TOO_LARGE: _("The file is larger than 2 MB. Save a smaller picture and choose that."),
        PictureProblem.VECTOR: _(
            "This is a drawing (SVG), which may carry programs. Save it as PNG and choose that file."
        ),
        PictureProblem.UNKNOWN: _("This is not a picture that can be read. Choose a PNG, JPEG or WebP file."),
        PictureProblem.TOO_MANY_PIXELS: _(
            "The picture has more than 16 million pixels. Save it smaller and choose that."
        ),
        PictureProblem.TOO_SMALL: _("The picture is smaller than 32 by 32 pixels. Choose a larger one."),
    }[problem]
