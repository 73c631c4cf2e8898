"""What a heading says, before the contents are asked: whole, by its halves, by the parts of its words, by likeness."""

import difflib
import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from matrikel.imports.rules.fields import ADDRESS_FIELDS, ColumnReason, Field
from matrikel.imports.rules.headings import phrases
from matrikel.imports.rules.headings.rests import has_rests
from matrikel.imports.rules.headings.stems import meaning_of_parts, parts_of
from matrikel.imports.rules.text import clean, fold, repaired_letters


@dataclass(frozen=True, slots=True)
class HeaderMeaning:
    """What the words of a header say."""

    field: Field
    label: str
    confidence: float
    reason: ColumnReason = ColumnReason.HEADER
    # Told by parts of words or by likeness: the contents must bear it out.
    is_weak: bool = False
    # Words stay over that nobody knows: it counts only where nothing else claims the same.
    has_rests: bool = False


# A header that speaks of a parent, in any of the languages, whatever else it says.
_GUARDIAN = re.compile(
    r"foraldr|foralder|malsman|vardnadshavar|\bvh ?\d?\b|foresatt|foresett|forelder|foreldre|huoltaj|vanhem|foraelder|"
    r"foraeldr|vaerge|ouder(?!dom)|verzorger|voogd|parent|guardian|carer|mamma|pappa|\b(?:mama|papa|mum|mom|dad)s?\b|moeder|vader|mother|father|\bmor\b|\bfar\b|"
    r"\baiti\b|\baidin\b|\bisa\b|\bisan\b|\b(?:mor|far|modern?|fadern?|moren|faren)s?\b|"
    r"\b(?:mor|far|mors|fars|isan|aidin)(?=mobil|tel|tlf|tfn|e?-?post|e?-?mail|puh|sahko|na[mv]n|nimi)|"
    r"\b(?:paedagogisk|stif|stef|stief|bonus|plej|foster)(?:mor|far|moder|vader|ouder|foreld|forald)|"
    r"tuteur|eltern|erziehungs|\bpere\b|\bmere\b"
)
_SOMEBODY_ELSE = re.compile(
    r"anhorig|parorende|lahiomai|noodcontact|noodnummer|emergency|nodkontakt|\bice\b|partner|maka\b|ektefelle|puoliso|hata|"
    r"echtgeno|aegtefaelle|spouse|next of kin|betalare|betaler\b|maksaja|payer|faktura|invoice|billing|lasku|"
    r"bij nood|huisarts|kontaktperson|contactpersoon|yhteyshenkilo|urgence|conjoint|samlever|"
    r"samboer|\bsambo\b|doctor|narstaende|\bdebiteur\b"
)
# Who has to do with members without being the one of the row, beside what can be said of anybody: `Mobil trener`.
_OFFICE = re.compile(
    r"train?er|trener|traener|tranar|coach|valmenta|ledare|\bleder|lagleder|joukkueenjoht|\bleiding|\bleider|instrukt|"
    r"larare|laerer|opettaja|\bleraar|teacher|handledar|mentor|fadder|kummi|verge\b|god man|bewindvoerder|edunvalvo|"
    r"responsable|sponsor|utleier|uthyrare|\beiger|verhuurder|vuokranantaja|landlord|arbetsgivar|arbeidsgiver|arbejdsgiver|"
    r"tyonantaja|werkgever|employer|lakare|\blege\b|\bleges\b|laege|laakari|\barts\b|tandlege|dierenarts|"
    r"sekreter|\bkasser|penningmeester|rahastonhoitaj|treasurer|administrator|admin\b|ansvarig|ansvarlig|"
    r"verantwoordelijk|vastuu|responsible|registrert av|inlagd av|ingevoerd door|invoerder|verver\b|varvare"
)
_OF_ANOTHER = (ColumnReason.ABOUT_SOMEBODY_ELSE, ColumnReason.NOT_NEEDED, ColumnReason.NO_PLACE_YET)
_OF_ANYBODY = frozenset(
    {
        Field.GENDER, Field.BIRTH_YEAR, Field.EXTERNAL_NUMBER, Field.IBAN,
        Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME, Field.EMAIL, Field.PHONE, Field.CONTACT, Field.BIRTH,
        *ADDRESS_FIELDS,
    }
)  # fmt: skip
_OWNER = re.compile(
    r"^(?:medlemmens|medlemmets|medlemens|medlemets|medlems|medlem|members?|jasenen|lids?|personens|person|barnets?|childs?|"
    r"lapsen|spelarens?|utovers?|spillerens?|spelers?|kinds?|players?|min|your|ditt?|din|uw|je)[ .:_-]+"
)
_HALVES = re.compile(r"\s+[-–—]\s+|: |\n")
_SEGMENTS = re.compile(r"\s+[-–—]\s+|[:/()\[\]|>]|\s{2,}|\n|(?<=\w)\.\s|, ")
_TRAILING_NUMBER = re.compile(r"[ _.]?(\d)$")
_TRAILING_YEAR = re.compile(r"[ _(-]*(?:19|20)\d\d(?:[-/]\d{2,4})?\)?$")
_TRAILING_HINT = re.compile(
    r"[ \n]*(?:[(\[].*[)\]]|\*+|[åa]{2,4}[-./ ]?mm[-./ ]?dd.*|dd[-./ ]?mm.*|yyyy.*|pp[-./ ]?kk.*)$", re.I
)
_OF_A_THING = (Field.FULL_NAME, Field.MEMBER_NUMBER)
_A_MEMBER = frozenset({"lid", "medlem", "jasen", "member", "membre", "person", "persoon"})
# "F-år", "f. dato": too short to be keyed without the mark.
_BORN = re.compile(r"f(?:od|odt|odd)?[-. ]+(?:(ar|aar)|dato|dat|datum|dag)\.?")
_CAMEL = re.compile(r"(?<=[a-zåäöæø])(?=[A-ZÅÄÖÆØ])")
_PARTS_OF_STREET = frozenset({Field.HOUSE_NUMBER, Field.HOUSE_ADDITION, Field.ADDRESS_EXTRA})
_INITIALS_AND_NUMBER = re.compile(r"[A-ZÅÄÖÆØ]{2,6}[- ]?(?:nr|nummer|id|no|number|nro|numero)\.?")
# "UBA-lidnr" is the number among the UBA's members.
_NUMBER_OF_INITIALS = re.compile(r"([A-ZÅÄÖÆØ]{2,6})[- ](?:lid|medlems|jäsen)(?:nr|nummer|nro|numero)\.?")
_ANY_NUMBER = frozenset({"nummer", "number", "numero", "numeron"})
_WORD_AND_NUMBER = re.compile(r"[^\W\d_]{3,14}(?:[- ](?:nr|nummer|id|number|nro)|(?:nr|nummer|nro))\.?", re.I)
_MOST_LETTERS_MORE = 2
# "Antal barn", "Børn (antal)": how many of something, which is a number of no kind that the register keeps.
_HOW_MANY = re.compile(
    r"(?:\b|^)(?:antal|antall|aantal|number of|no\.? of|how many|hvor mange|hur manga|hoeveel|montako)\b|"
    r"\b(?:lukumaara|lkm|maara)\b"
)
_CHILDREN = frozenset({"børn", "børnene"})
_IS_EMAIL = re.compile(r"mail|epost|e-post|mejl|posti")
_IS_PHONE = re.compile(r"tel|tlf|mobil|phone|puh|gsm|tfn|mobiel|cell")
# One letter turns joining into leaving (indmeldt, udmeldt), so likeness says nothing about them.
_NEVER_BY_LIKENESS = frozenset(
    {
        Field.JOINED,
        Field.LEFT,
        Field.DECEASED,
        Field.PROTECTED,
        Field.STATUS,
        Field.GUARDIAN_NAME,
        Field.BIRTH_DAY,
    }
)


@lru_cache(maxsize=5_000)
def meaning_of(header: str, *, by_likeness: bool = True) -> HeaderMeaning | None:
    """What the header says; None when it says nothing that we know. Misspelt words are found when asked for."""
    lines = header
    header = clean(header)
    if "Ã" in header:
        header = repaired_letters(header) or header
    if "#" in header[1:]:
        # "M#"
        header = header.replace("#", " nr")
    whole = phrases.key(header)
    if not whole:
        return None
    folded = fold(_CAMEL.sub(" ", header)).replace("_", " ")
    given = _NUMBER_OF_INITIALS.fullmatch(header)
    if given and not parts_of(fold(given[1])) and _look_up(phrases.key(given[1]), 1.0) is None:
        return HeaderMeaning(Field.EXTERNAL_NUMBER, "federation", 0.9, is_weak=True)
    if born := _BORN.fullmatch(folded):
        return HeaderMeaning(Field.BIRTH_YEAR if born[1] else Field.BIRTH, "", 0.95)
    if _HOW_MANY.search(folded) and whole not in phrases.MEANINGS and whole not in phrases.LEFT_OUT:
        return HeaderMeaning(Field.LEAVE_OUT, "", 0.95, ColumnReason.NO_PLACE_YET)
    if header.lower() in _CHILDREN:
        # Without its stroke the word is English for a birth.
        return HeaderMeaning(Field.LEAVE_OUT, "", 0.95, ColumnReason.ABOUT_SOMEBODY_ELSE)
    if _SOMEBODY_ELSE.search(folded) and whole not in phrases.MEANINGS:
        return HeaderMeaning(Field.LEAVE_OUT, "", 0.95, ColumnReason.ABOUT_SOMEBODY_ELSE)
    if _GUARDIAN.search(folded) and whole not in phrases.LEFT_OUT:
        return _guardian(folded)
    # "F. år" is no father.
    is_cut = len(whole) <= 3 < len(header)
    if (found := _look_up(whole, 0.98)) and not (is_cut and found.field is Field.GUARDIAN_NAME):
        return found
    spelt_out = phrases.SPELT_OUT.get(phrases.spelt_out(whole))
    if spelt_out is not None and not is_cut:
        return HeaderMeaning(*spelt_out, 0.95)
    found = (
        _by_halves(lines if "\n" in lines else header, folded)
        or _by_parts(folded)
        or _by_initials(header)
        or (_by_beginning(whole) if header.endswith(".") else None)
        or (_by_likeness(whole) if by_likeness else None)
    )
    if found is not None and found.field in _OF_ANYBODY and _OFFICE.search(folded):
        return HeaderMeaning(Field.LEAVE_OUT, "", 0.9, ColumnReason.ABOUT_SOMEBODY_ELSE)
    return found


def _look_up(key: str, confidence: float) -> HeaderMeaning | None:
    if key in phrases.MEANINGS:
        field, label = phrases.MEANINGS[key]
        return HeaderMeaning(field, label, confidence)
    if key in phrases.LEFT_OUT:
        return HeaderMeaning(Field.LEAVE_OUT, "", confidence, phrases.LEFT_OUT[key])
    return None


def _guardian(folded: str) -> HeaderMeaning:
    field = Field.GUARDIAN_NAME
    if _IS_EMAIL.search(folded):
        field = Field.GUARDIAN_EMAIL
    elif _IS_PHONE.search(folded):
        field = Field.GUARDIAN_PHONE
    return HeaderMeaning(field, "", 0.95, ColumnReason.ABOUT_SOMEBODY_ELSE)


def _by_halves(header: str, folded: str) -> HeaderMeaning | None:
    owned = _OWNER.sub("", folded)
    if owned != folded and (found := _look_up(phrases.key(owned), 0.93)):
        return found
    hintless = _TRAILING_HINT.sub("", header)
    if hintless and hintless != header and (found := _look_up(phrases.key(hintless), 0.94)):
        inside = _look_up(phrases.key(header[len(hintless) :]), 0.94)
        if (
            inside
            and found.field is Field.FULL_NAME
            and inside.field in (Field.FAMILY_NAME, Field.GIVEN_NAME)
        ):
            # "Naam (familienaam)": the brackets say which.
            return inside
        is_another = (
            _is_unknown(header[len(hintless) :]) if inside is None else inside.field is Field.LEAVE_OUT
        )
        if found.field in _OF_A_THING and is_another:
            # "Matrikelnr (grund)": whose number it is, the brackets say.
            return replace(found, is_weak=True, has_rests=True)
        # "Telefon (hem)": what stands in the brackets names the kind.
        return replace(found, label=inside.label) if inside and inside.field is found.field else found
    for cut in (_HALVES, _SEGMENTS):
        parts = [part for part in cut.split(header) if part and part.strip()]
        if len(parts) >= 2 and (found := _joined_halves(parts)):
            return found
    without_year = _TRAILING_YEAR.sub("", folded)
    if without_year != folded and (found := _look_up(phrases.key(without_year), 0.92)):
        return found
    number = _TRAILING_NUMBER.search(folded)
    found = _look_up(phrases.key(_TRAILING_NUMBER.sub("", folded)), 0.92) if number else None
    # "Kind 1" is the first child and no kind of membership.
    if number and found and found.field is not Field.MEMBERSHIP_TYPE:
        return replace(found, label=found.label or ("other" if number[1] != "1" else ""))
    return None


def _joined_halves(parts: list[str]) -> HeaderMeaning | None:
    context = phrases.key(parts[0]).rstrip("0123456789")
    if context not in phrases.ADDRESS_LABELS and (several := _several_in_one(parts)):
        return several
    context, last = phrases.key(parts[0]), phrases.key(parts[-1])
    of_another = phrases.LEFT_OUT.get(context)
    if (
        of_another in _OF_ANOTHER
        and (found := meaning_of(parts[-1], by_likeness=False))
        and found.field in _OF_ANYBODY
    ):
        return HeaderMeaning(Field.LEAVE_OUT, "", 0.9, of_another)
    label = phrases.ADDRESS_LABELS.get(context.rstrip("0123456789"), "")
    for part, confidence in ((last, 0.95), (context, 0.9)):
        found = _look_up(part, confidence)
        if found is None or part in _ANY_NUMBER:
            # "Ref. nummer": a number of what, the other half would say.
            continue
        if part == last and part in _A_MEMBER and _look_up(context, confidence):
            # "Geb. lid": the member's.
            continue
        if part == last and label and found.field in ADDRESS_FIELDS | {Field.MUNICIPALITY}:
            return replace(found, label=label)
        other = _look_up(context if part == last else last, confidence)
        # "Telefon (hem)" and "E-post - privat": the other half names the kind.
        if other and other.field is found.field:
            return replace(found, label=found.label or other.label)
        if found.field is Field.LEAVE_OUT and other and other.field is not Field.LEAVE_OUT:
            continue
        if found.field in _OF_ANYBODY and (
            _is_unknown(parts[0] if part == last else parts[-1])
            if other is None
            else other.field is Field.LEAVE_OUT
        ):
            # `Hund - navn`: whose name it is, the other half says.
            return replace(found, is_weak=True, has_rests=True)
        return found
    return None


def _is_unknown(half: str) -> bool:
    """Whether the half says something, in words that nobody knows."""
    folded = fold(half)
    return len(phrases.key(half)) > 2 and not parts_of(folded) and has_rests(folded, Field.LEAVE_OUT)


def _several_in_one(parts: list[str]) -> HeaderMeaning | None:
    """`Vej, nr. og etage`, `Postnr / Ort` and `Efternamn/Förnamn`: one column for what others have in several."""
    fields = [found.field for part in parts if (found := _look_up(phrases.key(part), 0.9)) is not None]
    said = frozenset(fields)
    if said >= {Field.GIVEN_NAME, Field.FAMILY_NAME}:
        is_family_first = fields.index(Field.FAMILY_NAME) < fields.index(Field.GIVEN_NAME)
        return HeaderMeaning(Field.FULL_NAME, "family_first" if is_family_first else "", 0.92)
    if Field.STREET in said and not said.isdisjoint({Field.POSTCODE, Field.PLACE, Field.POSTCODE_PLACE}):
        return HeaderMeaning(Field.FULL_ADDRESS, "", 0.92)
    if said >= {Field.POSTCODE, Field.PLACE}:
        return HeaderMeaning(Field.POSTCODE_PLACE, "", 0.92)
    if Field.STREET in said and not said.isdisjoint(_PARTS_OF_STREET):
        return HeaderMeaning(Field.STREET, "", 0.92)
    return None


def _by_parts(folded: str) -> HeaderMeaning | None:
    found = meaning_of_parts(folded)
    if found is None:
        return None
    field, label, reason = found
    return HeaderMeaning(field, label, 0.85, reason, is_weak=True, has_rests=has_rests(folded, field))


def _by_initials(header: str) -> HeaderMeaning | None:
    """`SMFF-nr` is the number that a federation gave, `Nelos nr` one of somebody's whom we do not know."""
    if _INITIALS_AND_NUMBER.fullmatch(header):
        return HeaderMeaning(Field.EXTERNAL_NUMBER, "federation", 0.8, is_weak=True)
    if _WORD_AND_NUMBER.fullmatch(header):
        return HeaderMeaning(Field.EXTERNAL_NUMBER, "", 0.78, is_weak=True)
    return None


def _by_beginning(key: str) -> HeaderMeaning | None:
    """`Merkn.` and `Opmerk.`: every known heading that begins so means the same."""
    if len(key) < 4:
        return None
    known = _sorted_keys()
    place = bisect_left(known, key)
    found: set[tuple[Field, ColumnReason]] = set()
    while place < len(known) and known[place].startswith(key):
        meaning = _look_up(known[place], 0.85)
        assert meaning is not None
        found.add((meaning.field, meaning.reason))
        place += 1
    if len(found) != 1:
        return None
    field, reason = found.pop()
    return None if field in _NEVER_BY_LIKENESS else HeaderMeaning(field, "", 0.85, reason, is_weak=True)


@lru_cache(maxsize=1)
def _sorted_keys() -> list[str]:
    return sorted(phrases.MEANINGS.keys() | phrases.LEFT_OUT.keys())


def _by_likeness(key: str) -> HeaderMeaning | None:
    if len(key) < 6 or key in _ANY_NUMBER:
        return None
    close = difflib.get_close_matches(key, phrases.MEANINGS, n=1, cutoff=0.87)
    # A slip of the hand, and not another word that ends alike: `Medinnehavare` is no `Innehavare`.
    if not close or abs(len(close[0]) - len(key)) > _MOST_LETTERS_MORE:
        return None
    field, label = phrases.MEANINGS[close[0]]
    return None if field in _NEVER_BY_LIKENESS else HeaderMeaning(field, label, 0.8, is_weak=True)
