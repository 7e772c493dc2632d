"""Rows inside a draft's form: in order without numbers to type, and never lost when someone else deleted one."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from publishing.admin.forms import forgive_garbage, rows_read, show_order

# Ten times what a long page has.
MOST_ROWS = 300


def let_follow(inline: Any, *, may_write: bool) -> None:
    """Rows are part of their draft: whoever may see or change it may see or change them, and no group has to name them."""

    def may(request: HttpRequest, obj: Any = None) -> bool:
        return may_write

    inline.has_view_permission = lambda request, obj=None: True
    inline.has_add_permission = inline.has_change_permission = inline.has_delete_permission = may
    if not may_write:
        inline.max_num = 0


class PlaceField(forms.IntegerField):
    """Where a row stands among its neighbours. The page numbers the rows (rows.js), nobody types this."""

    def __init__(self, *, is_new: bool) -> None:
        super().__init__(min_value=0, max_value=32767, required=False, initial=0, widget=forms.HiddenInput)
        self.is_new = is_new

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A new row that has nothing but its place is an empty one, which nobody meant to save."""
        return not self.is_new and super().has_changed(initial, data)


class DraftFormSet(BaseInlineFormSet):
    """Takes a row that vanished since the form was opened for a new one, so that its typed text stays.

    Django would drop it from the page, and refuse every later save because of its former id.
    """

    default_error_messages = {
        "too_many_forms": f"More than {MOST_ROWS} rows were sent, and nothing was saved. {MOST_ROWS} is the most of one kind: "
        "remove some, or open the page again if you did not add them.",
        "missing_management_form": "A part of the form did not arrive (%(field_names)s), so nothing was saved. "
        "Open the page again in another tab, and copy what you typed.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django builds a thousand rows beyond the limit, each with its editor, for whoever sends their number.
        self.max_num = self.absolute_max = MOST_ROWS

    def get_queryset(self) -> Any:
        read = rows_read(self.instance).rows.get(self.model)
        return super().get_queryset() if self.is_bound or read is None else read

    def total_form_count(self) -> int:
        count = super().total_form_count()
        return min(count, self._rows_sent) if self.is_bound and count == MOST_ROWS else count

    @cached_property
    def _rows_sent(self) -> int:
        """One more than the highest number of a row that has any field in what was sent."""
        numbers = (re.match(re.escape(str(self.prefix)) + r"-(\d{1,3})-", name) for name in self.data)
        return max((int(number[1]) + 1 for number in numbers if number), default=0)

    @property
    def initial_forms(self) -> list[Any]:
        return [form for form in super().initial_forms if not self._is_gone(form)]

    @property
    def extra_forms(self) -> list[Any]:
        return [*filter(self._is_gone, super().initial_forms), *super().extra_forms]

    def _is_gone(self, form: Any) -> bool:
        return self.is_bound and form.instance._state.adding

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        forgive_garbage(form, draft=self.instance)
        show_order(form)
        if "position" in form.fields:
            form.fields["position"] = PlaceField(is_new=form.instance._state.adding)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form: Any = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self._is_gone(form):
            name = self.model._meta.pk.name
            form.fields[name].required = False
            form.data = form.data.copy()
            form.data[form.add_prefix(name)] = ""
        return form
