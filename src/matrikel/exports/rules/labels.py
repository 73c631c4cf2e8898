"""Address labels: one for those who live together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

MOST_NAMED = 2
"""Up to how many people of one family name are named; more of them are the family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody who gets post: `home` is the household, `family` the family name; each may be empty."""

    name: str
    family: str
    home: str
    address: tuple[str, ...]


def one_per_home(addressees: Iterable[Addressee], family_line: Callable[[str], str]) -> list[list[str]]:
    """
    Return the lines of each label, in the order in which the first of a home stands.

    All of a sheet are asked about at once, so that nobody stands apart from those at home.

    People share a label where their address is the same to the letter and they are of one household or of one
    family name; neighbours in one house do not.
    """
    labels: list[list[Addressee]] = []
    at_address: dict[tuple[str, ...], list[list[Addressee]]] = {}
    for each in addressees:
        there = at_address.setdefault(each.address, [])
        mine = next((label for label in there if any(_together(each, other) for other in label)), None)
        if mine is None:
            mine = []
            labels.append(mine)
            there.append(mine)
        mine.append(each)
    return [[*_names(label, family_line), *label[0].address] for label in labels]


def _together(one: Addressee, other: Addressee) -> bool:
    return bool((one.home and one.home == other.home) or (one.family and one.family == other.family))


def _names(label: Sequence[Addressee], family_line: Callable[[str], str]) -> list[str]:
    families = {each.family for each in label}
    if len(label) > MOST_NAMED and len(families) == 1 and label[0].family:
        return [family_line(label[0].family)]
    if len(label) > MOST_NAMED:
        return [", ".join(each.name for each in label)]
    return [each.name for each in label]
