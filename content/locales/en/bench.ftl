# The bench: first opinions, two reviewers, thresholds, house prices, exercises

# Seen elsewhere
finding-title-reuse-same_table = The same table in another case
finding-title-reuse-same_seal = The same seal imprint in another case
finding-title-reuse-same_photo = The same photo in another case
finding-title-reuse-number = The same number in another case
finding-title-reuse-wording = Worded like another employer's proof
finding-reuse-same_table = This table looks like one on page { $page } of case { $case }{ $read ->
    [yes] ; { $words }% of its numbers are the same.
   *[no] .
} { $applicants ->
    [same] Both cases carry the same business reference.
    [different] The business references differ.
   *[unknown] At least one case carries no business reference.
} { $parties ->
    [different] The names or account numbers read differently.
   *[other] {""}
}
alternative-reuse-same_table = Spouses and joint applicants hand in one statement, and people often hand papers in again. If the names differ, check the reading first.
finding-reuse-same_seal = This imprint is almost exactly that on page { $page } of case { $case }{ $percent ->
    [none] {""}
   *[other] : its letters agree by { $percent }%, at the same angle
}. { $parties ->
    [different] The issuers' names read differently.
   *[other] On one of the papers the issuer's name was not read.
}
alternative-reuse-same_seal = Electronic seals are identical every time; a parent company may stamp for its branches, and firms change their names.
finding-reuse-same_photo = This photo is almost exactly that on page { $page } of case { $case } ({ $bits } of 64 bits differ). { $parties ->
    [different] The two identity numbers differ, and both have a correct check digit.
   *[other] {""}
} { $applicants ->
    [same] Both cases carry the same business reference.
    [different] The business references differ.
   *[unknown] At least one case carries no business reference.
}
alternative-reuse-same_photo = Spouses hand in each other's cards, and one photo may serve for a renewed card.
finding-reuse-number = The { $number ->
    [invoice] invoice number
    [certificate] certificate number
   *[contract] contract number
} is that of a paper in case { $case }. { $applicants ->
    [same] Both cases carry the same business reference.
    [different] The business references differ.
   *[unknown] At least one case carries no business reference.
}
alternative-reuse-number = Spouses and co-owners each use one contract or certificate; papers of one matter are often handed in again.
finding-reuse-wording = Without what was filled in, this proof is worded almost like that of another employer in case { $case } ({ $words }% the same).
alternative-reuse-wording = Both may have used a template from the web, belong to one group, or have the same agency write their proofs.

# First opinions, two reviewers
blind-sub = The papers first
blind-page = File { $file }, page { $n }
blind-no-page = There is no page to look at yet.
blind-title = What do you think?
blind-why = At this centre a reviewer looks at the papers and says what he thinks before the marked places and the words of others are shown. This step is on record.
blind-opinion = From the papers alone, what would you do?
blind-reason = What did you see?
blind-give = Record it and show the findings
blind-held = Somebody else is reviewing this case.
review-first-hidden = The papers first; shown after your opinion
review-rule-blind = First opinions are on: after claiming you look at the papers and say what you think, then the marked places are shown.
review-seat-first = Two reviewers
review-seat-second = Waits for the second
review-seat-referee = They differ: waits for a manager
review-sit-first = Two reviewers must agree on this case. You are the first; the second does not see your decision and reason before giving his own.
review-sit-second = Two reviewers must agree on this case. You are the second: if you agree with the first it is decided, if not it goes to a manager.
review-sit-referee = The two reviewers differ; a manager decides.
review-said = You have given your opinion; the other reviewer is next.
review-vote-by = Opinion of { $person } · { $when }
review-first-by = First opinion of { $person } · { $when }
review-settings = How reviews are held
error-opinion-first = Look at the papers and say what you think first
error-already-voted = You have given your opinion in this round
error-goes-up = The two reviewers differ; a manager decides this case
toast-opinion-given = Your opinion is on record
notice-screening-goes-up = The two reviewers of case { $code } differ; please decide
audit-screening-first-opinion = Gave a first opinion on a screening case
audit-screening-voted = Gave one of two opinions on a screening case
audit-screening-setting = Changed how reviews are held

setting-title = How reviews are held
setting-sub = When two people look, and whether opinions come first. A change holds from the next review on and is on record.
setting-now = Now
setting-blind-on = Reviewers say what they think before the findings are shown
setting-blind-off = Reviewers see the findings at once
setting-two-purposes = Two reviewers must agree for: { $purposes }
setting-two-score = Two reviewers must agree from score { $score }
setting-two-never = One reviewer decides
setting-change = Change it
setting-blind = Opinion first, findings afterwards
setting-blind-sub = So that the eye does not follow the marks
setting-two = Purposes for which two must agree
setting-two-sub = The second does not see the first's decision and reason before giving his own; if they differ, a manager decides.
setting-score = Or from which score
setting-score-hint = 0 to 100; empty: whatever the score
setting-reason = Why
setting-save = Review like this from now on
setting-versions = Earlier changes
setting-versions-none = Nobody has changed it yet.
setting-version = Version { $n } · { $person } · { $when }
setting-version-why = { $what }. Reason: { $why }
error-score-range = A whole number from 0 to 100, or nothing
error-setting-changed = Somebody has just changed this; look at it before you change it
toast-setting-changed = Changed

# Thresholds
calibration-title = Thresholds of findings
calibration-sub = Set from papers this centre accepted: few papers that are in order should be raised.
calibration-budget = Papers in order raised at most
calibration-look = Show the effect
calibration-counts = { $n } accepted, { $confirmed } with something confirmed (at least { $least } needed)
calibration-built-in = The built-in thresholds are in force.
calibration-version = { $name } is in force, confirmed by { $person } on { $when }: from { $n } papers, raised { $before } before and { $after } after. Reason: { $why }
calibration-version-plain = { $name } is in force: { $person } went back to the built-in thresholds on { $when }. Reason: { $why }
calibration-rule = Check
calibration-bound-now = Threshold now
calibration-bound-new = Proposed
calibration-no-bound = built in
calibration-raised = Of { $n } papers in order, raised { $before } before and { $after } after
calibration-kept = Of { $confirmed } confirmed findings { $kept } stay
calibration-too-few = Not enough papers yet: the built-in thresholds hold, counting goes on.
calibration-no-promise = These papers do not promise that the next one stays within this share: there are too few of them, or they are raised by checks of figures, which have no threshold.
calibration-reason = Reason
calibration-confirm = Confirm and put the proposal in force
calibration-back = Back to the built-in thresholds
calibration-earlier = Earlier thresholds
calibration-quiet = Kinds without papers yet
calibration-how = Thresholds only ever ask for more than the built-in ones. What lies below is still listed and raises nothing. Figures that disagree and papers used twice have no threshold. Counted are closed cases that were accepted and in which nobody confirmed anything; exercises are not.
error-files-too-few = At least { $least } accepted papers are needed
error-proposal-changed = The papers have changed since you opened this; look at the new proposal
error-bounds-built-in = The built-in thresholds are in force already
toast-bounds-in-force = In force from the next paper on
audit-screening-calibrated = Put thresholds of findings in force

# House prices
price-title = House prices
price-sub = Where a contract's price lies in the reference of its month. A reference is no conclusion: there are many ordinary reasons to differ.
price-import = Import a table
price-import-sub = Tried first, with what is wrong in each row; imported only when nothing is, and put in force afterwards.
price-ask = Look up a flat
price-none-in-force = No table is in force yet; a manager imports one.
price-any = Any
price-month = Month of the contract
price-total = Total of the contract (yuan)
price-area = Building area (m²)
price-look = Look up
price-found = Reference
price-level-estate = The same estate
price-level-district = The same district and type (the estate has too few sales)
price-for = For
price-of-estate = { $estate } · { $building }
price-of-district = { $district } · { $building }
price-source = { $source }, as of { $day }
price-within = { $unit } a square metre, within the reference, { $off } from the median.
price-above = { $unit } a square metre, above the reference, { $off } from the median.
price-below = { $unit } a square metre, below the reference, { $off } from the median.
price-else = It may also be: decoration or parking included, an attic, relatives, a court auction, the inner area, a misread area, or an old table.
price-no-reference = No reference: neither the estate nor its district and type has 5 sales around this month.
price-comparables = To compare with
price-versions = Tables
price-versions-none = Nothing has been imported yet.
price-version = Version { $n }, { $bands } rows, imported by { $person } on { $when }: { $why }
price-in-force = In force
price-put-in-force = Put in force
price-summary = { $n } rows, { $bad } with something wrong
price-more = { $n } more rows have something wrong; correct these and try again.
price-read-as = The first rows read:
price-reason = Where it comes from and why it is imported
price-bring-in = Import as a new version
price-csv-district = District
price-csv-estate = Estate
price-csv-aliases = Aliases
price-csv-building = Building type
price-csv-month = Month
price-csv-low = Low
price-csv-median = Median
price-csv-high = High
price-csv-samples = Sales
price-csv-source = Source
price-csv-as-of = As of
price-csv-example-district = East
price-csv-example-estate = Seedling Gardens
price-csv-example-aliases = Seedling Court; Seedling Park
price-csv-example-building = Flat
price-csv-example-month = 2026-05
price-csv-example-low = 12000
price-csv-example-median = 13500
price-csv-example-high = 15000
price-csv-example-samples = 23
price-csv-example-source = Registered sales
price-csv-example-as-of = 2026-06-30
error-price-needed = Must not be empty
error-price-month = Write a month like 2026-05
error-price-day = Write a date like 2026-05-31
error-price-amount = Yuan a square metre, with at most two decimals
error-price-samples = The number of sales, 0 or more
error-price-order = Low, median and high must rise
error-price-twice = The same estate, type and month stands there twice
error-price-rows = Some rows have something wrong; correct them first
error-price-header = The first line lacks column names; compare it with the template
error-price-too-many = The table is too long: 20,000 rows at most
toast-prices-imported = Imported as a new version; put it in force to use it
toast-prices-in-force = In force
audit-prices-imported = Imported a table of house prices
audit-prices-in-force = Put a table of house prices in force

# Exercises
exercise-title = Find the place
exercise-sub = Train the eye on real papers with personal data covered, and on drawn ones
exercise-list = Exercises
exercise-none = No exercises yet
exercise-none-sub = Reviewers and mentors make them of closed cases.
exercise-not-tried = Not tried
exercise-best = Best { $best }, tried { $tries } times
exercise-own = My record
exercise-record-none = Nothing tried yet
exercise-record = { $n } exercises, { $tries } tries, best scores { $mean } on average
exercise-apprentices = My apprentices
exercise-making = In the making
exercise-making-none = Nothing waits to be covered or looked at.
exercise-from-case = On the page of a closed case in which somebody confirmed a finding, an exercise can be made of it.
exercise-draw = Have one drawn
exercise-draw-sub = The program draws an invented paper at random and changes one place; nobody's data is on it.
exercise-draw-do = Draw it for a second person to look at
exercise-edit = Change
exercise-edit-copymove = A word copied within the page
exercise-edit-splice = A word from another scan
exercise-edit-erase = A word erased
exercise-edit-retype = A word erased and set anew
exercise-name = Title
exercise-explanation = Explanation: why look here, and what else it could be
exercise-no-names = No names or numbers in title and explanation
exercise-state-draft = To be covered
exercise-state-waiting = Waits for a second person
exercise-state-published = Published
exercise-state-retired = Taken out
exercise-begin = Make an exercise
exercise-begin-sub = Choose a page on which somebody confirmed a finding, write the explanation; next, cover what is personal
exercise-begin-do = Next: cover
exercise-page = Page
exercise-of-page = File { $file }, page { $n }: { $rules }
exercise-of-case = Make an exercise
exercise-cover = What to cover
exercise-cover-sub = Black cells are taken out of the picture for good. What the program knows to be personal is black already; complete it.
exercise-cover-legend = Tick cells to cover them
exercise-cover-names = Names, numbers, addresses, telephones, photos and signatures; names of firms too.
exercise-cover-seals = Seals and bar codes hold data as well.
exercise-cover-second = Then somebody else who may see the case looks at it; it is published only after that.
exercise-cover-do = Cover and hand to a second person
exercise-second = Second look
exercise-second-own = Somebody else looks at what you made.
exercise-second-look = Zoom in: does anything still tell who this is about?
exercise-second-place = Can the place be seen, and is the explanation right?
exercise-approve = Nothing personal: publish
exercise-back = Send back
exercise-picture = Paper
exercise-picture-alt = A paper with personal data covered
exercise-task = Which places deserve a second look? Mark them
exercise-cell = Row { $row }, column { $column }
exercise-how = How it works
exercise-how-tap = Tap a cell to mark it, tap again to take it back.
exercise-how-keys = By keyboard: Tab to a cell, Space to mark it.
exercise-how-score = Each place found counts alike; one mark elsewhere is free, each further one costs 10 points; { $n } marks at most.
exercise-hand-in = Hand in
exercise-score = { $score } points
exercise-good = A good eye
exercise-found = Found { $found } / { $places }; { $extra } marks elsewhere.
exercise-else = It may also be: {""}
exercise-again = Try again
exercise-lesson = Read about this check
exercise-find = Exercise
exercise-recorded = The result is in your record, which you and your mentor see.
exercise-legend-truth = The places
exercise-legend-mark = Your marks
exercise-upkeep = Upkeep
exercise-retire = Take this exercise out
error-exercise-not-closed = Only closed cases become exercises
error-exercise-nothing-confirmed = Nobody confirmed a finding in this case
error-exercise-authors = Only its author changes it
error-exercise-moved-on = This exercise has moved on; reload the page
screening-unsaved = What you wrote was not saved
screening-unsaved-why = The case has moved on and its form is gone; your words are here to be copied
error-exercise-changed = This exercise was changed after you opened it; look at it again before you approve
error-finding-marked-by-reviewer = A reviewer has marked this place; you cannot change it
error-exercise-covered = The covers hide most of the place; cover less, or choose another case
error-exercise-own = Somebody else looks at what you made
error-exercise-mark-one = Mark at least one cell
error-exercise-marks-many = Too many marks: 10 at most
toast-exercise-waiting = Handed to a second person
toast-exercise-published = Published
toast-exercise-sent-back = Sent back
toast-exercise-retired = Taken out
audit-exercise-begun = Began an exercise
audit-exercise-covered = Covered the picture of an exercise
audit-exercise-drawn = Had an exercise drawn
audit-exercise-approved = Published an exercise
audit-exercise-sent-back = Sent an exercise back
audit-exercise-retired = Took an exercise out
audit-exercise-tried = Tried an exercise

# Lessons
lesson-strength = At most: {""}
lesson-look = What it looks at
lesson-limits = What it cannot see
lesson-other = It may also be
lesson-next = What to do next
lesson-exercises = Exercises
lesson-exercises-none = There is no exercise in this check yet.
lesson-look-logic = Numbers, amounts and dates hang together: check digits, figures and words, balances, totals. Whoever changes one often leaves the others, so these checks survive photos and chat programs.
lesson-next-logic = Hold the reading against the original first, above all the near numbers listed; if it is right, ask the applicant or ring the issuer.
lesson-look-structure = A file remembers how it was made and how often it was changed: earlier versions, the name of an editor, a thumbnail that does not fit.
lesson-next-structure = See what the change was. Signing, stamping and filling in also leave versions; the name of a program alone says nothing.
lesson-look-reuse = The same paper, seal, photo or number came up in another case. The program compares features, not people.
lesson-next-reuse = Open the other case beside it. Handing in again is the usual reason; if two people use one paper, ask how they belong together.
lesson-look-jpeg = A picture is compressed each time it is saved. A piece put in later was compressed another number of times.
lesson-next-jpeg = Zoom in on the edges and the ground of the word and compare it with its column. Seals, highlighter and photos differ by nature.
lesson-look-noise = Scanning and taking photos leave fine grain on paper; where something was erased or drawn the grain differs.
lesson-next-noise = Zoom in: is this place too clean? Then look at the original. Shadow and glare do the same.
lesson-look-copy = Two equal words that were really printed differ when looked at closely; a copy repeats the very grain.
lesson-next-copy = Look at both places: which looks put on later? Then look at them on the original.
lesson-look-word = Words of one column are alike in ink, weight and sharpness. A single one that differs deserves a look.
lesson-next-word = Compare only with words of the same column and size. Filled-in forms, bold totals and stamped places differ by nature.
lesson-look-seal = A stamped seal is uneven and darkens the print under it; a pasted one has clean edges and even colour.
lesson-next-seal = See first whether the file is signed electronically: electronic seals are even by nature. If not, look at the ink on the original.
lesson-look-learned = This place looks unlike its surroundings.
lesson-next-learned = Look at this place on the original.
bench-more = Also here
lesson-more = Lesson and exercises
price-import-columns = UTF-8, at most { $n } rows. The first row names the columns:{" "}
price-import-try = Check this table
exercise-cover-waiting = A second person has it; until it is approved you may still change it, and what you changed is looked at again.
