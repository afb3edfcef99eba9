# Reference figures of correlations.json: Pearson, Spearman, polychoric, tetrachoric and polyserial correlations of
# the 25 bfi items (psychTools::bfi) and of the 32 interests of the Young People Survey, and a smoothed matrix.
# Run as: Rscript correlations.R DATA > correlations.json   (DATA holds bfi/bfi.csv and young_people/responses.csv)
# (R 4.2.2, psych 2.2.9, lavaan 0.6-14, polycor 0.8-1)
suppressPackageStartupMessages({
  library(psych)
  library(lavaan)
  library(polycor)
  library(jsonlite)
})
data <- commandArgs(trailingOnly = TRUE)[1]

lower <- function(m) unname(m[lower.tri(m)])
two_step <- function(x, ...) lower(unclass(lavCor(x, ...)))

bfi <- read.csv(file.path(data, "bfi", "bfi.csv"), row.names = 1, check.names = FALSE)
items <- bfi[, 1:25]
complete <- na.omit(items)
weights <- 1 + seq_len(nrow(complete)) %% 3
repeated <- complete[rep(seq_len(nrow(complete)), weights), ]

# Two categories: the first ten items, above 3 or not; and the first sixty respondents, so few that cells are empty.
binary <- 1 * (complete[, 1:10] > 3)
scarce <- 1 * (complete[1:60, c("A2", "A3", "A5", "E1", "N1")] > 5)
quiet <- function(x) suppressMessages(suppressWarnings(x))

# Polyserial of age with the first items: two-step maximum likelihood by a search of its own (lavCor stops short of the
# maximum at some items when age is not standardised), full maximum likelihood, and the ad hoc formula.
aged <- na.omit(cbind(age = bfi$age, items[, 1:5]))
two_step_polyserial <- function(x, y) {
  z <- (x - mean(x)) / sqrt(mean((x - mean(x))^2))
  code <- as.integer(factor(y))
  share <- table(code) / length(code)
  limits <- c(-Inf, qnorm(cumsum(share)[-length(share)]), Inf)
  given <- function(limit, rho) pnorm((limit - rho * z) / sqrt(1 - rho^2))
  likelihood <- function(rho) sum(log(given(limits[code + 1], rho) - given(limits[code], rho)))
  optimize(likelihood, c(-1, 1), maximum = TRUE, tol = 1e-12)$maximum
}

interests <- read.csv(file.path(data, "young_people", "responses.csv"), check.names = FALSE)
interests <- interests[, which(names(interests) == "History"):which(names(interests) == "Pets")]

indefinite <- matrix(c(
  1, .9, .7, -.2, .3,
  .9, 1, -.3, .4, .2,
  .7, -.3, 1, .1, .5,
  -.2, .4, .1, 1, -.6,
  .3, .2, .5, -.6, 1), 5)

cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9, lavaan 0.6-14, polycor 0.8-1; commands: correlations.R; lower triangles by column",
  n = nrow(items), n_complete = nrow(complete),
  pearson_pairwise = lower(cor(items, use = "pairwise.complete.obs")),
  pearson_weighted = lower(cov.wt(complete, weights / sum(weights), cor = TRUE, method = "ML")$cor),
  spearman_pairwise = lower(cor(items, use = "pairwise.complete.obs", method = "spearman")),
  spearman_complete = lower(cor(complete, method = "spearman")),
  polychoric_pairwise_psych = lower(polychoric(items)$rho),
  polychoric_complete_psych = lower(polychoric(complete)$rho),
  polychoric_complete_lavaan = two_step(complete, ordered = names(complete)),
  polychoric_repeated_lavaan = two_step(repeated[, 1:10], ordered = names(repeated)[1:10]),
  thresholds = unname(polychoric(items)$tau),
  tetrachoric = lower(quiet(tetrachoric(binary)$rho)),
  scarce = unname(as.matrix(scarce)),
  scarce_empty = sum(combn(5, 2, function(ij) any(table(scarce[, ij[1]], scarce[, ij[2]]) == 0))),
  tetrachoric_scarce_unsmoothed = lower(quiet(tetrachoric(scarce, smooth = FALSE)$rho)),
  polyserial_two_step = unname(sapply(aged[, -1], function(y) two_step_polyserial(aged$age, y))),
  polyserial_ml = unname(sapply(aged[, -1], function(y) polycor::polyserial(aged$age, y, ML = TRUE))),
  polyserial_ad_hoc = unname(sapply(aged[, -1], function(y) polycor::polyserial(aged$age, y))),
  interests = names(interests),
  interests_polychoric = lower(quiet(polychoric(interests)$rho)),
  indefinite = indefinite, smoothed = quiet(cor.smooth(indefinite))
), digits = 10, auto_unbox = TRUE, pretty = FALSE))
