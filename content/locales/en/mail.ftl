# Mail. No person's name in a subject: lock screens show it. No citizen's name or number in a body.
mail-greeting = Dear { $name },
mail-action = { $label }: { $link }
mail-closing = This message was sent automatically. Please do not reply to it.

mail-invitation-subject = Your account is ready
mail-invitation-body = Please log in for the first time before { $until } and choose your own password. The link works once; after that date, ask your system administrator.
mail-invitation-action = Log in for the first time

mail-round-waiting-subject = A practice round is waiting for your sign-off: { $item }
mail-round-waiting-body = { $apprentice } has submitted a practice round of “{ $item }”. Please look at the record and sign it off, or say what is to be practised again.
mail-round-waiting-action = Open the round

mail-round-passed-subject = Your practice round is signed off: { $item }
mail-round-passed-body = { $signer } has signed off your practice round of “{ $item }”. The comments are in the record.
mail-round-redo-subject = A practice round is to be repeated: { $item }
mail-round-redo-body = { $signer } has looked at your practice round of “{ $item }” and says what to practise again. Please prepare the next round with these comments.
mail-round-answered-action = Read the comments

mail-certificate-subject = Your certificate is issued: { $item }
mail-certificate-body = Your certificate for “{ $item }” is issued and valid until { $until }. You will be told when a major policy change asks for a new confirmation.
mail-certificate-action = Open the certificate

mail-policy-subject = A policy has changed: { $title }
mail-policy-body = A new version of “{ $title }” is in force from { $from }. It concerns { $items ->
    [one] one of your business items
   *[other] { $items } of your business items
}. Please read the changed clauses and confirm.
mail-policy-action = See what changed

mail-case-subject = A document is waiting for your review: { $number }
mail-case-body = Screening case { $number } needs a person's review. The system only points out places to look at; the decision is yours.
mail-case-action = Open the case

mail-login-subject = New log-in to your account
mail-login-body = Your account was used to log in on a new device at { $time }. Device: { $device }; address: { $address }.
mail-login-advice = If this was not you, end that session at once, change your password and tell the security administrator.
mail-login-action = See my sessions

mail-told-subject = Shifu: a new notification
mail-told-action = Open
