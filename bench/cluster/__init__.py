"""Several machines of one portal, all on this one: a primary and its replica, two instances, and nginx before them."""
