"""What the invented clubs wrote down beside their lists: tags, a few notes, an account, and the shop round the corner."""

import random
from datetime import datetime, timedelta

from matrikel.kernel.actors import Actor
from matrikel.organisations.queries import get_association
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.register_people import register_people
from matrikel.people.actions.save_tags import TagEdit, save_tags
from matrikel.people.actions.set_bank_accounts import NewBankAccount, set_bank_accounts
from matrikel.people.actions.tag_people import tag_people
from matrikel.people.actions.write_notes import NewNote, write_notes
from matrikel.people.models import Person
from matrikel.people.rules.names import fold
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore

TAGS = {
    "sv": ("Har nyckel", "Kör bil", "Hjälper nybörjare", "Bakar till fika"),
    "nb": ("Har nøkkel", "Kjører bil", "Hjelper nybegynnere", "Baker kake"),
    "fi": ("Avain", "Auto käytössä", "Neuvoo aloittelijoita", "Leipoo"),
    "da": ("Har nøgle", "Kører bil", "Hjælper begyndere", "Bager kage"),
    "nl": ("Heeft een sleutel", "Heeft een auto", "Helpt beginners", "Bakt taart"),
}
"""The first is for few, the last for many."""

SHOPS = {
    "sv": ("Hörnets Fotohandel AB", "Studieförbundet Lyktan"),
    "nb": ("Hjørnets Fotohandel AS", "Studieforbundet Lykten"),
    "fi": ("Kulman Kuvakauppa Oy", "Opintokerho Lyhty ry"),
    "da": ("Hjørnets Fotohandel ApS", "Oplysningsforbundet Lygten"),
    "nl": ("Fotohandel De Hoek BV", "Stichting De Lantaarn"),
}
NOTES = {
    "sv": ("Vill helst bli ringd på kvällen.", "Lånar ut sin bälgkamera.", "Har diabetes, tål inte fikat."),
    "nb": (
        "Vil helst bli ringt om kvelden.",
        "Låner ut belgkameraet sitt.",
        "Har diabetes, tåler ikke kaken.",
    ),
    "fi": ("Soittakaa mieluiten illalla.", "Lainaa paljekameraansa.", "Diabetes, ei voi syödä pullaa."),
    "da": ("Vil helst ringes op om aftenen.", "Låner sit bælgkamera ud.", "Har diabetes, tåler ikke kagen."),
    "nl": (
        "Het liefst 's avonds bellen.",
        "Leent zijn balgcamera uit.",
        "Heeft diabetes, kan niet tegen taart.",
    ),
}
# The example numbers that the banks' own pages print.
ACCOUNTS = {
    "SE": "SE4550000000058398257466",
    "NO": "NO9386011117947",
    "FI": "FI2112345600000785",
    "DK": "DK5000400440116243",
    "NL": "NL91ABNA0417164300",
}


def add_remarks(*, actor: Actor, at: datetime) -> None:
    """Give the current association its tags, companies, notes and an account."""
    association = get_association()
    language = association.language if association.language in TAGS else "sv"
    source = random.Random(f"remarks:{association.slug}")  # noqa: S311 - invented people, not secrets
    people = list(
        Person.objects.filter(association_id=association.id, is_deceased=False, protection="NONE")
        .order_by("id")
        .values_list("id", flat=True)
    )
    if len(people) < 10:
        return
    tag_ids = save_tags(tags=[TagEdit(name=name) for name in TAGS[language]], actor=actor, at=at)
    for place, tag_id in enumerate(tag_ids, start=1):
        carriers = source.sample(people, max(2, len(people) * place // 60))
        tag_people(person_ids=carriers, tag_ids=[tag_id], actor=actor, at=at)
    register_people(
        people=[_company(name, association.country) for name in SHOPS[language]], actor=actor, at=at
    )
    chosen = source.sample(people, 3)
    if account := ACCOUNTS.get(association.country):
        set_bank_accounts(accounts=[NewBankAccount(person_id=chosen[0], iban=account)], actor=actor, at=at)
    if association.has(Module.NOTES):
        for days, person_id, text in zip((400, 90, 3), chosen, NOTES[language], strict=True):
            note = NewNote(person_id=person_id, text=text, is_kept_knowingly=True)
            write_notes(notes=[note], actor=actor, at=at - timedelta(days=days))


def _company(name: str, country: str) -> NewPerson:
    address = f"info@{fold(name).replace(' ', '-')}.example"
    return NewPerson(
        core=PersonCore(kind="LEGAL", family_name=name),
        contact_points=[
            NewContactPoint(kind="EMAIL", value=address, normalised=address, is_preferred=True),
            NewContactPoint(kind="POSTAL", street="Torget 1", country=country),
        ],
    )
