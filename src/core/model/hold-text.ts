/** What a read lists that is not believed, in words: for errors, command line, console and doctor alike. */

export interface HeldCounts {
  readonly before: number;
  readonly after: number;
  /** The most of the last day, when that is more than before. */
  readonly highest?: number | undefined;
}

/** Machines in all, the kinds that fell, what the read says it could not list, and the first names that would go. */
export interface HeldFinding extends HeldCounts {
  readonly kinds?: readonly (HeldCounts & { readonly kind: string })[] | undefined;
  readonly missing?: readonly { readonly part: string; readonly cost: string }[] | undefined;
  readonly names: readonly string[];
}

export const percentFewer = ({ after, highest }: { readonly after: number; readonly highest: number }): number =>
  highest === 0 ? 0 : Math.max(0, Math.floor(((highest - after) * 100) / highest));

const WORDS: Readonly<Record<string, string>> = {
  vm: 'virtual machines',
  container: 'containers',
  ai: 'AI workloads',
  host: 'hosts',
  cluster: 'clusters',
  network: 'networks',
  datastore: 'datastores',
};

/** In words, for errors and screens. */
export function holdText(
  name: string,
  { before, after, highest, kinds = [], missing = [], names }: HeldFinding,
): string {
  const counts = [
    ...(after < before ? [countText('machines', { before, after, highest })] : []),
    // The machines tell it already when they are all of one kind.
    ...kinds.filter((each) => each.before !== before || each.after !== after || after === before).map(kindText),
  ];
  const first = names.slice(0, 3).join(', ');
  const those = first === '' ? '' : `; ${first}${names.length > 3 ? ' and others' : ''} would go`;
  const unread = missing.map(({ part, cost }) => `; not read: ${part} (${cost})`).join('');
  return `${name} lists ${counts.join(', and ')}${those}${unread}`;
}

const kindText = (each: HeldCounts & { readonly kind: string }): string =>
  countText(WORDS[each.kind] ?? each.kind, each);

function countText(what: string, { before, after, highest }: HeldCounts): string {
  const most = highest === undefined ? '' : ` (${highest} within a day)`;
  const percent = percentFewer({ after, highest: highest ?? before });
  return `${after} ${what} instead of ${before}${most}, ${percent} % fewer`;
}
