"""The columns of a list that leaves, to be ticked under headings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from matrikel.office.selections import wording


class ColumnsForm(forms.Form):
    """A form that asks for columns; `column_groups` are its boxes under their headings."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("What shall stand beside the name?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        required=False,
    )

    def column_groups(self) -> list[tuple[str, list[Any]]]:
        """Return each heading with its boxes."""
        boxes = {str(box.data["value"]): box for box in self["columns"]}
        return [
            (heading, [boxes[code] for code in codes])
            for heading, codes in wording.column_groups(list(boxes))
        ]
