"""The grammar words and the verbs that tell a whole sentence from a torn one.

The verbs are those of news about trade, politics, industry and courts.  A verb that is missing
makes a rule cautious (the sentence is left as it stands), never wrong.
"""

from __future__ import annotations

AUXILIARIES = frozenset(
    ["is", "are", "was", "were", "am", "has", "have", "had", "does", "did", "do", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "cannot", "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "doesn't", "didn't", "don't", "won't", "wouldn't", "can't", "couldn't", "mightn't", "mustn't", "shouldn't", "ain't", "it's", "he's", "she's", "that's", "there's", "here's", "what's", "who's", "they're", "we're", "you're", "i'm", "they've", "we've", "i've", "you've", "they'll", "we'll", "it'll", "he'll", "she'll", "i'll", "they'd", "we'd", "he'd", "she'd", "i'd", "ought"],
)
MODALS = frozenset(
    ["will", "would", "can", "could", "may", "might", "must", "shall", "should", "cannot", "won't", "wouldn't", "can't", "couldn't", "to", "did", "does", "do", "didn't", "doesn't", "don't"],
)
# Words that open a clause with a finite verb of its own.
SUBORDINATORS = frozenset(
    ["that", "which", "who", "whom", "whose", "where", "when", "while", "as", "if", "because", "although", "though", "since", "until", "unless", "whereas", "whether", "what", "how", "why", "once", "before", "after", "than", "wherever", "whenever", "whoever", "whatever", "lest"],
)
DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your", "any", "some", "no", "every", "each", "all", "both", "another", "other", "several", "many", "few", "such", "more", "most", "much", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
)
PREPOSITIONS = frozenset(
    ["of", "in", "on", "at", "by", "for", "from", "with", "without", "to", "into", "onto", "over", "under", "between", "among", "against", "through", "during", "about", "across", "along", "around", "behind", "below", "beneath", "beside", "beyond", "despite", "down", "inside", "near", "off", "outside", "past", "per", "since", "toward", "towards", "until", "up", "upon", "via", "within", "amid", "regarding", "like", "than"],
)
PRONOUNS = frozenset(["it", "they", "he", "she", "we", "i", "you", "there", "this", "these", "those", "who", "which", "that"])
CONJUNCTIONS = frozenset(["and", "or", "but", "nor", "yet", "so"])
ADVERBS = frozenset(
    ["not", "never", "also", "now", "currently", "already", "still", "only", "just", "even", "always", "often", "once", "again", "ever", "soon", "then", "largely", "mainly", "partly", "fully", "nearly", "almost", "recently", "previously", "reportedly", "allegedly", "repeatedly", "formally", "publicly", "since", "long", "widely"],
)

_REGULAR = """
accelerate accept access accompany account accuse achieve acknowledge acquire act adapt add address
adjust administer admit adopt advance advise affect affirm agree aid aim alert allege alleviate
allocate allow alter amend amount analyse analyze anchor announce annex answer anticipate appeal
appear apply appoint approach approve argue arrange arrest arrive ask assemble assert assess assign
assist assume assure attach attack attempt attend attract authorise authorize avoid await award back
balance ban bar base beef belong benefit blame blend block boast bolster boost border borrow boycott
brace broaden broker bypass call cancel capture carry cast cause caution cease cement challenge
change charge check cite claim clarify classify clean clear climb close clash coincide collapse
collect combine comment commission commit compare compel compensate compete complain complete
complicate comply comprise concede concentrate concern conclude condemn conduct confirm conflict
confront connect consider consist consolidate constitute constrain construct consult consume contact
contain continue contract contradict contribute control convene convert convict cooperate coordinate
counter cover crack crackdown create criticise criticize cripple curb curtail cushion damage deal
debate decide declare decline decrease deepen defend define defuse delay deliver demand demonstrate
deny depend deploy depress derail describe design destabilise destabilize destroy detail detain
deter determine develop devastate differ diminish direct disappear disclose discover discuss dismiss
dispatch display dispute disrupt distort distribute diversify divert divide dominate double doubt
downplay draft drag drain drop earn ease echo edge elevate eliminate embark embed emerge emphasise
emphasize employ empower enable enact encourage end endanger endorse enforce engage enhance enjoy
enlarge ensure entail enter entrench envisage equal erode escalate establish estimate evade evaluate
evolve exacerbate examine exceed exchange exclude exempt exercise exist expand expect expel expire
explain exploit explore export expose express extend extract face facilitate fail fall-back favour
favor feature file fill finance finish flag flare flood focus follow forbid-by force forecast forge
form foster frame freeze-out fuel fulfil fulfill function fund funnel gain galvanise gather generate
grant grapple guarantee guard guide halt hamper handle happen harbour harm heat heighten help
highlight hinder hinge hint hoard hope host house identify ignite ignore illustrate impact impede
implement imply import impose improve include incorporate increase indicate induce industrialise
inflate influence inform initiate injure inject insist inspect inspire install instruct insulate
integrate intend intensify interfere interpret intervene introduce invade invest investigate invite
invoke involve isolate issue jail jeopardise join judge jump justify kill label lack land last launch
leak learn lease legislate leverage lift limit link liquidate list litigate lobby locate lock loom
loosen lower maintain manage mandate manipulate manufacture mark market mask match matter measure
mention merge mill mine minimise mirror miss mitigate mobilise mobilize modernise modify monitor mount
move multiply name narrow nationalise near negotiate neutralise nominate note notify nudge obey object
oblige observe obtain occupy occur offer offset open operate oppose orchestrate order organise
organize originate outline outpace outlaw outperform outstrip overhaul oversee-by overshadow own pack
participate pass patrol pause penalise permit persist persuade phase pinpoint place plan play pledge
plug plunge point polish portray pose position possess postpone pour power praise predict prefer
prepare prescribe present preserve press pressure presume prevail prevent price probe proceed process
procure produce prohibit project prolong promise promote prompt propel propose prosecute protect
protest prove provide provoke publish pull punish purchase pursue push question quote race raise
ramp range rank ratify reach react realise realize reassure rebound rebuff recall receive recognise
recognize recommend record recover recruit recycle redirect reduce refer refine reflect refrain refuse
regain regard register regulate reinforce reiterate reject relate relax release relocate rely remain
remark remind remove renew renounce reopen repeal repeat replace reply report represent request require
rescind rescue research reserve reshape reshore resign resist resolve resort respond restore restrain
restrict restructure result resume retain retaliate retire retreat return reveal reverse review revise
revive revoke reward risk rival rock roll round route rule rush safeguard sanction satisfy save scale
scramble scrap screen scrutinise search secure seem seize select separate serve settle shape share
sharpen shelve shift ship shore shorten show shrug shutter sideline sign signal simplify siphon slash
slip slow slump smuggle snap soar soften solve source spark specify spell spur squeeze stabilise
stabilize stage stall stand-by start state stay steer stem step stipulate stockpile stop store
straddle strain strengthen stress stretch structure struggle study subject submit subsidise succeed
suffer suggest suit supply support suppress surge surpass surprise surrender surround suspect suspend
sustain switch tackle tail tap target tariff tax tender term terminate test threaten throttle tie
tighten top total touch tout trace track trade train transfer transform transit transport travel treat
trigger trim triple try tumble turn ultimate uncover underline undermine underpin underscore
undervalue unfold unify unite unsettle unveil update upgrade uphold urge use usher utilise vary veto
view violate visit voice vote vow wait waive want warn waste watch weaken weigh welcome widen wield
wipe withstand-by witness work worry worsen wrestle yield zero
"""
# base, past, participle; where the past is also a participle or a noun it proves nothing by itself.
_IRREGULAR = """
arise arose arisen; be was been; bear bore borne; beat beat beaten; become became become; begin began
begun; bend bent bent; bet bet bet; bid bid bid; bind bound bound; bite bit bitten; blow blew blown;
break broke broken; bring brought brought; build built built; burn burnt burnt; buy bought bought;
catch caught caught; choose chose chosen; cling clung clung; come came come; cost cost cost; cut cut
cut; deal dealt dealt; dig dug dug; do did done; draw drew drawn; drive drove driven; eat ate eaten;
fall fell fallen; feed fed fed; feel felt felt; fight fought fought; find found found; flee fled fled;
fly flew flown; forbid forbade forbidden; forecast forecast forecast; forget forgot forgotten; freeze
froze frozen; get got got; give gave given; go went gone; grind ground ground; grow grew grown; hang
hung hung; have had had; hear heard heard; hide hid hidden; hit hit hit; hold held held; hurt hurt
hurt; keep kept kept; know knew known; lay laid laid; lead led led; leave left left; lend lent lent;
let let let; lie lay lain; lose lost lost; make made made; mean meant meant; meet met met; outstrip
outstripped outstripped; overcome overcame overcome; oversee oversaw overseen; overtake overtook
overtaken; pay paid paid; put put put; quit quit quit; read read read; rebuild rebuilt rebuilt; ride
rode ridden; ring rang rung; rise rose risen; run ran run; say said said; see saw seen; seek sought
sought; sell sold sold; send sent sent; set set set; shake shook shaken; shed shed shed; shrink shrank
shrunk; shut shut shut; sink sank sunk; sit sat sat; speak spoke spoken; spend spent spent; split
split split; spread spread spread; stand stood stood; steal stole stolen; stick stuck stuck; strike
struck struck; swear swore sworn; sweep swept swept; swing swung swung; take took taken; teach taught
taught; tell told told; think thought thought; throw threw thrown; undercut undercut undercut;
undergo underwent undergone; understand understood understood; undertake undertook undertaken; upend
upended upended; wear wore worn; win won won; withdraw withdrew withdrawn; withhold withheld withheld;
withstand withstood withstood; write wrote written
"""
# Forms that are nouns or adjectives about as often as verbs.
NOUN_TOO = frozenset(
    ["access", "account", "act", "advance", "aid", "aim", "alert", "amount", "answer", "appeal", "approach", "attack", "attempt", "award", "back", "balance", "ban", "bar", "base", "benefit", "bet", "bid", "blame", "block", "boost", "border", "boycott", "break", "broker", "build", "buy", "call", "cast", "cause", "challenge", "change", "charge", "check", "claim", "clash", "climb", "close", "collapse", "comment", "commission", "compare", "concern", "conduct", "conflict", "contact", "contract", "control", "cost", "counter", "cover", "crackdown", "curb", "cut", "damage", "deal", "debate", "decline", "decrease", "delay", "demand", "deposit", "design", "detail", "display", "dispute", "doubt", "draft", "drag", "drain", "drive", "drop", "ease", "echo", "edge", "end", "equal", "estimate", "exchange", "exercise", "exploit", "export", "face", "feature", "feed", "fight", "file", "fill", "finance", "finish", "flag", "flare", "flood", "focus", "force", "forecast", "form", "frame", "fuel", "function", "fund", "gain", "grant", "ground", "guarantee", "guard", "guide", "halt", "harbour", "harm", "heat", "help", "hit", "hold", "hope", "host", "house", "impact", "import", "increase", "influence", "issue", "judge", "jump", "label", "lack", "land", "launch", "lead", "leak", "lease", "leave", "leverage", "lie", "lift", "limit", "link", "list", "loan", "lobby", "look", "loss", "mandate", "mark", "market", "mask", "match", "matter", "mean", "measure", "meet", "mill", "mine", "mirror", "miss", "mount", "move", "name", "need", "note", "object", "offer", "open", "order", "pack", "pass", "patrol", "pause", "pay", "permit", "phase", "place", "plan", "play", "pledge", "plug", "point", "polish", "position", "pour", "power", "praise", "present", "press", "pressure", "price", "probe", "process", "produce", "profit", "project", "promise", "protest", "purchase", "push", "question", "quote", "race", "raise", "ramp", "range", "rank", "reach", "read", "rebound", "recall", "record", "release", "reply", "report", "request", "rescue", "research", "reserve", "resort", "result", "retreat", "return", "reverse", "review", "reward", "ride", "ring", "rise", "risk", "rival", "rock", "roll", "round", "route", "rule", "run", "rush", "safeguard", "sanction", "saw", "scale", "scrap", "screen", "search", "sector", "set", "shape", "share", "shed", "shift", "ship", "shore", "show", "shut", "sign", "signal", "sink", "slash", "slip", "slow", "slump", "snap", "source", "spark", "spell", "split", "spread", "spur", "squeeze", "stage", "stall", "stand", "start", "state", "stay", "stem", "step", "stick", "stop", "store", "strain", "stress", "stretch", "strike", "structure", "struggle", "study", "subject", "suit", "supply", "support", "surge", "surprise", "suspect", "sweep", "swing", "switch", "tail", "target", "tariff", "tax", "tender", "term", "test", "throw", "tie", "top", "total", "touch", "trace", "track", "trade", "train", "transfer", "transport", "travel", "treat", "trigger", "trim", "try", "turn", "update", "upgrade", "use", "value", "veto", "view", "visit", "voice", "vote", "vow", "wait", "waste", "watch", "wear", "welcome", "win", "witness", "work", "worry", "yield", "zero"],
)


_DOUBLED = frozenset(
    ["admit", "begin", "commit", "compel", "deter", "expel", "forbid", "forget", "outstrip", "permit", "prefer", "propel", "refer", "submit", "transfer", "undercut"],
)


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _doubles(verb: str) -> bool:
    return (
        len(verb) <= 4
        and verb[-1] not in "aeiouwxy"
        and verb[-2] in "aeiou"
        and verb[-3] not in "aeiou"
        and verb != "open"
    ) or verb in _DOUBLED


def _ending(verb: str, ending: str) -> str:
    if verb.endswith("e") and not (ending == "ing" and verb.endswith(("ee", "oe"))):
        return verb[:-1] + ending
    if ending == "ed" and verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if _doubles(verb) else "") + ending


_TRIPLES = [row.split() for row in _IRREGULAR.split(";")]
_VERBS = [verb for verb in _REGULAR.split() if "-" not in verb]
BASES = frozenset(_VERBS) | {row[0] for row in _TRIPLES}
THIRDS = frozenset(map(_third, BASES)) - {"bes", "haves", "dos"}
PARTICIPLES = frozenset(_ending(verb, "ed") for verb in _VERBS) | {row[2] for row in _TRIPLES}
GERUNDS = frozenset(_ending(verb, "ing") for verb in BASES) | {"dying", "lying", "tying"}
# Past forms that are no participle: they alone prove a finite verb.  "Said" is kept for its use.
PASTS = (frozenset(row[1] for row in _TRIPLES) - PARTICIPLES) | {"said"}
NOUN_THIRDS = frozenset(_third(verb) for verb in NOUN_TOO)
