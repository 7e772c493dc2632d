"""The pages for requests that fail; refuses to fail itself when a template or a static file is missing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string

from publishing.admin.refused import not_allowed, too_much, why_too_much

PLAIN = "<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{advice}</p></html>"

# A missing static manifest (ValueError), a template in the middle of being deployed, a database that is gone: the first
# failure still shows.
BROKEN = (TemplateDoesNotExist, TemplateSyntaxError, ValueError, OSError, Error)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = why_too_much(request, exception) or "The address or the form was not readable."
    plain = error_page("400.html", status=400, title="Bad request", advice=advice)
    return _in_the_admin(too_much, request, exception) or plain


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    found = _in_the_admin(not_allowed, request, exception)
    if found is not None:
        return found
    advice = "Log in with an account that may do this."
    return error_page("403.html", status=403, title="Not allowed", advice=advice, navigation_for=request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = "There is no page at this address. The link may be old, or a letter of the address may be missing."
    return error_page("404.html", status=404, title="Page not found", advice=advice, navigation_for=request)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page("500.html", status=500, title="Server error", advice="Please try again in a few minutes.")


def forbidden_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without its token: an expired page, cookies switched off, or somebody else's form."""
    advice = (
        "This form has expired or your browser sends no cookies. Go back, copy what you typed, load the page again and "
        "send it once more."
    )
    return error_page("403.html", status=403, title="Not allowed", advice=advice)


def _in_the_admin(
    page: Callable[[HttpRequest, Exception], HttpResponse | None], request: HttpRequest, exception: Exception
) -> HttpResponse | None:
    """The page in the admin's look, for whoever works there; it asks the database who that is."""
    try:
        return page(request, exception)
    except BROKEN:
        return None


def error_page(
    template: str, *, status: int, title: str, advice: str, navigation_for: HttpRequest | None = None
) -> HttpResponse:
    """The navigation asks the database, so only pages of a site in order have it."""
    try:
        html: str = render_to_string(template, {"title": title, "advice": advice}, navigation_for)
    except BROKEN:
        html = PLAIN.format(title=title, advice=advice)
    return HttpResponse(html, status=status)
