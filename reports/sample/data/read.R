# Reads the tables of this data package with the types that its codebook, datapackage.json, gives them.
#
#   Rscript read.R              an overview
#   source("read.R")            then tables$estimates and so on are data frames
#
# What is empty is NA, moments are POSIXct in UTC, columns with a fixed set of words are factors. Base R is enough.

folder <- tryCatch(dirname(sys.frame(1)$ofile), error = function(e) NULL)
if (is.null(folder)) {
  script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
  folder <- if (length(script) == 1) dirname(script) else "."
}

as_type <- function(cells, type) {
  if (length(type) > 1 || !type %in% c("string", "integer", "number", "boolean", "datetime")) {
    return(factor(cells, levels = type))
  }
  switch(type,
    string = cells,
    integer = {
      numbers <- as.numeric(cells)
      if (all(is.na(numbers) | abs(numbers) <= .Machine$integer.max)) as.integer(numbers) else numbers
    },
    number = as.numeric(cells),
    boolean = cells == "true",
    datetime = as.POSIXct(cells, format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC")
  )
}

read_table <- function(name, types) {
  table <- read.csv(file.path(folder, paste0(name, ".csv")), colClasses = "character", na.strings = "",
    encoding = "UTF-8", check.names = FALSE)
  stopifnot(identical(names(table), names(types)))
  for (column in names(types)) table[[column]] <- as_type(table[[column]], types[[column]])
  table
}

# Of each column the type, or the words that it may hold.
codebook <- list(
  "companies" = list(
    "company_id" = "string",
    "company" = "string",
    "sector" = "string",
    "country" = "string",
    "language" = "string",
    "timezone" = "string",
    "site" = "string",
    "offers_email" = "boolean",
    "offers_twitter" = "boolean",
    "offers_web_search" = "boolean"
  ),
  "enquiries" = list(
    "wave" = "string",
    "enquiry_id" = "string",
    "company_id" = "string",
    "company" = "string",
    "sector" = "string",
    "question_id" = "string",
    "channel" = c("email", "twitter", "web-search"),
    "persona" = "string",
    "wording" = "string",
    "offered" = "boolean",
    "disposition" = c("not_offered", "not_sent", "in_doubt", "undeliverable", "silent", "acknowledged", "redirected", "refused", "off_point", "partial", "answered", "too_late"),
    "sent_at" = "datetime",
    "acknowledged_at" = "datetime",
    "answered_at" = "datetime",
    "hours_to_acknowledgement" = "number",
    "hours_to_answer" = "number",
    "censored" = "boolean",
    "first_reply_at" = "datetime",
    "hours_to_first_reply" = "number",
    "hours_observed" = "number",
    "sent_at_source" = c("accepted", "intended"),
    "attempts" = "integer",
    "tied_by" = c("address_token", "own_id", "provider_id", "helpdesk_chain", "subject_token", "quoted_token", "sender_and_content", "reply_to", "conversation", "quote", "mention", "session", "review"),
    "answered_at_source" = c("received", "internaldate", "created_at", "observed"),
    "due_at" = "datetime",
    "substance" = c("answer", "partial", "acknowledgement", "redirect", "refusal", "clarification", "off_point", "not_known"),
    "correct" = c("correct", "partly", "wrong", "unsure", "na"),
    "greeting_by_name" = c("yes", "no"),
    "agent_named" = c("yes", "no"),
    "apology" = c("yes", "no"),
    "empathy" = c("yes", "no"),
    "understood" = c("yes", "no"),
    "all_parts" = c("yes", "no"),
    "next_step" = c("yes", "no"),
    "link" = c("yes", "no"),
    "language_kept" = c("yes", "no"),
    "reading_ease" = "number",
    "grammar_slips" = "number",
    "words" = "number",
    "rating" = "number",
    "recommend" = "number",
    "resolved" = c("yes", "no"),
    "use_again" = c("yes", "no"),
    "business_hours_to_answer" = "number",
    "business_hours_to_first_reply" = "number",
    "business_hours_observed" = "number",
    "weekday" = c("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "same_day" = "boolean",
    "first_reply_same_day" = "boolean",
    "in_due_time" = "boolean",
    "satisfied" = "number",
    "promise_kept" = "boolean",
    "promised_hours" = "number",
    "first_contact" = "boolean",
    "clicks" = "number",
    "seconds" = "number",
    "staff_minutes" = "integer",
    "noticed" = "boolean"
  ),
  "answers" = list(
    "enquiry_id" = "string",
    "reply" = "integer",
    "kind" = c("answer", "partial", "acknowledgement", "out_of_office", "autoreply", "redirect", "refusal", "clarification", "survey", "marketing", "bounce_hard", "bounce_soft", "bounce_delayed", "unrelated"),
    "arrived" = "datetime",
    "tied_by" = c("address_token", "own_id", "provider_id", "helpdesk_chain", "subject_token", "quoted_token", "sender_and_content", "reply_to", "conversation", "quote", "mention", "session", "review"),
    "text" = "string",
    "text_cut" = "boolean"
  ),
  "codings" = list(
    "coding" = "integer",
    "enquiry_id" = "string",
    "other_enquiry_id" = "string",
    "criterion" = c("substance", "correct", "relation", "greeting_by_name", "agent_named", "apology", "empathy", "understood", "all_parts", "next_step", "link", "language_kept", "reading_ease", "grammar_slips", "words", "rating", "recommend", "resolved", "use_again"),
    "code" = "string",
    "coder" = "string",
    "confidence" = "number",
    "rule" = "string",
    "counts" = "boolean",
    "note" = "string"
  ),
  "consistency" = list(
    "company_id" = "string",
    "question_id" = "string",
    "channels_asked" = "string",
    "channels_answered" = "string",
    "pairs_agree" = "integer",
    "pairs_contradict" = "integer",
    "pairs_undecided" = "integer",
    "different_answers" = "integer",
    "sector" = "string",
    "accord" = c("same", "contradict", "undecided", "apart", "one_channel", "silent")
  ),
  "estimates" = list(
    "metric" = c("count_not_offered", "count_not_sent", "count_in_doubt", "count_undeliverable", "count_silent", "count_acknowledged", "count_redirected", "count_refused", "count_off_point", "count_partial", "count_answered", "count_too_late", "channels_offered", "no_online_contact", "dialogue_share", "signed_share", "default_avatar", "service_account", "offered", "delivered", "answered", "correct", "complete", "first_contact_resolution", "greeting_by_name", "agent_named", "apology", "empathy", "understood", "next_step", "link", "language_kept", "reading_ease", "grammar_slips", "words", "rating", "net_promoter_score", "resolved", "use_again", "quartile_hours_to_acknowledgement", "median_hours_to_acknowledgement", "upper_quartile_hours_to_acknowledgement", "restricted_mean_hours_to_acknowledgement", "acknowledged_within_10_min", "acknowledged_within_30_min", "acknowledged_within_1_h", "acknowledged_within_24_h", "acknowledged_within_36_h", "acknowledged_within_72_h", "quartile_business_hours_to_acknowledgement", "median_business_hours_to_acknowledgement", "upper_quartile_business_hours_to_acknowledgement", "restricted_mean_business_hours_to_acknowledgement", "acknowledged_within_10_business_min", "acknowledged_within_30_business_min", "acknowledged_within_1_business_h", "acknowledged_within_24_business_h", "acknowledged_within_36_business_h", "acknowledged_within_72_business_h", "quartile_hours_to_answer", "median_hours_to_answer", "upper_quartile_hours_to_answer", "restricted_mean_hours_to_answer", "answered_within_10_min", "answered_within_30_min", "answered_within_1_h", "answered_within_24_h", "answered_within_36_h", "answered_within_72_h", "quartile_business_hours_to_answer", "median_business_hours_to_answer", "upper_quartile_business_hours_to_answer", "restricted_mean_business_hours_to_answer", "answered_within_10_business_min", "answered_within_30_business_min", "answered_within_1_business_h", "answered_within_24_business_h", "answered_within_36_business_h", "answered_within_72_business_h", "mean_hours_to_answer_repliers_only", "answered_same_day", "acknowledged_same_day", "answered_in_due_time", "expectation_met", "twitter_yardstick_met", "promise_kept", "promised_hours", "self_service_found", "self_service_clicks", "self_service_seconds", "contacts", "burden_minutes", "consistency_coverage", "consistency_agreement", "consistency_contradiction", "consistency_undecided", "consistent_companies", "overall_score"),
    "subject_kind" = c("all", "sector", "company"),
    "subject" = "string",
    "channel" = c("email", "twitter", "web-search"),
    "value" = "number",
    "low" = "number",
    "high" = "number",
    "n" = "integer",
    "companies" = "integer",
    "denominator" = c("all_companies", "companies_offering_the_channel", "enquiries_delivered", "enquiries_answered", "enquiries_with_a_promise", "answers_coded", "accounts_found", "companies", "pairs_of_answers")
  ),
  "league" = list(
    "company_id" = "string",
    "company" = "string",
    "sector" = "string",
    "score" = "number",
    "low" = "number",
    "high" = "number",
    "rank" = "integer",
    "rank_low" = "integer",
    "rank_high" = "integer",
    "half" = c("upper", "lower"),
    "sector_rank" = "integer",
    "sector_rank_low" = "integer",
    "sector_rank_high" = "integer",
    "weight_known" = "number",
    "no_score" = c("nothing_asked", "too_little_known"),
    "answered" = "number",
    "correct" = "number",
    "complete" = "number",
    "first_contact_resolution" = "number",
    "consistency" = "number",
    "expectation_met" = "number",
    "greeting_by_name" = "number",
    "agent_named" = "number",
    "empathy" = "number",
    "understood" = "number",
    "grammar" = "number"
  ),
  "dispositions" = list(
    "channel" = c("email", "twitter", "web-search"),
    "disposition" = c("answered", "partial", "too_late", "redirected", "refused", "off_point", "acknowledged", "silent", "undeliverable", "not_sent", "in_doubt", "not_offered"),
    "enquiries" = "integer",
    "planned" = "integer",
    "share" = "number"
  ),
  "curves" = list(
    "channel" = c("email", "twitter", "web-search"),
    "awaited" = c("first_reply", "answer"),
    "hours" = "number",
    "at_risk" = "integer",
    "events" = "integer",
    "waiting" = "number",
    "low" = "number",
    "high" = "number",
    "satisfied" = "number"
  ),
  "checks" = list(
    "check" = c("balance_over_sectors", "balance_over_channels", "answered", "hours_to_answer"),
    "factor" = c("wording", "persona", "weekday", "position"),
    "channel" = c("email", "twitter", "web-search"),
    "statistic" = "number",
    "df" = "integer",
    "p" = "number",
    "p_adjusted" = "number",
    "n" = "integer",
    "companies" = "integer",
    "call" = c("clear", "noise", "unknown")
  ),
  "visits" = list(
    "enquiry_id" = "string",
    "visited_at" = "datetime",
    "found" = "boolean",
    "found_by" = c("search", "faq", "help_page"),
    "address" = "string",
    "offered_first" = "boolean",
    "clicks" = "integer",
    "pages" = "integer",
    "bytes" = "integer",
    "seconds" = "number",
    "query" = "string",
    "software" = "string",
    "ended" = "string"
  ),
  "method" = list(
    "item" = c("program", "design_hash", "plan_hash", "locked_at", "kind", "timezone", "sectors", "wordings", "asked", "spacing_hours", "daily_cap", "contacts_cap", "patience_hours", "staff_minutes", "sending_hours", "consents", "sent_late", "retried", "codes", "business_hours", "own_hours", "holiday", "no_calendar", "expectation", "formula", "promises", "outside_source", "outside_companies"),
    "of" = "string",
    "value" = "string"
  ),
  "metrics" = list(
    "metric" = "string",
    "denominator" = c("all_companies", "companies_offering_the_channel", "enquiries_delivered", "enquiries_answered", "enquiries_with_a_promise", "answers_coded", "accounts_found", "companies", "pairs_of_answers"),
    "scale" = "string",
    "better" = c("higher", "lower", "neither"),
    "about" = "string",
    "interval" = "string",
    "source" = "string"
  )
)

tables <- Map(read_table, names(codebook), codebook)

if (sys.nframe() == 0) {
  for (name in names(tables)) {
    table <- tables[[name]]
    cat(sprintf("%s: %d rows, %d columns, %d empty cells\n", name, nrow(table), ncol(table), sum(is.na(table))))
  }
  estimates <- tables$estimates
  shown <- estimates$metric == "answered" & estimates$subject_kind == "all" &
    estimates$denominator == "all_companies" & !is.na(estimates$low)
  for (at in which(shown)) {
    row <- estimates[at, ]
    channel <- if (is.na(row$channel)) "all channels" else as.character(row$channel)
    cat(sprintf("answered by %s: %.0f %% (%.0f to %.0f), n = %d\n", channel, 100 * row$value, 100 * row$low,
      100 * row$high, row$n))
  }
}
