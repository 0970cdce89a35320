"""Words that are capitalised because a sentence or a date begins, not because they name something."""

# Everyday words at the beginning of a sentence; the words of the article itself add to them.
COMMON = frozenset(
    """
    a about above according across actually add adding additionally after afterward afterwards again against ago ahead
    all almost alone along already also although altogether always am amid among amongst an and another any anyone
    anything are around as aside asked at away back based be because been before behind being below beneath beside
    besides best better between beyond big both breaking briefly but by can cannot certainly citing clearly come
    coming compared concerning considering could current currently dear despite did do does doing don't don’t down
    dozens due during each earlier early either else elsewhere end enough especially even eventually ever every
    everybody everyone everything exactly except facing far few fewer finally first five following for former formerly
    four from full further furthermore generally get given go going good got great had half has have having he hello
    help hence her here hers herself high him himself his hours how however hundreds i if in including indeed
    initially inside instead into is isn't isn’t it it's it’s its itself just keep last late later latest least less
    let let's let’s like likewise little long look made mainly make man many maybe me meantime meanwhile men might
    million millions mine more moreover most mostly mr much must my myself near nearly neither never nevertheless new
    news next no nobody none nonetheless nor not nothing notably now nowhere obviously of off often oh okay old on
    once one only onto or other others otherwise our ours out outside over overall own particularly per perhaps please
    point possibly presumably previously prior probably quick quite rather read really recent recently regarding
    regardless related right said same say saying second see seven several shall she short shortly should similarly
    simply since six so some somebody someone something sometimes somewhere soon speaking still story such sure take
    ten than thank thanks that that's that’s the their them themselves then there there's there’s thereafter therefore
    these they they're they’re thing think third this those though thousands three through throughout thus time to
    today together tomorrow tonight too top total toward towards two ultimately under unfortunately unless unlike
    until up upon us using usually very via was watch we we're we’re we've we’ve well were what what's what’s whatever
    when whenever where whereas whether which while who who's who’s whoever whole whom whose why will with within
    without woman women won't won’t would year years yes yesterday yet you you're you’re young your yours yourself
    """.split()
)

MONTHS = frozenset(
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
)
WEEKDAYS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays "
    "Sundays Mon Tue Tues Wed Thu Thurs Fri Sat Sun".split()
)
