/** What would settle whether a filter matches. */

import { findField } from '../model/fields.ts';
import type { Workload } from '../model/workload.ts';

/** Of these fields the ones that are not known of the workload; all of them when each is known in some part. */
export function unstatedFields(fields: readonly string[], workload: Workload): readonly string[] {
  const absent = fields.filter((path) => findField(path)?.read(workload) === undefined);
  return absent.length > 0 ? absent : fields;
}
