# Sentences that count people and say what they told us. A number is always counted by the program and put in for you.

## Who was heard

people = { $count ->
        [one] { $words } person
       *[other] { $words } people
    }
group-of = a group of { $words }
group = one group
staff = { $count ->
        [one] { $words } member of staff
       *[other] { $words } members of staff
    }
partners = { $count ->
        [one] { $words } partner organisation
       *[other] { $words } partner organisations
    }
what-they-told-us = what { $who } told us

## How many of them: { $words } and { $of-words } are the numbers in words

all-of-people = { $of ->
        [1] the one person we heard from
        [2] both people we heard from
       *[other] all { $of-words } people we heard from
    }
some-of-people = { $of ->
        [one] { $words } of the { $of-words } person we heard from
       *[other] { $words } of the { $of-words } people we heard from
    }
none-of-people = { $of ->
        [one] none of the { $of-words } person we heard from
       *[other] none of the { $of-words } people we heard from
    }
more-people = { $count ->
        [one] { $words } more person
       *[other] { $words } more people
    }

## What they said. { $who } is who they are, { $statement } what the theme states

told-us-that = { $who } told us that { $statement }.
said-so-too = { $who } said so too.
spoke-of-it = { $who } spoke of it without taking a side.
spoke-about = { $who } spoke about this: { $theme }.
saw-it-differently = { $who } saw it differently.
do-not-agree = { $alone ->
        [true] { $who } does not agree that { $statement }.
       *[false] { $who } do not agree that { $statement }.
    }
theme-without-statement = { $theme } matters to them
counted-only = Counted only: nobody who raised it allows us to put it in our words.

## How they answered a question that offers answers

one-answered = One person answered, and chose { $answers }.
answer-and-answer = { $answer } and { $other }
of-those-who-answered = Of the { $people } people who answered, { $counts }.
first-count = { $count } chose { $answer }
next-count = { $count } { $answer }
all-who-answered = { $of ->
        [2] both
       *[other] all
    }
chose-several = Some chose more than one.
in-own-words-only = { $count } answered in their own words only.
others-chose = { $who } chose { $answer }.

## Who a quote is from, where a role would point at somebody

anybody = a person we heard from

## Our own sentences about an answer

our-position = Our answer: { $words }
source = (Source: { $source }.)
source-note = { $source }.
we-ask = We ask { $actors } to { $ask }
