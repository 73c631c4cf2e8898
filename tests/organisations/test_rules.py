"""Colours that can be read, addresses that a name suggests, modules and steps, pictures drawn anew: plain rules."""

import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from matrikel.organisations.formats import LONGEST_SIDE, PictureProblem, PictureRefused, redraw
from matrikel.organisations.rules import PROFILE_OF_KIND, RESERVED_SLUGS, cleaned_names, is_slug, name_in
from matrikel.organisations.rules.looks import (
    DARK_CARD,
    LEAST_CONTRAST,
    Hue,
    contrast,
    hue_of,
    is_readable,
    nearest_readable,
    shades,
)
from matrikel.organisations.rules.modules import (
    ALL_MODULES,
    MODULES_OF_KIND,
    SHAPE_OF_KIND,
    Module,
    Shape,
    known_modules,
    shape_of,
    shaped,
)
from matrikel.organisations.rules.set_up import (
    CONTENT_LANGUAGES,
    FIRST,
    PROPOSED_LANGUAGES,
    STEPS,
    next_step,
    slug_of,
    steps_in_order,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
MODULES = st.sets(st.sampled_from(ALL_MODULES))


@given(COLOURS)
def test_the_nearest_colour_can_be_read_and_one_that_can_be_stays(colour: str) -> None:
    nearest = nearest_readable(colour)
    assert is_readable(nearest)
    assert (nearest == colour) == is_readable(colour)
    assert contrast(nearest_readable(colour, on=DARK_CARD), DARK_CARD) >= LEAST_CONTRAST


@given(COLOURS)
def test_every_shade_of_a_page_can_be_read_where_it_stands(colour: str) -> None:
    found = shades(colour)
    pairs = [
        ("fill", "#ffffff"),
        ("strong", "#ffffff"),
        ("text", "#ffffff"),
        ("text", found["soft"]),
        ("text_dark", DARK_CARD),
        ("text_dark", found["soft_dark"]),
    ]
    assert [pair for pair in pairs if contrast(found[pair[0]], pair[1]) < LEAST_CONTRAST] == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0f766e", "#ffffff", 5.47)],
)
def test_contrast_is_what_the_guideline_counts(one: str, other: str, ratio: float) -> None:
    assert (round(contrast(one, other), 2), contrast(one, other)) == (ratio, contrast(other, one))


@given(st.text(max_size=80))
def test_what_a_name_suggests_is_an_address_unless_it_is_nothing_or_reserved(name: str) -> None:
    suggested = slug_of(name)
    assert suggested == "" or suggested in RESERVED_SLUGS or is_slug(suggested)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sjöbo idrottsförening", "sjobo-idrottsforening"),
        ("Ærø Bådelaug", "aero-badelaug"),
        ("  KFUM / Örebro  ", "kfum-orebro"),
        ("!!!", ""),
    ],
)
def test_an_address_follows_the_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_every_kind_has_a_profile_modules_and_a_shape_that_fit() -> None:
    assert set(MODULES_OF_KIND) == set(PROFILE_OF_KIND)
    for kind, modules in MODULES_OF_KIND.items():
        assert shape_of(modules) == SHAPE_OF_KIND.get(kind, Shape.ONE)
        assert (Module.NOTES in modules) <= (PROFILE_OF_KIND[kind] == "GENERAL")


def test_every_country_has_its_languages_and_finland_two() -> None:
    assert set(PROPOSED_LANGUAGES) == set(CONTENT_LANGUAGES) == {"SE", "NO", "FI", "DK", "NL", "BE"}
    assert PROPOSED_LANGUAGES["FI"] == ("fi", "sv")
    assert ("nn" in CONTENT_LANGUAGES["NO"], "fr" in CONTENT_LANGUAGES["BE"]) == (True, True)


@given(MODULES, st.sampled_from(Shape))
def test_a_shape_touches_only_its_own_modules(modules: set[str], shape: Shape) -> None:
    after = shaped(modules, shape)
    own = {Module.UNITS.value, Module.FEDERATION.value}
    assert (set(after) - own, shape_of(after)) == (modules - own, shape)
    assert after == known_modules(after)


@given(st.lists(st.sampled_from([*STEPS, "nothing"])))
def test_steps_are_noted_once_in_order_and_the_first_that_is_open_is_next(answered: list[str]) -> None:
    noted = steps_in_order(answered)
    assert list(noted) == [step.value for step in STEPS if step in answered]
    open_steps = [step for step in FIRST if step not in answered]
    assert next_step(answered) == (open_steps[0] if open_steps else None)


def test_a_name_is_shown_in_the_readers_language_or_the_nearest() -> None:
    names = cleaned_names({"nn": " Norges  Lag ", "fi": "", "sv": "x"}, languages=["nn", "fi"])
    assert names == {"nn": "Norges Lag"}
    assert [name_in(code, "Lag", names) for code in ("nn", "nb", "fi", "en")] == [
        "Norges Lag",
        "Norges Lag",
        "Lag",
        "Lag",
    ]


# --- Pictures --------------------------------------------------------------------------------------------


def a_file(kind: str = "PNG", size: tuple[int, int] = (64, 64), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#15605b").save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_png(kind: str) -> None:
    drawn = redraw(a_file(kind, (100, 50)))
    with Image.open(io.BytesIO(drawn.png)) as again:
        assert (again.format, again.size, again.mode) == ("PNG", (100, 50), "RGBA")


def test_nothing_beside_the_pixels_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kanariekamera"
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "Kanariefågel")
    for file in (a_file("JPEG", exif=exif), a_file("PNG", pnginfo=notes) + b"Kanariefil"):
        assert b"Kanarie" in file
        assert b"Kanarie" not in redraw(file).png


def test_a_large_picture_is_made_smaller_and_keeps_its_shape() -> None:
    drawn = redraw(a_file(size=(2000, 1000)))
    assert (drawn.width, drawn.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", PictureProblem.UNKNOWN),
        (b"GIF89a" + bytes(40), PictureProblem.UNKNOWN),
        (b"%PDF-1.7", PictureProblem.UNKNOWN),
        (b"\xef\xbb\xbf <svg onload=alert(1)>", PictureProblem.VECTOR),
        (b"<?xml version='1.0'?><svg/>", PictureProblem.VECTOR),
        (bytes(2 * 1024 * 1024 + 1), PictureProblem.TOO_LARGE),
        (a_file()[:60], PictureProblem.UNKNOWN),
        (a_file(size=(31, 400)), PictureProblem.TOO_SMALL),
        (a_file(size=(4001, 4001)), PictureProblem.TOO_MANY_PIXELS),
    ],
)
def test_what_is_no_picture_for_us_is_refused_with_its_reason(file: bytes, problem: PictureProblem) -> None:
    with pytest.raises(PictureRefused) as refused:
        redraw(file)
    assert refused.value.problem == problem


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(0, 300))
def test_a_broken_file_is_drawn_or_refused_and_nothing_else(noise: bytes, kind: str, at: int) -> None:
    assume(noise)
    whole = a_file(kind)
    broken = whole[:at] + noise + whole[at + len(noise) :]
    try:
        drawn = redraw(broken)
    except PictureRefused:
        return
    assert drawn.png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#000000", Hue.BLACK), ("#ffffff", Hue.WHITE), ("#808080", Hue.GREY), ("#c81e1e", Hue.RED),
        ("#e9b44c", Hue.ORANGE), ("#5b3a1a", Hue.BROWN), ("#ffe066", Hue.YELLOW), ("#18704a", Hue.GREEN),
        ("#0f766e", Hue.TURQUOISE), ("#0369a1", Hue.BLUE), ("#7c3aed", Hue.PURPLE), ("#be185d", Hue.PINK),
    ],
)  # fmt: skip
def test_a_colour_is_called_what_somebody_would_call_it(colour: str, expected: Hue) -> None:
    assert hue_of(colour) == expected


@given(COLOURS)
def test_every_colour_has_a_name(colour: str) -> None:
    assert hue_of(colour) in Hue
