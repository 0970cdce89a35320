"""Values to documents: how a digest, a story and the parts of an answer are laid out, the same for every platform."""
