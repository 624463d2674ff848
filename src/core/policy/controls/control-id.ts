/** Ids of controls as feeds write them, brought into the catalogue's notation. What is not understood stays out. */

import type { CitedControl } from './evidence.ts';

const NIST = /^([A-Z]{2})-0*(\d{1,2})((?:\s*\([0-9a-z]{1,3}\))*)\.?$/;

/** "AC-06 (10)" → "AC-6(10)"; "AC-17(a)" → "AC-17": a letter is a part of the control's text, not an enhancement. */
export function nistControl(text: string): string | undefined {
  const match = NIST.exec(
    text
      .trim()
      .toUpperCase()
      .replaceAll(/\(([A-Z])\)/g, (part) => part.toLowerCase()),
  );
  if (match === null) return undefined;
  const enhancement = /^\s*\(0*(\d{1,2})\)/.exec(match[3] ?? '')?.[1];
  return `${match[1]}-${match[2]}${enhancement === undefined ? '' : `(${enhancement})`}`;
}

interface Naming {
  readonly pattern: RegExp;
  readonly framework: string;
  /** Edition cited, when the catalogue has another one. */
  readonly edition?: string;
  readonly control: (id: string) => string | undefined;
}

/** Group names of built-in initiatives. What has an edition that we cannot translate is not listed. */
const NAMINGS: readonly Naming[] = [
  { pattern: /^NIST[_ ]SP[_ ]800-53[_ ]R5(?:\.[\d.]+)?[_ ](.+)$/i, framework: 'nist80053r5', control: nistControl },
  {
    pattern: /^NIST[_ ]SP[_ ]800-53[_ ]R4[_ ](.+)$/i,
    framework: 'nist80053r5',
    edition: 'revision 4',
    control: nistControl,
  },
];

/** A control from a prefixed name such as "NIST_SP_800-53_R5_SC-28"; undefined when the name is not understood. */
export function citedByName(name: string): CitedControl | undefined {
  for (const { pattern, framework, edition, control } of NAMINGS) {
    const id = pattern.exec(name)?.[1];
    const found = id === undefined ? undefined : control(id);
    if (found !== undefined) return { framework, control: found, cited: withEdition(name, edition) };
  }
  return undefined;
}

/** NIST ids under a heading that says they are: "CM-6;CM-6(1)". `edition` is said beside each. */
export function citedNist(list: string, edition?: string): readonly CitedControl[] {
  const found = new Map<string, CitedControl>();
  for (const text of list.split(/[;,]/)) {
    const control = nistControl(text);
    if (control === undefined || found.has(control)) continue;
    found.set(control, { framework: 'nist80053r5', control, cited: withEdition(text.trim(), edition) });
  }
  return [...found.values()];
}

const withEdition = (text: string, edition: string | undefined): string =>
  edition === undefined ? text : `${text} (${edition})`;

/** "SC-7" before "SC-28" before "SC-28(1)"; "A.5.9" before "A.5.14". */
export function compareControls(a: string, b: string): number {
  const left = a.match(/\d+|[^\d]+/g) ?? [];
  const right = b.match(/\d+|[^\d]+/g) ?? [];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const one = left[at] ?? '';
    const two = right[at] ?? '';
    if (one === two) continue;
    const [x, y] = [Number(one), Number(two)];
    if (!Number.isNaN(x) && !Number.isNaN(y) && x !== y) return x - y;
    return one < two ? -1 : 1;
  }
  return left.length - right.length;
}
