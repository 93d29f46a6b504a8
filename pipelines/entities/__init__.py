"""From text to entities: the gazetteer, mentions and what they stand for."""
