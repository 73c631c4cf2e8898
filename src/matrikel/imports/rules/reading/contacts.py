"""Reads how somebody is reached and paid: e-mail addresses, phone numbers, accounts."""

import re

from matrikel.imports.rules import cells as reading
from matrikel.imports.rules.fields import Column
from matrikel.imports.rules.people import ContactKind, ContactPoint
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.imports.rules.reading.draft import Draft
from matrikel.imports.rules.reading.reader import IS_SECOND, Reader
from matrikel.imports.rules.text import clean, clean_lines
from matrikel.people.rules import ibans, phones

_ZERO_SIX = re.compile(r"06\b")
_EIGHT = re.compile(r"[1-9](?:[ -]?\d){7}")


class ContactCells(Reader):
    """Reads how somebody is reached and paid: e-mail addresses, phone numbers, accounts."""

    def _email(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if draft.names_second and IS_SECOND.search(column.header):
            draft.problem(column, text, Reason.SEVERAL_PEOPLE)
            return
        before = len(draft.emails)
        for piece, address in reading.split_emails(text):
            if address is None:
                draft.problem(column, piece, Reason.NOT_AN_EMAIL)
            elif all(point.value != address for point in draft.emails):
                draft.emails.append(ContactPoint(ContactKind.EMAIL, address, column.label, piece))
        if len(draft.emails) > before + 1:
            draft.problem(column, text, Reason.SEVERAL_WAYS, Effect.ALL_KEPT)

    def _phone(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        if draft.names_second and IS_SECOND.search(column.header):
            draft.problem(column, text, Reason.SEVERAL_PEOPLE)
            return
        if "\n" in raw:
            text = "\n".join(clean_lines(raw))
        if _ZERO_SIX.match(column.header) and _EIGHT.fullmatch(text):
            # What all mobile numbers of the country begin with stands in the heading.
            text = f"06{text}"
        country = draft.country or self._country
        if country != self._country and text[0] not in "+0(" and phones.normalise(text, self._country):
            # Without a zero in front it is more likely from home than a foreign one that lost its zero.
            country = self._country
        if (
            country != self._country
            and text[0] == "0"
            and text[1:2] != "0"
            and phones.normalise(text, country)
        ):
            home = phones.normalise(text, self._country)
            if home is not None:
                # Somebody who lives abroad and has a number that both countries could have: written as at home.
                country = self._country
                draft.problem(column, text, Reason.NOT_A_PHONE, Effect.DOUBT)
        before = len(draft.phones)
        for piece, number in reading.split_phones(text, country):
            if number is None and draft.country not in ("", self._country):
                # Somebody who lives abroad may keep a number from home.
                number = next((found for _, found in reading.split_phones(piece, self._country)), None)
            if number is None:
                draft.problem(column, piece, Reason.NOT_A_PHONE)
            elif all(point.value != number for point in draft.phones):
                is_kept = self._remarked(draft, piece, column)
                if is_kept:
                    draft.phones.append(ContactPoint(ContactKind.PHONE, number, column.label, piece))
        if len(draft.phones) > before + 1:
            draft.problem(column, text, Reason.SEVERAL_WAYS, Effect.ALL_KEPT)

    def _remarked(self, draft: Draft, piece: str, column: Column) -> bool:
        """Whether a number is the member's: a name beside it says whose it is, another word that it may be another's."""
        rest = reading.remark(piece)
        if not rest:
            return True
        is_named = any(word[0].isupper() for word in rest.split()) and not piece.isupper()
        draft.problem(
            column,
            piece,
            Reason.PERHAPS_ANOTHERS,
            Effect.VALUE_LEFT_OUT if is_named else Effect.DOUBT,
        )
        return not is_named

    def _contact(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        for piece in re.split(r"[;,\n|]|(?<=\d) (?=\S+@)|(?<=[a-z]) (?=[+\d])| / ", raw):
            tidy = clean(piece)
            if "@" in tidy:
                self._email(draft, tidy, tidy, column)
            elif tidy:
                self._phone(draft, tidy, tidy, column)

    def _iban(self, draft: Draft, text: str, raw: str, column: Column) -> None:
        found = ibans.normalise(text)
        if found is None:
            draft.problem(column, text, Reason.NOT_AN_IBAN)
        else:
            draft.iban = found
