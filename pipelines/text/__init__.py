"""From text to attributed claims: sentences, quotation marks, cues, clauses, speakers."""
