"""The words by which claims are told: of cause, treatment and safety, and of what claims nothing. Patterns only."""

from __future__ import annotations

import re


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.I)


ADVISER = r"(?:doctors?|gp|physician|pharmacist|midwife|nurse|dietitian|specialist|surgery|clinic|hospital|poison)"
# Advice to get help claims nothing: it can do no harm.
SEEKS_HELP = _any(
    rf"\b(?:ask|see|tell|talk to|speak to|speak with|phone|call|ring|consult|contact|visit|go to|take it to|show it to|check with|return to)\b[^.;]{{0,40}}\b{ADVISER}\b",
    r"\b(?:call|phone|ring|dial) (?:[0-9]{2,}|the emergency|an ambulance|for help|emergency)",
    r"\b(?:do not|don't|never) (?:take|start|stop|buy|try|change) [^.;]{1,60}\b(?:on a guess|on your own|by yourself|without asking|without advice|because of what you read)\b",
    r"\bgo to (?:the|an) (?:emergency|accident|casualty)",
    r"\b(?:the |your )?doctors? (?:will|can|may) (?:ask|tap|examine|look|want)\b",
    r"\b(?:report|tell) (?:any )?(?:side effects|about)",
)
# What a study looked at is no finding; where something is listed is no claim.
STUDIED = _any(
    r"\b(?:study|trial|review|survey|researchers?|scientists|question|we|they) (?:looked at|asked|tested|will test|examined|set out to see) whether\b",
    r"\bmany (?:people )?wonder (?:whether|if)\b",
    r"\b(?:are|is) (?:listed|printed|written|stated|shown) (?:in|on) (?:the |section|table|page)",
    r"\bmore research is needed\b",
    r"\bsources disagree\b",
    r"\bwe found no source\b",
)
PERSONAL = _any(
    r"^(?:i|my|we|our|she|he|her|his|nobody could|they told)\b(?! recommend)",
    r"^for me\b",
)
TOLD = _any(r"\b(?:told me|i (?:have )?read|i (?:have )?heard|says?|said) that\b")
DEFINES = _any(
    r"\bis (?:also )?(?:called|known as|named)\b",
    r"\bis (?:the |a |an )?(?:medical |other |plain |old )?(?:word|term|name|unit) (?:for|of)\b",
    r"\b(?:stands for|is short for|means? (?:that|when|international))\b",
    r"\bby [a-z]+ we mean\b",
    r"\bdoctors speak of\b",
    r"\bthe word [a-z]+ (?:covers|comes|means)\b",
)

REMEDY = (
    r"(?:treatment|therapy|supplements?|tablets?|pills?|injections?|drops|capsules|medicines?|drugs?|vaccin\w+|antibiotics?|surgery|"
    r"operation|exercise|training|physiotherapy|diet|massage|stretching|rest|fluids|infusions?|drip|creams?|herbs?|remed(?:y|ies)|"
    r"vitamins?(?: [a-z][0-9]{0,2})?|iron|zinc|magnesium|potassium|calcium|thiamin|folic acid|folate|niacin|insulin|aspirin|statins?|"
    r"antihistamines?|steroids?|honey|ginger|fibre|sunlight|stockings|moisturiser|screening|acupuncture|measures?)"
)
AILMENT = (
    r"(?:deficienc\w+|lack|disease|illness|infections?|pain|cramps?|weakness|numbness|anaemia|anemia|colds?|coughs?|eczema|"
    r"migraine|headaches?|constipation|nausea|swelling|rickets|scurvy|beriberi|pellagra|insomnia|depression|cancer|"
    r"strokes?|falls|fractures?|injur(?:y|ies)|neuropathy|symptoms?|signs?|defects?|spina bifida|diabetes|dementia|asthma|"
    r"gout|kidney stones|hangover|sickness|flushes|restless legs|tiredness|fatigue|confusion|measles|hair loss|cholesterol|"
    r"blood pressure|blood sugar|heart attacks?|arthritis|osteoporosis|osteomalacia|problem|condition)"
)
TREATMENT = _any(
    r"\b(?:treats?|treated|treating|cures?|cured|curing|heals?|healed|relieve[sd]?|relieving|soothe[sd]?|eases?|eased|easing)\b(?! with respect)",
    r"\b(?:prevent(?:s|ed|ing)?|protect(?:s|ed|ing)? (?:against|from)|ward(?:s|ing)? off|guards? against|safeguards?)\b",
    rf"\b{REMEDY} (?:can |may |might |will |would |usually |often |also |do(?:es)? not |didn't |don't |doesn't ){{0,3}}(?:helps?|helped|works?|worked|fails?|reverses?|corrects?|restores?|refills?|shortens?|stops?|stopped|reduces?|lowers?|lowered|cuts?|slows?|doubles?|protects?|brings? (?:relief|back|down))\b(?! the (?:uptake|absorption|effect))",
    r"\b(?:help(?:s|ed)?|works?|worked|do(?:es)? (?:nothing|little)) (?:against|for|with|most people|many people|some people|people (?:with|who)|eczema|in most|as well as|just as well)\b",
    rf"\b(?:helps?|helped|reverse[sd]?|correct(?:s|ed|ing)?|restore[sd]?|shorten(?:s|ed)?|refill(?:s|ed)?|slow(?:s|ed)?|stop(?:s|ped)?|end(?:s|ed)?|reduce[sd]?|clear(?:s|ed)?) (?:up )?(?:the |a |an |any |mild |severe |such |night |leg |empty |normal |this |that |your |their )*(?:{AILMENT}|levels?|stores|uptake)\b",
    r"\b(?:reduce[sd]?|lower(?:s|ed)?|cut(?:s)?|halve[sd]?) (?:the |your |their )?(?:risk|chance|odds|danger|number|rate)\b",
    r"\b(?:as|more|less|equally|very|most|not|no more) effective\b|\beffective (?:against|for|in)\b",
    r"\b(?:first|second|last)[- ](?:choice|line)\b|\bno (?:cure|therapy|treatment|antibiotic|remedy)\b|\bthe usual (?:treatment|therapy|dose|remedy)\b",
    r"\b(?:is|are|was|were) (?:usually |often |always |also |only |sometimes )?(?:(?:prescribed|offered|recommended|considered|needed|required)\b[^.;]{0,30}\b(?:for|to|against|if|when|as|in|through|at)|(?:given|used) (?:for|to|against|if|when|as|through|at|by|[0-9]))\b",
    r"\b(?:with|after|under) (?:treatment|therapy)\b[^.;]{0,60}\b(?:goes?|gone|better|recover\w*|improve\w*|returns?|heals?)\b",
    r"\btreatment (?:helps|with|lasts|takes|begins|starts|consists|works|is (?:usually|often|needed))\b",
    r"\b(?:insulin|surgery|an operation|therapy|treatment) is (?:always |often |usually |rarely |never )?(?:needed|required|considered|advised)\b",
    r"\b(?:brings? (?:relief|the (?:level|feeling|pain))|bring(?:s)? (?:the |your )?[a-z ]{1,30}(?:back|down))\b",
    r"\bunder control\b|\bfrom getting worse\b|\bsaves? lives\b|\bslow the disease\b|\bbetter than (?:a )?(?:sham|placebo)\b|\bis all (?:most|that)\b|\ball most [a-z]+ need\b",
    r"\bdoctors (?:usually |often |also |may |can )?(?:give|treat|prescribe|recommend|advise|use)\b|\bdoctors? gives? it\b",
    r"\b(?:we|experts|guidelines?) recommend\b",
    r"\b(?:is|are) an option\b|\bwhat helps\b|\bproven against\b|\bchance of quitting\b|\brebuilds?\b|\bfixes\b|\bless frequent\b|\blets? the [a-z]+ come back\b",
    r"\b(?:take|eat|swap|use|drink)\b[^.;]{1,80}\bto (?:prevent|treat|cure|correct|lower|bring down|avoid|relieve|stop|raise)\b",
    r"\bcorrecting\b|\brefill stores\b|\btablets of [0-9]",
    r"\bneed(?:s)? (?:no )?(?:treatment|therapy|medicine|tablets|antibiotics)\b",
)

INTAKE = r"(?:doses?|amounts?|quantit(?:y|ies)|intakes?)"
SAFETY = _any(
    r"\b(?:un)?safe(?:ly|ty limit)?\b(?! (?:bet|deposit|keeping))(?! ty)",
    r"\b(?:harm(?:s|ed|ful|less)?|toxic(?:ity)?|poison(?:ous|s|ing)?|dangerous|danger of|hazardous|fatal|lethal|overdos(?:e|es|ed|ing))\b",
    r"\bside[- ]effects?\b|\badverse\b|\ballergic reactions?\b|\breactions to\b|\bcontra-?indicated\b|\bcaution\b",
    r"\binteract(?:s|ed|ion|ions)?\b|\binterfere[sd]? with\b|\bweakens? the effect\b|\bunreliable\b",
    r"\b(?:upper (?:intake )?(?:limit|level)|tolerable upper|safe upper)\b",
    r"\b(?:do not|don't|never|must not|should not|shouldn't|mustn't|may not|cannot|can't|nobody [a-z ]{0,25}should) (?:be )?(?:take|taken|eat|eaten|give|given|use|used|combine|combined|swallow|swallowed|drink|start|mix|mixed|exceed|cut|stop suddenly)\b",
    r"\bavoid(?:ed)? [^.;]{1,50}\b(?:while|if|when|in pregnancy|during|before|with)\b|\bkeep [^.;]{1,40} away from\b",
    r"\bnot (?:suitable|recommended|advised|meant) (?:for|in|during|if|with)\b|\bunsuitable for\b",
    rf"\b(?:too much|far too much|(?:high|large|big|excessive|very high|heavy) {INTAKE}|{INTAKE} (?:above|over|beyond)|in (?:high|large) {INTAKE}|more than [0-9][^.;]{{0,30}} (?:a day|daily|at once|in))\b[^.;]{{0,60}}\b(?:can|may|might|could|cause[sd]?|harm\w*|damage[sd]?|scar[sd]?|push|lower|raise[sd]?|make|upset|become[sd]?|interfere|poison\w*|contain|iodine|diarrhoea|bleed\w*|fatal|lead[s]? to)\b",
    r"\bno more than [0-9][^.;]{0,40}\b(?:a day|daily|in 24 hours)\b",
    r"\b(?:upset the stomach|may make you (?:drowsy|dizzy)|thins? the blood|rash|flushing|bruise|stomach bleeding|into breast milk|stings)\b",
    r"\b(?:nerve|liver|kidney) damage [^.;]{0,40}\b(?:with|from|after|at)\b[^.;]{0,30}\b(?:mg|grams?|doses?|a day)\b|\b(?:lower|reduce|block|hinder|weaken|slow)s? the (?:uptake|absorption|effect) of (?:the )?(?:antibiotics?|medicines?|drugs?|levothyroxine|warfarin|tablets)\b",
    r"\bcan (?:hide|mask) (?:a |the )?(?:lack|deficiency|signs?)\b|\b(?:hides?|masks?) (?:a |the )(?:lack|deficiency)\b",
    r"\b(?:metformin|acid blockers?|proton[- ]pump|antacids?|water pills?|diuretics?|ibuprofen|aspirin|warfarin|lithium|statins?|steroids?|blood thinners|antibiotics|this medicine|the drug|the medicine|some medicines|medicines)\b[^.;]{0,60}\b(?:lower|lowers|wash|washes|cause|causes|low|drop|block|blocks|deplete|depletes|harm|raise|raises|withdrawn|rash|make you)\b",
    r"\b(?:contain|contains|carry|carries) (?:lead|mercury|arsenic|dangerous|far too much|germs)\b|\bdamage the skin\b|\bdoes no (?:damage|harm)\b",
    r"\b(?:at risk from|raises? the risk of bleeding|without worry|has been withdrawn|was withdrawn)\b|\bstop (?:the tablets|taking it|at once)\b|\boften causes? (?:diarrhoea|nausea)\b|\bmay leave a\b",
)

UPPER_LEVEL = _any(r"\b(?:upper (?:intake )?(?:limit|level)|tolerable upper|safe upper)\b")
NUMBER = r"[0-9][0-9.,]{0,9}"
AMOUNT = (
    rf"(?<![0-9.,]){NUMBER}(?: ?(?:-|\u2013|to|or) ?{NUMBER})? ?"
    r"(?:mg|mcg|ug|\u00b5g|\u03bcg|micrograms?|milligrams?|iu|(?:international )?units?|g|grams?|tablets?|capsules?|drops)\b"
)
# The daily value of a label is no advice to take it.
DOSE = _any(
    rf"{AMOUNT}[^.;]{{0,40}}\b(?:a day|daily|per day|each day|every day|a week|once|twice)\b(?! values?\b)",
    rf"\b(?:takes?|taking|given|doses? of|supplements? of|tablets of|injections? of) (?:about |up to )?{AMOUNT}",
)

STATE = (
    rf"(?:{AILMENT}|weak\w*|tired\w*|damage[sd]?|paralysis|depression|bleeding|low|poor|swollen|ulcers?|dizz\w+|obesity|"
    r"overweight|weight|fall(?:s)?|pellagra|nerve|nerves|muscles?|heart|bones?)"
)
CAUSE = _any(
    r"\b(?:cause[sd]?|causing|leads? to|led to|leading to|results? (?:in|from)|brings? (?:on|about)|trigger(?:s|ed)?|provoke[sd]?|contributes? to|gives? rise to|stems? from|comes? from eating|accounts? for)\b",
    r"\b(?:linked|link|links|tied|associated|association|connected|attributed|related|due|owing) (?:to|with|between)\b|\bput down to\b|\bno link\b|\bgo(?:es)? hand in hand\b|\bgo(?:es)? along with\b",
    r"\b(?:cause|causes|reason|reasons|trigger|triggers) (?:of|for|behind|is|are)\b|\bmany causes\b|\bpossible (?:triggers|causes)\b|\bthe main cause\b",
    r"\boften (?:occurs?|happens?) when\b|\b(?:sign|signs|symptom|symptoms|mark|marks|feature|features) (?:of|are|include)\b|\btypical (?:of|symptoms|signs)\b|\bpoints? to\b|\bsuggests? (?:a|an|low)\b",
    r"\b(?:raise[sd]?|increase[sd]?|higher|greater|lower|at|more at|double[sd]?) (?:the |higher |greater |increased |your |their |a )?risk\b|\bmore (?:likely|often|common)\b|\bless (?:likely|common)\b|\btimes as likely\b|\bat (?:higher )?risk (?:of|for)\b",
    r"\b(?:lack|shortage|deficiency|deficit|absence|low|too little|too much|too few|without|excess|poor|severe|untreated|high|heavy|long|loud|old age|ageing|alcohol|smoking|stress|obesity|overweight|dehydration|damp|salt)\b[^.;]{0,50}\b(?:damage[sd]?|weaken(?:s|ed)?|slow(?:s|ed)?|make[sd]?|harm(?:s|ed)?|disturb(?:s|ed)?|raise[sd]?|delay(?:s|ed)?|worsen(?:s|ed)?|soften(?:s|ed)?|shrink(?:s)?|hurt(?:s)?|scar(?:s|red)?|progress(?:es)?|occur(?:s)?|appear(?:s)?|suffer(?:s)?)\b",
    r"\b(?:can|may|might|could) (?:damage|weaken|make|disturb|slow|harm|progress|hide|lower|raise|upset)\b",
    r"\bspreads? (?:through|by)\b|\bappears? when\b|\bruns? short\b|\brun out\b|\bis behind\b|\bis what makes\b|\bwhich is why\b|\bwithout feeling anything\b|\bbecause low\b",
    r"\b(?:stops?|blocks?) (?:the )?(?:gut|body|stomach|biotin|iron|vitamin)\b[^.;]{0,40}|\bis (?:taken up|absorbed) less\b|\btaken up less\b|\bless [a-z0-9 ]{1,20} is absorbed\b|\bweakens muscles\b|\bnot from your\b|\bmeans that the gut lacks\b|\bdamages? (?:hearing|nerves|the (?:nerves|liver|heart|kidneys))\b",
)
