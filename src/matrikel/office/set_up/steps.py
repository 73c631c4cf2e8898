"""The steps of the assistant: what each asks, and which page of the settings asks it again later."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matrikel.office.settings import parts
from matrikel.office.settings.forms import OnlyKindForm
from matrikel.organisations.rules.set_up import FIRST, SetUpStep


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step; without a `part` it has a way of its own."""

    step: SetUpStep
    title: Promise
    line: Promise
    part: parts.Part | None = None

    @property
    def code(self) -> str:
        """Return what stands in its address."""
        return self.step.value

    @property
    def address(self) -> str:
        """Return the name of its address."""
        return f"set_up_{self.step.value}"


STEPS = (
    Step(
        step=SetUpStep.NAME,
        title=_("Name of the association"),
        line=_("What you are called, and the word you use for yourselves."),
        part=parts.NAME,
    ),
    Step(
        step=SetUpStep.KIND,
        title=_("What you are"),
        line=_("From this we propose membership types and what you may need. You can change all of it."),
        part=replace(parts.KIND, form=OnlyKindForm),
    ),
    Step(
        step=SetUpStep.COUNTRY,
        title=_("Country"),
        line=_("Decides which laws hold. It is settled once people are in the register."),
        part=parts.COUNTRY,
    ),
    Step(
        step=SetUpStep.MEMBERS,
        title=_("Your people"),
        line=_("Bring in the list that you have, or add the first by hand."),
    ),
    Step(
        step=SetUpStep.LANGUAGES,
        title=_("Languages"),
        line=_("In which languages you write to your members."),
        part=parts.LANGUAGES,
    ),
    Step(
        step=SetUpStep.TYPES,
        title=_("Membership types"),
        line=_("What one can be a member as. This is usual for your kind of association; make it yours."),
    ),
    Step(
        step=SetUpStep.MODULES,
        title=_("What you use"),
        line=_("Start with little. What is off is not in the way, and can be switched on at any time."),
        part=parts.MODULES,
    ),
    Step(
        step=SetUpStep.SHAPE,
        title=_("How you are built"),
        line=_("One register for all, or a register for each club."),
        part=parts.SHAPE,
    ),
    Step(
        step=SetUpStep.LOOKS,
        title=_("Looks"),
        line=_("Your colour and your logo, on everything that members see."),
        part=parts.LOOKS,
    ),
    Step(
        step=SetUpStep.BOARD,
        title=_("The others in the board"),
        line=_("Give each the role that fits; access ends with the term."),
    ),
)
ASKED = tuple(step for step in STEPS if step.step in FIRST)
CHOSEN = tuple(step for step in STEPS if step.step not in FIRST)
"""What is chosen from the answers, and can be changed at any time."""
