"""Questions to answers: what is asked, searched, quoted or counted, answered from stories with citations."""

from digests.answering.asking import ask
from digests.answering.counting import figures_answer
from digests.answering.questions import understand
from digests.answering.searching import search
from digests.answering.speaking import person_named, quotes_answer, quotes_by

__all__ = ["ask", "figures_answer", "person_named", "quotes_answer", "quotes_by", "search", "understand"]
