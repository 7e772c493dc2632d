"""Log lines: a visitor's text never starts a line of its own."""

from __future__ import annotations

import logging

from nutrition_site.logs import OneLineFormatter


def test_line_breaks_in_a_message_are_written_as_escapes() -> None:
    record = logging.LogRecord(
        "site", logging.WARNING, __file__, 1, "Not Found: %s", ("/a\r\nERROR forged\u2028\x1b[0m",), None
    )

    line = OneLineFormatter().format(record)

    assert line.split(" ", 2)[2] == "WARNING site Not Found: /a\\r\\nERROR forged\\u2028\\x1b[0m"
