"""The portal: what a member sees of the association, and of what it holds about them."""
