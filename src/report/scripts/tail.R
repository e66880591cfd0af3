
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
