// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import GyroFlows
import Testing
import _TestSupport

/// The published weights through this code, against values that zuko computed from them.
@Suite(.enabled(if: SharedFolder.isPresent, Comment(rawValue: SharedFolder.absence)))
struct ReferenceWeightsGoldenTests {
  private func flow(slope: Double) throws -> ConditionalFlow {
    let url = SharedFolder.file("data/reference/chronoflow-weights.safetensors")
    return try FlowCheckpoint(
      stateDictionary: [UInt8](Data(contentsOf: url)), name: url.path, activation: .relu, bound: 5,
      slope: slope, contextNames: ["log10_age_myr", "bp_rp0", "log10_bp_rp0_sigma"],
      valueName: "log10_period_days", notes: [:]
    ).ensemble.flows[0]
  }

  private func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(row[column].flatMap(Double.init))
  }

  @Test func everyLogDensity() throws {
    let flow = try flow(slope: 1e-4)
    #expect(flow.parameters.count == 17_733)
    let rows = try SharedFolder.rows("data/reference/log_density.csv")
    #expect(rows.count == 1200)
    let densities = flow.conditioned(
      on: try rows.flatMap { row in
        try ["log10_age_myr", "bp_rp0", "log10_bp_rp0_sigma"].map { try number(row, $0) }
      })
    for (member, row) in rows.enumerated() {
      let value = try number(row, "log10_period_days")
      let limit = Closeness.absolute(1e-9, because: "double precision against zuko's")
      expectClose(
        densities.logDensity(at: value, member: member), try number(row, "log_density_flow"), limit)
      expectClose(densities.latent(at: value, member: member), try number(row, "z"), limit)
      expectClose(densities.cdf(at: value, member: member), try number(row, "cdf_flow"), limit)
    }
  }

  @Test func theOtherLibrarysSlopeGivesOtherDensities() throws {
    // The twin that must fail: with zuko 1.5's constant the densities are visibly others.
    let rows = try SharedFolder.rows("data/reference/log_density.csv")
    let flow = try flow(slope: 1e-3)
    var worst = 0.0
    for row in rows.prefix(100) {
      let density = flow.conditioned(
        on: try ["log10_age_myr", "bp_rp0", "log10_bp_rp0_sigma"].map { try number(row, $0) })
      worst = max(
        worst,
        abs(
          density.logDensity(at: try number(row, "log10_period_days"), member: 0)
            - (try number(row, "log_density_flow"))))
    }
    #expect(worst > 0.1)
  }
}
