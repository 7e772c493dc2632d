"""The pages for requests that fail; refuses to fail itself when a template or a static file is missing."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string

PLAIN = "<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><h1>{title}</h1><p>{advice}</p></html>"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page("400.html", status=400, title="Bad request", advice="The address or the form was not readable.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
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
        "This form has expired or your browser sends no cookies. Go back, load the page again and send it once more."
    )
    return error_page("403.html", status=403, title="Not allowed", advice=advice)


def error_page(
    template: str, *, status: int, title: str, advice: str, navigation_for: HttpRequest | None = None
) -> HttpResponse:
    """The navigation asks the database, so only pages of a site in order have it."""
    try:
        html: str = render_to_string(template, {"title": title, "advice": advice}, navigation_for)
    # A missing static manifest (ValueError), a template in the middle of being deployed, a database that is gone: the
    # first failure still shows.
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError, OSError, Error):
        html = PLAIN.format(title=title, advice=advice)
    return HttpResponse(html, status=status)
