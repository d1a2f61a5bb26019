# What goes back to those who took part: the note for everybody, the note for one person, and what we learn from them.

## A note for everybody: you said, we wrote, they decided

thank-you = Thank you for telling us. This is what we did with it.
you-said = You said:
you-said-text = { $said }.
we-wrote = We wrote:
we-wrote-text = We ask that they { $ask }.
we-wrote-where = We ask that they { $ask }. (See { $place }.)
they-decided = They decided:
decided-met = They decided to do it.
decided-met-where = They decided to do it ({ $where }).
decided-partly = They decided to do part of it.
decided-partly-where = They decided to do part of it ({ $where }).
decided-not-met = They decided not to do it.
decided-not-met-where = They decided not to do it ({ $where }).
decided-unclear = It is not clear what they decided.
decided-unclear-where = It is not clear what they decided ({ $where }).
not-known = We do not know yet. We will look it up and tell you.
page = page { $page }
note-title = { $name }: what became of it
note-subtitle = You said, we wrote, they decided
note-eyebrow = What became of it
written-on = Written on { $date }.

## A note for one person. Its first page tells nothing of what it is about

cover-for-whom = This is for the person who asked us to write.
cover-not-you = If that is not you, please pass it on unread, or throw it away.
personal-title = A note for you
personal-heading = { $name }: what became of what you said
personal-you-said = You said:
personal-as-written-down = You told us, as we wrote it down:
personal-own-words = your own words
personal-what-you-told-us = What you told us
personal-counted = We counted what you said with what others told us.
personal-not-used = Nothing of it: you asked us not to use it.
personal-say-more = If you want to say something to this
personal-reach-us = You can reach us: { $contact }. You can still take your words back.
personal-take-back = You can still take your words back.
place-on-page = { $document ->
        [answers] page { $page } of our answers
       *[other] page { $page } of our { $document }
    }
place-in-part = { $document ->
        [answers] the part “{ $part }” of our answers
       *[other] the part “{ $part }” of our { $document }
    }

## What those who took part said of it, for the charity itself

taking-part-note = For the charity itself, to learn from. Nobody allowed these words to be passed on.
taking-part = What taking part was like
taking-part-title = Taking part: { $name }
taking-part-everywhere = all consultations
taking-part-subtitle = What those who took part said of it
taking-part-eyebrow = For ourselves
taking-part-worth = What it is worth
taking-part-asked = Asked
taking-part-answers = Answers
taking-part-heard = Everyone's voice honoured
taking-part-heard-asked = Did you feel heard?
taking-part-safe = Kept safe
taking-part-safe-asked = Did you feel safe?
taking-part-control = Choice, and some control
taking-part-control-asked = Did you feel in control?
taking-part-skills = Skills and experience
taking-part-skills-asked = Did you learn something, or use a skill of yours?
taking-part-too-few = fewer than { $threshold } answered
taking-part-count = { $count ->
        [one] { $count } answer
       *[other] { $count } answers
    }
taking-part-caption = How it was to take part
taking-part-source = Headings: the benefits of co-production in two blogs of Fulfilling Lives South East.
taking-part-description = Each question with how many chose which answer.
taking-part-words = Purpose, belonging, confidence: in their own words
taking-part-no-words = Nobody wrote anything.
