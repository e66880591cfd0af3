audit-title-kept = Promised response times were kept for { $share } of the enquiries
audit-title-found = { $n_found ->
    [one] { $found } of { $all } accounts looked at is there
   *[other] { $found } of { $all } accounts looked at are there
}
audit-title-shown = { $n_shown ->
    [0] Home pages show no way to write to a company that the panel lacks
    [one] Home pages show { $shown } way to write to a company that the panel lacks
   *[other] Home pages show { $shown } ways to write to companies that the panel lacks
}
audit-accounts = { $n_all ->
    [one] { $all } account was looked at: { $found } is there, { $missing } not found, { $suspended } suspended.
   *[other] { $all } accounts were looked at: { $found } are there, { $missing } not found, { $suspended } suspended.
}
audit-active = { $n_count ->
    [one] { $count } of those there posted within 30 days before the audit.
   *[other] { $count } of those there posted within 30 days before the audit.
}
audit-agents = { $n_count ->
    [one] { $count } names in its bio who writes.
   *[other] { $count } name in their bio who writes.
}
audit-promises = { $n_count ->
    [one] { $count } account promises a response time.
   *[other] { $count } accounts promise a response time: { $duration } a time, { $same } the same day, { $next } the next working day.
}
audit-no-promises = No account promises a response time.
audit-vague = { $n_count ->
    [one] { $count } says something like as soon as possible, which is no promise.
   *[other] { $count } say something like as soon as possible, which is no promise.
}
audit-kept-all = Of the enquiries to companies that promise a response time, { $share } were answered within it.
audit-kept-none = No enquiry reached a company that promises a response time, so nothing can be said about promises kept.
audit-measures = What the accounts show
audit-measures-caption = Each account counts as one, however much it posts; n is the number of accounts
audit-kept-caption = Promises kept, of the enquiries to companies that promise a response time
audit-head-measure = of the accounts
audit-head-channel = channel
audit-head-kept = kept
audit-head-n = n
audit-service-account = Say that they are there for customers
audit-default-avatar = Have no picture of their own
audit-dialogue-share = Share of posts that answer somebody: dialogue, not broadcast
audit-signed-share = Share of replies with initials or a first name
audit-companies = Promises and what became of them, company by company
audit-companies-caption = Companies that promise a response time; n is the number of their enquiries
audit-companies-more = Further companies are in estimates.csv.
audit-head-company = company
audit-head-promise = promise of the profile
audit-minutes = { $n_minutes ->
    [one] { $account }: { $minutes } minute
   *[other] { $account }: { $minutes } minutes
}
audit-same-day = { $account }: the same day
audit-next-working-day = { $account }: the next working day
audit-homes = The panel against the home pages
audit-homes-caption = What the home pages of the companies link to, against what the panel names
audit-head-agrees = both, the same
audit-head-differs = both, different
audit-head-not-linked = the panel alone
audit-head-not-declared = the home page alone
audit-head-neither = neither
audit-head-unread = home page not read
audit-shown = { $n_count ->
    [one] By { $channel }, { $count } home page shows a way to write that the panel does not name.
   *[other] By { $channel }, { $count } home pages show a way to write that the panel does not name.
}
audit-how = An audit looks at profiles and home pages from outside; what it cannot see it leaves empty, and that is in no denominator.
