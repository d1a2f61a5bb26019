# What still has to be done or decided before something goes ahead. The ref it is about stands in front.

answer-is-too-long = the answer has { $size } { $unit }; { $limit } are allowed.
answers-wait-to-be-read = { $count ->
        [one] one answer waits
       *[other] { $count } answers wait
    } to be read and cleared, from this one on.
asked-is-unknown = it is not known what was asked.
backup-holds-words-of-a-leaver = the backup { $path } still holds words of somebody who left. Plug it in: consultwork vault compare.
backup-is-old = the last backup is { $days } days old. Write one to a stick or a shared drive: consultwork backup FILE.
changed-after-approval = it was changed after { $by } approved it.
changed-since-approval = the file was changed after it was approved. Approve it again.
checks-are-unanswered = before a form opens, answer the trauma-informed checks: { $checks }.
claim-differs = a number or claim differs from the data, which say: { $claim }
code-is-gone = the codebook has no such code any more, so { $count ->
        [one] one passage
       *[other] { $count } passages
    } of it count nowhere.
comments-wait = { $count ->
        [one] one comment waits
       *[other] { $count } comments wait
    } for an answer.
concern-waits = a concern waits for { $lead ->
        [nobody] the named lead
       *[other] { $lead }
    } to look at { $due ->
        [today] today
       *[other] by { $due }
    }.
consultation-has-closed = this consultation closed { $days ->
        [one] one day
       *[other] { $days } days
    } ago.
consultation-is-unknown = there is no consultation “{ $consultation }”.
count-was-typed = “{ $count }” was typed, not computed. Take it out, or insert the count from the data.
data-and-wording-differ = the data and the accepted wording both changed this paragraph. Decide which.
details-wait = { $count ->
        [one] one personal detail waits
       *[other] { $count } personal details wait
    } for a decision.
document-is-too-long = the document has { $size } { $unit }; { $limit } are allowed.{ $longest ->
        [none] {""}
       *[other] {" "}The longest answers: { $longest }.
    }
draft-is-unknown-here = this workspace does not know the draft; build it again here.
edits-wait = { $count ->
        [one] one edit of a reviewer waits
       *[other] { $count } edits of reviewers wait
    } for an answer.
figure-lost-its-qualifier = “{ $figure }” lost its qualifier. The source says: { $phrases }.
file-holds-words-of-a-leaver = { $path } still holds words of somebody who left. Delete it, or take them out.
file-tells-no-member-check = the file does not say who was asked and what changed. Make the document again.
group-was-not-asked = { $count } of the { $questions } questions have not been asked of the group.
help-number-is-old = { $on ->
        [never] nobody has noted when the number of { $name } was looked up.
       *[other] the number of { $name } was last looked up on { $on }.
    } Look it up, and write the day into data/help.toml.
is-not-approved = it is not approved; its state is “{ $state }”.
is-not-approved-yet = it is not approved yet; its state is “{ $state }”.
letter-has-no-addressee = the letter has no addressee. Add one to the consultation.
letter-has-no-points = the letter has no points yet. Write them, or start a first draft.
links-are-undecided = { $count ->
        [one] one link waits
       *[other] { $count } links wait
    } to be confirmed or left out.
may-be-same-person = may be the same person as { $other } ({ $why }). Decide.
member-check-is-not-recorded = it is not recorded who was asked whether we got it right. Record it, or why nobody was: in 07_review, or with consultwork ask-back.
names-are-not-compared = { $count ->
        [one] one person
       *[other] { $count } people
    } left a name or contact. Look whether anybody came twice: consultwork vault compare.
names-wait-for-the-vault = { $count } names lie in the database. Make the vault, and they move: consultwork vault new.
no-backup = there is no backup yet. Write one to a stick or a shared drive: consultwork backup FILE.
no-closing-date = no closing date is known. Look it up and enter it.
no-outcome-is-known = no outcome is known yet. Look up what they decided in 08_follow_up.
no-part-has-an-owner = no part of the response has an owner yet.
no-passage-may-be-quoted = no passage on “{ $value }” may be quoted here; the quote is left out.
no-permission-is-recorded = no permission is recorded, so nothing they said is used. Ask them, then record it.
no-such-ask = there is no ask “{ $ask }” in data/asks.yaml.
no-such-fact = there is no fact “{ $fact }” in data/facts.yaml.
nobody-authorises = it is not agreed who authorises the final text.
nobody-chose-an-answer = nobody who may be counted chose an answer of question { $question }; the sentence is left out.
nobody-decides = it is not agreed who decides.
nobody-has-said-anything = nobody has said anything yet. Open a form or import a table.
nobody-raised-theme = nobody who may be counted raised “{ $code }”; the sentence is left out.
note-taker-is-unknown = it is not known who wrote this note down.
only-one-raised-theme = only one person or group raised “{ $code }” and does not allow it in our words; it is left out.
outcome-names-no-document = the outcome names no document that says so.
outcomes-are-missing = { $count ->
        [one] it has closed; one ask waits
       *[other] it has closed; { $count } asks wait
    } for an outcome.
part-has-no-cover = nobody covers for the owner of the part “{ $part }”.
part-has-no-owner = the part “{ $part }” has no owner.
personal-information = { $body } asks for no personal information; this looks like one: { $detail }.
question-has-no-answer = there is neither an answer nor a reason why not.
question-has-no-evidence = no evidence yet. Find some, or say why it is not answered.
question-is-unknown = the consultation { $consultation } has no question { $question }.
quote-is-nobodys = the quote “{ $quote }” is not somebody's exact words, or may not be quoted.
quotes-point-at-somebody = what is quoted of one person tells { $told }. Replace a detail, or decide that it may leave: consultwork safeguard --telling.
replies-wait = { $count ->
        [one] one thing that somebody said to the draft waits
       *[other] { $count } things that people said to the draft wait
    } for an answer. Say what you changed, or why not.
small-counts-are-undecided = { $count ->
        [one] one statement tells
       *[other] { $count } statements tell
    } of fewer than { $threshold } people. Decide whether they may leave, and say why: consultwork safeguard --small-counts.
small-theme-is-undecided = Only { $count ->
        [0] a group
        [one] one person
       *[other] { $count } people
    } raised “{ $theme }”. Decide what to do with it, and say why.
speaker-is-unknown = it is not known who speaks.
suggestions-wait = { $count ->
        [one] one suggestion waits
       *[other] { $count } suggestions wait
    } to be accepted or rejected.
summary-is-missing = { $profile }: above { $pages } pages a summary is asked for. Write key messages.
table-differs = the table “{ $table }” differs from the data, first here: { $row }
thanks-are-locked = { $count ->
        [one] One person
       *[other] { $count } people
    } may wish to be thanked by name, and the vault is shut. Open it, and make this again.
tracked-changes-are-open = it still has tracked changes. Accept or reject each in Word.
vault-has-no-holders = only the passphrase opens the vault. Name two holders: consultwork vault share.
vault-is-missing = there is no vault, so names cannot be kept. Make it: consultwork vault new.
was-marked-as-sent = it was marked as sent already.
was-sent-already = it was sent already. Build a new version.
wording-has-no-paragraph = wording was accepted for a paragraph that is no longer made. Move it, or let it go.
words-of-leavers-remain = { $count ->
        [one] one file or backup still holds
       *[other] { $count } files or backups still hold
    } words of people who left.
state-differs = the file says of itself that it is “{ $says }”, and the record says “{ $state }”.
