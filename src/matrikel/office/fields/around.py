"""What stands around the pages about fields and texts: the index of the settings."""

from typing import Any

from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.settings.parts import Part
from matrikel.office.settings.views import index_of


def around(request: OfficeRequest, part: Part) -> dict[str, Any]:
    """Return what the frame of the settings is told."""
    return {"part": part, "index": index_of(request, part), "settings_url": address(request, "settings")}
