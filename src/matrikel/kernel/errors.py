"""The three families of errors that a door can be handed by a room."""


class Refusal(Exception):
    """A rule said no; the message is a sentence for the person who asked."""


class NotFound(Exception):
    """There is no such thing, or not for whoever asks: both look the same."""


class Forbidden(Exception):
    """The person is known but holds no right to this."""
