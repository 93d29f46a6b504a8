"""What is taken down: which articles and rows a list of addresses, domains, claims and people is about."""
