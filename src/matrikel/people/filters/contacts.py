"""Which contact points one may use on a day, for statements of any room."""

CONTACT_HOLDS = (
    "(c.valid_from IS NULL OR c.valid_from <= %(on)s) AND (c.valid_to IS NULL OR c.valid_to > %(on)s)"
)
"""As `NewContactPoint.holds_on` says, of a row `c` of people_contactpoint on the day `on`."""
