"""Reads addresses from their parts or as a whole, and whether one is protected."""

import re

from matrikel.imports.rules import cells as reading
from matrikel.imports.rules import signals
from matrikel.imports.rules.fields import Column, Field
from matrikel.imports.rules.people import LabelledAddress
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.imports.rules.reading.draft import AddressParts, Draft
from matrikel.imports.rules.reading.reader import CACHE, Reader
from matrikel.imports.rules.text import clean, clean_lines
from matrikel.imports.rules.vocabulary import PARTICLES
from matrikel.people.rules.addresses import PostalAddress

_ABROAD = re.compile(r"(.*\d.*[^\W\d].*)[,;] *([^\W\d][^\d,;]{3,})")
_NO_FIGURES = re.compile(r"\D*\Z")
# "2e Exloërmond" is a place with a figure in its name.
_HAS_POSTCODE = re.compile(r"\d{3}|\d{2} ?\d{2}")
_FORMULA_INSIDE = re.compile(r"[ ,;]*=\s*[A-Z]{2,}\(.*", re.S)
_ENDS_WITH_PLACE = (Field.PLACE, Field.POSTCODE_PLACE)

_FIRST_WORD = re.compile(r"[^\W\d_]{3,}(?=[\s.-]|$)")


class AddressCells(Reader):
    """Reads addresses from their parts or as a whole, and whether one is protected."""

    def _address(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if self._says_protected(text):
            draft.protected = True
            draft.problem(column, "", Reason.PROTECTED_IDENTITY, Effect.ADDRESS_PROTECTED)
            return
        if "=" in text and (inside := _FORMULA_INSIDE.search(raw)):
            draft.problem(column, text, Reason.FORMULA)
            raw = raw[: inside.start()]
            text = clean(raw)
            if not text:
                return
        address = draft.addresses.get(column.label)
        if address is None:
            address = draft.addresses[column.label] = AddressParts()
        if column.field in _ENDS_WITH_PLACE and text[-1] not in "0123456789":
            text, abroad = reading.place_and_country(text)
            if abroad:
                address.country = draft.country = abroad
        match column.field:
            case Field.STREET | Field.FULL_ADDRESS:
                self._street(draft, address, text, raw, column)
            case Field.POSTCODE:
                address.postcode, address.postcode_column = text, column
            case Field.PLACE:
                if _HAS_POSTCODE.search(text):
                    line = reading.read_postcode_place(text, draft.country or self._country)
                    self._postal_line(draft, address, line, text, column)
                else:
                    address.place = text
            case Field.POSTCODE_PLACE:
                line = reading.read_postcode_place(text, draft.country or self._country)
                self._postal_line(draft, address, line, text, column)
            case Field.HOUSE_NUMBER:
                address.house = text
            case Field.HOUSE_ADDITION:
                is_box = text[0].isdigit() and (self._country == "BE" or "bus" in column.header.lower())
                box = (
                    "bte" if column.header[:2].lower() == "bt" or "boîte" in column.header.lower() else "bus"
                )
                address.addition = f"{box} {text}" if is_box else text
            case Field.ADDRESS_EXTRA if text[:3].lower() == "c/o" and not address.care_of:
                address.care_of = text[3:].strip()
            case Field.ADDRESS_EXTRA:
                address.extra = f"{address.extra} {text}".strip()
            case Field.CARE_OF:
                address.care_of = re.sub(r"^c/o ", "", text, flags=re.I)
            case Field.COUNTRY:
                country = reading.read_country(text)
                if country is None:
                    draft.problem(column, text, Reason.NOT_A_COUNTRY)
                else:
                    address.country = country

    def _says_protected(self, text: str) -> bool:
        # An address with a number in it is one; only Norway's codes of protection have figures.
        if not _NO_FIGURES.match(text) and "ode" not in text:
            return False
        said = self._protections.get(text)
        if said is None:
            said = signals.says_protected(text, alone=True)
            if len(self._protections) < CACHE:
                self._protections[text] = said
        return said

    def _street(self, draft: Draft, address: AddressParts, text: str, raw: str, column: Column) -> None:
        is_plain = "\n" not in raw and ";" not in text and text[:3].lower() not in ("c/o", "p/a")
        if column.field is Field.STREET and is_plain:
            address.street = text
            return
        if ";" in text:
            first, _, second = text.partition(";")
            if column.field is Field.STREET and second.strip():
                draft.problem(column, text, Reason.NOT_AN_ADDRESS, Effect.DOUBT)
            lines = (
                [clean(first)] if column.field is Field.STREET else [clean(part) for part in text.split(";")]
            )
        else:
            lines = clean_lines(raw)
            if column.field is Field.FULL_ADDRESS and (abroad := _ABROAD.fullmatch(lines[-1])):
                country = reading.read_country(abroad[2])
                if country and country != self._country:
                    # "…, 903 21 UMEÅ, RUOTSI"
                    lines[-1], address.country, draft.country = abroad[1], country, country
        whole = reading.read_address([line for line in lines if line], draft.country or self._country)
        address.street = whole.street
        if whole.care_of:
            address.care_of = whole.care_of
        if whole.line:
            self._postal_line(draft, address, whole.line, text, column)
        elif column.field is Field.FULL_ADDRESS and any(map(str.isdigit, text)):
            draft.problem(column, text, Reason.NOT_AN_ADDRESS, Effect.DOUBT)

    def _postal_line(
        self, draft: Draft, address: AddressParts, line: reading.PostalLine, text: str, column: Column
    ) -> None:
        if line.is_postcode_wrong:
            draft.problem(column, text, Reason.NOT_A_POSTCODE)
        if line.postcode and not address.postcode:
            address.postcode = line.postcode
        if line.place:
            address.place = line.place
        if line.country != self._country:
            address.country = line.country

    def _municipality(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if self._says_protected(text):
            draft.protected = True
        else:
            draft.municipality = text

    def _addresses(self, draft: Draft) -> tuple[LabelledAddress, ...]:
        kept = []
        for label, parts in draft.addresses.items():
            country = parts.country or self._country
            postcode, place = parts.postcode, parts.place
            if parts.postcode_column is not None and postcode:
                line = reading.read_postcode(postcode, country)
                if line.is_postcode_wrong:
                    draft.problem(parts.postcode_column, postcode, Reason.NOT_A_POSTCODE)
                postcode, place, country = line.postcode, place or line.place, line.country
            street = parts.street
            if parts.house or parts.addition:
                street = f"{street} {reading.joined_house(parts.house, parts.addition)}".strip()
            if street or postcode or place:
                kept.append(
                    LabelledAddress(
                        label or "postal",
                        PostalAddress(
                            country=country,
                            care_of=parts.care_of,
                            street=_with_capital(street),
                            extra=parts.extra,
                            postcode=postcode,
                            place=place,
                        ),
                    )
                )
        # Where letters go comes first, wherever the list has it.
        kept.sort(key=lambda labelled: labelled.label not in ("postal", "registered"))
        return tuple(kept)


def _with_capital(street: str) -> str:
    """`marktstraat 19` as streets are written; prefixes, and letters that stand for something, stay as they are."""
    first = _FIRST_WORD.match(street)
    if first is None or not first[0].islower() or first[0] in PARTICLES:
        return street
    return ("IJ" + street[2:]) if first[0].startswith("ij") else street[0].upper() + street[1:]
