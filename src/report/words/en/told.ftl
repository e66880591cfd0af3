# What companies said, word for word, and what was made of it.
contradictions-title = { $n_number ->
    [one] { $n } pair of answers in which one contradicts the other
   *[other] { $n } pairs of answers in which one contradicts the other
  }
contradictions-how = Side by side, word for word. What is marked is what the coder went by.
contradictions-first = Only the first 200, in the order of the plan, are shown; the others stand in data/codings.csv.

contradiction-head = { $company }: { $question }
contradiction-coded = Coded by: { $by }.

told-title = Every answer, word for word, and what was made of it
told-how = By company and question. Under each reply stand its codes: in brackets who gave them or why, and how sure a machine was, from 0 to 1. Long replies are shortened to 2,000 characters or 40 lines; more of them stands in data/answers.csv.
told-files = They are too many for one page and stand in pages of their own:
told-leaf = Answers: { $first } to { $last }
told-leaf-one = Answers: { $company }
told-report = The report
told-before = The page before
told-next = The next page

reply-head = { $channel }: { $kind }
reply-when = Asked { $asked }; reply { $came }
reply-asked = Asked { $asked }; no server stamped when the reply came
reply-came = Reply { $came }
reply-no-time = No server stamped when it was asked or when the reply came
reply-cut = Shortened
reply-none = No reply by { $channels }.

coding-judged = { $criterion }: { $code } ({ $by })
coding-item = { $criterion }: { $code } ({ $why })
coding-others = By { $coder }: { $codes }
coding-not-counted = not counted

kind-answer = answer
kind-partial = answer to a part
kind-acknowledgement = receipt
kind-out-of-office = absence notice
kind-autoreply = automatic reply
kind-redirect = sent elsewhere
kind-refusal = refusal
kind-clarification = question back
kind-survey = request to rate
kind-marketing = advertising
kind-bounce-hard = not delivered
kind-bounce-soft = not delivered for now
kind-bounce-delayed = delivery late
kind-unrelated = unrelated

criterion-substance = Substance
criterion-correct = Correctness
criterion-relation = Against another channel
criterion-greeting-by-name = greeting by name
criterion-agent-named = agent named
criterion-apology = apology
criterion-empathy = empathy
criterion-understood = question understood
criterion-all-parts = all parts answered
criterion-next-step = next step
criterion-link = link
criterion-language-kept = language kept
criterion-reading-ease = reading ease
criterion-grammar-slips = slips
criterion-words = words
criterion-rating = rating
criterion-recommend = would recommend
criterion-resolved = resolved
criterion-use-again = would use again

code-answer = answer
code-partial = answer to a part
code-acknowledgement = receipt
code-redirect = sent elsewhere
code-refusal = refusal
code-clarification = question back
code-off-point = beside the point
code-not-known = not known to the company
code-correct = correct
code-partly = partly correct
code-wrong = wrong
code-unsure = undecided
code-na = not applicable
code-agree = agrees
code-contradict = contradicts it
code-incomparable = speaks of something else
code-yes = yes
code-no = no
