# Findings of document screening: where to look, why, and what else could explain it. Never a verdict.
# finding-… is the reason, alternative-… another explanation, detector-…-limits what it cannot see.

detector-logic-id_number-name = Identity number
detector-logic-id_number-limits = Checks only the number itself and the birth date and sex printed beside it, not whose number it is.
finding-logic-id_number-length = An identity number has 18 characters; this one has { $length }.
alternative-logic-id_number-length = A character may be missing, doubled or misread.
finding-logic-id_number-check_digit = The check character of the identity number should be { $expected }; here it is { $read }.
alternative-logic-id_number-check_digit = One character may be misread or mistyped; look at these places first: { $candidates }.
finding-logic-id_number-region = The first two digits { $code } of the identity number are no province code.
alternative-logic-id_number-region = The first two digits may be misread or mistyped.
finding-logic-id_number-birth_date = The birth date { $digits } in the identity number does not exist or lies after today.
alternative-logic-id_number-birth_date = Digits 7 to 14 may be misread or mistyped.
finding-logic-id_number-birth_date_differs = The identity number carries the birth date { $number }; the one printed beside it is { $printed }.
alternative-logic-id_number-birth_date_differs = It may be a lunar birthday, a corrected register entry, or one of the two is mistyped.
finding-logic-id_number-sex_differs = The 17th digit of the identity number stands for { $number }; printed beside it is { $printed }.
alternative-logic-id_number-sex_differs = The register entry may have changed, or the 17th digit is misread or mistyped.

detector-logic-credit_code-name = Unified social credit code
detector-logic-credit_code-limits = Checks only the code itself, not whose code it is.
finding-logic-credit_code-form = A unified social credit code has 18 characters without I, O, S, V and Z; this one has { $length }, characters that should not occur: { $characters }.
alternative-logic-credit_code-form = The digits 0, 1, 5 and 2 may have been read as letters, or a character is missing.
finding-logic-credit_code-check_digit = The check character of the credit code should be { $expected }; here it is { $read }.
alternative-logic-credit_code-check_digit = One character may be misread or mistyped; look at these places first: { $candidates }.
finding-logic-credit_code-organisation_code = Character 17 checks the organisation code and should be { $expected }; here it is { $read }.
alternative-logic-credit_code-organisation_code = One of the characters 9 to 17 may be misread or mistyped; look at these places first: { $candidates }.
detector-logic-bank_card-name = Bank card number
detector-logic-bank_card-limits = Checks only the number itself, not whose card it is; account and passbook numbers follow no such rule.
finding-logic-bank_card-form = A card number has 16 to 19 digits; this one has { $length }, characters that should not occur: { $characters }.
alternative-logic-bank_card-form = It may be an account number rather than a card number, or a digit is missing.
finding-logic-bank_card-check_digit = The check digit of the card number does not agree.
alternative-logic-bank_card-check_digit = Some old cards were not numbered by this rule; or a digit may be misread or mistyped. Look at these places first: { $candidates }.
detector-logic-amount-name = Amount in words and figures
detector-logic-amount-limits = Compares words and figures only; a change in both cannot be seen.
finding-logic-amount-words = The amount in words makes no number. The figures say { $figures }, in words { $expected }.
alternative-logic-amount-words = A character may be mistyped or missing; compare with the original first.
finding-logic-amount-differs = The figures say { $figures }, the words say { $words }. In words the figures would be { $expected }.
alternative-logic-amount-differs = A character may be mistyped, or one of the two may be another sum such as the one with tax; compare with the original first.

detector-structure-metadata-name = Camera facts and software marks
detector-structure-metadata-limits = Chat programs remove them; their absence means nothing.
finding-structure-metadata-software = The file names software for editing pictures or pages: { $software }.
alternative-structure-metadata-software = It may only have been used to crop, turn, brighten or convert.
finding-structure-metadata-thumbnail = The embedded thumbnail does not show the same picture; their likeness is only { $likeness }.
alternative-structure-metadata-thumbnail = Some programs crop or turn a picture without renewing its thumbnail.

detector-structure-container-name = The file's shell
detector-structure-container-limits = Looks at the shell only, not inside the picture.
finding-structure-container-trailing = { $bytes } bytes follow the end mark of the file.
alternative-structure-container-trailing = Some phones and scanning programs append data of their own.

detector-structure-pdf-name = Saved versions of a PDF
detector-structure-pdf-limits = A PDF printed anew after a change shows no earlier version.
finding-structure-pdf-revisions = The PDF holds { $revisions } saved versions; a later one may have changed the page{ $signed ->
    [yes] {" "}(the file carries a digital signature)
   *[no] {""}
}.
alternative-structure-pdf-revisions = Signing, stamping, filling in a form and commenting add versions too; compare them.
finding-structure-pdf-missing_fonts = The PDF does not carry its Chinese type; the page shown may be incomplete.
alternative-structure-pdf-missing_fonts = Mostly a setting of the program that made it; open it there and compare.

detector-copy-exact_noise-name = Copies inside a page
detector-copy-exact_noise-limits = Does not see scaled or turned copies, copies of empty paper, or content from another file.
finding-copy-exact_noise = These two places agree in their finest detail: they differ { $times } times less than other equal glyphs of the page, { $shift_x } pixels across and { $shift_y } pixels down.
alternative-copy-exact_noise = A word set twice in a regular layout may print almost alike; some scanners store similar glyphs only once.

detector-jpeg-word_history-name = Compression history
detector-jpeg-word_history-limits = Sees nothing after a coarse last save or where contrast is weak.
finding-jpeg-word_history = The compression traces of this word differ from the other words by { $deviation } standard deviations.
alternative-jpeg-word_history = Stamps, highlighter, coloured or bold type and photo areas compress differently by nature.

detector-word-looks_different-name = Look of the type
detector-word-looks_different-limits = Does not see words taken from the same sheet.
finding-word-looks_different = Compared with words of like size this word differs in { $first ->
    [ink] ink
    [sharpness] sharpness
    [paper] paper tone
    [noise] paper grain
   *[stroke] stroke width
} and { $second ->
    [ink] ink
    [sharpness] sharpness
    [paper] paper tone
    [noise] paper grain
   *[stroke] stroke width
}, by { $deviation } standard deviations.
alternative-word-looks_different = Filled-in forms, bold totals, stamped and shaded places look like this too.

not-applicable-no-metadata = The file carries no camera facts or software marks
not-applicable-not-pdf = Not a PDF
not-applicable-born-digital = The page was made by a program and has no scan grain; pixel analysis does not apply
not-applicable-screenshot = A screenshot has no scan grain; pixel analysis does not apply
not-applicable-bitonal = Black and white only; pixel analysis does not apply
not-applicable-chat-compressed = Compressed by a chat program; pixel traces are gone
not-applicable-blank = Nothing on the page to compare
not-applicable-page-too-large = The page has too many pixels; they were not analysed
not-applicable-exact-repeats = Equal glyphs of this page are exactly equal, so copies cannot be told apart
not-applicable-too-few-words = Too few words to compare with each other
not-applicable-rendered = The page was drawn from a PDF here and has no compression traces of its own

refused-upload-too-large = The file is too large; make it smaller and send it again.
refused-upload-too-many-pages = { $found } pages, at most { $limit }; send it in parts.
refused-upload-not-supported = Files of this kind are not examined; send JPEG, PNG, WebP, GIF, BMP or PDF.
refused-upload-damaged = The file does not open and may be incomplete; scan or export it again.
refused-upload-encrypted = The file asks for a password; remove it and send the file again.
refused-upload-empty = The file is empty; choose it again.
