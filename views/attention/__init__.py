"""The page of what needs a person."""
