"""Web pages to articles: the tree, its layers of metadata, and the body."""
