"""Keeps tokens unreadable in the store: encrypted with a key that only the settings have."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from adapters.errors import ChatError

_SALT = b"newsdesk slack installations"
_WORK = 2**14  # of scrypt, as RFC 7914 has it for what is typed: some 50 ms once a start


class Seal:
    """Encrypts and decrypts with a key made from a text of any length.

    The method is Fernet: AES in CBC mode under an HMAC (https://github.com/fernet/spec).
    """

    def __init__(self, key: str) -> None:
        derived = hashlib.scrypt(key.encode(), salt=_SALT, n=_WORK, r=8, p=1, dklen=32)
        self._fernet = Fernet(base64.urlsafe_b64encode(derived))

    def close(self, text: str) -> str:
        """Return a text encrypted."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the text that was encrypted.

        Raises:
            ChatError: It was encrypted with another key, or is damaged.
        """
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            said = "an installation in Slack was kept under another [slack] encryption_key; set that, or install again"
            raise ChatError(said) from None
