# The companies one by one.
companies-title = { $n_number ->
    [one] The company by itself
   *[other] Each of the { $n } companies against its sector
}
companies-about = In the pictures the dot is the company with its 95 % interval, the thick stroke its sector and the thin one the whole panel; the small dots above are the other companies of the sector, without names.
companies-too-many = There are too many companies for a page of each: their numbers stand in the tables of the data.
companies-back = The whole report

company-standing = Sector: { $sector }. Overall score { $score }: { $place } of { $n } in the league, { $sector_place } of { $m } in its sector.
company-places = By chance anywhere in the league: { $places }.
company-too-little-known = Sector: { $sector }. No overall score, because less than half of what would weigh is known.
company-nothing-asked = Sector: { $sector }. No overall score, because nothing that weighs was asked.
company-nothing = Nothing was asked of this company.
company-caption = Against its sector and the whole panel
company-measure = measure
company-own = company
company-sector = sector
company-panel = panel
company-strip = picture, none to all
company-unknown = not known
company-not-offered = By { $channel }: not offered.
company-ended = By { $channel }: { $ended }.
company-promises = @{ $handle } on { $network } promises an answer within { $minutes } minutes.
company-no-promise = @{ $handle } on { $network } promises no time.
company-no-account = @{ $handle } on { $network } was not found.
company-kept = Promise kept: { $share }.
company-contradicts = Answers that contradict each other: { $questions }.
company-undecided = Answers that nobody has decided yet: { $questions }.
company-agrees = The same answer on several channels: { $questions }.
company-one-channel = Answers that cannot be compared, or on one channel only: { $questions }.
company-silent = No answer on any channel: { $questions }.
company-and-others = others

ended-not-offered = { $n } not offered
ended-not-sent = { $n } not sent
ended-in-doubt = { $n } in doubt
ended-undeliverable = { $n } undeliverable
ended-silent = { $n } without reply
ended-acknowledged = { $n } only acknowledged
ended-redirected = { $n } redirected
ended-refused = { $n } refused
ended-off-point = { $n } beside the point
ended-partial = { $n } answered in part
ended-answered = { $n } answered
ended-correct = { $n } correct
ended-wrong = { $n } wrong
ended-too-late = { $n } too late
