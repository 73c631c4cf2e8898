"""Saved selections of an officer of the demonstration, in the language of the club."""

from datetime import date, datetime
from uuid import UUID

from matrikel.kernel.actors import Actor, Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.selections.actions.save_selections import NewSelection, save_selections
from matrikel.selections.rules import MEMBERS, MEMBERS_WITHOUT_EMAIL, Chosen, Question

NAMES = {
    "sv": ("Medlemmar utan e-post", "Under 26 år", "Nya i år", "Röstlängd årsmötet"),
    "nb": ("Medlemmer uten e-post", "Under 26 år", "Nye i år", "Stemmeliste årsmøtet"),
    "da": ("Medlemmer uden e-mail", "Under 26 år", "Nye i år", "Stemmeliste årsmødet"),
    "fi": (
        "Jäsenet ilman sähköpostia",
        "Alle 26-vuotiaat",
        "Tänä vuonna liittyneet",
        "Vuosikokouksen ääniluettelo",
    ),
    "nl": ("Leden zonder e-mail", "Onder 26 jaar", "Nieuw dit jaar", "Kieslijst jaarvergadering"),
}


@action
def save_questions(*, owner: UUID, language: str, on: date, actor: Actor, at: datetime) -> None:
    """Save three questions, one of them for the officer alone, and the voters of a day as they were."""
    missing, young, new, voters = NAMES.get(language, NAMES["sv"])
    officer = Viewer(association_id=current_association(), account_id=owner, rights=frozenset(Right))
    year = f"{on.year}-01-01..{on.year}-12-31"
    save_selections(
        selections=[
            NewSelection(name=missing, question=MEMBERS_WITHOUT_EMAIL, is_shared=True),
            NewSelection(
                name=young, question=Question(asked={**MEMBERS.asked, "age": ("..25",)}), is_shared=True
            ),
            NewSelection(name=new, question=Question(asked={"joined": (year,)})),
            NewSelection(name=voters, question=Question(), is_shared=True, frozen=Chosen(question=MEMBERS)),
        ],
        viewer=officer,
        actor=actor,
        at=at,
    )
