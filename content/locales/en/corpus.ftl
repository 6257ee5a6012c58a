# Policies, business items, search, notes

audit-policy-imported = Policy version imported
audit-policy-read = Policy confirmed as read
audit-item-imported = Business item imported
error-policy-version-order = A version can only be added after the latest one
error-policy-dates-overlap = The dates overlap with those of another version
