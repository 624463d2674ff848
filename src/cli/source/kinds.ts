/** Kinds of sources as the server knows them. */

import { ROUTES } from '../../api/routes.ts';
import type { SourceKind } from '../../api/source-kinds.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';

const UNKNOWN_KIND =
  'Kinds of provider packages are known where ISTHMUS_PROVIDERS names the package; is every one there well? isthmus doctor';

export async function sourceKinds(cli: Cli): Promise<readonly SourceKind[]> {
  return (await (await cli.client()).call(ROUTES.listSourceKinds)).items;
}

/** Throws IST-2221 for a kind that cannot be connected. */
export async function liveKind(
  cli: Cli,
  kind: string,
): Promise<SourceKind & { live: NonNullable<SourceKind['live']> }> {
  const kinds = await sourceKinds(cli);
  const found = kinds.find((one) => one.kind === kind);
  if (found !== undefined && found.live !== null) return { ...found, live: found.live };
  const known = kinds.filter(({ live }) => live !== null).map((one) => ({ where: one.kind, message: one.title }));
  throw failure(
    'IST-2221',
    found === undefined ? `there is no kind "${kind}"` : `${found.title} has no live connection`,
    { causes: known, ...(found === undefined && { hint: UNKNOWN_KIND }) },
  );
}
