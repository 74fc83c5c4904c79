"""From claims to sub-events of ACLED: which sub-event a claim tells of, and which of a text is its main one.

Every rule is a row of `RULES`. A claim takes the first row that fits it. The main sub-event of a text is
that of the claim with the highest weight, where a claim weighs its row's weight, less a little for each
sentence before it and more than that for a claim that is not asserted. Rows stand in order of how
specific they are, as in ACLED's codebook, where an event of two types is coded as the more specific one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from marsad.codebook.words import Words
from marsad.model.claim import Claim, Party
from marsad.reference import Reference

_PER_SENTENCE = 0.3
_UNSAID = {"denied": 3.0, "planned": 3.0, "urged": 3.0, "possible": 0.3, "predicted": 1.0}
"""What a claim loses for each sentence before it, and for not being asserted."""

_SORT_WORDS = (
    ("protesters", r"protest\w*|demonstrat\w+|marchers?|activists?|students?|strikers?|crowds?"),
    ("mob", r"mobs?|vigilantes?\w*|villagers|locals|youths?|herders|herdsmen|tribesmen|hooligans|nationalists|group of (?:men|people|youths)"),
    ("rebels", r"islamic state|rebels?|militants?|insurgents?|jihad\w+|terror\w+|fighters?|gunmen|militias?|militiamen|separatists?|guerrillas?|mujah?id\w*|bandits|factions?|isis|isil|daesh|taliban|houthis?|al-?\s?shabaab|boko haram|peshmerga|gangs?|pirates|opposition"),
    ("police", r"police\w*|security forces|riot officers|law enforcement\w*|authorities|officers"),
    ("state", r"army|armies|government|govt|regime|state|national|military|troops|soldiers|navy|air force|saa|forces of \w+"),
)  # fmt: skip
_SORTS = tuple((sort, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for sort, pattern in _SORT_WORDS)
_ACTOR_SORT = {"state": "state", "state-forces": "state", "rebel": "rebels", "militia": "rebels"}
_BACKED = re.compile(
    r"\S+[-–](?:backed|led|held|controlled|supported|allied|aligned|sponsored)\b|\banti-\w+", re.IGNORECASE
)
"""What stands before such a word is not the party itself: "government-backed fighters" are fighters."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: claims of these kinds or entries, whose cue, parties and sentence fit, tell of `sub_event`.

    `who` and `whom` ask for a sort of party (see `sort_of`); patterns are searched for, case aside.
    """

    sub_event: str
    weight: float
    of: tuple[str, ...]
    cue: str = ""
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    object: str = ""
    sentence: str = ""
    unless: str = ""


_ATTACK = ("attack.violence", "attack.offensive", "attack.clash", "casualty.killed", "casualty.injured")
_ANY_ATTACK = (*_ATTACK, "attack.explosive", "attack.air", "attack.shelling")
_ARMED = ("state", "rebels", "police")
_SUICIDE = r"\bsuicide|\bkamikaze|bl[eo]w (?:him|her|them)sel(?:f|ves)\b|\b(?:explosive|suicide) (?:belts?|vests?)"
_SEXUAL = r"\brap(?:e[ds]?|ing|ists?)\b|\bsexual\w*|\bsodomi\w+|\bsex (?:slave|attack|abuse)"
_FOUND = r"\b(?:seiz|defus|dismantl|discover|confiscat|recover|unearth|disarm|neutrali[sz]|deactivat|clear|remov|found|foil|thwart|intercept|hand(?:ed|ing) (?:over|in)|surrender(?:ed|ing) (?:their )?weapons|caches?)"
_ARMS = r"\b(?:weapon\w*|arms|ammunition|explosives?|ieds?|bombs?|mines?|landmines?|rockets?|missiles?|shells?|grenades?|caches?|guns?|pistols?|rifles?|drones?|munitions?|depots?|devices?|projectiles?|war remnants|detonators?)\b"
_QUIETLY = r"\bwithdr[ae]w\w*|\bpull(?:ed|ing|s)? (?:out|back)\b|\bhand(?:ed|ing|s)? (?:it |them )?(?:over|back)\b|\bwithout (?:a |any |firing |resistance|fight)|\bretreat(?:ed|ing)?\b|\bvacat|\babandon|\btransfer|\bvoluntar|\bevacuat\w+ (?:from )?(?:their|the) (?:base|position|post)"
_BASE = r"\b(?:bases?|headquarters|hq|(?:observation|military|new|check) ?(?:posts?|points?)|barracks|outposts?|camps?|checkpoints?|airfields?|airbases?|points?)\b"
_SET_UP = r"set(?:s|ting)? up|establish|buil[dt]|creat|construct|open|erect|form"
_FORCE = r"\b(?:live (?:ammunition|bullets|rounds|fire)|gunfire|opened fire|open fire|fired (?:live|at|on)|shot (?:dead|at|and)|shoot|shooting|bullets|excessive force|lethal|beat(?:en|ing)?|violent(?:ly)?|brutal\w*)\b"
_INTERVENE = r"\b(?:tear ?gas\w*|water cannons?|pepper|dispers\w+|detain\w*|arrest\w*|rubber|stun|batons?|suppress\w*|crack\w* down|break(?:ing)? up|broke up|broken up|prevent\w*|block(?:ed|ing) (?:by|the)|remov(?:ed|ing)|intervene\w*)\b"
_HURT = r"\b(?:kill\w*|dead|died|deaths?|injur\w+|wound\w*|hurt)\b"
_VIOLENT = r"\b(?:riot(?:s|ed|ers|ing)?(?! police| gear| officers)|stones?|rocks|petrol bombs?|molotovs?|firebombs?|bottles|fireworks|barricad\w+|burn(?:ed|t|ing)? (?:tyres|tires|cars|down)|tyres|tires|torch\w*|set (?:\w+ ){0,5}(?:fire|ablaze|alight)|set fire|loot\w*|vandali\w+|smash\w*|ransack\w*|storm(?:ed|ing)|clash\w*|scuffl\w+|hurl\w*|pelt\w*|throw\w*|threw|projectiles|violent (?:protest|demonstration)\w*|turned violent|unrest|block(?:ed|ing) (?:\w+ ){0,3}(?:roads?|highways?|streets?))\b"
_PROTEST = r"\b(?:protest\w*|demonstrat\w+|rall(?:y|ies|ied)|march(?:ed|es|ers|ing)?|sit-ins?|strikers?)\b"

_POLICE = r"\b(?:police\w*|security forces|officers|authorities|troops|soldiers|forces)\b"
_PROTESTERS = r"\b(?:protesters?|protestors?|demonstrators?|demonstrations?|protests?|rioters?|marchers|rally)\b"
_AIRCRAFT = r"\b(?:air|aircraft|warplanes?|jets?|helicopters?|drones?|aerial|bomb(?:ing|ed|ers?)|airstrikes?|planes?)\b"
_MINED = r"\b(?:land ?mines?|mines?|roadside bomb\w*|car bomb\w*|ieds?|explosive devices?|bomb(?:ing)?s? (?:attacks?|blasts?|explosions?))\b"
_PROPERTY = r"\b(?:vehicles?|cars?|shops?|stores?|houses?|homes?|buildings?|churches|church|mosques?|propert\w+|statues?|monuments?|offices?|villages?|crops?|farms?)\b"
_LOOTED = r"\bloot\w*|\btorch\w*|\bset (?:\w+ ){0,4}(?:fire|ablaze|alight)|\bburn\w*|\bransack\w*|\bvandal\w*"

RULES: tuple[Rule, ...] = (
    Rule("Chemical weapon", 10.0, ("attack.chemical",), unless=r"\btear gas"),
    Rule("Sexual violence", 9.8, ("attack.violence", "attack.offensive", "attack.abduction", "stance.accuse"), sentence=_SEXUAL),
    Rule("Sexual violence", 9.0, ("attack.violence",), cue=r"\babus", sentence=r"\b(?:women|girls)\b"),
    Rule("Disrupted weapons use", 9.4, ("force.destroy",), cue=_FOUND, sentence=_ARMS, unless=_AIRCRAFT),
    Rule("Disrupted weapons use", 9.3, ("attack.explosive", "force.destroy", "attack.shelling"), sentence=_FOUND + r"\w*\W(?:.{0,80})" + _ARMS, unless=r"\bkill|\bwound|\binjur|\bdetonated|\bexploded"),
    Rule("Disrupted weapons use", 9.3, ("attack.explosive", "attack.shelling"), sentence=r"\b(?:defus|dismantl|intercept|deactivat|demin)\w*"),
    Rule("Disrupted weapons use", 9.0, ("attack.air", "attack.offensive"), cue=r"^raid|^operation", sentence=_FOUND + r"\w*\W(?:.{0,80})" + _ARMS, unless=_AIRCRAFT),
    Rule("Disrupted weapons use", 8.5, ("force.destroy",), object=_ARMS, unless=_AIRCRAFT + r"|\bstrikes?\b|\bshell\w*"),
    Rule("Suicide bomb", 9.2, _ANY_ATTACK, sentence=_SUICIDE),
    Rule("Headquarters or base established", 9.0, ("force.deploy",), cue=_SET_UP, sentence=_BASE),
    Rule("Headquarters or base established", 9.0, ("force.deploy",), cue=r"\bbase", sentence=_SET_UP),
    Rule("Grenade", 8.9, ("attack.explosive", *_ATTACK), sentence=r"\bgrenades?\b", unless=r"\b(?:smoke|stun|gas|sound|propelled|launchers?) ?grenade|grenade launcher"),
    Rule("Agreement", 8.8, ("force.withdraw", "control.change"), cue=r"\bsurrender", object=r"\b(?:rebels|fighters|militants|terrorists|soldiers|insurgents|members|forces)\b"),
    Rule("Attack", 6.5, ("control.change",), cue=r"\bstorm|\binvad|\braid"),
    Rule("Non-violent transfer of territory", 8.8, ("control.change", "control.advance"), sentence=_QUIETLY),
    Rule("Non-violent transfer of territory", 8.7, ("control.hold",), cue=r"\bcontrol", sentence=_QUIETLY),
    Rule("Non-violent transfer of territory", 8.7, ("control.change",), cue=r"\bhand|transfer|without"),
    Rule("Disrupted weapons use", 8.6, ("control.change",), cue=r"\bcaptur|\bseiz", object=_ARMS),
    Rule("Government regains territory", 8.6, ("control.change",), who=("state", "police")),
    Rule("Non-state actor overtakes territory", 8.6, ("control.change",), who=("rebels", "mob")),
    Rule("Government regains territory", 8.4, ("control.change",), whom=("rebels",)),
    Rule("Non-state actor overtakes territory", 8.4, ("control.change",), whom=("state", "police")),
    Rule("Government regains territory", 7.0, ("control.change",)),
    Rule("Government regains territory", 7.0, ("control.advance",), who=("state",)),
    Rule("Government regains territory", 7.0, ("control.advance",), whom=("rebels",)),
    Rule("Non-state actor overtakes territory", 7.0, ("control.advance",), who=("rebels",)),
    Rule("Excessive force against protesters", 8.3, ("unrest.protest", "attack.violence"), sentence=rf"(?=.*{_PROTESTERS})(?=.*\b(?:violently|brutally|excessive force)\b)(?=.*{_POLICE})", unless=_VIOLENT),
    Rule("Excessive force against protesters", 8.3, ("unrest.protest",), sentence=_FORCE + r".*" + _HURT + "|" + _HURT + r".*" + _FORCE, unless=_VIOLENT),
    Rule("Mob violence", 8.0, ("unrest.riot",), sentence=r"\bmobs?\b|\bvigilant\w+|\blynch\w*"),
    Rule("Looting/property destruction", 8.1, ("unrest.riot", "attack.violence", "relief.damage", "force.destroy"), sentence=_LOOTED),
    Rule("Mob violence", 7.9, ("unrest.riot",), who=("mob",), unless=_PROTESTERS),
    Rule("Armed clash", 7.4, ("unrest.riot",), who=("state", "rebels"), unless=_PROTESTERS),
    Rule("Violent demonstration", 8.0, ("unrest.riot",)),
    Rule("Violent demonstration", 7.9, ("unrest.protest",), sentence=_VIOLENT),
    Rule("Protest with intervention", 7.9, ("unrest.protest",), sentence=rf"(?=.*{_POLICE})(?=.*{_INTERVENE})"),
    Rule("Peaceful protest", 7.8, ("unrest.protest",)),
    Rule("Violent demonstration", 7.6, ("attack.clash", "attack.explosive"), sentence=_PROTESTERS),
    Rule("Excessive force against protesters", 7.5, ("casualty.killed", "casualty.injured"), who=("police", "state"), sentence=_PROTESTERS),
    Rule("Protest with intervention", 7.4, ("attack.violence", "attack.abduction"), who=("police", "state"), sentence=_PROTESTERS),
    Rule("Mob violence", 8.0, (*_ATTACK, "attack.abduction"), sentence=r"\bmobs?\b|\bvigilant\w+|\blynch\w*"),
    Rule("Arrests", 7.0, ("attack.air",), cue=r"^raid", sentence=r"\b(?:arrest|detain|taken|round)\w*", unless=_AIRCRAFT),
    Rule("Armed clash", 6.6, ("attack.air",), cue=r"^raid", unless=_AIRCRAFT),
    Rule("Air/drone strike", 8.4, ("attack.air",)),
    Rule("Shelling/artillery/missile attack", 8.2, ("attack.shelling",)),
    Rule("Remote explosive/landmine/IED", 8.0, ("attack.explosive",)),
    Rule("Remote explosive/landmine/IED", 7.4, ("attack.violence",), sentence=_MINED),
    Rule("Agreement", 7.6, ("deal.agreement",)),
    Rule("Agreement", 7.6, ("force.withdraw",), cue=r"\bsurrender|\blay|\blaid"),
    Rule("Agreement", 7.6, ("attack.abduction", "deal.talks"), sentence=r"\b(?:exchang|swap)\w* (?:\w+ ){0,3}(?:prisoners|detainees|captives)|\bprisoners? (?:swap|exchange)"),
    Rule("Agreement", 7.0, ("deal.talks", "deal.breach")),
    Rule("Abduction/forced disappearance", 7.7, ("attack.abduction",), cue=r"\b(?:abduct|kidnap|hostage|captive|disappear|snatch)"),
    Rule("Arrests", 7.5, ("attack.abduction",), cue=r"\b(?:arrest|detain|detention|round|custody)"),
    Rule("Arrests", 7.3, ("attack.abduction",), who=("police", "state")),
    Rule("Abduction/forced disappearance", 6.4, ("attack.abduction",)),
    Rule("Change to group/activity", 7.2, ("tie.end",)),
    Rule("Change to group/activity", 6.9, ("force.deploy",)),
    Rule("Armed clash", 6.8, ("attack.clash",)),
    Rule("Armed clash", 6.8, ("control.hold",), cue=r"\brepel|\brepuls|\bfoil|\bthwart|\bfend"),
    Rule("Armed clash", 6.7, ("attack.offensive", "attack.violence", "casualty.killed", "casualty.injured"), whom=_ARMED),
    Rule("Looting/property destruction", 6.6, ("relief.damage", "force.destroy"), object=_PROPERTY),
    Rule("Attack", 6.4, ("attack.violence",)),
    Rule("Armed clash", 6.2, ("attack.offensive",)),
    Rule("Looting/property destruction", 6.1, ("relief.damage",)),
    Rule("Attack", 5.5, ("casualty.killed",)),
    Rule("Attack", 5.0, ("casualty.injured",)),
    Rule("Disrupted weapons use", 5.0, ("force.destroy",)),
    Rule("Change to group/activity", 4.8, ("force.withdraw",)),
    Rule("Government regains territory", 4.6, ("control.hold",), who=("state",)),
)  # fmt: skip


def sub_event(claims: Sequence[Claim], words: Words, reference: Reference) -> str:
    """Return the sub-event that a text's claims tell of above all, or "" where no claim tells of one."""
    starts = sorted({claim.sentence.start for claim in claims})
    scored = [
        (_weight(claim, rule.weight, starts), -number, rule.sub_event)
        for number, claim in enumerate(claims)
        if (rule := rule_of(claim, words, reference)) is not None
    ]
    return max(scored)[2] if scored else ""


def _weight(claim: Claim, weight: float, starts: Sequence[int]) -> float:
    return weight - _PER_SENTENCE * starts.index(claim.sentence.start) - _UNSAID.get(claim.modality, 0.0)


def rule_of(claim: Claim, words: Words, reference: Reference) -> Rule | None:
    """Return the first row that fits a claim."""
    return next((rule for rule in RULES if _fits(rule, claim, words, reference)), None)


def _fits(rule: Rule, claim: Claim, words: Words, reference: Reference) -> bool:
    if claim.kind not in rule.of:
        return False
    sentence = claim.sentence.text
    searched = (
        (rule.cue, claim.cue.text),
        (rule.sentence, sentence),
        (rule.object, claim.whom.text if claim.whom else ""),
    )
    if any(pattern and not _compiled(pattern).search(text) for pattern, text in searched):
        return False
    if rule.unless and _compiled(rule.unless).search(sentence):
        return False
    asked = ((rule.who, claim.who), (rule.whom, claim.whom))
    return all(not sorts or sort_of(party, words, reference) in sorts for sorts, party in asked)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def sort_of(party: Party | None, words: Words, reference: Reference) -> str:
    """Return whether a party is a state's force, rebels, police, protesters or a mob; "" where nothing says.

    Of several coordinated parties the first counts.
    """
    if party is None:
        return ""
    text = _BACKED.sub(" ", party.text)
    found = min(
        ((match.start(), sort) for sort, pattern in _SORTS if (match := pattern.search(text))), default=(0, "")
    )[1]
    actor = reference.actors.get(party.actor)
    if not found and actor is not None:
        found = _ACTOR_SORT.get(actor.kind, "")
    if not found and any(word.lower() in words.demonyms for word in re.findall(r"\w+", text)):
        found = "state"
    return found
