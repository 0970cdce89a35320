"""Tests of the settings: where they come from, what is said of mistakes, and what of them nobody may read."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.sections import DigestSettings, Section, StoreSettings, address
from bot.settings import Settings, SettingsError, found, load, places
from digests.model.subscription import Schedule


@pytest.fixture
def write(tmp_path):
    """Writes a settings file and returns its path."""

    def writer(text):
        path = tmp_path / "newsdesk.toml"
        path.write_text(text)
        return path

    return writer


def test_everything_has_a_default(tmp_path, monkeypatch):
    """Without a file or a variable the store is in the user's data folder and nothing of it is forgotten."""
    monkeypatch.chdir(tmp_path)
    settings = load()
    assert settings.store.shown == f"sqlite:///{Path.home()}/.local/share/newsdesk/newsdesk.db"
    assert settings.store.retention_days is None
    assert settings.web.listen == "127.0.0.1:8080"
    assert (settings.log.level, settings.log.format) == ("info", "auto")


def test_the_default_schedule_is_half_past_eight_on_weekdays():
    """A channel that says nothing gets a digest at 08:30 UTC from Monday to Friday, up to four hours late."""
    schedule = Schedule(slots=(time(8, 30),), days=range(5), zone="UTC", grace=timedelta(hours=4), quiet_day="say")
    assert Settings().digest.schedule == schedule


def test_the_schedule_is_written_in_words(write):
    """Times, days and lengths of time are written as people say them."""
    digest = load(
        write(
            '[digest]\nslots = ["17:00", "8am", 12:30:00]\ndays = "mon-wed, fri"\nzone = "Asia/Tokyo"\n'
            'grace = "1h30m"\nquiet_day = "skip"\n'
        )
    ).digest
    assert digest.schedule == Schedule(
        slots=(time(8), time(12, 30), time(17)),
        days=(0, 1, 2, 4),
        zone="Asia/Tokyo",
        grace=timedelta(minutes=90),
        quiet_day="skip",
    )


def test_only_the_open_internet_is_fetched_from_unless_told_otherwise():
    """Without settings no private host is open, and a host is asked once a second."""
    fetch = Settings().fetch
    assert (fetch.allow_hosts, fetch.contact) == ((), "")
    assert (fetch.concurrency, fetch.per_host_delay) == (16, timedelta(seconds=1))


@pytest.mark.parametrize(
    ("written", "delay"), [("'1s'", 1), ("'500ms'", 0.5), ("2", 2), ("0.25", 0.25), ("'1m'", 60), ("'0'", 0)]
)
def test_how_to_fetch_is_written_in_words(write, written, delay):
    """Hosts come with or without a port, as names or addresses, and the delay in any unit, seconds without one."""
    hosts = ("intranet.example", "10.0.0.5:8080", "[fd00::5]:8080", "fd00::5")
    fetch = load(write(f"[fetch]\nallow_hosts = {list(hosts)}\nper_host_delay = {written}\n")).fetch
    assert fetch.allow_hosts == hosts
    assert fetch.per_host_delay == timedelta(seconds=delay)


def test_hosts_are_listed_with_commas_in_a_variable(monkeypatch):
    """A container's environment can open private hosts as well as a file."""
    monkeypatch.setenv("NEWSDESK_FETCH__ALLOW_HOSTS", "intranet.example, 10.0.0.5:8080")
    assert load().fetch.allow_hosts == ("intranet.example", "10.0.0.5:8080")


def test_a_file_beside_the_process_is_found(write, tmp_path, monkeypatch):
    """newsdesk.toml in the working folder is read without being named."""
    write('[digest]\nzone = "Asia/Tokyo"\n')
    monkeypatch.chdir(tmp_path)
    assert load().digest.zone == "Asia/Tokyo"


def test_a_file_in_the_configuration_folder_is_found(tmp_path, monkeypatch):
    """Without one in the working folder, the one in the user's configuration folder is read; before that, none is."""
    monkeypatch.chdir(tmp_path)
    assert found() is None
    folder = Path.home() / ".config/newsdesk"
    folder.mkdir(parents=True)
    (folder / "newsdesk.toml").write_text('[digest]\nzone = "Asia/Tokyo"\n')
    assert found() == places()[-1] == folder / "newsdesk.toml"
    assert load().digest.zone == "Asia/Tokyo"


def test_a_variable_stands_over_the_file(write, monkeypatch):
    """What the environment sets holds, and the rest of the file with it."""
    monkeypatch.setenv("NEWSDESK_STORE__URL", "sqlite:///env.db")
    settings = load(write('[store]\nurl = "sqlite:///file.db"\n[digest]\nzone = "Asia/Tokyo"\n'))
    assert settings.store.url.get_secret_value() == "sqlite:///env.db"
    assert settings.digest.zone == "Asia/Tokyo"


def test_a_variable_is_written_without_brackets(monkeypatch):
    """A list in the environment has commas, a number is its digits, and an empty address switches the pages off."""
    monkeypatch.setenv("NEWSDESK_DIGEST__SLOTS", "08:30, 17:00")
    monkeypatch.setenv("NEWSDESK_STORE__RETENTION_DAYS", "30")
    monkeypatch.setenv("NEWSDESK_WEB__LISTEN", "")
    settings = load()
    assert settings.digest.slots == (time(8, 30), time(17))
    assert settings.store.retention_days == 30
    assert settings.web.listen == ""


def test_capitals_of_a_level_do_not_matter(write):
    """INFO means info, as it is written in many places."""
    assert load(write("[log]\nlevel = 'WARNING'\nformat = 'JSON'\n")).log.level == "warning"


def test_articles_are_kept_for_good_in_words(write):
    """What no number says has a word, so that a variable can undo the number of a file."""
    assert load(write('[store]\nretention_days = "forever"\n')).store.retention_days is None


def test_another_store_stands_over_all():
    """The store named on the command line leaves the other settings as they are."""
    settings = Settings().with_store("sqlite:///other.db")
    assert settings.store.shown == "sqlite:///other.db"
    assert settings.digest == Settings().digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[stor]\n", r"unknown setting stor in .*newsdesk\.toml; did you mean store\?"),
        ("[digest]\nzoen = 'UTC'\n", r"unknown setting digest\.zoen in .*; did you mean digest\.zone\?"),
        ("[digest]\nzone = 'Mars/Base'\n", r'setting digest\.zone in .*newsdesk\.toml: "Mars/Base" is no time zone; '),
        ("[digest]\nzone = '../etc'\n", r"setting digest\.zone in .*: .* is no time zone; write one like"),
        ("[digest]\nzone = 'Berln'\n", r'"Berln" is no time zone; did you mean Europe/Berlin'),
        ("[digest]\nzone = 'America/New Yrok'\n", r"did you mean America/New_York\b"),
        ("[digest]\nzone = 1\n", r"setting digest\.zone in .*: it must be text"),
        (
            "[digest]\nslots = ['25:00']\n",
            r'setting digest\.slots in .*: "25:00" is no time of day; write one like 08:30',
        ),
        ("[digest]\nslots = [08:30:15]\n", r'"08:30:15" is no time of day'),
        (
            "[digest]\nslots = 8\n",
            r'setting digest\.slots in .*: it must be a list of times of day, such as \["08:30"\]',
        ),
        ("[digest]\nslots = []\n", r"setting digest\.slots in .*: it must be a list of times of day"),
        ("[digest]\ndays = 'mo-fr'\n", r'setting digest\.days in .*: "mo-fr" is no day; write days like weekdays'),
        ("[digest]\ndays = ['mon']\n", r'setting digest\.days in .*: it must be text, such as "weekdays" or "mon,wed"'),
        ("[digest]\ngrace = '4x'\n", r'setting digest\.grace in .*: "4x" is no length of time; write one like 4h'),
        ("[digest]\ngrace = 4\n", r'setting digest\.grace in .*: it must be a minute or more, written as "4h"'),
        ("[digest]\ngrace = '0h'\n", r"setting digest\.grace in .*: it must be a minute or more"),
        ("[digest]\nquiet_day = 'shout'\n", r"setting digest\.quiet_day in .*: it must be 'say' or 'skip'"),
        (
            "[store]\nurl = 'news.db'\n",
            r"setting store\.url in .*: it must be as sqlite:///path/to/newsdesk\.db or postgr",
        ),
        ("[store]\nurl = 'mysql://db/news'\n", r"setting store\.url in .*: it must be as sqlite://"),
        ("[store]\nurl = 3\n", r"setting store\.url in .*: it must be text"),
        ("[store]\nretention_days = 0\n", r"setting store\.retention_days in .*: it must be a number of days"),
        ("[store]\nretention_days = true\n", r"it must be a number of days, such as 365, or \"forever\""),
        ("[store]\nretention_days = 'a year'\n", r"it must be a number of days"),
        ("[store]\nretention_days = [1]\n", r"it must be a number of days"),
        (
            "[web]\nlisten = ':8080'\n",
            r"setting web\.listen in .*: ':8080' is no address to listen at; write it as 127",
        ),
        (
            "[fetch]\nallow_hosts = ['http://intranet/']\n",
            r"setting fetch\.allow_hosts in .*'http://intranet/' is no host",
        ),
        ("[fetch]\nallow_hosts = ['10.0.0.5:80800']\n", r"setting fetch\.allow_hosts in .*: '10\.0\.0\.5:80800' is no"),
        ("[fetch]\ncontact = 'Jo\\u00a0Doe'\n", r"setting fetch\.contact in .*: it must be the address of a page"),
        ("[fetch]\nconcurrency = 0\n", r"setting fetch\.concurrency in .*: it must be greater than or equal to 1"),
        ("[fetch]\nper_host_delay = 'soon'\n", r"setting fetch\.per_host_delay in .*: it must be a length of time"),
        (
            "[fetch]\nper_host_delay = '2m'\n",
            r"setting fetch\.per_host_delay in .*: it must be no more than 60 seconds",
        ),
        ("[web]\nlisten = 8080\n", r"setting web\.listen in .*: it must be text"),
        ("[log]\nlevel = 'loud'\n", r"setting log\.level in .*: it must be 'debug', 'info', 'warning' or 'error'"),
        ("[log]\nformat = 3\n", r"setting log\.format in .*: it must be 'auto', 'console' or 'json'"),
        ("digest = 3\n", r"setting digest in .*: it is a section; write its keys as \[digest\] in the file"),
        ("[store\n", r"is no TOML"),
    ],
)
def test_a_mistake_in_the_file_names_the_key_and_what_is_right(write, text, said):
    """A typo, a wrong value and a broken file are each said in one line, with where it stands."""
    with pytest.raises(SettingsError, match=said):
        load(write(text))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("STORE__ULR", "x", r"unknown setting store\.ulr in the environment; did you mean store\.url\?"),
        ("DIGEST__ZONE", "Mars", r'setting digest\.zone in NEWSDESK_DIGEST__ZONE: "Mars" is no time zone'),
        ("DIGEST__SLOTS", "8:30,25:00", r'setting digest\.slots in NEWSDESK_DIGEST__SLOTS: "25:00" is no time of day'),
        ("STORE__RETENTION_DAYS", "", r"setting store\.retention_days in NEWSDESK_STORE__RETENTION_DAYS: it must be"),
        ("WEB", '{"listen": ""}', r"setting web in NEWSDESK_WEB: it is a section; .* or NEWSDESK_WEB__KEY"),
    ],
)
def test_a_mistake_in_a_variable_names_the_variable(write, monkeypatch, name, value, said):
    """A variable with our prefix that means nothing, or the wrong thing, is an error and not silence."""
    monkeypatch.setenv(f"NEWSDESK_{name}", value)
    with pytest.raises(SettingsError, match=said):
        load(write("[digest]\nzone = 'UTC'\n"))


def test_a_file_that_is_not_there_is_named(tmp_path):
    """A settings file that was asked for has to be there."""
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("url", "shown", "secrets"),
    [
        ("sqlite:////srv/a:b/news.db", "sqlite:////srv/a:b/news.db", set()),
        ("postgresql://desk@db/news", "postgresql://desk@db/news", set()),
        ("postgresql://desk:hunter22@db/news", "postgresql://desk:***@db/news", {"hunter22"}),
        ("postgresql://:hunter22@db/news", "postgresql://:***@db/news", {"hunter22"}),
        ("postgresql://desk:p%40ssword@db/news", "postgresql://desk:***@db/news", {"p%40ssword", "p@ssword"}),
        (
            "postgresql://desk:hunter@twenty@db/news",
            "postgresql://desk:***@db/news",
            {"hunter@twenty", "hunter", "twenty"},
        ),
        ("postgresql://db/news?password=hunter22&x=1", "postgresql://db/news?password=***&x=1", {"hunter22"}),
        ("postgresql://db/n?a=1&sslpassword=hunter22", "postgresql://db/n?a=1&sslpassword=***", {"hunter22"}),
    ],
)
def test_a_store_is_shown_without_its_password(url, shown, secrets):
    """What is shown of a store's URL lets one find the store but not open it; the rest of the URL is no secret."""
    store = StoreSettings(url=url)
    assert store.shown == shown
    assert set(store.secrets()) >= secrets
    assert bool(set(store.secrets())) == bool(secrets)
    assert not any(secret in f"{store!r}{store}{store.model_dump_json()}" for secret in secrets)


def test_the_secrets_of_all_sections_are_known():
    """Whoever hides secrets is told all of them."""
    assert Settings().with_store("postgresql://desk:hunter22@db/news").secrets() == {"hunter22"}


def test_a_token_of_any_section_is_a_secret():
    """What a section keeps as a secret is hidden without being named again."""

    class Tokens(Section):
        token: SecretStr
        name: str = "desk"

    assert list(Tokens(token="xoxb-1").secrets()) == ["xoxb-1"]


def test_a_mistake_in_a_secret_is_said_without_it(monkeypatch):
    """What is said of a wrong section never holds what stands in it."""
    with pytest.raises(ValidationError) as caught:
        StoreSettings(url=["hunter22"])
    assert "hunter22" not in str(caught.value)
    monkeypatch.setenv("NEWSDESK_STORE__URL", "postgressql://desk:hunter22@db/news")
    with pytest.raises(SettingsError) as said:
        load()
    assert "hunter22" not in str(said.value)


@pytest.mark.parametrize(
    ("listen", "expected"),
    [
        ("127.0.0.1:0", ("127.0.0.1", 0)),
        ("[::1]:8080", ("::1", 8080)),
        ("desk.example:80", ("desk.example", 80)),
        ("", None),
    ],
)
def test_an_address_is_a_host_and_a_port(listen, expected):
    """Names, both kinds of numbers and port 0 (any that is free) are addresses; nothing is none."""
    assert address(listen) == expected


@pytest.mark.parametrize("listen", ["8080", ":8080", "127.0.0.1", "127.0.0.1:70000", "::1:8080", "a b:1", "http://x:1"])
def test_what_is_no_address_is_refused(listen):
    """Half an address, a URL and a port that no machine has are no address."""
    with pytest.raises(ValueError, match="is no address to listen at"):
        address(listen)


def test_days_given_as_numbers_stay():
    """A section made in code takes the days as they are counted everywhere."""
    assert DigestSettings(days=(5, 6)).schedule.days == (5, 6)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('[slack]\nbot_token = "xoxb-1"', "it needs app_token"),
        ('[slack]\nbot_token = "xoxb-1"\nmode = "http"', "it needs signing_secret"),
        ('[slack]\nclient_id = "1"\napp_token = "xapp-1"', "it needs client_secret and encryption_key"),
        ('[slack]\nbot_token = "xoxb-1"\nclient_id = "1"', "not both"),
        ('[slack]\nencryption_key = "short"', "16 characters or more"),
        ('[slack]\nbase_url = "slack.com"', "begins with https://"),
        ('[slack]\nmode = "carrier pigeon"', "'socket' or 'http'"),
        ('[discord]\ngateway_url = "https://x"', "begins with wss://"),
        ('[discord]\nsync_guilds = ["a"]', "integer"),
        ("[discord]\nshards = 0", "greater than or equal to 1"),
        ("slack = 1", "it is a section"),
    ],
)
def test_a_platform_that_cannot_be_connected_with_is_said(write, text, wanted):
    """What is missing beside a token or an id is named, with the section in which it stands, and no secret is."""
    with pytest.raises(SettingsError) as refused:
        load(write(text))
    assert wanted in str(refused.value)
    assert "xoxb" not in str(refused.value)


def test_platforms_are_connected_with_when_there_is_a_token(write, monkeypatch):
    """Tokens come from the environment as well as from the file, lists are written with commas, and all are secret."""
    assert not load(write("")).connected
    assert load(write('[discord]\ntoken = "abc.def.ghi"\n')).connected
    assert not load(write('[discord]\ntoken = ""\n[slack]\nbot_token = ""')).connected  # as container files have it
    monkeypatch.setenv("NEWSDESK_SLACK__BOT_TOKEN", "xoxb-secret")
    monkeypatch.setenv("NEWSDESK_SLACK__APP_TOKEN", "xapp-secret")
    monkeypatch.setenv("NEWSDESK_SLACK__ADMINS", "U1, U2")
    monkeypatch.setenv("NEWSDESK_DISCORD__SYNC_GUILDS", "12,34")
    settings = load(write(""))
    assert settings.connected
    assert settings.slack.admins == ("U1", "U2")
    assert settings.discord.sync_guilds == (12, 34)
    assert {"xoxb-secret", "xapp-secret"} <= settings.secrets()
    assert not any(f"{kind}-secret" in repr(settings) for kind in ("xoxb", "xapp"))
