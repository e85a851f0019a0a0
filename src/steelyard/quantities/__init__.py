"""Units, money, dimension names and labelled arrays: the only place with conversion factors."""
