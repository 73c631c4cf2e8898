"""How a room offers filters, columns and orders for lists of people, and what the people room offers itself."""

from matrikel.people.filters.columns import COLUMNS
from matrikel.people.filters.offers import Offer
from matrikel.people.filters.orders import ORDERS
from matrikel.people.filters.persons import FILTERS
from matrikel.people.filters.tags import TAG_COLUMN, TAG_FILTER

OFFER = Offer(filters=(*FILTERS, TAG_FILTER), columns=(*COLUMNS, TAG_COLUMN), orders=ORDERS)
