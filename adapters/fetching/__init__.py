"""Fetches feeds and pages from the web: safely, whatever a server sends, and no faster than a guest should."""
