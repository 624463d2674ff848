/** Names that vendors' tools and file systems accept, made from names that people chose. */

const LABEL_MAX = 63;

/** Lower-case letters, digits and single dashes, as DNS-1123 labels are; "x" when nothing is left. */
export function dnsLabel(text: string, max = LABEL_MAX): string {
  const label = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, max)
    .replaceAll(/^-+|-+$/g, '');
  return label === '' ? 'x' : label;
}

export function isDnsLabel(text: string): boolean {
  return text.length <= LABEL_MAX && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** Gives each text a name of its own: the first keeps it, later ones get "-2", "-3" …; the same text keeps its name. */
export class UniqueNames {
  private readonly byText = new Map<string, string>();
  private readonly taken = new Set<string>();
  private readonly make: (text: string, max: number) => string;
  private readonly max: number;
  private readonly separator: string;

  constructor(make: (text: string, max: number) => string, max: number, separator = '-') {
    this.make = make;
    this.max = max;
    this.separator = separator;
  }

  /** `key` tells apart two things of the same text. */
  get(key: string, text = key): string {
    const known = this.byText.get(key);
    if (known !== undefined) return known;
    let name = this.make(text, this.max);
    for (let n = 2; this.taken.has(name.toLowerCase()); n++) {
      const suffix = `${this.separator}${n}`;
      name = `${this.make(text, this.max - suffix.length)}${suffix}`;
    }
    this.taken.add(name.toLowerCase());
    this.byText.set(key, name);
    return name;
  }
}

/** A setting of a site, or undefined; safe for names such as "constructor". */
export function setting(settings: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return settings !== undefined && Object.hasOwn(settings, key) ? settings[key] : undefined;
}
