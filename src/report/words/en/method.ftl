method-title-nothing = How it was done: nothing was asked
method-title = How it was done: { $n_enquiries ->
    [one] { $enquiries } enquiry
   *[other] { $enquiries } enquiries
} to { $n_companies ->
    [one] { $companies } company
   *[other] { $companies } companies
} by { $channels }
method-design = Design
method-locked = The design was locked on { $date }, before anything was sent; its SHA-256 is { $design }, that of the plan { $plan }.
method-unlocked = The design’s SHA-256 is { $design }, that of the plan { $plan }; it was not locked.
method-seed = All chance in the plan and in the statistics comes from the seed { $seed }.
method-dates = The wave was open from { $opens } to { $closes }; messages are read up to { $as_of }.
method-panel = { $n_companies ->
    [one] The panel: { $companies } company
   *[other] The panel: { $companies } companies
} in { $n_sectors ->
    [one] { $sectors } sector.
   *[other] { $sectors } sectors.
}
method-questions = { $n_questions ->
    [one] { $questions } question
   *[other] { $questions } questions
} in { $n_wordings ->
    [one] { $wordings } wording, which is rotated.
   *[other] { $wordings } wordings, which are rotated.
}
method-asked-all = By { $channel }: every question of the company’s sector.
method-asked-count = { $n_asked ->
    [one] By { $channel }: { $asked } question a company, drawn so that each is asked equally often.
   *[other] By { $channel }: { $asked } questions a company, drawn so that each is asked equally often.
}
method-asked-ids = By { $channel }: the questions { $asked }.
method-personas = { $n_personas ->
    [one] { $personas } shopper asked, under an address of the operator’s own.
   *[other] { $personas } shoppers asked, under addresses of the operator’s own.
}
method-exclusions = Exclusions and deviations
method-exclusions-about = Our own failures, not sent or in doubt, are in no denominator but that of offered. An undeliverable enquiry is not among those delivered; an answer past the cut-off counts as none.
method-exclusions-caption = Enquiries by channel
method-planned = planned
method-not-offered = channel not offered
method-not-sent = not sent (ours)
method-in-doubt = in doubt (ours)
method-undeliverable = undeliverable
method-too-late = answered too late
method-sent-late = sent over an hour late
method-retried = tried more than once
method-conduct = Conduct
method-kind-own = The companies are the operator’s own, or its clients; their staff should have been told.
method-kind-competitor = The companies compete with the operator or its client.
method-kind-regulator = The operator supervises the companies.
method-pace = At least { $spacing } between two contacts with a company; at most { $n_daily ->
    [one] { $daily } contact
   *[other] { $daily } contacts
} with it on a day and { $cap } in the wave; sent in the hours { $hours } of its local time; { $patience } left at least for each answer before the cut-off.
method-burden = The companies had { $contacts } contacts, at a cost of some { $minutes } minutes of their staff, taking { $each } minutes an enquiry.
method-consents = { $n_consents ->
    [0] No account gave consent to be asked by a program.
    [one] { $consents } account gave consent to be asked by a program.
   *[other] { $consents } accounts gave consent to be asked by a program.
}
method-names = Nobody was impersonated, nothing was ordered or paid for; names of those who answered are reduced to whether there was one.
method-coders = Coding
method-nothing-coded = Nothing was coded.
method-codes = Who coded what
method-codes-caption = Codes that count, by criterion and coder
method-no-agreement = No two people coded the same answers in this wave, so how far coders agree is not known; shopper code agree measures it.
method-agreement = Krippendorff’s alpha: at 0.8 and above a criterion may be published, from 0.667 it is tentative, below that it is unfit. A machine is measured on what people agree on.
method-agreement-caption = How far those who coded the same agree
method-head-criterion = criterion
method-head-coder = coder
method-head-codes = codes
method-head-people = people
method-head-units = units
method-head-raw = the same
method-head-alpha = alpha (95 % interval)
method-head-kappa = kappa
method-coder-people = people
method-coder-human = people
method-coder-adjudicated = people, decided between coders
method-coder-rules = rules
method-coder-model = statistical model
method-coder-llm = language model
method-clock = Hours, holidays and expectations
method-hours = Companies that tell no hours count as open { $hours }, in their own time zone, else { $zone }.
method-no-hours = Business hours are known only of companies that tell theirs.
method-own-hours = { $n_own ->
    [0] No company has hours of its own.
    [one] { $own } company has hours of its own.
   *[other] { $own } companies have hours of their own.
}
method-no-holiday = No holiday fell into the wave.
method-holidays = Closed on { $days }.
method-holiday = { $day } ({ $name })
method-no-calendar = No calendar of public holidays is known of { $countries }: there every weekday counts.
method-expectation = What customers expect ({ $channel }), as waiting times and the share still satisfied: { $curve }.
method-limits = Limits
method-limit-draws = The companies of the panel are the draws: what is said goes for companies like them, no further.
method-limit-silence = Silence is counted up to the cut-off; what would have come later is not known.
method-limit-questions = Routine questions were asked; nothing is said about complaints, orders or emergencies.
method-limit-codes = Codes of machines err; how far is known only where people coded the same.
method-limit-intervals = Intervals are of single figures, and are not corrected for how many there are.
method-limit-noise = That something is noise does not say that there is nothing.
method-denominators = Denominators
method-of-all = All companies: every enquiry planned, whether or not the company offers the channel.
method-of-offering = Companies offering the channel: the enquiries planned at those that offer it.
method-of-delivered = Enquiries delivered: those that reached the company.
method-of-failures = Our own failures are in none of them, save that offered is a share of everything planned.
method-formula = The overall score: { $formula }.
method-formulas = Every metric with its formula
method-formulas-caption = Metrics, as in the codebook
method-head-metric = metric
method-head-scale = scale
method-head-denominator = n counts
method-head-about = what it says and how it is computed
method-head-interval = how its 95 % interval is had
method-head-source = where it is from
method-scale-count = count
method-scale-share = share
method-scale-hours = hours
method-scale-seconds = seconds
method-scale-minutes = minutes
method-scale-points = points
denominator-all-companies = all companies
denominator-companies-offering-the-channel = companies offering the channel
denominator-enquiries-delivered = enquiries delivered
denominator-enquiries-answered = enquiries answered
denominator-enquiries-with-a-promise = enquiries with a promise
denominator-answers-coded = answers coded
denominator-accounts-found = accounts found
denominator-companies = companies
denominator-pairs-of-answers = pairs of answers
method-cite = How to cite
method-citation = { $title }, wave { $wave }. Mystery-shopper study, fieldwork from { $opens } to { $closes }, seed { $seed }. Scored with shopper { $program }.
method-citation-hash = Design { $hash }.
