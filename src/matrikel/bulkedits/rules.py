"""What a bulk edit would do to a person, and how an address becomes another."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matrikel.memberships.rules import Status


class Apart(StrEnum):
    """Who is left out of a change unless somebody says that they are meant, too."""

    FORMER = "FORMER"
    DECEASED = "DECEASED"
    PROTECTED = "PROTECTED"


class Verdict(StrEnum):
    """Whether a person changes."""

    CHANGE = "CHANGE"
    SAME = "SAME"
    LEFT_OUT = "LEFT_OUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """
    What would become of one person: `before` and `after` by name of what changes, as plain texts.

    `reason` says why somebody is left out: no_address, no_membership, ends_before_it_begins …
    """

    verdict: Verdict
    reason: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


def left_out(reason: str) -> Planned:
    """Return the plan for somebody who is left out."""
    return Planned(verdict=Verdict.LEFT_OUT, reason=reason)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Planned:
    """Return the plan for somebody whose values are `before` and shall be `after`."""
    verdict = Verdict.SAME if dict(before) == dict(after) else Verdict.CHANGE
    return Planned(verdict=verdict, before=before, after=after)


def is_apart(status: Status, including: Collection[str]) -> Planned | None:
    """Return the plan for somebody who left or has died and is not meant; nothing for everybody else."""
    of = {Status.FORMER: Apart.FORMER, Status.DECEASED: Apart.DECEASED}.get(status)
    return left_out(of.value.lower()) if of is not None and of not in including else None


ADDRESS_PARTS = ("care_of", "street", "postcode", "place")


def address_after(before: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """
    Return an address as it shall be.

    `values` may name a whole `street`, or `street_from` and `street_to`: a part of the street's name that is
    called otherwise now, so that everybody keeps the number of the house. Upper and lower case do not
    matter when it is looked for. What is not named stays.
    """
    after = {part: values.get(part) or before[part] for part in ADDRESS_PARTS}
    if wanted := values.get("street_from", ""):
        new = values["street_to"]
        after["street"] = re.sub(
            re.escape(wanted), lambda _: new, before["street"], count=1, flags=re.IGNORECASE
        )
    return after


def matches_address(before: Mapping[str, str], values: Mapping[str, str]) -> bool:
    """Say whether an address is one of those that `only_postcode` and `street_from` mean."""
    wanted = values.get("street_from", "")
    postcode = values.get("only_postcode", "")
    return (not wanted or re.search(re.escape(wanted), before["street"], re.IGNORECASE) is not None) and (
        not postcode or before["postcode"] == postcode
    )
