// SPDX-License-Identifier: GPL-3.0-or-later
// Elements of the page. Text goes in as text only: no function here takes markup.

/** The element of an id. */
export function byID(id) {
  return document.getElementById(id);
}

/** An HTML element with attributes and children; strings become text. */
export function element(name, attributes = {}, ...children) {
  return filledElement(document.createElement(name), attributes, children);
}

/** An SVG element with attributes and children. */
export function svgElement(name, attributes = {}, ...children) {
  return filledElement(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filledElement(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Offers bytes as a file. */
export function download(name, type, ...parts) {
  const link = element("a", { href: URL.createObjectURL(new Blob(parts, { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A button that copies what a function returns. */
export function copies(button, text) {
  button.addEventListener("click", async () => {
    const label = button.textContent;
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(text());
    } catch {
      isCopied = copiedBySelection(text());
    }
    button.textContent = isCopied ? "Copied" : "Select and copy by hand";
    setTimeout(() => (button.textContent = label), 1500);
  });
}

/** Where a page from a disk may not use the clipboard, what is selected can still be copied. */
function copiedBySelection(text) {
  const area = element("textarea", { class: "offscreen" });
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}

/** A list of flags with their texts. */
export function flagList(names, definitions) {
  const byName = Object.fromEntries(definitions.map((definition) => [definition.name, definition]));
  return names.map((name) =>
    element("li", {}, element("code", {}, name), ` ${byName[name]?.text ?? ""}. `, detail(byName[name])),
  );
}

function detail(definition) {
  if (!definition || definition.detail === undefined) return null;
  return element("details", {}, element("summary", {}, "What does that mean?"), element("p", {}, definition.detail));
}
