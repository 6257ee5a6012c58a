# Today, reports, posts
list-and = {", "}
list-semicolon = {"; "}

# Today
today-title = Today
today-hello-morning = Good morning, { $name }
today-hello-noon = Good day, { $name }
today-hello-afternoon = Good afternoon, { $name }
today-hello-evening = Good evening, { $name }
today-day = Day { $n } of training
today-mentor = Mentor { $name }
today-left = { $n ->
    [one] 1 thing left today
   *[other] { $n } things left today
  }, about { $minutes } min
today-search = Search policy, guidance, papers
today-search-go = Search
today-minutes = about { $n } min
today-progress = { $have } of { $need } done
today-among = { $first } and others
today-tag-next = Next
today-tag-go-on = Go on
today-tag-waited-for = Somebody waits
today-more = What this item asks for
today-list = Today’s list
today-done-of = { $done } of { $all } done
today-done = Done
today-times = { $n ->
    [one] once today
   *[other] { $n } times today
  }
today-all-done = All done for today
today-all-done-why = Well done. Whatever comes up will stand here.
today-quiet = Nothing waits for you now
today-quiet-why = Whatever comes up will stand here.
today-path = Your way to the window
today-path-all = All requirements
today-words = Your mentor’s words
today-words-round = See this round
today-changes = Policy changes
today-changes-all = Search policy
today-change-soon = Coming
today-change-now = To be read
today-change-read = Read
today-change-from = In force from { $day } · touches { $items }
today-change-since = In force since { $day } · touches { $items }
today-posts = My posts
today-post-kind = { $kind } holder
today-post-alone = may work it alone
today-post-not-yet = not alone yet
today-pupils = My apprentices
today-people = { $n ->
    [one] One person
   *[other] { $n } people
  }
today-pupils-all = Mentoring
today-pupil-item = { $item }: { $next }
today-waiting = Who waits for what
today-waiting-all = Reports
today-waiting-none = Nobody waits.
today-queue = Review queue
today-cases = { $n ->
    [one] One case waits
   *[other] { $n } cases wait
  }
today-queue-all = Review
today-oldest = The oldest has waited since { $at }
today-queue-how = Longest waiting and most in need of a look first.
today-queue-none = The queue is empty.
today-own-cases = My screening cases
today-own-cases-all = All
today-health = State of the program
today-health-all = Security
today-fine = Fine
today-look = Have a look
today-jobs = Background jobs
today-jobs-n = waiting { $ready } · running { $running } · parked { $parked }
today-factors = Administrators’ second factor
today-factors-n = { $with } of { $all } have one
today-trail = Audit trail
today-trail-n = { $n } chained entries

today-sign-rounds-title = Sign { $n ->
    [one] one practice round
   *[other] { $n } practice rounds
  }
today-sign-rounds-why = Your apprentice has done the work and cannot go on before you have looked.
today-sign-rounds-act = Go and sign
today-sign-second-title = Be second signer of { $n ->
    [one] one round
   *[other] { $n } rounds
  }
today-sign-second-why = A high-risk item counts only when a second person has looked.
today-sign-second-act = Go and sign
today-confirm-observations-title = Confirm { $n ->
    [one] one observation
   *[other] { $n } observations
  }
today-confirm-observations-why = Practice opens for your apprentice once you have confirmed.
today-confirm-observations-act = Confirm
today-observe-routine-title = Observe { $n ->
    [one] one service routine
   *[other] { $n } service routines
  }
today-observe-routine-why = Somebody asked you to be the observer.
today-observe-routine-act = Observe
today-review-cases-title = Review { $n ->
    [one] one case
   *[other] { $n } cases
  }
today-review-cases-why = Longest waiting and most in need of a look first; the judgement is yours.
today-review-cases-act = Review
today-approve-title = Decide on { $n ->
    [one] one right to teach
   *[other] { $n } rights to teach
  }
today-approve-why = A manager proposed it; it holds once you agree.
today-approve-act = Have a look
today-sign-agreement-title = Sign the mentoring agreement
today-sign-agreement-why = Training begins when both sides have signed.
today-sign-agreement-act = Read the agreement
today-look-at-cases-title = Look at { $n ->
    [one] one screening result
   *[other] { $n } screening results
  }
today-look-at-cases-why = The examination is over; a few places deserve a look at the original.
today-look-at-cases-act = Have a look
today-read-change-title = Read what changed: { $about }
today-read-change-why = This policy changed and touches items you work on.
today-read-change-act = See the change
today-redo-title = { $about } · practise once more
today-redo-why = Your mentor wrote down what to change; this round answers it.
today-redo-act = Ask for a round
today-practise-title = { $about } · practise
today-practise-why = You have watched enough. Do it yourself, with your mentor beside you.
today-practise-act = Ask for a round
today-watch-title = { $about } · watch
today-watch-why = Watch how your mentor does it, note the technique, and have it confirmed.
today-watch-act = Note one
today-why-quiz-title = { $about } · why-quiz
today-why-quiz-why = The operating steps open once the reasons are understood.
today-why-quiz-act = Start the quiz
today-read-policies-title = { $about } · read the policies
today-read-policies-why = Read and confirm the policies it rests on; then comes the why-quiz.
today-read-policies-act = Read
today-etiquette-title = One observed service routine
today-etiquette-why = Before practising at the window, pass one observed service routine.
today-etiquette-act = Prepare
today-listen-title = { $about } · listen
today-listen-why = Listen to what people ask and how colleagues answer, and note it in your own words.
today-listen-act = Note one
today-graduate-title = Ask for graduation
today-graduate-why = You may work every item alone; two people can now sign your graduation.
today-graduate-act = Ask
today-stale-questions-title = Confirm { $n ->
    [one] one question
   *[other] { $n } questions
  }
today-stale-questions-why = A cited clause changed; they are out of use until you confirm or reword them.
today-stale-questions-act = Confirm
today-review-policies-title = Review { $n ->
    [one] one thing
   *[other] { $n } things
  }
today-review-policies-why = The review date has come; does it still hold? { $about }
today-review-policies-act = Review
today-close-gaps-title = Close { $n ->
    [one] one gap
   *[other] { $n } gaps
  } in next month’s cover
today-close-gaps-why = These items lack an A or a B holder next month.
today-close-gaps-act = See the gaps
today-help-stuck-title = { $n ->
    [one] One item has
   *[other] { $n } items have
  } stood still for two weeks
today-help-stuck-why = Ask what is missing: a mentor, time, or questions.
today-help-stuck-act = See where
today-answer-feedback-title = Answer { $n ->
    [one] one suggestion
   *[other] { $n } suggestions
  }
today-answer-feedback-why = Everyone who writes gets an answer.
today-answer-feedback-act = Answer
today-parked-jobs-title = See to { $n ->
    [one] one parked job
   *[other] { $n } parked jobs
  }
today-parked-jobs-why = They failed several times and will not try again by themselves.
today-parked-jobs-act = See to it

today-did-log = Noted what was heard or seen
today-did-confirm = Confirmed observations
today-did-read = Confirmed reading a policy
today-did-quiz = Finished a quiz
today-did-ask = Asked for practice
today-did-sign = Signed practice rounds
today-did-self-check = Checked the service routine
today-did-observe = Observed a service routine
today-did-hand-in = Handed in documents
today-did-decide = Decided on cases
today-did-reconfirm = Confirmed questions
today-did-notice = Made a one-time notice
today-did-answer = Answered suggestions
today-did-post = Changed a post

step-listen = Listen
step-learn = Study
step-watch = Watch
step-practice = Practise
step-alone = Alone
step-done = Done
step-now = Under way { $have } / { $need }
step-quiz = Quiz to be passed
step-locked = Not open yet
step-holds = Reached
step-opens = “{ $stage }” still needs: { $what }.

pupil-listen = listening
pupil-read = reading the policies
pupil-quiz = quiz is next
pupil-wait-questions = waits for questions
pupil-watch = watching
pupil-wait-mentor = waits for the mentor’s word
pupil-etiquette = service routine is next
pupil-practise = practice is next
pupil-wait-signature = waits for a signature
pupil-certified = works alone

case-examining = Being examined
case-ready = Ready to look at
case-queued = Waiting for review
case-nothing = Nothing found
case-in-review = In review
case-decided = Decided
case-contested = Contested
case-failed = Examination failed
case-refused = Not accepted
case-closed = Closed

# Reports
reports-title = Reports
reports-sub = Who may work what alone, where cover is thin, where people stand still. People are not ranked.
reports-centre = Whole centre
reports-as-of = As of { $at }
reports-numbers = Key numbers
reports-how = How it is counted
reports-table = See the table
reports-csv = Download CSV
reports-nothing = Nothing to count yet.
unit-people = { $n ->
    [one] person
   *[other] people
  }
unit-places = { $n ->
    [one] place
   *[other] places
  }
unit-rounds = { $n ->
    [one] round
   *[other] rounds
  }
change-same = same as { $than }
change-more = { $n } more than { $than }
change-less = { $n } fewer than { $than }
than-month-end = at the end of last month
than-this-month = this month
than-period = 30 days ago
than-period-before = in the 30 days before
number-able = People who may work alone
number-able-how = Staff of the office who hold at least one valid certificate today.
number-gaps = Gaps in next month’s cover
number-gaps-how = Each item of each post needs an A and a B holder whose certificate holds all next month.
number-training = In training
number-training-how = Apprenticeships that have begun and are not over.
number-rounds = Rounds passed in 30 days
number-rounds-how = Practice rounds signed as passed in the last 30 days, repeated ones included.

cover-title = A and B holders ({ $month })
cover-note = from the certificates valid today
cover-empty = No posts yet
cover-empty-how = Once posts and their holders are known, next month’s gaps stand here.
cover-post = Post
cover-item = Item
cover-a = A
cover-b = B
cover-a-state = A’s standing
cover-b-state = B’s standing
cover-verdict = Next month
cover-vacant = Open
cover-nobody = nobody named
cover-unlicensed = no certificate for this item
cover-ends = certificate ends on { $day }
cover-holds = alone all month
cover-both = A and B
cover-only-a = B is missing
cover-only-b = A is missing
cover-open = Nobody

able-title = Who may work what alone
able-note = by name, from valid certificates
able-person = Name
able-none = not yet
able-alone = works alone
able-teach = works alone and teaches
able-until = { $level }, until { $day }

still-title = Where people stand still
still-note = nothing noted for 14 days or more; by step and name
still-none = Nobody stands still.
still-line = { $name } · { $item }
still-needs = Still needs: { $what }
still-since = since { $day }, { $n } days
still-step = Step
still-last = Last note
still-days = Days
still-missing = What is missing

funnel-title = How far people are
funnel-note = people and items in training that completed the step
funnel-count = Count
funnel-n = { $n }
months-title = Rounds passed by month
months-note = last six months
months-month = Month
months-count = Rounds
months-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  }
months-told = { $month } { $n }
ready-title = How ready each post is
ready-note = staff of the post’s office
ready-all = All items alone
ready-some = Some alone, or in training
ready-none = Not begun
ready-n = { $all } · { $some } · { $none }
rate-title = Screening
rate-note = last 30 days, 95% interval in brackets
rate-foot = Wilson intervals: the fewer the cases, the wider. Exercises are left out; nothing is counted by person.
rate-name = Item
rate-share = Share
rate-low = Lower bound
rate-high = Upper bound
rate-n = Count
rate-before = 30 days before
rate-flagged = Something worth a look
rate-ask-more = Decided to ask for more
rate-refer-up = Decided to refer upward
rate-false-alarm = Findings marked as false alarms
rate-nothing = none yet
rate-words = { $share } ({ $low }–{ $high }), n = { $n }
weak-title = What is hard
weak-note = share of first signatures of 180 days at “done” or better
weak-foot = Fewer than five people are not shown, so that nobody can be recognised.
weak-criterion = Criterion
weak-share = Share
weak-few = too few
weak-h1 = 85% and more
weak-h2 = 75–84%
weak-h3 = 60–74%
weak-h4 = below 60%

# Posts
posts-title = Posts and their A and B holders
posts-sub = A works the post, B stands in. A change counts from today; the earlier record stays.
posts-place = {" "}holder
posts-nobody = Open
posts-since = since { $day }
posts-save = Save
posts-empty = No posts yet
posts-empty-how = Posts come with the centre’s own data. Please ask the system administrator.
error-post-two-people = A and B cannot be the same person
toast-post-saved = The post has been saved
audit-post-added = Added a post
audit-post-holder = Changed the A or B holder of a post

# Questions among colleagues
today-answer-threads-title = Answer { $n ->
    [one] a colleague’s question
   *[other] { $n } questions of colleagues
  }
today-answer-threads-why = A colleague waits for it: { $about }
today-answer-threads-act = Answer
today-accept-answers-title = See what colleagues answered
today-accept-answers-why = Your question has an answer: { $about }
today-accept-answers-act = See
today-shelve-answers-title = Put { $n ->
    [one] one accepted answer
   *[other] { $n } accepted answers
  } on the shelf
today-shelve-answers-why = On the shelf, everybody finds it.
today-shelve-answers-act = Decide
today-did-thread = Answered a colleague
today-did-accept = Accepted an answer

# Upkeep, reading, what rests on a policy
today-stale-knowledge-title = Check { $n ->
    [one] one text
   *[other] { $n } texts
  } whose clause changed
today-stale-knowledge-why = Answers, notes or items rest on a clause that changed: confirm or adapt.
today-stale-knowledge-act = Check
upkeep-title = Upkeep
upkeep-sub = What a changed clause touches: still right, adapt, or take off
upkeep-none = Nothing to check
upkeep-none-sub = When a clause changes, what rests on it is listed here with the difference.
upkeep-more = Also to look after
upkeep-questions = { $n ->
    [one] One question
   *[other] { $n } questions
  } whose clause changed
upkeep-reviews = { $n ->
    [one] One review
   *[other] { $n } reviews
  } due
upkeep-renumbered = { $clause } → { $article }
upkeep-gone = This clause is gone
upkeep-retire = Take off
upkeep-coming = To change from { $day }
upkeep-coming-sub = The new text is not in force yet and what is written holds today: leave it. On that day it moves up by itself; you can prepare.
upkeep-coming-questions = { $n ->
    [one] { $n } question will have to be checked
   *[other] { $n } questions will have to be checked
}
upkeep-done = Just settled
upkeep-done-sub = Can be undone for { $n } days
upkeep-undo = A slip: undo
toast-undone = Undone; all is as it was
toast-undo-too-late = Not undone: somebody changed it since
error-undo-too-late = Somebody changed it since; it cannot be undone
audit-upkeep-undone = Upkeep undone
readers-title = Who has not read it
readers-from = in force from { $day }
readers-count = { $read } of { $all } have read it
readers-missing = Not confirmed yet
readers-all = Everybody whose work rests on it has read it
readers-none = Nobody has confirmed yet.
readers-remind = Remind those who have not
readers-remind-sub = Nobody is told twice within twenty hours. Reminders also go out by themselves 1, 7 and 14 days after it came into force.
readers-reminded = reminded { $day }
readers-certificate = holds a certificate
readers-post = holds a post
readers-training = in training
toast-readers-reminded = Reminded
toast-readers-told-already = Told lately; not repeated
rests-title = What rests on it
rests-sub = Look here before changing it: what would have to be checked
rests-by-clause = By clause
rests-items = Business items
rests-item = { $held } certificates, { $learning } in training
rests-none = Nothing rests on it.
today-approve-drafts-title = Approve policy drafts: { $n }
today-approve-drafts-why = Somebody else wrote it; it holds once you have looked and agreed.
today-approve-drafts-act = Have a look
today-decide-notes-title = Decide on notes colleagues offer: { $n }
today-decide-notes-why = Once you agree, everybody reads it.
today-decide-notes-act = Decide
readers-of-office = Counts the people of { $name } whose work rests on this policy
readers-of-centre = Counts everybody at the centre whose work rests on this policy
