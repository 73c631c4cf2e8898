"""
Reminders: what the law of a country allows, whether one may be sent on a day, and what it may cost.

The amounts of the table are in minor units of the country's currency. `confirmed` says whether the rule was compared with
the text of the law or a court's quotation of it; where it was not, the office says so beside the number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matrikel.kernel.money import Money, nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Stair:
    """A part of the highest cost that grows with the debt: `per_mille` of what of the debt lies below `up_to`."""

    up_to: int | None
    per_mille: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLaw:
    """
    What a country allows when a person is reminded of a debt.

    `most_fees` reminders may carry a fee, None where the law names no number; `free_first` come before any that does.
    `days_apart` lie between the due date and the first that costs something, and between two that do. `highest_fee`
    is for one reminder; where `stairs` are given the fee grows with the debt, and is at least that and at most
    `highest_of_all`. `barred_after_years` is how long an unpaid fee can be claimed. `if_agreed` says that a fee needs to
    have been agreed (in the statutes, or on joining) before the debt arose.
    """

    currency: str
    most_fees: int | None
    free_first: int
    days_apart: int
    highest_fee: int
    source: str
    confirmed: bool
    barred_after_years: int
    barred_source: str
    stairs: tuple[Stair, ...] = ()
    highest_of_all: int | None = None
    if_agreed: bool = False


LAWS: dict[str, ReminderLaw] = {
    "SE": ReminderLaw(
        currency="SEK",
        most_fees=None,
        free_first=0,
        days_apart=0,
        highest_fee=60_00,
        if_agreed=True,
        source="lag (1981:739) om ersättning för inkassokostnader m.m. 2 §; förordning (1981:1057)",
        confirmed=False,
        barred_after_years=10,
        barred_source="preskriptionslag (1981:130) 2 §",
    ),
    "NO": ReminderLaw(
        currency="NOK",
        most_fees=2,
        free_first=0,
        days_apart=14,
        highest_fee=35_00,
        source="forskrift 14. juli 1989 nr. 562 til inkassoloven §§ 1-2, 1-3: 1/20 of the inkassosats (700 kr)",
        confirmed=False,
        barred_after_years=3,
        barred_source="foreldelsesloven § 2",
    ),
    "FI": ReminderLaw(
        currency="EUR",
        most_fees=None,
        free_first=0,
        days_apart=14,
        highest_fee=5_00,
        source="laki saatavien perinnästä (513/1999) 10 a, 10 b §",
        confirmed=False,
        barred_after_years=3,
        barred_source="laki velan vanhentumisesta (728/2003) 4 §",
    ),
    "DK": ReminderLaw(
        currency="DKK",
        most_fees=3,
        free_first=0,
        days_apart=10,
        highest_fee=100_00,
        source="renteloven § 9 b, stk. 2",
        confirmed=True,
        barred_after_years=3,
        barred_source="forældelsesloven § 3",
    ),
    "NL": ReminderLaw(
        currency="EUR",
        most_fees=1,
        free_first=1,
        days_apart=14,
        highest_fee=40_00,
        stairs=(
            Stair(up_to=2_500_00, per_mille=150),
            Stair(up_to=5_000_00, per_mille=100),
            Stair(up_to=10_000_00, per_mille=50),
            Stair(up_to=200_000_00, per_mille=10),
            Stair(up_to=None, per_mille=5),
        ),
        highest_of_all=6_775_00,
        source="BW 6:96 lid 6 (a letter of 14 days first); Besluit vergoeding voor buitengerechtelijke incassokosten",
        confirmed=True,
        barred_after_years=5,
        barred_source="BW 3:308",
    ),
    "BE": ReminderLaw(
        currency="EUR",
        most_fees=None,
        free_first=1,
        days_apart=14,
        highest_fee=7_50,
        if_agreed=True,
        source="WER XIX.2 (wet van 4 mei 2023): the first free, postage may be added to the next",
        confirmed=False,
        barred_after_years=5,
        barred_source="oud BW art. 2277",
    ),
}
"""By country of the association. Of other countries nothing is known: no fee is asked there."""


class Stop(StrEnum):
    """Why nobody is reminded of a claim on a day."""

    PAID = "paid"
    DIED = "died"
    CONTESTED = "contested"
    PLAN = "plan"
    """Later days or instalments were agreed, and are kept to."""
    HELD = "held"
    """Somebody of the association said not to."""
    NOT_DUE = "not_due"
    TOO_SOON = "too_soon"
    ENOUGH = "enough"
    BARRED = "barred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    A claim as far as reminding goes; `still_open` is what is still to be paid.

    `reminded_on` are the days of the reminders sent, the earliest first, and `fees` how many of them cost something.
    `plan_until` is the next day on which something agreed is due.
    """

    still_open: Money
    due_on: date
    reminded_on: Sequence[date] = ()
    fees: int = 0
    died: bool = False
    contested: bool = False
    held: bool = False
    plan_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderPlan:
    """What an association wants: how many reminders at most, and how many days lie before each."""

    most: int
    days_apart: int


def stop_for(claim: Claim, plan: ReminderPlan, *, country: str, on: date) -> Stop | None:
    """
    Return why nobody is reminded of a claim on a day, None if somebody may be.

    What lies with the person comes before what lies with the calendar. An instalment plan holds up to its next day and
    on it; once that has passed unpaid the claim is an ordinary one again.
    """
    law = LAWS.get(country)
    if claim.still_open.minor <= 0:
        return Stop.PAID
    if claim.died:
        return Stop.DIED
    if claim.contested:
        return Stop.CONTESTED
    if claim.plan_until is not None and on <= claim.plan_until:
        return Stop.PLAN
    if claim.held:
        return Stop.HELD
    if on <= claim.due_on:
        return Stop.NOT_DUE
    if law and on > barred_on(claim.due_on, law):
        return Stop.BARRED
    if len(claim.reminded_on) >= plan.most:
        return Stop.ENOUGH
    return Stop.TOO_SOON if on < earliest(claim, plan) else None


def earliest(claim: Claim, plan: ReminderPlan) -> date:
    """Return the first day on which the association's own plan lets the next reminder go out."""
    return (claim.reminded_on[-1] if claim.reminded_on else claim.due_on) + timedelta(plan.days_apart)


def highest_fee(claim: Claim, *, country: str, on: date) -> Money:
    """
    Return what the next reminder may cost at most if it is sent on a day; nothing where it must be free.

    That is also so where the claim is not in the country's currency. The fee is not in `still_open`. Whether one was
    agreed (`if_agreed`) is for whoever sets the reminders up to say.
    """
    law = LAWS.get(country)
    free = nothing(claim.still_open.currency)
    if law is None or law.currency != free.currency or len(claim.reminded_on) < law.free_first:
        return free
    if law.most_fees is not None and claim.fees >= law.most_fees:
        return free
    last = claim.reminded_on[-1] if claim.reminded_on else claim.due_on
    if on < last + timedelta(law.days_apart):
        return free
    grown = max(_climbed(claim.still_open.minor, law.stairs), law.highest_fee)
    return Money(grown if law.highest_of_all is None else min(grown, law.highest_of_all), law.currency)


def barred_on(due_on: date, law: ReminderLaw) -> date:
    """Return the last day on which a claim can still be made; the 29th of February has its 28th."""
    year = due_on.year + law.barred_after_years
    is_leap_day = (due_on.month, due_on.day) == (2, 29)
    return due_on.replace(year=year, day=28) if is_leap_day else due_on.replace(year=year)


def _climbed(debt: int, stairs: Sequence[Stair]) -> int:
    """Return the sum of all steps, cut down to the minor unit so that it is never more than the law allows."""
    per_mille, floor = 0, 0
    for stair in stairs:
        ceiling = debt if stair.up_to is None else min(debt, stair.up_to)
        per_mille += max(0, ceiling - floor) * stair.per_mille
        floor = stair.up_to or ceiling
    return per_mille // 1000
