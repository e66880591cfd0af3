# What R's survival and survey make of the data sets that tests/real/statistics.py wrote into a folder: a line
# "set,name,place,value" each.
#
#   Rscript tests/real/statistics.R FOLDER
suppressMessages({
    library(survival)
    library(survey)
})
folder <- commandArgs(trailingOnly = TRUE)[1]

say <- function(set, name, values) {
    if (length(values) > 0) {
        cat(sprintf("%s,%s,%d,%.17g\n", set, name, seq_along(values), as.numeric(values)), sep = "")
    }
}

sets <- function(file) {
    rows <- read.csv(file.path(folder, file))
    split(rows, rows$set)
}

# The log-log interval from R's own standard errors of log S, in so many of them, of a population of which so much
# was not drawn. With z and endlessly many it must be R's.
limits <- function(fit, q, left) {
    error <- if (isTRUE(fit$logse)) fit$std.err else fit$std.err / fit$surv
    theta <- q * sqrt(left) * error / abs(log(fit$surv))
    list(low = fit$surv^exp(theta), high = fit$surv^exp(-theta))
}

curve <- function(set, name, fit, q = qnorm(.975), left = 1) {
    came <- fit$n.event > 0
    own <- limits(fit, qnorm(.975), 1)
    known <- came & fit$surv > 1e-9 & !is.na(fit$lower)
    stopifnot(all(abs(own$low - fit$lower)[known] < 1e-12), all(abs(own$high - fit$upper)[known] < 1e-12))
    mine <- if (left == 1 && q == qnorm(.975)) list(low = fit$lower, high = fit$upper) else limits(fit, q, left)
    say(set, paste0(name, ".time"), fit$time[came])
    say(set, paste0(name, ".waiting"), fit$surv[came])
    say(set, paste0(name, ".low"), mine$low[came])
    say(set, paste0(name, ".high"), mine$high[came])
}

for (rows in sets("watched.csv")) {
    set <- rows$set[1]
    horizon <- rows$horizon[1]
    fit <- survfit(Surv(hours, event) ~ 1, data = rows, conf.type = "log-log")
    curve(set, "plain", fit)
    curve(set, "plain.left", fit, left = rows$left[1])
    found <- quantile(fit, c(.25, .5, .75))
    say(set, "quantile", found$quantile)
    say(set, "quantile.low", found$lower)
    say(set, "quantile.high", found$upper)
    mean <- survival:::survmean(fit, rmean = horizon)$matrix
    say(set, "mean", mean[grepl("rmean", names(mean))])
    if (length(unique(rows$company)) > 1) {
        fit <- survfit(Surv(hours, event) ~ 1, data = rows, cluster = company, conf.type = "log-log",
                       influence = TRUE)
        q <- qt(.975, length(unique(rows$company)) - 1)
        curve(set, "robust", fit, q)
        curve(set, "left", fit, q, rows$left[1])
        # The influence of each company on the area below the curve.
        before <- fit$time < horizon
        lengths <- diff(c(0, fit$time[before], horizon))
        influence <- fit$influence.surv
        if (is.null(dim(influence))) influence <- matrix(influence, ncol = length(fit$time))
        say(set, "robust.mean", sqrt(sum((cbind(0, influence[, before, drop = FALSE]) %*% lengths)^2)))
    }
}

for (rows in sets("waves.csv")) {
    set <- rows$set[1]
    if (length(unique(rows$head)) < 2 || sum(rows$event) == 0) next
    one <- length(unique(rows$stratum)) == 1
    # It refuses waves that are never watched together, of which we say nothing either.
    fit <- tryCatch(
        if (one) survdiff(Surv(hours, event) ~ head, data = rows)
        else survdiff(Surv(hours, event) ~ head + strata(stratum), data = rows),
        error = function(refused) NULL)
    if (is.null(fit)) next
    more <- if (one) fit$obs - fit$exp else rowSums(fit$obs) - rowSums(fit$exp)
    say(set, "log.rank", c(more[2], fit$var[2, 2], fit$chisq))
}

for (rows in sets("parts.csv")) {
    set <- rows$set[1]
    rows <- rows[rows$n > 0, ]
    if (nrow(rows) < 2) next
    rows$company <- seq_len(nrow(rows))
    for (weighted in c(FALSE, TRUE)) {
        rows$by <- if (weighted) rows$weight else 1
        ratio <- svyratio(~sum, ~n, svydesign(~company, weights = ~by, data = rows))
        say(set, if (weighted) "ratio.weighted" else "ratio", c(coef(ratio), SE(ratio)))
    }
    # A stratum of one company is held against the whole.
    options(survey.lonely.psu = "adjust")
    for (of in c("population", "stratum", "both")) {
        design <- switch(of,
            population = svydesign(~company, weights = ~weight, fpc = ~all, data = rows),
            stratum = svydesign(~company, weights = ~weight, strata = ~stratum, data = rows),
            both = svydesign(~company, weights = ~weight, strata = ~stratum, fpc = ~of_stratum, data = rows))
        say(set, paste0("drawn.", of), c(SE(svyratio(~sum, ~n, design)), degf(design)))
    }
}

for (rows in sets("tests.csv")) {
    say(rows$set[1], "holm", p.adjust(rows$p, "holm"))
}
