/** Sources by name: ids are for programs. */

import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';

/** The id stands where a name cannot be had: a source that was deleted, a server that does not tell. */
export async function sourceNames(cli: Cli): Promise<(id: string) => string> {
  const client = await cli.client();
  const items = await client.call(ROUTES.listSources).then(
    (list) => list.items,
    () => [],
  );
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
