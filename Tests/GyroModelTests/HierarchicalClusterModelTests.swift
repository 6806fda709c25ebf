// SPDX-License-Identifier: GPL-3.0-or-later
// The hierarchical posterior: its gradient, its table against the flow, its window, its limits.

import Foundation
import GyroFlows
import GyroModel
import GyroNumerics
import Testing
import _TestSupport

@Suite struct HierarchicalClusterModelTests {
  let flow: RotationFlow
  let likelihood: RotationLikelihood
  let exact: DirectClusterLikelihood
  let truth: ClusterParameters
  let stars: [Star]

  init() throws {
    flow = try exampleRotationFlow()
    likelihood = RotationLikelihood(flow: flow)
    var truth = ClusterParameters(log10AgeMyr: 2.3, outlierFraction: 0.08)
    (truth.zeroPoint, truth.membershipShift) = (0.015, -0.3)
    self.truth = truth
    stars = mockCluster(
      flow, starCount: 37, parameters: truth, random: RandomStream(seed: 3).child("cluster"))
    exact = DirectClusterLikelihood(stars: stars, likelihood: likelihood, threadCount: 2)
  }

  func swept(_ stars: [Star], threadCount: Int = 2) -> SweptClusterLikelihood {
    SweptClusterLikelihood(stars: stars, likelihood: likelihood, threadCount: threadCount)
  }

  func cluster(
    _ name: String, _ stars: ArraySlice<Star>, _ priors: ClusterPriors,
    step: Double = 0.02
  ) -> HierarchicalClusterModel.Cluster {
    var window = ClusterWindow(log10AgeMyr: 1.9...2.7, zeroPointReach: 0.1)
    (window.ageStep, window.zeroPointStep) = (step, step)
    return HierarchicalClusterModel.Cluster(
      name: name,
      likelihood: window.table(
        of: swept(Array(stars)), priors: priors),
      window: window)
  }

  func expectGradient(_ model: HierarchicalClusterModel) {
    var random = RandomStream(seed: 11).child("positions")
    for _ in 0..<4 {
      let position = model.start(using: &random)
      var gradient = [Double](repeating: .nan, count: model.dimension)
      #expect(model.value(at: position, gradient: &gradient).isFinite)
      checkGradient(at: position, gradient: gradient) {
        var unused = [Double](repeating: 0, count: model.dimension)
        return model.value(at: $0, gradient: &unused)
      }
    }
  }

  @Test(arguments: [
    AgePrior.logUniform, .uniform, .normal(mean: 2.2, sigma: 0.1),
  ]) func gradientOfOneCluster(prior: AgePrior) {
    var priors = ClusterPriors()
    priors.age = prior
    expectGradient(HierarchicalClusterModel([cluster("A", stars[...], priors)], priors: priors))
  }

  @Test func gradientWithASpreadOfAges() {
    var priors = ClusterPriors()
    priors.ageSpread = 0.05
    expectGradient(
      HierarchicalClusterModel([cluster("A", stars.prefix(9), priors)], priors: priors))
  }

  @Test func gradientOfSeveralClusters() {
    let priors = ClusterPriors()
    let model = HierarchicalClusterModel(
      [
        cluster("A", stars[...], priors), cluster("B", stars.prefix(10), priors),
        cluster("C", stars.suffix(5), priors),
      ], priors: priors)
    #expect(model.dimension == 3 * 4 + 2)
    expectGradient(model)
  }

  @Test func gradientWithNuisancesFixed() {
    let priors = ClusterPriors().withNuisancesFixed
    let model = HierarchicalClusterModel([cluster("A", stars[...], priors)], priors: priors)
    #expect(model.names == ["age[A]"])
    expectGradient(model)
  }

  /// The log density is that of the priors, written out, times the likelihood of the flow itself.
  @Test func valueIsTheProductOfItsFactors() {
    var priors = ClusterPriors()
    priors.age = .normal(mean: 2.2, sigma: 0.2)
    let model = HierarchicalClusterModel(
      [cluster("A", stars[...], priors, step: 0.005)], priors: priors)
    func difference(_ position: [Double]) -> Double {
      var gradient = [Double](repeating: 0, count: 4)
      let value = model.value(at: position, gradient: &gradient)
      let parameters = model.parameters(of: 0, at: position)
      let (f, s) = (parameters.outlierFraction, (parameters.log10AgeMyr - 1.9) / 0.8)
      let age = (parameters.log10AgeMyr - 2.2) / 0.2
      let (zero, shift) = (parameters.zeroPoint / 0.024, parameters.membershipShift / 0.5)
      // Beta(2, 38) in f with the Jacobian of the logistic, and that of the age's.
      let expected =
        exact.logLikelihood(parameters) - 0.5
        * (age * age + zero * zero + shift * shift)
        + 2 * log(f) + 38 * log(1 - f) + log(s * (1 - s))
      return value - expected
    }
    let origin = difference([0, 0, 0, -3])
    for position in [[0.4, 1, -2, -2], [-0.7, -1.5, 0.5, -3.5], [0.1, 0.2, 1, -4]] {
      expectClose(
        difference(position), origin, .absolute(0.01, because: "the error of the table, nat"))
    }
  }

  /// The log density has kinks where a period crosses a knot of a spline, so that the error falls with the
  /// step, but not by its fourth power.
  @Test func halvingTheStepsOfTheTableMakesItMoreExact() {
    let priors = ClusterPriors()
    let window = ClusterWindow(log10AgeMyr: 2.1...2.5, zeroPointReach: 0.06)
    func error(_ window: ClusterWindow) -> Double {
      let table = window.table(of: swept(stars), priors: priors)
      var random = RandomStream(seed: 2).child("places")
      return (0..<40).map { _ in
        var parameters = truth
        parameters.log10AgeMyr = 2.15 + 0.3 * random.nextUniform()
        parameters.zeroPoint = -0.05 + 0.1 * random.nextUniform()
        let error =
          table.logLikelihoodWithGradient(parameters).value - exact.logLikelihood(parameters)
        return error * error / 40
      }.reduce(0, +).squareRoot()
    }
    var coarse = window
    (coarse.ageStep, coarse.zeroPointStep) = (0.04, 0.04)
    let (before, after) = (error(coarse), error(coarse.refined))
    let usual = error(window)
    #expect(after < before / 1.8, "\(before) and then \(after) nat")
    #expect(usual == after && usual < 0.02, "the error at the usual steps is \(usual) nat")
  }

  @Test func certainMembersAndStrangersStaySo() {
    var parameters = truth
    parameters.membershipShift = 2
    #expect(parameters.weight(membershipProbability: 1) == 1 - truth.outlierFraction)
    #expect(parameters.weight(membershipProbability: 0) == 0)
    expectClose(
      parameters.weight(membershipProbability: 0.5), 0.92 / (1 + exp(-2)),
      .relative(1e-14, because: "even odds are the factor itself"))
  }

  @Test func windowHoldsThePosteriorAndNoMoreThanItNeeds() throws {
    let priors = ClusterPriors()
    let window = ClusterWindow(of: swept(stars), priors: priors)
    let grid = AgeGrid.grid(nodeCount: 300)
    let posterior = try #require(
      ClusterDater(grid: grid).posterior(of: exact, nuisances: truth))
    let density = posterior.age.density
    let (low, high) = (density.quantile(1e-9), density.quantile(1 - 1e-9))
    #expect(window.log10AgeMyr.lowerBound <= low && high <= window.log10AgeMyr.upperBound)
    #expect(
      ClusterWindow(of: swept(stars, threadCount: 1), priors: priors) == window)
    // Chains start within the window and over more than the posterior.
    let starts = window.log10AgeMyrOfStarts
    #expect(
      starts.lowerBound > window.log10AgeMyr.lowerBound
        && starts.lowerBound < density.quantile(0.01)
    )
    #expect(
      starts.upperBound < window.log10AgeMyr.upperBound
        && starts.upperBound > density.quantile(0.99)
    )
    let wider = window.widened(within: AgeGrid.log10AgeMyrRange)
    #expect(wider.log10AgeMyr.lowerBound >= 0 && wider.log10AgeMyr.upperBound <= 4.14)
    #expect(wider.zeroPointReach > window.zeroPointReach)
  }

  /// A period's error and its aliases are in the table as they are in the likelihood of a single star.
  @Test func errorsOfPeriodsAndAliasesAreInTheTable() throws {
    let fuzzy = RotationLikelihood(flow: flow, aliases: .usual)
    let uncertain = stars.map { star in
      Star(
        log10PeriodDays: star.log10PeriodDays, log10PeriodDaysSigma: 0.03,
        covariates: star.covariates, membershipProbability: star.membershipProbability)
    }
    let window = ClusterWindow(log10AgeMyr: 2.1...2.5, zeroPointReach: 0.06)
    let table = window.table(
      of: SweptClusterLikelihood(stars: uncertain, likelihood: fuzzy, threadCount: 2),
      priors: ClusterPriors())
    var parameters = ClusterParameters(log10AgeMyr: 2.317, outlierFraction: 0.05)
    let alone = uncertain.reduce(0) { sum, star in
      sum + fuzzy.logLikelihoods(of: star, at: [2.317])[0]
    }
    expectClose(
      table.logLikelihoodWithGradient(parameters).value, alone,
      .absolute(0.05, because: "the table's error and the coarser integral, nat"))
    parameters.zeroPoint = 0.013
    expectClose(
      table.logLikelihoodWithGradient(parameters).value,
      DirectClusterLikelihood(stars: uncertain, likelihood: fuzzy).logLikelihood(parameters),
      .absolute(0.05, because: "the table's error, nat"))
  }

  @Test func tableDoesNotDependOnThreads() {
    let window = ClusterWindow(log10AgeMyr: 2.1...2.5, zeroPointReach: 0.06)
    let values = [1, 3].map { threadCount in
      window.table(
        of: swept(stars, threadCount: threadCount), priors: ClusterPriors()
      ).logLikelihoodWithGradient(truth)
    }
    #expect(values[0] == values[1])
  }

  /// Scales that are drawn anew leave zero points and shifts as they are, and have the density that the model gives
  /// them then.
  ///
  /// 4,000 draws, every fourth of a chain: a mean is off by 4.5 of its standard errors once in 100,000 runs. The twin
  /// forgets one of the deviates, whose units change with the scale.
  @Test(arguments: [0, 1]) func scalesAreDrawnAnew(scale: Int) throws {
    let priors = ClusterPriors()
    let model = HierarchicalClusterModel(
      [
        cluster("A", stars.prefix(9), priors), cluster("B", stars.prefix(3), priors),
        cluster("C", stars.suffix(5), priors),
      ], priors: priors)
    let component = model.dimension - 2 + scale
    var random = RandomStream(seed: 21).child("moves")
    let start = model.start(using: &random)
    func nuisances(_ position: [Double]) -> [Double] {
      (0..<3).flatMap { index in
        let parameters = model.parameters(of: index, at: position)
        return [parameters.zeroPoint, parameters.membershipShift]
      }
    }
    let fixed = nuisances(start)
    func logDensity(_ logScale: Double, deviates: Int) -> Double {
      var position = start
      for index in 0..<3 {
        position[4 * index + 1 + scale] *= exp(start[component] - logScale)
      }
      position[component] = logScale
      var gradient = position
      return model.value(at: position, gradient: &gradient) - Double(deviates) * logScale
    }
    func moments(deviates: Int) -> (mean: Double, variance: Double) {
      let places = (0...800).map { start[component] - 8 + 0.02 * Double($0) }
      let logs = places.map { logDensity($0, deviates: deviates) }
      let weights = logs.map { exp($0 - (logs.max() ?? 0)) }
      let sum = weights.reduce(0, +)
      let mean = zip(places, weights).reduce(0) { $0 + $1.0 * $1.1 } / sum
      let variance =
        zip(places, weights).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 } / sum
      return (mean, variance)
    }
    var (position, sum) = (start, 0.0)
    for draw in 0..<16_000 {
      position = try #require(model.moved(position, using: &random))
      if draw % 4 == 3 { sum += position[component] / 4000 }
    }
    for (value, expected) in zip(nuisances(position), fixed) {
      expectClose(value, expected, .relative(1e-10, because: "16,000 products and rounding"))
    }
    let (right, twin) = (moments(deviates: 3), moments(deviates: 2))
    #expect(abs(sum - right.mean) < 4.5 * (right.variance / 4000).squareRoot())
    #expect(abs(sum - twin.mean) > 4.5 * (twin.variance / 4000).squareRoot())
  }

  /// A scale whose square is too small for a Double is drawn anew as any other.
  @Test(.timeLimit(.minutes(1))) func aVanishingScaleIsDrawnAnew() throws {
    let priors = ClusterPriors()
    let model = HierarchicalClusterModel(
      [cluster("A", stars.prefix(9), priors), cluster("B", stars.prefix(3), priors)],
      priors: priors)
    var random = RandomStream(seed: 22).child("moves")
    var position = model.start(using: &random)
    for index in [model.dimension - 2, model.dimension - 1] { position[index] = -420 }
    let moved = try #require(model.moved(position, using: &random))
    for index in moved.indices { #expect(moved[index].isFinite) }
    for index in [model.dimension - 2, model.dimension - 1] {
      #expect(moved[index] != position[index])
    }
  }

  @Test func oneClusterHasNoScaleToDraw() {
    let model = HierarchicalClusterModel([cluster("A", stars.prefix(3), ClusterPriors())])
    var random = RandomStream(seed: 1)
    #expect(model.moved(model.start(using: &random), using: &random) == nil)
  }
}
