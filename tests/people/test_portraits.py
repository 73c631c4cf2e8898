"""A portrait is drawn anew, sealed under the person's key, and gone when it is taken away."""

import io
from base64 import b64decode
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.organisations.formats import PictureRefused
from matrikel.people.actions.set_portraits import NewPortrait, PortraitRefused, set_portraits
from matrikel.people.formats import SIDE, draw_portrait
from matrikel.people.models import Portrait
from matrikel.people.queries.portraits import open_portrait
from matrikel.privacy.actions.export_people import export_people
from tests.conftest import ACTOR, AT
from tests.factories.people import a_person, register


def picture(width: int = 900, height: int = 1200, *, kind: str = "JPEG", colour: str = "#8a5a0b") -> bytes:
    """Return a photograph as a camera makes it: it says where it was taken."""
    image, out, exif = Image.new("RGB", (width, height), colour), io.BytesIO(), Image.Exif()
    exif[0x010F] = "Kamera AB"
    exif.get_ifd(0x8825)[1] = "N"
    image.save(out, format=kind, **({"exif": exif, "comment": b"hemma hos Anna"} if kind == "JPEG" else {}))
    return out.getvalue()


def keep(person_id: UUID, file: bytes | None) -> None:
    set_portraits(portraits=[NewPortrait(person_id=person_id, picture=file)], actor=ACTOR, at=AT)


@pytest.fixture
def anna(association: UUID) -> UUID:
    (person_id,) = register(a_person("Anna", "Ek"))
    return person_id


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_portrait_is_a_small_square_without_a_word_of_the_camera(kind: str) -> None:
    drawn = draw_portrait(picture(kind=kind))
    image = Image.open(io.BytesIO(drawn))
    assert (image.format, image.size, len(image.getexif())) == ("JPEG", (SIDE, SIDE), 0)
    assert [word in drawn for word in (b"Kamera", b"hemma", b"Exif")] == [False] * 3


def test_a_large_photograph_is_taken_and_a_small_picture_stays_small() -> None:
    assert Image.open(io.BytesIO(draw_portrait(picture(6000, 4000)))).size == (SIDE, SIDE)
    assert Image.open(io.BytesIO(draw_portrait(picture(100, 140)))).size == (100, 100)


@given(st.binary(max_size=200))
def test_what_is_no_picture_is_refused_and_breaks_nothing(file: bytes) -> None:
    with pytest.raises(PictureRefused):
        draw_portrait(file)


def test_it_is_sealed_opens_for_the_person_and_is_replaced_and_taken_away(anna: UUID, viewer: Viewer) -> None:
    keep(anna, picture())
    first = open_portrait(person_id=anna, viewer=viewer)
    assert first not in bytes(Portrait.objects.get().sealed)
    keep(anna, picture(colour="#15605b"))
    assert (Portrait.objects.count(), open_portrait(person_id=anna, viewer=viewer) == first) == (1, False)
    keep(anna, None)
    with pytest.raises(NotFound):
        open_portrait(person_id=anna, viewer=viewer)


def test_a_file_that_is_no_picture_leaves_the_old_one_in_place(anna: UUID, viewer: Viewer) -> None:
    keep(anna, picture())
    with pytest.raises(PortraitRefused, match="not a picture"):
        keep(anna, b"%PDF-1.7")
    assert open_portrait(person_id=anna, viewer=viewer).startswith(b"\xff\xd8")


def test_whoever_is_protected_looks_like_somebody_who_gave_none(association: UUID, viewer: Viewer) -> None:
    (hidden,) = register(a_person("Disa", "Ek", protection="STRICT"))
    keep(hidden, picture())
    with pytest.raises(NotFound):
        open_portrait(person_id=hidden, viewer=viewer)


def test_what_a_person_takes_out_holds_the_picture(anna: UUID, viewer: Viewer) -> None:
    keep(anna, picture())
    taken = export_people(after=None, include_sealed=True, function="export_people", actor=ACTOR, at=AT)
    (portrait,) = taken.people[0]["portraits"]
    assert b64decode(portrait["sealed"]) == open_portrait(person_id=anna, viewer=viewer)
