// SPDX-License-Identifier: GPL-3.0-or-later
// The name of a column taken apart, and what it may mean: as the program does it, with the program's own lists.

/** Conditions on the spelling of a name, where its letters alone mean several things. */
const spellings = {
  any: () => true,
  difference: (text) => /[-_−–]/.test(text) || text.toLowerCase().includes("minus"),
  excess(text) {
    const bare = text.replace(/^[_ ]+/, "");
    if (bare[1] === "(" || bare.startsWith("E") || bare[1] !== "_") return true;
    return bare.startsWith("e_bp_rp") || bare.toLowerCase().includes("excess");
  },
  capital: (text) => startsWithCapital(text),
  keyOfBV: (text) => text === "b_v",
  archiveGRP: (text) => text === "g_rp" || text.includes("-"),
  capitalGRP: (text) => text !== "g_rp" && !text.includes("-") && startsWithCapital(text),
  gaia: (text) => text.includes("G") || text.includes("gaia"),
  capitalG: (text) => text.includes("G"),
  dashed: (text) => /[-_]/.test(text),
};

function startsWithCapital(text) {
  return /^\p{Lu}/u.test(text.replace(/^\P{L}*/u, ""));
}

/** Names of columns, by the lists of the page. */
export class ColumnNames {
  constructor(lists) {
    const set = (name) => new Set(lists[name]);
    const table = (entries) => new Map(entries.map(({ letters, meanings }) => [letters, meanings]));
    this.known = table(lists.known);
    this.knownDereddened = table(lists.known_dereddened);
    this.dereddenedWords = set("dereddened_words");
    this.decorations = new Map(lists.decorations.map(({ word, change }) => [word, change]));
    this.archiveNames = set("archive_names");
    this.orbitWords = set("orbit_words");
    this.unitWords = set("unit_words");
    this.otherUnits = set("other_units");
    this.errorWords = set("error_words");
    this.upperWords = set("upper_words");
    this.lowerWords = set("lower_words");
    this.upperEndWords = set("upper_end_words");
    this.lowerEndWords = set("lower_end_words");
    this.upperErrorWords = set("upper_error_words");
    this.lowerErrorWords = set("lower_error_words");
    this.gluedErrors = lists.glued_errors;
    this.identifierRanks = new Map(lists.identifiers.map((name, rank) => [name, rank]));
    this.quantities = new Map(lists.quantities.map((quantity) => [quantity.key, quantity]));
  }

  /** A name taken apart: `words`, `joined`, `unit`, and `error` with `base` and `form` where it is one of an error. */
  parsed(text) {
    const { rest, unit: bracketed } = this.withoutUnit(text);
    let words = nameWords(rest);
    let unit = bracketed;
    const endsWithCapital = /\p{Lu}$/u.test(rest);
    const takeUnit = (list) => {
      const last = list.at(-1);
      if (unit === null && list.length > 1 && this.unitWords.has(last) && (last.length > 1 || !endsWithCapital)) {
        unit = last;
        return list.slice(0, -1);
      }
      return list;
    };
    words = takeUnit(words);
    let error = null;
    if (words.length > 1 || (words[0]?.length ?? 0) > 3) error = this.errorOf(words, rest);
    if (error) error = { base: takeUnit(error.words).join(""), form: error.form };
    return { text, words, joined: words.join(""), unit, error };
  }

  withoutUnit(text) {
    const close = text.at(-1);
    const open = text.lastIndexOf(close === "]" ? "[" : "(");
    if ((close !== "]" && close !== ")") || open <= 0) return { rest: text, unit: null };
    const inner = text.slice(open + 1, -1);
    const rest = text.slice(0, open);
    if ((close !== "]" && !this.isUnit(inner)) || !/\p{L}/u.test(rest)) return { rest: text, unit: null };
    return { rest, unit: inner };
  }

  isUnit(text) {
    const folded = text.replace(/\s/g, "").toLowerCase();
    return (
      this.unitWords.has(folded) || this.otherUnits.has(folded) || folded.includes("log(") || folded.includes("cm/s")
    );
  }

  /** What a name is the error of. */
  errorOf(words, text) {
    const first = words[0];
    const last = words.at(-1);
    const trimmed = text.replace(/^ +/, "");
    const isExcess = trimmed[1] === "(";
    const rest = words.slice(1);
    if (words.length > 1 && !isExcess && (first === "e" || this.errorWords.has(first))) {
      // The key of a color excess, not the error of a color; `e_bp_rp_sigma` is its error.
      if (trimmed.startsWith("e_bp_rp") && words.length === 3) return null;
      if (trimmed.startsWith("e_bp_rp") && words.length === 4 && this.errorWords.has(last)) {
        return { words: words.slice(0, -1), form: "symmetric" };
      }
      if (rest.length > 1 && first !== "e") {
        if (this.upperWords.has(rest[0]) && rest[0].length > 1) return { words: rest.slice(1), form: "upper" };
        if (this.lowerWords.has(rest[0]) && rest[0].length > 1) return { words: rest.slice(1), form: "lower" };
      }
      return this.sideOf(rest) ?? { words: rest, form: trimmed.startsWith("E_") ? "upperCase" : "symmetric" };
    }
    if (words.length === 2 && first === "b" && trimmed[1] === "_" && rest[0].length > 1) {
      return { words: rest, form: trimmed.startsWith("B") ? "upperEnd" : "lowerEnd" };
    }
    const side = this.sideOf(words);
    if (side) return side;
    if (words.length > 1) {
      const base = words.slice(0, -1);
      if (this.errorWords.has(last) || last === "e") {
        if (base.length > 1) {
          if (["upper", "plus", "up", "pos"].includes(base.at(-1))) return { words: base.slice(0, -1), form: "upper" };
          if (["lower", "minus", "low", "neg"].includes(base.at(-1))) return { words: base.slice(0, -1), form: "lower" };
        }
        return { words: base, form: text.endsWith("+") ? "upper" : text.endsWith("-") ? "lower" : "symmetric" };
      }
      if (this.upperEndWords.has(last)) return { words: base, form: "upperEnd" };
      if (this.lowerEndWords.has(last)) return { words: base, form: "lowerEnd" };
    }
    for (const { suffix, form } of this.gluedErrors) {
      if (last && last.length > suffix.length && last.endsWith(suffix)) {
        return { words: [...words.slice(0, -1), last.slice(0, -suffix.length)], form };
      }
    }
    if (words.length === 1 && first.startsWith("e")) return { words: [first.slice(1)], form: "symmetric" };
    return null;
  }

  sideOf(words) {
    const last = words.at(-1);
    if (last === undefined || words.length < 2) return null;
    const base = words.slice(0, -1);
    if (this.upperErrorWords.has(last)) return { words: base, form: "upper" };
    if (this.lowerErrorWords.has(last)) return { words: base, form: "lower" };
    const before = words.at(-2);
    if (words.length < 3 || !(this.errorWords.has(before) || before === "e")) return null;
    if (this.upperWords.has(last)) return { words: words.slice(0, -2), form: "upper" };
    if (this.lowerWords.has(last)) return { words: words.slice(0, -2), form: "lower" };
    return null;
  }

  /** What a column can mean by its name and its description, each with a rank; a larger one is surer. */
  meanings(name, description) {
    const found = this.lookUp(name);
    const key = name.text;
    if (this.quantities.has(key) && key !== "period" && !found.some((meaning) => meaning.column === key)) {
      found.push({ column: key, rank: 3 });
    }
    const text = (description ?? "").toLowerCase();
    if (found.length === 0 || text === "") return found;
    const isRotation = text.includes("rotation") || text.includes("spin");
    const isOrbit = !isRotation && ["orbit", "transit", "eclips", "pulsat"].some((word) => text.includes(word));
    return found.map(({ column, rank }) => {
      if (column !== "period") return { column, rank };
      if (isOrbit) return { column: "orbital_period", rank };
      return { column, rank: isRotation ? Math.max(rank, 3) : rank };
    });
  }

  lookUp({ words, text }) {
    const exact = this.plain(words, text);
    if (exact.length > 0 || words.length < 2) return exact;
    let change = 0;
    const core = words.filter((word) => {
      const weight = this.decorations.get(word) ?? (isReference(word) ? -0.25 : null);
      if (weight === null) return true;
      change = weight > 0 || change > 0 ? Math.max(change, weight) : Math.min(change, weight);
      return false;
    });
    if (core.length === 0 || core.length === words.length) return [];
    return this.plain(core, text)
      .filter(({ column }) => column !== "id" || core.join() === "id")
      .map(({ column, rank }) => ({ column, rank: rank + change }));
  }

  plain(words, text) {
    const look = (list, known) =>
      (known.get(list.join("")) ?? [])
        .filter(({ spelling }) => spellings[spelling](text))
        .map(({ column, confidence }) => ({ column, rank: confidence }));
    const observed = look(words, this.known);
    if (observed.length > 0 || words.length === 0) return observed;
    const kept = words.filter((word) => !this.dereddenedWords.has(word));
    if (kept.length < words.length && kept.length > 0) return look(kept, this.knownDereddened);
    const last = words.at(-1);
    if (last.length < 2 || !last.endsWith("0")) return [];
    return look([...words.slice(0, -1), last.slice(0, -1)], this.knownDereddened);
  }
}

/** Words of letters and digits in lower case; a capital letter behind a small one begins a word. */
function nameWords(text) {
  const words = [];
  let word = "";
  let previousIsSmall = false;
  for (const character of text) {
    const isCapital = character >= "A" && character <= "Z";
    const isSmall = (character >= "a" && character <= "z") || character >= "\u0080";
    if (!isCapital && !isSmall && !(character >= "0" && character <= "9")) {
      if (word) words.push(word);
      word = "";
      previousIsSmall = false;
      continue;
    }
    if (isCapital && previousIsSmall) {
      words.push(word);
      word = "";
    }
    word += isCapital ? character.toLowerCase() : character;
    previousIsSmall = isSmall;
  }
  if (word) words.push(word);
  return words;
}

/** Whether a word is the name of an author with a year, as in `Teff_Curtis20`. */
function isReference(word) {
  return /^\p{L}{4,}(\d{2}|\d{4})$/u.test(word);
}
