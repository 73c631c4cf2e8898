"""The demonstration's letter box: what would have gone to somebody's mail is read here, and nowhere else."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.mail.queries.letters import LetterInBox, list_boxed
from matrikel.mail.queries.notices import MOST_SHOWN, NoticeInBox, is_demonstration, list_box
from matrikel.mail.rules.content import kind_of
from matrikel.organisations.queries import list_slugs
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.requests import Request


@transaction.non_atomic_requests
@require_safe
@open_to_everyone
def letter_box(request: Request) -> HttpResponse:
    """
    Show the newest letters of the installation, and those of its associations that somebody without a role opens.

    Outside a demonstration there is no such page.
    """
    with transaction.atomic():
        if not is_demonstration():
            raise NotFound
        found: list[NoticeInBox | LetterInBox] = [*list_box()]
        associations = {association_id for _slug, association_id in list_slugs()}
    for association_id in associations:
        with association_scope(association_id), transaction.atomic():
            found += list_boxed(most=MOST_SHOWN)
    found.sort(key=lambda letter: (letter.queued_at, letter.id), reverse=True)
    letters = [
        {
            "notice": letter,
            "blocks": [{"kind": kind_of(block), "block": block} for block in letter.written.content.blocks],
        }
        for letter in found[:MOST_SHOWN]
    ]
    with timezone.override(ZoneInfo(settings.HOST_TIME_ZONE)):
        return render(request, "front/letter_box.html", {"letters": letters})
