"""What every list and form of the admin has: names in an editor's words, one row of buttons, a way to the first error."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst


class GuideList(ChangeList):
    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        name, names = str(self.opts.verbose_name), str(self.opts.verbose_name_plural)
        self.title = f"Choose: {name}" if self.is_popup else capfirst(names)


class GuideAdmin(admin.ModelAdmin):
    """`desk` is the admin's part of the first page, and its place there; `when_empty` says why a list is, and where to go."""

    desk: ClassVar[tuple[str, int]] = ("Accounts", 9)
    when_empty: ClassVar[str] = ""
    empty_value_display = "none"
    list_per_page = 50
    # Counting what each filter would leave costs a query for each choice.
    show_facets = admin.ShowFacets.NEVER
    save_on_top = False

    class Media:
        js = ["publishing/refused_save.js", "publishing/names.js", "publishing/save_bar.js"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return GuideList

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """The title is the thing's own name, not the word "change"."""
        if kwargs.get("obj") is not None:
            context["title"], context["subtitle"] = str(kwargs["obj"]), capfirst(self.opts.verbose_name)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        # Deleting goes one by one, so that each refusal can say its reason.
        actions.pop("delete_selected", None)
        return actions
