"""Feeds and pages from the web: fetched safely and politely, with what is known of them kept in one file.

`round.py` is what runs; `frontier.py` is what it remembers. What a page says is read elsewhere (`ingest/pages`).
"""
