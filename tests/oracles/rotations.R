# Reference figures of rotations.json: rotations of unrotated loadings, each from many starts and to a flat criterion.
# Run as: Rscript rotations.R responses.csv > rotations.json   (R 4.2.2, psych 2.2.9, GPArotation 2022.10-2)
# with the responses of the Young People Survey, of which the interests and the personality items are used.
library(psych)
library(GPArotation)
library(jsonlite)

young <- read.csv(commandArgs(TRUE)[1], check.names = FALSE)
between <- function(first, last) young[, which(names(young) == first):which(names(young) == last)]
unrotated <- function(R, k) {
  loadings <- unclass(fa(R, k, fm = "minres", rotate = "none")$loadings)
  dimnames(loadings) <- NULL
  loadings
}
kaiser <- function(A) A / sqrt(rowSums(A^2))
value <- list(
  quartimin = function(L) GPArotation:::vgQ.quartimin(L)$f,
  geomin = function(L) GPArotation:::vgQ.geomin(L, delta = .01)$f,
  bifactor = function(L) GPArotation:::vgQ.bifactor(L)$f / 4  # as quartimin, and as Jennrich & Bentler 2011 have it
)

best <- function(A, method, orthogonal, starts, ...) {
  k <- ncol(A)
  turns <- c(list(diag(k)), lapply(seq_len(starts - 1), function(i) Random.Start(k)))
  rotate <- if (orthogonal) GPForth else GPFoblq
  tries <- lapply(turns, function(turn)
    suppressWarnings(rotate(A, Tmat = turn, eps = 1e-6, maxit = 2000, method = method, ...)))
  values <- sapply(tries, function(try) value[[method]](try$loadings))
  winner <- tries[[which.min(values)]]
  list(
    pattern = unclass(winner$loadings), phi = if (orthogonal) diag(k) else winner$Phi,
    value = min(values), share_best = mean(values < min(values) + 1e-6)
  )
}

varimax_value <- function(A, turns) {
  tries <- lapply(turns, function(turn) varimax(kaiser(A) %*% turn, normalize = FALSE, eps = 1e-14)$loadings)
  min(sapply(tries, function(L) -sum(sweep(unclass(L)^2, 2, colMeans(unclass(L)^2))^2) / 4))
}

rotations <- function(A, starts) {
  set.seed(1)
  h <- sqrt(rowSums(A^2))
  upright <- unclass(varimax(kaiser(A), normalize = FALSE, eps = 1e-14)$loadings)
  power <- promax(upright, m = 4)
  turn <- solve(power$rotmat)
  kaiser_oblimin <- GPFoblq(kaiser(A), eps = 1e-6, maxit = 2000, method = "quartimin")
  list(
    unrotated = A,
    oblimin = best(A, "quartimin", FALSE, starts),
    geomin = best(A, "geomin", FALSE, starts, methodArgs = list(delta = .01)),
    bifactor = best(A, "bifactor", TRUE, starts),
    varimax = list(pattern = upright * h, phi = diag(ncol(A)), value = varimax_value(A, list(diag(ncol(A))))),
    promax = list(pattern = unclass(power$loadings) * h, phi = turn %*% t(turn)),
    kaiser_oblimin = list(pattern = unclass(kaiser_oblimin$loadings) * h, phi = kaiser_oblimin$Phi)
  )
}

opinions <- Filter(is.numeric, between("Daily events", "Questionnaires or polls"))
personality <- unrotated(cor(opinions, use = "pairwise"), 8)
cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9, GPArotation 2022.10-2; commands: rotations.R",
  bfi_5 = rotations(unrotated(cor(na.omit(psych::bfi[, 1:25])), 5), 30),
  interests_8 = rotations(unrotated(cor(between("History", "Pets"), use = "pairwise"), 8), 30),
  personality_8 = list(
    unrotated = personality,
    varimax = varimax_value(personality, lapply(1:30, function(i) Random.Start(8))),
    geomin = best(personality, "geomin", FALSE, 30, methodArgs = list(delta = .01))[c("value", "share_best")],
    bifactor = best(personality, "bifactor", TRUE, 30)[c("value", "share_best")]
  )
), digits = 10, auto_unbox = TRUE))
