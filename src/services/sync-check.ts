/** What a provider from a package gives is held to the port at run time: nothing of ours has tested it. */

import type { InventoryItem } from '../providers/provider.ts';
import type { ServiceContext } from './context.ts';

/** Undefined for a built-in provider. */
export async function itemCheck(
  context: ServiceContext,
  kind: string,
  sourceId: string,
): Promise<((item: InventoryItem) => string | undefined) | undefined> {
  const { packages } = await context.installation.providers();
  if (!packages.some((known) => known.kind === kind)) return undefined;
  const { inventoryItemSchema } = await import('../core/model/observation-schema.ts');
  return (item) => {
    const checked = inventoryItemSchema.safeParse(item);
    if (checked.success)
      return item.type === 'workload' && item.observation.sourceId !== sourceId
        ? 'observation.sourceId: it names another source'
        : undefined;
    const [issue] = checked.error.issues;
    return issue === undefined ? 'it has another shape' : `${issue.path.join('.')}: ${issue.message}`.slice(0, 300);
  };
}
