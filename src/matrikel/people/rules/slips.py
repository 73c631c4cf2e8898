"""Knows how people mistype: one letter wrong, missing, too many or swapped, and letters that sound alike."""

from __future__ import annotations

from collections.abc import Iterator

from matrikel.people.rules.names import fold

SHORTEST = 4
"""A shorter word has more neighbours than meaning."""

# What is written one way or the other for one sound, where it is more than one letter's difference.
_ALIKE = (
    ("ph", "f"),
    ("x", "ks"),
    ("kv", "qu"),
    ("sch", "sk"),
    ("sj", "sch"),
    ("ch", "k"),
    ("tj", "k"),
    ("ij", "y"),
)


def one_slip_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter wrong, missing or too many, or by two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return swapped or one[at + 1 :] == other[at + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]


def sounds_like(one: str, other: str) -> bool:
    """Whether two folded words are one after the spellings of a sound are made one: Stephan, Stefan."""
    return _sound(one) == _sound(other)


def _sound(word: str) -> str:
    for many, plain in _ALIKE:
        word = word.replace(many, plain)
    word = word.translate(_SAME_LETTER)
    return "".join(letter for letter, before in zip(word, " " + word, strict=False) if letter != before)


_SAME_LETTER = str.maketrans({"c": "k", "q": "k", "w": "v", "z": "s", "y": "i", "j": "i", "h": None})


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be one that was mistyped: every word of the shorter has its like in the other."""
    left, right = fold(one).split(), fold(other).split()
    if not left or not right:
        return False
    shorter, longer = sorted((left, right), key=len)
    return all(any(_word_like(word, each) for each in longer) for word in shorter)


def _word_like(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) >= SHORTEST and one_slip_apart(one, other):
        return True
    return min(len(one), len(other)) > 2 and sounds_like(one, other)


def patterns_near(word: str) -> list[str]:
    """
    Return LIKE patterns for a folded word's neighbours at the beginning of a word: one slip away, or alike in sound.

    Only these letters are typed into patterns, and each is rare enough to be looked up by its trigrams.
    """
    if len(word) < SHORTEST or not word.isalnum():
        return []
    return [f"% {near}%" for near in dict.fromkeys(_near(word)) if near != word]


def _near(word: str) -> Iterator[str]:
    for many, plain in _ALIKE:
        if many in word:
            yield word.replace(many, plain)
        # Every k may be a ch, and hardly any is.
        if plain in word and plain != "k":
            yield word.replace(plain, many)
    for at in range(len(word)):
        yield word[:at] + "_" + word[at + 1 :]
        yield word[:at] + word[at + 1 :]
        yield word[:at] + "_" + word[at:]
        if at + 1 < len(word) and word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


_DOMAINS = frozenset(
    """
    mail.com gmx.com gmx.net gmx.de web.de ymail.com
    gmail.com googlemail.com hotmail.com outlook.com live.com msn.com yahoo.com icloud.com me.com mac.com aol.com
    proton.me protonmail.com hotmail.se live.se outlook.se yahoo.se telia.com bredband.net comhem.se spray.se
    passagen.se home.se bahnhof.se swipnet.se tele2.se hotmail.no live.no online.no yahoo.no getmail.no broadpark.no
    lyse.net frisurf.no hotmail.fi live.fi luukku.com kolumbus.fi elisanet.fi saunalahti.fi pp.inet.fi suomi24.fi
    netti.fi hotmail.dk live.dk mail.dk yahoo.dk stofanet.dk tdcadsl.dk jubii.dk youmail.dk hotmail.nl live.nl ziggo.nl
    kpnmail.nl planet.nl home.nl xs4all.nl hetnet.nl upcmail.nl tele2.nl casema.nl telfort.nl skynet.be telenet.be
    proximus.be scarlet.be hotmail.be live.be yahoo.be
    """.split()  # noqa: SIM905 - a list of words reads better than a column of quotes
)


def meant_address(address: str) -> str | None:
    """Return the e-mail address that was probably meant (`anna@gmial.com`); None where nothing looks mistyped."""
    name, sign, domain = address.strip().lower().rpartition("@")
    if not sign or not name or domain in _DOMAINS:
        return None
    near = sorted(known for known in _DOMAINS if len(known) > 6 and one_slip_apart(domain, known))
    # Where two are as near (hotmail.co: .com or .no), the one with which everybody begins.
    near = [known for known in near if known.endswith(".com")] or near
    return f"{name}@{near[0]}" if len(near) == 1 else None
