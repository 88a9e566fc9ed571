"""Whole stories through the real windows: the demonstration and its headless proof."""
