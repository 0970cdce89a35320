"""Tests of plain-text dumps, each untidy in its own way: what is text, what is furniture, and what the head says."""

from datetime import UTC, datetime, timedelta, timezone

PROSE = "The harbour office said on Monday that the ferry would stay in port until the fog had gone."
MORE = "Passengers were told to take the bus, which needs three hours for the way around the bay."
LAST = "Nobody was hurt. The next ferry is to sail at noon on Tuesday."


def test_a_tidy_text(dump, parts):
    """A headline, an empty line and paragraphs are just that; each line is a paragraph, joined by empty lines."""
    article = dump(f"Fog keeps the ferry in port\n\n{PROSE}\n{MORE}\n\n{LAST}\n")
    assert (article.headline, article.headline_from, article.deck) == ("Fog keeps the ferry in port", "text", None)
    assert parts(article, "paragraph") == [PROSE, MORE, LAST]
    assert article.text == f"{PROSE}\n\n{MORE}\n\n{LAST}"
    assert (article.language, article.furniture, article.published.precision) == ("en", (), "unknown")


def test_no_headline_at_all(dump, parts):
    """Without a headline the first sentence stands in, whole, and stays in the text."""
    article = dump(f"{PROSE} {MORE}\n{LAST}")
    assert (article.headline, article.headline_from) == (PROSE, "first sentence")
    assert parts(article, "paragraph") == [f"{PROSE} {MORE}", LAST]


def test_a_stand_in_comes_from_a_paragraph(dump):
    """A caption or bullet above the text gives no headline as long as there is a paragraph."""
    article = dump(f"The quay on Sunday. (AP Photo/Ann Roe)\n\n• One thing\n• Another thing\n\n{PROSE}\n\n{LAST}")
    assert (article.headline, article.headline_from) == (PROSE, "first sentence")


def test_a_headline_run_together_with_the_lines_below(dump, parts, furniture):
    """A headline that comes again with outlet, place, author and edition behind slashes is taken apart."""
    article = dump(
        "Top StoryWorld\n\nFog Keeps Port Ansel Ferry in Harbour\n\n"
        f"Fog Keeps Port Ansel Ferry in Harbour/ Bayside Wire/ PORT ANSEL/ M. Tellwright/ Evening Edition/ {PROSE}\n\n"
        f"{MORE}\n\nFog Keeps Port Ansel Ferry in Harbour\n\nPORT ANSEL — {LAST}"
    )
    assert article.headline == "Fog Keeps Port Ansel Ferry in Harbour"
    assert (article.outlet, article.place, article.authors) == ("Bayside Wire", "Port Ansel", ("M. Tellwright",))
    assert parts(article, "paragraph") == [PROSE, MORE, LAST]
    assert furniture(article, "section") == ["Top StoryWorld"]
    assert furniture(article, "edition") == ["Evening Edition"]
    assert furniture(article, "headline repeated") == [article.headline] * 2
    assert furniture(article, "dateline") == ["PORT ANSEL", "PORT ANSEL —"]


def test_an_agency_line(dump, parts, furniture):
    """An agency's name alone under the headline is the agency, and the outlet as no other is named."""
    article = dump(f"Fog keeps the ferry in port\n\nAgence France-Presse\n\n{PROSE}\n\n{LAST}")
    assert (article.agency, article.outlet) == ("AFP", "AFP")
    assert furniture(article, "agency line") == ["Agence France-Presse"]
    assert parts(article, "paragraph") == [PROSE, LAST]


def test_a_leading_date_field(dump, furniture):
    """A date field on the headline's line is cut off; the published line's minute outweighs its day."""
    article = dump(f" date 2025-04-03  Fog keeps 'the ferry' in port\nPublished: 3 Apr. 2025, 09:07\n{PROSE}\n{LAST}")
    assert article.headline == "Fog keeps 'the ferry' in port"
    assert article.published.at == datetime(2025, 4, 3, 9, 7, tzinfo=timezone(timedelta(hours=2)))
    assert (article.published.precision, article.published.found_in) == ("minute", "published line")
    assert furniture(article, "date line") == ["date 2025-04-03", "Published: 3 Apr. 2025, 09:07"]


def test_dates_in_the_text_are_not_the_date_of_the_text(dump):
    """Days in captions, posts and sentences date nothing."""
    article = dump(
        f"Fog keeps the ferry in port\n\nThe quay on April 1, 2025, in Port Ansel. (AP Photo/Ann Roe)\n\n{PROSE}\n\n"
        "Still here.\n— Ann Roe (@annroe) April 2, 2025\n\nThe last fog was on March 3, 2025, at 10:15 in the morning."
    )
    assert article.published.at is None
    assert article.updated is None


def test_captions_and_credits(dump, parts, furniture):
    """Captions are told by their credits and opening words; the credits are set aside."""
    article = dump(
        "Fog keeps the ferry in port\n\n"
        f"FILE – Fog over the quay, Tuesday, Oct. 1, 2024. (AP Photo/Ann Roe)\n\n{PROSE}\n\n"
        "Passengers wait for the bus in Port Ansel on Monday. [REUTERS/YONHAP]\n"
        f"{MORE}\nThe bus station. Photo: Jon Doe/Getty Images\nThe ferry at sea (Ann Roe/The Harbor Ledger)\n{LAST}\n"
        "Image source, Getty Images\nImage caption,\nThe old lighthouse can be seen from the road\nShutterstock\n"
        "Nobody knows when the fog will lift."
    )
    assert parts(article, "caption") == [
        "FILE – Fog over the quay, Tuesday, Oct. 1, 2024.",
        "Passengers wait for the bus in Port Ansel on Monday.",
        "The bus station.",
        "The ferry at sea",
        "The old lighthouse can be seen from the road",
    ]
    assert parts(article, "paragraph") == [PROSE, MORE, LAST, "Nobody knows when the fog will lift."]
    assert furniture(article, "credit") == [
        "(AP Photo/Ann Roe)",
        "[REUTERS/YONHAP]",
        "Photo: Jon Doe/Getty Images",
        "(Ann Roe/The Harbor Ledger)",
        "Image source, Getty Images",
        "Image caption,",
        "Shutterstock",
    ]


def test_brackets_that_are_no_credits(dump, parts):
    """A paragraph that ends with a bracket of another kind stays a paragraph, and so does a question of pictures."""
    lines = [
        "The company (formerly Bay Lines) fell by 3 percent (or 12 cents).",
        "The photo of the ferry was shared by thousands and moved a nation that seldom agrees (on all/anything).",
        "Ministers from the two countries (Norland and Sudland) met.",
    ]
    assert parts(dump("Fog keeps the ferry in port\n\n" + "\n\n".join(lines)), "paragraph") == lines


def test_bullets_under_a_heading(dump, parts):
    """A list of facts is bullets, whatever mark it has, and the line above it a heading."""
    for mark in ("•", "-", "*", "–", "▪"):
        article = dump(
            f"Fog keeps the ferry in port\n\n{PROSE}\n\nAt a glance\n  {mark} One thing\n  {mark} Two things\n\n{LAST}"
        )
        assert parts(article, "heading") == ["At a glance"]
        assert parts(article, "bullet") == ["One thing", "Two things"]
        assert parts(article, "paragraph") == [PROSE, LAST]


def test_a_lone_dash_is_no_list(dump, parts):
    """A line of dialogue or an aside that begins with a dash keeps it."""
    article = dump(f"Fog keeps the ferry in port\n\n{PROSE}\n\n— Nobody told us anything, said a passenger.\n\n{LAST}")
    assert parts(article, "paragraph")[1] == "— Nobody told us anything, said a passenger."


def test_embedded_posts(dump, parts):
    """A post of a social network is one part down to its signature, with or without empty lines around it."""
    post = (
        "@bayoffice on @portradio — https://t.co/aB3dE\nMinutes:https://t.co/zZ9\n"
        "The fog, they say in the interview,\n— Jon Doe (@jondoe) April 2, 2025"
    )
    article = dump(f"{PROSE}\n{MORE}\n{post}\nA bus for everyone\n{LAST}")
    assert parts(article, "embed") == [post]
    assert parts(article, "paragraph") == [PROSE, MORE, LAST]
    apart = dump(
        f"{PROSE}\n\nShe wrote:\n\nThank you all. pic.twitter.com/AbC1\n\n— Ann Roe (@annroe) April 2, 2025\n\n{LAST}"
    )
    assert parts(apart, "embed") == ["Thank you all. pic.twitter.com/AbC1\n— Ann Roe (@annroe) April 2, 2025"]
    assert parts(apart, "paragraph") == [PROSE, "She wrote:", LAST]


def test_a_block_of_lines_above_a_signature_is_the_post(dump, parts):
    """All lines of the block that a signature closes belong to the post, though only the signature shows it."""
    article = dump(f"{PROSE}\n\nWe did what we could.\nThe fog won.\n— Ann Roe (@annroe) April 2, 2025\n\n{LAST}")
    assert parts(article, "embed") == ["We did what we could.\nThe fog won.\n— Ann Roe (@annroe) April 2, 2025"]


def test_corrections(dump, parts):
    """Corrections, clarifications and editors' notes are parts of their own kind."""
    notes = [
        "Correction: An earlier version gave the wrong time of departure.",
        "Editor’s note (April 4): The name of the captain has been added.",
        "This article was amended on 4 April 2025 because the ferry has two decks, not three.",
        "CLARIFICATION — The ferry belongs to the county.",
        "An earlier version of this story misspelled the captain's name.",
    ]
    article = dump(f"Fog keeps the ferry in port\n\n{PROSE}\n\n" + "\n\n".join(notes))
    assert parts(article, "correction") == notes
    headed = dump(f"Fog keeps the ferry in port\n\n{PROSE}\n\nCorrection\nThe ferry has two decks.\n\n{LAST}")
    assert parts(headed, "correction") == ["Correction", "The ferry has two decks."]


def test_the_foot_of_a_page(dump, parts, furniture):
    """Tags, comments, ratings, links and pleas behind the text are furniture to the last word, each with its reason."""
    article = dump(
        f"Fog keeps the ferry in port\n\n{PROSE}\n\n{MORE}\n\n{LAST}\n\nWith Ledger wires\n\n"
        "Tags: fog, ferries, Port Ansel\n\n"
        "Comments (2)\nJo\nWhat do you expect of them, really, on a day like this one?\nLeave a comment\n\n"
        "How useful was this article?\nClick on a star to rate it!\nAverage rating 0 / 5. Vote count: 0\n\n"
        "Previous Article\nBridge closed for a week: all you need to know\nNext Article\nCouncil meets in public\n\n"
        "Sign up for our newsletter to get the news in your inbox.\n"
        "© 2025 The Harbor Ledger. All rights reserved.\n\nMenu"
    )
    assert parts(article, "paragraph") == [PROSE, MORE, LAST]
    assert article.tags == ("fog", "ferries", "Port Ansel")
    assert furniture(article, "wires") == ["With Ledger wires"]
    assert "What do you expect of them, really, on a day like this one?" in furniture(article, "comments")
    assert len(furniture(article, "rating")) == 3
    assert furniture(article, "related") == [
        "Previous Article",
        "Bridge closed for a week: all you need to know",
        "Next Article",
        "Council meets in public",
    ]
    assert furniture(article, "newsletter") == ["Sign up for our newsletter to get the news in your inbox."]
    assert furniture(article, "legal") == ["© 2025 The Harbor Ledger. All rights reserved."]
    assert furniture(article, "navigation") == ["Menu"]


def test_teasers_behind_the_text(dump, parts):
    """Titles with teasers below a heading such as "Latest news" are no part of the article."""
    article = dump(
        f"Fog keeps the ferry in port\n\n{PROSE}\n\n{MORE}\n\n{LAST} {PROSE}\n\n{MORE}\n\nLatest news\n\n"
        "Bridge closed\n\n"
        "The bridge over the sound is closed for a week from today.\n\nCouncil meets"
    )
    assert parts(article, "paragraph") == [PROSE, MORE, f"{LAST} {PROSE}", MORE]
    assert parts(article, "heading") == []


def test_links_inside_the_text(dump, parts, furniture):
    """A link in the text is taken out with its title, and the text goes on behind it."""
    article = dump(
        f"Fog keeps the ferry in port\n\n{PROSE}\n\nRead more\nBridge closed for a week\n"
        f"Why the fog stays\n\n{MORE}\n\n"
        f"READ MORE: Council meets\n\nAdvertisement\n\nWhat comes next\n\n{LAST}\n\n{PROSE}\n\n{MORE}"
    )
    assert parts(article, "paragraph") == [PROSE, MORE, LAST, PROSE, MORE]
    assert parts(article, "heading") == ["What comes next"]
    assert furniture(article, "related") == [
        "Read more",
        "Bridge closed for a week",
        "Why the fog stays",
        "READ MORE: Council meets",
    ]


def test_a_quotation_without_a_stop(dump, parts):
    """Somebody's words stay a paragraph though the line's stop is missing; a title in the same place is a heading."""
    quotation = "“We have waited here since six in the morning,” said Ann Roe"
    article = dump(f"Fog keeps the ferry in port\n\n{PROSE}\n{quotation}\n{MORE}\nA Long Night on the Quay\n{LAST}")
    assert quotation in parts(article, "paragraph")
    assert parts(article, "heading") == ["A Long Night on the Quay"]


def test_headings_that_ask_or_introduce(dump, parts):
    """A short question or a few words before a colon head what follows."""
    article = dump(f"Fog keeps the ferry in port\n\n{PROSE}\n\nWhen will it sail?\n\n{MORE}\n\nWhat we know:\n\n{LAST}")
    assert parts(article, "heading") == ["When will it sail?", "What we know:"]


def test_a_wrapped_mail(dump, parts):
    """A mail is read by its head, and its wrapped lines become paragraphs and bullets again."""
    article = dump(
        "From: The Harbor Ledger <news@ledger.example>\nTo: reader@mail.example\n"
        "Subject: Fog keeps the ferry in port\nDate: Thu, 3 Apr 2025 10:00:00 +0100\n\n"
        "View this email in your browser\n\n"
        "The harbour office said on Monday that the ferry would stay in port\n"
        "until the fog had gone, and that nobody should"
        " come to the quay before\nit had sounded the horn twice.\n\n"
        "* Passengers were told to take the bus, which needs three hours for\n"
        "  the way around the bay.\n* It is free.\n\n"
        "The next ferry is to sail at noon. Until then the kiosk on the quay\n"
        "stays open, with tea for everybody who waits.\n\n"
        "--\nUnsubscribe | Manage preferences\n"
    )
    assert (article.headline, article.outlet) == ("Fog keeps the ferry in port", "The Harbor Ledger")
    assert article.published.at == datetime(2025, 4, 3, 9, tzinfo=UTC)
    first, last = parts(article, "paragraph")
    assert first.endswith("come to the quay before it had sounded the horn twice.")
    assert last.endswith("the kiosk on the quay stays open, with tea for everybody who waits.")
    assert parts(article, "bullet") == [
        "Passengers were told to take the bus, which needs three hours for the way around the bay.",
        "It is free.",
    ]


def test_a_copied_page_with_its_menu_first(dump, parts):
    """Cookie notices, menus and buttons above and below the article are set aside, and the headline is found."""
    article = dump(
        "We use cookies to give you the best experience.\nAccept all\nSkip to content\nSubscribe\n"
        "Sign in\nHome\nWorld\nSport\n"
        "Home > News > Local\nThe Harbor Ledger\nFog keeps the ferry in port for a second day\n"
        "By ANN ROE | Staff writer\nUpdated April 4, 2025 2:15 p.m. ET\n5 min read\nListen to this article\n"
        f"Share on Facebook Twitter\n{PROSE}\nADVERTISEMENT\n{MORE}\n{LAST}\nFollow us on Instagram\n"
        "Share this article\n"
        "Ann Roe is a staff writer at The Harbor Ledger.\nMost read\nBridge closed\nTen best beaches of the bay"
    )
    assert article.headline == "Fog keeps the ferry in port for a second day"
    assert (article.outlet, article.authors) == ("The Harbor Ledger", ("Ann Roe",))
    assert article.updated.at == datetime(2025, 4, 4, 14, 15, tzinfo=timezone(timedelta(hours=-4)))
    assert (article.published.at, article.published.found_in) == (article.updated.at, "updated line")
    assert parts(article, "paragraph") == [PROSE, MORE, LAST]
    assert {part.kind for part in article.parts} == {"paragraph"}


def test_a_deck_of_whole_sentences(dump, parts):
    """Sentences between the headline and the byline are the deck; the text begins behind the date."""
    article = dump(
        "Fog keeps the ferry in port\nThousands wait a second night. Buses run late.\n"
        "Ann Roe in Port Ansel and Jon Doe\n"
        f"Thu 3 Apr 2025 18.40 BST\nLast modified on Fri 4 Apr 2025 09.12 BST\nShare\n{PROSE}\n\n{MORE}"
    )
    assert article.deck == "Thousands wait a second night. Buses run late."
    assert article.authors == ("Ann Roe", "Jon Doe")
    assert article.published.at == datetime(2025, 4, 3, 18, 40, tzinfo=timezone(timedelta(hours=1)))
    assert article.updated.at == datetime(2025, 4, 4, 9, 12, tzinfo=timezone(timedelta(hours=1)))
    assert parts(article, "paragraph") == [PROSE, MORE]


def test_a_title_with_the_outlet_behind_it(dump, furniture):
    """A page's title is the headline without the outlet behind it, which is the outlet."""
    article = dump(
        f"Fog keeps the ferry in port | The Harbor Ledger\n\nFog keeps the ferry in port\n\n{PROSE}\n\n{LAST}"
    )
    assert (article.headline, article.outlet) == ("Fog keeps the ferry in port", "The Harbor Ledger")
    assert len(furniture(article, "headline repeated")) == 2


def test_a_headline_with_the_date_behind_it(dump):
    """A date at the end of the headline's line is cut off, unless the headline goes on to it."""
    article = dump(f"Fog keeps the ferry in port 3 April 2025\n\n{PROSE}\n\n{LAST}")
    assert (article.headline, article.published.precision) == ("Fog keeps the ferry in port", "day")
    article = dump(f"What the harbour did on 3 April 2025\n\n{PROSE}\n\n{LAST}")
    assert (article.headline, article.published.at) == ("What the harbour did on 3 April 2025", None)


def test_an_agency_signs_the_last_paragraph(dump, parts, furniture):
    """An agency in brackets behind the last words is cut off and kept as the agency."""
    article = dump(f"Fog keeps the ferry in port\n\n{PROSE}\n\n{LAST} (ANI)")
    assert (article.agency, parts(article, "paragraph")) == ("ANI", [PROSE, LAST])
    assert furniture(article, "agency line") == ["(ANI)"]


def test_other_languages(dump, parts):
    """German, French and Japanese texts are read in the same way, furniture and all."""
    german = dump(
        "Nebel hält Fähre im Hafen fest\nVon Anna Kleewein\nStand: 3. April 2025, 10:15 Uhr\n"
        "Die Fähre nach Port Ansel bleibt "
        "nach Auskunft des Hafens im Nebel liegen, und der Bus ist voll.\nAnzeige\n„Wir warten“, sagte eine Frau.\n"
        "Lesen Sie auch\nBrücke gesperrt"
    )
    assert (german.headline, german.authors, german.language) == (
        "Nebel hält Fähre im Hafen fest",
        ("Anna Kleewein",),
        "de",
    )
    assert len(parts(german, "paragraph")) == len(german.parts) == 2
    french = dump(
        "Le brouillard retient le ferry\nPublié le 3 avril 2025 à 10h15\n"
        "Le ferry de Port Ansel est resté au port lundi, selon "
        "la capitainerie, et les passagers ont pris un bus.\nPartager"
    )
    assert (french.language, french.published.precision, len(french.parts)) == ("fr", "minute", 1)
    japanese = dump("霧でフェリー欠航\n2025年4月3日\n港湾事務所によると、月曜日のフェリーは霧のため欠航した。")
    assert (japanese.headline, japanese.language, japanese.published.precision) == ("霧でフェリー欠航", "ja", "day")


def test_white_space_and_marks(dump):
    """No-break spaces, tabs, runs of spaces and invisible characters go; typographic marks stay."""
    article = dump(
        "Fog\u00a0keeps  the\tferry in\u200b port\u00ad\n\n“The\u2009fog,” he\ufeff said, “won’t lift — ever.”"
    )
    assert article.headline == "Fog keeps the ferry in port"
    assert article.text == "“The fog,” he said, “won’t lift — ever.”"


def test_a_line_alone_is_the_text(dump):
    """A text of one line is its own text, headline or not."""
    article = dump("Fog keeps the ferry in port")
    assert (article.headline, article.headline_from) == ("Fog keeps the ferry in port", "first sentence")
    assert article.text == "Fog keeps the ferry in port"
