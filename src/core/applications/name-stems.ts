/** What machines' names have in common: "shop" of shop-web01, fra-shop-db and shopapp2. */

/** Words that say what a machine does or where it stands, not which application it serves. */
const GENERIC: ReadonlySet<string> = new Set(
  'prod production prd test tst dev development uat qa stage staging int integration pre preprod demo sandbox lab dr web www app application db database sql oracle ora mysql pg postgres mongo redis cache mq kafka srv server svr host vm node win windows lin linux ubuntu rhel centos debian fe be front frontend back backend api proxy lb gw gateway batch job worker master slave primary secondary replica cluster dc site main core new old temp tmp clone copy template mgmt mgt admin jump'.split(
    ' ',
  ),
);
/** Endings that are written without a separator: shopweb, shopdb. */
const ENDINGS = /(?:web|www|app|sql|srv|api|db|fe|be)$/;
/** A token of more machines than this share, and at least so many, stands for a site or a customer. */
const COMMON_SHARE = 0.15;
const COMMON_AT_LEAST = 30;
const SHORTEST = 2;

function tokensOf(name: string): string[] {
  return name
    .toLowerCase()
    .split('.', 1)[0]!
    .split(/[^a-z0-9]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])/)
    .filter((token) => /[a-z]/.test(token) && token.length >= SHORTEST);
}

/** Stem by workload id, for those whose name has one. */
export function nameStems(
  machines: readonly { readonly id: string; readonly name?: string | undefined }[],
): ReadonlyMap<string, string> {
  const tokens = new Map(machines.map(({ id, name }) => [id, name === undefined ? [] : tokensOf(name)]));
  const holders = new Map<string, number>();
  for (const each of tokens.values())
    for (const token of new Set(each)) holders.set(token, (holders.get(token) ?? 0) + 1);
  const most = Math.max(COMMON_AT_LEAST, COMMON_SHARE * machines.length);
  const stems = new Map<string, string>();
  for (const [id, each] of tokens) {
    for (const token of each) {
      if (GENERIC.has(token) || (holders.get(token) ?? 0) > most) continue;
      const stem = token.replace(ENDINGS, '');
      const found = stem.length >= SHORTEST && !GENERIC.has(stem) ? stem : token;
      stems.set(id, found);
      break;
    }
  }
  return stems;
}
