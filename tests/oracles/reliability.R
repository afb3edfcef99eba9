# Reference figures of reliability.json: alpha, its interval and omega of bfi (psychTools::bfi) and of the Young People
# Survey, and omega of made-up correlations, which need no data.
# Run as: Rscript reliability.R DATA > reliability.json, where DATA holds bfi/bfi.csv and young_people/responses.csv
# (R 4.2.2, psych 2.2.9, GPArotation 2022.10-2)
library(psych)
library(GPArotation)
library(jsonlite)

data <- commandArgs(trailingOnly = TRUE)[1]
quiet <- function(call) suppressMessages(suppressWarnings(call))

omega_of <- function(R, k) {
  found <- quiet(omega(R, nfactors = k, plot = FALSE, n.obs = 1000))
  one <- found$key * as.numeric(quiet(fa(R, 1))$loadings)
  list(group_factors = k, total = found$omega.tot, hierarchical = if (k > 1) found$omega_h else NA,
       one_factor = sum(one)^2 / (sum(one)^2 + sum(1 - one^2)), keys = found$key,
       general = if (k > 1) unname(found$schmid$sl[, 1]) else NA,
       communalities = unname(found$schmid$sl[, "h2"]))
}
omegas_of <- function(R, ks) lapply(ks, function(k) omega_of(R, k))
alpha_of <- function(x) {
  found <- quiet(psych::alpha(x, warnings = FALSE))
  interval <- function(value) unlist(alpha.ci(value, n.obs = nrow(x), n.var = ncol(x), digits = 12)[c("lower.ci", "upper.ci")])
  list(raw = found$total$raw_alpha, standardised = found$total$std.alpha, mean_r = found$total$average_r,
       raw_interval = unname(interval(found$total$raw_alpha)),
       standardised_interval = unname(interval(found$total$std.alpha)),
       if_dropped = found$alpha.drop$raw_alpha, item_rest = found$item.stats$r.drop,
       mean = found$item.stats$mean, sd = found$item.stats$sd)
}

answers <- read.csv(file.path(data, "bfi", "bfi.csv"), row.names = 1)[, 1:25]
reversed <- c("A1", "C4", "C5", "E1", "E2", "O2", "O5")
answers[reversed] <- 7 - answers[reversed]
complete <- na.omit(answers)
weights <- rep(c(0.5, 1, 2), length.out = nrow(complete))
bfi_scales <- lapply(c(A = "A", C = "C", E = "E", N = "N", O = "O"), function(scale) {
  items <- startsWith(names(complete), scale)
  x <- complete[items]
  poly <- quiet(polychoric(x))$rho
  list(items = names(x), alpha = alpha_of(x), omegas = omegas_of(cor(x), c(2, 3)),
       alpha_weighted = quiet(psych::alpha(cov.wt(x, weights / sum(weights), method = "ML")$cov, warnings = FALSE))$total$raw_alpha,
       alpha_pairwise = quiet(psych::alpha(answers[items], warnings = FALSE))$total$raw_alpha,
       polychoric = unname(poly), ordinal_alpha = quiet(psych::alpha(poly, warnings = FALSE))$total$std.alpha)
})

people <- read.csv(file.path(data, "young_people", "responses.csv"), check.names = FALSE)
columns <- function(from, to) names(people)[match(from, names(people)):match(to, names(people))]
batteries <- list(
  fears = columns("Flying", "Fear of public speaking"),
  interests = columns("History", "Pets"),
  music = columns("Dance", "Opera"),
  spending = columns("Finances", "Spending on healthy eating")
)
people_scales <- lapply(batteries, function(items) {
  x <- people[items]
  x <- na.omit(x[sapply(x, is.numeric)])
  list(items = names(x), n = nrow(x), omegas = omegas_of(cor(x), 3))
})

made_up <- function(p, seed) {
  set.seed(seed)
  general <- rnorm(300)
  group <- matrix(rnorm(900), 300)[, rep(1:3, length.out = p)]
  round(cor(.6 * general + .5 * group + matrix(rnorm(300 * p), 300) %*% diag(seq(.5, 1.1, length.out = p))), 6)
}
keys <- rep(c(1, 1, -1), length.out = 9)
matrices <- list(
  list(R = made_up(3, 1), ks = 1), list(R = made_up(4, 2), ks = c(2, 3)), list(R = made_up(5, 3), ks = c(2, 3)),
  list(R = made_up(6, 4), ks = c(2, 3)), list(R = made_up(9, 5), ks = c(1, 3)),
  list(R = made_up(9, 5) * outer(keys, keys), ks = 3), list(R = made_up(12, 6), ks = c(3, 4))
)

cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9, GPArotation 2022.10-2; commands: reliability.R",
  bfi = list(n = nrow(complete), reversed = reversed, scales = bfi_scales,
             all_items = list(omegas = omegas_of(cor(complete), 5))),
  young_people = people_scales,
  made_up = lapply(matrices, function(m) list(correlations = m$R, omegas = omegas_of(m$R, m$ks)))
), digits = 12, auto_unbox = TRUE, pretty = FALSE, na = "null"))
