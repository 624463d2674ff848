/** Where sources disagree on a fact: lists and objects member by member, only what differs. */

interface Words {
  /** Who is believed, and who says otherwise. */
  readonly kept: string;
  readonly other: string;
}

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => JSON.stringify(value);
/** What tells the items of a list apart, the surest first. */
const KEYS = ['key', 'macAddress', 'id', 'label', 'name', 'path'] as const;

export function disagreement(field: string, kept: unknown, said: unknown, words: Words): string[] {
  const lines = differences(field, kept, said, words);
  return lines.length > 0 ? lines : [plain(field, kept, said, words)];
}

const plain = (path: string, kept: unknown, said: unknown, { kept: by, other }: Words): string =>
  `${path}: kept ${text(kept)} of ${by}, ${other} says ${text(said)}`;

/** Nothing for what one of them does not state: that is no disagreement. */
function differences(path: string, kept: unknown, said: unknown, words: Words): string[] {
  if (kept === undefined || said === undefined || text(kept) === text(said)) return [];
  if (isMembers(kept) && isMembers(said))
    return Object.keys(kept).flatMap((member) => differences(`${path}.${member}`, kept[member], said[member], words));
  if (Array.isArray(kept) && Array.isArray(said)) return inLists(path, kept, said, words);
  return [plain(path, kept, said, words)];
}

function inLists(path: string, kept: readonly unknown[], said: readonly unknown[], words: Words): string[] {
  const key = KEYS.find((one) => tellsApart(kept, one) && tellsApart(said, one));
  const nameOf = (item: unknown): string => text(key === undefined || !isMembers(item) ? item : item[key]);
  const keptBy = new Map(kept.map((item) => [nameOf(item), item]));
  const saidBy = new Map(said.map((item) => [nameOf(item), item]));
  const lines = [...keptBy].flatMap(([name, item]) =>
    saidBy.has(name)
      ? differences(`${path}[${name}]`, item, saidBy.get(name), words)
      : [`${path}: only ${words.kept} (kept) lists ${text(item)}`],
  );
  const more = [...saidBy].filter(([name]) => !keptBy.has(name));
  return [...lines, ...more.map(([, item]) => `${path}: only ${words.other} lists ${text(item)}`)];
}

const tellsApart = (items: readonly unknown[], key: string): boolean =>
  new Set(items.map((item) => (isMembers(item) ? item[key] : undefined))).size === items.length &&
  items.every((item) => isMembers(item) && item[key] !== undefined);
