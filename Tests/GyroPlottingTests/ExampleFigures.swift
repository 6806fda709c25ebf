// SPDX-License-Identifier: GPL-3.0-or-later
// Figures whose every part a test can name.

import GyroPlotting

/// A figure with every kind of layer and both kinds of axes.
let everyMark = Figure(
  title: "All",
  rows: [
    [
      Panel(
        "Left", x: .log("Age (Myr)", range: 1...10000), y: Axis("Density"), legend: .above,
        layers: [
          Band(
            x: [10, 100, 1000], lower: [0, 0, 0], upper: [1, 2, 1],
            color: .blue.opacity(0.5), label: "95 %"),
          Line(x: [10, 100, .nan, 1000], y: [1, 2, 2, 1], color: .blue, label: "posterior"),
          Rule(x: 100, color: .black, dash: .dashed, label: "median"),
          Annotation("Sun", at: .axes(x: 4570, y: 1)),
          Annotation("corner", at: .panel(x: 0.05, y: 0.9)),
        ]),
      nil,
    ],
    [
      Panel(
        x: Axis(FigureText("(BP−RP)").sub("0") + " (mag)"), y: .log("Rotation period (d)"),
        legend: .above,
        layers: [
          DensityMap(
            x: 0...4, y: 0.1...100, columnCount: 2, values: [1, 10, 100, 0, .nan, 5],
            isLogarithmic: true, barTitle: "Stars"),
          Points(
            x: [1, 2], y: [3, 30], xErrors: [0.1, 0.1], yErrors: [4, 1], color: .vermilion,
            marker: .diamond, label: "stars"),
        ]),
      Panel(
        x: Axis("PIT"), y: Axis("Stars"),
        layers: [
          Bars(edges: [0, 0.5, 1], heights: [3, 4], color: .sky),
          Rule(y: 3.5, color: .black),
        ]),
    ],
  ], width: Figure.pageWidth, height: 120, provenance: "gyro, model default",
  command: "gyro age stars.csv")
