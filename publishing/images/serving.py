"""Serves the renditions of images, inert: no list, no cookie, no database, and nothing in them may run or load.

The files that were kept are never served: the widest rendition is all that a reader needs.
"""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from publishing.images.files import folder

# The route lets only these names through, so that no path can be built from them.
RENDITION = r"[0-9a-f]{64}-[1-9][0-9]{0,3}\.(?:webp|avif)"
TYPES = {"webp": "image/webp", "avif": "image/avif"}


@require_safe
def serve_image(request: HttpRequest, name: str) -> HttpResponseBase:
    try:
        stream = (folder() / name).open("rb")
    except FileNotFoundError as error:
        raise Http404("There is no image of this name.") from error
    # The name says what is in it, for ever.
    etag = f'"{name}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = FileResponse(stream, content_type=TYPES[name.rsplit(".")[-1]])
    else:
        stream.close()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
