# Papers for inside the building: the plan on the wall, the framework matrix, the open asks, the page for reviewers.

## On each of them

title = { $what }: { $name }
as-of = As of { $date }.

## The plan

plan = Our plan
plan-subtitle = How we answer together
plan-closes = It closes on { $date }.
plan-who = Who does what
plan-part = Part
plan-owner = Owner
plan-cover = Cover
plan-due = Due
plan-who-description = Each part with its owner, who covers, and when it is due.
plan-decisions = Who decides
plan-decides = Who decides:
plan-authorises = Who authorises:
plan-leaver = Wanting to stop:
plan-checks = How we keep each other safe
plan-check-ins = When we meet
plan-questions = What we asked ourselves
plan-question = Question
plan-answer = Our answer
plan-questions-description = Each question with the group's answer and its owner.
plan-agreement = What co-production is not
plan-source = Source: { $source }

## The framework matrix

matrix = Framework matrix
matrix-eyebrow = For us alone
matrix-note = For inside the building only. Write your summary in the middle column, then read the file in again.
matrix-person = Person
matrix-summary = Our summary
matrix-words = Their words
matrix-description = What each person said on “{ $theme }”.

## The list of asks that are still open

open-asks = What we still ask
open-asks-subtitle = Across all consultations and years
open-asks-eyebrow = Register of asks
open-asks-heading = Open asks
open-asks-number = No.
open-asks-ask = We ask
open-asks-actor = Who should act
open-asks-consultation = Consultation
open-asks-outcome = Outcome
open-asks-caption = Our asks that are still open
open-asks-description = Each open ask with who should act and where we asked it.
open-asks-none = Every ask of ours is met.
open-asks-not-looked-up = not looked up

## The page that goes in front of a copy for reviewers

review = For you as a reviewer
review-when = Please send it back by { $date }, to { $to }.
review-asked = What we ask of you
review-asked-read = Read it from beginning to end, as the people would who get it.
review-asked-say = Say in a comment what is wrong, missing, unclear or unkind.
review-asked-track = Before you change words, turn on Track Changes (in Word: Review, Track Changes).
review-keep = Please leave these as they are
review-keep-quotes = Words in quotation marks. They are somebody's own, and stand as they were said.
review-keep-numbers = Numbers of people. They are counted from what people told us.
review-keep-asks = The asks (R1, R2 and so on). Say in a comment what you would change.
review-evidence = The comments in this copy say what each claim rests on. You can answer them. They are not sent on.
review-program = Please open this copy in Word: older LibreOffice mixes up source notes where there are comments.
review-only = This page is for reviewers only. It does not go out.

## What a comment says beside a claim, a quote or an ask: what it rests on

rests-on-somebody = Somebody's exact words. They may be left out, never changed.
rests-on-somebody-in = Somebody's exact words ({ $label }). They may be left out, never changed.
rests-on-source = Source: { $source }
rests-on-data = The data say: { $claim }
rests-on-data-in = The data say: { $claim } ({ $labels })
rests-on-ask = Our ask “{ $id }”: { $ask }. For: { $who }.
