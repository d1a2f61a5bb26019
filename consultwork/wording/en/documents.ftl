# What the documents print beside the words of people and officers: headings, lead sentences, tables, the method.
# Read by the bodies that ask, and by everybody who gets a response, a letter, a briefing or a summary.

## The first page

eyebrow-response = Consultation response
eyebrow-submission = Written submission
eyebrow-letter = Letter
eyebrow-answers = Survey answers
eyebrow-briefing = Briefing
eyebrow-summary = Summary
eyebrow-specification-note = Note on the specification
eyebrow-follow-up-letter = Letter
full-title = { $eyebrow }: { $title }
subtitle-from-to = From { $sender } to { $body }
subtitle-from-to-closing = From { $sender } to { $body }, closing { $date }
subtitle-briefing = For our workshop and interview
subtitle-answers = Answers of { $sender }
subtitle-specification-note = What we welcome, what concerns us, what we ask
subtitle-summary = What people told us, what we asked for, what became of it
title-of-all = What people told us, and what we asked for
subtitle-of-all = A summary across { $count } consultations
title-letter = { $name }: three points
title-follow-up = { $name }: what became of it
subtitle-submitted = { $submitted-by } { $sender }
status-draft = Draft version { $version }, { $date }. Not yet approved.
status-replaces = It replaces version { $version }: what people allow may have changed since, so numbers may differ.
status-approved = Version { $version }, approved by { $by } on { $date }.
status-sent = Version { $version }, { $date }.
made-up = Made-up example: no real person's words.
contents = Contents

## The table of facts on the first page

fact-item = Item
fact-detail = Detail
fact-consultation = Consultation
fact-asked-by = Asked by
fact-closing-date = Closing date
fact-closing-at = { $time } on { $date }
fact-responding = Responding
fact-contact = Contact
fact-based-on = Based on
facts-description = { $kind ->
        [answers] Key facts of this survey response.
        [specification-note] Key facts of this note.
       *[other] Key facts of this { $kind }.
    }

## Who we are, and what we say first

who-we-are = Who we are
who-we-are-text = { $sender } responds to this consultation together with people who use services.
key-messages = Key messages
message-for = For { $actors }: see { $number }.

## How we gathered views

method = How we gathered views
method-heard = We heard from { $who }.
method-heard-between = We heard from { $who } between { $first } and { $last }.
method-ways = Their answers came by { $ways }.
method-way = { $count ->
        [one] { $way } ({ $count } answer)
       *[other] { $way } ({ $count } answers)
    }
channel-form = form
channel-table = survey table
channel-workshop = workshop
channel-interview = interview
channel-letter = letter
method-how = Each person said for which uses their words may be taken: to be counted, put in our words, or quoted. People are counted once, however often they said something. Groups, staff and partners are counted apart. A person read every answer and decided on every theme.
not-heard = Who we did not hear
method-limits = The answers of { $people } cannot speak for everyone. They show what happens and why it matters, not how often it happens.

## Our answers, question by question

answers-of-response = Our answers to the questions
question = Question { $number }
wording-unverified = The wording of this question is from memory: check against the official form.
wording-example = This question is our example. No official wording is known.
not-written-yet = we have not written an answer yet.
not-answered = We do not answer this question, because { $reason }.
left-out = We do not answer questions { $questions }. Annex B says why, question by question.
size-of-limit = Our answer: { $size } of { $limit }.
size = Our answer: { $size } words.
limit-words = { $count ->
        [one] { $amount } word
       *[other] { $amount } words
    }
limit-characters = { $count ->
        [one] { $amount } character
       *[other] { $amount } characters
    }
limit-pages = { $count ->
        [one] { $amount } page
       *[other] { $amount } pages
    }
unasked = Points that no question asks for
unasked-lead = People also told us the following. We pass it on, since it matters to them.

## Answers to be pasted into a survey

answers-how-to = Each answer is ready to be pasted into the survey. Its size stands below it.
answers-rule = The survey's own rule:
answers = Answers
answers-evidence = Evidence, not to be pasted: { $labels }.

## What we ask for

asks = What we ask for
asks-caption = Our asks
asks-number = No.
asks-ask = We ask
asks-actor = Who should act
asks-people = People
asks-evidence = Evidence
asks-no-evidence = none here
asks-source = People: how many of those we heard from raised a theme behind the ask.
asks-description = Each ask with its number, who should act, and the evidence behind it.

## Thanks

thanks = Thanks
thanks-text = { $count ->
        [one] We thank the { $words } person who told us what they have lived through.
       *[other] We thank the { $words } people who told us what they have lived through.
    }
thanks-named = Some asked to be thanked by name: { $names }.

## The chart of themes

chart-title = How many people raised each theme
chart-said-so = Said so
chart-differ = Saw it differently
chart-source = Our own evidence: { $people } people. The same numbers are in annex A.
chart-description = Bar chart. { $theme } was raised by { $count } of { $people } people; { $next } by { $next-count }. The numbers stand in the table of annex A.

## The annex of evidence

evidence-annex-a = Annex A: Evidence
evidence-annex = Annex: Evidence
evidence-ref = Ref
evidence-theme = Theme
evidence-agrees = Said so
evidence-speaks = Spoke of it
evidence-differs = Differ
evidence-groups = Groups
evidence-staff = Staff
evidence-questions = Questions
evidence-no-question = none
evidence-caption = Themes, by how many of { $people } people raised them
evidence-source = Said so, spoke of it, and differ: people. Groups, and staff with partners, are counted apart.
evidence-description = Each theme with the number of people, groups and staff who raised it.
tallies = Answers that people chose
tally-part = Part
tally-people = Chosen, by people
tally-in-words = In words only
tally-others = Groups and staff
tally-nobody = none
tallies-caption = How people answered the questions that offer answers
tallies-source = Each person is counted once a question. Groups, staff and partners are counted apart.
tallies-description = Each question that offers answers, with how many people and groups chose each.

## The annex of questions

coverage = Annex B: Questions answered and not answered
coverage-subject = Subject
coverage-status = Status
coverage-why-not = Why not
coverage-answered = Answered
coverage-not-answered = Not answered
coverage-not-written = not written yet
coverage-caption = Every question of the consultation
coverage-description = Each question with whether we answer it, and why not.

## The annex on how people were involved (GRIPP2 short form, 4Pi, Gunning)

involvement = Annex C: How people were involved
involvement-lead = This follows the five items of the GRIPP2 short form, then the 4Pi standards.
gripp-aim = Aim
gripp-aim-text = To answer this consultation ({ $name }) from what people have lived through, in words and in what we ask for.
gripp-methods = Methods
gripp-methods-who = { $who } took part, by { $ways }.
gripp-methods-allowed = Each of them said whether their words may be counted, put in our words, or quoted.
gripp-methods-themed = A person read every answer and decided on every theme.
ways-not-noted = ways that are not noted
gripp-results = Results
gripp-results-themes = { $count ->
        [one] What they said was brought together in { $words } theme.
       *[other] What they said was brought together in { $words } themes.
    }
gripp-results-all-answers = { $of ->
        [1] Our one answer rest on it.
       *[other] All { $of-words } of our answers rest on it.
    }
gripp-results-answers = { $of ->
        [one] { $count } of our { $of-words } answer rest on it.
       *[other] { $count } of our { $of-words } answers rest on it.
    }
gripp-results-no-answers = No question is answered yet.
none-of-ours = None
gripp-results-shown = Before it went out they were shown what we wrote; the part on how we gathered views says what changed.
gripp-results-shown-unknown = Whether people were shown what we wrote before it went out is not recorded yet.
gripp-discussion = Discussion and conclusions
gripp-discussion-all-asks = { $of ->
        [1] Our one ask come from themes that people raised.
       *[other] All { $of-words } of our asks come from themes that people raised.
    }
gripp-discussion-asks = { $of ->
        [one] { $count } of our { $of-words } ask come from themes that people raised.
       *[other] { $count } of our { $of-words } asks come from themes that people raised.
    }
gripp-discussion-no-asks = We make no ask in this response.
gripp-discussion-differ = Where people saw it differently from one another, the answers say so.
gripp-reflections = Reflections
not-heard-unknown = Whom we did not hear is not noted.
not-heard-list = We did not hear: { $gaps }.
felt-too-few = Too few people told us how it was to take part to report it here.
felt = Of those who told us how it was, { $counts }.
felt-heard = felt heard
felt-safe = felt safe
felt-control = felt in control
felt-skills = learnt or used a skill
felt-count = { $count } of { $of } { $felt }
four-pi = 4Pi
four-pi-did = What we did
four-pi-caption = The 4Pi involvement standards
four-pi-description = Each of the five standards with what we did.
four-pi-principles = Principles
four-pi-principles-text = People decide what becomes of their words. They may skip, stop, and take their words back, before and after.
four-pi-purpose = Purpose
four-pi-presence = Presence
four-pi-presence-text = { $who }. { $not-heard }
four-pi-process = Process
four-pi-process-text = They took part by { $ways }. Names are kept apart from words. { $shown }
four-pi-impact = Impact
four-pi-impact-asks = { $count ->
        [one] { $words } ask in this response.
       *[other] { $words } asks in this response.
    }
four-pi-impact-no-asks = No ask in this response.
four-pi-impact-so-far = So far: { $counts }.
four-pi-impact-met = { $count } met
four-pi-impact-partly = { $count } met in part
four-pi-impact-other = { $count } not met, or not clear
four-pi-impact-later = What became of them will be looked up, and told to those who took part.
gunning-lead = How the consultation itself was run, by the four Gunning principles:

## The briefing

in-short = In short
briefing-rests-on = This briefing rests on { $heard }.
briefing-say = What to say
told-us = What people told us
how-people-stand = How people stand: { $positions }.
stand-for = for: { $count }
stand-against = against: { $count }
stand-mixed = mixed: { $count }
single-voices = Voices that must not be lost
single-voices-lead = Only one or two people raised these. They matter all the same.
briefing-practical = In the workshop and the interview
briefing-listen-for = Listen for
briefing-do-not-say = Keep to this
briefing-keep-numbers = Say a number only as it stands here. It is counted from the data.
briefing-keep-quotes = Quote only what stands in quotation marks here.
briefing-keep-names = Name nobody, and no place that could lead to somebody.

## The note on a specification, and what we write once they have decided

specification-read = We have read this specification: { $title }. It follows the survey to which we gave answers.
we-welcome = What we welcome
concerns-us = What concerns us
we-ask = What we ask
on-page = (page { $page })
page-not-known = (page not known)
specification-source = Source of what the specification says: { $source }.
page = page { $page }
it-says = It says: “{ $quotation }”.
outcome-partly = This is done in part only
outcome-not-met = This is not taken up
outcome-unclear = It is not clear to us whether this will be done
outcome-concern = { $outcome }: { $ask }

## The summary

about-it = What this was about
summary-who = We asked people what they think. { $who } told us.
asked-for = What we asked for
asked-for-item = { $ask }. (For { $actors }.)
became = What became of it
became-consultation = Consultation
became-ask = We asked
became-outcome = Outcome
became-where = Where it says so
became-nowhere = not found yet
became-caption = What they decided
became-description = Each ask with what was decided and where that is written.
state-met = met
state-partly = partly
state-not-met = not met
state-unclear = unclear
not-known-one = Of one of our asks we do not know yet what was decided. We go on looking.
not-known = Of { $count } of our asks we do not know yet what was decided. We go on looking.
not-known-others = Of { $count } of our other asks we do not know yet what was decided. We go on looking.
how-they-asked = How they asked

## The summary across all consultations

all-lead = We answered { $consultations } consultations on health and care. { $people } told us what they have lived through. Some spoke to more than one; each is counted once.
all-consultation = Consultation
all-asked-by = Asked by
all-closed = Closed
all-heard = People heard
all-closing-unknown = not known
all-caption = What we answered
all-description = Each consultation with who asked, when it closed, and how many people we heard.
calls = What we ask for everywhere
calls-caption = Our standing asks
calls-source = People: how many, in all, raised a theme behind it.
calls-description = Each standing ask with who should act and how many people raised it.

## Letters

letter-enclosed = Enclosed: { $enclosures }
follow-up-opening = We answered your consultation ({ $name }).
follow-up-opening-closed = We answered your consultation ({ $name }), which closed on { $date }.
follow-up-read = We have read what you published since: { $documents }.
follow-up-who = { $who } told us what they have lived through.
follow-up-closing = Please tell us what you will do about each of them, and by when. We would be glad to meet you with the people who told us.

## A submission in the form of a body that asks for rows

form-general = General
form-number = No.
form-section = Section
form-where = Page and line
form-comment = Comment
form-source = (Source: { $source })
form-heading = Our comments
form-caption = Our comments, one in each row
form-description = Each comment with the section it is about.
form-table-source = Put in the page and line of the draft where they are known.

## Wording that a reviewer changed, where the data changed too

to-be-decided = To be decided:
paragraph-was-taken-out = A reviewer took this paragraph out, and its data changed since.
wording-before-data = The wording that was accepted before the data changed: { $wording }

## What people changed when they read our draft

checked-nobody = We showed this to nobody who spoke to us before we sent it. The reason: { $reason }.
checked-shown = Before we sent this we showed what we had written to { $ways }, and asked whether we had got it right.
checked-way = { $who } { $way }
way-page = on the page of the form
way-phone = by phone
way-post = by letter or message
way-in-person = in person
way-workshop = in a workshop
checked-no-answer = Nobody answered. We do not take that for agreement.
checked-all-answered = All of them answered.
checked-some-answered = { $who } answered; { $silent } did not. We do not count silence as agreement.
checked-nothing-asked = Nobody asked us to change anything.
checked-changed = { $count ->
        [one] Because of what they said we changed { $words } thing.
       *[other] Because of what they said we changed { $words } things.
    }
checked-left = { $count ->
        [one] { $words } thing we left as it was, and say why.
       *[other] { $words } things we left as they were, and say why.
    }
checked-changes = What people changed when they read our draft
checked-line-changed = Changed in { $where }: { $because }.
checked-line-left = Not changed in { $where }: { $because }.
where-message = what we say
where-ask = what we ask for
where-quote = what we quote
ranks-ask = We ask
ranks-caption = How groups ranked what we ask for
ranks-source = 1 is the most important. Places may be shared. A dash: they gave it no place.
ranks-description = Each ask with the place that each group gave it.
