"""How the invented clubs look and speak: a drawn logo, a second language, and somebody who helps."""

import io
from dataclasses import replace
from math import cos, pi, sin

from PIL import Image, ImageDraw

from matrikel.organisations.rules import Settings
from matrikel.sandbox.federation import GeneratedClub

SIDE = 192
BLADES = 6
SECOND_NAMES = {
    "valonpisara": {"sv": "Kameraföreningen Ljusdroppen"},
    "fyren": {"fi": "Valokuvauskerho Majakka"},
}
UNIT_NAMES = {
    "valonpisara": {"Luontokuvaajat": {"sv": "Naturfotograferna"}, "Nuoret": {"sv": "Unga"}},
    "nordljus": {"Suomi": {"sv": "Finland", "en": "Finland"}, "Sverige": {"fi": "Ruotsi", "en": "Sweden"}},
}


def dressed(settings: Settings, club: GeneratedClub) -> Settings:
    """Return an association's settings as the club would have made them."""
    names = SECOND_NAMES.get(club.slug, {})
    return replace(
        settings,
        colour=club.colour,
        calls_itself=club.calls_itself,
        names=names,
        languages=(club.language, *names),
        help_name="Inga Hjelm" if club.slug in ("nordljus", "blandaren") else "",
        help_email="hjalp@example.org" if club.slug in ("nordljus", "blandaren") else "",
        help_phone="070-174 06 33" if club.slug in ("nordljus", "blandaren") else "",
    )


def draw_logo(club: GeneratedClub) -> bytes:
    """Return a PNG with the blades of a shutter in the club's colour."""
    large = SIDE * 2
    picture = Image.new("RGB", (large, large), club.colour)
    pen = ImageDraw.Draw(picture)
    middle = large / 2
    for blade in range(BLADES):
        angle = 2 * pi * blade / BLADES
        outer = (middle + 0.42 * large * cos(angle), middle + 0.42 * large * sin(angle))
        inner = (middle + 0.2 * large * cos(angle + 1.35), middle + 0.2 * large * sin(angle + 1.35))
        pen.line([outer, inner], fill="#ffffff", width=large // 32)
    edge = 0.08 * large
    pen.ellipse([edge, edge, large - edge, large - edge], outline="#ffffff", width=large // 32)
    out = io.BytesIO()
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()
