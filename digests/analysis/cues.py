"""The verbs and phrases that report what somebody said."""

import re

# Verbs that stand with a quotation of their own: "...," Roe said. Past, present and third person.
_SPEECH = """
said says say told tells tell added adds wrote writes write tweeted tweets posted stated states declared declares
announced announces explained explains noted notes insisted insists argued argues warned warns claimed claims asked
asks replied replies responded responds answered answers continued continues concluded concludes recalled recalls
admitted admits acknowledged acknowledges conceded concedes confirmed confirms emphasized emphasised emphasizes
emphasises stressed stresses remarked remarks observed observes suggested suggests predicted predicts complained
complains joked jokes quipped quips shouted shouts yelled yells chanted chants screamed screams cried cries sang sings
urged urges vowed vows promised promises pledged pledges lamented laments boasted boasts bragged brags reiterated
reiterates repeated repeats contended contends maintained maintains asserted asserts alleged alleges cautioned
cautions countered counters retorted retorts pointed-out points-out put-it puts-it went-on goes-on went-on-to-say
goes-on-to-say shot-back testified testifies commented comments exclaimed exclaims whispered mused muses reported
reports reads thundered snapped interjected interrupted deadpanned opined opines gushed sneered charged charges
demanded demands wondered wonders speculated speculates swore echoed fumed apologized apologised boomed barked
assured assures read conclude write tell
""".split()

# Verbs whose object is what the quotation is said of: he called it a "...". They report words only from before them.
_JUDGING = """
called calls described describes dubbed dubs labeled labelled labels branded brands criticized criticised criticizes
criticises slammed slams blasted blasts denounced denounces mocked mocks praised praises hailed hails touted touts
accused accuses blamed blames referred refers cited cites quoted quotes expressed expresses decried decries derided
derides dismissed dismisses condemned condemns lambasted ridiculed ridicules likened likens characterized
characterised characterizes characterises ripped deemed mentioned mentions voiced voices termed terms
""".split()

# Verbs that may stand before words in quotation marks without anybody having spoken them.
_LOOSE = """
spoke speaks talked talks believes believed thinks thought hinted hints indicated indicates revealed reveals
disclosed wants wanted hopes hoped agreed agrees denies denied signaled signalled signals begins began opened closed
used uses titled wished compared summed addressed proposed proposes advised attacked tore defended defends
""".split()

# The same as participles: their subject is that of the clause they hang on.
_PARTICIPLES = """
saying telling adding writing tweeting posting stating declaring announcing explaining noting insisting arguing
warning claiming asking replying responding answering continuing concluding recalling admitting acknowledging
conceding confirming emphasizing emphasising stressing remarking observing suggesting predicting complaining joking
quipping shouting yelling chanting screaming crying singing urging vowing promising pledging lamenting boasting
bragging reiterating repeating contending maintaining asserting alleging cautioning countering retorting pointing-out
calling describing dubbing labeling labelling branding criticizing criticising slamming blasting denouncing mocking
praising hailing touting accusing blaming referring citing quoting reading going-on
""".split()


def _pattern(words: list[str]) -> str:
    return "|".join(sorted({word.replace("-", r"\s") for word in words}, key=len, reverse=True))


SPEECH = re.compile(rf"\b(?:{_pattern(_SPEECH)})\b")
LOOSE = re.compile(_pattern(_LOOSE))
ACCORDING = re.compile(r"\b[Aa]ccording\sto\b|\b[Ii]n\sthe\swords\sof\b")
ANY = re.compile(
    rf"\b(?:(?P<speech>{_pattern(_SPEECH)})|(?P<participle>{_pattern(_PARTICIPLES)})"
    rf"|(?:{_pattern(_JUDGING + _LOOSE)})|(?P<according>[Aa]ccording\sto|[Ii]n\sthe\swords\sof))\b"
)
