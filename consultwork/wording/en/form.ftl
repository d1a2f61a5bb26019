# What somebody reads who fills in a form: on the page, the light page, in JupyterLab, and in part on paper.
# Keep each sentence under 25 words, with one idea. { $something } is filled in by the program.
# Whoever was asked "What may we do with your words?" in other words is kept apart by the program: reword freely.

## Words that stand in many places
yes = Yes
no = No
partly = Partly
rather-not = I’d rather not say
go-on = Continue
back = Back
later = Save and stop for now
finish = Finish
demonstration = This is a demonstration. Please do not write anything about a real person here.
spelling = Spelling does not matter.
tell-more = Tell us more, if you like
other-asked = If you chose “Other”, what is it?
choose-many = Choose as many as you like.
choose-one-or-none = Choose one, or none.

## The first page
start-title = Start
start-button = Start
start-come-back = I have four words already
start-which-wording = Which wording would you like?
who-heading = Who we are, and what this is for
who-answers = { $organisation } is answering “{ $title }”.
who-answers-whom = { $organisation } is answering “{ $title }” by { $asked-by }.
what-for = We want our answer to rest on what people have lived through. There { $questions ->
        [one] is one question
       *[other] are { $questions } questions
    }.
answer-by = Please answer by { $day }.
stop-heading = You can stop
stop-skip = You can skip any question. You can stop at any time.
stop-saved = What you write is saved as you go. You get a code of four words, so that you can come back.
stop-unsent = If you do not send it, it is deleted { $days ->
        [one] { $days } day
       *[other] { $days } days
    } after you last wrote.
stop-after-sending = After sending you can still change what we may do with it, or take it all back.
words-heading = What happens with your words
words-read = A person here reads each answer. Names and places are taken out before anybody else sees it.
words-used = We count, sum up or quote only what you say we may. We ask you about each.
words-of-others = Please do not name other people.
kept-heading = Who sees them, and for how long
kept-controller = { $controller } is in charge of what you tell us.
kept-deleted = We delete your words { $span } after this closes, and names sooner.
kept-questions = Questions about your data: { $officer }.
kept-notice = Our privacy notice: { $notice }
kept-complain = To complain: { $complaints }.
kept-regulator = You can also complain to { $name }: { $contact }.
span-years = { $count ->
        [one] a year
       *[other] { $count } years
    }
span-months = { $count } months
span-days = { $count } days
worry-heading = If something worries us
worry-nobody-reads = Nobody reads this as you type. If you need help now, press “Get help now”.
worry-not-straight-away = Nobody reads this straight away.
worry-danger = If your words tell of danger to you, a child or somebody at risk, { $lead } looks at them.
worry-named-person = a named person here
worry-unknown = If we do not know who you are, we cannot pass on help to you. Nor can we tell anybody where you are.
worry-reach = If you leave a way to reach you, we may use it to offer help.
young-heading = If you are under 18
young-talk = You can take part. Talk to an adult you trust first, if you can.
young-help = { $name } is { $when }: { $contact }.
young-help-at = { $name }: { $contact }.

## The four words, and coming back with them
four-words = Your four words
four-words-come-back = With these four words you can come back, on this phone or another.
four-words-write-down = Write them down, or take a picture. We keep them nowhere that we can read.
four-words-go-on = Go on
return-title = Come back
return-heading = Come back with your four words
return-lost = If you have lost them: { $lost-code }.
return-hint = Blanks, hyphens and capitals do not matter. Four letters of each word are enough.
return-button = Open my answers

## A question, and the note before one
question-of = Question { $number } of { $count }
note-heading = Before the next question
note-title = Before question { $number }
note-show = Show me the question
note-skip = Go past this question

## What we may do with their words. These are the questions that permissions rest on.
permissions-heading = What may we do with your words?
permissions-title = What we may do
permissions-lead = You decide on each. “No” is a good answer. If you choose nothing, we take it as “no”.
permissions-change = You can change your mind at any time.
permission-count = May we count you? For example: “Five people told us the same.”
permission-paraphrase = May we use your idea in our own words?
permission-quote = May we quote your words, without your name?
permission-credit = May we thank you by a name that you choose?
permission-contact = May we contact you again about this?
asked-again = We ask this in other words now. Please choose again.

## Name and contact, after a yes
reach = How to reach you
reach-apart = This is kept apart from what you wrote, behind a lock of its own.
reach-unsafe = If you do not say how and when it is safe, we do not write or call.
reach-stays = You can leave this empty: then it stays as it was.
credit-name = The name to thank you by
credit-name-missing = Write the name to thank you by, or go back and choose “No”.
contact = Your phone number, e-mail or address
contact-missing = Write how we can reach you, or go back and choose “No”.
safe-way = How is it safe to contact you?
safe-way-hint = For example: text message, e-mail, letter.
safe-times = When is it safe?
safe-times-hint = For example: after 5 o’clock, never on Sundays.
safe-message = May we leave a message?
safe-subject = May a message or envelope say what it is about?

## About them
you = About you
you-may-be-empty = You can leave this empty.
describe = How may we describe you?
describe-hint = For example: volunteer, carer, woman with lived experience. Please do not write your name here.

## The page before sending
check-heading = Check what you wrote
check-title = Check
check-lead = Nothing is sent until you press “Send”.
check-agreed = Have you read it all to them, and do they agree with it?
check-not-agreed = Read it to them from top to bottom, then choose “Yes”.
check-nothing-written = You wrote nothing here.
check-skipped = You chose not to say.
check-chose-nothing = No (you chose nothing)
check-described = How we may describe you
check-nothing-to-send = There is no answer to send yet. Write to one question at least, or stop here. That is fine too.
send = Send

## What is wrong with an answer
wrong-not-offered = Please choose one of the answers on this page.
wrong-one-only = Please choose one answer only.
wrong-too-long = That is more than we can keep in one answer. Please shorten it a little.

## After sending
thanks-heading = Thank you. We have your answers.
thanks-title = Thank you
thanks-how = How was it? Tell us, if you like
next-heading = What happens next
next-read = A person here reads what you wrote.
next-answer = Then it becomes part of our answer, which we send.
next-answer-by = Then it becomes part of our answer, which we send by { $day }.
next-told = If you said that we may contact you, we tell you what became of it.
take-back-heading = To change what we may do, or to take your words back
take-back-come-back = Come back with your four words, and choose what you want.
take-back-lost = If you lose the words: { $lost-code }.
take-back-sent = What has been sent to others by then cannot be called back. The rest goes.
stirred-heading = If this has stirred things up

## How it was to fill it in
how = How was it?
how-lead = You do not have to answer. It helps us to do this better. Please name nobody.
how-heard = Did you feel heard?
how-safe = Did you feel safe?
how-control = Did you feel in control?
how-skills = Did you learn something, or use a skill of yours?
how-words = Anything else about filling this in?
how-send = Send this
how-without = Finish without

## Coming back after sending
mine-heading = Your answers are with us
mine-title = Your answers
mine-draft-heading = What we wrote
mine-draft = We have written our answer. You can look at it before it goes out, and say whether we got it right.
mine-draft-button = See what we wrote
mine-change = Change it here at any time. It counts from now on.
mine-asked-again = We ask some of this in other words now. What you said before counts until you choose again.
mine-keep = Keep these choices
mine-kept-heading = Your choices are kept
mine-kept = They count from now on.
mine-take-back = Take everything back

## Taking everything back
takeback-heading = Take everything back?
takeback-title = Take it back
takeback-all = All that you wrote here is deleted, with your name and contact.
takeback-sent = What has been sent to others by now cannot be called back.
takeback-no-reason = You do not have to say why.
takeback-yes = Yes, delete everything
takeback-no = No, keep it
gone-heading = It is deleted
gone-title = Deleted
gone = Nothing of what you wrote is used from now on. Thank you all the same.

## Stopping for now
later-heading = Saved. You can stop here.
later-title = Saved
later-come-back = What you wrote is saved. Come back with your four words, here or on another phone or computer.
later-deleted = If you do not come back within { $days } days, it is deleted.
later-close = Close the form on this device
later-carry-on = Carry on
later-delete = Delete everything I wrote

## Get help now
help-title = Help
help-heading = Get help now
help-danger-heading = If a life is in danger, call 999
help-danger = You do not have to explain everything. Say where you are.
help-talk-heading = Somebody to talk to now
help-form-heading = About this form
help-form = { $organisation } does not watch this page, and cannot answer here.
help-line = { $name }: { $contact }
help-line-when = { $name }: { $contact } ({ $when })
help-back = Back to the form

## What staff put to somebody beside them, in JupyterLab
staff-own-words = In your own words
staff-choose-one = Choose one.
staff-describe = How may we describe you? (you can leave this empty)
staff-describe-hint = for example: volunteer
staff-contact = Your e-mail or phone number
staff-credit-name-missing = Please write the name to thank you by, or choose “No” there.
staff-contact-missing = Please write your e-mail or phone number, or choose “No” there.
