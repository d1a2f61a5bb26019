# What somebody reads who comes back to see what we wrote, and says whether we got it right.
# What they choose about their own words changes what we may quote: the program keeps these words with it.

## Before it begins
asked = Did we get it right?
start-written = We have written our answer, and have not signed it off yet.
start-things = We show you { $count ->
        [one] { $count } thing
       *[other] { $count } things
    }, one a page.
start-own-words = We also show you your own words, in the place where they would stand.
decide-heading = You decide
decide-say = Say that you agree, that something should change, or that you do not agree.
decide-skip = You can skip any of it, and stop at any time. If you say nothing, we do not count you as agreeing.
decide-counts = What you choose counts at once. You can change it, or take it back, until we send our answer.
decide-print = We read what you write. We never print it. We may print what we changed because of it.
stirs-heading = It may stir things up
stirs = Go only as far as feels right. “Get help now” stands at the top of the page.
show-me = Show me
not-now = Not now

## One thing that we wrote
of-how-many = { $number } of { $count }
heading-message = This is what we want to say
heading-ask = This is what we want to ask for
heading-quote = These are your own words
stands-under = It stands under: { $place }
sentence-before = The sentence before it: { $sentence }
below-stands = Below it stands: { $who }.
own-words = “{ $words }”
where-heading = Where they would stand
left-out = You asked us to leave this out. We quote nothing of this answer any more.
message-asked = Did we get this right?
ask-asked = Is this the right thing to ask for?
quote-asked = May we print this?
quote-hint = With “Leave me out” we quote nothing of this answer. It counts at once.
quote-hint-again = With “I agree” we may quote it again.
say-agree = I agree
say-change = Change this
say-out = Leave me out
say-disagree = I do not agree
change-asked = What should we change?
change-asked-quote = What should we change? We cannot alter your words.
change-hint = You can leave this empty. Please name nobody.
skip = Skip this
take-back = Take back what I said here
stop = Stop here

## For a group: which asks matter most
rank-heading = Which of these matter most to your group?
rank-title = What matters most
rank-number = Give each a number. 1 is the most important.
rank-same = The same number twice is fine. You can leave any of them without one.
rank-no-place = No place

## The end
end = Thank you
end-look = We look at everything that you said before we sign our answer off.
end-say = Our answer will say what we changed because of it, and why not where we did not.
end-said-heading = What you said
end-said = It is kept already. You can change it here.
end-nothing = You said nothing to this. That is fine, and counts as nothing.
end-other-choices = Your other choices
