"""Who is left out of a change for many unless one says that they are meant: who left, has died or is protected."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

from matrikel.bulkedits.actions.start_bulk_edit import MOST_PEOPLE
from matrikel.bulkedits.rules import Apart
from matrikel.kernel.actors import Right
from matrikel.memberships.rules import Status
from matrikel.office.doors import OfficeRequest
from matrikel.selections.queries.chosen_people import count_chosen
from matrikel.selections.rules import Chosen, Question
from matrikel.ui.formatting import number

QUESTIONS: Mapping[Apart, Question] = {
    Apart.FORMER: Question(asked={"status": (Status.FORMER.value,)}),
    Apart.DECEASED: Question(asked={"status": (Status.DECEASED.value,)}),
    Apart.PROTECTED: Question(asked={"protection": ("HIDDEN", "PROTECTED", "STRICT")}),
}
NOT_ABOUT_THE_PROTECTED = ("address", "group")
"""Kinds that never change anything of the protected, so that there is nothing to ask."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedAbout:
    """A box to tick."""

    code: str
    sentence: str
    is_on: bool


class Apartness:
    """What one form asks about the people who were chosen, and what it was answered."""

    def __init__(self, request: OfficeRequest, chosen: Chosen, kind: str) -> None:
        self._request, self._chosen = request, chosen
        told = request.viewer.may(Right.PROTECTED_SEE) and kind not in NOT_ABOUT_THE_PROTECTED
        self._codes = [each for each in Apart if each is not Apart.PROTECTED or told]
        said = request.POST.getlist("including")
        self.including = [each for each in self._codes if each.value in said]

    def kept_out(self) -> Question | None:
        """Return the question for those who shall not even be looked at, as only some may know who they are."""
        is_asked = Apart.PROTECTED in self._codes and Apart.PROTECTED not in self.including
        return QUESTIONS[Apart.PROTECTED] if is_asked else None

    def asked(self, people: int) -> list[AskedAbout]:
        """Return what to ask, with how many there are of each; of too many people nothing."""
        if people > MOST_PEOPLE:
            return []
        is_answered = "fill" in self._request.POST
        found = []
        for code in self._codes:
            count = count_chosen(
                chosen=self._chosen,
                on=self._request.today,
                viewer=self._request.viewer,
                among=QUESTIONS[code],
            )
            # Whoever asked for nobody else means them.
            is_on = code in self.including if is_answered else count == people
            if count:
                found.append(AskedAbout(code=code.value, sentence=_sentence(code, count), is_on=is_on))
        return found


def _sentence(code: Apart, count: int) -> str:
    sentences = {
        Apart.FORMER: ngettext(
            "%(count)s of them is a former member", "%(count)s of them are former members", count
        ),
        Apart.DECEASED: ngettext("%(count)s of them has died", "%(count)s of them have died", count),
        Apart.PROTECTED: ngettext("%(count)s of them is protected", "%(count)s of them are protected", count),
    }
    return sentences[code] % {"count": number(count)}
