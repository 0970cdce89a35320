"""The phrases of furniture, by reason: patterns for lines whose white space is single spaces, in any case."""

from digests.model.article import FurnitureReason

# Lines behind which more of their kind may follow: titles of other articles, comments, tags.
OPENERS: dict[FurnitureReason, tuple[str, ...]] = {
    "related": (
        (
            r"related(?: (?:articles?|stor(?:y|ies)|content|topics?|news|posts?|links?|coverage|reading|"
            r"internet links))?"
        ),
        (
            r"(?:read|see|watch|listen) (?:more|also|next|this next)(?: (?:stories|articles|news|here|"
            r"\S{1,20} news))?"
        ),
        r"(?:also read|see also|further reading|keep reading|up next|next up|what to read next|read this)",
        r"more (?:on|from|about|like|in|by) (?:\S+ ){0,7}\S+",
        r"more (?:stor(?:y|ies)|news|articles?|headlines|coverage|top stories)",
        r"explore more(?: on these topics)?",
        r"(?:you (?:may|might) (?:also )?(?:like|enjoy|be interested in))",
        r"recommended(?: (?:for you|stories|articles|reading|reads|topics))?",
        r"(?:our )?(?:editor[’']?s[’']?|top) picks?",
        (
            r"(?:the )?(?:most|top|trending|popular) (?:read|popular|viewed|shared|commented|watched|recent|"
            r"stories|articles|posts|now|news|videos)"
        ),
        r"trending(?: now| topics)?",
        r"(?:don[’']?t miss|must[ -]reads?|in case you missed it)",
        r"(?:the )?(?:latest|recent)(?: (?:news|stories|articles|posts|headlines|videos|updates))?",
        r"popular",
        r"people (?:are|who) (?:also )?read.{0,40}",
        r"more coverage",
        r"(?:previous|next) (?:article|post|story)",
        r"stories for you",
        r"around the web",
        r"(?:paid|promoted|sponsored) (?:content|stories|links)",
        r"lesen sie auch",
        r"mehr zum thema",
        r"auch interessant",
        r"das könnte sie (?:auch )?interessieren",
        r"meistgelesen",
        r"(?:à )?lire (?:aussi|également|plus)",
        r"sur le même sujet",
        r"les plus lus",
        r"lee también",
        r"más noticias",
        r"leggi anche",
        r"lees ook",
        r"leia (?:também|mais)",
        r"noticias relacionadas",
    ),
    "comments": (
        r"(?:\d{1,6} )?(?:reader )?comments?(?: (?:section|policy|\d{1,6}))? ?(?:\( ?\d{0,6} ?\))?",
        r"(?:\d{1,6} )?(?:kommentare?|commentaires?|comentarios?|commenti|reacties)(?: ?\(\d{0,6}\))?",
        r"(?:leave|post|add|write|submit) (?:a|your|the first) (?:comment|reply|response)",
        r"(?:view|show|see|read|load|hide|all) (?:all |the |more )?(?:\d+ )?comments",
        r"join the (?:conversation|discussion|debate)",
        r"(?:have|share) your (?:say|thoughts|opinion|views?)",
    ),
    "tags": (
        (
            r"(?:tags?|topics|keywords|filed under|in this article|schlagworte|themen|mots[ -]clés|étiquettes|"
            r"etiquetas)"
        ),
    ),
}

# Lines that are furniture as a whole, by how they begin.
WHOLE: dict[FurnitureReason, tuple[str, ...]] = {
    "related": (
        (
            r"(?:(?:also )?read(?: (?:more|also|next|this))?|see also|also read|related(?: (?:story|article|"
            r"coverage|reading|news|video))?|watch(?: (?:now|more|live))?|more|don[’']?t miss|up next|go deeper|"
            r"must read) ?[:|»>→] ?\S.{0,200}"
        ),
        (
            r"(?:lesen sie auch|mehr (?:dazu|zum thema)|(?:à )?lire aussi|lee también|leggi anche|lees ook|"
            r"leia (?:também|mais)) ?[:|»>→] ?.{1,200}"
        ),
        r"read more .{3,150}",
        r"(?:click|tap) here (?:to|for)\b.{0,150}",
        r"read (?:the )?(?:full|original|more)\b.{0,25}(?:here|article|story|report)\b.{0,20}",
        r"[▶►»→] ?.{3,150}",
    ),
    "comments": (
        r"what (?:do you think|is your opinion)\b.{0,80}",
        r"be the first to (?:comment|reply|share)\b.{0,60}",
        r"(?:log|sign) ?in to (?:leave a )?(?:comment|reply)\b.{0,60}",
        r"your email address will not be published\b.{0,100}",
        r"required fields are marked\b.{0,20}",
        r"comments (?:are|have been|on this)\b.{0,300}",
        r"(?:have a|got a|send us a) (?:news |story )?tip\b.{0,160}",
        r"join our .{0,60}\b(?:forums?|community|discord)\b.{0,250}",
        (
            r"(?:no comments?(?: yet)?|reply|replies|report abuse|community guidelines|sort by\b.{0,40}|(?:newest|"
            r"oldest) first|save my name, email\b.{0,120})"
        ),
        r"(?:there are )?no comments\b.{0,60}",
        r"(?:please )?(?:read|follow|see) our (?:comment|community)\b.{0,80}",
        r"post (?:comment|a comment)",
    ),
    "rating": (
        r"how (?:useful|helpful) was this\b.{0,40}",
        r"(?:click|tap) on a star\b.{0,40}",
        r"average rating\b.{0,60}",
        r"rat(?:e|ing) this (?:article|story|post)\b.{0,40}",
        r"(?:be the first to rate|no votes so far)\b.{0,60}",
        (
            r"(?:was|did you find|is) this (?:article|story|page|post|content) (?:\w+ ){0,2}(?:helpful|useful|"
            r"interesting)\b.{0,30}"
        ),
        r"we are sorry that this post\b.{0,60}",
        r"(?:let us|tell us how we can) improve\b.{0,40}",
        r"(?:thank you|thanks) for (?:your )?(?:feedback|rating|voting)\b.{0,60}",
        r"[★☆⭐]{2,}.{0,30}",
        r"\d(?:[.,]\d)? ?(?:/|out of) ?\d{1,2} (?:stars?|votes?)\b.{0,30}",
        r"vote count\b.{0,20}",
        r"as you found this post useful\b.{0,60}",
    ),
    "newsletter": (
        (
            r"(?:please |to )?(?:sign ?-? ?up|subscribe|register|join|get|receive|enter|download|install|try|stay|"
            r"keep|follow|don[’']?t miss|want)\b.{0,250}\b(?:newsletters?|inbox|e-?mails?|e-?mail address|alerts?|"
            r"push notifications?|notifications|our app|mobile app|whatsapp channel|telegram channel|free trial|"
            r"subscribers?)\b.{0,250}"
        ),
        r"(?:\w+ ){0,3}newsletters?",
        r"this newsletter (?:may|is|will|contains)\b.{0,300}",
        r"(?:thanks for signing up|your subscription (?:has been|is) confirmed)\b.{0,120}",
        r"(?:be the first to get|click (?:here )?to subscribe|install the (?:\S+ ){0,3}app)\b.{0,80}",
        r"(?:after|before) newsletter promotion",
        r"our .{0,30}\b(?:e-?mail|newsletter|briefing)\b.{0,200}",
        (
            r"(?:subscribe|sign ?up|subscribe (?:now|today|here)|become a (?:member|subscriber|supporter)|"
            r"support us|donate(?: now)?)"
        ),
        r"(?:subscribe|sign ?up) (?:to|for|on|today|now|here|and)\b.{0,160}",
        r"for more\b.{0,80}\b(?:subscribe|sign up)\b.{0,120}",
        r"(?:this (?:article|story) is|already a) (?:for )?(?:subscriber|member)s?\b.{0,80}",
        (
            r"(?:support|help us|fund|donate|contribute|give|become a)\b.{0,80}\b(?:our (?:journalism|work|"
            r"reporting|newsroom)|independent journalism|quality journalism)\b.{0,120}"
        ),
        (
            r"if you (?:value|like|enjoy|appreciate)\b.{0,60}\b(?:our )?(?:journalism|reporting|work|article|"
            r"newsletter|reading)\b.{0,160}"
        ),
        r"thank you for (?:reading|subscribing|signing up|your support)\b.{0,120}",
        r"you(?:[’']re| are| have) (?:been )?(?:receiving|subscribed|getting|successfully)\b.{0,200}",
        (
            r"(?:unsubscribe|manage (?:your )?(?:preferences|subscriptions?)|update (?:your )?preferences|"
            r"view (?:this e?-?mail )?in (?:your )?browser|view online|forward to a friend)\b.{0,120}"
        ),
        (
            r"(?:by (?:signing|subscribing|submitting|providing|entering|clicking (?:sign|submit|"
            r"subscribe)))\b.{0,250}"
        ),
        r"this site is protected by recaptcha\b.{0,150}",
        r"(?:was this email forwarded|forwarded this)\b.{0,120}",
        r"(?:jetzt|hier) (?:zum )?newsletter\b.{0,80}",
        r"(?:abonnez-vous|inscrivez-vous|suscríbete|iscriviti)\b.{0,160}",
    ),
    "advertisement": (
        (
            r"(?:ad(?:vertis(?:e|ing|ement)s?|vert|s)?|anzeige|werbung|publicité|publicidad|pubblicità|"
            r"advertentie|reklame)(?: \d+)?(?: feature)?"
        ),
        r"(?:this )?(?:story|article|content) continue[sd] below\b.{0,40}",
        r"(?:article|story|content) continues after\b.{0,40}",
        r"continue reading(?: below| the main story)?",
        r"(?:scroll|skip) (?:to continue|past|advertisement|ad)\b.{0,40}",
        r"sponsored(?: (?:by|content|post|message)\b.{0,40})?",
        r"advertise with us",
        r"all (?:products|items) (?:featured|recommended|are)\b.{0,60}\b(?:independently|selected|chosen)\b.{0,250}",
        r"paid (?:post|content|partner)\b.{0,30}",
        r"remove ads",
    ),
    "legal": (
        r"(?:©|\(c\)|copyright) ?.{0,250}",
        (
            r"this (?:material|content|article|website|site|story) (?:may not be|is protected|is copyright|"
            r"uses cookies)\b.{0,250}"
        ),
        r"privacy (?:notice|policy):.{1,300}",
        (
            r"(?:terms (?:of (?:use|service)|(?:and|&) conditions)|privacy(?: (?:policy|notice|settings))?|"
            r"cookie (?:policy|settings|preferences|notice)|imprint|impressum|datenschutz|disclaimer|"
            r"mentions légales)(?: ?[|·•/,] ?.{0,120})?"
        ),
        (
            r"(?:we|this site|this website|our site|wir) (?:and our (?:\d+ )?partners |also )?(?:uses?|verwenden|"
            r"nutzen|stores?)\b.{0,20}\bcookies\b.{0,300}"
        ),
        r"(?:we value|your) (?:your )?privacy\b.{0,150}",
        (
            r"(?:accept|reject|allow|decline|manage) (?:all|cookies|consent|preferences|all cookies|"
            r"essential cookies)"
        ),
        (
            r"by (?:using|continuing|clicking|visiting|accessing)\b.{0,120}\b(?:you (?:agree|accept|consent)|"
            r"cookies|terms)\b.{0,200}"
        ),
        r"do not sell\b.{0,60}",
        r"(?:cookies? help us|nous utilisons des cookies|utilizamos cookies)\b.{0,200}",
        r"(?:the )?(?:\w+ ){1,4}is not responsible for the content\b.{0,80}",
        (
            r"(?:this (?:article|story|piece)|republished|reprinted)\b.{0,40}\b(?:with permission|"
            r"under (?:a )?creative commons)\b.{0,120}"
        ),
        r"our standards:.{0,80}",
    ),
    "navigation": (
        (
            r"(?:skip to|jump to|back to|return to|go to) (?:the )?(?:main )?(?:content|navigation|top|"
            r"home(?:page)?|search|footer|article|menu)"
        ),
        r"(?:main |site |toggle |open |close )?(?:menu|navigation|search)(?: (?:menu|button|bar))?",
        (
            r"(?:home(?:page)?|close|login|log in|log out|sign in|sign out|register|my account|account|search|"
            r"open|back|next|previous|loading|play|pause|mute|expand|collapse|hide|dismiss|ok|skip|more|start|top|"
            r"startseite|accueil|inicio|menü|suche|anmelden)(?:\.{3}|…)?"
        ),
        r"show",
        r"(?:session expired|please log in again)\b.{0,160}",
        r"cite this (?:page|article):?",
        r"(?:show|load|view|see) (?:more|all|less)\b.{0,30}",
        r"(?:open|view|read|continue) in (?:the |our )?app\b.{0,20}",
        r"use app",
        r"(?:image|slide|photo|page|video)? ?\d{1,3} (?:of|/) \d{1,3}(?: (?:images|slides|photos|pages))?",
        r"(?:\d{1,3}|one|two|three|four|five)[ -]?min(?:ute)?s?[ -]?(?:read|listen|watch|lesezeit)?",
        r"(?:estimated )?(?:reading|read|lese) ?(?:time|zeit)\b.{0,30}",
        r"listen (?:to this (?:article|story)|now)?\b.{0,60}(?:\bmin(?:ute)?s?|article|story|audio)?",
        r"(?:this )?(?:audio|video|article) (?:is|was) (?:auto-?generated|generated|read by|machine)\b.{0,80}",
        r"(?:watch|play) (?:video|audio|live|now|the video)\b.{0,20}",
        r"artikel (?:anhören|merken|drucken)",
        r"hören sie\b.{0,40}",
        r"(?:text|font) size\b.{0,30}",
        r"(?:a[+-]? ){1,3}a[+-]?",
        r"(?:contact|about)(?: us)?(?: ?[|·•/] ?.{0,80})?",
        r"(?:send|got) (?:a|us) (?:news )?tips?\b.{0,80}",
        r"(?:home|start|startseite|accueil) ?(?:[>»/›|·•→] ?.{1,60}){1,4}",
        r"javascript\b.{0,100}(?:enable|disabled|required)\b.{0,60}",
        r"(?:please )?enable javascript\b.{0,80}",
        r"your browser (?:does not|doesn[’']?t)\b.{0,80}",
        r"(?:set|add)\b.{0,30}\bas (?:a |your )?preferred source\b.{0,30}",
        r"(?:add to|follow on|prefer on) google(?: news)?",
        r"print edition",
        r"(?:video|audio) player\b.{0,20}",
        r"this browser\b.{0,80}",
        r"this article is (?:more than|over)\b.{0,30}",
        r"media playback is\b.{0,60}",
        r"play video\b.{0,150}",
    ),
    "share": (
        r"share (?:this|on|via|the|with|article|story|full article)\b.{0,80}",
        (
            r"(?:follow|like|find|join|connect with) (?:us|me|@?\w+|(?:\S+ ){1,6}\S+) on (?:facebook|twitter|x|"
            r"snapchat|instagram|linkedin|youtube|tiktok|threads|bluesky|mastodon|telegram|whatsapp|social|"
            r"google)\b.{0,120}"
        ),
        r"follow (?:us|@\w+)\b.{0,60}",
        r"click to (?:share|print|e-?mail)\b.{0,80}",
        (
            r"(?:opens in (?:a )?new window|save|link copied|copied to clipboard|copy link|gift (?:this )?article|"
            r"reuse this content|request reprints?.{0,30}|save (?:article|story|for later)|bookmark|print|e-?mail|"
            r"e-?mail this|tweet|pin it|send)"
        ),
        r"(?:teilen|merken|drucken|partager|imprimer|compartir|condividi|delen)",
        r"(?:auf|sur|en) (?:facebook|twitter|x|whatsapp) (?:teilen|partager|compartir)",
        r"\d+(?:\.\d)?k? shares",
    ),
    "wires": (
        (
            r"\(?[—–-]* ?(?:with (?:additional )?(?:\S+ ){0,5}(?:wires?|agenc(?:y|ies)|inputs?\b.{0,80}|"
            r"wire (?:services?|reports?)|reports? from\b.{0,80}|files? from\b.{0,80}|information from\b.{0,80}|"
            r"reporting (?:from|by)\b.{0,100}|material (?:from|by)\b.{0,80}|news agencies)|agencies|"
            r"agency reports?|wire reports?|from wire (?:services?|reports))\)?"
        ),
        r"\(?mit (?:material|informationen) (?:von|der)\b.{0,80}",
        r"\(?avec (?:afp|reuters|ap|les agences|agences)\b.{0,40}",
        r"(?:information|reporting|material) from\b.{3,100}\bwas used\b.{0,60}",
        r"contributing: .{2,200}",
    ),
    "tags": (
        (
            r"(?:tags?|topics|keywords|filed under|tagged(?: with| as)?|schlagworte|themen|mots[ -]clés|"
            r"etiquetas) ?[:|] ?.{1,250}"
        ),
        r"(?:#\w{2,40}[ ,]*){1,15}",
    ),
    "byline": (r"(?:you can )?(?:follow|contact|write to|reach|e-?mail|tweet)\b.{0,120}@.{0,120}",),
    "edition": (
        (
            r"(?:(?:the )?(?:morning|evening|midday|noon|night|print|weekend|sunday|international|us|uk|world|"
            r"digital|late|early|final|city) edition)(?: ?[|/].{0,40})?"
        ),
    ),
    "divider": (
        r"[\W_]{1,200}",
        r"-? ?30 ?-",
        r"\W*(?:ends?|ends here|end of (?:story|article))\W*",
    ),
}

# Lines that are furniture as a whole, by what they hold or how they end.
HOLDING: dict[FurnitureReason, tuple[str, ...]] = {
    "related": (r".{5,200} (?:read more|click here)",),
    "advertisement": (
        r".{0,160}\b(?:may|we|will) (?:earn|receive) (?:\S+ ){0,3}(?:commissions?|revenue|compensation)\b.{0,250}",
        r".{0,60}\b(?:has|have|contains?) affiliate (?:partnerships|links)\b.{0,250}",
    ),
    "newsletter": (
        r".{0,200}\bwherever you (?:get|find|listen to) your podcasts\b.{0,80}",
        r".{0,40}\bnewsletter (?:sign[ -]?up|anmeldung|abonnieren)",
        r".{0,60}\bnewsletters? (?:abonnieren|bestellen)\b.{0,40}",
    ),
    "legal": (
        (
            r".{0,120}\b(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|"
            r"todos los derechos reservados)\b.{0,160}"
        ),
        (
            r".{3,160}\b(?:(?:originally|first) (?:appeared|published|ran)|appeared first|was (?:originally|"
            r"first) published) (?:on|in|at|by) .{2,80}"
        ),
    ),
    "wires": (
        r"materials? provided by .{2,250}",
        r".{0,60}\b(?:associated press|reuters|afp)\b.{2,250}\bcontributed\.?",
        r".{2,500}\bcontributed (?:reporting|to (?:this|the) (?:report|story|article|piece))\b.{0,120}",
        r"(?:\S+ ){0,8}(?:was|were) used in this (?:report|story|article)",
    ),
}
