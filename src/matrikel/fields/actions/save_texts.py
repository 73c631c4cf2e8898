"""Write the association's own words for a few places."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.fields.models import OwnText
from matrikel.fields.rules import texts as rules
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


class TextRefused(Refusal):
    """A text is too long for its place; `place` and `language` say which one."""

    def __init__(self, message: str, *, place: str, language: str) -> None:
        super().__init__(message)
        self.place, self.language = place, language


@action
def save_texts(*, texts: Mapping[tuple[str, str], str], actor: Actor, at: datetime) -> int:
    """
    Write texts by place and language and return how many changed; an empty one brings back what is usual.

    :raises TextRefused: a text is too long, or not one line where there is room for one.
    :raises NotFound: there is no such place.
    """
    one_at_a_time("own texts")
    mine = {"association_id": current_association()}
    stored = {(row.place, row.language): row for row in OwnText.objects.filter(**mine)}
    changed = []
    for (place, language), text in texts.items():
        if place not in rules.PLACE_CODES:
            raise NotFound
        body = text.replace("\r\n", "\n").replace("\x00", "").strip()
        if len(body) > rules.longest(place):
            raise TextRefused(
                _("At most %(longest)s characters fit here.") % {"longest": rules.longest(place)},
                place=place,
                language=language,
            )
        if rules.is_one_line(place) and "\n" in body:
            body = " ".join(body.split())
        before = stored.get((place, language))
        if (before.body if before else "") == body:
            continue
        changed.append((place, language, body))
        OwnText.objects.filter(**mine, place=place, language=language).delete()
    OwnText.objects.bulk_create(
        OwnText(id=new_id(), **mine, place=place, language=language, body=body)
        for place, language, body in changed
        if body
    )
    if changed:
        header = {"texts": [f"{place}.{language}" for place, language, _body in changed]}
        record(acts=[Act(action="fields.texts_saved", header=header)], actor=actor, at=at)
    return len(changed)
