# Reference figures of retention.json: how many factors.
# Run as: Rscript retention.R DATA > retention.json   (DATA holds bfi/bfi.csv and young_people/responses.csv;
# R 4.2.2, psych 2.2.9; about two minutes)
library(psych)
library(jsonlite)
data <- commandArgs(trailingOnly = TRUE)[1]
options(mc.cores = 1)

quietly <- function(expression) {
  invisible(capture.output(value <- suppressMessages(suppressWarnings(expression))))
  value
}

# Columns of fa.parallel's values: components and factors of resampled answers, then of normal ones.
bands <- function(parallel, p) {
  q <- unname(apply(parallel$values, 2, quantile, 0.95))
  list(permuted_components = q[1:p], permuted_factors = q[p + 1:p],
       normal_components = q[2 * p + 1:p], normal_factors = q[3 * p + 1:p])
}

parallel_of <- function(x, iterations, ...) {
  set.seed(1234)
  found <- quietly(fa.parallel(x, fa = "both", fm = "minres", n.iter = iterations, quant = .95, plot = FALSE, ...))
  c(list(components = found$pc.values, factors = found$fa.values, suggested_components = found$ncomp,
         suggested_factors = found$nfact), bands(found, ncol(x)))
}

# Braeken & van Assen 2017, equation by equation.
empirical_kaiser <- function(R, n) {
  l <- eigen(R)$values
  p <- length(l)
  marks <- sapply(1:p, function(j) max((1 + sqrt(p / n))^2 * (p - sum(head(l, j - 1))) / (p - j + 1), 1))
  list(marks = marks, suggested = which(!(l > marks))[1] - 1)
}

bfi_items <- na.omit(read.csv(file.path(data, "bfi", "bfi.csv"), row.names = 1)[, 1:25])
people <- read.csv(file.path(data, "young_people", "responses.csv"), check.names = FALSE)
between <- function(first, last) people[, which(names(people) == first):which(names(people) == last)]
batteries <- list(
  interests = between("History", "Pets"),
  personality = between("Daily events", "Questionnaires or polls"),
  spending = between("Finances", "Spending on healthy eating"),
  music = between("Dance", "Opera"),
  fears = between("Flying", "Fear of public speaking")
)
for (name in names(batteries)) batteries[[name]] <- batteries[[name]][sapply(batteries[[name]], is.numeric)]

young_people <- lapply(batteries, function(x) {
  R <- cor(x, use = "pairwise")
  parallel <- parallel_of(x, 100)
  list(items = names(x), map = quietly(vss(R, n = ncol(x) - 2, rotate = "none", n.obs = 1010, plot = FALSE))$map,
       suggested_components = parallel$suggested_components, suggested_factors = parallel$suggested_factors,
       factors = parallel$factors, empirical_kaiser = empirical_kaiser(R, 1010)$suggested)
})

# One minres factor of matrices near unrelated items: what parallel analysis meets at every draw.
set.seed(7)
near_unrelated <- lapply(1:6, function(i) {
  R <- round(cor(matrix(rnorm(200 * 12), 200)), 8)
  fit <- quietly(fa(R, 1, rotate = "none", fm = "minres"))
  list(correlations = R, values = fit$values, communalities = unname(fit$communality))
})

R <- cor(bfi_items)
cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9; commands: retention.R",
  bfi = c(parallel_of(bfi_items, 200), list(
    n = nrow(bfi_items), map = quietly(vss(R, n = 20, rotate = "none", n.obs = nrow(bfi_items), plot = FALSE))$map,
    empirical_kaiser = empirical_kaiser(R, nrow(bfi_items)))),
  bfi_ten_polychoric = parallel_of(bfi_items[, 1:10], 60, cor = "poly"),
  young_people = young_people,
  near_unrelated = near_unrelated
), digits = 8, auto_unbox = TRUE, pretty = TRUE))
