"""What a cashier sees: accounts, the bill of one, and money."""
