# Reference figures of exploratory.json: extraction, model fit, scores and Schmid-Leiman transformations.
# Run as: Rscript exploratory.R responses.csv 2> /dev/null > exploratory.json   (R 4.2.2, psych 2.2.9, GPArotation 2022.10-2)
# with the responses of the Young People Survey, of which the interests and the fears are used.
library(psych)
library(GPArotation)
library(jsonlite)

bare <- function(x) { x <- unclass(x); attributes(x) <- attributes(x)["dim"]; x }
everyone <- psych::bfi[, 1:25]
items <- na.omit(everyone)
R <- cor(items)
centred <- cor(items - rowMeans(items))
young <- read.csv(commandArgs(TRUE)[1], check.names = FALSE)
between <- function(first, last) young[, which(names(young) == first):which(names(young) == last)]

loadings_of <- function(fit) list(loadings = bare(fit$loadings), communalities = unname(fit$communality))
axes <- function(R, k) loadings_of(fa(R, k, fm = "pa", rotate = "none", min.err = 1e-12, max.iter = 10000))
minres <- function(R, k) loadings_of(fa(R, k, fm = "minres", rotate = "none"))
components <- function(R, k) loadings_of(principal(R, k, rotate = "none"))
ml <- function(R, k) loadings_of(fa(R, k, fm = "ml", rotate = "none"))

fit <- function(R, k, n, fm) {
  found <- suppressMessages(fa(R, k, n.obs = n, fm = fm, rotate = "none"))
  list(
    chi2 = found$STATISTIC, df = found$dof, p = found$PVAL, rmsea = found$RMSEA[["RMSEA"]],
    rmsea_low = found$RMSEA[["lower"]], rmsea_high = found$RMSEA[["upper"]], tli = found$TLI, bic = found$BIC,
    srmr = found$rms, srmr_corrected = found$crms, null_chi2 = found$null.chisq, null_df = found$null.dof,
    loadings = bare(found$loadings)
  )
}

scored <- fa(items, 5, fm = "minres", rotate = "oblimin")
scores <- function(method)
  bare(factor.scores(items, bare(scored$loadings), Phi = bare(scored$Phi), method = method)$scores[1:5, ])

# The second order by uls: psych's minres pairs the slopes of uls with another value, and where a factor is a Heywood case
# (all scales but E) stops up to 7e-4 away from the least squares of either.
schmid_leiman <- function(R, k) {
  oblique <- suppressMessages(schmid(R, nfactors = k, fm = "minres", rotate = "oblimin"))
  pattern <- bare(oblique$oblique)
  phi <- bare(oblique$phi)
  sl <- suppressMessages(schmid(pattern, Phi = phi, fm = "uls"))
  list(pattern = pattern, phi = phi, general = unname(sl$sl[, "g"]), group = bare(sl$sl[, 2:(k + 1)]),
       uniquenesses = unname(sl$sl[, "u2"]), second_order = as.numeric(sl$gloading))
}
keys <- ifelse(names(items) %in% c("A1", "C4", "C5", "E1", "E2", "O2", "O5"), -1, 1)
keyed <- R * outer(keys, keys)
scale <- function(letter) startsWith(names(items), letter)

cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9, GPArotation 2022.10-2; commands: exploratory.R",
  extraction = list(
    bfi = list(minres = minres(R, 5), ml = ml(R, 5), principal_axis = axes(R, 5), components = components(R, 5)),
    bfi_centred = list(
      minres = minres(centred, 5), principal_axis = axes(centred, 5), components = components(centred, 5)
    ),
    bfi_one = list(minres = minres(R, 1), ml = ml(R, 1), principal_axis = axes(R, 1), components = components(R, 1))
  ),
  complexity = unname(scored$complexity),
  fit = list(
    bfi_ml = lapply(1:8, function(k) fit(R, k, nrow(items), "ml")),
    bfi_minres = fit(R, 5, nrow(items), "minres"),
    bfi_pa = fit(R, 5, nrow(items), "pa"),
    bfi_pairwise = fit(cor(everyone, use = "pairwise"), 5, nrow(everyone), "minres"),
    interests_6 = fit(cor(between("History", "Pets"), use = "pairwise"), 6, 1010, "minres"),
    fears_3 = fit(cor(between("Flying", "Fear of public speaking"), use = "pairwise"), 3, 1010, "minres"),
    agreeable_2 = fit(keyed[scale("A"), scale("A")], 2, 2436, "minres"),
    agreeable_1_of_60 = fit(keyed[scale("A"), scale("A")], 1, 60, "ml")
  ),
  scored = list(pattern = bare(scored$loadings), phi = bare(scored$Phi)),
  scores = list(regression = scores("Thurstone"), bartlett = scores("Bartlett"), tenberge = scores("tenBerge")),
  schmid_leiman = c(
    sapply(c("A", "C", "E", "N", "O"), function(s) schmid_leiman(keyed[scale(s), scale(s)], 3), simplify = FALSE),
    list(bfi_5 = schmid_leiman(keyed, 5), bfi_2 = schmid_leiman(keyed, 2))
  )
), digits = 10, auto_unbox = TRUE))
