#!/usr/bin/env python
"""Runs Django's management commands for the nutrition guide; holds no logic of its own."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nutrition_site.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
