"""What the people room announces."""

from django.dispatch import Signal

whereabouts_hidden = Signal()
"""
Persons become protected: `person_ids`, and when (`at`).

Receivers empty what else tells where they are, in the same transaction.

What a receiver returns, `{person_id: {"room": plain JSON values}}`, is sealed with the person's whereabouts and
handed back when the protection is lifted.
"""

whereabouts_shown = Signal()
"""
Protections were lifted: `elsewhere` is, for each person, what each room gave to be sealed (`{"room": …}`), if any,
and `at` is when.
"""

names_changed = Signal()
"""
Persons are called otherwise, or were born in another year: `person_ids`, and when (`at`).

Receivers write anew what they had derived from it: nothing of a former name stays behind.
"""

changes_taken_back = Signal()
"""
A change of persons was taken back, and nothing else was changed in between: `versions` are, by person, the version
before the change and the one after it was taken back.

Whoever remembers of a person only the version may follow: the person is again what that version was.
"""

people_removed = Signal()
"""Persons are about to be deleted: `person_ids`. Receivers delete what points to them, in the same transaction."""

names_going = Signal()
"""
Announced before groups, tags or own fields go that an import made and nobody uses, inside the transaction.

Receivers get their `ids` and return those that are still asked for, as by a saved selection: they stay.
"""
