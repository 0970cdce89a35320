"""Shows the figures of a story, grouped by what they count, with who differs."""

from digests.model.answer import Answer
from digests.model.document import Block, Document, Heading, Paragraph
from digests.model.story import Story
from digests.presenting.spans import plain
from digests.presenting.stories import differences, figure_table


def figures_answer(story: Story) -> Answer:
    """Answer with a story's figures, those that most outlets report first, and the differences above them."""
    blocks: list[Block] = [Heading(text=f"Figures: {story.headline}", level=1), *differences(story.differences)]
    if not story.figures:
        said = f"The articles of “{story.headline}” give no figures."
        return Answer(found=False, text=said, document=Document(blocks=(Paragraph(spans=(plain(said),)),)))
    return Answer(figures=story.figures, document=Document(blocks=(*blocks, figure_table(story.figures))))
