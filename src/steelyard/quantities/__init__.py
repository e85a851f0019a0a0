"""Units, money and array types: the only place with conversion factors."""
