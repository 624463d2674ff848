/** The workload of a pack's test: what the test says of it, and what the organisation answers for all of them. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { Workload } from '../../model/workload.ts';
import type { WorkloadAttributes } from '../engine/scopes.ts';
import { attributeReader } from '../engine/workload-attributes.ts';

const CRITICALITIES = ['low', 'medium', 'high', 'mission-critical'] as const;

/** Read as the engine reads a workload that was declared to be all that `given` says. */
export function testedWorkload(
  given: Readonly<Record<string, unknown>>,
  organisation: Readonly<Record<string, unknown>>,
  catalog: Catalog,
): WorkloadAttributes {
  const evidence = new Set(Object.keys(catalog.sovereignty.evidenceAttributes));
  const criticality = CRITICALITIES.find((each) => each === given['criticality']);
  const workload: Workload = {
    id: 'tested',
    kind: 'vm',
    identity: {},
    facts: criticality === undefined ? {} : { criticality },
    observations: [],
    provenance: {},
    conflicts: [],
  };
  const declared = { key: '', attributes: given, maybe: {} };
  return {
    read: (path) => attributeReader(path, organisation, evidence).read(workload, declared),
    openBecause: () => undefined,
  };
}
