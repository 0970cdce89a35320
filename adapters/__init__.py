"""Everything that touches the outside: files, the store, the terminal and the chat platforms, behind ports."""
