# Reference figures of tables.json: weighted shares, means and their standard errors, chi-squares of weighted tables, and
# p-values adjusted for their number, on an invented sample that is written there too and on Pew's of December 2013.
# Run as: Rscript tables.R DATA > tables.json   (DATA holds pew_dec13/dec13_excerpt.csv; R 4.2.2, survey 4.1-1; seconds)
suppressPackageStartupMessages({library(survey); library(jsonlite)})
data <- commandArgs(trailingOnly = TRUE)[1]
bare <- function(x) unname(as.vector(x))

# An invented sample: three columns g that divide it, two that overlap (a, b), an answer y that was asked of most, a
# question q with four answers of which nobody gave the last but one, a number x with gaps.
set.seed(20131204)
n <- 160
made <- data.frame(w = round(exp(rnorm(n, 0, 0.6)), 3), g = sample(1:3, n, TRUE, c(0.5, 0.3, 0.2)))
made$a <- as.numeric(runif(n) < 0.55)
made$b <- as.numeric(runif(n) < 0.2 + 0.5 * made$a)
made$y <- as.numeric(runif(n) < plogis(-0.6 + 0.5 * made$g + 0.4 * (made$w - 1)))
made$q <- sample(c(1, 2, 4), n, TRUE, c(0.5, 0.3, 0.2))
made$x <- round(rnorm(n, 40 + 3 * made$g, 9), 1)
made$y[sample(n, 25)] <- NA
made$x[sample(n, 20)] <- NA
pew <- read.csv(file.path(data, "pew_dec13", "dec13_excerpt.csv"), na.strings = "")
pew$w <- pew$weight / mean(pew$weight)
pew$age <- match(pew$recage, c("18-24", "25-34", "35-44", "45-54", "55-64", "65+"))

design <- function(people) svydesign(ids = ~1, weights = ~w, data = people)
one <- svydesign(ids = ~1, weights = ~1, data = made)

# Means of a variable by column with confint, and for shares the logit intervals; `asked` leaves out who has no answer.
means <- function(y, by, d) {
  found <- svyby(y, by, d, svymean, na.rm = TRUE)
  between <- confint(found)
  list(values = bare(coef(found)), standard_errors = bare(SE(found)), low = unname(between[, 1]),
       high = unname(between[, 2]))
}
logits <- function(y, column, d) lapply(sort(unique(d$variables[[column]])), function(level) {
  part <- d[which(d$variables[[column]] == level & !is.na(d$variables[[all.vars(y)]])), ]
  between <- confint(svyciprop(y, part, method = "logit", level = 0.9))
  list(df = degf(part), low = between[1, 1], high = between[1, 2])
})
# The covariance of the means of two columns: both as ratios over the whole sample.
overlapping <- function(people, variable, a, b) {
  answered <- !is.na(people[[variable]])
  value <- ifelse(answered, people[[variable]], 0)
  people$top_a <- value * people[[a]]
  people$top_b <- value * people[[b]]
  people$low_a <- answered * people[[a]]
  people$low_b <- answered * people[[b]]
  totals <- svytotal(~top_a + low_a + top_b + low_b, design(people))
  found <- svycontrast(totals, list(a = quote(top_a / low_a), b = quote(top_b / low_b)))
  difference <- svycontrast(totals, quote(top_a / low_a - top_b / low_b))
  list(values = bare(coef(found)), covariance = unname(vcov(found)[1, 2]), variances = unname(diag(vcov(found))),
       difference = bare(coef(difference)), standard_error = bare(SE(difference)))
}
# Of those who answered both: left to drop the others itself, svychisq would scale the statistic to everybody.
chi <- function(formula, whole) {
  d <- whole[complete.cases(whole$variables[all.vars(formula)]), ]
  f <- svychisq(formula, d)
  x <- svychisq(formula, d, statistic = "Chisq")
  list(f = bare(f$statistic), ndf = bare(f$parameter[1]), ddf = bare(f$parameter[2]), p = bare(f$p.value),
       chi_square = bare(x$statistic), df = bare(x$parameter), first_order_p = bare(x$p.value))
}
# Two columns without weights, and with whole weights that repeat respondents.
two <- subset(made, g < 3)
two$times <- rep(1:3, length.out = nrow(two))
repeated <- two[rep(seq_len(nrow(two)), two$times), ]
unweighted <- function(people) {
  counts <- table(people$g, people$y)
  proportions <- suppressWarnings(prop.test(counts[, 2], rowSums(counts), correct = FALSE))
  pooled <- t.test(x ~ g, people, var.equal = TRUE)
  welch <- t.test(x ~ g, people)
  list(chi_square = bare(proportions$statistic), p = proportions$p.value, pooled_t = bare(pooled$statistic),
       pooled_df = bare(pooled$parameter), pooled_p = pooled$p.value, welch_t = bare(welch$statistic),
       welch_df = bare(welch$parameter), welch_p = welch$p.value)
}
# The same respondents answered two items, v of shares and x of means, weighted and not.
both <- made[!is.na(made$x), ]
both$z <- round(both$x + rnorm(nrow(both), 1, 6), 1)
paired <- function(d, first, second) {
  found <- svycontrast(svymean(reformulate(c(first, second)), d), setNames(c(1, -1), c(first, second)))
  list(difference = bare(coef(found)), standard_error = bare(SE(found)))
}
answered <- made[!is.na(made$y), ]
mcnemar <- mcnemar.test(table(answered$y, answered$a), correct = FALSE)
student <- t.test(both$x, both$z, paired = TRUE)

adjusted <- function(p) lapply(c(bonferroni = "bonferroni", holm = "holm", benjamini_hochberg = "BH"),
                               function(method) p.adjust(p, method))

invented <- design(made)
december <- design(pew)
p <- c(0.001, 0.04, NA, 0.03, 0.03, 0.2, 0.9, 0.011, 0.0002, NA, 0.6)

cat(toJSON(list(
  made_with = "R 4.2.2, survey 4.1-1; commands: tables.R; missing answers are null",
  made = made,
  shares = c(means(~y, ~g, invented), list(logits = logits(~y, "g", invented))),
  means = means(~x, ~g, invented),
  overlap_of_shares = overlapping(made, "y", "a", "b"),
  overlap_of_means = overlapping(made, "x", "a", "b"),
  chi_squares = list(two_by_three = chi(~y + g, invented), three_by_three = chi(~q + g, invented),
                     overlapping_answers = chi(~a + b, invented), equal_weights = chi(~q + g, one)),
  two_columns = list(once = unweighted(two), repeated = unweighted(repeated), times = two$times),
  paired = list(z = both$z, shares = paired(design(answered), "y", "a"), means = paired(design(both), "x", "z"),
                mcnemar = bare(mcnemar$statistic), student_t = bare(student$statistic),
                student_error = bare(student$stderr)),
  adjust = list(p = p, by = adjusted(p)),
  pew = list(
    approve_by_age = c(means(~I(as.numeric(q1 == "Approve")), ~age, subset(december, !is.na(age))),
                       list(logits = logits(~approve, "age",
                                            update(december, approve = as.numeric(q1 == "Approve"))))),
    strongly_by_region = means(~I(as.numeric(q2 == "Very strongly")), ~cregion, december),
    health_law_by_sex = means(~I(as.numeric(q45 == "Approve")), ~sex, december),
    age_code_by_region = means(~age, ~cregion, december),
    chi_squares = list(q1_by_cregion = chi(~q1 + cregion, december), q45_by_racethn2 = chi(~q45 + racethn2, december),
                       q2_by_recage = chi(~q2 + recage, december), sex_by_q1 = chi(~sex + q1, december),
                       partyln_by_receduc = chi(~partyln + receduc, december)))
), digits = 17, auto_unbox = TRUE, na = "null"))
