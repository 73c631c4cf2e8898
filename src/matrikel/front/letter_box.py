"""The demonstration's letter box: what would have gone to somebody's mail is read here, and nowhere else."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from matrikel.kernel.errors import NotFound
from matrikel.mail.queries.notices import is_demonstration, list_box
from matrikel.mail.rules.content import kind_of
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.requests import Request


@require_safe
@open_to_everyone
def letter_box(request: Request) -> HttpResponse:
    """Show the newest letters of the installation; outside a demonstration there is no such page."""
    if not is_demonstration():
        raise NotFound
    letters = [
        {
            "notice": notice,
            "blocks": [{"kind": kind_of(block), "block": block} for block in notice.written.content.blocks],
        }
        for notice in list_box()
    ]
    with timezone.override(ZoneInfo(settings.HOST_TIME_ZONE)):
        return render(request, "front/letter_box.html", {"letters": letters})
