"""Pages for tests: invented news of an invented town."""

import json

WORDS = "The harbour of Port Hesk stays closed until spring, the mayor said on Monday after a long meeting. "
BODY = "".join(f"<p>Paragraph {number}. {WORDS}</p>" for number in range(4))


def page(head="", body=BODY, attributes=' lang="en"'):
    markup = f"<!doctype html><html{attributes}><head>{head}</head><body><article>{body}</article></body></html>"
    return markup.encode()


def json_ld(**fields):
    return f'<script type="application/ld+json">{json.dumps(fields)}</script>'


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'
