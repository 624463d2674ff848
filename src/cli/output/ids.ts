/** Names as `-o name` prints them, "workload/wl-…", taken back as arguments. */

const NOUNS =
  /^(?:(?:workload|assignment)\/(?=wl-)|application\/(?=app-)|host\/(?=host-)|cluster\/(?=cl-)|network\/(?=net-)|datastore\/(?=ds-)|operation\/(?=op-)|(?:placement|scenario|drill)\/(?=res-)|correction\/(?=cor-)|generation\/(?=\d+$)|(?:source|proposal|dependency|import|rule|site|pack|waiver)\/(?=[^/]+$))/;

/** Without the noun. A name that merely has a slash in it, such as "shop/frontend", stays as it is. */
export const bareId = (text: string): string => text.replace(NOUNS, '');

/** Verbs whose arguments are things of the estate, never paths. */
const VERBS: ReadonlySet<string> = new Set([
  'describe',
  'get',
  'correct',
  'application',
  'app',
  'set',
  'test',
  'delete',
  'sync',
  'confirm',
  'place',
  'price',
  'tco',
  'containers',
  'operation',
  'op',
]);

export function bareArguments(verb: string, given: readonly unknown[]): unknown[] {
  if (!VERBS.has(verb)) return [...given];
  return given.map((one): unknown =>
    typeof one === 'string' ? bareId(one) : Array.isArray(one) ? bareArguments(verb, one) : one,
  );
}
