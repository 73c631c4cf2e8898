"""Which of the association's membership types a word of the file means: by its names, or by what the names say."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matrikel.people.rules.names import fold

NEW = "new"
"""What somebody chooses for a word that shall become a type of its own."""

# What only says that somebody is a member, alone or as the end of a word.
_MEMBER = (
    "medlemskaber", "medlemskap", "medlemskab", "medlemsskap", "medlemmar", "medlemmer", "medlem", "jasenyydet",
    "jasenyys", "jasenet", "jasen", "lidmaatschap", "leden", "lid", "memberships", "membership", "members", "member",
    "avgift", "kontingent", "contributie", "jasenmaksu",
)  # fmt: skip
# Words for one and the same kind, by the one that stands for all of them.
_ALIKE = {
    word: alike[0]
    for alike in (
        ("familj", "familje", "familie", "famili", "family", "families", "perhe", "gezin", "huishouden"),
        ("ungdom", "ung", "unga", "ungdomm", "unge", "nuori", "nuoriso", "nuoret", "jeugd", "youth", "junior",
         "juniorer", "juniori", "jeugdig"),
        ("vuxen", "vuxna", "voksen", "voksne", "aikuinen", "aikuis", "aikuiset", "volwassen", "volwassene",
         "volwassenen", "adult", "adults"),
        ("senior", "seniorer", "seniori", "seniorit", "senioren", "seniors"),
        ("pensionar", "pensionarer", "pensionist", "pensjonist", "pensioner", "elakelainen", "elakelais",
         "gepensioneerd", "gepensioneerde", "retired"),
        ("heders", "heder", "aeres", "aere", "kunnia", "ere", "honorary", "honor"),
        ("stod", "stodjande", "stotte", "stottende", "kannatus", "kannattaja", "kannattava", "donateur", "steun",
         "steunend", "supporting", "supporter"),
        ("student", "studenter", "studerande", "studerende", "opiskelija", "studenten", "students"),
    )
    for word in alike
}  # fmt: skip
_WORDS = re.compile(r"[^\W_]+")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class TypeNames:
    """A membership type with all its names: its own and its translations."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeMeant:
    """What is done with a word of the file: an existing type (`type_id`), the type of another word, or a new one."""

    key: str
    name: str
    rows: int
    type_id: str = ""
    # The word of the file whose new type this one shares.
    like: str = ""
    is_chosen: bool = False


def stem_of(name: str) -> str:
    """
    Return what a type's name says when all that only says «member» is taken away.

    `Familj`, `Familjemedlem`, `Family membership` and `Gezinslid` have one stem; a name that says nothing else,
    as `Medlem`, has the stem of nothing.
    """
    words = []
    for word in _WORDS.findall(fold(name)):
        plain = _ALIKE.get(word) or _without_member(word)
        if plain:
            words.append(plain)
    return " ".join(words)


def _without_member(word: str) -> str:
    if word in _MEMBER:
        return ""
    for ending in _MEMBER:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    # The letter that joins two words is none of either.
    return _ALIKE.get(word) or _ALIKE.get(word.removesuffix("s")) or word.removesuffix("s")


def types_meant(
    words: Mapping[str, tuple[str, int]], known: Iterable[TypeNames], choices: Mapping[str, str]
) -> list[TypeMeant]:
    """
    Say of each word (folded → as written, rows) that is no type's own name what is taken for it.

    A word that may mean two types, or says nothing but «member», means none of them. `known` begin with their
    own name; `choices` are type ids, or `NEW`, by folded word.
    """
    known = list(known)
    own = {fold(each.names[0]) for each in known}
    ids = {each.id for each in known}
    by_name: dict[str, set[str]] = {}
    by_stem: dict[str, set[str]] = {}
    for each in known:
        for name in each.names:
            by_name.setdefault(fold(name), set()).add(each.id)
            if stem := stem_of(name):
                by_stem.setdefault(stem, set()).add(each.id)
    meant: list[TypeMeant] = []
    fresh: dict[str, str] = {}
    for key, (name, rows) in words.items():
        chosen = choices.get(key, "")
        if not key or (key in own and chosen not in ids):
            continue
        stem = stem_of(name)
        if chosen in ids:
            meant.append(TypeMeant(key, name, rows, chosen, is_chosen=True))
            continue
        found = by_name.get(key) or (by_stem.get(stem, set()) if stem else set())
        if len(found) == 1 and chosen != NEW:
            meant.append(TypeMeant(key, name, rows, next(iter(found))))
            continue
        like = fresh.get(stem, "") if stem and chosen != NEW else ""
        if not like and stem:
            fresh.setdefault(stem, key)
        meant.append(TypeMeant(key, name, rows, like=like, is_chosen=chosen == NEW))
    return meant
