"""
Tells a cell that names exactly two people from every other cell that holds an `and`.

Lists of small associations keep couples in one row: `Åse og Per Haugen`, `Anna Ek och Per Holm`, `Jansen, Kees en Marie`.
Where it is not plain who the two are, or there are three, nothing is split.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from matrikel.imports.rules.cells import SEVERAL, is_company, is_odd_name, split_name
from matrikel.imports.rules.fields import NameOrder
from matrikel.imports.rules.text import fold
from matrikel.imports.rules.vocabulary import PARTICLES, has_family_ending, is_given


class OnCouple(StrEnum):
    """What the user wants done with rows that name two people."""

    TWO = "two"
    ONE = "one"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Named:
    """One of the two people of a row, by name."""

    given: str
    family: str

    @property
    def whole(self) -> str:
        """The name as one cell holds it, whatever the order of its column."""
        return f"{self.family}, {self.given}"


Pair = tuple[Named, Named]

_MOST_GIVEN = 3
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_'’.-]+)*\.?")
# Words that stand where a name would, and name nobody.
_NOBODY_WORDS = """
    hr herr herra fru frue frk rouva mr mrs ms dhr mevr mevrouw mw heer fam familie familien familjen family perhe
    sonner soner son sonn sons zonen zoon dochter dotter datter barn barna born kids child children kinderen lapset lapsi
    partner sambo samboer samlever kone mann mand maka make man vrouw echtgenote husband wife vaimo mies poika tytar co
    andre andra andere others flere flera team
"""
_NOBODY = frozenset(_NOBODY_WORDS.split())


def two_in_full(text: str, order: NameOrder) -> Pair | None:
    """The two people whom a cell of whole names names; None where it is one, or not plain."""
    found = _halves(text)
    if found is None or is_company(text):
        return None
    left, right = found
    if "," in left or "," in right:
        return _with_comma(left, right)
    if order is NameOrder.FAMILY_FIRST:
        return _family_first(left, right)
    return _given_first(left.split(), right) or (
        _family_first(left, right) if has_family_ending(left.split()[0]) else None
    )


def two_in_parts(given: str, family: str) -> Pair | None:
    """The two people of a cell of given names, with the family name or the two of them from a cell beside it."""
    found = _halves(given)
    if found is None or not family.strip() or is_odd_name(family):
        return None
    left, right = found
    if not (_are_given(left.split(), is_headed=True) and _are_given(right.split(), is_headed=True)):
        return None
    if SEVERAL.search(family) is None:
        return Named(left, family), Named(right, family)
    families = _halves(family)
    return (Named(left, families[0]), Named(right, families[1])) if families else None


def _halves(text: str) -> tuple[str, str] | None:
    if SEVERAL.search(text) is None or is_odd_name(text):
        return None
    halves = [half.strip() for half in SEVERAL.split(text)]
    if len(halves) != 2 or not all(halves):
        return None
    words = re.split(r"[\s,]+", " ".join(halves))
    if any(fold(word).strip(".") in _NOBODY or not _is_word(word) for word in words):
        return None
    return halves[0], halves[1]


def _is_word(word: str) -> bool:
    if _WORD.fullmatch(word) is None:
        return fold(word) in PARTICLES
    return word[0].isupper() or fold(word) in PARTICLES or is_given(word)


def _are_given(words: list[str], *, is_headed: bool = False) -> bool:
    """Whether they can be somebody's given names: one word that no family name ends like, the further ones known."""
    if not 0 < len(words) <= _MOST_GIVEN or fold(words[0]) in PARTICLES:
        return False
    further = words[1:]
    if not (is_given(words[0]) or _is_initial(words[0]) or not has_family_ending(words[0])):
        return False
    if is_headed:
        return not any(has_family_ending(word) and not is_given(word) for word in further)
    return all(_is_known(word) for word in further)


def _is_initial(word: str) -> bool:
    return word.endswith(".") and len(word) <= 3 and word[0].isupper()


def _is_known(word: str) -> bool:
    return _is_initial(word) or is_given(word.split("-")[0])


def _given_first(left: list[str], right: str) -> Pair | None:
    words = right.split()
    if len(words) < 2 or not (_is_known(left[0]) or _is_known(words[0])):
        return None
    second = split_name(right, NameOrder.GIVEN_FIRST)
    if not _are_given(second.given.split(), is_headed=True):
        return None
    if _are_given(left):
        return Named(" ".join(left), second.family), Named(second.given, second.family)
    if len(left) < 2:
        return None
    first = split_name(" ".join(left), NameOrder.GIVEN_FIRST)
    if not _are_given(first.given.split(), is_headed=True):
        return None
    return Named(first.given, first.family), Named(second.given, second.family)


def _family_first(left: str, right: str) -> Pair | None:
    if len(left.split()) < 2:
        return None
    first = split_name(left, NameOrder.FAMILY_FIRST)
    behind = right.split()
    if not first.given or not _are_given(first.given.split()):
        return None
    if len(behind) > 1 and _is_known(behind[-1]) and not is_given(behind[0]):
        second = split_name(right, NameOrder.FAMILY_FIRST)
        return Named(first.given, first.family), Named(second.given, second.family)
    if _are_given(behind) and (_is_known(behind[0]) or _is_known(first.given.split()[0])):
        return Named(first.given, first.family), Named(right, first.family)
    return None


def _with_comma(left: str, right: str) -> Pair | None:
    family, comma, given = (part.strip() for part in left.partition(","))
    if not comma or "," in given or not family or not given:
        return None
    if right.count(",") == 1:
        # "Ek, Anna och Holm, Per"
        second = split_name(right, NameOrder.FAMILY_FIRST)
    elif "," in right or _is_known(family):
        # "Anna, Per og Lise": three people, or a list of words.
        return None
    else:
        second = split_name(f"{family}, {right}", NameOrder.FAMILY_FIRST)
    first = split_name(f"{family}, {given}", NameOrder.FAMILY_FIRST)
    if not (_are_given(first.given.split()) and _are_given(second.given.split())):
        return None
    if right.count(",") == 0 and len(second.family) > len(first.family):
        # "Berg, Jan en Marie van den": the prefix behind is of both.
        return Named(first.given, second.family), Named(second.given, second.family)
    return Named(first.given, first.family), Named(second.given, second.family)
