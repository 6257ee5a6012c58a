# Frame of the pages
product-name = Shifu
skip-to-content = Skip to content
nav-label = Main navigation
nav-bottom-label = Bottom navigation
nav-today = Today
nav-board = Learn
nav-mentoring = Mentoring
nav-policy = Policy
nav-screening = Screening
nav-review = Review
nav-reports = Reports
nav-people = People
nav-audit = Trail
nav-security = Security
menu-label = My menu
menu-notifications = Notifications
menu-account = My account
menu-feedback = Suggestions and complaints
menu-about = About this program
other-language = 中文
lang-zh = 中文
lang-en = English
foot-line = The system points things out and people decide. No check-ins, points or rankings.
log-in = Log in
log-out = Log out

# What scripts say
js-copied = Copied with its citation
js-copy-failed = Could not copy. Please select the text by hand
js-draft-saved = Draft saved on this device
js-sync-ok = In step with the server
js-sync-waiting = Saved on this device, waiting to be sent ({"{"}n{"}"})
js-sync-proof = Saved on this device, waiting to be sent ({"{"}n{"}"}). Please prove who you are first
js-sync-conflict = Conflict, needs you ({"{"}n{"}"})
js-sync-local = Draft saved on this device, not signed yet
js-leave-waiting = {"{"}n{"}"} signatures have not been sent and will be lost from this device. Log out anyway?
js-file-type = This format cannot be screened. Please choose an image or a PDF
js-file-size = Larger than {"{"}n{"}"} MB. Please compress or split it
js-file-many = A case holds at most {"{"}n{"}"} files. Please send the rest separately
js-file-empty = The file is empty. Please choose again
js-file-sending = Receiving, {"{"}n{"}"}%
js-file-checking = Received, being checked
js-file-done = Under examination
js-not-kept = The change was not saved. Please make it again on the page of the case
js-file-failed = Could not be sent. Please try again

# Roles
role-apprentice = New hire
role-mentor = Mentor
role-reviewer = Reviewer
role-clerk = Clerk
role-steward = Policy and training steward
role-quality = Quality office
role-manager = Manager
role-bank-agent = Bank agent
role-system-admin = System administrator
role-security-admin = Security administrator
role-audit-admin = Audit administrator

# When something fails
error-title = That did not work
error-home = Back to Today
error-reference = Reference
error-advice-refused = If you think you should be able to, ask the security administrator.
error-advice-missing = It may have moved, or it is not within your rights.
error-advice-conflict = Please go back, reload and look again.
error-advice-input = Please go back and correct it. What you typed is still there.
error-advice-hasty = Please wait a moment and try again.
error-advice-ours = It has been recorded. Please try again later. If it stays like this, give the system administrator the reference below.
error-advice-other = Please go back and try again.
error-form = Something needs correcting
error-malformed = What was sent cannot be read
error-json-wanted = The API accepts JSON only
error-missing = Not found
error-not-allowed = Your role cannot do this
error-internal = The program ran into a problem
error-hasty = Too many actions in a short time
error-too-large = What was sent is too large
error-encoded-body = Compressed content is not accepted
error-log-in-first = Please log in first
error-do-first = Please finish setting up your account first
error-foreign-form = This form was not sent from a page of this program, or the page has expired
error-database-busy = The database is busy. Please try again shortly
error-already-there = It is there already
error-rule-of-database = This breaks a rule and was not saved
error-job-lease-lost = Another worker has taken over this task
error-choose-one = Please choose one
error-too-long = Too long

nav-tabs = Parts of policy
tab-search = Search
tab-policies = Policies
tab-items = Business items
tab-faq = Answers
tab-forms = Forms
tab-notes = Notes
tab-routines = Service routines
tab-synonyms = Synonyms
tab-questions = Question bank

# Asking colleagues
tab-asks = Ask

# Upkeep
tab-upkeep = Upkeep
cancel = Cancel
error-form-one = One thing needs correcting
error-form-several = { $n } things need correcting
