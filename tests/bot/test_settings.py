"""Tests of the settings: where they come from and what is said of mistakes."""

import pytest

from bot.settings import SettingsError, load


@pytest.fixture
def write(tmp_path):
    """Writes a settings file and returns its path."""

    def writer(text):
        path = tmp_path / "newsdesk.toml"
        path.write_text(text)
        return path

    return writer


def test_everything_has_a_default(tmp_path, monkeypatch):
    """Without a file or a variable the store is in the user's data folder and days are UTC."""
    monkeypatch.chdir(tmp_path)
    settings = load()
    assert settings.store.url.startswith("sqlite:////")
    assert settings.digest.zone == "UTC"


def test_a_file_beside_the_process_is_found(write, tmp_path, monkeypatch):
    """newsdesk.toml in the working folder is read without being named."""
    write('[digest]\nzone = "Asia/Tokyo"\n')
    monkeypatch.chdir(tmp_path)
    assert load().digest.zone == "Asia/Tokyo"


def test_a_variable_stands_over_the_file(write, monkeypatch):
    """What the environment sets holds, and the rest of the file with it."""
    monkeypatch.setenv("NEWSDESK_STORE__URL", "sqlite:///env.db")
    settings = load(write('[store]\nurl = "sqlite:///file.db"\n[digest]\nzone = "Asia/Tokyo"\n'))
    assert settings.store.url == "sqlite:///env.db"
    assert settings.digest.zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[stor]\n", r"unknown setting stor in .*newsdesk\.toml; did you mean store\?"),
        ("[digest]\nzoen = 'UTC'\n", r"unknown setting digest\.zoen in .*; did you mean digest\.zone\?"),
        ("[digest]\nzone = 'Mars/Base'\n", r"setting digest\.zone: 'Mars/Base' is no time zone; write one as"),
        ("[digest]\nzone = '../etc'\n", r"setting digest\.zone: .* is no time zone"),
        ("digest = 3\n", r"setting digest: "),
        ("[store\n", r"is no TOML"),
    ],
)
def test_a_mistake_in_the_file_names_the_key_and_what_is_right(write, text, said):
    """A typo, a wrong value and a broken file are each said in one line."""
    with pytest.raises(SettingsError, match=said):
        load(write(text))


def test_a_mistake_in_a_variable_is_named_too(monkeypatch):
    """A variable with our prefix that means nothing is an error, not silence."""
    monkeypatch.setenv("NEWSDESK_STORE__ULR", "sqlite:///x.db")
    with pytest.raises(
        SettingsError, match=r"unknown setting store\.ulr in the environment; did you mean store\.url\?"
    ):
        load()


def test_a_file_that_is_not_there_is_named(tmp_path):
    """A settings file that was asked for has to be there."""
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "gone.toml")
