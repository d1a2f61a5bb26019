"""Names that stand in no list: capitals where English has none.

In mid-sentence only names have a capital, and public words (days, faiths, benefits, public bodies),
which are listed here. So what has one and is not listed is proposed as a name. In lower case nothing
is found this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultwork.suggest.name_lists import DOUBTFUL_NAMES, DOUBTFUL_TOWNS, EVERYDAY, NOT_NAMES, TOWNS, word_set

_Span = tuple[int, int, str, str]

_CAPITAL = (
    r"(?:[A-ZÀ-ÞŁŚŻŹĆ][’'])?[A-ZÀ-ÞŁŚŻŹĆ][a-zß-žłśżźćńęąó]+(?:(?:Mc|Mac)?[A-Z][a-zß-ž]+)?(?:[’'\-][A-ZÀ-Þ]?[a-zß-ž]+)*"
)
_PARTICLE = r"(?:ap|ab|bin|ibn|al|el|de|da|di|du|van|von|der|den|le|la|o)"
_RUN = re.compile(rf"(?<![\w@#&/.\-’'])(?:{_CAPITAL})(?: (?:{_PARTICLE} )?(?:[A-Z]\. ?)*{_CAPITAL}){{0,3}}")
_START = re.compile(r"(?:^|[.!?:\n•\-*]|[.!?][\"'”’)]*)[ \t]*[\"'“‘(]*$")
_FOREIGN = re.compile(r"[À-ÖØ-öø-ÿłśżźćńęąŁŚŻ]|^[A-Z][’'][A-Z]")
_TITLE_BEFORE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|doctor|rev|reverend|father|nurse|sister|pc|sgt|sir|lady|councillor|auntie?|"
    r"uncle)\b\.? (?:[A-Z]\.? )*$",
    re.IGNORECASE,
)
# After these a run of capitals is what a thing is called, not a person: "the Care Quality Commission".
_THING = re.compile(
    r"\b(?:Act|Agency|Alliance|Allowance|Article|Association|Assessment|Authority|Award|Bill|Board|Care|Centre|Charity|"
    r"Charter|Church|City|Club|College|Commission|Committee|Company|Council|County|Court|Credit|Day|Department|Directorate|"
    r"Fellowship|Forum|Foundation|Fund|Group|Health|Hospital|House|Housing|Inn|Institute|Line|Meeting|Ministry|Network|"
    r"Order|Park|Partnership|Party|Payment|Plan|Police|Policy|Programme|Project|Reform|Rights|School|Scheme|Section|"
    r"Service|Services|Society|Strategy|Support|Survey|Team|Tribunal|Trust|Union|Unit|University|Week|Works|Year)\b"
)
_PUBLIC = word_set("""
    english british welsh scottish irish polish urdu punjabi bengali gujarati hindi arabic farsi kurdish somali turkish
    romanian spanish french german italian portuguese chinese mandarin cantonese ukrainian russian african caribbean asian
    european american indian pakistani bangladeshi nigerian ghanaian jamaican roma romani gypsy traveller travellers
    muslim islam islamic christian christianity catholic protestant anglican hindu sikh jewish buddhist pagan quaker
    bible quran koran torah allah ramadan eid diwali easter christmas hanukkah lent passover vaisakhi halloween
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays january february march april may june july august september october november december brexit covid
    samaritans mind shelter crisis barnardo's barnardos refuge citizens advice healthwatch ofsted jobcentre motability
    alcoholics narcotics anonymous relate macmillan childline calm papyrus stonewall scope mencap turning point
    universal credit employment allowance independence payment mental capacity equality human rights act white paper
    green section article part chapter question appendix annex figure table government parliament minister prime
    secretary state treasury england scotland wales britain ireland ulster europe africa asia america india pakistan
    nigeria poland romania jamaica somalia ukraine syria iran iraq afghanistan spain france germany italy uk gp gps nhs
    facebook instagram twitter whatsapp zoom teams google skype youtube tiktok snapchat netflix amazon tesco asda aldi
    lidl boots greggs sainsbury's sainsburys morrisons uber lego bingo wifi internet powerpoint word excel
    prozac sertraline citalopram olanzapine quetiapine clozapine lithium valproate diazepam valium methadone subutex
    espranor buvidal naloxone lorazepam risperidone aripiprazole depakote zopiclone paracetamol xanax librium antabuse
    hamilton parkinson's parkinsons alzheimer alzheimer's alzheimers asperger asperger's aspergers dementia autistic paramedics paramedic friendly put gave crohn's down's tourette's hiv aids
    mum mummy mam dad daddy nan nana nanny gran grandma grandad auntie aunty uncle god jesus lord christ
    sir madam dear hello hi thanks thank yours sincerely regards signed mr mrs ms miss mx dr doctor doctors nurse nurses
    sister matron ward clinic surgery hospital reception consultant psychiatrist psychologist professor
    north south east west northern southern eastern western the i i'm i've i'd i'll ok okay yes no not
    café cafés fiancé fiancée naïve cliché clichés résumé touché déjà vu à crème brûlée
    crown magistrates county borough town city village hill road street lane station pride black white red cross crescent
    lived experience lead leads group groups people women's men's young adults children families community
    personal independence disability living carers carer's access work blue badge freedom pass meals wheels
    """)  # fmt: skip


def unknown_names(text: str) -> Iterator[_Span]:
    """Runs of capitals that no list of public words explains: (start, end, kind, stand-in).

    In mid-sentence one word is enough. A sentence's first word has its capital from the grammar, so
    there it takes two, or a letter or apostrophe that English words do not have.
    """
    for m in _RUN.finditer(text):
        words = [(w.group(), m.start() + w.start()) for w in re.finditer(r"\S+", m.group())]
        first = bool(_START.search(text, 0, m.start()))
        if is_called_so(text, *m.span()):
            continue
        if first and len(words) > 1 and not _may_be(words[0][0]):
            words = words[1:]  # "When Rukhsana Bibi came": the first is no name, the rest may be
            first = False
        if all(len(w) < 3 for w, _ in words) or not all(_may_be(w) or w.islower() or len(w) < 3 for w, _ in words):
            continue
        if first and len(words) == 1 and not _FOREIGN.search(words[0][0]):
            continue
        start, end = words[0][1], words[-1][1] + len(words[-1][0])
        if title := _TITLE_BEFORE.search(text, 0, start):
            start = title.start()
        for tail in ("'s", "’s"):
            if text[start:end].endswith(tail):
                end -= len(tail)
        yield start, end, "name", "[a name]"


def _may_be(word: str) -> bool:
    low = word.lower().strip(".,").removesuffix("'s").removesuffix("’s")
    if low in _PUBLIC or low in EVERYDAY or low in NOT_NAMES or len(low) < 3:
        return False
    return low not in TOWNS or low in DOUBTFUL_TOWNS


def is_called_so(text: str, start: int, end: int) -> bool:
    """Whether a run of capitals is what a thing is called ("the Care Quality Commission")."""
    return bool(_THING.search(text[start:end]) or _THING.match(text, end + 1))


def is_everyday(word: str) -> bool:
    """Whether a word is one that everybody says, or too short to tell."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    return low in _PUBLIC or low in EVERYDAY or low in NOT_NAMES or len(low) < 3


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence starts there."""
    return bool(_START.search(text, 0, start))


def is_also_a_word(word: str) -> bool:
    """Whether a first name is an everyday word too ("Bill", "Joy")."""
    return word.lower() in DOUBTFUL_NAMES
