"""The own fields of the invented clubs, what some of their people answered, and the clubs' own words."""

import random
from datetime import datetime
from itertools import cycle
from uuid import UUID

from matrikel.fields.actions.forget_expired_values import forget_expired_values
from matrikel.fields.actions.save_fields import FieldEdit, save_fields
from matrikel.fields.actions.save_texts import save_texts
from matrikel.fields.actions.set_values import NewValue, set_values
from matrikel.fields.queries import list_fields
from matrikel.fields.rules.definitions import FieldDefinition
from matrikel.fields.rules.ready_made import in_languages, ready_made
from matrikel.fields.rules.rows import FieldRow
from matrikel.kernel.actors import Actor
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person

FIELDS_OF = {
    "blandaren": ("pictures_with", "photo_ok", "allergies", "key_number"),
    "silverkorn": ("pictures_with", "key_number"),
    "skymning": ("photo_ok", "helps_with"),
    "fjordlys": ("pictures_with", "photo_ok", "key_number"),
    "lukkeren": ("photo_ok", "helps_with"),
    "valonpisara": ("pictures_with", "photo_ok", "allergies"),
    "fyren": ("photo_ok", "helps_with"),
    "revontuli": ("photo_ok", "picture_link"),
    "blaenden": ("pictures_with", "photo_ok", "key_number"),
    "sundet": ("photo_ok", "helps_with"),
    "diafragma": ("pictures_with", "photo_ok", "key_number"),
    "lichtvangers": ("photo_ok", "helps_with"),
}
"""Ready-made fields by club; the federation asks for nothing more than everybody does."""

SHARE = {"allergies": 0.03, "key_number": 0.08, "picture_link": 0.2, "helps_with": 0.3}
"""How many of the people have answered, where it is not most of them."""

DIETS = {
    "sv": ("inga nötter", "inget gluten", "ingen mjölk"),
    "nb": ("ingen nøtter", "ikke gluten", "ikke melk"),
    "fi": ("ei pähkinöitä", "ei gluteenia", "ei maitoa"),
    "da": ("ingen nødder", "ingen gluten", "ingen mælk"),
    "nl": ("geen noten", "geen gluten", "geen melk"),
}
WELCOMES = {
    "sv": "**Välkommen!** Vi ses på klubbkvällen *första tisdagen* i månaden.",
    "nb": "**Velkommen!** Vi ses på klubbkvelden *første tirsdag* i måneden.",
    "fi": "**Tervetuloa!** Tapaamme kuukauden *ensimmäisenä tiistaina*.",
    "da": "**Velkommen!** Vi ses til klubaften *den første tirsdag* i måneden.",
    "nl": "**Welkom!** Tot ziens op de clubavond, *elke eerste dinsdag* van de maand.",
}


def add_own_fields(*, slug: str, actor: Actor, at: datetime) -> None:
    """Give a club its fields, answers and words."""
    codes = FIELDS_OF.get(slug, ())
    if not codes:
        return
    association = get_association()
    edits = [FieldEdit(definition=_definition(code, association.written_languages)) for code in codes]
    save_fields(fields=edits, actor=actor, at=at)
    people = list(
        Person.objects.filter(association_id=association.id, is_deceased=False)
        .order_by("id")
        .values_list("id", flat=True)
    )
    answers = [
        value
        for field in list_fields()
        for value in _answers(field, people, association.language, seed=f"{slug}:{field.code}")
    ]
    set_values(values=answers, actor=actor, at=at, source="MEMBER")
    # As the first night would: of those who have left nothing is kept that ends with the membership.
    forget_expired_values(actor=actor, at=at)
    texts = {
        ("portal_welcome", language): WELCOMES[language]
        for language in association.written_languages
        if language in WELCOMES
    }
    save_texts(texts=texts, actor=actor, at=at)


def _definition(code: str, languages: tuple[str, ...]) -> FieldDefinition:
    found = ready_made(code)
    if found is None:
        raise LookupError(code)
    return in_languages(found.definition, languages)


def _answers(field: FieldRow, people: list[UUID], language: str, *, seed: str) -> list[NewValue]:
    dice = random.Random(seed)  # noqa: S311 - invented answers, not secrets
    share = SHARE.get(field.code, 0.6)
    keys = cycle(range(1, 90))
    values: list[NewValue] = []
    texts: tuple[str, ...]
    for person_id in people:
        if dice.random() >= share:
            continue
        match field.kind:
            case "YES_NO":
                texts = ("yes",) if dice.random() < 0.85 else ("no",)
            case "CHOICES":
                texts = tuple(option.code for option in field.options if dice.random() < 0.45)
            case "LINK":
                texts = (f"https://example.org/{dice.randrange(1_000, 9_999)}",)
            case _:
                texts = (dice.choice(DIETS[language]),) if field.is_sealed else (f"{next(keys):03}",)
        values.append(NewValue(person_id=person_id, field_id=field.id, texts=texts))
    return values
