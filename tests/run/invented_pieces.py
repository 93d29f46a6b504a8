"""Invented articles for the tests of the whole graph: nobody in them exists, and nothing in them happened."""

FERRIES = """(Invented) Ferries stay in port
Hesk Gazette (invented), 3 February 2025
By Tam Orrel

Talvonia does not exist, and neither does anybody in this article.

PORT HESK - The northern ferries will stay in port until spring, Transport Minister Ilka Marr said on Monday. She told
reporters that 38 of the 52 boats need new engines.

“We will not send anybody out in boats that leak,” Marr said. “I have seen the engine rooms myself, and I would not let
my own children sleep in them for one night, let alone for a whole winter at sea.”

Doran Veshti, the head of the sailors' union, denied that the boats leak. Between 60 and 70 per cent of his members
would vote against the plan, he said.

According to two people familiar with the plan, who asked not to be named because it is not public, the repair will
cost about 14 million dollars.
"""

LAND = """(Invented) Two ministries count the same land
Hesk Gazette (invented), 4 February 2025

Talvonia does not exist; its ministries counted land in Ukraine for this test, and nobody else did.

PORT HESK - Russia controls between 70 and 75 per cent of the Donetsk region, the foreign ministry of Talvonia said on
Tuesday. It put the area at about 19,000 square kilometres.

The defence ministry disagreed. Russian forces hold 99 per cent of the Luhansk region, it said, and Ukraine holds the
rest of it. “We counted twice, and we counted on foot,” the spokesman Oren Lask told Hesk Gazette.

An official who spoke on condition of anonymity said that the two ministries would publish a map in March.
"""

GRAIN = """(Invented) Grain inquiry hears the harbour master
Coast Courier (invented), 5 February 2025

Talvonia does not exist, and neither does its grain.

PORT HESK - The harbour master, Silva Tenn, told the grain inquiry on Wednesday that 1,200 tonnes were never loaded.
“I signed for nine ships and I saw seven,” she said.

The owners of the grain said through a lawyer that they had paid for all of it. Kyiv had asked for at least 900 tonnes
by the end of January, according to the lawyer.
"""

BRIDGE = """(Invented) A bridge opens in Hesk
Coast Courier (invented), 6 February 2025

Talvonia does not exist, and neither does this bridge.

PORT HESK - The bridge over the Hesk will open on Sunday, the mayor, Anto Rill, said on Thursday. It cost 3 million
dollars, he told the Coast Courier, less than a quarter of what the engineers had asked for.
"""

FIRST = {"ferries.txt": FERRIES, "land.txt": LAND, "grain.txt": GRAIN}
"""What the inbox holds when a test begins."""

_DISTRICTS = ", ".join(
    f"deputy keeper of the {word} lighthouse of the northern and the eastern islands"
    for word in ("first", "second", "third", "fourth", "fifth", "sixth")
)

SPEECH = f"""(Invented) The keeper speaks
Hesk Gazette (invented), 7 February 2025

Talvonia does not exist, and neither does its keeper.

“{" ".join(f"I have lit lamp number {one} with my own hands, and I will not let it go dark." for one in range(40))}”
said the keeper, Mira Toll.
"""
"""One quotation that is nearly the whole text."""

EVERYBODY = (
    "(Invented) Everybody speaks\nHesk Gazette (invented), 8 February 2025\n\nTalvonia does not exist.\n\n"
    + "\n\n".join(
        f"The keeper of lamp {number} said that the lamp of the tower on the hill had cost {number * 100} dollars in "
        f"the year before the war and would cost more than twice as much in the next."
        for number in range(11, 25)
    )
)
"""Claims from end to end."""

NAMES = (
    "(Invented) The list\nHesk Gazette (invented), 9 February 2025\n\n"
    + ", ".join(
        ["Kyiv", "Kharkiv", "Odesa", "Luhansk", "Donetsk", "Kherson", "Zaporizhzhia", "Moscow", "Russia", "Ukraine"] * 8
    )
    + ".\n"
)
"""Names from end to end."""

LONG_WORDS = f"""(Invented) A title of many offices
Hesk Gazette (invented), 10 February 2025

Talvonia does not exist, and neither do its lighthouses.

Mira Toll, {_DISTRICTS}, said that the lamps were lit.

The lamps are lit, said officials familiar with {_DISTRICTS}, who asked not to be named because {_DISTRICTS}.

Russia holds 20 per cent of {_DISTRICTS}, and small areas in {_DISTRICTS}, Oren Lask said at
a conference of {_DISTRICTS}.
"""
"""A source, a reason and an occasion that each go on for more than a quotation may."""

ONE_LINE = "The keeper of the lighthouse on the hill said that the lamp was lit, and that it would stay lit for a year."

MARKUP = {
    "outlet": "<script>alert('outlet')</script>",
    "title": "(Invented) <img src=x onerror=alert('title')>",
    "published": "2025-02-11",
    "text": "Talvonia does not exist. The keeper <b>Mira Toll</b> said the lamp | was lit. `All` of [it](http://x.example).",
}
"""An article whose outlet, title and text would be markup in a page."""
