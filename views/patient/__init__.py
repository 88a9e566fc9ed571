"""The page of one patient: the banner, and a tab for each part of the record."""
