"""What an officer writes about a person."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matrikel.office.people.asking import AskingForm
from matrikel.people.rules.free_text import LONGEST_NOTE


class NoteForm(AskingForm):
    """A short note; `country` and `today` are the association's."""

    marks_optional = False

    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write what the person may read as well. Nothing about health, belief or quarrels."),
    )

    def __init__(self, *args: Any, country: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country, self.today = country, today

    def clean(self) -> dict[str, Any]:
        """Ask about what a note need not say."""
        data = super().clean() or self.cleaned_data
        if data.get("text"):
            self.ask_about_text("text", self.country, self.today)
        return data
