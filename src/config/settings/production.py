"""How Matrikel runs for people: the demo differs only in its environment."""

from config.settings.base import *
