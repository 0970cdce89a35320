"""What everything is made of: article, story, digest, answer and document, as frozen values."""
