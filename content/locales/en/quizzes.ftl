# Why-quiz
why-title = Why-quiz
why-sub = { $n ->
    [one] { $n } question
   *[other] { $n } questions
} · about { $minutes } min
why-lead = First understand why the rule is as it is, then learn how it is done. A wrong answer costs nothing: the reason and the clause follow at once.
why-rule-name = To pass
why-rule = At least { $percent }% right, and all { $critical } critical questions right
why-opens-name = What it opens
why-opens = The operating steps of this item
why-time-name = Time
why-time = No limit. You may leave and come back
why-start = Start the quiz
why-again = Take it again
why-continue = Go on
why-go-on = { $answered } of { $n } answered
why-passed = Passed
why-passed-text = The operating steps are open.
why-best = Best: { $percent }%
why-open-steps = See the operating steps
why-past = Earlier quizzes
why-past-note = Kept as they were shown
why-result = { $right } of { $n } right
why-counts-no-more = the questions have changed since, so it counts no more
why-empty = There is no question to answer now
why-empty-text = The cited clauses have changed and the steward is checking each question. They will be back here after that.
why-back-to-item = Back to the item
quiz-place = Question { $place } of { $n }
quiz-place-short = Question { $place }
quiz-page-title = { $place } · { $item }
quiz-answered = { $answered } of { $n } answered
quiz-keys = Keys 1 to { $n } work too
quiz-critical = Critical
quiz-multiple = Several answers, all needed
quiz-answer = Answer
quiz-later = Leave for later
quiz-right = Right
quiz-wrong = Wrong
quiz-locked = Answer locked
quiz-option-right = Right answer
quiz-option-right-chosen = Right, your choice
quiz-option-chosen = Your choice
quiz-explanation = Why
quiz-more-clauses = { $n ->
    [one] { $n } more clause
   *[other] { $n } more clauses
}
quiz-next = Next question
quiz-to-summary = See the result
quiz-summary-title = Result
quiz-passed = Passed
quiz-not-passed = Not passed yet
quiz-too-few = Fewer than { $percent }% were right.
quiz-critical-missed = { $n ->
    [one] { $n } critical question was
   *[other] { $n } critical questions were
} wrong. All of them must be right.
quiz-read-then-again = Read the clauses below first, then take it again. Questions and options will come in a new order.
quiz-read-again = Clauses to read again
quiz-missed = Missed questions
quiz-nothing-missed = All right. Nothing to read again.
clause-source = { $number } · as of { $day }
clause-was-not-in-force = not in force at the time

# Questions
questions-title = Questions
questions-sub = When a cited clause changes, its questions leave the quizzes until a steward has checked them.
questions-states = States of questions
questions-item = Item
questions-all = All
questions-filter = Filter
questions-empty = No question here
questions-empty-text = When a clause changes, the questions citing it appear under “To check”.
question-title = Check a question
question-sub = { $item } · version { $version } · { $when }
question-state-stale = To check
question-state-draft = Drafts
question-state-reviewed = Reviewed, clause not yet in force
question-state-ready = In use
question-state-replaced = Replaced
question-state-retired = Retired
question-tag-why = Why
question-tag-how = How
question-tag-service = Service
question-tag-fraud = Forgery
question-from-starter = supplied with the program
question-by = Written by: { $author }
question-by-both = Written by: { $author } · reviewed by: { $reviewer }
question-stale-text = A cited clause has changed, so this question is out of use. Compare the texts, then confirm, reword or retire it.
question-stale-gone = A cited clause is not in force now. This question cannot simply come back: reword or retire it.
question-has-draft = A reworded draft of this question waits for review.
question-see-draft = See the draft
question-decide = Decide
question-own-text = You wrote this question. Somebody else who may approve must confirm it.
question-reconfirm = The answer still holds: use again
question-review = Approve
question-reword = Reword
question-retire = Retire this question
question-reword-title = Reword a question
question-reword-sub = Saved as a draft. It takes the old one’s place once somebody else has approved it. Quizzes already taken stay as they are.
question-form-stem = Question
question-form-options = Options
question-form-options-hint = One a line. Put * before the right ones
question-form-clauses = Cited clauses
question-form-clauses-hint = One a line, as document#article
question-form-critical-hint = Missing it fails the quiz
question-form-save = Hand over for review
question-form-cancel = Leave it
clause-then = When the question was written
clause-now = Today
clause-changed = Changed
clause-same = Unchanged
clause-gone = No longer in force
clause-gone-text = There is no text in force today.
toast-question-reconfirmed = In use again
toast-question-reviewed = Approved
toast-question-retired = Retired
toast-question-reworded = Draft saved. It waits for a colleague’s review
error-quiz-choose = Please choose first
error-quiz-empty = There is no question to answer now. Please come back later
error-quiz-left = This quiz was given up. Please start again
error-question-stem = Please write the question, at most 1000 characters
error-question-options = Every option needs words, at most 1000 characters
error-question-answer = The number of options or right answers does not fit this kind of question
error-question-explanation = Please write why, at most 1000 characters
error-question-clauses = Cite at least one clause as document#article
error-question-clause-unknown = No clause in force by this name: { $clause }
error-question-draft-waits = A draft of this question waits for review already
error-question-own = You cannot review a question you wrote
error-question-moved-on = The state of this question has changed
error-question-text-changed = The clause changed again while you read. Please compare once more
error-question-clause-gone = A cited clause is not in force now
notice-questions-stale = { $n } questions cite changed clauses and wait for your check
audit-question-imported = Question loaded
audit-question-reworded = Question reworded
audit-question-reviewed = Question reviewed
audit-question-retired = Question retired
audit-question-stale = Question out of use after a change of policy
audit-question-reconfirmed = Question confirmed again
audit-quiz-started = Quiz started
audit-quiz-answered = Question answered
audit-quiz-finished = Quiz finished

# Questions that grew out of threads
audit-question-proposed = Question proposed
