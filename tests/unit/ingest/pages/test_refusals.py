"""Pages that are no article say why, and articles that only speak of such things are read."""

import pytest
from invented_pages import BODY, WORDS, json_ld, meta, page

from dataset.contract.fields import FIELDS
from pipelines.ingest.found import Unreadable
from pipelines.ingest.pages import refusals
from pipelines.ingest.pages.page import found_in_page

ARTICLE = json_ld(**{"@type": "NewsArticle", "headline": "Harbour closed"})
TEASERS = "".join(
    f'<h3><a href="/news/{number}">Harbour of Port Hesk closed for the {number}th time this year</a></h3>'
    f"<p>Teaser {number}: the mayor of the town speaks.</p>"
    for number in range(12)
)


def reason_for(markup, url=None):
    with pytest.raises(Unreadable) as caught:
        found_in_page(markup, url)
    return caught.value.reason_code


@pytest.mark.parametrize(
    ("head", "body", "reason_code"),
    [
        pytest.param("", "<h1>Page not found</h1><p>Try the search.</p>", "soft_404", id="heading"),
        pytest.param("<title>404 | Example Wire</title>", f"<p>{WORDS}</p>", "soft_404", id="number-as-title"),
        pytest.param(meta("og:title", "Error 404: Page not found"), f"<p>{WORDS}</p>", "soft_404", id="number-too"),
        pytest.param(meta("og:title", "Сторінку не знайдено"), f"<p>{WORDS}</p>", "soft_404", id="ukrainian"),
        pytest.param("", "<h1>Hm</h1><p>The page you requested does not exist.</p>", "soft_404", id="body"),
        pytest.param(
            "",
            "<h1>Example Wire</h1><p>We value your privacy. We and our partners store and/or access information on a "
            "device. You can withdraw your consent.</p>",
            "consent",
            id="consent",
        ),
        pytest.param("<title>Before you continue</title>", f"<p>{WORDS}</p>", "consent", id="consent-as-title"),
        pytest.param("", "<h1>Sign in</h1><p>Forgot your password?</p><form><input></form>", "login", id="login"),
        pytest.param("", "<h1>Area</h1><p>You must be logged in to go on.</p>", "login", id="login-in-words"),
        pytest.param("<title>Just a moment...</title>", "<p>Enable JavaScript and cookies to continue</p>", "blocked",
                     id="browser-check"),
        pytest.param("", f"<p>{WORDS}</p><p>Subscribe to continue reading.</p>", "paywall", id="paywall"),
        pytest.param("", f"<p>{WORDS}</p><p>Вже читаєте? Доступно лише передплатникам.</p>", "paywall",
                     id="paywall-ukrainian"),
        pytest.param("", TEASERS, "index_page", id="list-of-teasers"),
    ],
)  # fmt: skip
def test_a_page_that_is_no_article_says_why(head, body, reason_code):
    assert reason_for(page(head, body)) == reason_code


def test_words_without_an_element_are_no_page():
    assert reason_for(b'{"error": "not found"}') == "no_markup"


def test_a_front_page_is_no_article_unless_it_states_to_be_one():
    address = "https://wire.example.org/"
    assert reason_for(page(), address) == "index_page"
    assert found_in_page(page(ARTICLE), address).text
    assert found_in_page(page(), address + "?p=17").text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param(meta("og:title", "Page not found: how links die"), BODY * 3, id="a-title-about-missing-pages"),
        pytest.param(meta("og:title", "Not found"), BODY * 12, id="a-long-piece-under-such-a-title"),
        pytest.param("", BODY * 2 + "<p>The firm said: we use cookies, and we value your privacy.</p>", id="cookies"),
        pytest.param("", BODY * 4 + "<p>Subscribe to continue reading us.</p>", id="a-long-piece-with-an-appeal"),
        pytest.param("", BODY + "<p>Please log in, the mayor told the clerks of the town.</p>" + BODY, id="log-in"),
        pytest.param("", BODY + TEASERS[: len(TEASERS) // 4], id="some-teasers-behind-a-piece"),
    ],
)
def test_an_article_that_speaks_of_such_things_is_read(head, body):
    assert "Port Hesk" in found_in_page(page(head, body)).text


def test_each_reason_is_one_of_the_contract_and_has_words():
    codes = {code for place in ("title", "page") for code in refusals._phrases(place)}
    assert codes < set(refusals._REASONS) <= set(FIELDS["reason_code"].allowed)
