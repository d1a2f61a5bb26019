# The form on paper: what it says beside the words of form.ftl. Somebody who fills it in reads it.

## Before the questions
eyebrow = Form
subject = A form to fill in
before = Before you start
send-back-by = Please send it back by { $day }
made-up = Made-up example: please write about nobody real.
help-heading = If you need help now
fill-in-heading = How to fill this in
fill-in-computer = On a computer: type in the frames, and click the boxes. Save it, and send it back.
fill-in-paper = On paper: write in the frames, and tick the boxes. Use more paper if you like.
send-to = Send it to: { $where }.
or = or

## The questions
questions = The questions
official = In their own words: { $question }
tick-many = Tick as many as you like.
tick-one = Tick one.
own-words = In your own words
row = Part { $letter }: { $words }

## What we may do, and about the person
permissions-lead = You decide on each. “No” is a good answer. If you tick nothing, we take it as “no”.
about-you = You can leave any of this empty. It is kept apart from what you wrote.
describe = How may we describe you? For example: volunteer, carer. You can leave this empty.
credit-name = If we may thank you by name: the name to use
contact = If we may contact you: your phone number, e-mail or address
write-yes-or-no = Please write yes or no.

## What whoever takes a filled form in is told
questions-changed = The questions have changed since this form was made: look at each answer.
several-ticked = Question { $question }: more than one box is ticked. All of them are kept, as words.
at-no-question = words that stand at no question: “{ $words }”.
outside-frames = { $count ->
        [one] { $count } line outside the frames is
       *[other] { $count } lines outside the frames are
    } read as part of the answer above.
written-beside = Somebody wrote beside “{ $asked }”: “{ $words }”. It counts as no. Ask them.
both-ticked = Both boxes are ticked for “{ $asked }”. It counts as no.
asked-otherwise = “{ $asked }” does not stand on this form in these words. The tick there counts as no. Ask them.
