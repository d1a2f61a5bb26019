# What stands around the form in a browser: above and below it, on the pages beside it, and what its scripts say.
# Somebody who fills in a form reads it. { $link } is a link, whose own words are the entry below.

## Above and below every page
title = Form
to-the-form = Go to the form
leave = Leave this page
leave-told = “Leave this page” closes the form on this device. Your four words bring you back.
help-label = Help
call = Call { $name }
larger-print = Larger print
high-contrast = High contrast
slow-phone = Slow phone or bad signal? The { $link } has the same questions, and knows what you wrote.
light-page = light page
this-is-light = This is the light page. The { $link } has the same questions, saves as you type, and reads aloud.
full-page = full page

## Reading aloud
read-aloud = Read this page aloud
read-stop = Stop reading
read-cannot = This browser cannot read aloud
read-no-voice = This device has no voice of its own

## While the page loads
loading = The form is loading. On a slow phone this takes up to half a minute.
loading-light = The { $link } is faster, and has the same questions.
no-script = This page needs JavaScript. The { $link } does not, and has the same questions.

## On a page
look-at-this = Please look at this
look = Please look: { $error }
error-title = Error: { $title }
official = The question in their own words
change = Change
saved-by-button = Saved each time you press a button below.
saved-at = Saved { $time }

## When something does not work
not-saved = We could not save this just now. What you wrote is still on this page. Please wait a moment, then press the button again.
line-lost = The connection is lost. What you typed since then is not saved yet. Keep this page open.
line-still-lost = Still no connection. Keep this page open. What you typed is on it.
load-again = Load the page again
failed-heading = That did not work
failed-again = Please go back and try again.
failed-safe = What was saved is safe.

## Links, and shared devices
link-dead-heading = This link does not work
link-dead = This link opens nothing (any more).
link-dead-ask = Please ask whoever gave it to you for a new one.
link-needed-heading = You need the link
link-needed = To open the form you need the link that was given to you.
link-needed-again = Open that link again. If you wrote before, your four words bring you back.
closed-heading = This form is closed
shared-heading = Somebody has begun this form on this device
shared-you = Is that you?
shared-not-you = If not, nobody sees what was written: it waits for its four words.
shared-carry-on = Yes, carry on
shared-afresh = No, start afresh

## When there is no room
full-heading = There is no room just now
full-many = Many people are filling in the form just now. Please come back in a little while.
full-instead = Or take one of these instead:
full-light-page = The light page, which is open now
full-word-file = The form as a Word file

## After the end
left-heading = Thank you
left-close = You can close this page now.
left-nothing = Nothing of what you wrote is on this device.
