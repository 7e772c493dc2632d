"""Middleware that keeps browsers and strangers in bounds; the policies themselves stand in publishing.browser_policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from nutrition_site.error_pages import bad_request
from publishing import browser_policy

GetResponse = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
ENCODED_NUL = re.compile("%00|\x00")


def headers(get_response: GetResponse) -> GetResponse:
    """The same protective headers on every response; the admin adds its own policy and is never stored."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # Without a word about it browsers keep 301 and 410 for ever, and pages as long as they guess.
        response.headers.setdefault("Cache-Control", "no-cache")
        if request.path_info.startswith("/admin/"):
            response.headers["Cache-Control"] = "no-store"
            if not hasattr(response, "_csp_config"):
                # Where django-csp looks for a policy that replaces the default one.
                setattr(response, "_csp_config", browser_policy.ADMIN)  # noqa: B010
        return response

    return middleware


def refuse_unknown_methods(get_response: GetResponse) -> GetResponse:
    """No page of the site has a use for TRACE, PUT and the like; each view still narrows this further."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return middleware


def refuse_unreadable_addresses(get_response: GetResponse) -> GetResponse:
    """NUL reaches neither the file system nor PostgreSQL, both of which answer it with an exception."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info or ENCODED_NUL.search(request.META.get("QUERY_STRING", "")):
            # Returned, not raised: scanners would fill the log with tracebacks.
            return bad_request(request, BadRequest("The address holds a NUL byte"))
        return get_response(request)

    return middleware


def forget_forwarded_headers_of_strangers(get_response: GetResponse) -> GetResponse:
    """Only the proxies of TRUSTED_PROXY may say which scheme and address a visitor used."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_trusted_proxy(request.META.get("REMOTE_ADDR", "")):
            for name in ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST"):
                request.META.pop(name, None)
        return get_response(request)

    return middleware


def is_trusted_proxy(address: str) -> bool:
    try:
        peer = ip_address(address)
    except ValueError:
        return False
    return any(peer in network for network in settings.TRUSTED_PROXIES)
