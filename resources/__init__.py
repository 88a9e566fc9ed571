"""Pictures, fonts, words and the theme, each beside the few lines that load it."""
