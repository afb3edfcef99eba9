# Reference figures of agreement.json, which benchmarks/agreement_factors.py reads beside the other figures here: every
# extraction with every rotation of bfi and of five batteries of the Young People Survey, with their adequacy, fit,
# scores, reliability, correlations, halves and groups.
# Run as: Rscript agreement.R DATA > agreement.json   (DATA holds bfi/bfi.csv and young_people/responses.csv;
# R 4.2.2, psych 2.2.9, GPArotation 2022.10-2, lavaan 0.6-14; half a minute)
suppressPackageStartupMessages({library(psych); library(GPArotation); library(lavaan); library(jsonlite)})
data <- commandArgs(trailingOnly = TRUE)[1]
options(mc.cores = 1)
STARTS <- 20

quiet <- function(x) {
  invisible(capture.output(value <- suppressMessages(suppressWarnings(x))))
  value
}
bare <- function(x) unname(as.matrix(unclass(x)))
lower <- function(m) unname(m[lower.tri(m)])

bfi <- read.csv(file.path(data, "bfi", "bfi.csv"), row.names = 1)
people <- read.csv(file.path(data, "young_people", "responses.csv"), check.names = FALSE)
between <- function(first, last) {
  found <- people[, which(names(people) == first):which(names(people) == last)]
  found[sapply(found, is.numeric)]
}
batteries <- list(
  bfi = list(x = na.omit(bfi[, 1:25]), k = 5),
  interests = list(x = between("History", "Pets"), k = 6),
  personality = list(x = between("Daily events", "Questionnaires or polls"), k = 5),
  spending = list(x = between("Finances", "Spending on healthy eating"), k = 2),
  music = list(x = between("Dance", "Opera"), k = 5),
  fears = list(x = between("Flying", "Fear of public speaking"), k = 3)
)

# Rotations: the lowest of STARTS, each followed until the criterion is flat, and how far psych's own answer, from one
# start and with its own end of the search, lies from that (`psych_off`). promax is that of psych::fa, whose rows keep
# length 1 while they are powered; psych::principal has another, which powers rows of their own length.
kaiser_rows <- function(A) A / sqrt(rowSums(A^2))
downhill <- function(method, ...) function(A, turn) {
  found <- suppressWarnings(GPFoblq(A, Tmat = turn, eps = 1e-6, maxit = 2000, method = method, ...))
  list(pattern = bare(found$loadings), phi = bare(found$Phi))
}
upright <- function(A, turn) {
  turned <- varimax(kaiser_rows(A) %*% turn, normalize = FALSE, eps = 1e-14)
  list(pattern = bare(turned$loadings) * sqrt(rowSums(A^2)), phi = diag(ncol(A)))
}
powered <- function(A, turn) {
  found <- promax(kaiser_rows(upright(A, turn)$pattern), m = 4)
  back <- solve(found$rotmat)
  list(pattern = bare(found$loadings) * sqrt(rowSums(A^2)), phi = unname(cov2cor(back %*% t(back))))
}
uprightness <- function(L) -sum(sweep(kaiser_rows(L)^2, 2, colMeans(kaiser_rows(L)^2))^2) / 4
rotations <- list(
  oblimin = list(psych = "oblimin", value = function(L) GPArotation:::vgQ.quartimin(L)$f,
                 turned = downhill("quartimin")),
  geomin = list(psych = "geominQ", value = function(L) GPArotation:::vgQ.geomin(L, delta = .01)$f,
                turned = downhill("geomin", methodArgs = list(delta = .01))),
  varimax = list(psych = "varimax", value = uprightness, turned = upright)
)
extractions <- list(
  minres = function(R, k, n, rotation) fa(R, k, n.obs = n, fm = "minres", rotate = rotation),
  ml = function(R, k, n, rotation) fa(R, k, n.obs = n, fm = "ml", rotate = rotation),
  principal_axis = function(R, k, n, rotation)
    fa(R, k, n.obs = n, fm = "pa", rotate = rotation, min.err = 1e-10, max.iter = 10000),
  components = function(R, k, n, rotation) principal(R, k, n.obs = n, rotate = rotation)
)

# Largest difference of two patterns, factors matched by their congruence, strongest first, and reflected.
apart <- function(one, other) {
  other <- bare(other)
  alike <- congruence <- crossprod(one, other) / sqrt(outer(colSums(one^2), colSums(other^2)))
  largest <- 0
  for (i in seq_len(ncol(one))) {
    at <- which(abs(alike) == max(abs(alike)), arr.ind = TRUE)[1, ]
    largest <- max(largest, abs(one[, at[1]] - sign(congruence[at[1], at[2]]) * other[, at[2]]))
    alike[at[1], ] <- alike[, at[2]] <- 0
  }
  largest
}
told <- function(found, theirs) list(
  pattern = round(found$pattern, 5), phi = round(found$phi, 5), psych_off = apart(found$pattern, theirs$loadings))
solutions <- function(R, k, n, extract) {
  set.seed(1)
  kinds <- c("none", "oblimin", "geominQ", "varimax", "promax")
  theirs <- sapply(kinds, function(kind) quiet(extract(R, k, n, kind)), simplify = FALSE)
  A <- bare(theirs$none$loadings)
  turns <- c(list(diag(k)), lapply(seq_len(STARTS - 1), function(i) Random.Start(k)))
  lowest <- function(kind) which.min(sapply(turns, function(turn) kind$value(kind$turned(A, turn)$pattern)))
  found <- lapply(rotations, function(kind) told(kind$turned(A, turns[[lowest(kind)]]), theirs[[kind$psych]]))
  found$promax <- told(powered(A, turns[[lowest(rotations$varimax)]]), theirs$promax)
  found
}

fit_of <- function(fit) list(
  chi2 = fit$STATISTIC, df = fit$dof, p = fit$PVAL, rmsea = fit$RMSEA[["RMSEA"]], rmsea_low = fit$RMSEA[["lower"]],
  rmsea_high = fit$RMSEA[["upper"]], tli = fit$TLI, bic = fit$BIC, srmr = fit$rms, srmr_corrected = fit$crms,
  null_chi2 = fit$null.chisq, null_df = fit$null.dof)
fits <- function(R, n, fm) lapply(1:8, function(k) fit_of(quiet(fa(R, k, n.obs = n, fm = fm, rotate = "none"))))

# Score weights and the scores of the first ten complete rows.
scores <- function(x, k) {
  x <- na.omit(x)
  fit <- quiet(fa(x, k, fm = "minres", rotate = "oblimin"))
  methods <- c(regression = "Thurstone", bartlett = "Bartlett", tenberge = "tenBerge")
  scored <- lapply(methods, function(m)
    factor.scores(x, bare(fit$loadings), Phi = bare(fit$Phi), method = m))
  list(pattern = bare(fit$loadings), r2 = unname(fit$R2), complexity = unname(fit$complexity),
       communalities = unname(fit$communality), ss_loadings = unname(fit$Vaccounted["SS loadings", ]),
       weights = lapply(scored, function(s) bare(s$weights)),
       scores = lapply(scored, function(s) bare(s$scores[1:10, ])))
}
halves <- function(x, k) {
  x <- na.omit(x)
  odd <- seq_len(nrow(x)) %% 2 == 1
  fits <- lapply(list(odd, !odd), function(rows) quiet(fa(x[rows, ], k, fm = "minres", rotate = "oblimin")))
  bare(factor.congruence(fits[[1]], fits[[2]], digits = 10))
}

# The second order by uls, whose search ends at the least squares, as psych's minres does not where a factor is a
# Heywood case.
schmid_leiman <- function(R, k) {
  oblique <- quiet(schmid(R, nfactors = k, fm = "minres", rotate = "oblimin"))
  pattern <- bare(oblique$oblique)
  phi <- bare(oblique$phi)
  sl <- quiet(schmid(pattern, Phi = phi, fm = "uls"))
  list(pattern = pattern, phi = phi, general = unname(sl$sl[, "g"]), group = bare(sl$sl[, 2:(k + 1)]),
       uniquenesses = unname(sl$sl[, "u2"]), second_order = as.numeric(sl$gloading))
}
alpha_of <- function(x) {
  x <- na.omit(x)
  found <- quiet(psych::alpha(x, warnings = FALSE))
  interval <- alpha.ci(found$total$raw_alpha, n.obs = nrow(x), n.var = ncol(x), digits = 12)[c("lower.ci", "upper.ci")]
  list(n = nrow(x), raw = found$total$raw_alpha, standardised = found$total$std.alpha, mean_r = found$total$average_r,
       raw_interval = unname(unlist(interval)), if_dropped = found$alpha.drop$raw_alpha,
       item_rest = found$item.stats$r.drop,
       mean = found$item.stats$mean)
}

battery <- function(one) {
  x <- one$x
  n <- nrow(x)
  R <- cor(x, use = "pairwise")
  adequacy <- KMO(R)
  sphericity <- cortest.bartlett(R, n = n)
  list(items = names(x), k = one$k, n = n, n_complete = nrow(na.omit(x)),
       kmo = adequacy$MSA, msa = unname(adequacy$MSAi), bartlett_chi2 = sphericity$chisq, bartlett_df = sphericity$df,
       eigenvalues = eigen(R)$values,
       solutions = lapply(extractions, function(extract) solutions(R, one$k, n, extract)))
}

# Confirmatory models in groups.
measures <- c("chisq", "df", "cfi", "tli", "rmsea", "srmr")
levels <- list(configural = "", metric = "loadings", scalar = c("loadings", "intercepts"),
               strict = c("loadings", "intercepts", "residuals"))
FEARS <- "dark =~ Flying + Storm + Darkness + Heights\nanimals =~ Spiders + Snakes + Rats
          others =~ Ageing + Dangerous.dogs + Fear.of.public.speaking"
invariance <- function() {
  x <- people[c(names(batteries$fears$x), "Gender")]
  x <- x[complete.cases(x) & x$Gender != "", ]
  names(x) <- make.names(names(x))
  found <- sapply(names(levels), function(level)
    cfa(FEARS, x, std.lv = TRUE, group = "Gender", group.equal = levels[[level]], meanstructure = TRUE),
    simplify = FALSE)
  scalar <- inspect(found$scalar, "est")
  list(groups = inspect(found$configural, "group.label"), n = inspect(found$configural, "nobs"),
       levels = lapply(found, function(f) as.list(fitMeasures(f, measures))),
       means = unname(lapply(scalar, function(g) as.vector(g$alpha))),
       loadings = bare(scalar[[1]]$lambda))
}

# Men rotated to women's varimax factors; any rotation of the men gives the same.
target <- function(men, women, k) {
  axes <- function(x) bare(quiet(fa(x, k, fm = "minres", rotate = "none"))$loadings)
  goal <- upright(axes(women), diag(k))$pattern
  men <- axes(men)
  orthogonal <- Procrustes(men, goal)
  oblique <- target.rot(men, goal)
  own <- function(L) unname(diag(factor.congruence(L, goal, digits = 10)))
  list(women = goal, orthogonal = bare(orthogonal$loadings), oblique = bare(oblique$loadings),
       oblique_phi = bare(oblique$Phi), orthogonal_congruence = own(orthogonal$loadings),
       oblique_congruence = own(oblique$loadings))
}
bfi_by_gender <- split(bfi[complete.cases(bfi[, 1:25]), 1:25], bfi$gender[complete.cases(bfi[, 1:25])])
told_gender <- complete.cases(batteries$interests$x) & people$Gender != ""
interests_by_gender <- split(batteries$interests$x[told_gender, ], people$Gender[told_gender])

two_step_polyserial <- function(x, y) {
  z <- (x - mean(x)) / sqrt(mean((x - mean(x))^2))
  code <- as.integer(factor(y))
  limits <- c(-Inf, qnorm(cumsum(table(code) / length(code))[-length(table(code))]), Inf)
  given <- function(limit, rho) pnorm((limit - rho * z) / sqrt(1 - rho^2))
  optimize(function(rho) sum(log(given(limits[code + 1], rho) - given(limits[code], rho))), c(-1, 1), maximum = TRUE,
           tol = 1e-12)$maximum
}

interests <- batteries$interests$x
aged <- na.omit(cbind(people["Age"], batteries$fears$x))
keys <- ifelse(names(batteries$bfi$x) %in% c("A1", "C4", "C5", "E1", "E2", "O2", "O5"), -1, 1)
unidimensional <- batteries[c("spending", "fears", "music")]
ordinal <- lapply(unidimensional, function(one) quiet(polychoric(one$x))$rho)

cat(toJSON(list(
  made_with = "R 4.2.2, psych 2.2.9, GPArotation 2022.10-2, lavaan 0.6-14; commands: agreement.R; triangles by column",
  batteries = lapply(batteries, battery),
  fits = list(
    bfi_minres = fits(cor(batteries$bfi$x), nrow(batteries$bfi$x), "minres"),
    interests_minres = fits(cor(interests, use = "pairwise"), 1010, "minres"),
    interests_ml = fits(cor(interests, use = "pairwise"), 1010, "ml")
  ),
  scores = list(bfi = scores(batteries$bfi$x, 5), interests = scores(interests, 6),
                fears = scores(batteries$fears$x, 3)),
  schmid_leiman = list(
    bfi = schmid_leiman(cor(batteries$bfi$x) * outer(keys, keys), 5),
    interests = schmid_leiman(cor(interests, use = "pairwise"), 6),
    fears = schmid_leiman(cor(batteries$fears$x, use = "pairwise"), 3)
  ),
  halves = list(bfi = halves(batteries$bfi$x, 5), interests = halves(interests, 6),
                fears = halves(batteries$fears$x, 3)),
  alpha = lapply(unidimensional, function(one) alpha_of(one$x)),
  polychoric = lapply(ordinal, lower),
  ordinal_alpha = lapply(ordinal, function(R) quiet(psych::alpha(R, warnings = FALSE))$total$std.alpha),
  tetrachoric_spending = lower(quiet(tetrachoric(1 * (na.omit(batteries$spending$x) > 3)))$rho),
  spearman_interests = lower(cor(interests, use = "pairwise", method = "spearman")),
  polyserial_age_fears = unname(sapply(aged[, -1], function(y) two_step_polyserial(aged$Age, y))),
  fears_by_gender = invariance(),
  targets = list(bfi = target(bfi_by_gender[["1"]], bfi_by_gender[["2"]], 5),
                 interests = target(interests_by_gender$male, interests_by_gender$female, 6))
), digits = 7, auto_unbox = TRUE))
