"""What the environment names, the list of feeds, and the command that tries them: clear words for what is wrong."""

from datetime import UTC, datetime

import pytest
from loopback import serving

from dataset.reference.load import rows
from pipelines.ingest.web.probe import probe
from pipelines.ingest.web.settings import SettingError, WebSettings, web_settings
from pipelines.ingest.web.specs import COLUMNS, FeedsError, feeds_file, read_feeds

NOW = datetime(2026, 11, 28, 5, tzinfo=UTC)
HEAD = ",".join(COLUMNS)
GOOD = "Example Wire,https://example.org/rss,rss,en,quote,yes,test"


def listed(tmp_path, *lines):
    path = tmp_path / "feeds.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_projects_own_list_can_be_read_and_waits_to_be_proven():
    feeds = read_feeds(feeds_file({}))
    assert len(feeds) >= 30
    assert not [feed for feed in feeds if feed.is_active]
    rights = {row["name"]: row["rights"] for row in rows("outlets")}
    assert [feed.outlet for feed in feeds if rights.get(feed.outlet) != feed.rights] == []


def test_a_list_of_ones_own(tmp_path):
    path = listed(tmp_path, HEAD, GOOD)
    (feed,) = read_feeds(feeds_file({"GROUNDLINE_FEEDS": str(path)}))
    assert (feed.outlet, feed.url, feed.kind, feed.language, feed.is_active) == (
        *("Example Wire", "https://example.org/rss", "rss", "en"),
        True,
    )


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        pytest.param(["outlet,url"], "line 1: the columns are outlet,url,kind", id="columns"),
        pytest.param([], "line 1: the columns are", id="empty"),
        pytest.param([HEAD, "Example Wire,https://example.org/rss"], "line 2: has not 7 fields", id="fields"),
        pytest.param([HEAD, GOOD + ",more"], "line 2: has not 7 fields", id="too-many-fields"),
        pytest.param([HEAD, GOOD.replace("rss,en", "xml,en")], "line 2: kind is 'xml'", id="kind"),
        pytest.param([HEAD, GOOD.replace("yes", "true")], "line 2: active is 'true'", id="active"),
        pytest.param([HEAD, GOOD.replace("quote", "free")], "line 2: rights is 'free'", id="rights"),
        pytest.param([HEAD, GOOD.replace("https", "ftp")], "line 2: the url leads to a scheme", id="scheme"),
        pytest.param([HEAD, GOOD.replace("Example Wire", "")], "line 2: names no outlet", id="outlet"),
        pytest.param([HEAD, GOOD, GOOD], "stands twice", id="twice"),
        pytest.param([HEAD, '"open'], "is no CSV", id="no-csv"),
    ],
)
def test_wrong_lists_are_told_with_the_line(tmp_path, lines, words):
    with pytest.raises(FeedsError, match=words):
        read_feeds(listed(tmp_path, *lines))


def test_lists_that_are_no_text_or_no_file(tmp_path):
    (tmp_path / "feeds.csv").write_bytes(b"\xff\xfe\0")
    with pytest.raises(FeedsError, match="UTF-8"):
        read_feeds(tmp_path / "feeds.csv")
    for value in ("", str(tmp_path), str(tmp_path / "none.csv")):
        with pytest.raises(FeedsError, match="GROUNDLINE_FEEDS"):
            feeds_file({"GROUNDLINE_FEEDS": value})


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        pytest.param("maintainer@example.org", "maintainer@example.org", id="mail"),
        pytest.param("https://example.org/about?x=1", "https://example.org/about?x=1", id="page"),
        pytest.param("mailto:a.b+c@mail.example.org", "a.b+c@mail.example.org", id="mailto"),
        pytest.param("\u041c\u0430\u0440\u0456\u044f (desk), m@example.org", "m@example.org", id="with-a-name"),
        pytest.param("a@example.org\r\nX-Header: y", "a@example.org", id="two-lines"),
        pytest.param("http://example.org/)(x", "http://example.org/", id="brackets"),
    ],
)
def test_the_first_address_of_a_contact_is_told(contact, told):
    assert web_settings({"GROUNDLINE_CONTACT": contact}).user_agent.endswith(f" (+{told})")


@pytest.mark.parametrize("contact", ["", "me", "a@b", "http://", "@example.org", "x" * 300 + "a@example.org"])
def test_what_is_no_contact_is_told(contact):
    with pytest.raises(SettingError, match="GROUNDLINE_CONTACT"):
        web_settings({"GROUNDLINE_CONTACT": contact})


def test_networks_are_named_one_by_one():
    assert web_settings({}) == WebSettings()
    settings = web_settings({"GROUNDLINE_ALLOW_NETWORKS": "127.0.0.0/8, 10.0.0.0/24"})
    assert [str(network) for network in settings.allowed] == ["127.0.0.0/8", "10.0.0.0/24"]
    with pytest.raises(SettingError, match="GROUNDLINE_ALLOW_NETWORKS"):
        web_settings({"GROUNDLINE_ALLOW_NETWORKS": "localhost"})


def test_the_command_tries_feeds_and_tells_how_they_fare(tmp_path):
    with serving() as site:
        site.feed("/rss", ["/one", "/two"])
        line = GOOD.replace("yes", "no")
        good, bad = (line.replace("https://example.org/rss", site.url(path)) for path in ("/rss", "/gone"))
        environment = {
            "GROUNDLINE_FEEDS": str(listed(tmp_path, HEAD, good, bad)),
            "GROUNDLINE_STORE": str(tmp_path / "store"),
            "GROUNDLINE_ALLOW_NETWORKS": "127.0.0.0/8",
        }
        said = list[str]()
        assert probe(NOW, said.append, environment) == 2
        assert said == ["GROUNDLINE_CONTACT: is unset; nothing is fetched without a contact"]
        assert site.asked == []
        said.clear()
        assert probe(NOW, said.append, {**environment, "GROUNDLINE_CONTACT": "maintainer@example.org"}) == 0
    assert [line.split() for line in said[1:3]] == [
        ["Example", "Wire", "yes", "2", "came", site.url("/rss")],
        ["Example", "Wire", "no", "http_404", site.url("/gone")],
    ]
    assert said[3] == "2 tried, 1 came and are in use from now on"
