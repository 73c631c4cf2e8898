"""Questions that a form asks back: something looks mistyped or needless, and may be kept as it was written."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from matrikel.people.rules.free_text import ConcernKind, find_concerns, kinds_of


class AskingForm(forms.Form):
    """
    A form whose doubts can be answered: each stands at its field, with a box that says “keep it as I wrote it”.

    A box that was ticked counts only for what stood in the field then; another value is asked about again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept_texts: dict[str, list[ConcernKind]] = {}

    def ask(self, name: str, question: str) -> bool:
        """Ask about a field unless the answer came along; return whether the value is kept knowingly."""
        value = str(self[name].value() or "")
        token = f"{name}:{hashlib.sha256(value.encode()).hexdigest()[:16]}"
        field = self.fields[name]
        field.keep_token = token  # type: ignore[attr-defined]
        if token in self._tokens():
            field.is_kept = True  # type: ignore[attr-defined]
            return True
        self.add_error(name, forms.ValidationError(question, code="asked"))
        return False

    def ask_about_text(self, name: str, country: str, today: date) -> None:
        """Ask whether a free text has to say what it seems to say; what is kept is told in `kept_texts`."""
        text = str(self.cleaned_data.get(name) or "")
        if text == str(self.initial.get(name) or ""):
            return
        kinds = kinds_of(find_concerns(text, country, on=today))
        if kinds and self.ask(name, doubt_about(kinds)):
            self.kept_texts[name] = kinds

    def _tokens(self) -> Sequence[str]:
        if hasattr(self.data, "getlist"):
            return list(self.data.getlist("kept"))
        found = self.data.get("kept", ())
        return [found] if isinstance(found, str) else list(found)


def doubt_about(kinds: Sequence[ConcernKind]) -> str:
    """Return the question that a doubtful text is asked."""
    return _("This looks like %(kinds)s. Do you need to keep it?") % {
        "kinds": ", ".join(kinds_in_words(kinds))
    }


def kinds_in_words(kinds: Sequence[str]) -> list[str]:
    """Return what passages look like."""
    names = {
        ConcernKind.IDENTITY_NUMBER: _("an identity number"),
        ConcernKind.HEALTH: _("something about health"),
        ConcernKind.BELIEF: _("something about religion"),
        ConcernKind.CRIME: _("something about a crime"),
        ConcernKind.ORIGIN: _("something about where somebody comes from"),
        ConcernKind.UNION: _("something about a trade union"),
        ConcernKind.INTIMATE: _("something about private life"),
    }
    return [names[ConcernKind(kind)] for kind in kinds]
