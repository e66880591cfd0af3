# The panel channel by channel, how long it waits, and how enquiries ended.
chart-title = { $title }: { $what }, wave { $wave }
chart-n = n = { $n }
cell-with-n = { $value }, n = { $n }
nothing = –
all-sectors = All sectors
panel-title = { $best } was answered most ({ $best_share }), { $worst } least ({ $worst_share })
panel-title-one = By { $channel }, { $share } of the enquiries to all companies were answered
panel-title-alike = Every channel was answered alike, { $share }
panel-title-none = How the channels were answered cannot be said yet
panel-share = of the enquiries to all companies were answered
card-interval = 95 % interval { $interval }, n = { $n }
card-delivered = Of those delivered: { $share }
card-offered = Offered: { $share }
card-median = Median time to answer: { $median }
card-no-median = Median time to answer: not reached
card-expectation = Expectation met: { $share }
card-correct = Right: { $share }
panel-sectors = Sector by sector
panel-caption = Share of the enquiries to all companies that were answered, with 95 % interval and n, over all channels and by channel; then what the answers were worth. Best first.
panel-other-sectors = The other sectors
head-sector = sector
head-expectation = expectation met
head-correct = right
head-channel = channel
head-answered = answered
rates-what = share answered by sector
rates-note = Share of the enquiries to all companies that were answered by the cut-off, with 95 % interval.
rates-description = Dot plot. Share of the enquiries to all companies that were answered by the cut-off, with 95 % interval, by sector.
rates-nothing = no enquiry counts, so nothing can be said
rates-skipped = the sectors between these are not drawn: they stand in the table
rates-empty = About sectors that are not shown nothing can be said, because no enquiry counts.
rates-caption = Share of the enquiries to all companies that were answered by the cut-off, best first

waiting-title = Still without an answer after a day: { $channels }
waiting-title-none = How long an answer takes cannot be said yet
waiting-channel = { $channel } { $share }
waiting-about = Who was not answered is still waiting when observation ends: such enquiries are not left out, as they are from a mean over replies. The curves are Kaplan-Meier estimates. The marks above them say how many customers in 100 would still be satisfied with an answer that comes by then, by the study’s curve of expectations.
waiting-what = still waiting
waiting-note = Share of the enquiries delivered that still wait, by time since sending (Kaplan-Meier; band: 95 % interval).
waiting-description = Kaplan-Meier curves. Share of the enquiries delivered that still wait for an answer, by time since sending, on a logarithmic axis; marked is the share of customers who would still be satisfied.
waiting-nothing = no enquiry was delivered, so nothing can be said
waiting-facts = { $n } delivered, { $answered } answered in time; median { $median }
waiting-facts-no-median = { $n } delivered, { $answered } answered in time; median not reached
waiting-at-risk = watched
waiting-satisfied = satisfied, %
waiting-no-answer = no answer { $share }
waiting-no-word = no word at all { $share }
waiting-said = { $time }: { $share } still wait, { $at_risk } watched, { $satisfied } of customers still satisfied
waiting-caption = Still waiting for an answer, and for any word at all, by time since sending; how many were still watched; and how many customers would still be satisfied
waiting-head-time = after
waiting-head-waiting = no answer yet
waiting-head-word = no word yet
waiting-head-watched = watched and waiting
waiting-head-satisfied = customers still satisfied
waiting-end = end of observation, { $hours }
time-1-min = 1 min
time-10-min = 10 min
time-1-h = 1 h
time-6-h = 6 h
time-24-h = 24 h
time-36-h = 36 h
time-72-h = 72 h
time-7-d = 7 d
time-14-d = 14 d
time-30-d = 30 d
time-90-d = 90 d
time-1-y = 1 year
time-10-y = 10 years

ladder-title = Of { $n_number ->
    [one] { $n } enquiry
   *[other] { $n } enquiries
}, { $answered } { $answered_number ->
    [one] was
   *[other] were
} answered and { $silent } met silence
ladder-about = Each enquiry ended in one way, by the best that came before the cut-off. From left to right: answered; in part, or too late; a word that was no answer; silence; not delivered; not offered.
ladder-what = how enquiries ended
ladder-note = Every enquiry planned, by how it ended; the best end first.
ladder-description = Stacked bars. How the enquiries planned on each channel ended, the best end first.
ladder-smaller = also, from the left: { $parts }
ladder-part = { $what } { $share }
ladder-said = { $what } { $count } ({ $share })
ladder-count = { $count } ({ $share })
ladder-caption = Enquiries planned, by how they ended: number and share
ladder-head = ended
ladder-planned = planned
ladder-answered = in part, or too late
ladder-word = a word, no answer
ladder-silence = silence
ladder-lost = not delivered
ladder-absent = not offered
disposition-not-offered = not offered
disposition-not-sent = not sent
disposition-in-doubt = perhaps sent
disposition-undeliverable = undeliverable
disposition-silent = silent
disposition-acknowledged = acknowledged only
disposition-redirected = redirected
disposition-refused = refused
disposition-off-point = off the point
disposition-partial = answered in part
disposition-answered = answered
disposition-correct = right
disposition-wrong = wrong
disposition-too-late = too late
