# Papers of the charity for itself: the data protection impact assessment, and the page for the next officer.
# The assessment follows the steps of the sample template of the Information Commissioner. A person signs it, or does not.

## On both

eyebrow = For the office
status = Draft of { $date }. Not signed.
to-fill = {"["}Fill in]

## The assessment

assessment = Data protection impact assessment
assessment-subtitle = A draft to complete and sign
need = Why this assessment
need-text = People tell us about their health and what happened to them in services. That is special-category data under Article 9 of the UK GDPR, and some of it is about offences, under Article 10. Many of those who speak are at risk. So we assess what could go wrong before we begin.

## What is held

held = What is held, where, why and how long
held-what = What
held-where = Where
held-why = Why
held-how-long = How long
held-caption = What this workspace holds
held-description = Each kind of data with its place, purpose and time.
held-days = { $days } days after closing
words-what = Words of { $people } people and groups, under numbers ({ $answers } answers)
words-where = { $encrypted ->
        [true] consultwork.db. Encrypted with the vault's passphrase
       *[false] consultwork.db. Not encrypted by the program: encrypt the disk
    }
words-why = To answer the consultation
names-what = Names and contacts ({ $names } entries)
names-where = vault.db, encrypted, behind a passphrase
names-why = To contact people, to thank them, to find who withdraws
replaced-what = Words that were replaced ({ $answers } answers)
replaced-where = vault.db, encrypted
replaced-why = To mend a mistake
described-what = Who people are: { $described }
described-nothing = nothing is asked
described-where = consultwork.db
described-why = To see who was not heard; never shown beside words
concerns-what = Concerns for somebody's safety ({ $concerns })
concerns-where = consultwork.db; in no analysis or export
concerns-why = So that the named lead acts
documents-what = Documents
documents-where = The folder for documents
documents-why = To send, and to show what was said
documents-how-long = Kept as a record
backups-what = Backups ({ $backups })
backups-where = Where you put them, encrypted
backups-why = So that nothing is lost
backups-how-long = Until replaced

## How the data travel

travel = How the data travel
travel-in = People fill in a form, or staff write down what they say, or a survey is imported.
travel-half-written = What is half-written is locked with four words that only the person has, and deleted after some days.
travel-names = Names and contacts are sealed into the vault. The working database has a number for each person.
travel-clearing = The program marks what may identify somebody. A person reads each answer and decides.
travel-replaced = What is replaced moves into the vault. Analysis uses the cleared words alone.
travel-documents = Documents hold counts, and quotes of those who allowed it.
travel-nowhere = Nothing is sent anywhere by the program: no cloud, no telemetry.

## Lawful basis and consent

basis = Lawful basis and consent
basis-text = Proposed: consent (Article 6(1)(a)) and explicit consent (Article 9(2)(a)), asked for each use apart: to count, to put in our own words, to quote, to thank by a chosen name, to contact again. No answer means no. The wording and the day are kept. { $to-fill }: confirm the basis with your adviser.

## Who can see it

who = Who can see it
who-role = Role
who-name = Who
who-may = What they can do
who-caption = People with access
who-description = Each role with who fills it and what they can do.
controller = Controller
controller-may = Decides, and answers in law
protection = Data protection
protection-may = Advises
lead = Safeguarding lead
lead-may = Sees concerns
works-here = Works here { $number }
works-here-may = Sees words under numbers
holders = Holders of the vault
holders-may = Open it together if the passphrase is lost

## How long, and what is due

long = How long, and what is due
long-text = Names and contacts go { $names-days } days after a consultation closes, people's words after { $words-days } days. A person confirms each deletion, and the record says that it was done.
retention-what = What
retention-from = Delete from
retention-how-many = How many
retention-caption = Dates of deletion
retention-description = What is to be deleted, from which day, and how much of it.

## Rights

rights = Rights of the people who speak
rights-withdraw = To withdraw: one act takes them out of the database, vault, documents, notebooks and backups.
rights-see = To see what is held: their words, permissions and history can be printed by their number.
rights-correct = To correct: a permission changes from the day they say so.
rights-complain = To complain: to us, or to the Information Commissioner's Office.

## Risks and measures

risks = Risks and measures
risk-risk = Risk
risk-harm = Harm
risk-measure = Measure
risk-remains = What remains
risks-description = Each risk with its harm, what we do about it, and what remains.
severe = Severe
significant = Significant
low = Low
medium = Medium
high = High
laptop = A laptop is lost or stolen
laptop-measure = { $encrypted ->
        [true] The vault, and backups, are encrypted. So is the database.
       *[false] The vault, and backups, are encrypted. The disk must be.
    }
recognised = Somebody is recognised from their words
recognised-measure = Details are marked and replaced by a person; quotes need leave; telling quotes are put to a person. The program misses { $missed } details, so each answer is read.
picked-out = Somebody is picked out in a table
picked-out-measure = Numbers under five are hidden, also against subtraction from totals.
against-will = Words are used against somebody's will
against-will-measure = No permission means not used. A withdrawal reaches every file in our hands.
called-back = A document already sent cannot be called back
called-back-measure = People are told before they write.
danger = Somebody is in danger and nobody acts
danger-measure = Words of risk are put before the named lead with a day. A person decides.
script = A file from outside holds a script or formula
script-measure = Words are never run as HTML, formula or field. Files are checked before they are read.
passphrase = The passphrase is lost
passphrase-two-holders = Two holders: { $holders }.
passphrase-no-holders = None yet: name two holders.
kept-too-long = Words or names are kept too long
kept-too-long-measure = Dates of deletion, put to a person.

## Whom we asked, and who signs

asked = Whom we asked
asked-text = { $to-fill }: which people with lived experience were asked about this assessment, and what they said.
sign = Sign-off
sign-item = Item
sign-name = Name
sign-notes = Date and notes
sign-caption = Who signs
sign-description = Who approves, advises and reviews.
sign-measures = Measures approved by
sign-risk = Remaining risk accepted by
sign-advice = Advice of the data protection officer
sign-overruled = Advice accepted or overruled by
sign-review = This assessment will be reviewed by

## The page for the next officer

handover = Handover
handover-subtitle = What the next officer needs to know
first = Before you take over
first-nothing = Nothing is open.
here = What is here
here-text = Words of { $people } people and groups, under numbers, in { $answers } answers. The vault holds { $names } names and contacts. { $concerns ->
        [one] One concern
       *[other] { $concerns } concerns
    } for somebody's safety. The data protection impact assessment says more: consultwork dpia.
keys = The keys
keys-passphrase = The passphrase is on paper with the officer before you. Change it when you have it.
keys-holders = { $holders } can open the vault together.
keys-nobody = Nobody else can open the vault.
keys-backups = Backups known to this workspace: { $backups }. The last was made on { $date }.
keys-no-backup = Backups known to this workspace: { $backups }. There is none yet.
consultations = The consultations
consultations-name = Consultation
consultations-closes = Closes
consultations-caption = Those that people spoke to
consultations-description = Each consultation with its closing date.
consultations-no-date = no date
waits = What each stage waits for
waits-for = { $more ->
        [0] { $stage }: { $what }.
       *[other] { $stage }: { $what }, and { $more } more.
    }
waits-nothing = Nothing waits.
ask = Who to ask
ask-concern = A safeguarding concern: { $lead }.
ask-protection = Data protection: { $officer }.
