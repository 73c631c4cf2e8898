"""The kernel holds what every room needs and what belongs to none of them."""
