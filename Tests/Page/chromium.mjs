// SPDX-License-Identifier: GPL-3.0-or-later
// Drives headless Chromium through its debugging pipe, with nothing but Node.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A browser with one page. */
export class Chromium {
  static async start({ width = 1200, height = 900, isDark = false, isMobile = false } = {}) {
    const browser = new Chromium();
    browser.folder = mkdtempSync(join(tmpdir(), "gyro-page-"));
    const options = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-background-networking", "--remote-debugging-pipe", `--user-data-dir=${browser.folder}/profile`,
    ];
    const program = process.env.CHROMIUM ?? "chromium";
    browser.process = spawn(program, [...options, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    browser.listen(browser.process.stdio[4]);
    const { targetInfos } = await browser.send("Target.getTargets");
    const { targetId } = targetInfos.find((target) => target.type === "page");
    browser.session = (await browser.send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
    await browser.send("Page.enable");
    await browser.send("Runtime.enable");
    await browser.send("Network.enable");
    await browser.send("Log.enable");
    await browser.size(width, height, isMobile);
    await browser.scheme(isDark ? "dark" : "light");
    await browser.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: browser.folder }, null);
    return browser;
  }

  /** The largest memory that the process of the page has held, its worker included, in MB; null where there is no /proc. */
  pageMemoryMB() {
    const word = (id, key) => new RegExp(`^${key}:\\s+([0-9]+)`, "m").exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1];
    const isOurs = (id) => id === String(this.process.pid) || (Number(id) > 1 && isOurs(word(id, "PPid")));
    try {
      const peaks = readdirSync("/proc").filter((id) => {
        try {
          return /^[0-9]+$/.test(id) && readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--type=renderer") && isOurs(id);
        } catch {
          return false; // A process that has ended meanwhile.
        }
      }).map((id) => Number(word(id, "VmHWM")) / 1024);
      return peaks.length > 0 ? Math.max(...peaks) : null;
    } catch {
      return null;
    }
  }

  constructor() {
    this.count = 0;
    this.waiting = new Map();
    this.listeners = [];
    /** Requests beyond the page itself, and errors in the page. */
    this.requests = [];
    this.faults = [];
  }

  listen(stream) {
    let pending = "";
    stream.setEncoding("utf8");
    stream.on("data", (text) => {
      const messages = (pending + text).split("\0");
      pending = messages.pop();
      for (const message of messages) this.take(JSON.parse(message));
    });
  }

  take(message) {
    if (message.id) {
      const { resolve, reject } = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
      return;
    }
    if (message.method === "Network.requestWillBeSent") this.requests.push(message.params.request.url);
    if (message.method === "Runtime.exceptionThrown") {
      const { exceptionDetails } = message.params;
      this.faults.push(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    if (message.method === "Log.entryAdded" && message.params.entry.level === "error") {
      this.faults.push(message.params.entry.text);
    }
    for (const listener of this.listeners) listener(message);
  }

  send(method, params = {}, session = this.session) {
    const id = (this.count += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.process.stdio[3].write(`${JSON.stringify({ id, method, params, ...(session ? { sessionId: session } : {}) })}\0`);
    });
  }

  size(width, height, isMobile = false) {
    return this.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: isMobile });
  }

  scheme(value) {
    return this.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
  }

  async open(address) {
    const loaded = new Promise((resolve) => {
      this.listeners.push((message) => message.method === "Page.loadEventFired" && resolve());
    });
    await this.send("Page.navigate", { url: address });
    await loaded;
    this.listeners = [];
  }

  /** The value of an expression in the page; promises are awaited. */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression, awaitPromise: true, returnByValue: true, userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true. */
  async until(expression, seconds = 60) {
    const end = Date.now() + 1000 * seconds;
    for (;;) {
      if (await this.evaluate(`Boolean(${expression})`)) return;
      if (Date.now() > end) throw new Error(`not true after ${seconds} s: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Puts text into a field as typing does. */
  async type(selector, text) {
    await this.evaluate(`(() => { const field = document.querySelector(${JSON.stringify(selector)}); field.focus(); field.select(); })()`);
    await this.press("Backspace", 8);
    await this.send("Input.insertText", { text });
  }

  /** Presses a key. */
  async press(key, code) {
    for (const type of ["keyDown", "keyUp"]) {
      await this.send("Input.dispatchKeyEvent", { type, key, windowsVirtualKeyCode: code });
    }
  }

  /** Clicks in the middle of an element, with the mouse. */
  async click(selector) {
    const { x, y } = await this.evaluate(`(() => {
      const node = document.querySelector(${JSON.stringify(selector)});
      node.scrollIntoView({ block: "center" });
      const box = node.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    })()`);
    for (const type of ["mousePressed", "mouseReleased"]) {
      await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1 });
    }
  }

  text(selector) {
    return this.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);
  }

  /** Gives a file to a field for files. */
  async choose(selector, path) {
    const { root } = await this.send("DOM.getDocument");
    const { nodeId } = await this.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    await this.send("DOM.setFileInputFiles", { nodeId, files: [path] });
  }

  async screenshot(path, isWhole = true) {
    const { data } = await this.send("Page.captureScreenshot", { captureBeyondViewport: isWhole, ...(isWhole ? await this.clip() : {}) });
    writeFileSync(path, Buffer.from(data, "base64"));
  }

  async clip() {
    const { cssContentSize } = await this.send("Page.getLayoutMetrics");
    return { clip: { x: 0, y: 0, width: cssContentSize.width, height: cssContentSize.height, scale: 1 } };
  }

  async close() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    await this.send("Browser.close", {}, null).catch(() => {});
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
