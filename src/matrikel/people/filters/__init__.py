"""How a room offers filters and columns for lists of people, and what the people room offers itself."""

from matrikel.people.filters.columns import COLUMNS
from matrikel.people.filters.offers import Offer
from matrikel.people.filters.persons import FILTERS

OFFER = Offer(filters=FILTERS, columns=COLUMNS)
