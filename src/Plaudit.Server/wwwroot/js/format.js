// Numbers as the page writes them.

const whole = new Intl.NumberFormat("en");

export const count = (n) => whole.format(n);

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** A probability in percent. What is not certain never reads as if it were. */
export function percent(p) {
  if (p > 0.999 && p < 1) {
    return ">\u00a099.9\u00a0%";
  }
  return p < 0.001 && p > 0 ? "<\u00a00.1\u00a0%" : `${(100 * p).toFixed(1)}\u00a0%`;
}

/** A share with four digits, as the command line prints figures. */
export const share = (value) => (typeof value === "number" ? value.toFixed(4) : "–");

/** A change of a score in percentage points, with its sign. */
export function points(change) {
  const size = Math.abs(100 * change);
  return `${change < 0 ? "−" : "+"}${size >= 0.1 ? size.toFixed(1) : size.toFixed(Math.min(4, Math.ceil(-Math.log10(size))))}`;
}

export function bytes(n) {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  let unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1000;
    unit++;
  }
  return `${unit === 0 || n >= 100 ? Math.round(n) : n.toFixed(1)} ${units[unit]}`;
}

export function duration(seconds) {
  if (seconds < 1) {
    return "less than a second";
  }
  if (seconds < 90) {
    return plural(Math.round(seconds), "second");
  }
  return seconds < 5400 ? plural(Math.round(seconds / 60), "minute") : `${(seconds / 3600).toFixed(1)} hours`;
}

/** A date as a person reads it, in the reader's own time zone. */
export const date = (text) => new Intl.DateTimeFormat("en", { dateStyle: "long", timeStyle: "short" }).format(new Date(text));
