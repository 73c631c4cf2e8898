#!/usr/bin/env python
"""Django's own commands, on the database that the command matrikel would use."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    if "DJANGO_SETTINGS_MODULE" not in os.environ:
        from matrikel.console.start import prepare_environment

        prepare_environment()
    execute_from_command_line(sys.argv)
