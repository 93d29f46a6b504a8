"""Files that hold many articles: web archives (WARC) and JSON lines, streamed, filtered, and resumed."""
