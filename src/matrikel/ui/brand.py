"""How an association shows itself: its name, its mark and the sheet with its colour."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from matrikel.ui.shell import initials


@dataclass(frozen=True, kw_only=True, slots=True)
class Brand:
    """What pages of an association carry at their head; empty addresses stand for our own colours and initials."""

    name: str
    initials: str
    sheet_url: str = ""
    logo_url: str = ""


def brand_of(*, slug: str, name: str, colour: str, logo_digest: str) -> Brand:
    """Return the brand of an association; what its addresses carry changes with what they lead to."""
    sheet = reverse("looks:sheet", kwargs={"association": slug}) if colour else ""
    logo = reverse("looks:logo", kwargs={"association": slug}) if logo_digest else ""
    return Brand(
        name=name,
        initials=initials(name),
        sheet_url=f"{sheet}?v={colour.lstrip('#')}" if sheet else "",
        logo_url=f"{logo}?v={logo_digest[:16]}" if logo else "",
    )
