// SPDX-License-Identifier: GPL-3.0-or-later
// A figure in SVG: two axes and the marks between them, styled by the page's style sheet.

import { element, svgElement } from "./dom.js";

const margins = { left: 58, right: 26, top: 12, bottom: 46 };

/** A scale from numbers to pixels. */
class FigureScale {
  constructor([lower, upper], [from, to], isLogarithmic) {
    this.isLogarithmic = isLogarithmic;
    this.domain = [lower, upper];
    const transform = isLogarithmic ? Math.log10 : (value) => value;
    const [start, end] = [transform(lower), transform(upper)];
    this.at = (value) => from + ((transform(value) - start) / (end - start)) * (to - from);
    this.inverse = (pixel) => {
      const value = start + ((pixel - from) / (to - from)) * (end - start);
      return isLogarithmic ? 10 ** value : value;
    };
  }

  /** Round numbers within the domain. */
  ticks(count) {
    const [lower, upper] = this.domain;
    if (this.isLogarithmic) {
      const ticks = [];
      const decades = Math.log10(upper / lower);
      const steps = decades > 2.5 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 5];
      for (let power = Math.floor(Math.log10(lower)); 10 ** power <= upper * 1.0001; power += 1) {
        for (const step of steps) {
          const tick = step * 10 ** power;
          if (tick >= lower * 0.9999 && tick <= upper * 1.0001) ticks.push(tick);
        }
      }
      return ticks;
    }
    const rough = (upper - lower) / count;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
    const ticks = [];
    for (let index = Math.ceil(lower / step - 1e-9); index * step <= upper + 1e-9 * step; index += 1) {
      ticks.push(Number((index * step).toPrecision(12)));
    }
    return ticks;
  }
}

/** A figure with named layers, each of which can be drawn anew on its own. */
export class Figure {
  /**
   * @param container The element that holds it.
   * @param options `title` and `description` for who does not see it; `x` and `y` with `label`, `domain`,
   *   `isLogarithmic` and `format`; `width` and `height` in pixels of the drawing.
   */
  constructor(container, { title, description, x, y, width = 640, height = 360 }) {
    this.width = width;
    this.height = height;
    this.title = svgElement("title", {}, title);
    this.description = svgElement("desc", {}, description);
    this.svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", class: "figure" });
    this.svg.append(this.title, this.description);
    this.axes = svgElement("g", { class: "axes", "aria-hidden": "true" });
    const clip = `clip-${(Figure.count += 1)}`;
    this.svg.append(
      svgElement("clipPath", { id: clip }, svgElement("rect", {
        x: margins.left, y: margins.top, width: width - margins.left - margins.right,
        height: height - margins.top - margins.bottom,
      })),
      this.axes,
    );
    this.marks = svgElement("g", { "clip-path": `url(#${clip})`, "aria-hidden": "true" });
    this.svg.append(this.marks);
    this.layers = new Map();
    container.replaceChildren(this.svg);
    this.setAxes(x, y);
  }

  /** Draws the axes anew; layers must follow. */
  setAxes(x, y) {
    this.x = new FigureScale(x.domain, [margins.left, this.width - margins.right], x.isLogarithmic);
    this.y = new FigureScale(y.domain, [this.height - margins.bottom, margins.top], y.isLogarithmic);
    const [left, right] = [margins.left, this.width - margins.right];
    const [top, bottom] = [margins.top, this.height - margins.bottom];
    const nodes = [];
    for (const tick of this.x.ticks(7)) {
      const at = this.x.at(tick);
      nodes.push(svgElement("line", { x1: at, x2: at, y1: top, y2: bottom, class: "grid" }));
      nodes.push(svgElement("text", { x: at, y: bottom + 17, "text-anchor": "middle" }, (x.format ?? String)(tick)));
    }
    if (!y.isHidden) {
      for (const tick of this.y.ticks(5)) {
        const at = this.y.at(tick);
        nodes.push(svgElement("line", { x1: left, x2: right, y1: at, y2: at, class: "grid" }));
        nodes.push(svgElement("text", { x: left - 7, y: at + 4, "text-anchor": "end" }, (y.format ?? String)(tick)));
      }
    }
    nodes.push(svgElement("path", { d: `M${left},${top}V${bottom}H${right}`, class: "frame" }));
    nodes.push(svgElement("text", { x: (left + right) / 2, y: this.height - 8, "text-anchor": "middle", class: "label" }, x.label));
    const middle = (top + bottom) / 2;
    nodes.push(svgElement(
      "text",
      { x: 14, y: middle, "text-anchor": "middle", class: "label", transform: `rotate(-90 14 ${middle})` }, y.label,
    ));
    this.axes.replaceChildren(...nodes);
  }

  /** Replaces the marks of a layer; layers lie above each other in the order of their first use. */
  layer(name, nodes) {
    let group = this.layers.get(name);
    if (!group) {
      group = svgElement("g", { class: `layer-${name}` });
      this.layers.set(name, group);
      this.marks.append(group);
    }
    group.replaceChildren(...nodes);
  }

  /** What the figure shows, for who does not see it. */
  describe(text) {
    this.description.textContent = text;
  }

  /** A path through points of the plane; not drawn where a number is not finite. */
  path(xs, ys) {
    let text = "";
    let isDown = false;
    for (let index = 0; index < xs.length; index += 1) {
      const [x, y] = [this.x.at(xs[index]), this.y.at(ys[index])];
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        isDown = false;
        continue;
      }
      text += `${isDown ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
      isDown = true;
    }
    return text;
  }

  line(xs, ys, className) {
    return svgElement("path", { d: this.path(xs, ys), class: `line ${className}` });
  }

  /** The area between two curves over the same positions. */
  band(xs, lower, upper, className) {
    const back = Array.from(xs).reverse();
    const d = `${this.path(xs, upper)}${this.path(back, Array.from(lower).reverse()).replace("M", "L")}Z`;
    return svgElement("path", { d, class: `band ${className}` });
  }

  /** Many points as one path of dots. */
  dots(xs, ys, className) {
    let d = "";
    for (let index = 0; index < xs.length; index += 1) {
      const [x, y] = [this.x.at(xs[index]), this.y.at(ys[index])];
      if (Number.isFinite(x) && Number.isFinite(y)) d += `M${x.toFixed(1)},${y.toFixed(1)}h0`;
    }
    return svgElement("path", { d, class: `dots ${className}` });
  }

  label(x, y, text, className = "", anchor = "start") {
    return svgElement(
      "text", { x: this.x.at(x), y: this.y.at(y), class: `mark ${className}`, "text-anchor": anchor }, text,
    );
  }

  /** The position in the plane of an event. */
  positionOf(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    return { x: this.x.inverse(point.x), y: this.y.inverse(point.y) };
  }
}

Figure.count = 0;

/** A legend: pairs of a class and a text. */
export function legend(entries) {
  return element(
    "ul", { class: "legend" },
    ...entries.map(([className, text]) => element("li", {}, element("span", { class: `key ${className}` }), text)),
  );
}
