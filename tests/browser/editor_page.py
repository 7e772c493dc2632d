"""A page with two editors and nothing else, under the policy of the admin's editing pages."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.utils.html import format_html

from nutrition_site.urls import urlpatterns as site_urlpatterns
from publishing.browser_policy import editor_policy
from references.richtext import RichTextField

MARK = '<cite class="ref" data-refs="cui-2022" data-loc="Table 3">[ref:cui-2022]</cite>'
START = f"<p>Vitamin D{MARK} is low.</p>"


class EditorForm(forms.Form):
    first = RichTextField(blank=True).formfield(initial=START)
    second = RichTextField(blank=True).formfield(initial="<p>Second.</p>")


@editor_policy
def editing(request: HttpRequest) -> HttpResponse:
    form = EditorForm(request.POST or None)
    stored = form.cleaned_data["first"] if form.is_valid() else ""
    return HttpResponse(
        format_html(
            '<!doctype html><html lang="en"><head><title>Editor</title>{}</head><body><pre id="stored">{}</pre>'
            '<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{}">{}'
            "<button>Save</button></form></body></html>",
            form.media,
            stored,
            get_token(request),
            form.as_p(),
        )
    )


urlpatterns = [path("editing/", editing), *site_urlpatterns]
