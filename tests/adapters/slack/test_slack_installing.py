"""Tests of the app that many workspaces install: its pages, what is kept of them, and how tokens are renewed."""

import asyncio
import logging
import re
import time
from base64 import b64encode
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_sdk.oauth.installation_store import Bot

from adapters.errors import ChatError, NotTaken, Refused
from adapters.interface import Command
from adapters.slack.chat import open_slack
from adapters.slack.scopes import SCOPES
from adapters.slack.sealing import Seal
from adapters.slack.workspaces import InstalledWorkspaces
from digests.model.document import Document, Heading
from tests.adapters.slack.conftest import address_learned, running, until
from tests.slack import answers
from tests.slack.workspace import APP_TOKEN, BOT, BOT_ID

NEWS = Document(blocks=(Heading(text="Morning news", level=1),))
KEY, OLD = "a key that nobody guesses", "xoxb-old"


@pytest.fixture
def access(access):
    """How Slack is reached where many workspaces may install the app."""
    return replace(
        access,
        bot_token=None,
        listen=("127.0.0.1", 0),
        client_id="11.22",
        client_secret="client-secret",
        encryption_key=KEY,
        redirect_url="https://news.example.org/slack/oauth_redirect",
    )


class Visitor:
    """Somebody with a browser that keeps the cookie of the page to install the app on."""

    def __init__(self, address, session):
        self._address, self._session = address, session

    async def begin(self):
        """Opens the page and returns where its button leads, by its query."""
        async with self._session.get(f"{self._address}/slack/install") as response:
            assert response.status == 200
            link = unescape(re.search(r'href="([^"]*authorize[^"]*)"', await response.text())[1])
        self.link = urlsplit(link)
        return {name: values[0] for name, values in parse_qs(self.link.query).items()}

    async def back(self, state, *, browser=None, **query):
        """Comes back from Slack and returns the status and the page."""
        cookie = {"Cookie": f"slack-app-oauth-state={state if browser is None else browser}"}
        query = {"state": state, **query}
        url = f"{self._address}/slack/oauth_redirect"
        async with self._session.get(url, params=query, headers=cookie) as response:
            return response.status, await response.text()


@pytest.fixture
async def visitor(access, kept, responder, slack):
    """Somebody who may install the app, while the adapter listens."""
    async with (
        address_learned() as known,
        open_slack(access, kept) as chat,
        running(chat.listen(responder)),
        aiohttp.ClientSession() as session,
    ):
        yield Visitor(await asyncio.wait_for(known, 3), session)
        await slack.until_connected()


async def installed(slack, visitor, team, token):
    """Installs the app in a workspace."""
    slack.add_code(f"code-{team}", token, team=team)
    state = (await visitor.begin())["state"]
    return await visitor.back(state, code=f"code-{team}")


async def test_the_page_leads_to_slack(visitor, access):
    """The page's button asks Slack for the scopes that are used, under a state that nobody can guess."""
    asked = await visitor.begin()
    assert f"{visitor.link.scheme}://{visitor.link.netloc}{visitor.link.path}" == access.authorize_url
    assert asked["client_id"] == access.client_id
    assert asked["redirect_uri"] == access.redirect_url
    assert set(asked["scope"].split(",")) == set(SCOPES)
    assert len(asked["state"]) >= 32
    assert (await visitor.begin())["state"] != asked["state"]


async def test_an_installation_is_kept_sealed(slack, kept, visitor, responder):
    """Who comes back has installed it: what is kept shows no token, and paused channels go on."""
    status, page = await installed(slack, visitor, "T2", "xoxb-secret-2")
    assert status == 200
    assert "xoxb-secret-2" not in page
    assert set(kept.rows) == {"slack:T2"}
    row = kept.rows["slack:T2"]
    assert "xoxb" not in row.sealed
    assert "secret" not in str(row)
    assert abs(row.installed_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert responder.heard == [("returned", "slack:T2/")]


async def test_the_client_is_named_in_the_header(slack, visitor, access):
    """The app's secret goes to Slack where OAuth wants it: not among what is logged of a call."""
    await installed(slack, visitor, "T2", "xoxb-2")
    [call] = [call for call in slack.calls if call.method == "oauth.v2.access"]
    assert call.body == {"code": "code-T2", "redirect_uri": access.redirect_url}
    assert call.token == f"Basic {b64encode(b'11.22:client-secret').decode()}"


async def test_two_workspaces_have_their_own_tokens(slack, access, kept, visitor):
    """Each workspace is posted to with its own token, by names that say which it is."""
    for team in ("T2", "T3"):
        assert (await installed(slack, visitor, team, f"xoxb-{team}"))[0] == 200
    async with open_slack(access, kept) as chat:
        for team in ("T2", "T3"):
            receipt = await chat.post(f"slack:{team}/C1", NEWS, key="edition-1")
            assert receipt.channel == f"slack:{team}/C1"
            assert slack.calls[-1].token == f"xoxb-{team}"
            since = datetime.now(UTC) - timedelta(hours=1)
            assert (await chat.find(f"slack:{team}/C1", "edition-1", since=since)).channel == receipt.channel
        assert await chat.direct("slack:T2/U1") == "slack:T2/DU1"


async def test_commands_come_with_the_workspace(slack, visitor, responder):
    """A command is answered with the workspace in its names, and with that workspace's token."""
    await installed(slack, visitor, "T2", "xoxb-T2")
    responder.settings = {"schedule off"}
    await slack.send(slack.slash_command("schedule off", user="U1", team="T2"))
    await until(lambda: slack.of("response_url"))
    names = {"channel": "slack:T2/C1", "user": "slack:T2/U1"}
    assert responder.asked == [Command(**names, text="schedule off", may_configure=True)]
    assert [call.token for call in slack.calls if call.method == "users.info"] == ["xoxb-T2"]


async def test_being_uninstalled_forgets_the_token(slack, kept, visitor, responder):
    """When a workspace takes the app out nothing is kept of it, and its channels hear of it, others' do not."""
    for team in ("T2", "T3"):
        await installed(slack, visitor, team, f"xoxb-{team}")
    responder.heard.clear()
    await slack.send(slack.app_uninstalled(team="T2"))
    [(told, within, why)] = await until(lambda: responder.heard)
    assert (told, within) == ("withdrawn", "slack:T2/")
    assert "install" in why
    assert set(kept.rows) == {"slack:T3"}


async def test_no_token_is_logged(slack, access, kept, visitor, caplog):
    """However much is logged, no token of a workspace is, nor the app's secrets."""
    for name, level in (("", logging.INFO), ("adapters", logging.DEBUG)):
        caplog.set_level(level, logger=name)
    await installed(slack, visitor, "T2", "xoxb-secret-2")
    await slack.send(slack.slash_command("help", team="T2"))
    await until(lambda: slack.of("response_url"))
    slack.tokens["xoxb-secret-2"].state = "revoked"
    await slack.send(slack.app_mention("help"))
    async with open_slack(access, kept) as chat:
        with pytest.raises(Refused):
            await chat.post("slack:T2/C1", NEWS)
    assert len(caplog.records) > 5
    for secret in ("xoxb-secret-2", access.client_secret, access.encryption_key, APP_TOKEN):
        assert secret not in caplog.text


async def test_a_workspace_that_is_not_there_is_told_so(slack, visitor, responder, caplog):
    """Who gives a command in a workspace without the app is told to install it, and the log says where."""
    await visitor.begin()
    await slack.send(slack.slash_command("help", team="T9"))
    [answer] = await until(lambda: slack.of("response_url"))
    assert "install" in answer["text"]
    assert responder.asked == []
    assert "not_authorized" in {getattr(record, "action", "") for record in caplog.records}


# ------------------------------------------------------------------------------------------------- what is refused


async def test_a_state_counts_once(slack, kept, visitor):
    """Coming back a second time under one state installs nothing."""
    slack.add_code("first", "xoxb-2", team="T2")
    slack.add_code("second", "xoxb-3", team="T3")
    state = (await visitor.begin())["state"]
    assert (await visitor.back(state, code="first"))[0] == 200
    assert (await visitor.back(state, code="second"))[0] == 401
    assert set(kept.rows) == {"slack:T2"}


@pytest.mark.parametrize(
    ("state", "browser", "late", "status"),
    [
        ("invented", None, 0, 401),
        (None, "another", 0, 400),
        (None, "", 0, 400),
        (None, None, 11, 401),
        (None, None, 9, 200),
    ],
)
async def test_a_state_is_checked(slack, kept, visitor, state, browser, late, status):
    """A state that was not begun, is another browser's or older than ten minutes installs nothing."""
    slack.add_code("good", "xoxb-2", team="T2")
    begun = (await visitor.begin())["state"]
    kept.late = timedelta(minutes=late)
    assert (await visitor.back(state or begun, browser=browser, code="good"))[0] == status
    assert bool(kept.rows) is (status == 200)


@pytest.mark.parametrize(
    ("query", "status"),
    [({"error": "access_denied"}, 200), ({}, 401), ({"code": "invented"}, 401)],
)
async def test_who_does_not_install_is_told_so(kept, visitor, responder, caplog, query, status):
    """Who thinks better of it, or comes without a code that Slack takes, gets a page, and nothing is kept."""
    caplog.set_level(logging.CRITICAL)
    state = (await visitor.begin())["state"]
    came, page = await visitor.back(state, **query)
    assert came == status
    assert "html" in page
    assert kept.rows == {}
    assert responder.heard == []


@pytest.mark.parametrize(("answer", "status"), [(answers.broken(500), 401), (answers.cut(), 502)])
async def test_a_slack_that_does_not_answer_installs_nothing(slack, kept, visitor, caplog, answer, status):
    """When Slack does not say what was installed, who comes back gets a page that says so, and the log does."""
    slack.script("oauth.v2.access", answer)
    came, page = await installed(slack, visitor, "T2", "xoxb-2")
    assert came == status
    assert "nstall" in page
    assert kept.rows == {}
    assert caplog.records


# -------------------------------------------------------------------------------------------------- keys and tokens


def bot(team="T2", *, expires=None, token=OLD):
    """Returns an installation whose token ends after so many seconds."""
    return Bot(
        app_id="A1",
        team_id=team,
        bot_token=token,
        bot_id=BOT_ID,
        bot_user_id=BOT,
        bot_refresh_token="xoxe-old" if expires is not None else None,
        bot_token_expires_at=None if expires is None else int(time.time()) + expires,
        installed_at=time.time(),
    )


@asynccontextmanager
async def opened(access, kept, key=KEY):
    """Yields the workspaces that are kept."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.3)) as session:
        yield InstalledWorkspaces(access, session, kept, Seal(key))


def renewed(**more):
    """Returns what Slack answers to who renews a token."""
    known = {
        "ok": True,
        "token_type": "bot",
        "access_token": "xoxb-new",
        "refresh_token": "xoxe-new",
        "expires_in": 43_200,
    }
    return {**known, **more}


async def test_another_key_gives_a_clear_error(access, kept):
    """What was kept under another key is not read, and the error names the setting and no token."""
    async with opened(access, kept) as workspaces:
        await workspaces.keep(bot())
    async with opened(access, kept, "another key that nobody guesses") as workspaces:
        with pytest.raises(ChatError, match="encryption_key") as error:
            await workspaces.of("T2")
    assert "xoxb" not in str(error.value)
    async with open_slack(replace(access, encryption_key="another key that nobody guesses"), kept) as chat:
        with pytest.raises(ChatError, match="encryption_key"):
            await chat.post("slack:T2/C1", NEWS)
        found = await chat.examine(["slack:T2/C1"])
    assert "encryption_key" in found[1].said
    assert found[1].said.startswith("workspace T2: ")


def test_a_seal_shows_nothing():
    """What is sealed is another text each time, and opens under any key's own words alone."""
    seal = Seal("é")
    assert seal.close("xoxb-1") != seal.close("xoxb-1")
    assert seal.open(Seal("é").close("xoxb-1")) == "xoxb-1"
    for damaged in ("", "xoxb-1", seal.close("xoxb-1")[:-4]):
        with pytest.raises(ChatError):
            seal.open(damaged)


async def test_a_workspace_without_the_app_is_refused(access, kept):
    """Where the app is not installed any more the channel is refused, and what to do is said."""
    async with opened(access, kept) as workspaces:
        with pytest.raises(Refused, match="install it there again") as error:
            await workspaces.of("T2")
    assert error.value.concerns == "channel"


@pytest.mark.parametrize("expires", [None, 3 * 3_600])
async def test_a_token_that_lasts_is_used(slack, access, kept, expires):
    """A token without an end, or whose end is not near, is left alone."""
    async with opened(access, kept) as workspaces:
        await workspaces.keep(bot(expires=expires))
        assert (await workspaces.of("T2")).client.token == "xoxb-old"
    assert slack.calls == []


async def test_a_token_is_renewed_once_before_it_ends(slack, access, kept):
    """Within two hours of its end a token is changed for a new one, once however many ask at once, and kept sealed."""
    slack.script("oauth.v2.access", renewed())
    async with opened(access, kept) as workspaces:
        await workspaces.keep(bot(expires=3_600))
        found = await asyncio.gather(*(workspaces.of("T2") for _ in range(5)))
        assert {one.client.token for one in found} == {"xoxb-new"}
    [call] = slack.of("oauth.v2.access")
    assert call == {"grant_type": "refresh_token", "refresh_token": "xoxe-old"}
    assert "xox" not in kept.rows["slack:T2"].sealed
    async with opened(access, kept) as workspaces:
        one = await workspaces.bot("T2")
    assert (one.bot_token, one.bot_refresh_token) == ("xoxb-new", "xoxe-new")
    assert one.bot_token_expires_at > time.time() + 40_000


class Racing:
    """Installations that another process changes while this one asks Slack for a token."""

    def __init__(self, kept, meanwhile):
        self._kept, self._meanwhile, self.reads = kept, meanwhile, 0

    async def get(self, workspace):
        """Return what is kept; from the third time on what the other process kept."""
        self.reads += 1
        if self.reads == 3:
            await self._meanwhile()
        return await self._kept.get(workspace)

    async def put(self, installation):
        """Keep it."""
        await self._kept.put(installation)


async def test_another_process_may_have_renewed_it(slack, access, kept):
    """When Slack takes the old one no more since another process was faster, its token is used."""
    slack.script("oauth.v2.access", "invalid_refresh_token")
    async with opened(access, kept) as ours, opened(access, kept) as theirs:
        await ours.keep(bot(expires=3_600))

        async def meanwhile():
            await theirs.keep(bot(expires=40_000, token="xoxb-theirs"))

        async with opened(access, Racing(kept, meanwhile)) as workspaces:
            assert (await workspaces.of("T2")).client.token == "xoxb-theirs"


@pytest.mark.parametrize("gone", ["uninstalled", "renewed"])
async def test_what_changes_while_it_waits_is_seen(slack, access, kept, gone):
    """Who waits for another task that renews a token takes what there is then."""
    slack.script("oauth.v2.access", renewed())
    async with opened(access, kept) as workspaces:
        await workspaces.keep(bot(expires=3_600))
        async with workspaces._changing:
            waiting = asyncio.ensure_future(workspaces.of("T2"))
            await asyncio.sleep(0.01)
            if gone == "uninstalled":
                await workspaces.forget("T2")
            else:
                await workspaces.keep(bot(expires=40_000, token="xoxb-other"))
        assert (await waiting).client.token == ("xoxb-old" if gone == "uninstalled" else "xoxb-other")
    assert slack.calls == []


async def test_a_token_that_is_not_renewed_is_refused(slack, access, kept):
    """When Slack gives no new token the channel is refused, with Slack's word for it and what to do."""
    slack.script("oauth.v2.access", "invalid_refresh_token")
    async with opened(access, kept) as workspaces:
        await workspaces.keep(bot(expires=60))
        with pytest.raises(Refused, match="invalid_refresh_token") as error:
            await workspaces.of("T2")
    assert error.value.concerns == "channel"
    assert "xox" not in str(error.value)


@pytest.mark.parametrize("answer", [answers.busy(9), answers.broken(500)])
async def test_a_slack_in_trouble_is_asked_again(slack, access, kept, answer):
    """When Slack only does not answer now, nothing is paused: what was to be posted is tried again."""
    slack.script("oauth.v2.access", answer)
    async with opened(access, kept) as workspaces:
        await workspaces.keep(bot(expires=60))
        with pytest.raises(NotTaken):
            await workspaces.of("T2")


async def test_a_token_of_another_kind_is_not_kept(slack, access, kept):
    """When Slack answers with no bot's token, the one that there is is used."""
    slack.script("oauth.v2.access", renewed(token_type="user"))
    async with opened(access, kept) as workspaces:
        await workspaces.keep(bot(expires=60))
        assert (await workspaces.of("T2")).client.token == "xoxb-old"


async def test_every_workspace_is_looked_at(slack, access, kept):
    """Looking around names each workspace of the channels, and what is wrong in one of them."""
    for team in ("T2", "T3"):
        slack.add_token(f"xoxb-{team}", team=team)
    async with opened(access, kept) as workspaces:
        for team in ("T2", "T3"):
            await workspaces.keep(bot(team, token=f"xoxb-{team}"))
    slack.tokens["xoxb-T3"].state = "inactive"
    async with open_slack(access, kept) as chat:
        found = [(one.state, one.said) for one in await chat.examine(["slack:T2/C1", "slack:T3/C1"])]
    assert [state for state, _ in found] == ["ok", "ok", "failed", "failed"]
    assert found[2][1].startswith("workspace T3: ")
    assert found[3][1].startswith("channel slack:T3/C1: ")
    assert APP_TOKEN not in str(found)
