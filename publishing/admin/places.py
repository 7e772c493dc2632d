"""Where in a form stands what a problem names: "Key point 2", "Block 3", "Summary". Reads the form; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst


def ids_of_places(form: Any, inlines: Iterable[Any]) -> dict[str, str]:
    """The id of the form's element for each place, in the words that problems use."""
    found = {capfirst(str(field.label)): str(field.id_for_label) for field in form}
    blocks: list[tuple[int, str]] = []
    for inline in inlines:
        formset = inline.formset
        rows = [(row.instance, f"{formset.prefix}-{number}") for number, row in enumerate(formset.initial_forms)]
        if hasattr(inline.opts, "sections"):
            # Blocks of a body, of several kinds and in one order.
            blocks += [(row.ordering, element) for row, element in rows]
        else:
            name = capfirst(str(inline.opts.verbose_name))
            found |= {f"{name} {number}": element for number, (_, element) in enumerate(rows, start=1)}
    return found | {f"Block {number}": element for number, (_, element) in enumerate(sorted(blocks), start=1)}
