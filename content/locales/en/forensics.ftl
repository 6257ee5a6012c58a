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

detector-logic-statement-name = Bank statement
detector-logic-statement-limits = Looks only at whether the figures follow from each other; a statement computed anew from the changed row on, or exported through a filter, cannot be seen.
finding-logic-statement-balance = The balance of row { $row } should be { $expected }; here it is { $read }.
alternative-logic-statement-balance = { $candidates ->
    [none] The figure may be misread, or a row was not read; check the reading.
   *[other] One character may be misread; look at these places first: { $candidates }.
}
finding-logic-statement-amount = The amount of row { $row } does not fit the balances around it: by them it should be { $expected }; here it is { $read }.
alternative-logic-statement-amount = { $candidates ->
    [none] A row before this one may be missing, or the amount is misread; check the reading.
   *[other] One character may be misread; look at these places first: { $candidates }. A row before this one may also be missing.
}
finding-logic-statement-step = { $before ->
    [none] Row { $row } does not follow: by its amount the balance should be { $expected }; here it is { $read }.
   *[other] Row { $row } does not follow row { $before }: by its amount the balance should be { $expected }; here it is { $read }.
}
alternative-logic-statement-step = { $candidates ->
    [none] A row between them may be missing, or one figure of the two rows is misread; check the reading.
   *[other] One character may be misread; look at these places first: { $candidates }. A row between them may also be missing.
}
finding-logic-statement-inserted = Without row { $row } (amount { $amount }) the balances around it follow exactly.
alternative-logic-statement-inserted = It may be an entry that was reversed later, or the next balance is misread; check the reading.
finding-logic-statement-repeated = Row { $row } is equal to the row before it.
alternative-logic-statement-repeated = Pages photographed or scanned one by one often repeat the last row of the page before.
finding-logic-statement-missing_rows = Before row { $row } the serial numbers leap and the balance is off by { $by }; rows may be missing.
alternative-logic-statement-missing_rows = The statement may be exported through a filter, or some rows were not read.
finding-logic-statement-page_gap = Row { $row } begins a page and is off the balance of the page before by { $by }; a page may be missing.
alternative-logic-statement-page_gap = A page may not have been uploaded, or pages are in the wrong order; ask for all of them.
finding-logic-statement-direction = The amount of row { $row } fits, but the balance moved the other way.
alternative-logic-statement-direction = It may be a reversal or a refund, or the direction is misread.
finding-logic-statement-opening = The opening balance does not lead to row { $row }: it should be { $expected }; here it is { $read }.
alternative-logic-statement-opening = It may be the balance of another day or account, or the first page is missing. { $candidates ->
    [none] {""}
   *[other] One character may also be misread: { $candidates }.
}
finding-logic-statement-closing = The closing balance should be that of row { $row }, { $expected }; here it is { $read }.
alternative-logic-statement-closing = It may be the balance of the day of printing, or the last page is missing. { $candidates ->
    [none] {""}
   *[other] One character may also be misread: { $candidates }.
}
finding-logic-statement-total = The total of money { $which ->
    [in] in
   *[out] out
} should be { $expected }; here it is { $read }.
alternative-logic-statement-total = Some banks count reversals apart or add up only a part. { $candidates ->
    [none] {""}
   *[other] One character may also be misread: { $candidates }.
}
finding-logic-statement-count = The number of entries { $which ->
    [in] in
    [out] out
   *[all] in all
} should be { $expected }; here it is { $read }.
alternative-logic-statement-count = Some banks do not count reversals and interest, and some rows may not have been read.
finding-logic-statement-date = The date { $date } of row { $row } does not exist.
alternative-logic-statement-date = One character of the date may be misread; check the reading.
finding-logic-statement-future = The date { $date } of row { $row } lies after the day of printing or after today.
alternative-logic-statement-future = The date or the day of printing may be misread; check the reading.
finding-logic-statement-date_order = The date { $date } of row { $row } is out of order with the rows around it.
alternative-logic-statement-date_order = Some banks sort by booking day and print the day of the payment; or the date is misread.
finding-logic-statement-period = The date { $date } of row { $row } lies outside the period of the statement.
alternative-logic-statement-period = The date or the period may be misread; check the reading.
finding-logic-statement-row_order = Row { $row } is not where it belongs: all other days stand in the order of their transactions, and on this one the balances, times or serial numbers only follow in another order.
alternative-logic-statement-row_order = A correction or a late booking of that day, or a misread time or number; look at the rows around it.
finding-logic-statement-serial = Row { $row } has the serial number { $serial }, the row before it { $before }.
alternative-logic-statement-serial = The statement may be exported through a filter, or some rows were not read.
finding-logic-statement-salary_day = { $count } of { $of } salary payments fall on a Saturday or Sunday.
alternative-logic-statement-salary_day = Automatic payments run on any day, and some weekends are working days.
finding-logic-statement-salary_payer = The salary of row { $row } comes from another payer; in the other months it is { $usual }.
alternative-logic-statement-salary_payer = There may be a new employer or an agency that pays, or the name is misread.

detector-logic-sums-name = Sums
detector-logic-sums-limits = Looks only at whether the figures agree; figures changed in step cannot be seen.
finding-logic-sums-unit_price = By unit price and area the total should be about { $expected }; here it is { $read }.
alternative-logic-sums-unit_price = Decoration, a parking space, a cellar or a discount may be included, the price may be by inner area, or a figure is misread; check the reading.
finding-logic-sums-parts = Down payment and loan should make the total: this figure should be { $expected }; here it is { $read }.
alternative-logic-sums-parts = There may be further parts such as a deposit or a final payment, or a character is misread; check the reading.
finding-logic-sums-rent = By monthly rent and months the sum should be { $expected }; here it is { $read }.
alternative-logic-sums-rent = Months may be free, the rent may rise, or other costs are included.
finding-logic-sums-yearly = The yearly income { $read } is far from twelve times the monthly { $monthly }, { $expected }.
alternative-logic-sums-yearly = Bonuses and allowances may be included, or the year had fewer months.
finding-logic-sums-line = By quantity and unit price line { $line } should be { $expected }; here it is { $read }.
alternative-logic-sums-line = Unit prices have many digits and are easily misread; check the reading. The price may also include tax.
finding-logic-sums-lines = { $line ->
    [none] The lines add up to { $expected }; the sum here is { $read }.
   *[other] By the sum, line { $line } should be { $expected }; here it is { $read }.
}
alternative-logic-sums-lines = A line may not have been read, or the lines stand on a separate list; or a character is misread.
finding-logic-sums-tax = By the rate, this figure of line { $line } should be about { $expected }; here it is { $read }.
alternative-logic-sums-tax = The tax may be on a part of the price or reduced, or rate or tax are misread; check the reading.
finding-logic-sums-gross = Net and tax should make the total: this figure should be { $expected }; here it is { $read }.
alternative-logic-sums-gross = { $candidates ->
    [none] One of the figures may be misread; check the reading.
   *[other] One character may be misread; look at these places first: { $candidates }.
}
finding-logic-sums-rate = Line { $line } carries the rate { $rate } %, which was not law on the day of issue, { $date }.
alternative-logic-sums-rate = The invoice may make up for an earlier one, or the rate or the date is misread.

detector-logic-dates-name = Dates
detector-logic-dates-limits = Looks only at whether dates exist and are in order; a date changed to another possible one cannot be seen.
finding-logic-dates-impossible = The date { $date } does not exist.
alternative-logic-dates-impossible = One character of the date may be misread; check the reading.
finding-logic-dates-future = The date { $date } lies after today ({ $today }).
alternative-logic-dates-future = It may have been filled in ahead, or the year is misread.
finding-logic-dates-order = { $pair ->
    [period_from-period_to] The period should begin before it ends
    [period_from-printed_on] The day of printing should follow the begin of the period
    [signed_on-delivered_on] The contract should be signed before the handing over
    [from-to] The lease should begin before it ends
    [since-issued_on] The work should begin before the proof is issued
    [born_on-valid_from] The birth should precede the issue
    [valid_from-valid_to] The issue should precede the expiry
    [born_a-registered_on] The birth should precede the registration
    [born_b-registered_on] The birth should precede the registration
    [term_from-term_to] The term should begin before it ends
    [registered_on-term_to] The registration should precede the end of the term
    [from-left_on] The work should begin before it ends
    [from-issued_on] The work should begin before the proof is issued
    [born_on-issued_on] The birth should precede the issue
    [left_on-issued_on] A proof of leaving is not issued more than a month ahead
    [signed_on-to] The lease should be signed before it ends
   *[other] The two dates are out of order
}; here they are { $first } and { $second }.
alternative-logic-dates-order = It may be a later copy or supplement, or one of the dates is misread; check the reading.
finding-logic-dates-months = By its first and last day the lease has about { $expected } months; here it says { $read }.
alternative-logic-dates-months = Months may be free of rent, or a date is misread.
finding-logic-dates-validity = The card is valid from { $first } to { $second }, which is not 5, 10 or 20 years as the age would have it.
alternative-logic-dates-validity = A character of a date or of the identity number may be misread; check the reading.
finding-logic-dates-marriage_age = By the identity number the age on the day of registration is { $age }; the law asks for { $least }.
alternative-logic-dates-marriage_age = The date or the number may be misread; some regions and earlier years had other rules.

detector-logic-certificate-name = Numbers of certificates
detector-logic-certificate-limits = Looks only at form, region and year, not at whether the number was ever given out.
finding-logic-certificate-marriage = The number of the marriage certificate has not the prescribed form; { $length } digits were read.
alternative-logic-certificate-marriage = Digits may not have been read; older certificates have other numbers.
finding-logic-certificate-marriage_year = The number carries the year { $year }; the registration is of { $date }.
alternative-logic-certificate-marriage_year = The certificate may have been issued again, or one of the two is misread.
finding-logic-certificate-property = The number of the property certificate has not the prescribed form; { $digits } digits of the serial number were read.
alternative-logic-certificate-property = Some places number with more or fewer digits, or digits were not read.
finding-logic-certificate-property_year = The number carries the year { $year }; the registration is of { $date }.
alternative-logic-certificate-property_year = The certificate may have been exchanged or issued again, or one of the two is misread.
finding-logic-certificate-unit = The number of a property unit has 28 characters in a prescribed order; { $length } were read.
alternative-logic-certificate-unit = The number is long and printed small; compare with the original.
finding-logic-certificate-invoice = The invoice number has { $length } digits{ $code ->
    [none] {""}
   *[other] {" "}and the invoice code { $code }
}, which is not a prescribed form.
alternative-logic-certificate-invoice = Digits may not have been read, or it is no VAT invoice.
finding-logic-certificate-invoice_year = The number of the invoice carries the year { $year }; it was issued on { $date }.
alternative-logic-certificate-invoice_year = A character of the number or of the date may be misread; check the reading.
detector-logic-bar_code-name = Bar code against its print
detector-logic-bar_code-limits = Reads Code 128 only, which carries a check character; a code made anew with the number cannot be seen.
finding-logic-bar_code-print = The number in the bar code differs from the one printed beside it, at these places: { $places }.
alternative-logic-bar_code-print = { $candidates ->
    [none] The bar code may belong to another paper (a label stuck on, a cover printed twice); compare with the original.
   *[other] One character of the printed number may be misread ({ $candidates }); compare this place with the original.
}
detector-logic-seal-name = Seals against the paper
detector-logic-seal-limits = Compares only seals that were read clearly; where the imprint comes from cannot be seen here.
finding-logic-seal-name = The seal names “{ $seal }”; the paper says “{ $paper }”.
alternative-logic-seal-name = The firm may have changed its name, or a parent or branch may have sealed for it; one of the two names may be misread. Compare with the original.
finding-logic-seal-kind = The seal says “{ $seal }”, which is not usual on a paper of this kind.
alternative-logic-seal-kind = Small firms use the seal at hand; another seal may not have been recognised. Look at the original.

detector-logic-qr-name = QR code of the invoice
detector-logic-qr-limits = Compares the code with the print only; a code made anew cannot be seen. A code that cannot be read means nothing.
finding-logic-qr-amount = The QR code says { $code }, the print { $printed }.
alternative-logic-qr-amount = { $candidates ->
    [none] Some codes carry another of the amounts; check the reading.
   *[other] One character of the print may be misread; look at these places first: { $candidates }.
}
finding-logic-qr-number = Invoice code or number differ between the QR code and the print, at these places: { $places }.
alternative-logic-qr-number = The printed number may be misread; compare these places with the original.
finding-logic-qr-date = The QR code says { $code }, the printed date is { $printed }.
alternative-logic-qr-date = One character of the printed date may be misread; check the reading.
finding-logic-qr-check_code = The check code differs between the QR code and the print, at these places: { $places }.
alternative-logic-qr-check_code = Check codes are printed small and easily misread; compare these places with the original.

detector-logic-price-name = House price reference
detector-logic-price-limits = The reference knows estates and months only; a price raised within its range cannot be seen.
finding-logic-price-outside = { $price } per square metre is { $side ->
    [above] above
   *[below] below
} the reference range of the time ({ $low } to { $high }, median { $median }, { $count } deals), { $percent } % off the median. { $level ->
    [estate] The reference is of the same estate, { $month }.
    [district] The reference is of such homes in the same district, { $month }.
   *[other] {""}
}{ $near ->
    [0] {""}
   *[other] {" "}Of { $near } comparable references of the year before, { $lower } have a lower median.
}
alternative-logic-price-outside = Decoration or parking may be included; it may be a top floor, a sale among relatives or by a court, or a price by inner area.
finding-logic-price-far = { $price } per square metre is far { $side ->
    [above] above
   *[below] below
} the reference range of the time ({ $low } to { $high }, median { $median }, { $count } deals), { $percent } % off the median. { $level ->
    [estate] The reference is of the same estate, { $month }.
    [district] The reference is of such homes in the same district, { $month }.
   *[other] {""}
}{ $near ->
    [0] {""}
   *[other] {" "}Of { $near } comparable references of the year before, { $lower } have a lower median.
}
alternative-logic-price-far = Decoration or parking may be included; it may be a sale among relatives or by a court, the area may be misread, or the reference out of date.

detector-logic-case-name = Papers against each other
detector-logic-case-limits = Compares papers and what was typed; changes made in step cannot be seen.
finding-logic-case-name = Two papers carry the same identity number and different names{ $near ->
    [yes] {" "}(one character apart)
   *[no] {""}
}.
alternative-logic-case-name = The name may have changed or be written in another form, or it is misread.
finding-logic-case-id_number = Two papers carry the same name and different identity numbers; they differ at these places: { $places }.
alternative-logic-case-id_number = They may be two people of one name, or one number is mistyped.
finding-logic-case-employer = The employers differ: { $first } and { $second }.
alternative-logic-case-employer = An agency or a parent company may pay the salary, the firm may have a new name, or the name is misread.
finding-logic-case-price = The prices differ: { $first } and { $second }.
alternative-logic-case-price = There may be a supplement, a parking space or decoration, or one paper is no longer in force.
finding-logic-case-income = The proof says { $told } a month, the statement shows about { $paid }; the former is { $percent } % of the latter.
alternative-logic-case-income = The proof may be before tax and with bonuses, or a part is paid in cash or to another card.
finding-logic-case-area = The contract says { $first } square metres, the certificate { $second }: more than 3 % apart.
alternative-logic-case-area = One may be planned and one measured, one may be the inner area, or one is misread.
finding-logic-case-address = Contract and certificate carry different room numbers.
alternative-logic-case-address = Buildings or rooms may have been numbered anew, or they are two dwellings.
finding-logic-case-date = { $pair ->
    [contract-invoice] The invoice is much earlier than the contract: signed { $first }, invoiced { $second }.
   *[left-proof] The proof of income is later than the leaving: left { $first }, proof issued { $second }.
}
alternative-logic-case-date = The contract or the proof may have been made up later, or a date is misread.
finding-logic-case-typed = What was typed for { $what ->
    [person] the name
    [name] the name
    [person_id_number] the identity number
    [id_number] the identity number
    [employer] the employer
    [total] the total
    [loan] the loan
    [down_payment] the down payment
    [rent] the rent
    [monthly_income] the monthly income
    [building_area] the area
    [address] the address
    [contract_number] the contract number
    [invoice_number] the invoice number
    [signed_on] the day of signing
   *[other] a field
} differs from the paper{ $said ->
    [yes] : typed { $typed }, paper { $read }
   *[no] {""}
}.
alternative-logic-case-typed = { $candidates ->
    [none] It may be a typing mistake, or the paper is of somebody or something else.
   *[other] It may be a typing mistake; or one character of the paper is misread: { $candidates }.
}

detector-structure-metadata-name = Camera facts and software marks
detector-structure-metadata-limits = Chat programs remove them; their absence means nothing.
finding-structure-metadata-software = The file names software for editing pictures or pages: { $software }.
alternative-structure-metadata-software = It may only have been used to crop, turn, brighten or convert.
finding-structure-metadata-thumbnail = The embedded thumbnail does not show the same picture; their likeness is only { $likeness }.
alternative-structure-metadata-thumbnail = Some programs crop or turn a picture without renewing its thumbnail.
finding-structure-metadata-changed = The file says it was made on { $created } and last changed on { $modified }, { $hours } hours later.
alternative-structure-metadata-changed = Saving again, merging or compressing renews the date too.

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

detector-structure-pdf_revisions-name = Versions of a PDF compared
detector-structure-pdf_revisions-limits = Compares only the versions kept in the file, at most the last five savings.
finding-structure-pdf-revision_amount = Version { $revision } turned “{ $before }” into “{ $after }” here.
alternative-structure-pdf-revision_amount = The issuer may have corrected an error; ask the issuer or look at the paper.
finding-structure-pdf-revision_text = Version { $revision } { $kind ->
    [added] added “{ $after }” here
    [removed] took “{ $before }” away here
   *[changed] turned “{ $before }” into “{ $after }” here
}.
alternative-structure-pdf-revision_text = Stamping, adding a date or page numbers and correcting words do so too; compare the two versions.
finding-structure-pdf-revision_look = Version { $revision } changed the picture here; the words stayed.
alternative-structure-pdf-revision_look = A stamp or a clearer scan does so too; compare the two versions.
finding-structure-pdf-revision_pages = Version { $revision } added { $added } pages and took { $removed } away.
alternative-structure-pdf-revision_pages = Adding an annex or a page for signatures, or dropping an empty page, is common.
finding-structure-pdf-signed_then_changed = Version { $revision }, saved behind the digital signature, changed the page; the signature does not cover that.
alternative-structure-pdf-signed_then_changed = Some platforms sign first and add page numbers, watermarks or print marks later. The certificate was not validated here: use a program made for it.

detector-structure-pdf_fonts-name = Fonts of a PDF
detector-structure-pdf_fonts-limits = Does not see a change in the very font of its neighbours; fonts without a name of their own are not judged.
finding-structure-pdf-font_split = The digits of “{ $text }” come from { $fonts } fonts{ $named ->
    [yes] {" "}({ $names })
   *[no] {""}
}; the other amounts of the page keep to one.
alternative-structure-pdf-font_split = Some programs set single characters in another font; compare with the original.
finding-structure-pdf-font_rare = “{ $text }” is set in { $font }, which draws only { $drawn } characters in the whole file; the other amounts of the page use { $usual }.
alternative-structure-pdf-font_rare = Blanks filled in later may well have another font; compare with the original.

detector-structure-pdf_layers-name = Layers of text in a PDF
detector-structure-pdf_layers-limits = Sees nothing when the old content was taken out first.
finding-structure-pdf-covered_amount = “{ $shown }” is shown here; “{ $covered }” lies beneath.
alternative-structure-pdf-covered_amount = It may be a placeholder of the form, or an old figure the issuer covered; ask the issuer.
finding-structure-pdf-covered_text = “{ $shown }” is shown here; “{ $covered }” lies beneath.
alternative-structure-pdf-covered_text = Printing into a form, pictures of stamps and comment boxes cover text too; compare with the original.
finding-structure-pdf-covered_blank = Something opaque covers “{ $covered }” here.
alternative-structure-pdf-covered_blank = Private matter may have been covered on purpose, or it is the ground of a form.
finding-structure-pdf-hidden_amount = “{ $shown }” is shown here; the file holds an unseen “{ $hidden }” at the same place.
alternative-structure-pdf-hidden_amount = Text read off a scan by a program often has errors; the picture and the original count.
finding-structure-pdf-text_over_scan = “{ $text }” was typed over a scanned page{ $boxed ->
    [yes] , on an opaque patch
   *[no] {""}
}.
alternative-structure-pdf-text_over_scan = Filling in a scanned form, adding a date or a number is common; compare with the original.

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
not-applicable-one-version = The PDF holds one version only
not-applicable-no-text-layer = The PDF draws no text, only pictures
not-applicable-born-digital = The page was made by a program and has no scan grain; pixel analysis does not apply
not-applicable-screenshot = A screenshot has no scan grain; pixel analysis does not apply
not-applicable-bitonal = Black and white only; pixel analysis does not apply
not-applicable-chat-compressed = Compressed by a chat program; pixel traces are gone
not-applicable-blank = Nothing on the page to compare
not-applicable-page-too-large = The page has too many pixels; they were not analysed
not-applicable-exact-repeats = Equal glyphs of this page are exactly equal, so copies cannot be told apart
not-applicable-too-few-words = Too few words to compare with each other
not-applicable-rendered = The page was drawn from a PDF here and has no compression traces of its own
not-applicable-not-read = The text of the pages was not read: the reading models are not installed, or there is no text
not-applicable-no-such-paper = The file holds no such paper
not-applicable-nothing-to-compare = Nothing on the paper can be set against something else
not-applicable-balance-not-followed = The balances were not read in full or run in an unknown way, so they could not be followed
not-applicable-no-bar-code = No bar code was read, or no number is printed beside it
not-applicable-no-code = No QR code of an invoice was read, which means nothing
not-applicable-no-reference = There is no reference price for that time

refused-upload-too-large = The file is too large; make it smaller and send it again.
refused-upload-too-many-pages = { $found } pages, at most { $limit }; send it in parts.
refused-upload-not-supported = Files of this kind are not examined; send JPEG, PNG, WebP, GIF, BMP or PDF.
refused-upload-damaged = The file does not open and may be incomplete; scan or export it again.
refused-upload-encrypted = The file asks for a password; remove it and send the file again.
refused-upload-empty = The file is empty; choose it again.
