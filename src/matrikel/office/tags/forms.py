"""What an officer types about a tag."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matrikel.office.people.asking import AskingForm
from matrikel.people.queries.tags import CountedTag
from matrikel.people.rules.tags import LONGEST_TAG


class TagForm(AskingForm):
    """The name of a tag; `country` and `today` are the association's."""

    marks_optional = False

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_TAG,
        help_text=_("Short, and what anybody may read: “has a key”, “can drive the minibus”."),
    )

    def __init__(self, *args: Any, country: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country, self.today = country, today

    def clean(self) -> dict[str, Any]:
        """Ask about what a tag need not say."""
        data = super().clean() or self.cleaned_data
        if data.get("name"):
            self.ask_about_text("name", self.country, self.today)
        return data


class MergeForm(forms.Form):
    """The tag that takes another one's place."""

    into = forms.ChoiceField(label=_("Merge into"))

    def __init__(self, *args: Any, tags: list[CountedTag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("Choose a tag")), *((str(tag.id), tag.name) for tag in tags)]
