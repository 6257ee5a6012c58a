# Notifications
notifications-title = Notifications
notifications-sub = The last { $n }, { $fresh } of them new
notifications-new = New
notifications-empty = No notifications yet
notifications-empty-text = Sign-offs, reviews, policy changes and answers to what you suggested will appear here.
notifications-empty-go = Back to Today
notice-feedback-answered = What you said about the program has been answered
notice-feedback-filed = Something said about the program waits for an answer

# Suggestions and complaints
feedback-title = Suggestions and complaints
feedback-sub = Say here what is wrong with this program or could be better. The system administrator and the quality office answer.
feedback-kind = This is
feedback-complaint = A complaint
feedback-suggestion = A suggestion
feedback-text = What you want to say
feedback-text-hint = Please write no names or numbers of citizens. 2,000 characters at most.
feedback-about-page = About the page: 
feedback-send = Send it
feedback-mine = What I have said
feedback-mine-empty = Nothing yet. Answers will appear here.
feedback-answered = Answered
feedback-waiting = Waiting
feedback-answer-from = Answer
feedback-queue-go = Queue of answers
toast-feedback-filed = It has been sent
error-text-needed = Please write something
error-feedback-answered = Somebody has answered already

# About this program
about-title = About this program
about-sub = Mentoring, training, policy search and document screening for public-service halls.
about-is = What it does
about-is-mentoring = Mentoring: listen, learn, watch and practise for each business item; the mentor signs, and every round can be checked.
about-is-learning = Training: questions, courses and routines cite clauses and say so when a clause changes.
about-is-knowing = Search: the rule in force on any day, ready to be copied with its citation.
about-is-screening = Screening: it points to places worth a look and says why; people judge.
about-not = What it does not do
about-not-points = No check-ins, points, rankings or streaks.
about-not-time = No online time is counted; study time is no basis for appraisal.
about-not-photo = No photos of work are required as evidence of practice.
about-not-decide = It rejects nothing and penalises nobody by itself, and never says that a document is genuine or false.
about-not-source = After the State Council General Office notice 国办函〔2026〕12号 against formalism at the fingertips.
about-data = How data is protected
about-data-least = Only what has a purpose and a retention date is collected, and it is deleted when the date comes.
about-data-looks = Numbers are masked; every look at documents is on record.
about-data-trail = The audit trail is chained: tampering can be detected.
about-data-limit = Whoever controls the database and every exported head could still rewrite it all; that is why heads are kept elsewhere.
about-build = Version and licence
about-version = Version
about-licence = Licence
about-parts-name = Parts
about-parts = { $n } open-source components under permissive licences
about-parts-show = Show the list of components
